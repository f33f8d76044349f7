"""Which rows below a heading are records: each habit of clerks a case; what may be a record stays one."""

from pathlib import Path

import pytest
import yaml

from pipeline.headings import Kind, Skipped, Sorter, Vocabulary, find_heading, is_ditto
from pipeline.records import Agency, Business, Report, Task, columns
from pipeline.sources import read_table

ROOT = Path(__file__).parent.parent
KINDS_OF = {"agencies": Agency, "tasks": Task, "reports": Report, "businesses": Business}

HEADER = "STT | Tên cơ sở | Địa chỉ | Chủ cơ sở | Ngày sinh | Số CCCD | Điện thoại | Ghi chú"
FULL = "1 | Nhà nghỉ Mẫu | Thôn 1 | Trần Văn Mẫu | 1/2/1970 | 099170000001 | 0100000001 | "
BUSINESSES = Vocabulary(Business)


def cells(line):
    return [cell.strip() for cell in line.split("|")]


def sorter(header=HEADER, vocabulary=BUSINESSES):
    return Sorter(find_heading([(1, cells(header))], vocabulary), lambda: vocabulary)


def kinds(*lines, by=None):
    by = by or sorter()
    return [by.kind(number, cells(line)) for number, line in enumerate(lines, 2)]


KINDS = {
    Kind.RECORD: [
        FULL,
        "1 | Tổng hợp Minh Anh | Thôn 1 | | | | |",
        " | Tổng hợp Minh Anh | | | | | |",
        " | Cộng Hòa | | | | | |",
        "7 | Cộng | | | | | |",
        " | Tổng | Thôn 1 | Trần Văn Mẫu | | | |",
        "3 | Nhà nghỉ Mẫu | | | | | |",
        " | Nhà nghỉ Mẫu | | | | | |",
        " | | | Trần Văn Mẫu | | | |",
        " | | | | | 099170000001 | |",
        "1 | Thôn 3 | | | | | |",
        " | | Thôn 3 | | | | |",
        " | | Xã Bảo Sơn | | | | |",
        " | Xác Nhận | Thôn 1 | | | | |",
        "5 | Người lập nghiệp | | | | | |",
        "9 | Ghi chú: đóng cửa | | | | | |",
        " | | | | | | | Ghi chú: đã nghỉ",
        "I | Nguyễn Văn A | Thôn 1 | | | | |",
        "10 | Khu A | Thôn 1 | Trần Văn Mẫu | | | |",
        "1 | 2 | | 4 | | | |",
        " | Bản Mẫu Quán | Thôn 1 | | | | |",
        " | Cơ sở | Địa chỉ mới | Chủ Văn Mẫu | 1970 | | |",
        "2 | KT. Karaoke | Thôn 1 | | | | |",
        "2 | Chủ tịch Quán | | | | | |",
    ],
    Kind.BLANK: ["", " | | | | | | |", "12 | | | | | | |", "12. | | | | | | |", "\u00a0 | | | | | | |"],
    Kind.NUMBERING: [
        "(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8)",
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8",
        "A | B | 1 | 2 | 3 | 4 | 5 | 6",
        "A | B | C | D | E | F | G | H",
        "(A) | (B) | (1) | (2) | (3) | (4)=(1)+(2) | (5) | (6)",
        "1 | 2 | 3 | 4 | 5 | 6 | 7 |",
    ],
    Kind.GROUP: [
        "I | Xã Bảo Sơn | | | | | |",
        "II. | Thị trấn Đồi Ngô | | | | | |",
        "A | Cơ sở lưu trú | | | | | |",
        "I. Thị trấn Đồi Ngô | | | | | | |",
        " | I. Thị trấn Đồi Ngô | | | | | |",
        "Xã Bảo Sơn | | | | | | |",
        " | Xã Bảo Sơn | | | | | |",
        "Thôn 3 | | | | | | |",
        "TT. Đồi Ngô | | | | | | |",
        "TDP số 2 | | | | | | |",
        "Thôn Tây: | | | | | | |",
        "Cơ sở lưu trú | | | | | | |",
        "Xã Bảo Sơn | 12 | | | | | |",
    ],
    Kind.TOTAL: [
        "Tổng cộng | | | | | | |",
        " | Tổng cộng | | | | 12 | |",
        "Cộng | | | | | | |",
        "CỘNG: | | | | | | 25 |",
        "Tổng số: 25 cơ sở | | | | | | |",
        "Tổng cộng: 25 hộ kinh doanh | | | | | | |",
        "Cộng xã | 12 | | | | | |",
        "Tổng số | 1.234 | | | 5 | | |",
    ],
    Kind.HEADING: [
        HEADER,
        HEADER.upper(),
        "STT | Tên cơ sở | Địa chỉ | Chủ cơ sở | Ngày sinh | Số CCCD | Điện thoại | ",
        "STT | Tên cơ sở | Địa chỉ | Chủ cơ sở | Ngày sinh | Số CCCD | ĐT | Ghi chú",
    ],
    Kind.NOTE: [
        "Ghi chú: Cột 3 ghi rõ thôn. | | | | | | |",
        " | Lưu ý: nộp trước ngày 30/6 | | | | | |",
        "* Số liệu đến 30/6 | | | | | | |",
        "- Cột 3: ghi rõ thôn | | | | | | |",
        "(Danh sách gồm 25 cơ sở) | | | | | | |",
        "Danh sách này có 25 cơ sở./. | | | | | | |",
    ],
    Kind.END: [
        "Người lập biểu | | | | | | |",
        " | NGƯỜI LẬP BIỂU | | | TM. ỦY BAN NHÂN DÂN | | |",
        " | | | | Lục Nam, ngày 05 tháng 3 năm 2026 | | |",
        " | | | | ........, ngày ... tháng ... năm 2026 | | |",
        " | | | | Ngày   tháng   năm 2026 | | |",
        " | | | | KT. CHỦ TỊCH | | |",
        " | | | | PHÓ CHỦ TỊCH | | |",
        "XÁC NHẬN CỦA UBND XÃ | | | | | | |",
        "Xác nhận | | | | Người tổng hợp | | |",
        " | (Ký, ghi rõ họ tên) | | | (Ký tên, đóng dấu) | | |",
        "Nơi nhận: | | | | CHỦ TỊCH | | |",
    ],
    Kind.OTHER_HEADING: [
        "STT | Chủ cơ sở | Tên cơ sở | Số CCCD | Nơi thường trú | Điện thoại | |",
        " | STT | Tên cơ sở | Địa chỉ cơ sở | Chủ cơ sở | Số CCCD | |",
        "STT | Họ và tên | Năm sinh | Số CCCD | | | |",
    ],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in KINDS.items() for line in lines])
