"""Cells as clerks type them, each read as its field means it."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.problems import Where
from pipeline.records import Business, fields, habits, notices_on, read_record
from pipeline.typed import Record, UnfitError, column, remarks_on

KINDS = {
    "whole": fields.Whole,
    "yes": fields.Yes,
    "day": fields.Day,
    "birth": fields.Birth,
    "year": fields.Year,
    "personal_number": fields.PersonalNumber,
    "tax_code": fields.TaxCode,
    "phone": fields.Phone,
}
with (Path(__file__).parent / "cases" / "habits.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))
OWNER = {
    "id": "CS-001",
    "name": "Cơ sở Mẫu Số 01 (DỮ LIỆU MẪU)",
    "business_type": "Hộ kinh doanh",
    "trade": "Lưu trú",
    "address": "Thôn Mẫu 1",
    "commune": "Xã Mẫu Một",
    "tax_code": "9900000016",
    "owner_name": "Nguyễn Văn Mẫu",
    "owner_id": "099071000001",
    "owner_birth": "05/3/1971",
    "owner_id_date": "10/5/2021",
    "owner_id_place": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
    "residence": "Thôn Mẫu 1",
    "phone": "0100000001",
    "capacity": "Chủ hộ kinh doanh",
}


def reading(kind, typed):
    """(what was read, the code of what is told about it)."""

    class One(Record):
        cell: Annotated[get_args(kind)[0], *get_args(kind)[1:]] = column("Ô")

    try:
        record = One(cell=typed)
    except UnfitError as error:
        return None, error.wrongs[0].code
    return record.cell, "".join(remark.code for remark in remarks_on(record))


def owner(**changed):
    values = {key: value for key, value in (OWNER | changed).items() if value}
    return read_record(Business, values, lambda path: Where(cell=str(path[0]) if path else ""))


@pytest.mark.parametrize("case", CASES, ids=[f"{case['field']}: {case['typed']}" for case in CASES])
def test_a_cell_is_read_as_it_is_meant_or_told(case):
    value, told = reading(KINDS[case["field"]], case["typed"])
    assert told == case["told"]
    assert ("" if value is None else str(value)) == case["read"]


def test_every_field_has_cells_that_are_read_and_cells_that_are_told():
    for field in KINDS:
        assert any(case["read"] for case in CASES if case["field"] == field)
        assert any(case["told"] for case in CASES if case["field"] == field)


@given(st.dates(date(1908, 3, 18), date(2064, 4, 8)))
def test_the_number_that_excel_keeps_for_a_day_is_that_day_unless_it_may_be_a_year(day):
    number = str((day - habits.EXCEL_EPOCH).days)
    assert habits.serial_day(number) == (None if len(number) == 4 and 1900 <= int(number) <= 2100 else day)


@given(st.integers(0, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_every_single_wrong_digit_of_a_tax_code_is_seen(nine, place, more):
    digits = f"{nine:09d}"
    check = next((d for d in range(10) if habits.has_check_digit(digits + str(d))), None)
    if check is None:  # one in eleven numbers is given to nobody
        return
    wrong = digits[:place] + str((int(digits[place]) + more) % 10) + digits[place + 1 :]
    assert habits.has_check_digit(digits + str(check))
    assert not habits.has_check_digit(wrong + str(check))


@given(st.from_regex(r"0(?:[35789][0-9]{8}|2[0-9]{9})", fullmatch=True), st.sampled_from("/;,"))
def test_a_telephone_is_the_same_in_every_habit(number, between):
    parts = f"{number[:4]}.{number[4:7]} {number[7:]}"
    for typed in (number, parts, number[1:], f"+84{number[1:]}", f"0084 {number[1:]}", f"ĐT: {parts}"):
        assert habits.phone(typed) == number
    other = "0987654321"
    assert habits.phone(f"{number} {between} {other}") == ", ".join(dict.fromkeys((number, other)))


@given(st.dates(date(1930, 1, 1), date(2006, 12, 31)), st.booleans(), st.sampled_from(["099", "001", "024"]))
def test_zeros_that_excel_took_are_restored_where_the_birth_confirms_them(birth, woman, province):
    century = 2 * (birth.year // 100 - 19) + woman
    number = f"{province}{century}{birth.year % 100:02d}000001"
    read = owner(owner_id=number.lstrip("0"), owner_birth=birth.isoformat(), owner_id_date="10/5/2021")
    assert read.owner_id == number
    assert [notice.code for notice in notices_on(read, lambda _path: Where())] == ["zeros-restored"]
    other = birth - timedelta(days=400)
    refused = owner(owner_id=number.lstrip("0"), owner_birth=other.isoformat(), owner_id_date="10/5/2021")
    assert [problem.code for problem in refused] == ["number-lost-zeros"]


def test_two_digits_of_a_year_of_birth_are_completed_by_the_personal_number():
    assert owner(owner_birth="5.3.71").owner_birth == date(1971, 3, 5)
    assert owner(owner_birth="5.3.04", owner_id="099204000001").owner_birth == date(2004, 3, 5)


def test_a_year_alone_is_enough_where_only_a_year_is_asked():
    read = owner(owner_birth="", birth_year="1971")
    assert (read.owner_birth, read.born) == (None, "1971")
    assert read.age_on(date(2022, 1, 1)) == 51
    assert [problem.code for problem in owner(owner_birth="1971")] == ["only-a-year"]


def test_a_number_of_the_other_sex_is_told_and_masked():
    (problem,) = owner(owner_sex="Nữ")
    assert (problem.code, problem.where.cell) == ("number-not-of-sex", "owner_id")
    assert "099071000001" not in problem.message
