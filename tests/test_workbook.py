"""A workbook's cells come out as openpyxl, the reference, reads them, however they are stored."""

import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.problems import UsageError
from pipeline.sources import read_table
from pipeline.sources.book import Book
from pipeline.sources.sheets import NOT_RECKONED
from pipeline.vietnamese import compose
from tests.conftest import examples

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORMATS = (
    "General",
    "0.00",
    "@",
    "dd/mm/yyyy",
    "d/m/yy h:mm",
    "hh:mm:ss",
    "[h]:mm",
    '"ngày" 0',
    "[Red]0;[Blue]d",
    "mm",
)


def as_a_clerk_reads(value):
    """The text of a value of openpyxl's."""
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


def by_openpyxl(path):
    """The cells that are not empty, by sheet, row and column."""
    with warnings.catch_warnings(action="ignore"):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        found = {}
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                texts = [as_a_clerk_reads(value) for value in row]
                found |= {(sheet.title, number, index): text for index, text in enumerate(texts) if text}
    book.close()
    return found


def by_ours(path):
    with Book(path) as book:
        rows = [(sheet, row.number, row.texts) for sheet in book.sheets for row in book.rows(sheet)]
    return {(sheet, number, index): text for sheet, number, row in rows for index, text in enumerate(row) if text}