def test_a_row_is_what_it_looks_like(kind, line):
    assert kinds(line) == [kind]


def test_every_kind_has_a_case_or_needs_what_stands_above():
    assert set(Kind) - set(KINDS) == {Kind.STRAY, Kind.OTHER_TABLE}


def test_below_the_signatures_nothing_is_a_record_until_the_heading_comes_again():
    lines = [FULL, " | | | | KT. CHỦ TỊCH", "", " | | | | Trần Văn Mẫu", "DANH SÁCH (tiếp)", HEADER, FULL]
    expected = [Kind.RECORD, Kind.END, Kind.BLANK, Kind.END, Kind.END, Kind.HEADING, Kind.RECORD]
    assert kinds(*lines) == expected


def test_a_full_row_below_the_signatures_is_told_apart():
    assert kinds("Người lập biểu", FULL) == [Kind.END, Kind.STRAY]


def test_another_table_is_told_and_its_rows_are_no_records():
    other = "STT | Họ và tên | Năm sinh | Số CCCD"
    row = "1 | Trần Văn Mẫu | 1970 | 099170000001"
    assert kinds(FULL, other, row, HEADER, FULL) == [
        Kind.RECORD, Kind.OTHER_HEADING, Kind.OTHER_TABLE, Kind.HEADING, Kind.RECORD,
    ]  # fmt: skip


def test_a_group_is_remembered_with_its_text():
    by = sorter()
    groups = []
    for line in (FULL, "I | Xã Bảo Sơn", FULL, "Thôn 3", FULL, FULL):
        kinds(line, by=by)
        groups.append(by.group)
    assert groups == ["", "Xã Bảo Sơn", "Xã Bảo Sơn", "Thôn 3", "Thôn 3", "Thôn 3"]


def test_what_was_no_record_is_counted_with_its_first_row():
    by = sorter()
    kinds("(1) | (2) | (3) | (4) | (5) | (6) | (7)", "I | Xã Bảo Sơn", FULL, "", "II | Xã Mẫu", "Tổng cộng", by=by)
    assert by.skipped == {
        Kind.NUMBERING: Skipped(1, 2),
        Kind.GROUP: Skipped(2, 3),
        Kind.BLANK: Skipped(1, 5),
        Kind.TOTAL: Skipped(1, 7),
    }


