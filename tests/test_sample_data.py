"""The example dossiers: sound, plainly invented, and true to the real directive where they quote it."""

import csv
import re
import unicodedata
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.businesses import COLUMNS, SETTINGS, TITLE, businesses
from bench.sheets import write_table
from pipeline.documents import kinds
from pipeline.documents.directive import Directive
from pipeline.documents.follow_up import FollowUp
from pipeline.dossier import load
from pipeline.problems import Where
from pipeline.progress import assignments, tally
from pipeline.records import Business, read_record
from tests.conftest import examples

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
CASES = Path(__file__).parent / "cases"
CUT_OFF = {"luc-nam-2022": date(2022, 12, 15), "luc-nam-2026": date(2026, 6, 15)}
REAL_SIGNER = "Dương Công Định"
INVENTED = re.compile(r"(Mẫu|Ví Dụ|Thí Dụ|Thử Nghiệm|Giả Định|Minh Họa)$")
PHONE = re.compile(r"0100\s?000\s?0\d\d")

both = pytest.mark.parametrize("name", CUT_OFF)


@pytest.fixture(scope="module")
def loaded():
    return {name: load(DATA / name) for name in CUT_OFF}


@pytest.fixture
def dossier(loaded, name):
    return loaded[name].dossier


@pytest.fixture
def firms(dossier):
    return [found.record for found in dossier.businesses()]


def texts(value):
    """Every text within a document's fields or a record's."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Where):
        for field in value.__dataclass_fields__:
            yield from texts(getattr(value, field))


def drafted(dossier, as_of):
    """Every text of every document of a dossier."""
    for kind in kinds().values():
        for document in kind.drafts(dossier, as_of):
            yield from texts(document.context())


# ---- the dossiers as they are read -------------------------------------------------------------------------


@both
def test_every_table_reads_without_a_fault(loaded, name):
    assert [f"{p.where}: {p.message}" for p in loaded[name].problems] == []


@pytest.mark.parametrize(
    ("name", "agencies", "tasks", "reports", "firms_there"),
    [("luc-nam-2022", 31, 15, 131, 132), ("luc-nam-2026", 14, 14, 20, 48)],
)
def test_the_dossiers_are_as_large_as_the_readme_says(dossier, firms, agencies, tasks, reports, firms_there):
    found = (len(dossier.agencies), len(dossier.tasks), len(dossier.reports), len(firms))
    assert found == (agencies, tasks, reports, firms_there)
    readme = (DATA / "README.md").read_text(encoding="utf-8")
    assert f"{agencies} cơ quan" in readme
    assert f"{firms_there} cơ sở" in readme


def test_between_them_the_dossiers_use_every_format():
    suffixes = {path.suffix for name in CUT_OFF for path in (DATA / name).iterdir()}
    assert suffixes == {".csv", ".xlsx", ".yaml"}


@both
def test_every_area_has_businesses_and_about_two_thirds_have_signed(dossier, firms):
    areas = {agency.area for agency in dossier.agencies.values() if agency.area}
    assert {firm.commune for firm in firms} == areas
    signed = sum(bool(firm.signed_on and firm.signed_on <= CUT_OFF[dossier.id]) for firm in firms)
    assert 0.6 < signed / len(firms) < 0.75


@both
def test_the_cut_off_day_of_the_dossier_is_that_of_its_cases(dossier, name):
    assert dossier.campaign.as_of == CUT_OFF[name]


@both
def test_reports_are_dated_on_working_days(dossier):
    assert [report.day for report in dossier.reports if report.day.weekday() > 4] == []


# ---- the directive of 2022 is the real one -----------------------------------------------------------------


def test_the_directive_of_2022_is_word_for_word_the_real_one(loaded):
    seed = (CASES / "seed" / "luc-nam-2022.txt").read_text(encoding="utf-8").splitlines()
    (made,) = Directive.drafts(loaded["luc-nam-2022"].dossier, CUT_OFF["luc-nam-2022"])
    marks = [";"] * (len(made.addressees) - 1) + ["."]
    lines = [
        *made.issuer,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: {made.number.strip()}/{made.symbol}",
        f"{made.place}, {made.date}",
        f"V/v {made.subject}",
        "Kính gửi:",
        *(f"- {name}{mark}" for name, mark in zip(made.addressees, marks, strict=True)),
        *(block.text for block in made.body[:-1]),
        f"{made.body[-1].text}./.",
        "Nơi nhận:",
        *(f"- {recipient};" for recipient in made.recipients),
        f"- Lưu: {made.archive}.",
        *made.authority,
        made.position,
        made.signer,
    ]
    assert [re.sub(r"\s+", " ", line) for line in lines] == seed


# ---- who is late -------------------------------------------------------------------------------------------


@both
def test_exactly_the_tasks_of_the_hand_written_list_are_overdue(dossier, name):
    as_of = CUT_OFF[name]
    with (CASES / f"late-{as_of}.csv").open(encoding="utf-8", newline="") as file:
        expected = [tuple(row.values())[:6] for row in csv.DictReader(file)]
    counts = tally(dossier, as_of).by_agency
    found = [
        (
            item.agency.id,
            item.task.id,
            str(item.task.deadline),
            str(item.days),
            *commitments(counts, item.agency),
        )
        for item in assignments(dossier, counts, as_of)
        if item.state == "overdue"
    ]
    assert sorted(found) == sorted(expected)


def commitments(counts, agency):
    """An agency's establishments and those unsigned, as the list has them: empty where it has no area."""
    count = counts.get(agency.id)
    return (str(count.establishments), str(count.unsigned)) if count else ("", "")


