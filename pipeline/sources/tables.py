"""The table of a sheet: one header row, then rows."""

import math
from collections.abc import Iterator
from functools import partial
from itertools import takewhile
from pathlib import Path

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.own import OWN_SHEETS
from pipeline.sources.rows import Origin, Row, Table
from pipeline.sources.sheets import RawRow, Sheet, open_sheets

HEADER_WITHIN = 30  # rows from the top in which the header is looked for
NEARLY_FULL = 0.6  # of the fullest row's cells: a header has them, a title above it has not


def read_sheet(path: Path, shown: str, name: str = "") -> Table:
    """The table of a worksheet (the first not of our own making, unless `name` is another's), or of a text file.

    The header of a worksheet is the first of the top 30 rows that is nearly as full as the fullest; titles may stand
    above it. That of a text file is its first line with text.

    Raises UsageError as `open_sheets` does, and "no-such-sheet", "empty-table".
    """
    opened = open_sheets(path, shown_as=shown)
    sheet = _chosen(opened.sheets, name)
    top_rows = list(takewhile(lambda row: row.number <= HEADER_WITHIN, sheet.rows())) if sheet.lettered else []
    found = _nearly_full(top_rows) if sheet.lettered else next(sheet.rows(), None)
    if found is None:
        raise UsageError("empty-table", Where(file=shown, sheet=sheet.name), path=shown)
    top, names = found.number, tuple(found.texts)
    header = tuple((text, sheet.at(top, column)) for column, text in enumerate(names))
    above = sum(row.number <= top for row in top_rows) or 1
    origin = Origin(shown, sheet.name, names, lettered=sheet.lettered)
    rows, stretches = partial(_rows, sheet, origin, top), partial(_stretches, sheet, above)
    return Table(path, shown, header, rows, stretches, opened.notices)


def _nearly_full(rows: list[RawRow]) -> RawRow | None:
    fullest = max((sum(map(bool, row.texts)) for row in rows), default=0)
    enough = max(2, math.ceil(fullest * NEARLY_FULL))
    return next((row for row in rows if sum(map(bool, row.texts)) >= enough), None)


def _chosen(sheets: tuple[Sheet, ...], name: str) -> Sheet:
    wanted = (lambda sheet: sheet.name == name) if name else (lambda sheet: sheet.name not in OWN_SHEETS)
    found = next(filter(wanted, sheets), None)
    if found is None:
        names = ", ".join(sheet.name for sheet in sheets)
        raise UsageError("no-such-sheet", Where(file=sheets[0].shown_as), sheet=name, names=names)
    return found


def _stretches(sheet: Sheet, above: int) -> Iterator[tuple[int, int]]:
    yield -above, -above
    yield from sheet.stretches()


def _rows(sheet: Sheet, origin: Origin, top: int) -> Iterator[Row]:
    columns = len(origin.names)
    for raw in sheet.rows():
        number, texts = raw.number, raw.texts
        if number > top and any(texts):
            values = tuple(texts[:columns])
            faults = sheet.faults(raw, origin.names)
            if len(texts) > columns and not sheet.lettered and any(texts[columns:]):
                faults = (*faults, Problem(sheet.at(number), "row-too-long"))
            yield Row(origin, number, values, faults)