def test_both_rows_of_a_heading_are_known_again():
    rows = [(1, cells("STT | Cơ sở | | Chủ cơ sở | ")), (2, cells(" | Tên | Địa chỉ | Họ tên | Số CCCD"))]
    by = Sorter(find_heading(rows, BUSINESSES), lambda: BUSINESSES)
    assert [by.kind(number + 20, texts) for number, texts in rows] == [Kind.HEADING, Kind.HEADING]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Agency, {"id": "ubnd-mau", "name": "UBND xã Mẫu", "position": "CHỦ TỊCH", "authority": "TM. ỦY BAN NHÂN DÂN"}),
        (Agency, {"name": "UBND xã Mẫu", "position": "CHỦ TỊCH"}),
        (Task, {"id": "NV01", "content": "Tổng hợp báo cáo", "lead": "UBND xã Mẫu"}),
        (Task, {"id": "NV01", "content": "Xác nhận của cơ quan"}),
        (Task, {"id": "A", "content": "Nội dung"}),
        (Report, {"task": "NV01", "agency": "ubnd-mau", "day": "1/3/2026", "status": "xong"}),
        (Report, {"task": "1", "agency": "2", "day": "", "status": "3"}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else " ".join(value.values()),
)
def test_records_of_other_tables_are_not_lost(kind, values):
    header = [column.header for column in columns(kind)]
    vocabulary = Vocabulary(kind)
    by = Sorter(find_heading([(1, header)], vocabulary), lambda: vocabulary)
    assert by.kind(2, [values.get(column.key, "") for column in columns(kind)]) is Kind.RECORD


DITTO = yaml.safe_load((Path(__file__).parent / "cases" / "ditto.yaml").read_text(encoding="utf-8"))


TABLES = [path for path in sorted((ROOT / "data").glob("luc-nam-*/*")) if path.stem in KINDS_OF]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_row_of_the_sample_dossiers_is_a_record(path):
    table = read_table(path, shown_as=path.name)
    rows = [[name for name, _where in table.header], *(list(map(str, row.values)) for row in table.rows())]
    vocabulary = Vocabulary(KINDS_OF[path.stem])
    found = find_heading(list(enumerate(rows[:40], 1)), vocabulary)
    assert (found.top, found.bottom, [one.fault for one in found.columns if one.fault]) == (1, 1, [])
    by = Sorter(found, lambda: vocabulary)
    assert {by.kind(number, texts) for number, texts in enumerate(rows[1:], 2)} == {Kind.RECORD}


def test_a_sheet_with_every_habit_is_read():
    lines = [
        "UBND XÃ MẪU | | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | ",
        "DANH SÁCH CƠ SỞ KINH DOANH CÓ ĐIỀU KIỆN TRÊN ĐỊA BÀN | | | | | ",
        "TT | Tên cơ sở | Chủ cơ sở | | Nơi ĐK HKTT | GPKD | | Ghi chú",
        " | | Họ và tên\n(chữ in hoa) | CCCD/CMND | | Số | Ngày cấp | ",
        "(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8)",
        "I | Thôn Tây | | | | | | ",
        "1 | Nhà nghỉ Mẫu | Trần Văn Mẫu | 099170000001 | Thôn Tây | 01/MẪU | 1/2/2020 | ",
        "2 | Cộng Hòa | Lê Thị Mẫu | 099170000002 | nt | | | ",
        "",
        "II | Thôn Đông | | | | | | ",
        "3 | Tổng hợp Minh Anh | | | | | | ",
        "Tổng cộng: 03 cơ sở | | | | | | | ",
        " | | | | Mẫu, ngày 05 tháng 3 năm 2026 | | | ",
        " | NGƯỜI LẬP BIỂU | | | TM. ỦY BAN NHÂN DÂN | | | ",
        " | Trần Văn Mẫu | | | Lê Thị Mẫu | | | ",
    ]
    rows = [(number, [cell.strip() for cell in line.split("|")]) for number, line in enumerate(lines, 1)]
    merges = [
        (1, 0, 1, 3),
        (2, 0, 2, 7),
        (3, 2, 3, 3),
        (3, 5, 3, 6),
        *((3, column, 4, column) for column in (0, 1, 4, 7)),
    ]
    found = find_heading(rows, BUSINESSES, merges)
    assert (found.top, found.bottom) == (3, 4)
    assert found.keys == ("", "name", "owner_name", "owner_id", "residence", "registration", "", "note")
    assert not any(one.fault for one in found.columns)
    by = Sorter(found, lambda: BUSINESSES)
    records = [number for number, texts in rows[4:] if by.kind(number, texts) is Kind.RECORD]
    assert records == [7, 8, 11]
    assert by.skipped == {
        Kind.NUMBERING: Skipped(1, 5),
        Kind.GROUP: Skipped(2, 6),
        Kind.BLANK: Skipped(1, 9),
        Kind.TOTAL: Skipped(1, 12),
        Kind.END: Skipped(3, 13),
    }


@pytest.mark.parametrize("text", DITTO["ditto"])
def test_a_ditto_mark_is_one(text):
    assert is_ditto(text)


@pytest.mark.parametrize("text", DITTO["not"])
def test_what_looks_like_a_ditto_mark_is_none(text):
    assert not is_ditto(text)
