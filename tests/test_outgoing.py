"""The register as a book: listed, searched, written in the decree's form, taken over from elsewhere."""

import io
import json
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from pipeline.dossier import load
from pipeline.outgoing import by_series, columns, cover_of, matches, metadata_of, note_of, row_of
from pipeline.problems import UsageError
from pipeline.register import Entry, at_place
from pipeline.register.numbers import Numbers
from pipeline.register.reading import Wanted, find_entries
from pipeline.register.store import open_store
from pipeline.taking_over import lines_of
from tests.desks import DAY, issue, open_desk
from tests.issuers import DEED, slip

LETTER = Entry(
    id=1,
    number=5,
    day=date(2026, 1, 9),
    status="issued",
    slip=slip(
        "follow-up/xa-hai",
        type_name="Công văn",
        subject="đôn đốc thực hiện nhiệm vụ",
        signer="Nguyễn Văn Mẫu",
        position="CHỦ TỊCH",
        recipients=("UBND xã Mẫu Hai", "Phòng Mẫu"),
        kept_by="VT, TN",
        copies=12,
    ),
)
BOOK = [
    ["SỔ ĐĂNG KÝ VĂN BẢN ĐI"],
    ["Số, ký hiệu", "Ngày, tháng VB", "Tên loại và trích yếu", "Người ký", "Nơi nhận", "Ghi chú"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["07/UBND-VP", "03/01/2022", "Công văn V/v nghỉ Tết", "Nguyễn Văn Mẫu", "Các xã; Các phòng", ""],
    ["Số: 02/KH-UBND", "05/01/2022", "Kế hoạch công tác năm", "Nguyễn Văn Mẫu", "", "Hủy: sai ngày"],
]


@pytest.fixture
def dossier(dossier_folder):
    return load(dossier_folder).dossier


def written(tmp_path, rows, name="so.xlsx"):
    path = tmp_path / name
    if isinstance(rows, bytes):
        path.write_bytes(rows)
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    return path


def test_a_line_of_the_book_has_the_ten_columns():
    assert row_of(LETTER) == [
        "05/UBND-VHXH",
        "09/01/2026",
        "Công văn V/v đôn đốc thực hiện nhiệm vụ",
        "Nguyễn Văn Mẫu",
        "UBND xã Mẫu Hai; Phòng Mẫu",
        "VT, TN",
        12,
        "",
        "",
        "",
    ]
    assert len(row_of(LETTER)) == len(columns()) == 10


@pytest.mark.parametrize(
    ("status", "reason", "note"),
    [
        ("issued", "", ""),
        ("issued", "ký chậm", "Đăng ký muộn: ký chậm"),
        ("cancelled", "sai ngày", "Đã hủy số: sai ngày"),
        ("reserved", "", "Giữ số, văn bản chưa phát hành"),
    ],
)
def test_what_is_remarkable_stands_in_the_last_column(status, reason, note):
    assert note_of(replace(LETTER, status=status, reason=reason)) == note


def test_the_cover_says_whose_book_it_is_and_what_is_in_it():
    last = replace(LETTER, number=31, day=date(2026, 2, 10))
    assert cover_of("Ủy ban nhân dân xã Mẫu", ("UBND HUYỆN MẪU",), [LETTER, last]) == [
        "UBND HUYỆN MẪU",
        "ỦY BAN NHÂN DÂN XÃ MẪU",
        "",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        "Năm: 2026",
        "Từ ngày 09/01/2026 đến ngày 10/02/2026",
        "Từ số 05 đến số 31",
        "Quyển số: 01",
    ]


def test_each_series_is_a_book():
    plan = replace(LETTER, slip=slip("plan", series="KH", symbol="KH-UBND"))
    assert by_series([plan, LETTER]) == {"": [LETTER], "KH": [plan]}


@pytest.mark.parametrize(
    ("search", "agency", "found"),
    [("don doc", "", True), ("ĐÔN ĐỐC 05/UBND", "mau hai", True), ("kế hoạch", "", False), ("", "xã Một", False)],
)
def test_words_are_found_without_their_marks(search, agency, found):
    assert matches(LETTER, search, agency) is found


def test_metadata_have_the_decrees_names_and_lengths():
    said = metadata_of(LETTER, 3, "A1.23", "01.HS")
    assert said["FileCode"] == {"OrganId": "A1.23", "FileCatalog": 2026, "FileNotation": "01.HS"}
    assert (said["DocOrdinal"], said["CodeNumber"], said["CodeNotation"]) == (3, "05", "UBND-VHXH")
    assert said["IssuedDate"] == "2026-01-09"
    assert said["SignerInfo"] == {"Position": "CHỦ TỊCH", "FullName": "Nguyễn Văn Mẫu"}
    assert [one["OrganName"] for one in said["To"]] == ["UBND xã Mẫu Hai", "Phòng Mẫu"]
    assert list(said)[:-2] == [  # R220, in its order; the last are ours
        *("FileCode", "DocOrdinal", "TypeName", "CodeNumber", "CodeNotation", "IssuedDate", "OrganName", "Subject"),
        *("Language", "PageAmount", "Description", "SignerInfo", "To", "Priority", "IssuedAmount", "DueDate"),
    ]


def test_a_book_kept_by_hand_is_read_with_its_types_and_its_cancelled_numbers(dossier, tmp_path):
    lines, problems, _notices = lines_of(dossier, written(tmp_path, BOOK), DAY)
    assert problems == ()
    assert [(line.slip.series, line.number, line.slip.symbol, line.slip.type_name) for line in lines] == [
        ("CV", 7, "UBND-VP", "Công văn"),
        ("KH", 2, "KH-UBND", "Kế hoạch"),
    ]
    assert [line.slip.subject for line in lines] == ["nghỉ Tết", "công tác năm"]
    assert [line.cancelled for line in lines] == ["", "sai ngày"]
    assert lines[0].slip.recipients == ("Các xã", "Các phòng")


def test_all_faults_of_a_book_are_told_at_once(dossier, tmp_path):
    faulty = [*BOOK, ["mười", "32/1/2022", "x", "", "", ""], ["08/UBND", "01/02/2023", "y", "", "", ""]]
    problems = lines_of(dossier, written(tmp_path, faulty), DAY).problems
    assert [problem.code for problem in problems] == ["not-number-and-symbol", "not-a-date", "day-to-come"]


def test_numbers_go_on_after_a_book_that_was_taken_over(dossier_folder, tmp_path):
    desk = open_desk(dossier_folder)
    taken = desk.numbers.take_over(lines_of(desk.dossier, written(tmp_path, BOOK), DAY).lines, desk.deed)
    assert [entry.status for entry in taken] == ["issued", "cancelled"]
    assert issue(desk, "directive").entry.number == 8
    assert issue(desk, "plan").entry.number == 3


@pytest.mark.parametrize("suffix", [".xlsx", ".json"])
@pytest.mark.slow
def test_a_book_that_was_written_is_taken_over_as_it_was(vanban, dossier_folder, tmp_path, suffix):
    vanban("issue", "nho", "directive", "--date", "2022-12-16")
    vanban("issue", "nho", "plan", "--date", "2022-12-16")
    vanban("issue", "nho", "plan", "--cancel", "sai ngày")
    export = vanban("register", "nho", "--year", "2022", "--export", f"so{suffix}")
    assert (export.returncode, export.stderr) == (0, "")
    other = {"VANBAN_DATABASE": str(tmp_path / "khac.db")}
    assert "2 entries taken over" in vanban("register", "nho", "--import", f"so{suffix}", env=other).stdout
    assert "0 entries taken over, 2" in vanban("register", "nho", "--import", f"so{suffix}", env=other).stdout
    first, second = (
        find_entries(open_store(at_place(tmp_path / name)), Wanted()) for name in ("register.db", "khac.db")
    )
    assert [row_of(entry) for entry in first] == [row_of(entry) for entry in second]
    yaml = dossier_folder / "agencies.csv"
    yaml.write_text(yaml.read_text(encoding="utf-8").replace("dân huyện Mẫu,", "dân huyện Khác,"), encoding="utf-8")
    refused = vanban("register", "nho", "--import", f"so{suffix}", env=other)
    assert (refused.returncode, "register of Ủy ban nhân dân huyện Mẫu" in refused.stderr) == (2, True)  # other-office


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"office": "x", "documents": [{}]}', b'"' + b"[" * 5000])
def test_json_that_is_no_book_is_refused(dossier, tmp_path, content):
    path = written(tmp_path, content.replace(b'"x"', json.dumps(dossier.office.name).encode()), "so.json")
    with pytest.raises(UsageError) as error:
        lines_of(dossier, path, DAY)
    assert error.value.problem.code == "not-a-book"


WRONG = {  # a value of the metadata, and what is wrong with it
    "not-number-and-symbol": {"CodeNumber": "9" * 30},
    "not-a-date": {"IssuedDate": "hôm qua"},
    "day-to-come": {"IssuedDate": "2999-01-01"},
    "forbidden-character": {"Subject": "a\ud800"},
}


@pytest.mark.parametrize("code", WRONG)
def test_metadata_are_looked_at_as_any_table_is(dossier, tmp_path, code):
    said = {**metadata_of(LETTER, 1, "", ""), "IssuedDate": "2022-01-09", **WRONG[code]}
    book = json.dumps({"office": dossier.office.name, "documents": [said]}).encode()
    problems = lines_of(dossier, written(tmp_path, book, "so.json"), DAY).problems
    assert [problem.code for problem in problems] == [code]


@pytest.mark.slow
def test_the_register_is_listed_searched_and_written(vanban, dossier_folder, tmp_path):
    missing = vanban("register", "nho")
    assert (missing.returncode, "no register" in missing.stderr) == (2, True)  # no-register
    vanban("issue", "nho", "directive", "--date", "2022-12-16")
    vanban("issue", "nho", "plan", "--date", "2022-12-17")
    listed = vanban("register", "--year", "2022")
    assert "2 entries" in listed.stdout
    assert "01/UBND-TN" in listed.stdout
    assert "01/KH-UBND" not in vanban("register", "nho", "--year", "2022", "--search", "tang cuong").stdout
    assert (
        json.loads(vanban("register", "--year", "2022", "--kind", "plan", "--json").stdout)["documents"][0][
            "IssuedDate"
        ]
        == "2022-12-17"
    )
    assert "no entry" in vanban("register", "--year", "1999").stdout
    assert vanban("register", "nho", "--year", "2022", "--export", "so.xlsx").returncode == 0
    book = openpyxl.load_workbook(io.BytesIO((tmp_path / "so.xlsx").read_bytes()))
    assert book.sheetnames == ["Bìa CV", "Sổ CV", "Bìa KH", "Sổ KH"]
    rows = [[cell.value for cell in row] for row in book["Sổ CV"].iter_rows(min_row=4)]
    assert rows[0] == [header for header, _width in columns()]
    assert rows[1] == [f"({number})" for number in range(1, 11)]
    assert rows[2][:3] == ["01/UBND-TN", "16/12/2022", "Công văn V/v tăng cường công tác thử nghiệm"]
    assert book["Sổ CV"].print_title_rows == "$4:$5"
    for arguments, words in {
        ("--export", "so.xlsx"): "exists",
        ("--export", "so.docx"): "ends neither",  # not-register-name
        ("--year", "1999", "--export", "moi.xlsx"): "nothing of 1999",  # nothing-to-export
    }.items():
        refused = vanban("register", "nho", *arguments)
        assert (refused.returncode, words in refused.stderr) == (2, True)


def test_several_offices_in_one_register_are_not_mixed_up_in_a_book(vanban, tmp_path):
    numbers = Numbers(open_store(at_place(tmp_path / "register.db"), create=True))
    for office in ("Ủy ban nhân dân xã A", "Ủy ban nhân dân xã B"):
        numbers.reserve(slip("x", office=office), DEED.today, DEED)
    refused = vanban("register", "--year", "2026", "--export", "so.xlsx")
    assert (refused.returncode, "several offices" in refused.stderr) == (2, True)  # which-office
    assert vanban("register", "--year", "2026").stdout.count("1 entries") == 2
