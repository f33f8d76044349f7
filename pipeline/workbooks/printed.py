"""Tables to be read and printed: a new workbook with one sheet a table."""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from pipeline.archive import read_members, write_package
from pipeline.sources import letters

_FACE = "Times New Roman"
_HEADER = 4
"""The row of the header, below title and note."""
_LINE = 16.5  # points
_SLACK = 2  # characters of a line that the breaks between words may cost
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_NO_TIME = rb"\g<1>2020-03-05T00:00:00Z"  # the same tables are the same bytes


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet: its name, what stands above the table, the columns (header, width in characters), the rows.

    Whole numbers stand in the middle of their cells, texts at the left. `counted` numbers the columns below the header,
    as the decree's forms do.
    """

    name: str
    title: str
    note: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str | int]]
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """A sheet that is the cover of the next one: its lines below each other, that in `large` set larger."""

    name: str
    lines: Sequence[str]
    large: str


def printed(tables: Sequence[Printed | Cover]) -> bytes:
    """The workbook of the tables, each on A4 across with its header on every page, and their covers."""
    from openpyxl import Workbook

    book: Any = Workbook()
    book.remove(book.active)
    for table in tables:
        sheet = book.create_sheet(table.name)
        if isinstance(table, Cover):
            _bind(sheet, table)
        else:
            _write(sheet, table)
    file = io.BytesIO()
    book.save(file)
    members = read_members(file.getvalue())
    return write_package({name: _TIMES.sub(_NO_TIME, content) for name, content in members.items()})


def _write(sheet: Any, table: Printed) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="FF808080")
    lines = Border(left=thin, right=thin, top=thin, bottom=thin)
    for row, text, font in (
        (1, table.title, Font(name=_FACE, size=14, bold=True)),
        (2, table.note, Font(name=_FACE, size=12, italic=True)),
    ):
        _text(sheet.cell(row, 1), text).font = font
    for number, (header, width) in enumerate(table.columns, 1):
        cell = _text(sheet.cell(_HEADER, number), header)
        cell.font, cell.border = Font(name=_FACE, size=12, bold=True), lines
        cell.fill = PatternFill("solid", fgColor="FFD9E2F3")
        cell.alignment = Alignment("center", "center", wrap_text=True)
        sheet.column_dimensions[letters(number - 1)].width = width
    sheet.row_dimensions[_HEADER].height = _height([header for header, _width in table.columns], table.columns)
    bottom = _HEADER
    if table.counted:
        bottom += 1
        for number in range(1, len(table.columns) + 1):
            cell = _text(sheet.cell(bottom, number), f"({number})")
            cell.font, cell.border, cell.alignment = Font(name=_FACE, size=11, italic=True), lines, Alignment("center")
    for row, values in enumerate(table.rows, bottom + 1):
        for number, value in enumerate(values, 1):
            cell = sheet.cell(row, number)
            if isinstance(value, str):
                _text(cell, value)
            else:
                cell.value = value
            cell.font, cell.border = Font(name=_FACE, size=12), lines
            cell.alignment = Alignment("left" if isinstance(value, str) else "center", "center", wrap_text=True)
        sheet.row_dimensions[row].height = _height(values, table.columns)
    sheet.freeze_panes = f"A{bottom + 1}"
    _set_up(sheet)
    sheet.print_title_rows = f"{_HEADER}:{bottom}"
    sheet.oddFooter.center.text = "&P/&N"


def _bind(sheet: Any, cover: Cover) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 120
    row = 4
    for line in cover.lines:
        cell = _text(sheet.cell(row, 1), line)
        size = 24 if line == cover.large else 14
        cell.font = Font(name=_FACE, size=size, bold=line.isupper())
        cell.alignment = Alignment("center", "center", wrap_text=True)
        sheet.row_dimensions[row].height = 3 * size
        row += 1
    _set_up(sheet)
    sheet.print_options.horizontalCentered = True


def _set_up(sheet: Any) -> None:
    """A4 across, as wide as the page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _height(values: Sequence[str | int], columns: Sequence[tuple[str, int]]) -> float:
    """Points for the longest text of a row, wrapped: LibreOffice does not find the height of a new row by itself."""
    lines = (ceil(len(str(value)) / (width - _SLACK)) for value, (_header, width) in zip(values, columns, strict=True))
    return _LINE * max((1, *lines))


def _text(cell: Any, text: str) -> Any:
    """A cell that is text, whatever it begins with."""
    cell.value = text or None
    cell.number_format = "@"
    if text:
        cell.data_type, cell.quotePrefix = "s", True
    return cell
