"""Tables as text: whatever their encoding and their separator, and with nothing that a spreadsheet would run."""

import unicodedata

import pytest

from pipeline.problems import UsageError
from pipeline.sources import open_sheets, read_table

LINES = [["Tên", "Địa chỉ"], ["Nguyễn Thị Mẫu", "Thôn Tây; xã Vô Tranh"], ["Hoàng Ỷ Ưỡn", "Ẩn Đỏ, ngõ 5"]]


def windows_1258(text):
    """The text as Windows writes it: vowels with their marks, tones behind them."""
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
        out.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + tone)
    return "".join(out).encode("cp1258")


ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "UTF-8 decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "UTF-16 of small machines": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16 of large machines": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "Windows-1258": windows_1258,
}
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def as_text(lines, separator):
    return "".join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in line) + "\r\n" for line in lines
    )


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize("suffix", [".csv", ".txt", ".tsv"])
def test_every_encoding_and_separator_gives_the_same_composed_lines(encoding, separator, suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    path.write_bytes(ENCODINGS[encoding](as_text(LINES, SEPARATORS[separator])))
    opened = open_sheets(path)
    (sheet,) = opened.sheets
    assert [(row.number, row.texts) for row in sheet.rows()] == list(enumerate(LINES, 1))
    assert [p.code for p in opened.notices] == (["text-windows-1258"] if encoding == "Windows-1258" else [])
    table = read_table(path)
    assert [table.has(count) for count in (2, 3)] == [True, False]


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_first_line_may_name_the_separator(first, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f"{first}\na;b,c,d\n1;2,5,6\n", "utf-8")
    assert [(row.number, row.cells) for row in read_table(path).rows()] == [(3, {"a": "1", "b,c,d": "2,5,6"})]


def test_a_title_full_of_commas_does_not_hide_the_semicolons(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("UBND xã A, huyện B, tỉnh C, D;;\nSTT;Tên;Số\n1;Mẫu, A;5\n2;Mẫu B;6\n", "utf-8")
    (sheet,) = open_sheets(path).sheets
    assert [len(row.texts) for row in sheet.rows()] == [3, 3, 3, 3]


NOT_TEXT = {
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "letters of TCVN3": "Tªn,§Þa chØ\nNguyÔn V¨n MÉu,Th«n T©y\n".encode("latin-1"),
    "letters of VNI": "Teân,Ñòa chæ\nNguyeãn Vaên Maãu,Thoân Taây\n".encode("cp1252"),
    "French": "Prénom,été\n".encode("latin-1"),
    "UTF-8 cut in a letter": "Tên,Mẫ".encode()[:-1],
    "half a letter of UTF-16": b"\xff\xfea\0,\0b",
    "UTF-16 without its mark": "a,b".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", NOT_TEXT)
def test_bytes_that_are_no_text_we_know_are_refused_and_not_guessed(name, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(NOT_TEXT[name])
    with pytest.raises(UsageError) as caught:
        open_sheets(path)
    assert caught.value.problem.code == "not-text"


FORMULAS = {
    "=cmd|'/c calc'!A0": True,
    "=1+1": True,
    '="0912"': True,
    '@SUM(1+9)*cmd|"/c calc"!A0': True,
    "-2+3+cmd|' /C calc'!D2": True,
    "+SUM(A1:A9)": True,
    "-A1": True,
    "+B2*C2": True,
    "+84 912 345 678": False,
    "+84912345678": False,
    "-": False,
    "-5": False,
    "-1.234,5": False,
    "- Nhà trọ (cũ)": False,
    "-nt-": False,
    '-"-': False,
    "@mau.org": False,
    "=": False,
    "A=1": False,
}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_a_spreadsheet_would_run_is_a_fault(text, tmp_path):
    path = tmp_path / "x.csv"
    quoted = text.replace('"', '""')
    path.write_text(f'a,b\n1,"{quoted}"\n', "utf-8")
    (row,) = read_table(path).rows()
    assert [(p.code, p.field, p.where.row) for p in row.faults] == (
        [("cell-formula", "b", 2)] if FORMULAS[text] else []
    )


def test_an_error_of_a_spreadsheet_is_a_fault_in_text_too(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n#N/A,2\n", "utf-8")
    (row,) = read_table(path).rows()
    assert [(problem.code, problem.field) for problem in row.faults] == [("cell-error", "a")]


def test_a_tone_may_begin_a_new_stretch_of_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.sources.encodings.STRETCH", 1)
    path = tmp_path / "x.csv"
    path.write_bytes(windows_1258(as_text(LINES, ",")))
    assert [problem.code for problem in open_sheets(path).notices] == ["text-windows-1258"]
