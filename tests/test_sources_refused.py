"""A file that no table can be read from is refused in the words for what it is, within bounds of memory and of time."""

import contextlib
import io
import random
import struct
import subprocess
import sys
import zipfile

import openpyxl
import pytest

from pipeline.problems import UsageError
from pipeline.sources import open_sheets, read_table
from tests.test_sources_sheets import OLD, WORKBOOKS, ods_cell, ods_row, write_ods
from tests.test_workbook import write_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return buffer.getvalue()


def encrypted_ods():
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


def record(kind, data=b""):
    """A record of BIFF (MS-XLS 2.1.4)."""
    return struct.pack("<HH", kind, len(data)) + data


FILES = {
    "a web page named .xls": ("x.xls", b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table></html>", "workbook-web"),
    "a web page in UTF-16": ("x.xls", "\ufeff<html>".encode("utf-16-le"), "workbook-web"),
    "a web archive": ("x.xls", b"MIME-Version: 1.0\r\n", "workbook-web"),
    "one XML file": (
        "x.xls",
        b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>",
        "workbook-xml",
    ),
    "text named .xls": ("x.xls", "Tên\tSố\nMẫu\t1\n".encode(), "workbook-is-text"),
    "text named .xlsx": ("x.xlsx", b"a,b\n1,2\n", "workbook-is-text"),
    "an .xlsx with a password": (
        "x.xlsx",
        OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "workbook-password",
    ),
    "an .xls with a password": (
        "x.xls",
        record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0, 0)) + record(0x2F, bytes(4)) + record(0x0A),
        "workbook-password",
    ),
    "an .ods with a password": ("x.ods", encrypted_ods(), "workbook-password"),
    "an .xls cut short": ("x.xls", OLD.read_bytes()[:3000], "not-a-workbook"),
    "an .ods without content": (
        "x.ods",
        zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
        "not-a-workbook",
    ),
    "an .odt": ("x.ods", zipped(mimetype="application/vnd.oasis.opendocument.text"), "not-a-workbook"),
    "a ZIP of anything": ("x.xlsx", zipped(a="b"), "not-a-workbook"),
    "zeros": ("x.xlsx", bytes(5000), "not-a-workbook"),
    "a PDF": ("x.xlsx", b"%PDF-1.7", "table-pdf"),
    "a Word document": ("x.xlsx", zipped(word__document_xml="<x/>"), "table-word"),
    "a binary workbook": ("x.xlsx", zipped(xl__workbook_bin="x"), "workbook-binary"),
    "a binary workbook by its name": ("x.xlsb", b"", "workbook-binary"),
    "an empty workbook": ("x.xlsx", b"", "table-empty-file"),
    "a binary named .csv": ("x.csv", b"\x7fELF\x02\x01\x01\0", "not-text"),
    "a picture": ("x.png", b"\x89PNG", "unknown-format"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_refused_in_the_words_for_what_it_is(name, tmp_path):
    file, data, code = FILES[name]
    (tmp_path / file).write_bytes(data)
    with pytest.raises(UsageError) as caught:
        open_sheets(tmp_path / file)
    assert caught.value.problem.code == code
    assert caught.value.problem.hint


def write_xlsx(path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append([1, 2])
    book.save(tmp := path.with_suffix(".xlsx"))
    return tmp.replace(path)


WRONG_NAMES = {
    "an .xlsx named .xls": ("x.xls", write_xlsx),
    "an .xlsx named .csv": ("x.csv", write_xlsx),
    "an .xls named .xlsx": ("x.xlsx", lambda path: path.write_bytes(OLD.read_bytes())),
    "an .ods named .xlsx": (
        "x.xlsx",
        lambda path: write_ods(
            path, f"<table:table table:name='a'>{ods_row(ods_cell('a'), ods_cell('b'))}</table:table>"
        ),
    ),
}


@pytest.mark.parametrize("name", WRONG_NAMES)
def test_a_workbook_under_another_ones_name_is_read_and_told(name, tmp_path):
    file, write = WRONG_NAMES[name]
    write(tmp_path / file)
    opened = open_sheets(tmp_path / file)
    assert [notice.code for notice in opened.notices] == ["other-suffix"]
    assert any(True for _row in opened.sheets[0].rows())


def test_an_empty_sheet_has_no_rows_and_gives_no_table(tmp_path):
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    (sheet,) = open_sheets(tmp_path / "x.xlsx").sheets
    assert list(sheet.rows()) == []
    with pytest.raises(UsageError) as caught:
        read_table(tmp_path / "x.xlsx")
    assert caught.value.problem.code == "empty-table"


def test_an_empty_text_has_no_lines_and_gives_no_table(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"")
    (sheet,) = open_sheets(tmp_path / "x.csv").sheets
    assert (list(sheet.rows()), list(sheet.stretches())) == ([], [])
    with pytest.raises(UsageError) as caught:
        read_table(tmp_path / "x.csv")
    assert caught.value.problem.code == "empty-table"


def test_a_workbook_without_sheets_is_told(tmp_path):
    with pytest.raises(UsageError) as caught:
        open_sheets(write_ods(tmp_path / "x.ods", ""))
    assert caught.value.problem.code == "empty-table"


def test_a_damaged_ods_gives_the_rows_above_and_then_says_so(tmp_path):
    rows = ods_row(ods_cell("a")) * 3
    path = write_ods(tmp_path / "x.ods", f"<table:table table:name='a'>{rows}</table:table>")
    (sheet,) = open_sheets(path).sheets
    broken = ods_row(ods_cell("b", attributes="table:number-columns-repeated='hai'"))
    write_ods(path, f"<table:table table:name='a'>{rows}{broken}</table:table>")
    found = sheet.rows()
    with pytest.raises(UsageError) as caught:
        list(found)
    assert caught.value.problem.code == "not-a-workbook"


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_no_damage_to_a_workbook_raises_anything_but_a_refusal(kind, tmp_path):
    path = WORKBOOKS[kind](tmp_path)
    whole, chance = path.read_bytes(), random.Random(5)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 3, 30])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(damaged[: chance.choice([len(damaged), chance.randrange(len(damaged))])])
        with contextlib.suppress(UsageError):
            for sheet in open_sheets(path).sheets:
                sheet.layout()
                assert all(len(row.texts) <= 1000 for row in sheet.rows())


