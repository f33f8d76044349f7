"""Where faults stand in the workbook that is to show them, whatever file they were found in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.problems import Problem, VanbanError
from pipeline.records import Record, key_of
from pipeline.sources import Table, letters, read_table
from pipeline.workbooks.blank import Lines, blank, sheet_name
from pipeline.workbooks.parts import Parts

_TEXTS = (".yaml", ".yml", ".json")
_NO_LINES = (".json",)  # the reader counts the items of a list there


@dataclass(frozen=True, slots=True)
class StandIn:
    """A workbook in place of a file that is none: its one sheet, and in which column a field stands there."""

    parts: Parts
    sheet: str
    column_of: Callable[[Problem], str] = field(default=lambda _problem: "A")

    def address(self, problem: Problem) -> str:
        """The cell of a fault; "" where it stands at none."""
        if problem.where.cell:
            return problem.where.cell
        return f"{self.column_of(problem)}{problem.where.row}" if problem.where.row else ""


def stand_in(path: Path, kind: type[Record] | None) -> StandIn:
    """A new workbook of the rows of a table, at their addresses; of the lines of a text file.

    Where the file cannot be read at all, the workbook is empty: its faults are of the file.
    """
    name = sheet_name(path.stem)
    if path.suffix.lower() in _TEXTS:
        parts = blank(name, _text(path))
        return StandIn(parts, name, lambda _problem: "") if path.suffix.lower() in _NO_LINES else StandIn(parts, name)
    try:
        table = read_table(path)
    except VanbanError:
        return StandIn(blank(name), name)
    headers = [header for header, _where in table.header]
    keys = [(key_of(kind, header) if kind else None) or header for header in headers]
    columns = {key: letters(index) for names in (headers, keys) for index, key in reversed(list(enumerate(names)))}
    return StandIn(blank(name, _rows(table)), name, lambda problem: columns.get(problem.field, "A"))


def _text(path: Path) -> Iterator[tuple[int, tuple[str, ...]]]:
    try:
        text = path.read_text("utf-8", errors="replace")
    except OSError:
        return
    yield from ((number, (line,)) for number, line in enumerate(text.splitlines(), 1))


def _rows(table: Table) -> Lines:
    """The header and the rows, as far as the file can be read."""
    names = [name for name, _where in table.header]
    yield next((where.row for _name, where in table.header if where.row), 1), names
    try:
        for row in table.rows():
            yield row.number or 0, [value if isinstance(value, str) else "; ".join(value) for value in row.values]
    except VanbanError:
        return
