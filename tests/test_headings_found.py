"""Where the heading of a sheet is: each habit of clerks a case, and headings made at random."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.headings import Fault, Vocabulary, find_heading, read_columns
from pipeline.headings.folding import data, listed
from pipeline.records import Agency, Business, Report, Task, columns
from tests.conftest import examples

BUSINESSES = Vocabulary(Business)
PLAIN = "STT | Tên cơ sở | Địa chỉ | Chủ cơ sở | Số CCCD | Ghi chú"
PLAIN_KEYS = ["", "name", "address", "owner_name", "owner_id", "note"]
GROUPED = ["STT | Cơ sở | | Chủ cơ sở | | Ghi chú", " | Tên | Địa chỉ | Họ tên | Số CCCD |"]
DATA = "1 | Nhà nghỉ Mẫu | Thôn 1 | Trần Văn Mẫu | 099170000001 | "


def sheet(*lines):
    """Rows by number, from lines of cells parted by bars; an empty line is a row that the file leaves out."""
    rows = [(number, [cell.strip() for cell in line.split("|")]) for number, line in enumerate(lines, 1)]
    return [(number, texts) for number, texts in rows if any(texts)]


def over(top, left, bottom, right):
    """A merged range by the letters of its columns."""
    return top, ord(left) - ord("A"), bottom, ord(right) - ord("A")


HABITS = {
    "the heading on top": ([PLAIN, DATA], [], 1, 1, PLAIN_KEYS),
    "titles and a letterhead above": (
        ["UBND XÃ MẪU | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "DANH SÁCH CƠ SỞ", "Năm 2026", PLAIN, DATA],
        [over(3, "A", 3, "F")], 5, 5, PLAIN_KEYS,
    ),
    "titles that are headers": (["Tên cơ sở | Chủ cơ sở", "", PLAIN, DATA], [], 3, 3, PLAIN_KEYS),
    "two rows, merged": (
        ["DANH SÁCH", *GROUPED, DATA],
        [over(1, "A", 1, "F"), over(2, "A", 3, "A"), over(2, "B", 2, "C"), over(2, "D", 2, "E"), over(2, "F", 3, "F")],
        2, 3, PLAIN_KEYS,
    ),
    "two rows, as CSV has them": (["DANH SÁCH", *GROUPED, DATA], [], 2, 3, PLAIN_KEYS),
    "three rows": (
        ["STT | Cơ sở | Chủ cơ sở | | | ", " | | Họ tên | Giấy tờ", " | | | Số CCCD | Ngày cấp CCCD | ", "1 | A | B"],
        [over(1, "A", 3, "A"), over(1, "B", 3, "B"), over(1, "C", 1, "E"), over(2, "C", 3, "C"), over(2, "D", 2, "E")],
        1, 3, ["", "name", "owner_name", "owner_id", "owner_id_date", ""],
    ),
    "every header merged over two rows": (
        [PLAIN, "", DATA], [over(1, letter, 2, letter) for letter in "ABCDEF"], 1, 2, PLAIN_KEYS,
    ),
    "numbers below the header": ([PLAIN, "(1) | (2) | (3) | (4) | (5) | (6)", DATA], [], 1, 1, PLAIN_KEYS),
    "line breaks": ([PLAIN.replace(" cơ", "\ncơ"), DATA], [], 1, 1, PLAIN_KEYS),
    "blank columns between": (
        ["STT | | Tên cơ sở | | Chủ cơ sở | Số CCCD"], [], 1, 1, ["", "", "name", "", "owner_name", "owner_id"],
    ),
    "the heading twice": ([PLAIN, DATA, PLAIN, DATA], [], 1, 1, PLAIN_KEYS),
    "columns of years": ([f"{PLAIN} | Năm 2024 | Năm 2025", DATA], [], 1, 1, [*PLAIN_KEYS, "", ""]),
    "rows shorter than others": (["x", PLAIN, "1 | Nhà nghỉ"], [], 2, 2, PLAIN_KEYS),
    "a merged logo beside": (["", "", PLAIN], [over(1, "A", 3, "A")], 3, 3, PLAIN_KEYS),
}  # fmt: skip


@pytest.mark.parametrize("habit", HABITS)
def test_the_heading_is_found(habit):
    lines, merges, top, bottom, keys = HABITS[habit]
    found = find_heading(sheet(*lines), BUSINESSES, merges)
    assert (found.top, found.bottom, list(found.keys)) == (top, bottom, keys)
    assert found.recognised


def test_a_parent_tells_two_like_columns_apart():
    lines = [
        "Cơ sở | | Chủ cơ sở | | GPKD | | CCCD | ",
        "Tên | Địa chỉ | Họ tên | Địa chỉ | Số | Ngày cấp | Số | Ngày cấp",
    ]
    keys = ["name", "address", "owner_name", "residence", "registration", "", "owner_id", "owner_id_date"]
    assert list(find_heading(sheet(*lines), BUSINESSES).keys) == keys


@pytest.mark.parametrize("merges", [[], [over(1, "A", 1, "E")]], ids=["in one cell", "merged"])
def test_a_title_over_all_columns_tells_nothing_of_them(merges):
    lines = ["DANH SÁCH HỘ KINH DOANH", "STT | Tên cơ sở | Chủ cơ sở | Số CCCD | Địa chỉ"]
    found = find_heading(sheet(*lines), BUSINESSES, merges)
    assert (found.top, found.bottom) == (2, 2)
    assert found.keys == ("", "name", "owner_name", "owner_id", "")
    assert found.columns[4].near == ("address", "residence")


def test_a_first_row_of_data_is_no_part_of_the_heading():
    lines = ["Tên | Ngành nghề | Chủ cơ sở | Số phòng", "Nhà nghỉ | Dịch vụ | Trần Văn Mẫu | 5"]
    found = find_heading(sheet(*lines), BUSINESSES)
    assert (found.top, found.bottom, found.keys) == (1, 1, ("", "trade", "owner_name", "rooms"))


def test_columns_show_their_parents():
    found = find_heading(sheet(*GROUPED), BUSINESSES)
    assert [one.names for one in found.columns][2:5] == [
        ("Cơ sở", "Địa chỉ"),
        ("Chủ cơ sở", "Họ tên"),
        ("Chủ cơ sở", "Số CCCD"),
    ]


def test_unknown_columns_and_fields_twice_are_told_in_their_columns():
    found = find_heading(sheet(f"{PLAIN} | Diện tích | CMND"), BUSINESSES)
    assert [(one.name, one.fault) for one in found.columns if one.fault] == [
        ("Diện tích", Fault.UNKNOWN),
        ("CMND", Fault.TWICE),
    ]


def test_a_header_over_two_filled_columns_is_told():
    lines = ["STT | Họ và tên chủ cơ sở | | Tên cơ sở | Số CCCD", "1 | Trần Văn | Mẫu | Nhà nghỉ | 099170000001"]
    found = find_heading(sheet(*lines), BUSINESSES, [over(1, "B", 1, "C")])
    assert found.keys == ("", "owner_name", "", "name", "owner_id")
    assert [one.fault for one in found.columns] == [None, None, Fault.SPREAD, None, None]


def test_a_header_over_two_columns_with_one_filled_is_no_fault():
    lines = ["STT | Họ và tên chủ cơ sở | | Tên cơ sở | Số CCCD", "1 | Trần Văn Mẫu | | Nhà nghỉ | 099170000001"]
    found = find_heading(sheet(*lines), BUSINESSES, [over(1, "B", 1, "C")])
    assert found.keys == ("", "owner_name", "", "name", "owner_id")
    assert not any(one.fault for one in found.columns)


def test_where_nothing_is_recognised_the_fullest_row_is_shown_with_its_faults():
    found = find_heading(sheet("THỐNG KÊ", "A1 | B1 | Chủ cơ sơr", "1 | 2 | 3"), BUSINESSES)
    assert (found.top, found.recognised) == (2, False)
    assert [one.near for one in found.columns] == [(), (), ("owner_name",)]
    assert all(one.fault is Fault.UNKNOWN for one in found.columns)


@pytest.mark.parametrize("rows", [[], sheet("", ""), [(50, PLAIN.split(" | "))]], ids=["none", "blank", "too low"])
def test_where_no_row_says_anything_there_is_no_heading(rows):
    assert find_heading(rows, BUSINESSES) is None


@pytest.mark.parametrize("kind", [Agency, Task, Report, Business])
def test_the_forms_own_heading_is_found_over_records(kind):
    headers = [column.header for column in columns(kind)]
    rows = [(1, headers), *((number, [f"giá trị {number}"] * len(headers)) for number in range(2, 42))]
    found = find_heading(rows, Vocabulary(kind))
    assert (found.top, found.bottom, list(found.keys)) == (1, 1, [column.key for column in columns(kind)])


SOUND = {key: listed(field["headers"]) for key, field in data()["businesses"].items() if key != "ignored"}
SOUND = {key: headers for key, headers in SOUND.items() if headers}
TITLES = [
    "DANH SÁCH CƠ SỞ KINH DOANH",
    "ỦY BAN NHÂN DÂN XÃ LỤC NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Năm 2026",
    "Biểu số 01",
]


@settings(max_examples=examples(0.6))
@given(st.data())
def test_a_heading_of_any_synonyms_in_any_order_is_found_and_read_right(draw):
    keys = draw.draw(st.lists(st.sampled_from(sorted(SOUND)), min_size=3, unique=True))
    cells = [(draw.draw(st.sampled_from(SOUND[key])), key) for key in keys]
    for _blank in range(draw.draw(st.integers(0, 3))):
        cells.insert(draw.draw(st.integers(0, len(cells))), ("", ""))
    spelled = draw.draw(st.sampled_from([str, str.upper, str.lower, lambda text: text.replace(" ", "\n")]))
    above = draw.draw(st.lists(st.one_of(st.just(""), st.sampled_from(TITLES)), max_size=6))
    record = [f"Mẫu {index}" if text else "" for index, (text, _key) in enumerate(cells)]
    texts = [[title] for title in above] + [[spelled(text) for text, _key in cells], record, record]
    found = find_heading([row for row in enumerate(texts, 1) if any(row[1])], BUSINESSES)
    assert (found.top, found.bottom) == (len(above) + 1, len(above) + 1)
    assert list(found.keys[: len(cells)]) == [key for _text, key in cells]


@given(st.lists(st.text("Họ têncơsởĐị chỉ()/.,1\n", max_size=30), max_size=8))
def test_any_texts_can_be_read_as_columns(texts):
    found = read_columns([(text,) if text else () for text in texts], BUSINESSES)
    keys = [one.key for one in found if one.key]
    assert len(found) == len(texts)
    assert len(set(keys)) == len(keys)
