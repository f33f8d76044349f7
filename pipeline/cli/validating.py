"""`vanban validate`: the faults of dossiers on the terminal, as JSON, and marked in copies of the clerk's workbooks."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from pipeline.cli import DONE, FAULTS
from pipeline.cli.show import show_json, show_notice, show_problem
from pipeline.dossier import TABLES, find, id_of, load
from pipeline.messages import text as _
from pipeline.problems import Problem, UsageError, Where

_SUFFIX = ".xlsx"


def run(folder: Path, workbook: Path | None, *, as_json: bool) -> int:
    """Say what is wrong in every dossier that `folder` stands for, and give the exit code.

    Raises UsageError "not-xlsx-name", "exists" for the name of a copy, OutputError "cannot-write".
    """
    if workbook and workbook.suffix.lower() != _SUFFIX:
        raise UsageError("not-xlsx-name", Where(str(workbook)), path=str(workbook))
    folders = find(folder)
    problems = [problem for folder in folders for problem in load(folder).problems]
    if as_json:
        show_json(problems=problems)
    else:
        for problem in problems:
            show_problem(problem)
        click.echo(_("{count} faults").format(count=len(problems)))
    if workbook:
        _write_copies(folders, problems, workbook, aside=as_json)
    return FAULTS if problems else DONE


def _write_copies(folders: Sequence[Path], problems: Sequence[Problem], workbook: Path, *, aside: bool) -> None:
    """Write a copy of each faulty file, and of each sound one that still bears our marks; say what is written."""
    from pipeline.publish import write_whole, writing
    from pipeline.workbooks import cleared, marked

    by_file: dict[Path, list[Problem]] = {}
    for problem in problems:
        by_file.setdefault(Path(problem.where.file), []).append(problem)
    faulty = {path: found for path, found in by_file.items() if path.is_file()}
    clean = {path: copy for path in _workbooks(folders) if path not in faulty and (copy := cleared(path))}
    names = _names([*faulty, *clean], workbook)
    for name in names.values():
        if name.exists():
            raise UsageError("exists", Where(str(name)), path=str(name))
    for path, name in names.items():
        if path in faulty:
            content, notices = marked(path, faulty[path], TABLES.get(path.stem))
            said = _("{copy}: {count} faults of {file} are marked")
        else:
            content, notices = clean[path], ()
            said = _("{copy}: {file} without the marks of earlier faults")
        with writing(name):
            write_whole(name, content)
        click.echo(said.format(copy=name, count=len(faulty.get(path, ())), file=path), err=aside)
        for notice in notices:
            show_notice(notice)
    if not names:
        said = _("no workbook is written: no file is faulty") if problems else _("no faults: no workbook is written")
        click.echo(said, err=aside)


def _workbooks(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for name in TABLES if (path := folder / f"{name}{_SUFFIX}").is_file())


def _names(files: Sequence[Path], workbook: Path) -> Mapping[Path, Path]:
    """What the copies are called: as asked for where there is one, else with the names of their tables behind that."""
    if len(files) == 1:
        return {files[0]: workbook}
    alone = len({path.parent for path in files}) == 1
    ends = {path: path.stem if alone else f"{id_of(path.parent)}-{path.stem}" for path in files}
    return {path: workbook.with_name(f"{workbook.stem}-{end}{_SUFFIX}") for path, end in ends.items()}
