"""Tables in many files and sheets, in any format, as `dossier.yaml` says; what is wrong with a file is told of it."""

import shutil

import openpyxl
import pytest

from pipeline.dossier import load, opening, telling
from tests import clerks, tables
from tests.old_letters import encode
from tests.tables import Table
from tests.test_tables import clean, in_order, read


def say(folder, text):
    """Add to `dossier.yaml`."""
    with (folder / "dossier.yaml").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def parted():
    """A table of each commune."""
    rows = tables.small()
    return [Table([row for row in rows if row["commune"] == name]) for name in ("Xã Mẫu Một", "Xã Mẫu Hai")]


TEXTS = [
    (".csv", encoding, separator) for encoding in ("utf-8", "utf-8-sig", "utf-16") for separator in (",", ";", "\t")
]
TEXTS += [(".tsv", "utf-8", "\t"), (".txt", "utf-8", "\t")]


@pytest.mark.parametrize(("suffix", "encoding", "separator"), TEXTS)
def test_text_is_read_in_each_encoding_and_with_each_separator(suffix, encoding, separator, folder):
    tables.write_text(folder / f"businesses{suffix}", Table(), encoding=encoding, separator=separator)
    records, told = read(folder)
    assert (in_order(records), told) == (in_order(clean(tables.small())), set())


@pytest.mark.parametrize("suffix", [*tables.WRITERS, ".yaml", ".json"])
def test_a_table_is_the_same_in_each_format(suffix, folder):
    tables.WRITERS.get(suffix, tables.write_list)(folder / f"businesses{suffix}", Table())
    records, told = read(folder)
    assert (in_order(records), told) == (in_order(clean(tables.small())), set())


def test_many_files_are_one_table_and_those_that_excel_keeps_beside_are_none(folder):
    for number, table in enumerate(parted(), 1):
        (folder / f"xa-{number}").mkdir()
        tables.write_xlsx(folder / f"xa-{number}" / "danh-sach-1.xlsx", table)
        (folder / f"xa-{number}" / "~$danh-sach-1.xlsx").write_bytes(b"Excel")
    say(folder, "businesses: [xa-*/danh-sach-*.xlsx]")
    assert read(folder) == (clean(tables.small()), set())


def test_a_title_names_the_commune_of_all_rows(folder):
    (folder / "in").mkdir()
    for number, table in enumerate(parted(), 1):
        table.above = [[f"DANH SÁCH CƠ SỞ TRÊN ĐỊA BÀN {table.rows[0]['commune'].upper()}"]]
        table.without("commune")
        tables.write_xlsx(folder / "in" / f"{number}.xlsx", table)
    say(folder, "businesses: [in/*]")
    records, told = read(folder)
    assert (records, told) == (clean(tables.small()), {"commune-of-title"})


def test_sheets_of_a_workbook_are_one_table_and_a_hidden_one_is_told(folder):
    tables.write_xlsx(folder / "businesses.xlsx", *parted(), names=("Một", "Hai"), hidden=("Hai",))
    records, told = read(folder)
    assert (records, told) == (clean(tables.small()), {"hidden-sheet"})


def test_macros_are_passed_over_and_told(folder):
    path = tables.write_xlsx(folder / "businesses.xlsx", Table())
    clerks.repack(path, clerks.with_macros).rename(folder / "businesses.xlsm")
    assert read(folder) == (clean(tables.small()), {"workbook-macros"})


def test_an_office_says_what_its_own_headers_mean(folder):
    table = Table()
    table.renamed(name="Tên gọi dân gian", owner_id="Số thẻ xanh")
    tables.write_xlsx(folder / "businesses.xlsx", table)
    say(folder, "columns: {businesses: {Tên gọi dân gian: name, Số thẻ xanh: Số CCCD}}")
    assert read(folder)[0] == clean(tables.small())


@pytest.mark.parametrize("kind", ["tcvn3", "vni"])
def test_letters_of_old_fonts_become_unicode_where_that_is_confirmed(kind, folder):
    table = Table()
    for key in ("owner_name", "residence", "address", "trade"):
        table.fonts[key] = {"tcvn3": ".VnTime", "vni": "VNI-Times"}[kind]
        table.each(key, lambda text: encode(text, kind))
    tables.write_xlsx(folder / "businesses.xlsx", table)
    assert {problem.code for problem in load(folder).problems} == {"letters-of-old-font"}
    say(folder, "convert_legacy: có")
    records, told = read(folder)
    assert (records, told) == (clean(tables.small()), {"letters-converted"})


