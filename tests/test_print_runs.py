"""Files for the printer: every form once, in order, each on a sheet of its own, a list to tick on top."""

import json
import re
from collections import Counter
from datetime import date

import pypdfium2
import pytest

from pipeline.build import Request, build
from pipeline.dossier import load
from pipeline.printing.runs import PrintFile, PrintOrder, by_given_name, print_forms
from pipeline.rules import check
from pipeline.stationery import cover_template
from pipeline.template import Template
from tests.conftest import ROOT

DOSSIER = ROOT / "data" / "luc-nam-2022"
OF_THE_OWNER = re.compile(r"Căn cước công dân: (\d{12})")


def pages_of(path):
    """The text of each page, as a reader of PDFs other than the one that wrote them finds it."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded() for page in pdf]


def forms_in(pages):
    """The owners whose forms begin, in the order of the pages, and the numbers of these pages."""
    found = [(number, match[1]) for number, text in enumerate(pages, 1) if (match := OF_THE_OWNER.search(text))]
    return [owner for _, owner in found], [number for number, _ in found]


def owners_by_commune(*, key):
    dossier = load(DOSSIER, rows=False).dossier
    found = {}
    for one in dossier.businesses():
        found.setdefault(dossier.answers_for(one.record).area, []).append(one.record)
    return {area: [one.owner_id for one in sorted(some, key=key)] for area, some in found.items()}


def test_people_stand_by_given_name_then_family_name_then_what_is_between():
    right = ["Lê Văn An", "Trần Thị An", "Đỗ Ân", "Nguyễn Bình", "Nguyễn Văn Bình", "Đào Thị Dung", "Bùi Đa", "Y"]
    mixed = sorted(right)
    assert mixed != right
    mixed.sort(key=by_given_name)
    assert mixed == right
    assert by_given_name("") == by_given_name(" ")


def test_the_decree_has_nothing_against_the_list_on_top_but_that_it_is_none_of_its_types():
    form = {"number": "1", "owner": "Nguyễn Văn Mẫu", "business": "Quán & Mẫu", "place": "Thôn Mẫu 1"}
    values = {
        "superior": (),
        "issuer": ("ỦY BAN NHÂN DÂN", "XÃ MẪU"),
        "subject": "Kèm bản cam kết",
        "note": "(1 cơ sở)",
    }
    found = check(Template(cover_template()).render({**values, "forms": [form] * 60}))
    assert [finding.rule for finding in found if finding.level == "error"] == ["R075"]


@pytest.mark.slow
def test_every_form_is_there_so_often_as_asked_in_order_on_a_sheet_of_its_own(tmp_path, vanban):
    result = vanban("print", DOSSIER, "--kind", "commitment", "--copies", "2", "--duplex", "--json")
    assert result.returncode == 0, result.stderr
    told = {one["path"].rpartition("/")[2]: one for one in json.loads(result.stdout)["documents"]}
    wanted = owners_by_commune(key=lambda one: by_given_name(one.owner_name))
    folder = tmp_path / "output" / "luc-nam-2022" / "print" / "commitment"
    assert {path.name for path in folder.iterdir()} == set(told)
    assert len(told) == len(wanted)
    for name, one in told.items():
        pages = pages_of(folder / name)
        owners, starts = forms_in(pages)
        (area,) = [area for area in wanted if one["title"].endswith(area[1:])]
        assert owners == [owner for owner in wanted[area] for _copy in range(2)]
        assert (one["forms"], one["pages"]) == (len(wanted[area]), len(pages))
        assert {number % 2 for number in starts} == {1}, "a form begins on the back of a sheet"
        assert len(pages) % 2 == 0
        assert all(not OF_THE_OWNER.search(text) for text in pages[: starts[0] - 1])
        ticked = re.findall(r"^(\d+)\s", "\n".join(pages[: starts[0] - 1]), re.MULTILINE)
        assert set(map(str, range(1, one["forms"] + 1))) <= set(ticked)
        assert all(pages[number].split()[0] == "2" for number in starts), "page numbers do not begin anew"
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = json.loads(vanban("print", DOSSIER, "--kind", "commitment", "--copies", "2", "--duplex", "--json").stdout)
    assert {one["status"] for one in again["documents"]} == {"unchanged"}
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


@pytest.mark.slow
def test_a_file_that_would_be_too_large_is_parted_and_each_part_has_its_list(tmp_path):
    list(build(Request(DOSSIER, tmp_path, kinds=("commitment",)), today=date(2022, 12, 1)))
    most = 250_000
    order = PrintOrder(DOSSIER, tmp_path, "commitment", by_commune=False, by_name=False, most=most)
    files = [event for event in print_forms(order) if isinstance(event, PrintFile)]
    assert len(files) > 1
    assert [file.path.rpartition("/")[2] for file in files] == [f"commitment-{n}.pdf" for n in range(1, len(files) + 1)]
    owners, first = [], 1
    for number, file in enumerate(files, 1):
        pages = pages_of(file.path)
        assert (tmp_path / file.path).stat().st_size <= most
        assert f"phần {number}/{len(files)}" in pages[0]
        some, starts = forms_in(pages)
        assert re.search(rf"^{first}\s", pages[0], re.MULTILINE)
        owners, first = owners + some, first + len(some)
        assert len(pages) == file.pages
        assert starts[0] > 1
    dossier = load(DOSSIER, rows=False).dossier
    assert owners == [one.record.owner_id for one in dossier.businesses()]
    assert set(Counter(owners).values()) == {1}
    fewer = PrintOrder(DOSSIER, tmp_path, "commitment", by_commune=False, by_name=False)
    left = [event.problem.code for event in print_forms(fewer) if not isinstance(event, PrintFile)]
    assert left == ["left-over"] * len(files)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "told"), [("plan", "no form of which each business has one"), ("letter", "no kind of document")]
)
def test_only_forms_of_businesses_are_printed_by_commune(kind, told, vanban):
    result = vanban("print", DOSSIER, "--kind", kind)
    assert result.returncode == 2
    assert told in result.stderr, "not-per-business"


@pytest.mark.slow
def test_where_no_form_is_sound_that_is_said(dossier_folder, vanban):
    table = dossier_folder / "businesses.csv"
    table.write_text(table.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    result = vanban("print", dossier_folder, "--kind", "commitment")
    assert result.returncode == 2
    assert "there is no commitment to be printed" in result.stderr, "nothing-to-print"
