"""The rows of one sheet of an .ods, while its XML comes in."""

import re
from collections.abc import Mapping

from pipeline.sources.markup import MOST_PIECES, Attributes, TooLargeError, cleaned, parser_of
from pipeline.sources.rows import MOST_COLUMNS, MOST_ROWS
from pipeline.sources.serials import iso_text, number_text
from pipeline.sources.sheets import FAULTY, NOT_RECKONED, Range, RawRow, asked_outside

MOST_MERGES = 500_000
_CELLS = ("table:table-cell", "table:covered-table-cell")
_TIME = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:\.\d+|,\d+)?S")
_BLANKS = {"text:s": " ", "text:tab": "\t", "text:line-break": "\n"}
_MOST_BLANKS = 1000


class Grid:
    """The handlers of the parser for the sheet of a name: `rows` takes up each row and how many times it stands there.

    `merges` and `hidden_columns` are whole once the sheet is.
    """

    def __init__(self, name: str, fonts: Mapping[str, str]) -> None:
        self.rows: list[tuple[RawRow, int]] = []
        self.merges: list[Range] = []
        self.hidden_columns: list[int] = []
        self.parser = parser_of(self._start, text=self._text, end=self._end)
        self._sheet = name
        self._style_fonts = fonts
        self._depth = 0  # of elements within the table; 0 outside of it
        self._tables = 0  # that have begun
        self._styles: list[tuple[int, str]] = []  # of the columns: the last one, and the style of their cells
        self._columns = 0
        self._number = 1  # of the present row
        self._row: Attributes = {}
        self._texts: list[str] = []
        self._fonts: dict[int, str] = {}
        self._outside: dict[int, str] = {}
        self._column = 0
        self._cell: Attributes = {}
        self._cell_depth = 0
        self._paragraph = 0  # the depth of the one that is the cell's own
        self._lines: list[str] = []
        self._pieces: list[str] = []

    def _start(self, name: str, attributes: Attributes) -> None:
        if not self._depth:
            if name == "table:table" and attributes.get("table:is-sub-table") != "true":
                self._tables += 1
                self._depth = int(attributes.get("table:name", str(self._tables)) == self._sheet)
            return
        self._depth += 1
        if self._cell_depth:
            if name == "text:p" and self._depth == self._cell_depth + 1:
                self._paragraph = self._depth
            elif self._paragraph and name in _BLANKS:
                self._pieces.append(_BLANKS[name] * min(int(attributes.get("text:c", "1")), _MOST_BLANKS))
        elif name in _CELLS:
            self._cell, self._cell_depth = attributes, self._depth
        elif name == "table:table-row":
            self._row, self._column = attributes, 0
        elif name == "table:table-column":
            self._start_columns(attributes)

    def _start_columns(self, attributes: Attributes) -> None:
        first, self._columns = self._columns, self._columns + _times(attributes, "columns")
        self._styles.append((self._columns, attributes.get("table:default-cell-style-name", "")))
        if attributes.get("table:visibility", "visible") != "visible":
            self.hidden_columns.extend(range(first, min(self._columns, MOST_COLUMNS)))

    def _text(self, data: str) -> None:
        if self._paragraph:
            self._pieces.append(data)
            if len(self._pieces) > MOST_PIECES * 8:  # blanks and spans are pieces, too
                raise TooLargeError("a text without end")

    def _end(self, name: str) -> None:
        if not self._depth:
            return
        if self._depth == self._paragraph:
            self._lines.append("".join(self._pieces))
            self._pieces.clear()
            self._paragraph = 0
        elif self._depth == self._cell_depth:
            self._end_cell()
        elif name == "table:table-row" and not self._cell_depth:
            self._end_row()
        self._depth -= 1

    def _end_cell(self) -> None:
        cell, column = self._cell, self._column
        text = _text_of(cell, cleaned("\n".join(self._lines)))
        self._lines.clear()
        self._cell_depth = 0
        times = _times(cell, "columns")
        self._column += times
        self._note_merge(column)
        if not text:
            return
        if self._column > MOST_COLUMNS:
            raise TooLargeError(f"column {self._column}")
        self._texts += [""] * (column - len(self._texts)) + [text] * times
        if self._style_fonts and (font := self._style_fonts.get(self._style(column), "")):
            self._fonts |= dict.fromkeys(range(column, self._column), font)
        if code := asked_outside(cell.get("table:formula", "")):
            self._outside |= dict.fromkeys(range(column, self._column), code)

    def _style(self, column: int) -> str:
        named = self._cell.get("table:style-name", "")
        return named or next((style for end, style in self._styles if column < end), "")

    def _note_merge(self, column: int) -> None:
        wide = int(self._cell.get("table:number-columns-spanned", "1"))
        high = int(self._cell.get("table:number-rows-spanned", "1"))
        if wide > 1 or high > 1:
            if len(self.merges) == MOST_MERGES:
                raise TooLargeError("merged cells without end")
            self.merges.append(Range(self._number, column, self._number + high - 1, column + wide - 1))

    def _end_row(self) -> None:
        times = _times(self._row, "rows")
        if self._texts:
            if self._number + times - 1 > MOST_ROWS:
                raise TooLargeError(f"row {self._number + times - 1}")
            hidden = self._row.get("table:visibility", "visible") != "visible"
            row = RawRow(self._number, self._texts, hidden, self._fonts, self._outside)
            self.rows.append((row, times))
            self._texts, self._fonts, self._outside = [], {}, {}
        self._number += times


def _times(attributes: Attributes, what: str) -> int:
    return max(1, int(attributes.get(f"table:number-{what}-repeated", "1")))


def _text_of(cell: Attributes, shown: str) -> str:
    """What a cell says: its value as in a workbook of Excel, with the zeros that it shows."""
    if cell.get("calcext:value-type") == "error":
        return shown if shown in FAULTY else "#VALUE!"
    match cell.get("office:value-type"):
        case "float" | "currency" | "percentage" if "office:value" in cell:
            return _number_text(cell["office:value"], shown)
        case "date" if "office:date-value" in cell:
            return iso_text(cell["office:date-value"])
        case "time" if found := _TIME.fullmatch(cell.get("office:time-value", "")):
            return ":".join(part.zfill(2) for part in found.groups())
        case "boolean":
            return "x" if cell.get("office:boolean-value") == "true" else ""
        case None if "table:formula" in cell and not shown:
            return NOT_RECKONED
        case _:
            return shown or cleaned(cell.get("office:string-value", ""))


def _number_text(value: str, shown: str) -> str:
    number = number_text(value)
    digits = shown.replace(" ", "")
    return digits if digits.isdecimal() and digits.isascii() and digits.lstrip("0") == number else number