FILES = {
    "path-outside": ("businesses: ['../*.xlsx']", None),
    "no-file-matches": ("businesses: ['xa-*/*.xlsx']", None),
    "unknown-field-of-column": (
        "columns: {businesses: {Tên gọi: nothing}}",
        lambda path: tables.write_xlsx(path, Table()),
    ),
    "no-heading": (
        "",
        lambda path: tables.write_xlsx(path, Table(headers={"name": "Một", "owner_id": "Hai", "phone": "B"})),
    ),
    "empty-table": ("", lambda path: openpyxl.Workbook().save(path)),
    "not-a-workbook": ("", lambda path: path.write_bytes(b"PK\x03\x04 damaged")),
}


@pytest.mark.parametrize("code", FILES)
def test_a_file_that_holds_no_table_is_told(code, folder):
    said, write = FILES[code]
    say(folder, said)
    if write:
        write(folder / "businesses.xlsx")
    assert {problem.code for problem in load(folder).problems} == {code}


def test_more_sheets_than_a_table_may_have_are_told(folder, monkeypatch):
    monkeypatch.setattr(opening, "MOST_PARTS", 1)
    tables.write_xlsx(folder / "a.xlsx", parted()[0])
    shutil.copy(folder / "a.xlsx", folder / "b.xlsx")
    say(folder, "businesses: ['?.xlsx']")
    assert {problem.code for problem in load(folder).problems} == {"too-many-parts"}


def test_notices_without_end_are_counted(folder, monkeypatch):
    monkeypatch.setattr(telling, "MOST_NOTICES", 2)
    table = Table()
    table.each("owner_id", int)
    tables.write_xlsx(folder / "businesses.xlsx", table)
    *told, last = load(folder).notices
    assert [notice.code for notice in told] == ["zeros-restored"] * 2
    assert (last.code, last.values["count"]) == ("more-notices", str(len(table.rows) - 2))


def test_a_column_that_asks_other_files_is_told_once_and_one_that_is_not_read_is_not(folder):
    table = Table()
    table.each("phone", lambda phone: tables.Formula("VLOOKUP(A2,[1]Sheet1!$A$1:$B$9,2,0)", phone))
    table.headers["+own"] = "Ký nhận"
    for row in table.rows:
        row["+own"] = tables.Formula("[1]Sheet1!A1")
    tables.write_xlsx(folder / "businesses.xlsx", table)
    assert read(folder) == (clean(tables.small()), {"formula-outside"})


def test_a_cell_that_only_looks_like_an_old_font_is_told(folder):
    table = Table()
    table.rows[0]["residence"] = encode("Thôn Cà Mau", "vni")
    tables.write_xlsx(folder / "businesses.xlsx", table)
    loaded = load(folder)
    assert loaded.problems == ()
    assert {notice.code for notice in loaded.notices} == {"letters-suspect"}


def test_what_seems_to_stand_twice_is_told_and_no_fault(dossier_folder):
    table = dossier_folder / "businesses.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    again = lines[1].replace("CS-001", "CS-101").replace("Thôn Mẫu 1, xã Mẫu Một", "thôn Mẫu 1")
    table.write_text("\n".join([*lines, again]), encoding="utf-8")
    loaded = load(dossier_folder)
    (notice,) = (notice for notice in loaded.notices if notice.code == "told-twice")
    assert loaded.problems == ()
    assert (notice.where.row, notice.values["first"]) == (len(lines) + 1, f"{table}:row 2")


def test_an_office_says_in_dossier_yaml_what_its_headers_mean_and_where_its_tones_stand(dossier_folder):
    table = dossier_folder / "businesses.csv"
    text = table.read_text(encoding="utf-8")
    for ours, theirs in (("Tên cơ sở", "Tên gọi dân gian"), ("Số CCCD", "Số thẻ xanh"), ("Số phòng", "Mã nội bộ")):
        text = text.replace(ours, theirs, 1)
    text = text.replace("Thôn Mẫu 1, xã", "Thôn Hoà Thuỷ, xã").replace("Cơ sở Mẫu Số 01", "Quán Hoà Thuỷ")
    table.write_text(text, encoding="utf-8")
    with (dossier_folder / "dossier.yaml").open("a", encoding="utf-8") as file:
        file.write('\ncolumns: {businesses: {Tên gọi dân gian: name, Số thẻ xanh: Số CCCD, Mã nội bộ: "-"}}')
        file.write("\ntone_placement: cũ\n")
    loaded = load(dossier_folder)
    assert (loaded.problems, loaded.notices) == ((), ())
    first = next(iter(loaded.dossier.businesses())).record
    assert (first.name, first.address) == ("Quán Hoà Thuỷ (DỮ LIỆU MẪU)", "Thôn Hòa Thủy, xã Mẫu Một")
    assert first.rooms is None
