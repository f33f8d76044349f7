"""Workbooks as clerks keep them, made by openpyxl, and with parts put in that it does not know."""

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tests.conftest import CASES

SHEET = "Cơ sở"
TITLE_ROWS = 2
HEADER = TITLE_ROWS + 1
NOTE = "Anh Mẫu: xem lại giấy phép"
NOTED = "B5"
TYPES = {
    "bin": "application/vnd.ms-office.vbaProject",
}


def rows():
    """The rows of the small dossier's businesses, header first."""
    with (CASES / "dossier" / "businesses.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def workbook(path, changes=None):
    """A clerk's workbook of businesses: titles, formats, a list to choose from, a chart, a comment, a second sheet.

    `changes` are values by address.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"] = "DANH SÁCH CƠ SỞ (DỮ LIỆU MẪU)"
    sheet["A1"].font = Font(name="Times New Roman", size=14, bold=True)
    sheet.merge_cells("A1:F1")
    for number, row in enumerate(rows(), HEADER):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            cell.number_format = "@"
    for address, value in (changes or {}).items():
        sheet[address] = value
    sheet["C4"].fill = PatternFill("solid", fgColor="FFFFFF00")
    sheet.column_dimensions["B"].width = 40
    sheet.freeze_panes = "A4"
    choice = DataValidation("list", formula1='"Hộ kinh doanh,Công ty"')
    choice.add("C4:C99")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("H4:H99", CellIsRule("greaterThan", ["5"], fill=PatternFill(bgColor="FF00FF00")))
    sheet[NOTED].comment = Comment(NOTE, "Nguyễn Văn Mẫu")
    sheet.print_title_rows = "3:3"
    other = book.create_sheet("Tổng hợp")
    other["A1"], other["A2"] = "Tổng", "=COUNTA('Cơ sở'!A4:A99)"
    chart = BarChart()
    chart.add_data(Reference(other, min_col=1, min_row=1, max_row=2))
    other.add_chart(chart, "C3")
    other.print_title_rows = "1:1"
    book.active = 1
    for one in book.worksheets:
        one.sheet_view.tabSelected = one is other
    book.save(path)
    return Path(path)


def members(source):
    """The members of a package by name: a path's or bytes'."""
    with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as package:
        return {name: package.read(name) for name in package.namelist()}


def repack(path, change):
    """Write a package anew with its members changed by `change`, a function of all of them."""
    content = change(members(path))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in content.items():
            package.writestr(name, data)
    return path


def with_macros(parts):
    """The members of a workbook with a macro project."""
    rels, main = (
        "xl/_rels/workbook.xml.rels",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    )
    tie = (
        b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>'
    )
    types = parts["[Content_Types].xml"].replace(main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    types = types.replace(
        b"<Override", b'<Default Extension="bin" ContentType="%b"/><Override' % TYPES["bin"].encode(), 1
    )
    return parts | {
        "[Content_Types].xml": types,
        rels: parts[rels].replace(b"</Relationships>", tie),
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 no real project",
    }


def strict(parts):
    """The members of a workbook in the namespaces of Strict Open XML."""
    new = b"http://purl.oclc.org/ooxml/"
    old = b"http://schemas.openxmlformats.org/"
    changes = {old + b"spreadsheetml/2006/main": new + b"spreadsheetml/main"}
    changes |= {old + b"officeDocument/2006/relationships": new + b"officeDocument/relationships"}
    for before, after in changes.items():
        parts = {name: data.replace(before, after) for name, data in parts.items()}
    return parts


def prefixed(parts):
    """The members of a workbook whose sheets name their elements with a prefix, as some programs do."""
    name = "xl/worksheets/sheet1.xml"
    data = parts[name].replace(b"<", b"<x:").replace(b"<x:/", b"</x:").replace(b"<x:?", b"<?")
    return parts | {name: data.replace(b"xmlns=", b"xmlns:x=", 1)}


def unknown_parts(parts):
    """The members of a workbook with what openpyxl does not keep: a list of Excel 2010, a drawing's own shapes."""
    name = "xl/worksheets/sheet1.xml"
    newer = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b'<x14:dataValidations count="1"/></ext></extLst></worksheet>'
    )
    return parts | {
        name: parts[name].replace(b"</worksheet>", newer),
        "xl/customDrawing7.xml": b"<nobody knows='this'/>",
    }
