"""The sheets of an .xls of Excel 5 to 2003. The only module that knows xlrd."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.fonts import legacy_font
from pipeline.sources.markup import cleaned
from pipeline.sources.rows import MOST_COLUMNS
from pipeline.sources.serials import EPOCH, EPOCH_1904, Shape, shape_of, shown_text
from pipeline.sources.sheets import Layout, Range, RawRow, Sheet, Sheets

_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def xls_sheets(path: Path, shown: str) -> Sheets:
    """The worksheets of an .xls. Raises UsageError "not-a-workbook", "workbook-password", "empty-table"."""
    where = Where(file=shown)
    with _book(path, where) as book:
        shows = zip(book.sheet_names(), book._sheet_visibility, strict=True)
        sheets = tuple(XlsSheet(path, shown, name, bool(hidden)) for name, hidden in shows)
    if not sheets:
        raise UsageError("empty-table", where, path=shown)
    macros = _MACROS in path.read_bytes()
    return Sheets(sheets, (Problem(where, "workbook-macros", values={"path": shown}),) if macros else ())


@dataclass(frozen=True, slots=True)
class XlsSheet(Sheet):
    """A worksheet of an .xls, which is held whole while its rows are read."""

    def rows(self) -> Iterator[RawRow]:
        """The rows from the top."""
        number = 0
        try:
            with _book(self.path, Where(self.shown_as, self.name)) as book:
                for row in _rows(book, book.sheet_by_name(self.name)):
                    if len(row.texts) > MOST_COLUMNS:
                        raise UsageError("table-too-large", path=self.shown_as)
                    number = row.number
                    yield row
        except UsageError as error:
            raise UsageError(error.problem.code, self.at(number + 1), **dict(error.problem.values)) from error

    def layout(self) -> Layout:
        """Merged cells and hidden columns."""
        with _book(self.path, Where(self.shown_as, self.name)) as book:
            sheet = book.sheet_by_name(self.name)
            merges = (Range(top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells)
            hidden = (column for column, info in sheet.colinfo_map.items() if info.hidden)
            return Layout(tuple(merges), tuple(sorted(hidden)))


@contextmanager
def _book(path: Path, where: Where) -> Iterator[Any]:
    """The workbook, whose sheets are parsed when they are asked for."""
    import xlrd

    try:
        with (
            Path(os.devnull).open("w") as silent,
            xlrd.open_workbook(str(path), silent, formatting_info=True, on_demand=True, ragged_rows=True) as book,
        ):
            yield book
    except UsageError:
        raise
    except OSError as error:
        raise UsageError("unreadable", where, path=where.file, reason=error.strerror or "") from error
    except Exception as error:  # whatever its parsing runs into in a damaged file
        code = "workbook-password" if "encrypted" in str(error) else "not-a-workbook"
        raise UsageError(code, where, path=where.file) from error


def _rows(book: Any, sheet: Any) -> Iterator[RawRow]:
    import xlrd

    epoch = EPOCH_1904 if book.datemode else EPOCH
    shapes = [_shape(book.format_map.get(style.format_key)) for style in book.xf_list]
    faces = [legacy_font(font.name) for font in book.font_list]
    fonts = [faces[style.font_index] for style in book.xf_list]
    runs = sheet.rich_text_runlist_map
    for index in range(sheet.nrows):
        texts: list[str] = []
        legacy: dict[int, str] = {}
        for column, cell in enumerate(sheet.row(index)):
            match cell.ctype:
                case xlrd.XL_CELL_TEXT:
                    text = cleaned(cell.value)
                case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
                    text = shown_text(repr(cell.value), epoch, shapes[cell.xf_index])
                case xlrd.XL_CELL_BOOLEAN:
                    text = "x" if cell.value else ""
                case xlrd.XL_CELL_ERROR:
                    text = xlrd.error_text_from_code.get(cell.value, "#VALUE!")
                case _:
                    text = ""
            texts.append(text)
            if text:
                named = (fonts[cell.xf_index], *(faces[font] for _start, font in runs.get((index, column), ())))
                if font := next(filter(None, named), ""):
                    legacy[column] = font
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            info = sheet.rowinfo_map.get(index)
            yield RawRow(index + 1, texts, bool(info and info.hidden), legacy)


def _shape(number_format: Any) -> Shape | None:
    return shape_of(number_format.format_key, number_format.format_str) if number_format else None
