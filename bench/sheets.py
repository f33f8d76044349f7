"""Tables of invented data as files that are the same to the byte each time: .xlsx or .csv, by the suffix.

A workbook bears a title over its header; texts are text cells even where they are all digits, dates are
dates. Rows are written as they come, so that only the file's format bounds their number.
"""

import csv
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from pipeline.records import Column
from pipeline.vietnamese import short_date

Value = str | int | date | None
Rows = Iterable[Mapping[str, Value]]

MADE = datetime(2022, 9, 1)  # stands for the clock in the workbook's properties
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
SHEET = "Dữ liệu mẫu"
LOOKED_AT = 100  # rows that a column's width is taken from
NARROWEST, WIDEST = 10, 40  # characters


def write_table(path: Path, title: str, columns: tuple[Column, ...], rows: Rows) -> None:
    """Write `rows` under the Vietnamese headers of `columns`; a value of None leaves its cell empty.

    Raises ValueError for a suffix other than .csv and .xlsx.
    """
    match path.suffix.lower():
        case ".csv":
            _write_csv(path, columns, rows)
        case ".xlsx":
            _write_workbook(path, title, columns, rows)
        case other:
            raise ValueError(f"a table is .csv or .xlsx, not {other!r}")


def _write_csv(path: Path, columns: tuple[Column, ...], rows: Rows) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # by the mark Excel knows UTF-8
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.header for column in columns)
        for row in rows:
            writer.writerow(_written(row.get(column.key)) for column in columns)


def _written(value: Value) -> str:
    return short_date(value) if isinstance(value, date) else "" if value is None else str(value)


def _write_workbook(path: Path, title: str, columns: tuple[Column, ...], rows: Rows) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "B3"
    stream = iter(rows)
    first = list(islice(stream, LOOKED_AT))
    for index, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = _width(column, first)
    sheet.append([_bold(sheet, title)])
    sheet.append([_bold(sheet, column.header, wrapped=True) for column in columns])
    for row in chain(first, stream):
        sheet.append(list(_cells(sheet, columns, row)))
    with tempfile.TemporaryFile() as made:
        book.save(made)
        _settle(made, path)


def _width(column: Column, rows: Sequence[Mapping[str, Value]]) -> int:
    """Characters that most of a column's values find room in; long texts run on below their neighbours."""
    longest = max((len(_written(row.get(column.key))) for row in rows), default=0)
    return min(max(longest, len(column.header) // 2, NARROWEST), WIDEST) + 2


def _bold(sheet: WriteOnlyWorksheet, text: str, *, wrapped: bool = False) -> Cell:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=wrapped, vertical="center")
    return cell


def _cells(
    sheet: WriteOnlyWorksheet, columns: tuple[Column, ...], row: Mapping[str, Value]
) -> Iterator[Cell | int | None]:
    for column in columns:
        value = row.get(column.key)
        if isinstance(value, str | date):
            cell = WriteOnlyCell(sheet)
            cell.value = value
            cell.number_format = "@" if isinstance(value, str) else "dd/mm/yyyy"
            yield cell
        else:
            yield value


def _settle(made: IO[bytes], path: Path) -> None:
    """Copy a workbook that openpyxl has just written to `path`, with fixed times for those of the clock."""
    properties = DocumentProperties(creator="Vanban", title="DỮ LIỆU MẪU", created=MADE, modified=MADE)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            if name == ARC_CORE:
                target.writestr(member, tostring(properties.to_tree()))
            else:
                with source.open(name) as original, target.open(member, "w", force_zip64=True) as copy:
                    shutil.copyfileobj(original, copy)
