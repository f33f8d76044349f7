"""Plain .xlsx: one header row, then rows. The only module that knows openpyxl."""

import math
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time
from functools import partial
from itertools import count
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

import openpyxl
from openpyxl.cell.cell import ERROR_CODES

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.rows import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Origin, Row, Table, letters
from pipeline.vietnamese import compose

HEADER_WITHIN = 30  # rows from the top in which the header is looked for
_ERRORS = frozenset(ERROR_CODES)
NEARLY_FULL = 0.6  # of the fullest row's cells: a header has them, a title above it has not


def read_xlsx(path: Path, shown: str, sheet: str = "") -> Table:
    """The table of a worksheet (the first one, unless `sheet` names another).

    The header is the first of the top 30 rows that is nearly as full as the fullest; titles may stand above it.

    Raises UsageError "not-a-workbook", "workbook-too-large", "no-such-sheet", "empty-table".
    """
    _refuse_what_is_unsafe(path, shown)
    with closing(_open(path, shown)) as book:
        if sheet and sheet not in book.sheetnames:
            names = ", ".join(book.sheetnames)
            raise UsageError("no-such-sheet", Where(file=shown), sheet=sheet, names=names)
        name = sheet or book.sheetnames[0]
        top_rows = list(_rows(book[name], HEADER_WITHIN, shown=shown))
        fullest = max((sum(map(bool, values)) for _number, values in top_rows), default=0)
        enough = max(2, math.ceil(fullest * NEARLY_FULL))
        found = next((row for row in top_rows if sum(map(bool, row[1])) >= enough), None)
    if found is None:
        raise UsageError("empty-table", Where(file=shown, sheet=name), path=shown)
    top, names_of = found
    header = tuple((text, Where(shown, name, top, f"{letters(index)}{top}")) for index, text in enumerate(names_of))
    return Table(path, shown, header, partial(_read, path, Origin(shown, name, tuple(names_of), lettered=True), top))


def _read(path: Path, origin: Origin, top: int) -> Iterator[Row]:
    with closing(_open(path, origin.file)) as book:
        for number, values in _rows(book[origin.sheet], MOST_ROWS, first=top + 1, shown=origin.file):
            if any(values):
                row = Row(origin, number, tuple(values[: len(origin.names)]))
                yield row if _ERRORS.isdisjoint(row.values) else row._replace(faults=tuple(_errors(row)))


def _errors(row: Row) -> Iterator[Problem]:
    """The cells that show an error of Excel's in place of a value."""
    for name, text in row.cells.items():
        if text in _ERRORS:
            yield Problem(row.at(name), "cell-error", name, {"value": str(text)})


def _refuse_what_is_unsafe(path: Path, shown: str) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            if sum(member.file_size for member in package.infolist()) > MOST_BYTES:
                raise UsageError("workbook-too-large", Where(file=shown), path=shown)
            for member in package.infolist():
                if member.filename.endswith((".xml", ".rels")):
                    with package.open(member) as part:
                        _refuse_doctype(part)
    except OSError as error:
        raise UsageError("unreadable", Where(file=shown), path=shown, reason=error.strerror or "") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, expat.ExpatError) as error:
        raise UsageError("not-a-workbook", Where(file=shown), path=shown) from error


def _refuse_doctype(part: IO[bytes]) -> None:
    """Parse the part as far as its first element. Raises ValueError where a document type comes before it."""
    parser = expat.ParserCreate()
    met: list[str] = []
    parser.StartDoctypeDeclHandler = lambda *_args: met.append("doctype")
    parser.StartElementHandler = lambda *_args: met.append("element")
    while not met and (piece := part.read(4096)):
        parser.Parse(piece)
    if met[:1] == ["doctype"]:
        raise ValueError("a document type is declared")


def _open(path: Path, shown: str) -> openpyxl.Workbook:
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers do on a damaged file
        raise UsageError("not-a-workbook", Where(file=shown), path=shown) from error


def _rows(sheet: Any, last: int, first: int = 1, *, shown: str) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # the stated size may be wrong, even absurd
    rows = sheet.iter_rows(min_row=first, max_row=last, values_only=True)
    for number in count(first):
        try:
            values = next(rows, None)
        except Exception as error:  # a sheet is parsed as it is read, and openpyxl raises whatever its parsers do
            raise UsageError("not-a-workbook", Where(file=shown, row=number), path=shown) from error
        if values is None:
            return
        yield number, [_text(value) for value in values[:MOST_COLUMNS]]


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "x" if value else ""
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return compose(str(value)).strip()
