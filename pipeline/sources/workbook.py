"""Plain .xlsx: one header row, then rows."""

import math
import zipfile
from collections.abc import Iterator
from errno import EINVAL
from functools import partial
from itertools import takewhile
from pathlib import Path

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.book import Book
from pipeline.sources.markup import DAMAGE, elements
from pipeline.sources.rows import MOST_BYTES, Origin, Row, Table, letters

HEADER_WITHIN = 30  # rows from the top in which the header is looked for
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
NEARLY_FULL = 0.6  # of the fullest row's cells: a header has them, a title above it has not


def read_xlsx(path: Path, shown: str, sheet: str = "") -> Table:
    """The table of a worksheet (the first one, unless `sheet` names another).

    The header is the first of the top 30 rows that is nearly as full as the fullest; titles may stand above it.

    Raises UsageError "not-a-workbook", "workbook-too-large", "no-such-sheet", "empty-table".
    """
    try:
        _refuse_what_is_unsafe(path, shown)
        with Book(path) as book:
            name = sheet or next(iter(book.sheets), "")
            if sheet and sheet not in book.sheets:
                raise UsageError("no-such-sheet", Where(file=shown), sheet=sheet, names=", ".join(book.sheets))
            top_rows = list(takewhile(lambda row: row[0] <= HEADER_WITHIN, book.rows(name))) if name else []
    except DAMAGE as error:
        raise _refusal(error, Where(file=shown)) from error
    fullest = max((sum(map(bool, values)) for _number, values in top_rows), default=0)
    enough = max(2, math.ceil(fullest * NEARLY_FULL))
    found = next((row for row in top_rows if sum(map(bool, row[1])) >= enough), None)
    if found is None:
        raise UsageError("empty-table", Where(file=shown, sheet=name), path=shown)
    top, names_of = found
    header = tuple((text, Where(shown, name, top, f"{letters(index)}{top}")) for index, text in enumerate(names_of))
    above = sum(number <= top for number, _values in top_rows)
    origin = Origin(shown, name, tuple(names_of), lettered=True)
    return Table(path, shown, header, partial(_rows, path, origin, top), partial(_stretches, path, name, above))


def _stretches(path: Path, sheet: str, above: int) -> Iterator[tuple[int, int]]:
    yield -above, -above
    with Book(path) as book:
        yield from book.stretches(sheet)


def _rows(path: Path, origin: Origin, top: int) -> Iterator[Row]:
    columns = len(origin.names)
    number = top
    try:
        with Book(path) as book:
            for number, values in book.rows(origin.sheet):
                if number > top and any(values):
                    row = Row(origin, number, tuple(values[:columns]))
                    yield row if _ERRORS.isdisjoint(values) else row._replace(faults=tuple(_errors(row)))
    except DAMAGE as error:
        raise _refusal(error, Where(file=origin.file, row=number + 1)) from error


def _refusal(error: Exception, where: Where) -> UsageError:
    if isinstance(error, OSError) and error.errno != EINVAL:  # zipfile seeks to wherever a damaged archive says
        return UsageError("unreadable", where, path=where.file, reason=error.strerror or "")
    return UsageError("not-a-workbook", where, path=where.file)


def _errors(row: Row) -> Iterator[Problem]:
    """The cells that show an error of Excel's in place of a value."""
    for name, text in row.cells.items():
        if text in _ERRORS:
            yield Problem(row.at(name), "cell-error", name, {"value": str(text)})


def _refuse_what_is_unsafe(path: Path, shown: str) -> None:
    """Look at every part as far as its first element. Raises one of DAMAGE where a document type comes before it."""
    with zipfile.ZipFile(path) as package:
        if sum(member.file_size for member in package.infolist()) > MOST_BYTES:
            raise UsageError("workbook-too-large", Where(file=shown), path=shown)
        for member in package.infolist():
            if member.filename.endswith((".xml", ".rels")):
                with package.open(member) as part:
                    next(elements(part), None)
