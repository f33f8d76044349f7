"""What headers mean: each header of `cases/headers.csv` is its field, a column left out (`-`), or nobody's."""

import csv
import io
from pathlib import Path

import pytest

from pipeline.headings import Fault, Vocabulary, read_columns
from pipeline.headings.folding import data, folded, listed
from pipeline.headings.likeness import likeness, sorted_words
from pipeline.records import Agency, Business, Report, Task, columns
from pipeline.typed import Record, column

TABLES = {"agencies": Agency, "tasks": Task, "reports": Report, "businesses": Business}
VOCABULARIES = {table: Vocabulary(kind) for table, kind in TABLES.items()}
BUSINESSES = VOCABULARIES["businesses"]
CASES = list(csv.DictReader(io.StringIO((Path(__file__).parent / "cases" / "headers.csv").read_text(encoding="utf-8"))))


def read(*names, vocabulary=BUSINESSES):
    """The columns with these headers side by side; a header over another is written `parent > leaf`."""
    return read_columns([tuple(name.split(" > ")) if name else () for name in names], vocabulary)


def said(one, kind):
    """What the case file calls a column: its key, `-` where it is known and left out."""
    if one.key or one.fault:
        return "+".join(one.parts) or one.key
    return "-"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['table']}: {case['parent']} > {case['header']}")
def test_a_header_is_its_field_or_nobodys(case):
    kind = TABLES[case["table"]]
    names = tuple(filter(None, (case["parent"], case["header"])))
    (one,) = read_columns([names], VOCABULARIES[case["table"]])
    expected = case["expected"]
    if expected not in ("", "-") and "+" not in expected and expected not in {column.key for column in columns(kind)}:
        expected = "-"  # a field that the record has not yet
    assert said(one, kind) == expected


@pytest.mark.parametrize("table", TABLES)
def test_the_forms_own_headers_are_known_in_their_order(table):
    kind = TABLES[table]
    read = read_columns([(column.header,) for column in columns(kind)], VOCABULARIES[table])
    assert [one.key for one in read] == [column.key for column in columns(kind)]


def spellings(table):
    """Every header that the vocabulary knows of a table, those joined of a leaf and a subject too, with its field."""
    subjects = data()["subjects"][table]
    for key, field in ({"ignored ": data()["ignored"]} | data()[table]).items():
        yield from ((header, key) for header in listed(field["headers"]))
        for subject, leaves in field.get("of", {}).items():
            for phrase in listed(subjects[subject]):
                yield from ((f"{leaf} {phrase}", key) for leaf in listed(leaves))
                yield from ((f"{phrase} {leaf}", key) for leaf in listed(leaves))


@pytest.mark.parametrize("table", TABLES)
def test_no_header_belongs_to_two_fields(table):
    seen = {}
    for header, key in spellings(table):
        assert seen.setdefault(folded(header), key) == key, header


@pytest.mark.parametrize("table", TABLES)
def test_no_name_belongs_to_two_subjects_and_every_leaf_has_one(table):
    subjects = data()["subjects"][table]
    seen = {}
    for subject, phrases in subjects.items():
        for phrase in listed(phrases):
            assert seen.setdefault(folded(phrase), subject) == subject, phrase
    for field in data()[table].values():
        assert set(field.get("of", {})) <= subjects.keys()
        assert set(field.get("about", ())) <= subjects.keys()


@pytest.mark.parametrize("table", TABLES)
def test_every_field_of_the_record_has_synonyms_and_every_synonym_a_field(table):
    keys = {column.key for column in columns(TABLES[table])}
    assert keys <= data()[table].keys()
    assert data()[table].keys() - keys <= {"ignored", "owner_sex"}


@pytest.mark.parametrize(
    ("headers", "keys"),
    [
        (["Số CCCD", "Ngày cấp", "Nơi cấp"], ["owner_id", "owner_id_date", "owner_id_place"]),
        (["GPKD", "Ngày cấp", "Nơi cấp"], ["registration", "", ""]),
        (["Số CCCD", "GPKD", "Ngày cấp"], ["owner_id", "registration", ""]),
        (["GPKD", "Ngày cấp", "Số CCCD", "Ngày cấp"], ["registration", "", "owner_id", "owner_id_date"]),
        (["GPKD", "Ngày cấp, nơi cấp", "Số CCCD"], ["registration", "", "owner_id"]),
        (["Số CCCD", "", "Ngày cấp"], ["owner_id", "", "owner_id_date"]),
        (["Tên cơ sở", "Địa chỉ", "Chủ cơ sở"], ["name", "address", "owner_name"]),
        (["Tên cơ sở", "Chủ cơ sở", "Địa chỉ"], ["name", "owner_name", ""]),
        (["Tên cơ sở", "Chủ cơ sở", "Điện thoại", "Địa chỉ"], ["name", "owner_name", "phone", ""]),
        (["Họ và tên", "Tên cơ sở", "Địa chỉ"], ["owner_name", "name", "address"]),
        (["Chủ cơ sở", "Năm sinh", "Người quản lý", "Năm sinh"], ["owner_name", "birth_year", "", ""]),
        (
            ["Chủ cơ sở > Họ tên", "Chủ cơ sở > CCCD", "Chủ cơ sở > Ngày cấp"],
            ["owner_name", "owner_id", "owner_id_date"],
        ),
        (["Chủ cơ sở > CCCD > Số", "Chủ cơ sở > CCCD > Ngày cấp"], ["owner_id", "owner_id_date"]),
        (["Tên cơ sở", "Diện tích", "Địa chỉ", "Chủ cơ sở"], ["name", "", "", "owner_name"]),
        (["Số CCCD", "Giấy PCCC", "Ngày cấp"], ["owner_id", "", ""]),
        (["Tên cơ sở", "Năm sinh", "Chủ cơ sở"], ["name", "birth_year", "owner_name"]),
    ],
    ids=" | ".join,
)
def test_a_bare_header_is_told_by_its_neighbours_only_where_that_is_sound(headers, keys):
    assert [one.key for one in read(*headers)] == keys


