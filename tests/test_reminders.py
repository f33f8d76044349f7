"""The built letters of both example dossiers say what a công văn đôn đốc has to say (R260 to R266)."""

import re
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from pipeline.build import Request, build
from pipeline.dossier import load
from pipeline.progress import assignments, tally
from pipeline.vietnamese import day_text
from tests.varied import DAYS

ROOT = Path(__file__).parent.parent
FOUND = {name: load(ROOT / "data" / name).dossier for name in DAYS}
STATES = ("done", "in_time", "overdue")


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """The text of each built letter by its dossier and its addressee."""
    made = {}
    for name, day in DAYS.items():
        output = tmp_path_factory.mktemp("out")
        list(build(Request(ROOT / "data" / name, output, day, kinds=("follow-up",)), today=day))
        for path in sorted((output / name / "follow-up").glob("*.docx")):
            document = docx.Document(path)
            cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
            text = "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)]).replace("\xa0", " ")
            (to,) = re.findall(r"Kính gửi: (.+)", text)
            made[name, to] = text
    return made


def standing(name):
    """The assignments of every agency but the office, by the agency's name."""
    dossier, by_agency = FOUND[name], {}
    for item in assignments(dossier, tally(dossier, DAYS[name]).by_agency, DAYS[name]):
        if item.agency != dossier.office:
            by_agency.setdefault(item.agency.name, []).append(item)
    return by_agency


def test_every_agency_with_an_overdue_task_is_addressed_once_and_no_other(letters):
    late = {(n, to) for n in DAYS for to, items in standing(n).items() if any(i.state == "overdue" for i in items)}
    assert late == set(letters)
    assert len(late) == 19


def test_each_letter_cites_the_directive_and_the_day_on_which_it_counts(letters):
    for (name, _to), text in letters.items():
        issued = FOUND[name].issued("directive")
        number = f"{issued[0].number}/UBND-VHXH {day_text(issued[0].day)}" if issued else "/UBND-LĐT&XH ngày"
        assert number in text
        assert f"tính đến hết {day_text(DAYS[name])}" in text


def test_each_letter_sets_a_deadline_after_the_day_on_which_it_counts(letters):
    for (name, _to), text in letters.items():
        ((day, month, year),) = re.findall(r"trước 16 giờ 00 ngày (\d+) tháng (\d+) năm (\d+)", text)
        assert date(int(year), int(month), int(day)) - DAYS[name] == timedelta(days=7)


def test_the_counts_of_each_letter_add_up_and_are_those_of_the_data(letters):
    for (name, to), text in letters.items():
        (total,) = re.findall(r"chủ trì thực hiện (\d+) nhiệm vụ", text)
        ((done, in_time, overdue),) = re.findall(
            r"đã hoàn thành (\d+) nhiệm vụ, đang thực hiện trong thời hạn (\d+) nhiệm vụ; còn (\d+) nhiệm vụ", text
        )
        states = [item.state for item in standing(name)[to]]
        assert [int(done), int(in_time), int(overdue)] == [states.count(state) for state in STATES]
        assert int(done) + int(in_time) + int(overdue) == int(total)


def test_a_further_letter_says_its_level_and_cites_each_earlier_one(letters):
    levels = []
    for (name, to), text in letters.items():
        (id,) = (agency.id for agency in FOUND[name].agencies.values() if agency.name == to)
        earlier = FOUND[name].issued(f"follow-up/{id}")
        levels.append(len(earlier) + 1)
        assert (f"(lần {levels[-1]})" in text) == bool(earlier)
        assert ("(lần" in text) == bool(earlier)
        assert all(f"số {issue.number}/UBND-VHXH {day_text(issue.day)}" in text for issue in earlier)
    assert {1, 2, 3} == set(levels)


def test_each_letter_names_somebody_to_call(letters):
    assert [
        key for key, text in letters.items() if not re.search(r"Đầu mối liên hệ: .+ điện thoại 0100 000", text)
    ] == []
