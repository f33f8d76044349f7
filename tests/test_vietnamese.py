"""Dates, numbers, order and file names as Vietnamese administrative documents have them."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import vietnamese as vn


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (date(2020, 2, 10), "ngày 10 tháng 02 năm 2020"),
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2022, 12, 9), "ngày 09 tháng 12 năm 2022"),
    ],
)
def test_days_under_ten_and_only_months_one_and_two_take_a_zero(day, words):
    assert vn.day_text(day) == words


def test_a_draft_leaves_the_day_blank_but_names_month_and_year():
    words = vn.open_day_text(date(2022, 9, 1))
    assert " ".join(words.split()) == "ngày tháng 9 năm 2022"
    assert len(words) > len("ngày tháng 9 năm 2022") + 4


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022-09-05", date(2022, 9, 5)),
        ("5/9/2022", date(2022, 9, 5)),
        ("05.09.2022", date(2022, 9, 5)),
        ("5 - 9 - 2022", date(2022, 9, 5)),
        ("2022-09-05 00:00:00", date(2022, 9, 5)),
        (" 29/02/2024 ", date(2024, 2, 29)),
    ],
)
def test_dates_are_read_day_first(text, day):
    assert vn.parse_date(text) == day


@pytest.mark.parametrize(
    "text", ["", "1982", "12/25/1990", "31/11/2022", "29/02/2023", "5/9/22", "5/9-2022", "2022-09-05 13:00", "hôm nay"]
)
def test_what_is_no_date_is_refused_rather_than_guessed(text):
    with pytest.raises(ValueError):
        vn.parse_date(text)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_survives_its_short_form(day):
    assert vn.parse_date(vn.short_date(day)) == day


@pytest.mark.parametrize(("number", "text"), [(5, "05"), (10, "10"), (1234, "1234")])
def test_document_numbers_under_ten_take_a_zero(number, text):
    assert vn.number_text(number) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0"), (999, "999"), (1234, "1.234"), (1234567, "1.234.567")])
def test_thousands_are_parted_by_dots(number, text):
    assert vn.count_text(number) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(0, 0, "0"), (2, 3, "66,7"), (3, 3, "100"), (1, 8, "12,5"), (13, 16, "81,3")]
)
def test_shares_have_a_comma_and_no_idle_zero(part, whole, text):
    assert vn.share_text(part, whole) == text


@pytest.mark.parametrize(
    ("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1999, "MCMXCIX")]
)
def test_roman_numerals(number, text):
    assert vn.roman(number) == text


ORDERED = [
    ["An", "Anh", "Ánh", "Ân", "Bích", "Bình", "Dũng", "Đạt", "Ngọc", "Út", "Ước"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "mă", "mâ"],
    ["Bắc Lũng", "Bảo Đài", "Bảo Sơn", "Bình Sơn"][1:],
    ["Lê An Bình", "Lê Anh"],
    ["Dương", "Đặng", "Đỗ"],
    ["ô", "ơ", "u", "ư", "y"],
    ["Thôn 2", "Thôn Mẫu"],
]


@pytest.mark.parametrize("names", ORDERED, ids=lambda names: names[0])
def test_names_stand_in_vietnamese_order(names):
    shuffled = names[1::2] + names[::2]
    assert sorted(shuffled, key=vn.alphabetical) == names


@given(st.text(alphabet="aăâeêoôơuưqxđ \u0300\u0301\u0309\u0303\u0323\u0302"))
def test_any_heap_of_marks_has_a_place_in_the_order(text):
    assert vn.alphabetical(text) >= vn.alphabetical("")


@given(st.text())
def test_order_does_not_depend_on_how_letters_are_composed(text):
    assert vn.alphabetical(text) == vn.alphabetical(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "name"),
    [("Xã Bảo Sơn", "xa-bao-son"), ("CS-001", "cs-001"), ("../../etc/passwd", "etc-passwd"), ("Đ/Đ", "d-d"), ("…", "")],
)
def test_file_names_are_small_ascii(text, name):
    assert vn.slug(text) == name


@given(st.text())
def test_no_text_can_make_a_file_name_climb_or_clash_with_a_suffix(text):
    assert set(vn.slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not vn.slug(text).startswith("-")


@pytest.mark.parametrize("text", ["Xã, thị trấn", "xã thị  trấn", "XÃ, THỊ TRẤN", "xa thi tran"])
def test_spellings_of_one_header_meet(text):
    assert vn.fold(text) == "xa thi tran"
