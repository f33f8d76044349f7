"""Blank forms: a clerk types businesses into one, and it reads as the dossier's table without further ado."""

import datetime
import re
from functools import cache

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from pipeline import messages
from pipeline.cli import forming
from pipeline.dossier import load
from pipeline.problems import UsageError, Where
from pipeline.records import Business, columns, read_record
from pipeline.sources import CHOICES_SHEET, GUIDE_SHEET, read_table
from pipeline.workbooks import asked, form
from pipeline.workbooks.forms import HEADER, LAST, REQUIRED, SHEET

COMMUNE = "Xã Mẫu Một"
TOPICS = ("pc-mai-dam", "pccc")
# What clerks type: texts as texts, dates as dates, counts as numbers.
TYPED = {
    "id": "CS-{0:03}",
    "name": "Cơ sở Mẫu Số {0:02}",
    "business_type": "Hộ kinh doanh",
    "trade": "Lưu trú",
    "address": "Thôn Mẫu {0}",
    "commune": COMMUNE,
    "tax_code": "9900000016",
    "rooms": 3,
    "owner_name": "Nguyễn Văn Mẫu",
    "owner_birth": datetime.date(1971, 3, 5),
    "owner_sex": "Nam",
    "owner_id": "09907100000{0}",
    "owner_id_date": datetime.date(2021, 5, 10),
    "owner_id_place": "Bộ Công an",
    "residence": "Thôn Mẫu {0}",
    "phone": "0100 000 00{0}",
    "capacity": "chủ hộ kinh doanh",
}


@pytest.fixture
def columns_asked():
    return asked(COMMUNE, TOPICS)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "businesses.xlsx"
    path.write_bytes(blank_form())
    return path


@cache
def blank_form():
    """The form of the commune, in English."""
    return form(COMMUNE, asked(COMMUNE, TOPICS))


def rules(sheet):
    """The rule of each column by its key."""
    keys = {f"{get_column_letter(n)}{HEADER + 1}": c.key for n, c in enumerate(columns(Business), 1)}
    return {keys[str(rule.sqref).partition(":")[0]]: rule for rule in sheet.data_validations.dataValidation}


def choices(book, rule):
    """What a drop-down list offers."""
    return [cell.value for (cell,) in book[CHOICES_SHEET][rule.formula1.rpartition("!")[2]]]


def test_a_form_that_is_filled_in_validates_as_it_comes(dossier_folder, path):
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for number in range(1, 4):
        for column, (key, *_) in enumerate(columns(Business), 1):
            value = TYPED.get(key)
            cell = sheet.cell(HEADER + number, column)
            cell.value = value.format(number) if isinstance(value, str) else value
    (dossier_folder / "businesses.csv").unlink()
    book.save(dossier_folder / "businesses.xlsx")
    loaded = load(dossier_folder)
    assert loaded.problems == ()
    found = [item.record for item in loaded.dossier.businesses()]
    assert [business.id for business in found] == ["CS-001", "CS-002", "CS-003"]
    assert {business.owner_birth for business in found} == {datetime.date(1971, 3, 5)}
    assert {business.commune for business in found} == {COMMUNE}


def test_a_blank_form_is_a_table_without_rows(path):
    table = read_table(path)
    assert [name.removesuffix(REQUIRED) for name, _where in table.header] == [c.header for c in columns(Business)]
    assert list(table.rows()) == []


def test_nothing_is_invented_in_the_table(path):
    sheet = openpyxl.load_workbook(path)[SHEET]
    assert [cell.value for row in sheet.iter_rows(min_row=HEADER + 1) for cell in row if cell.value] == []
    assert sheet["A2"].value == COMMUNE


def test_the_example_is_a_sound_business(columns_asked):
    values = {column.key: column.example for column in columns_asked if column.example}
    assert not isinstance(read_record(Business, values, lambda _place: Where()), tuple)
    assert [c.key for c in columns_asked if c.required and not c.example] == []


def test_required_columns_are_marked(path):
    head = [cell.value.endswith(REQUIRED) for cell in openpyxl.load_workbook(path)[SHEET][HEADER]]
    assert head == [column.required for column in columns(Business)]


@pytest.mark.parametrize(
    ("key", "format"),
    [("owner_id", "@"), ("tax_code", "@"), ("phone", "@"), ("owner_birth", "dd/mm/yyyy"), ("rooms", "0")],
)
def test_cells_have_the_format_of_their_column(path, key, format):
    sheet = openpyxl.load_workbook(path)[SHEET]
    number = [c.key for c in columns(Business)].index(key) + 1
    assert sheet.cell(HEADER + 1, number).number_format == format
    assert sheet.column_dimensions[get_column_letter(number)].number_format == format