TOO_LARGE = {
    "a cell beyond column 1,000": '<row><c r="XFD1"><v>1</v></c></row>',
    "a text without end": f'<row><c t="str"><v>{"a" * 3_000_000}</v></c></row>',
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_sheet_beyond_the_limits_is_told_and_nothing_of_it_lost(name, tmp_path):
    (sheet,) = open_sheets(write_book(tmp_path / "x.xlsx", TOO_LARGE[name])).sheets
    with pytest.raises(UsageError) as caught:
        list(sheet.rows())
    assert caught.value.problem.code == "table-too-large"


BOUNDS = {
    "markup.MOST_TEXTS": lambda sheet: list(sheet.rows()),
    "outline.MOST_MERGES": lambda sheet: sheet.layout(),
}


@pytest.mark.parametrize("limit", BOUNDS)
def test_what_is_held_of_a_workbook_is_bounded(limit, tmp_path, monkeypatch):
    merged = '<row><c t="s"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells><sheetData>'
    (sheet,) = open_sheets(write_book(tmp_path / "x.xlsx", merged)).sheets
    BOUNDS[limit](sheet)
    monkeypatch.setattr(f"pipeline.sources.{limit}", 0)
    with pytest.raises(UsageError) as caught:
        BOUNDS[limit](sheet)
    assert caught.value.problem.code == "table-too-large"


ODS_TOO_LARGE = {
    "columns": ods_row(ods_cell("a", attributes="table:number-columns-repeated='16384'")),
    "rows": ods_row(ods_cell("a"), attributes="table:number-rows-repeated='1048577'"),
    "all": ods_row(
        ods_cell("a", attributes="table:number-columns-repeated='16384'"),
        attributes="table:number-rows-repeated='1048576'",
    ),
}


@pytest.mark.parametrize("name", ODS_TOO_LARGE)
def test_repeated_cells_of_ods_are_not_unfolded_without_bounds(name, tmp_path):
    path = write_ods(tmp_path / "x.ods", f"<table:table table:name='a'>{ODS_TOO_LARGE[name]}</table:table>")
    (sheet,) = open_sheets(path).sheets
    with pytest.raises(UsageError) as caught:
        list(sheet.rows())
    assert caught.value.problem.code == "table-too-large"


def test_a_line_without_end_is_told(tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n" + "x," * 3_000_000, "utf-8")
    (sheet,) = open_sheets(tmp_path / "x.csv").sheets
    with pytest.raises(UsageError) as caught:
        list(sheet.rows())
    assert caught.value.problem.code == "table-too-large"


LIMITED = """
import resource, sys
from pathlib import Path
from pipeline.problems import UsageError
from pipeline.sources import open_sheets
resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20))
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
try:
    for sheet in open_sheets(Path(sys.argv[1])).sheets:
        print(sum(1 for _row in sheet.rows()), sheet.layout().merges)
except UsageError as error:
    print(error.problem.code)
"""


def read_within_bounds(path):
    """What is printed of a file by a process that may take 400 MB, and two minutes of a processor's time."""
    command = [sys.executable, "-c", LIMITED, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory so")
def test_a_million_rows_are_read_in_bounded_memory(tmp_path):
    rows = '<row><c t="str"><v>hai</v></c></row>' * 1_048_576
    path = write_book(tmp_path / "x.xlsx", "")
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name).decode() for name in package.namelist()}
    members["xl/sheets/bang.xml"] = members["xl/sheets/bang.xml"].replace("<sheetData>", f"<sheetData>{rows}")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name, text)
    assert read_within_bounds(path) == "1048576 ()"


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds a process's memory so")
def test_a_million_repeated_rows_of_ods_are_read_in_bounded_memory(tmp_path):
    row = ods_row(
        ods_cell("a", attributes="table:number-columns-repeated='100'"),
        attributes="table:number-rows-repeated='1048576'",
    )
    path = write_ods(tmp_path / "x.ods", f"<table:table table:name='a'>{row}</table:table>")
    assert read_within_bounds(path) == "1048576 ()"