def test_some_reminders_of_2026_are_the_second_and_the_third(loaded):
    made = [draft.id for draft in FollowUp.drafts(loaded["luc-nam-2026"].dossier, CUT_OFF["luc-nam-2026"])]
    assert made == ["phong-kinh-te", "cong-an-xa-lan-3", "thon-mau-2-lan-2", "thon-mau-4", "to-dan-pho-mau-1"]


def test_every_reminder_of_2026_was_sent_to_somebody_late_on_that_day(loaded):
    dossier = loaded["luc-nam-2026"].dossier
    reminders = [issue for issue in dossier.campaign.issued if issue.document.startswith("follow-up/")]
    assert len(reminders) == 4
    for issue in reminders:
        counts = tally(dossier, issue.day).by_agency
        late = {a.agency.id for a in assignments(dossier, counts, issue.day) if a.state == "overdue"}
        assert issue.document.removeprefix("follow-up/") in late


def test_numbers_of_2026_rise_with_their_dates(loaded):
    by_series = {}
    for issue in loaded["luc-nam-2026"].dossier.campaign.issued:
        series = issue.document if issue.document.startswith("plan") else "letters"
        by_series.setdefault(series, []).append((issue.day, issue.number))
    for series in by_series.values():
        assert series == sorted(series)
        assert len({number for _day, number in series}) == len(series)


# ---- invented, and plainly so ------------------------------------------------------------------------------


@both
def test_only_the_signer_of_the_real_directive_is_a_real_person(dossier, name, firms):
    signers = {agency.signer for agency in dossier.agencies.values()}
    people = signers | {firm.owner_name for firm in firms}
    assert {person for person in people if not INVENTED.search(person)} == (
        {REAL_SIGNER} if name == "luc-nam-2022" else set()
    )


@both
def test_businesses_say_that_they_are_samples(firms):
    for firm in firms:
        assert re.fullmatch(r".+ Mẫu Số \d{2,} \(DỮ LIỆU MẪU\)", firm.name)
        assert re.match(r"(Thôn|Tổ dân phố) Mẫu \d, ", firm.address)
        assert firm.note == "DỮ LIỆU MẪU"


