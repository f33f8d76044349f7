"""Tables of businesses as clerks lay them out, and the files that hold them: .xlsx, .ods, .xls, text."""

import csv
import io
import json
import re
import struct
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from pipeline.records import Business, columns
from tests import clerks
from tests.test_sources_sheets import ods_cell, ods_row, write_ods

HEADERS = {column.key: column.header for column in columns(Business)}
DATES = ("owner_birth", "owner_id_date", "signed_on")
COUNTS = ("rooms", "workers")
EPOCH = date(1899, 12, 30)


def small():
    """The rows of the small dossier by key: texts, dates as dates, counts as numbers."""
    header, *rows = clerks.rows()
    keys = {header: key for key, header in HEADERS.items()}
    return [typed({keys[name]: value for name, value in zip(header, row, strict=True)}) for row in rows]


def typed(values):
    """A row's texts as the values that a program would write."""
    made = dict(values)
    for key in DATES:
        made[key] = day(made[key]) if made.get(key) else None
    for key in COUNTS:
        made[key] = int(made[key]) if made.get(key) else None
    return made


def day(text):
    """The day that `05/3/1971` or `1971-03-05` says."""
    numbers = [int(number) for number in re.split("[/-]", text)]
    return date(*numbers) if numbers[0] > 31 else date(*reversed(numbers))


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was saved with it; None where none was."""

    text: str
    value: Any = None


@dataclass
class Table:
    """A table to be laid out. Columns stand in the order of `headers`; a key that is no field's is a column beside.

    `over` gives the text above each header of a heading in two rows; `before` lines before the row of an index.
    `fonts` and `formats` are by key, `hidden` by key or index of a row. `joined` are cells merged downwards: the
    index of the first row, that of the last, the key.
    """

    rows: list[dict[str, Any]] = field(default_factory=small)
    headers: dict[str, str] = field(default_factory=lambda: {key: HEADERS[key] for key in small()[0]})
    above: list[list[Any]] = field(default_factory=list)
    over: dict[str, str] = field(default_factory=dict)
    merged: bool = True
    under: list[list[Any]] = field(default_factory=list)
    before: dict[int, list[list[Any]]] = field(default_factory=dict)
    below: list[list[Any]] = field(default_factory=list)
    left: int = 0
    fonts: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    hidden: set[str | int] = field(default_factory=set)
    joined: list[tuple[int, int, str]] = field(default_factory=list)

    def each(self, key, change):
        """Change the values of a column that are there."""
        for row in self.rows:
            if row.get(key) not in (None, ""):
                row[key] = change(row[key])

    def renamed(self, **headers):
        """Give columns other headers, as far as there are such columns."""
        self.headers |= {key: header for key, header in headers.items() if key in self.headers}

    def without(self, *keys):
        """Leave columns out."""
        self.headers = {key: header for key, header in self.headers.items() if key not in keys}

    def lead(self, key, header, value):
        """Put a column before all others; `value` gives its value in the row of an index."""
        self.headers = {key: header} | self.headers
        for index, row in enumerate(self.rows):
            row[key] = value(index)

    @property
    def heading(self):
        """The lines of the heading."""
        names = list(self.headers.values())
        if not self.over:
            return [names]
        upper = [self.over.get(key, header) for key, header in self.headers.items()]
        spread = [text if index == 0 or upper[index - 1] != text else "" for index, text in enumerate(upper)]
        return [spread, [header if key in self.over else "" for key, header in self.headers.items()]]

    @property
    def top(self):
        """The number of the heading's first row."""
        return len(self.above) + 1

    @property
    def lines(self):
        """All lines from the top."""
        lines = [*self.above, *self.heading, *self.under]
        self.numbers = []
        for index, row in enumerate(self.rows):
            lines += self.before.get(index, [])
            lines.append([row.get(key) for key in self.headers])
            self.numbers.append(len(lines))
        lines += [*self.before.get(len(self.rows), []), *self.below]
        return [[None] * self.left + list(line) for line in lines]

    @property
    def merges(self):
        """The merged ranges of a heading in two rows: top, left, bottom, right, from 1."""
        found, first, top = [], self.left + 1, self.top
        keys = list(self.headers)
        for index, key in enumerate(keys):
            column, group = first + index, self.over.get(key)
            if group is None:
                found.append((top, column, top + 1, column))
            elif index == 0 or self.over.get(keys[index - 1]) != group:
                wide = next((n for n, other in enumerate(keys[index:]) if self.over.get(other) != group), len(keys))
                found.append((top, column, top, min(column + wide, first + len(keys)) - 1))
        return [one for one in found if one[:2] != one[2:]] if self.over and self.merged else []


def texts(lines):
    """The lines as a clerk would see them."""
    return [["" if value is None else shown(value) for value in line] for line in lines]


