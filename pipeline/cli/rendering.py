"""`vanban render`: any template with any table."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from pipeline.cli import DONE, FAULTS
from pipeline.cli.show import show_json, show_notice, show_problem
from pipeline.messages import text as _
from pipeline.problems import OutputError, Problem, TemplateError, UsageError, VanbanError, Where
from pipeline.prose import fill, places
from pipeline.publish import STATUSES, put_whole
from pipeline.sources import read_table, read_values
from pipeline.template import Template
from pipeline.vietnamese import bare, slug

Record = tuple[Where, Mapping[str, Any], tuple[Problem, ...]]


def run(template_file: Path, data: Path, output: Path, pattern: str, sheet: str, *, exact: bool, as_json: bool) -> int:
    """Render one document a record and give the exit code; a record that fails spoils none but itself."""
    if not template_file.is_file():
        raise UsageError("not-found", Where(file=str(template_file)), path=str(template_file))
    template = Template(template_file)
    pattern = pattern or f"{slug(template_file.stem) or 'document'}-{{#}}"
    inputs = {template_file.resolve(), data.resolve()}
    documents: list[dict[str, Any]] = []
    problems: list[Problem] = []
    counts: Counter[str] = Counter()
    taken: dict[str, Where] = {}
    known = frozenset(re.split(r"[.\[]", tag)[0] for tag in template.tags)
    for number, (where, record, faults) in enumerate(_records(data, sheet, known, exact=exact), 1):
        status, path = "failed", ""
        try:
            if faults:
                raise VanbanError.of(faults[0])
            name = _name(pattern, record, number, where)
            if (first := taken.setdefault(name, where)) is not where:
                raise TemplateError("name-twice", where, name=name, first=str(first))
            file = output / f"{name}.docx"
            if file.resolve() in inputs:
                raise UsageError("overwrites-input", where, path=str(file))
            status, problem = put_whole(file, template.render(record, record=where))
            if problem and status == "failed":
                raise VanbanError.of(problem)
            if problem:
                show_notice(problem)
            path = file.name
        except OutputError:
            raise
        except VanbanError as error:
            problems.append(error.problem)
            if not as_json:
                show_problem(error.problem)
        counts[status] += 1
        if as_json:
            line = {"file": where.file, "sheet": where.sheet, "row": where.row}
            documents.append({"path": path, "record": line, "template": template_file.name, "status": status})
    if as_json:
        show_json(documents, problems)
    else:
        total = _("{total} documents: {made} made, {unchanged} unchanged, {failed} failed, in {output}")
        values = {status: counts[status] for status in STATUSES}
        click.echo(total.format(total=counts.total(), output=output, **values))
    return FAULTS if problems else DONE


def _records(data: Path, sheet: str, known: frozenset[str], *, exact: bool) -> Iterator[Record]:
    """The records of the data file: an object is one, a list or a table has one an item; an empty cell is None.

    `known` are the names that the template asks for.
    """
    if data.suffix.lower() in (".json", ".yaml", ".yml"):
        value = read_values(data)
        items = value if isinstance(value, list) else [value]
        for number, item in enumerate(items, 1):
            where = Where(file=str(data), row=number)
            if isinstance(item, dict):
                yield where, item, ()
            else:
                yield where, {}, (Problem(where, "not-a-list", "", {"path": str(data)}),)
        return
    table = read_table(data, sheet=sheet)
    names: dict[str, str] = {}
    for name, where in table.header:
        tag = name if exact or name in known else _tag(name)
        if tag and tag in names.values():
            raise UsageError("column-twice", where, name=name)
        if tag:
            names[name] = tag
    for row in table.rows():
        cells = row.cells
        yield row.where, {tag: cells.get(name) for name, tag in names.items()}, row.faults


def _tag(header: str) -> str:
    """The tag that a Vietnamese header names: `Họ và tên` -> `ho_va_ten`, `STT` -> `stt`."""
    return re.sub("[^a-z0-9_]+", "_", bare(header).lower()).strip("_")


def _name(pattern: str, record: Mapping[str, Any], number: int, where: Where) -> str:
    """The file's name without suffix, in ASCII whatever the data say."""
    values = {key: "" if value is None else str(value) for key, value in record.items()} | {"#": f"{number:04d}"}
    for place in places(pattern):
        if place not in values:
            raise TemplateError("unknown-place", where, place=place, known=", ".join(values))
    name = slug(re.sub(r"\.docx$", "", fill(pattern, values)))
    if not name:
        raise TemplateError("no-name", where, pattern=pattern)
    return name