def test_drop_down_lists_offer_what_the_records_take(path):
    book = openpyxl.load_workbook(path)
    found = rules(book[SHEET])
    assert choices(book, found["commune"]) == [COMMUNE]
    assert choices(book, found["capacity"]) == ["chủ hộ kinh doanh", "người đại diện theo pháp luật", "người quản lý"]
    assert choices(book, found["topics"]) == list(TOPICS)
    assert "Hộ kinh doanh" in choices(book, found["business_type"])
    closed = {key for key, rule in found.items() if rule.type == "list" and rule.showErrorMessage}
    assert closed == {"commune", "capacity"} | ({"owner_sex"} & found.keys())


@pytest.mark.parametrize("key", ["commune", "capacity", "topics"])
def test_every_choice_is_taken_when_it_is_read(columns_asked, key):
    (column,) = (column for column in columns_asked if column.key == key)
    values = {one.key: one.example for one in columns_asked if one.example}
    for choice in column.choices:
        assert not isinstance(read_record(Business, values | {key: choice}, lambda _place: Where()), tuple)


@pytest.mark.parametrize(
    ("key", "kind"),
    [("owner_birth", "date"), ("workers", "whole"), ("owner_id", "custom"), ("phone", "custom"), ("id", "custom")],
)
def test_columns_have_rules_that_say_in_words_what_they_ask(path, key, kind):
    messages.use("vi")
    rule = rules(openpyxl.load_workbook(path)[SHEET])[key]
    assert (rule.type, rule.showErrorMessage) == (kind, True)
    assert rule.prompt
    assert rule.error
    assert str(rule.sqref).endswith(str(LAST))


def test_no_words_are_longer_than_excel_shows(path):
    for rule in rules(openpyxl.load_workbook(path)[SHEET]).values():
        assert len(rule.prompt or "") <= 255
        assert len(rule.promptTitle) <= 32
        assert len(rule.formula1 or "") <= 255


def test_it_prints_on_a4_across_with_its_header_on_each_page(path):
    sheet = openpyxl.load_workbook(path)[SHEET]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == f"${HEADER}:${HEADER}"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "&P/&N"
    assert sheet.freeze_panes == f"C{HEADER + 1}"
    assert {cell.font.name for cell in sheet[HEADER]} == {"Times New Roman"}


def test_the_guide_is_seen_and_the_choices_are_not(path):
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:2] == [SHEET, GUIDE_SHEET]
    assert {sheet.title: sheet.sheet_state for sheet in book}[CHOICES_SHEET] == "hidden"
    assert book.active.title == SHEET


def test_the_same_form_is_the_same_bytes(columns_asked, path):
    assert form(COMMUNE, columns_asked) == path.read_bytes()


@pytest.mark.slow
def test_forms_makes_one_workbook_a_commune_and_overwrites_none(vanban, dossier_folder, tmp_path):
    done = vanban("forms", dossier_folder)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "forms").iterdir()} == {"xa-mau-mot.xlsx", "xa-mau-hai.xlsx"}
    assert "2 forms made, 0 unchanged" in done.stdout
    assert "0 forms made, 2 unchanged" in vanban("forms", dossier_folder).stdout
    filled = openpyxl.load_workbook(tmp_path / "forms" / "xa-mau-mot.xlsx")
    filled[SHEET].cell(HEADER + 1, 1, "CS-001")
    filled.save(tmp_path / "forms" / "xa-mau-mot.xlsx")
    before = (tmp_path / "forms" / "xa-mau-mot.xlsx").read_bytes()
    again = vanban("forms", dossier_folder)
    assert again.returncode == 2
    assert "nothing is overwritten" in again.stderr
    assert (tmp_path / "forms" / "xa-mau-mot.xlsx").read_bytes() == before


def test_forms_needs_no_businesses(dossier_folder, tmp_path):
    (dossier_folder / "businesses.csv").unlink()
    assert forming.run(dossier_folder, tmp_path / "forms") == 0
    assert len(list((tmp_path / "forms").iterdir())) == 2


def test_where_no_commune_is_there_on_the_day_no_form_is_made(dossier_folder, tmp_path):
    path = dossier_folder / "agencies.csv"
    path.write_text(re.sub(r"(xa-.*)2025-06-30", r"\g<1>2022-08-31", path.read_text("utf-8")), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        forming.run(dossier_folder, tmp_path / "forms")
    assert refused.value.problem.code == "no-communes"
    assert not (tmp_path / "forms").exists()


def test_a_dossier_that_cannot_be_told_gives_its_faults_and_no_form(dossier_folder, tmp_path, capsys):
    (dossier_folder / "dossier.yaml").write_text("office: [", encoding="utf-8")
    assert forming.run(dossier_folder, tmp_path / "forms") == 1
    assert "dossier.yaml" in capsys.readouterr().err
    assert not (tmp_path / "forms").exists()