def shown(value):
    """A value as text."""
    if isinstance(value, Formula):
        return "" if value.value is None else shown(value.value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def write_xlsx(path, *tables, names=(), hidden=()):
    """A workbook with a sheet for each table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    formulas = {}
    for index, table in enumerate(tables):
        sheet = book.create_sheet(names[index] if names else f"Sheet{index + 1}")
        lines = table.lines
        for number, line in enumerate(lines, 1):
            for column, value in enumerate(line, 1):
                if isinstance(value, Formula):
                    formulas[index + 1, f"{get_column_letter(column)}{number}"] = value
                    value = f"={value.text}"
                if value not in (None, ""):
                    sheet.cell(number, column).value = value
                    if isinstance(value, str) and not value.startswith("="):
                        sheet.cell(number, column).data_type = "s"
        for column, key in enumerate(table.headers, table.left + 1):
            for number in table.numbers:
                cell = sheet.cell(number, column)
                if isinstance(cell.value, date):
                    cell.number_format = "dd/mm/yyyy"
                if key in table.formats:
                    cell.number_format = table.formats[key]
                if key in table.fonts:
                    cell.font = Font(name=table.fonts[key])
            if key in table.hidden:
                sheet.column_dimensions[get_column_letter(column)].hidden = True
        for row in table.hidden & set(range(len(table.rows))):
            sheet.row_dimensions[table.numbers[row]].hidden = True
        for top, left, bottom, right in table.merges:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for first, last, key in table.joined:
            column = table.left + 1 + list(table.headers).index(key)
            rows = {"start_row": table.numbers[first], "end_row": table.numbers[last]}
            sheet.merge_cells(**rows, start_column=column, end_column=column)
        if sheet.title in hidden:
            sheet.sheet_state = "hidden"
    book.save(path)
    if formulas:
        clerks.repack(path, lambda parts: _with_values(parts, formulas))
    return path


def _with_values(parts, formulas):
    """The members of a workbook whose formulas have their values, as Excel saves them and openpyxl does not."""
    for (sheet, address), formula in formulas.items():
        if formula.value is not None:
            name = f"xl/worksheets/sheet{sheet}.xml"
            kind = ' t="str"' if isinstance(formula.value, str) else ""
            put = f'<c r="{address}"{kind}><f>{escape(formula.text)}</f><v>{escape(str(formula.value))}</v></c>'
            found = rf'<c r="{address}"[^>]*><f>.*?</c>'
            parts[name] = re.sub(found.encode(), lambda _found, put=put: put.encode(), parts[name])
    return parts


def write_text(path, table, *, encoding="utf-8", separator=","):
    """The table as text, its lines as long as the longest."""
    lines = texts(table.lines)
    width = max(map(len, lines))
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([*line, *[""] * (width - len(line))] for line in lines)
    path.write_bytes(out.getvalue().encode(encoding))
    return path


def write_spreadsheet(path, table):
    """The table as an .ods."""
    rows = "".join(ods_row(*map(_ods, line)) for line in table.lines)
    return write_ods(path, f"<table:table table:name='Danh sách'>{rows}</table:table>")


def _ods(value):
    if value in (None, ""):
        return ods_cell()
    if isinstance(value, date):
        kept = f"office:value-type='date' office:date-value='{value.isoformat()}'"
        return ods_cell(shown(value), attributes=kept)
    if isinstance(value, int | float):
        return ods_cell(shown(value), attributes=f"office:value-type='float' office:value='{value}'")
    lines = escape(shown(value)).split("\n")
    return ods_cell("</text:p><text:p>".join(re.sub("  +", _blanks, line) for line in lines))


def _blanks(found):
    return f" <text:s text:c='{len(found[0]) - 1}'/>"


def write_old(path, table):
    """The table as an .xls of Excel 97: a stream of records without a container (MS-XLS 2.4)."""
    cells = b"".join(
        _biff_cell(row, column, value)
        for row, line in enumerate(table.lines)
        for column, value in enumerate(line)
        if value not in (None, "")
    )
    font = _biff(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 0) + _biff_text("Arial", "B"))
    kinds = [_biff(0xE0, struct.pack("<HHH14x", 0, format_id, 0)) for format_id in (0, 14)]
    start = _biff(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0)) + font + b"".join(kinds)
    name = _biff_text("Bảng", "B")
    place = len(start) + 4 + 6 + len(name) + 4
    bound = _biff(0x85, struct.pack("<IH", place, 0) + name)
    sheet = _biff(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + _biff(0x0A)
    path.write_bytes(start + bound + _biff(0x0A) + sheet)
    return path


def _biff(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _biff_text(text, length):
    return struct.pack(f"<{length}B", len(text), 1) + text.encode("utf-16-le")


def _biff_cell(row, column, value):
    if isinstance(value, date):
        return _biff(0x203, struct.pack("<HHHd", row, column, 1, (value - EPOCH) // timedelta(1)))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _biff(0x203, struct.pack("<HHHd", row, column, 0, value))
    return _biff(0x204, struct.pack("<HHH", row, column, 0) + _biff_text(shown(value), "H"))


def write_list(path, table):
    """The table as a list of JSON, which YAML is, too."""
    items = [{header: shown(row[key]) for key, header in table.headers.items() if row.get(key)} for row in table.rows]
    path.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    return path


WRITERS = {
    ".xlsx": write_xlsx,
    ".ods": write_spreadsheet,
    ".xls": write_old,
    ".csv": write_text,
}