@both
def test_citizen_numbers_are_of_no_province_and_agree_with_sex_and_birth(firms):
    for firm in firms:
        woman = "Thị" in firm.owner_name.split()
        century = 2 * (firm.owner_birth.year // 100 - 19)
        assert firm.owner_id.startswith(f"099{century + woman}{firm.owner_birth:%y}")
    assert len({firm.owner_id for firm in firms}) == len(firms)


@both
def test_phones_are_of_no_network(dossier, name, firms):
    assert all(PHONE.fullmatch(firm.phone) for firm in firms)
    prose = (DATA / name / "dossier.yaml").read_text(encoding="utf-8")
    assert re.findall(r"điện thoại\s+(\S+ \S+ \S+)", prose) == PHONE.findall(prose) != []


@both
def test_tax_codes_have_their_check_digit_or_are_the_owners_number(name, firms):
    codes = [firm for firm in firms if firm.tax_code]
    assert len({firm.tax_code for firm in codes}) == len(codes) > len(firms) / 2
    for firm in codes:
        if len(firm.tax_code) == 12:
            assert (name, firm.business_type, firm.tax_code) == (
                "luc-nam-2026",
                "Hộ kinh doanh",
                firm.owner_id,
            )
        else:
            *first, last = map(int, firm.tax_code)
            weighed = sum(d * w for d, w in zip(first, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True))
            assert firm.tax_code.startswith("99")
            assert (weighed + last) % 11 == 10


@both
def test_who_signs_fits_the_kind_of_business(firms):
    told = {(firm.business_type == "Hộ kinh doanh", firm.capacity) for firm in firms}
    assert told <= {
        (True, "chủ hộ kinh doanh"),
        (False, "người đại diện theo pháp luật"),
        (True, "người quản lý"),
        (False, "người quản lý"),
    }


@both
def test_every_deadline_says_that_it_is_a_sample(dossier):
    assert {task.note for task in dossier.tasks} == {"DỮ LIỆU MẪU"}
    assert all(task.deadline and task.summary for task in dossier.tasks)


# ---- the generator -----------------------------------------------------------------------------------------


def members(path):
    with zipfile.ZipFile(path) as package:
        return {info.filename: (info.date_time, package.read(info)) for info in package.infolist()}


@both
def test_the_generator_makes_the_committed_workbook(name, tmp_path):
    setting = SETTINGS[name]
    made = tmp_path / "businesses.xlsx"
    write_table(made, TITLE, COLUMNS, businesses(setting, setting.count))
    assert members(made) == members(DATA / name / "businesses.xlsx")


@both
def test_numbers_are_text_cells_and_dates_are_dates(name):
    sheet = openpyxl.load_workbook(DATA / name / "businesses.xlsx").active
    keys = [column.key for column in COLUMNS]
    assert sheet.freeze_panes == "B3"
    assert [cell.value for cell in sheet[2]] == [column.header for column in COLUMNS]
    assert all(cell.font.bold for cell in sheet[2])
    for row in sheet.iter_rows(min_row=3):
        cells = dict(zip(keys, row, strict=True))
        assert {cells[key].data_type for key in ("id", "owner_id", "phone")} == {"s"}
        assert {cells[key].data_type for key in ("owner_birth", "owner_id_date")} == {"d"}


def test_a_table_is_the_same_as_workbook_and_as_csv(tmp_path):
    from pipeline.sources import read_table

    rows = list(businesses(SETTINGS["luc-nam-2026"], 30))
    seen = []
    for suffix in (".xlsx", ".csv"):
        path = tmp_path / f"businesses{suffix}"
        write_table(path, TITLE, COLUMNS, rows)
        keys = {column.header: column.key for column in COLUMNS}
        read = [{keys[head]: text for head, text in row.cells.items()} for row in read_table(path).rows()]
        seen.append([read_record(Business, values, lambda key: Where()) for values in read])
    assert seen[0] == seen[1]
    assert all(isinstance(record, Business) for record in seen[0])


def test_a_table_of_another_format_is_refused(tmp_path):
    with pytest.raises(ValueError, match=r"not '\.ods'"):
        write_table(tmp_path / "x.ods", TITLE, COLUMNS, [])


@both
@settings(max_examples=examples(0.25))
@given(count=st.integers(0, 700))
def test_any_number_of_businesses_can_be_had(name, count):
    made = list(businesses(SETTINGS[name], count))
    assert len(made) == count
    for key in ("id", "owner_id", "name"):
        assert len({row[key] for row in made}) == count
    spread = Counter(row["commune"] for row in made)
    assert len(spread) == min(count, len(SETTINGS[name].communes))


def test_more_businesses_than_there_are_serial_numbers_are_refused():
    with pytest.raises(ValueError, match="999999"):
        next(businesses(SETTINGS["luc-nam-2026"], 1_000_000))


# ---- the words ---------------------------------------------------------------------------------------------

OLD_TONES = re.compile(r"(?i)(?<!q)(?:o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![a-zà-ỹ])")
CAPITALS = re.compile(r"Ủy Ban|Nhân Dân\b|Hội Đồng|Công An|Phòng Văn Hóa|Tỉnh \w|, (?:Huyện|Xã|Thị trấn) |nhân dân và ")
DISTRICT = re.compile(r"(?i)\b(?:huyện|quận|thị trấn|thị xã|LĐTBXH)\b")


def written(name):
    """Every text that somebody wrote for a dossier: its text files, and its documents."""
    for path in sorted((DATA / name).glob("*.*")):
        if path.suffix != ".xlsx":
            yield path.name, path.read_text(encoding="utf-8-sig")


@both
def test_the_prose_is_composed_and_places_its_tones_in_one_way(name):
    for file, text in written(name):
        assert unicodedata.is_normalized("NFC", text), file
        assert OLD_TONES.findall(text) == [], file


@both
def test_documents_have_no_stray_blanks_or_marks_and_keep_capitals(dossier, name):
    for text in set(drafted(dossier, CUT_OFF[name])):
        assert text == text.strip(" \n"), text
        assert not re.search(r" {2}| [,;:]|[,;:](?=[^\W\d])|\.\.\.\.(?!\.)|\{|\}", text.replace("." * 40, "")), text
        assert not CAPITALS.search(text), text


def test_no_document_of_2026_knows_a_district(loaded):
    dossier = loaded["luc-nam-2026"].dossier
    found = {text for text in drafted(dossier, CUT_OFF["luc-nam-2026"]) if DISTRICT.search(text)}
    assert found == set()


@both
def test_only_the_last_paragraph_leaves_its_mark_to_the_template(dossier, name):
    for kind in ("directive", "plan", "follow-up"):
        for document in kinds()[kind].drafts(dossier, CUT_OFF[name]):
            *before, last = document.body + getattr(document, "demands", ())
            assert last.text[-1].isalpha(), last.text
            open_ends = [b.text for b in before if b.style == "body" and b.text[-1] not in ".:;…"]
            assert [text for text in open_ends if not re.fullmatch(r"\d\. (Mục đích|Yêu cầu)", text)] == []
