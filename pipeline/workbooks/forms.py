"""Blank forms: one workbook a commune, in which its businesses are typed and which reads back as it comes."""

import io
import re
from collections.abc import Sequence
from typing import Any

from pipeline.archive import read_members, write_package
from pipeline.messages import text as _
from pipeline.sources import CHOICES_SHEET, GUIDE_SHEET, letters
from pipeline.workbooks.asking import TEXT, Asked

SHEET = "Cơ sở kinh doanh"
HEADER = 4
"""The row of the header; businesses stand below it."""
LAST = HEADER + 1_000
REQUIRED = " (*)"
"""What stands behind the header of a column that must be filled in."""
_RULED = 25  # rows with lines, for whoever fills the form in by hand
_FACE = "Times New Roman"
_LONGEST_PROMPT, _LONGEST_TITLE = 255, 32
_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_NO_TIME = rb"\g<1>2020-03-05T00:00:00Z"  # the same form is the same bytes


def form(commune: str, columns: Sequence[Asked]) -> bytes:
    """The workbook in which a commune's businesses are to be typed; none stands in it."""
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    choices = _choices(book, columns)
    _table(sheet, commune, columns)
    for index, column in enumerate(columns):
        sheet.add_data_validation(_rule(letters(index), column, choices.get(column.key, "")))
    _page(sheet, len(columns))
    _guide(book, columns)
    book.move_sheet(CHOICES_SHEET, 1)
    file = io.BytesIO()
    book.save(file)
    members = read_members(file.getvalue())
    return write_package({name: _TIMES.sub(_NO_TIME, content) for name, content in members.items()})


def _table(sheet: Any, commune: str, columns: Sequence[Asked]) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="FF808080")
    lines = Border(left=thin, right=thin, top=thin, bottom=thin)
    titles = (
        (_("LIST OF BUSINESSES"), Font(name=_FACE, size=14, bold=True)),
        (commune, Font(name=_FACE, size=13, bold=True)),
        (
            _("(*) must be filled in. One row a business. The sheet {sheet} says how.").format(sheet=GUIDE_SHEET),
            Font(name=_FACE, size=12, italic=True),
        ),
    )
    for row, (title, font) in enumerate(titles, 1):
        cell = sheet.cell(row, 1, title)
        cell.font = font
    for number, column in enumerate(columns, 1):
        head = sheet.cell(HEADER, number, column.header + (REQUIRED if column.required else ""))
        head.font = Font(name=_FACE, size=12, bold=True)
        head.fill = PatternFill("solid", fgColor="FFFFE699" if column.required else "FFD9E2F3")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = lines
        whole = sheet.column_dimensions[letters(number - 1)]
        whole.width = column.width
        for cell in (whole, *(sheet.cell(row, number) for row in range(HEADER + 1, HEADER + 1 + _RULED))):
            cell.number_format = column.format
            cell.font = Font(name=_FACE, size=12)
            cell.alignment = Alignment(vertical="top", wrap_text=column.format == TEXT)
            if cell is not whole:
                cell.border = lines
    sheet.row_dimensions[HEADER].height = 84  # points
    for row in range(HEADER + 1, HEADER + 1 + _RULED):
        sheet.row_dimensions[row].height = 33
    sheet.freeze_panes = f"C{HEADER + 1}"


def _rule(letter: str, column: Asked, choices: str) -> Any:
    """The rule of a column's cells: what may be typed, what is said of it before and after."""
    from openpyxl.worksheet.datavalidation import DataValidation

    first, cells = f"{letter}{HEADER + 1}", f"{letter}{HEADER + 1}:{letter}{LAST}"
    rule: Any = DataValidation(allow_blank=True, showInputMessage=True)
    if choices:
        rule.type, rule.formula1 = "list", choices
    elif column.rule:
        fixed = re.sub("([A-Z]+)([0-9]+)", r"$\1$\2", cells)
        rule.type, rule.operator = column.rule.kind, column.rule.operator or None
        rule.formula1 = column.rule.formula.format(cell=first, column=fixed)
        rule.formula2 = column.rule.last or None
    rule.showErrorMessage = column.only if choices else column.rule is not None
    rule.errorTitle = rule.promptTitle = column.header[:_LONGEST_TITLE]
    said = column.how if not column.required else "; ".join(filter(None, (_("must be filled in"), column.how)))
    rule.prompt = said[:_LONGEST_PROMPT] or None
    rule.error = column.how[:_LONGEST_PROMPT] or None
    rule.add(cells)
    return rule


def _page(sheet: Any, width: int) -> None:
    """A4 across, the header on every page, all columns on one, numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
    sheet.print_title_rows = f"{HEADER}:{HEADER}"
    sheet.print_area = f"A1:{letters(width - 1)}{max(sheet.max_row, HEADER)}"
    sheet.oddFooter.center.text = "&P/&N"
    sheet.oddFooter.center.font = _FACE


def _choices(book: Any, columns: Sequence[Asked]) -> dict[str, str]:
    """A hidden sheet of what the drop-down lists offer: the place of each column's list in it, by the column's key."""
    sheet = book.create_sheet(CHOICES_SHEET)
    sheet.sheet_state = "hidden"
    places = {}
    for number, column in enumerate((column for column in columns if column.choices), 1):
        for row, choice in enumerate(column.choices, 1):
            _put(sheet, row, number, choice)
        letter = letters(number - 1)
        places[column.key] = f"'{CHOICES_SHEET}'!${letter}$1:${letter}${len(column.choices)}"
    return places


def _guide(book: Any, columns: Sequence[Asked]) -> None:
    """How the form is filled in, and what a business would look like: down the page, not as a row of the table."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    sheet = book.create_sheet(GUIDE_SHEET, 1)
    thin = Side(style="thin", color="FF808080")
    lines = Border(left=thin, right=thin, top=thin, bottom=thin)
    _put(sheet, 1, 1, GUIDE_SHEET.upper()).font = Font(name=_FACE, size=14, bold=True)
    steps = (
        _("1. Type each business into a row of the sheet {sheet}, from row {row} on. Leave the header as it is."),
        _("2. Columns with (*) must be filled in; leave others empty where there is nothing to say."),
        _("3. Give a registration number or a tax code, or both."),
        _("4. Paste from other tables as values only (Paste Special, Values), so that the cells keep their format."),
        _("5. Save it as Excel Workbook (.xlsx) and send it back."),
    )
    for row, step in enumerate(steps, 2):
        _put(sheet, row, 1, step.format(sheet=SHEET, row=HEADER + 1)).font = Font(name=_FACE, size=12)
    top = len(steps) + 3
    headings = (_("Column"), _("Must be filled in"), _("How"), _("Example (DỮ LIỆU MẪU)"))
    rows = [(c.header, "x" if c.required else "", c.how, c.example) for c in columns]
    for row, values in enumerate((headings, *rows), top):
        for number, value in enumerate(values, 1):
            cell = _put(sheet, row, number, value)
            cell.font = Font(name=_FACE, size=12, bold=row == top)
            cell.border = lines
            cell.alignment = Alignment("center" if row == top or number == 2 else "left", "top", wrap_text=True)
            if row == top:
                cell.fill = PatternFill("solid", fgColor="FFD9E2F3")
    for letter, width in zip("ABCD", (32, 12, 60, 44), strict=True):
        sheet.column_dimensions[letter].width = width
    _page(sheet, len(headings))
    sheet.print_title_rows = f"{top}:{top}"


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    """A cell that is text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = text or None
    cell.number_format = TEXT
    if text:
        cell.data_type, cell.quotePrefix = "s", True
    return cell