texts = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not ILLEGAL_CHARACTERS_RE.search(text))
# later moments, and larger numbers, openpyxl rounds to the wrong second where they stand in [h]:mm
moments = st.datetimes(datetime(1904, 1, 2), datetime(2149, 12, 30)).map(lambda moment: moment.replace(microsecond=0))
values = st.one_of(
    texts.filter(lambda text: not text.startswith("=")),
    st.sampled_from(["#N/A", "#DIV/0!", "Hòa", "Ho\u0300a", " a\nb ", "007"]),
    st.integers(-(10**12), 10**12),
    st.floats(-9e4, 9e4),
    st.booleans(),
    moments,
    moments.map(datetime.date),
    st.times().map(lambda moment: moment.replace(microsecond=0)),
    st.timedeltas(timedelta(0), timedelta(days=9)).map(lambda span: timedelta(seconds=span // timedelta(seconds=1))),
)
cells = st.dictionaries(
    st.tuples(st.integers(1, 40), st.integers(1, 30)), st.tuples(values, st.none() | st.sampled_from(FORMATS))
)


@settings(max_examples=examples(0.3))
@given(sheets=st.lists(cells, min_size=1, max_size=3), from_1904=st.booleans())
def test_every_workbook_gives_the_cells_that_openpyxl_finds_in_it(sheets, from_1904, tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "x.xlsx"
    book = openpyxl.Workbook()
    book.remove(book.active)
    if from_1904:
        book.epoch = CALENDAR_MAC_1904
    for index, sheet in enumerate(sheets):
        made = book.create_sheet(f"Trang {index}")
        for (row, column), (value, number_format) in sheet.items():
            assume(not re.search("_x[0-9A-Fa-f]{4}_|x005F_", str(value)))  # of these openpyxl knows only half
            cell = made.cell(row, column, value)
            if number_format:
                cell.number_format = number_format
    book.save(path)
    assert by_ours(path) == by_openpyxl(path)


STYLES = """<styleSheet xmlns="{main}"><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts>
<cellStyleXfs><xf numFmtId="170"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="14"/>
<xf numFmtId="46"/></cellXfs><dxfs><dxf><numFmt numFmtId="0" formatCode="d"/></dxf></dxfs></styleSheet>"""
STRINGS = """<sst xmlns="{main}"><si><t>không</t></si><si><r><t>Hòa </t></r>
<r><rPr><b/></rPr><t xml:space="preserve">Bình</t></r><rPh sb="0" eb="1"><t>ngoài</t></rPh></si></sst>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def ties(*of):
    """A part of relationships: (id, kind, target) each."""
    made = "".join(f'<Relationship Id="{id}" Type="{OFFICE}/{kind}" Target="{target}"/>' for id, kind, target in of)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{made}</Relationships>'


def write_book(path, rows, *, main=MAIN, prefix="", properties=""):
    """A workbook whose one worksheet holds `rows` as they stand; a sheet that is all chart comes before it."""
    declared = f'xmlns{":" if prefix else ""}{prefix.rstrip(":")}="{main}"'
    sheets = f'<sheets xmlns:r="{OFFICE}"><sheet name="Đồ" r:id="r1"/><sheet name="Bảng" r:id="r2"/></sheets>'
    parts = {
        "_rels/.rels": ties(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}"><workbookPr {properties}/>{sheets}</workbook>',
        "xl/_rels/workbook.xml.rels": ties(
            ("r1", "chartsheet", "chartsheets/sheet1.xml"),
            ("r2", "worksheet", "/xl/sheets/bang.xml"),
            ("r3", "styles", "styles.xml"),
            ("r4", "sharedStrings", "./sharedStrings.xml"),
        ),
        "xl/styles.xml": STYLES.format(main=main),
        "xl/sharedStrings.xml": STRINGS.format(main=main),
        "xl/sheets/bang.xml": f"<{prefix}worksheet {declared}><{prefix}sheetData>{rows}</{prefix}sheetData>"
        f'<{prefix}pageMargins left="1"/></{prefix}worksheet>',
    }
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


CELLS = {
    "a shared text": ('<c t="s"><v>0</v></c>', "không"),
    "a shared text in two runs": ('<c t="s"><v>1</v></c>', "Hòa Bình"),
    "an inline text": ('<c t="inlineStr"><is><t>a &amp; b&#7883;</t></is></c>', "a & bị"),
    "an inline text in two runs": (
        '<c t="inlineStr"><is>\n <r>\n <t>a</t>\n </r>\n <r><rPr/><t>b</t> </r><rPh><t>c</t></rPh>\n</is></c>',
        "ab",
    ),
    "a text of a formula": ('<c t="str"><f>A1&amp;""</f><v>hai</v></c>', "hai"),
    "a number of a formula": ("<c><f>1+1</f><v>2</v></c>", "2"),
    "a formula never reckoned": ("<c><f>1+1</f></c>", NOT_RECKONED),
    "a formula never reckoned, as openpyxl writes it": ("<c><f>1+1</f><v/></c>", NOT_RECKONED),
    "a formula that gives an empty text": ('<c t="str"><f>A1&amp;""</f><v></v></c>', None),
    "an empty value": ("<c><v></v></c>", None),
    "an empty value and a new line": ('<c t="s"><v/></c>\n  ', None),
    "a number and a new line": ("<c><v>5</v>\n</c>\n", "5"),
    "a line break of Windows": ('<c t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "a\nb"),
    "a number with a point": ("<c><v>12.0</v></c>", "12"),
    "a number with an exponent": ("<c><v>1.5E3</v></c>", "1500"),
    "a number with noughts before it": ("<c><v> 007 </v></c>", "7"),
    "a broken number": ("<c><v>1.25</v></c>", "1.25"),
    "yes": ('<c t="b"><v>1</v></c>', "x"),
    "no": ('<c t="b"><v>0</v></c>', None),
    "an error": ('<c t="e"><v>#REF!</v></c>', "#REF!"),
    "a date by a format of its own": ('<c s="1"><v>44809</v></c>', "2022-09-05"),
    "a date by a built-in format": ('<c s="2"><v>44809.5</v></c>', "2022-09-05 12:00:00"),
    "a time": ('<c s="2"><v>0.25</v></c>', "06:00:00"),
    "a duration": ('<c s="3"><v>1.5</v></c>', "1 day, 12:00:00"),
    "a day before Excel's leap day": ('<c s="1"><v>59</v></c>', "1900-02-28"),
    "no date": ('<c s="1"><v>99999999</v></c>', "#VALUE!"),
    "a stored date": ('<c t="d"><v>2022-09-05T00:00:00Z</v></c>', "2022-09-05"),
    "an escaped letter": ('<c t="inlineStr"><is><t>_x0041__x005F_x0041_ _xD83D_</t></is></c>', "A_x0041_ _xD83D_"),
    "a decomposed text": ('<c t="inlineStr"><is><t> Ho\u0300a\n</t></is></c>', "Hòa"),
    "a comment and a section of text": ('<c t="str"><v>a<!-- x --><![CDATA[<b>]]></v></c>', "a<b>"),
    "a text longer than the parser's buffer": (f'<c t="str"><v>{"dài" * 9999}</v></c>', "dài" * 9999),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_shows_what_a_clerk_sees(name, tmp_path):
    cell, text = CELLS[name]
    rows = f'<row r="2" spans="1:3"><c t="str"><v>trước</v></c>{cell}<c t="str"><v>sau</v></c></row>'
    found = by_ours(write_book(tmp_path / "x.xlsx", rows))
    assert found.pop(("Bảng", 2, 0)) == "trước"
    assert found.pop(("Bảng", 2, 2)) == "sau"
    assert found == ({("Bảng", 2, 1): text} if text else {})


def test_rows_and_cells_stand_where_they_say_or_behind_the_one_before(tmp_path):
    first = '<row><c r="B1"><v>1</v></c><c><v>2</v></c></row>'
    rows = f'{first}<row/><row><c><v>3</v></c></row><row r="7"><c r="AA7"><v>4</v></c></row>'
    assert by_ours(write_book(tmp_path / "x.xlsx", rows)) == {
        ("Bảng", 1, 1): "1",
        ("Bảng", 1, 2): "2",
        ("Bảng", 3, 0): "3",
        ("Bảng", 7, 26): "4",
    }


def test_days_may_count_from_1904(tmp_path):
    rows = '<row><c s="1"><v>43347</v></c><c s="1"><v>1</v></c></row>'
    found = by_ours(write_book(tmp_path / "x.xlsx", rows, properties='date1904="1"'))
    assert list(found.values()) == ["2022-09-05", "1904-01-02"]


@pytest.mark.parametrize("main", [MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"], ids=["usual", "strict"])
def test_elements_may_bear_a_prefix_and_the_format_be_strict(main, tmp_path):
    rows = '<x:row><x:c t="s"><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:r><x:t>a</x:t> </x:r></x:is></x:c></x:row>'
    found = by_ours(write_book(tmp_path / "x.xlsx", rows, main=main, prefix="x:"))
    assert list(found.values()) == ["Hòa Bình", "a"]


DAMAGED = {
    "a text that is not there": '<row r="3"><c t="s"><v>2</v></c></row>',
    "no number": '<row r="3"><c><v>ba</v></c></row>',
    "no column": '<row r="3"><c r="3"><v>1</v></c></row>',
    "a row above the last": '<row r="2"><c><v>1</v></c></row>',
    "a row beyond the sheet": '<row r="1048577"><c><v>1</v></c></row>',
    "an element without an end": '<row r="3"><c><v>1</v></row>',
    "an entity": '<row r="3"><c t="str"><v>&x;</v></c></row>',
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_sheet_gives_the_rows_above_and_then_says_so(name, tmp_path):
    header = '<row><c t="str"><v>a</v></c><c t="str"><v>b</v></c></row><row><c><v>1</v></c></row>'
    table = read_table(write_book(tmp_path / "x.xlsx", header))
    write_book(tmp_path / "x.xlsx", header + DAMAGED[name])
    rows = table.rows()
    assert next(rows).values == ("1",)
    with pytest.raises(UsageError) as caught:
        next(rows)
    assert caught.value.problem.code == "not-a-workbook"
    assert caught.value.problem.where.row == 3


def test_a_workbook_cut_short_or_without_its_sheet_is_told(tmp_path):
    path = write_book(tmp_path / "x.xlsx", "<row><c><v>1</v></c><c><v>2</v></c></row>")
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole.replace(b"xl/sheets/bang.xml", b"xl/sheets/bong.xml")):
        path.write_bytes(damaged)
        with pytest.raises(UsageError) as caught:
            read_table(path)
        assert caught.value.problem.code == "not-a-workbook"
