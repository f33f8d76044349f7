"""`vanban validate`: the faults of dossiers on the terminal, as JSON, and marked in copies of the clerk's workbooks."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.cli import DONE, FAULTS
from pipeline.cli.show import show_json, show_notice, show_problem
from pipeline.dossier import find, id_of, load
from pipeline.messages import text as _
from pipeline.problems import Problem, UsageError, Where

_SUFFIX = ".xlsx"


def run(folder: Path, workbook: Path | None, *, convert: bool, as_json: bool) -> int:
    """Say what is wrong in every dossier that `folder` stands for, and give the exit code.

    `convert` turns letters of old fonts to Unicode as the tables are read.

    Raises UsageError "not-xlsx-name", "exists" for the name of a copy, OutputError "cannot-write".
    """
    if workbook and workbook.suffix.lower() != _SUFFIX:
        raise UsageError("not-xlsx-name", Where(str(workbook)), path=str(workbook))
    folders = find(folder)
    loaded = [load(folder, convert=convert) for folder in folders]
    problems = [problem for one in loaded for problem in one.problems]
    notices = [notice for one in loaded for notice in one.notices]
    if as_json:
        show_json(problems=problems, notices=notices)
    else:
        for problem in problems:
            show_problem(problem)
        for notice in notices:
            show_notice(notice)
        click.echo(_("{count} faults, {notices} notices").format(count=len(problems), notices=len(notices)))
    if workbook:
        tables = {path: kind for one in loaded for path, kind in one.tables.items()}
        _write_copies(tables, problems, notices, workbook, aside=as_json)
    return FAULTS if problems else DONE


def _write_copies(
    tables: Mapping[Path, type[Any]],
    problems: Sequence[Problem],
    notices: Sequence[Problem],
    workbook: Path,
    *,
    aside: bool,
) -> None:
    """Write a copy of each file with faults, or with notices at its cells; say what is written.

    Of a sound one that bears our marks it is one without them: whoever looked through the notices is done.
    """
    from pipeline.publish import write_whole, writing
    from pipeline.workbooks import asks_a_look, cleared, marked

    faulty = _by_file(problems)
    told = _by_file(notices)
    clean = {
        path: copy
        for path in tables
        if path.suffix.lower() == _SUFFIX and path not in faulty and (copy := cleared(path))
    }
    faulty |= {path: [] for path in told if path not in (*faulty, *clean) and any(map(asks_a_look, told[path]))}
    names = _names([*faulty, *clean], workbook)
    for name in names.values():
        if name.exists():
            raise UsageError("exists", Where(str(name)), path=str(name))
    for path, name in names.items():
        if path in faulty:
            content, remarks = marked(path, faulty[path], tables.get(path), told.get(path, ()))
            said = _("{copy}: {count} faults and {notices} notices of {file} are marked")
        else:
            content, remarks = clean[path], ()
            said = _("{copy}: {file} without the marks of earlier faults")
        with writing(name):
            write_whole(name, content)
        count, noted = len(faulty.get(path, ())), len(told.get(path, ()))
        click.echo(said.format(copy=name, count=count, notices=noted, file=path), err=aside)
        for notice in remarks:
            show_notice(notice)
    if not names:
        said = _("no workbook is written: no file is faulty") if problems else _("no faults: no workbook is written")
        click.echo(said, err=aside)


def _by_file(problems: Sequence[Problem]) -> dict[Path, list[Problem]]:
    """The problems by the file that each stands in."""
    found: dict[Path, list[Problem]] = {}
    for problem in problems:
        found.setdefault(Path(problem.where.file), []).append(problem)
    return {path: of for path, of in found.items() if path.is_file()}


def _names(files: Sequence[Path], workbook: Path) -> Mapping[Path, Path]:
    """What the copies are called: as asked for where there is one, else with the names of their tables behind that."""
    if len(files) == 1:
        return {files[0]: workbook}
    alone = len({path.parent for path in files}) == 1
    ends = {path: path.stem if alone else f"{id_of(path.parent)}-{path.stem}" for path in files}
    return {path: workbook.with_name(f"{workbook.stem}-{end}{_SUFFIX}") for path, end in ends.items()}