@pytest.mark.parametrize(
    ("header", "near"),
    [
        ("Chủ cơ sơr", ("owner_name",)),
        ("Nghành nghề", ("trade",)),
        ("Số điện thọai liên hệe", ("phone",)),
        ("Địa chỉ", ("address", "residence")),
        ("Loại hình kinh doanh", ("business_type", "trade")),
        ("Người quản lý", ("owner_name",)),
        ("Số điện thoại người thân", ("phone",)),
        ("Diện tích", ()),
        ("Nơi sinh", ()),
    ],
)
def test_what_an_unknown_header_may_mean_is_suggested_and_never_taken(header, near):
    (one,) = read(header)
    assert (one.key, one.fault, one.near) == ("", Fault.UNKNOWN, near)


@pytest.mark.parametrize(
    "header",
    [
        "Loại hình, ngành nghề",
        "Mã số thuế/CCCD",
        "Ngày cấp, nơi cấp",
        "Tên, địa chỉ cơ sở",
    ],
)
def test_a_column_for_several_fields_is_told(header):
    (one,) = read(header)
    assert (one.key, one.fault) == ("", Fault.MIXED)
    assert one.near


def test_of_two_columns_for_one_field_the_second_is_told():
    first, second = read("Số CCCD", "CMND")
    assert (first.key, first.fault) == ("owner_id", None)
    assert (second.key, second.fault, second.near) == ("", Fault.TWICE, ("owner_id",))


def test_an_offices_own_headers_win():
    own = {"Cửa hiệu": "name", "Địa chỉ": "Nơi thường trú", "Ghi chú": "", "Chủ cơ sở > Bí danh": "note"}
    vocabulary = Vocabulary(Business, own)
    found = read("Cửa hiệu", "Địa chỉ", "GHI CHÚ", "Chủ cơ sở > Bí danh", vocabulary=vocabulary)
    assert [one.key for one in found] == ["name", "residence", "", "note"]
    assert not any(one.fault for one in found)


def test_what_an_office_leaves_out_lends_nothing_to_its_neighbour():
    vocabulary = Vocabulary(Business, {"Giấy PCCC": ""})
    left_out, bare = read("Số CCCD", "Giấy PCCC", "Ngày cấp", vocabulary=vocabulary)[1:]
    assert (left_out.key, left_out.fault) == ("", None)
    assert (bare.key, bare.fault, bare.near) == ("", Fault.UNKNOWN, ("owner_id_date",))


def test_an_offices_own_header_names_a_field_that_there_is():
    with pytest.raises(LookupError, match="Tên chó"):
        Vocabulary(Business, {"Thú nuôi": "Tên chó"})


def test_a_field_that_the_record_has_is_read():
    class WithSex(Record):
        owner_sex: str = column("Giới tính", default="")

    from pipeline.headings import vocabulary

    vocabulary._TABLES[WithSex] = "businesses"
    try:
        assert [one.key for one in read("Phái", "Tên cơ sở", vocabulary=Vocabulary(WithSex))] == ["owner_sex", ""]
    finally:
        del vocabulary._TABLES[WithSex]


def test_the_name_of_a_column_shows_its_parents_on_one_line():
    (one,) = read("Chủ\ncơ sở > Bí danh")
    assert one.name == "Chủ cơ sở: Bí danh"


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Họ và tên", "ho ten"),
        ("HỌ VÀ\n TÊN", "ho ten"),
        ("Họ & tên", "ho ten"),
        ("ho va ten", "ho ten"),
        ("Đ/c", "dia chi"),
        ("Ð/C KD", "dia chi kinh doanh"),
        ("S.T.T", "stt"),
        ("M.S.T", "ma so thue"),
        ("2) Họ tên", "ho ten"),
        ("IV. Họ tên", "ho ten"),
        ("20/10", "20 10"),
        ("Ho\u0323 te\u0302n", "ho ten"),
        ("Họ\u200b tên\u00a0chủ", "ho ten chu"),
        ("", ""),
    ],
)
def test_spellings_of_a_header_meet_in_one_form(text, form):
    assert folded(text) == form


# What rapidfuzz 3.14's token_sort_ratio gives for these.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("chu co so", "chu co so", 100.0),
        ("nganh nghe", "nghanh nghe", 95.23809523809523),
        ("noi sinh", "ngay sinh", 70.58823529411764),
        ("co so chu", "chu co so", 100.0),
        ("dien tich", "dien thoai", 73.6842105263158),
        ("a", "b", 0.0),
    ],
)
def test_likeness_is_that_of_the_sorted_words(one, other, ratio):
    assert likeness(sorted_words(one), sorted_words(other)) * 100 == pytest.approx(ratio)
