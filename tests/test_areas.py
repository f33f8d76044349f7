"""A commune is found however a clerk writes it, and what it has become is told."""

from datetime import date

import pytest

from pipeline.dossier import Faulty, load
from pipeline.dossier.areas import Areas
from pipeline.records import Agency

BEFORE, AFTER = date(2022, 9, 1), date(2026, 3, 5)


def agency(id, area, **validity):
    return Agency(
        id=id,
        name=f"Ủy ban nhân dân {area}",
        short_name=area,
        place=area,
        symbol="UBND",
        position="CHỦ TỊCH",
        signer="Nguyễn Văn Mẫu",
        area=area,
        **validity,
    )


OLD = [
    agency("bao-son", "Xã Bảo Sơn", valid_to="30/6/2025"),
    agency("doi-ngo", "Thị trấn Đồi Ngô", valid_to="30/6/2025"),
    agency("dong-phu", "Xã Đông Phú", valid_to="30/6/2025"),
    agency("hoa-xa", "Xã Hòa Mẫu", valid_to="30/6/2025"),
]
NEW = [
    agency("bao-dai", "Xã Bảo Đài", valid_from="01/7/2025"),
    agency("luc-nam", "Xã Lục Nam", valid_from="01/7/2025"),
    agency("dong-phu-moi", "Xã Đông Phú", valid_from="01/7/2025"),
]


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("Thị trấn Đồi Ngô", "doi-ngo"),
        ("thị trấn đồi ngô", "doi-ngo"),
        ("TT Đồi Ngô", "doi-ngo"),
        ("TT. Đồi Ngô, H. Lục Nam", "doi-ngo"),
        ("Đồi Ngô", "doi-ngo"),
        ("THI TRAN DOI NGO", "doi-ngo"),
        ("X. Bảo Sơn", "bao-son"),
        ("xã Bảo Sơn - huyện Lục Nam", "bao-son"),
        ("xã Bảo Sơn (Lục Nam)", "bao-son"),
        ("Bảo Sơn", "bao-son"),
        ("Xã Hoà Mẫu", "hoa-xa"),
        ("Phường Bảo Sơn", None),
        ("Bảo", None),
        ("Xã Mẫu", None),
    ],
)
def test_spellings_of_a_commune_find_its_agency(written, id):
    found = Areas(OLD, BEFORE, {}).find(written)
    assert (found and found.agency.id) == id
    assert not (found and found.merged)


def test_a_name_without_its_kind_that_two_communes_have_finds_neither():
    both = Areas([agency("xa", "Xã Mẫu"), agency("phuong", "Phường Mẫu")], BEFORE, {})
    assert both.find("Mẫu") is None
    assert both.find("P. Mẫu").agency.id == "phuong"


@pytest.mark.parametrize(
    ("written", "id", "merged"),
    [("Xã Bảo Sơn", "bao-dai", True), ("TT Đồi Ngô", "luc-nam", True), ("Xã Đông Phú", "dong-phu-moi", False)],
)
def test_a_former_commune_is_found_under_what_it_has_become(written, id, merged):
    place = Areas(OLD + NEW, AFTER, {}).find(written)
    assert (place.agency.id, place.merged) == (id, merged)


def test_before_the_merger_nothing_has_become_another():
    areas = Areas(OLD + NEW, BEFORE, {})
    assert areas.find("Xã Bảo Sơn").agency.id == "bao-son"
    assert areas.find("Xã Bảo Đài") is None
    assert areas.is_past("Xã Bảo Đài")  # it is yet to come


def test_an_office_may_say_itself_what_a_commune_has_become():
    assert Areas(OLD + NEW, AFTER, {}).find("Xã Hòa Mẫu") is None
    assert Areas(OLD + NEW, AFTER, {}).is_past("Xã Hòa Mẫu")
    assert Areas(OLD + NEW, AFTER, {"Xã Hòa Mẫu": "Xã Lục Nam"}).find("xã Hoà Mẫu").agency.id == "luc-nam"


@pytest.fixture
def merged(dossier_folder):
    """The small dossier after a merger of its communes."""
    agencies = dossier_folder / "agencies.csv"
    lines = agencies.read_text(encoding="utf-8").splitlines(keepends=True)
    ended = [line.replace("2025-06-30", "2022-08-31") if line.startswith("xa-mot") else line for line in lines]
    agencies.write_text("".join(ended), encoding="utf-8")
    return dossier_folder


def test_the_documents_call_a_business_s_commune_as_its_agency_does(dossier_folder):
    table = dossier_folder / "businesses.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",Xã Mẫu Một,", ',"X. MẪU MỘT, H. Mẫu",'), encoding="utf-8")
    loaded = load(dossier_folder)
    assert loaded.problems == ()
    assert {found.record.commune for found in loaded.dossier.businesses()} == {"Xã Mẫu Một", "Xã Mẫu Hai"}


def test_a_merged_commune_is_told_of_each_business_and_one_without_heir_is_a_fault(merged):
    loaded = load(merged)
    assert "commune-of-the-past" in {problem.code for problem in loaded.problems}
    campaign = merged / "dossier.yaml"
    with campaign.open("a", encoding="utf-8") as file:
        file.write("\nsuccessors: {Xã Mẫu Một: Xã Mẫu Hai}\n")
    businesses = list(load(merged).dossier.businesses())
    assert {notice.code for found in businesses if not isinstance(found, Faulty) for notice in found.notices} == {
        "commune-merged"
    }
