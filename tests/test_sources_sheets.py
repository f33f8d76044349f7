"""Every format's sheets come out raw: rows with what is remarkable about their cells, merged cells, hidden parts."""

import pickle
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from pipeline.sources import Layout, Range, RawRow, open_sheets, read_table
from pipeline.sources.sheets import FAULTY, NOT_RECKONED
from tests.test_workbook import MAIN, OFFICE, write_book

OLD = Path(__file__).parent / "cases" / "sheets" / "old.xls"  # made by make_old.py beside it
HEADER = ["Tên", "Số định danh", "Ngày", "Ký", "Số", "Ghi chú"]
FIRST = ["NguyÔn V¨n MÉu", "099071000001", "2022-09-05", "x", "12", "một hai"]

ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:s" xmlns:calcext="urn:c"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="ce1" style:family="table-cell"><style:text-properties style:font-name=".VnTime"/></style:style>
<style:style style:name="ce2" style:family="table-cell"><style:text-properties style:font-name="Arial"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>
</office:document-content>"""

MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def ods_cell(text="", *, attributes=""):
    if text and "value-type" not in attributes:
        attributes += " office:value-type='string'"
    return f"<table:table-cell {attributes}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def ods_row(*cells, attributes=""):
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def write_ods(path, tables, *, kind="application/vnd.oasis.opendocument.spreadsheet"):
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr("META-INF/manifest.xml", MANIFEST)
        package.writestr("content.xml", ODS.format(tables=tables))
    return path


def as_xls(folder):
    return Path(shutil.copy(OLD, folder / "x.xls"))


def as_xlsx(folder):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    sheet.append(["DANH SÁCH MẪU"])
    sheet.merge_cells("A1:F1")
    sheet.append(HEADER)
    note = CellRichText("một ", TextBlock(InlineFont(rFont="VNI-Times"), "hai"))
    sheet.append(["NguyÔn V¨n MÉu", 99071000001, 44809, True, 12.0, note])
    sheet["A3"].font = Font(name=".VnTime")
    sheet["B3"].number_format = "000000000000"
    sheet["C3"].number_format = "dd/mm/yyyy"
    sheet.row_dimensions[3].hidden = True
    sheet.append(["#DIV/0!", None, None, None, 1.5])
    sheet.column_dimensions["D"].hidden = True
    hidden = book.create_sheet("Ẩn")
    hidden.sheet_state = "hidden"
    hidden.append([1234567890123456789])
    book.save(folder / "x.xlsx")
    return folder / "x.xlsx"


def as_ods(folder):
    empty = "<table:covered-table-cell table:number-columns-repeated='5'/>"
    columns = (
        "<table:table-column table:number-columns-repeated='3'/>"
        "<table:table-column table:visibility='collapse'/><table:table-column/>"
    )
    shown = [
        ods_cell(FIRST[0], attributes="table:style-name='ce1'"),
        ods_cell("099071000001", attributes="office:value-type='float' office:value='99071000001'"),
        ods_cell("05/09/2022", attributes="office:value-type='date' office:date-value='2022-09-05'"),
        ods_cell("ĐÚNG", attributes="office:value-type='boolean' office:boolean-value='true'"),
        ods_cell("12,00", attributes="office:value-type='float' office:value='12'"),
        "<table:table-cell office:value-type='string'><office:annotation><text:p>ghi</text:p></office:annotation>"
        "<text:p>một<text:s/><text:span>hai</text:span></text:p></table:table-cell>",
    ]
    error = ods_cell("#DIV/0!", attributes="office:value-type='string' calcext:value-type='error'")
    rows = [
        ods_row(ods_cell("DANH SÁCH MẪU", attributes="table:number-columns-spanned='6'"), empty),
        ods_row(*map(ods_cell, HEADER)),
        ods_row(*shown, attributes="table:visibility='filter'"),
        ods_row(
            error,
            ods_cell(attributes="table:number-columns-repeated='3'"),
            ods_cell("1,5", attributes="office:value-type='float' office:value='1.5'"),
        ),
        ods_row(
            ods_cell(attributes="table:number-columns-repeated='16384'"), attributes="table:number-rows-repeated='9'"
        ),
    ]
    long = ods_cell("1,2E18", attributes="office:value-type='float' office:value='1234567890123456789'")
    return write_ods(
        folder / "x.ods",
        f"<table:table table:name='Danh sách'>{columns}{''.join(rows)}</table:table>"
        f"<table:table table:name='Ẩn' table:style-name='ta2'>{ods_row(long)}</table:table>",
    )


WORKBOOKS = {"xlsx": as_xlsx, "xls": as_xls, "ods": as_ods}
RICH = {"xlsx", "xls"}  # tell the fonts of parts of a cell, too


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_every_kind_of_workbook_tells_the_same_of_the_same_sheet(kind, tmp_path):
    shown, hidden = open_sheets(WORKBOOKS[kind](tmp_path)).sheets
    assert [(sheet.name, sheet.hidden) for sheet in (shown, hidden)] == [("Danh sách", False), ("Ẩn", True)]
    fonts = {0: ".VnTime"} | ({5: "VNI-Times"} if kind in RICH else {})
    assert list(shown.rows()) == [
        RawRow(1, ["DANH SÁCH MẪU"]),
        RawRow(2, HEADER),
        RawRow(3, FIRST, hidden=True, fonts=fonts),
        RawRow(4, ["#DIV/0!", "", "", "", "1.5"]),
    ]
    assert shown.layout() == Layout((Range(1, 0, 1, 5),), (3,))
    (row,) = hidden.rows()
    assert [(p.code, str(p.where)) for p in hidden.faults(row, ["Một", "Hai", "Ba", "Bốn", "Năm"])] == [
        ("number-too-long", f"{hidden.shown_as}:Ẩn:A1")
    ]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_sheets_travel_and_are_read_afresh(kind, tmp_path):
    sheets = open_sheets(WORKBOOKS[kind](tmp_path), shown_as="bảng").sheets
    travelled = pickle.loads(pickle.dumps(sheets))
    assert travelled == sheets
    assert [list(sheet.rows()) for sheet in travelled] == [list(sheet.rows()) for sheet in sheets]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_table_of_every_kind_of_workbook_has_its_faults_at_their_cells(kind, tmp_path):
    table = read_table(WORKBOOKS[kind](tmp_path))
    first, second = table.rows()
    assert first.values == tuple(FIRST)
    assert [(p.code, p.where.cell, p.field) for p in second.faults] == [("cell-error", "A4", "Tên")]
    assert table.has(2)
    assert not table.has(3)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_cells_stand_where_calamine_finds_them(kind, tmp_path):
    from python_calamine import CalamineWorkbook

    path = WORKBOOKS[kind](tmp_path)
    ours, theirs = [], []
    with CalamineWorkbook.from_path(path) as book:
        for sheet in open_sheets(path).sheets:
            ours += [(sheet.name, row.number, i) for row in sheet.rows() for i, text in enumerate(row.texts) if text]
            rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
            theirs += [
                (sheet.name, n, i) for n, row in enumerate(rows, 1) for i, value in enumerate(row) if value != ""
            ]
    error = ("Danh sách", 4, 0)  # which it takes for nothing in some formats
    assert [place for place in ours if place != error] == [place for place in theirs if place != error]


FORMATS = {
    "0000000000": ("912345678", "0912345678"),
    "000000000000": ("99071000001", "099071000001"),
    '"0"#########': ("912345678", "0912345678"),
    r"\0000\ 000\ 000": ("912345678", "0912345678"),
    '"+84"#': ("912345678", "+84912345678"),
    "[$-42A]0000000000;@": ("912345678", "0912345678"),
    "000": ("-5", "-5"),
    "00": ("1.5", "1.5"),
    '0" người"': ("5", "5"),
    '0" tầng 2"': ("5", "5"),
    "#,##0": ("1234567", "1234567"),
    "0.00": ("7", "7"),
    "0%": ("0.5", "0.5"),
    "@": ("99071000001", "99071000001"),
    "General": ("1.2345678901E+11", "123456789010"),
}


@pytest.mark.parametrize("code", FORMATS)
def test_a_number_keeps_the_zeros_that_its_format_shows(code, tmp_path):
    stored, shown = FORMATS[code]
    book = openpyxl.Workbook()
    book.active["A1"] = float(stored) if "." in stored else int(stored)
    book.active["A1"].number_format = code
    book.save(tmp_path / "x.xlsx")
    (sheet,) = open_sheets(tmp_path / "x.xlsx").sheets
    assert [row.texts for row in sheet.rows()] == [[shown]]


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ("123456789012345", None),
        ("1.23456789012345E14", None),
        ("1234567890123450", "number-too-long"),
        ("1.2345678901234567E+17", "number-too-long"),
        ("-1234567890123450", "number-too-long"),
        ("0.12345678901234567", None),
    ],
)
def test_a_number_that_lost_digits_is_a_fault(stored, code, tmp_path):
    (sheet,) = open_sheets(write_book(tmp_path / "x.xlsx", f"<row><c><v>{stored}</v></c></row>")).sheets
    (row,) = sheet.rows()
    assert [problem.code for problem in sheet.faults(row, ["Một"])] == ([code] if code else [])


def test_a_formula_that_was_never_reckoned_is_a_fault_of_its_cell(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["1", "=1+1"])
    book.save(tmp_path / "x.xlsx")
    (row,) = read_table(tmp_path / "x.xlsx").rows()
    assert row.values == ("1", NOT_RECKONED)
    assert [(problem.code, problem.where.cell) for problem in row.faults] == [("formula-without-value", "B2")]


OUTSIDE = {
    "=cmd|'/c calc'!A0": {0: "formula-calls-out"},
    '=WEBSERVICE("http://example.org")': {0: "formula-calls-out"},
    "='[1]Trang 1'!A1": {0: "formula-outside"},
    "=SUM(A1:A9)": {},
    '=IF(A1="a|b","!",1)': {},
}


@pytest.mark.parametrize("formula", OUTSIDE)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_formula_that_asks_outside_gives_its_saved_value_and_says_so(formula, kind, tmp_path):
    escaped = formula.replace("&", "&amp;").replace('"', "&quot;")
    if kind == "xlsx":
        rows = f'<row><c t="str"><f>{escaped[1:]}</f><v>12</v></c></row>'
        path = write_book(tmp_path / "x.xlsx", rows)
    else:
        cell = ods_cell("12", attributes=f'table:formula="of:{escaped}" office:value-type="string"')
        path = write_ods(tmp_path / "x.ods", f"<table:table table:name='a'>{ods_row(cell)}</table:table>")
    (sheet,) = open_sheets(path).sheets
    assert list(sheet.rows()) == [RawRow(1, ["12"], outside=OUTSIDE[formula])]


def test_every_error_of_a_spreadsheet_has_its_code_and_every_code_its_words():
    from pipeline.problems.texts import TEXTS

    assert set(FAULTY.values()) <= set(TEXTS)


def test_merged_cells_are_found_behind_many_rows_and_with_prefixes(tmp_path):
    cell = '<x:c t="inlineStr"><x:is><x:t>a&gt; mergeCell ref="Z9"</x:t></x:is></x:c>'
    rows = "".join(f"<x:row>{cell}</x:row>" for _ in range(3000))
    path = write_book(tmp_path / "x.xlsx", rows, prefix="x:")
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    part = members["xl/sheets/bang.xml"].decode()
    columns = "<x:cols><x:col min='2' max='3' hidden='1'/></x:cols><x:sheetData>"
    merged = "</x:sheetData ><x:mergeCells><x:mergeCell ref='A1:C2'/><x:mergeCell ref='AA10:AA12'/></x:mergeCells>"
    part = part.replace("<x:sheetData>", columns).replace("</x:sheetData>", merged)
    for encoding in ("utf-8", "utf-16"):
        members["xl/sheets/bang.xml"] = part.encode(encoding)
        with zipfile.ZipFile(path, "w") as package:
            for name, data in members.items():
                package.writestr(name, data)
        (sheet,) = open_sheets(path).sheets
        assert sheet.layout() == Layout((Range(1, 0, 2, 2), Range(10, 26, 12, 26)), (1, 2))


@pytest.mark.parametrize(
    ("kind", "code"),
    [("vbaProject", "workbook-macros"), ("externalLink", "workbook-outside"), ("connections", "workbook-outside")],
)
def test_what_is_passed_over_in_a_workbook_is_told(kind, code, tmp_path):
    path = write_book(tmp_path / "x.xlsm", "<row><c><v>1</v></c><c><v>2</v></c></row>")
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name).decode() for name in package.namelist()}
    tie = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="other.bin"/></Relationships>'
    ties = "xl/_rels/workbook.xml.rels"
    members[ties] = members[ties].replace("</Relationships>", tie)
    with zipfile.ZipFile(path, "w") as package:
        for name, text in members.items():
            package.writestr(name, text)
    assert [notice.code for notice in open_sheets(path).notices] == [code]
    assert [notice.code for notice in read_table(path).notices] == [code]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_macros_of_other_formats_are_told_too(kind, tmp_path):
    path = WORKBOOKS[kind](tmp_path)
    if kind == "ods":
        with zipfile.ZipFile(path, "a") as package:
            package.writestr("Basic/Standard/Module1.xml", "<module/>")
    else:
        path.write_bytes(path.read_bytes() + "_VBA_PROJECT".encode("utf-16-le").ljust(512, b"\0"))
    assert [notice.code for notice in open_sheets(path).notices] == ["workbook-macros"]


def test_names_of_parts_may_differ_in_case_and_in_their_strokes(tmp_path):
    path = write_book(tmp_path / "x.xlsx", '<row><c t="s"><v>1</v></c></row>', main=MAIN)
    with zipfile.ZipFile(path) as package:
        members = {name.replace("/", "\\").upper(): package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    (sheet,) = open_sheets(path).sheets
    assert [row.texts for row in sheet.rows()] == [["Hòa Bình"]]


def test_cells_of_ods_that_repeat_stand_in_all_their_places(tmp_path):
    twice = ods_row(
        ods_cell("a", attributes="table:number-columns-repeated='2' table:style-name='ce2'"),
        ods_cell(attributes="table:number-columns-repeated='2'"),
        ods_cell("b<text:line-break/>c<text:tab/>d"),
        attributes="table:number-rows-repeated='2'",
    )
    nested = (
        "<table:table-cell><table:table table:is-sub-table='true'><table:table-row><table:table-cell><text:p>x</text:p>"
    )
    nested += "</table:table-cell></table:table-row></table:table></table:table-cell>"
    rows = f"<table:table-header-rows>{twice}</table:table-header-rows>{ods_row(nested, ods_cell('e'))}"
    (sheet,) = open_sheets(write_ods(tmp_path / "x.ods", f"<table:table table:name='a'>{rows}</table:table>")).sheets
    assert [row[:2] for row in sheet.rows()] == [
        (1, ["a", "a", "", "", "b\nc\td"]),
        (2, ["a", "a", "", "", "b\nc\td"]),
        (3, ["", "e"]),
    ]


ODS_CELLS = {
    "a time": ("office:value-type='time' office:time-value='PT06H05M00S'", "6:05", "06:05:00"),
    "a moment": ("office:value-type='date' office:date-value='2022-09-05T08:30:00'", "", "2022-09-05 08:30:00"),
    "money": ("office:value-type='currency' office:value='1200000'", "1.200.000 ₫", "1200000"),
    "a share": ("office:value-type='percentage' office:value='0.5'", "50%", "0.5"),
    "a formula without its value": ("table:formula='of:=1+1'", "", NOT_RECKONED),
    "a formula that gives an empty text": ("table:formula='of:=\"\"' office:value-type='string'", "", ""),
    "an error that LibreOffice alone has": ("calcext:value-type='error'", "Err:508", "#VALUE!"),
    "a text that no paragraph shows": ("office:value-type='string' office:string-value='Ho\u0300a'", "", "Hòa"),
}


@pytest.mark.parametrize("name", ODS_CELLS)
def test_a_cell_of_ods_shows_what_a_clerk_sees(name, tmp_path):
    attributes, shown, text = ODS_CELLS[name]
    attributes = attributes.replace('"', "&quot;")
    rows = ods_row(ods_cell(shown, attributes=attributes), ods_cell("sau"))
    (sheet,) = open_sheets(write_ods(tmp_path / "x.ods", f"<table:table table:name='a'>{rows}</table:table>")).sheets
    assert [row.texts for row in sheet.rows()] == [[text, "sau"]]
