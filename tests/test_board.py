"""The board shows how each task stands on a day; what it counts adds up."""

import io
import json
from datetime import date, timedelta

import openpyxl
import pytest

from pipeline.board import NEAR, Board
from pipeline.dossier import load
from pipeline.workbooks.printed import Printed, printed
from tests.test_documents import SMALL, drafts, with_issues

ISSUES = (
    "[{document: directive, number: 7, day: 2022-09-05},"
    " {document: follow-up/xa-hai, number: 121, day: 2022-12-12},"
    " {document: follow-up/xa-hai, number: 120, day: 2022-12-05}]"
)


def board(as_of, dossier=None):
    return Board(dossier or load(SMALL).dossier, as_of)


def standing(as_of, task, agency):
    (found,) = (s for s in board(as_of).tasks if (s.assignment.task.id, s.assignment.agency.id) == (task, agency))
    return found


@pytest.mark.parametrize(
    ("before", "state", "left", "within"),
    [
        (8, "in_time", 8, None),
        (7, "in_time", 7, 7),
        (4, "in_time", 4, 7),
        (3, "in_time", 3, 3),
        (2, "in_time", 2, 3),
        (1, "in_time", 1, 1),
        (0, "in_time", 0, 1),
        (-1, "overdue", None, None),
    ],
)
def test_a_task_is_due_within_the_nearest_mark_until_its_day_is_over(before, state, left, within):
    found = standing(date(2022, 12, 31) - timedelta(days=before), "NV2", "phong-mau")
    assert (found.assignment.state, found.left, found.due_within) == (state, left, within)
    assert within is None or within in NEAR


def test_what_is_overdue_stands_first_and_what_is_done_last():
    found = [(s.assignment.agency.id, s.assignment.task.id, s.assignment.days) for s in board(date(2022, 12, 15)).tasks]
    assert found[:3] == [("xa-hai", "NV3", 15), ("xa-mot", "NV4", 5), ("phong-mau", "NV2", 0)]
    assert {s.assignment.state for s in board(date(2022, 12, 15)).tasks[3:]} == {"done"}


@pytest.mark.parametrize("day", [date(2022, 9, 1), date(2022, 11, 30), date(2022, 12, 15), date(2023, 6, 1)])
def test_states_and_communes_add_up_on_every_day(day):
    seen = board(day)
    assert sum(seen.states.values()) == len(seen.tasks) == 6
    for field in ("establishments", "signed", "unsigned"):
        total = sum(getattr(count, field) for _name, count in seen.communes)
        assert total == getattr(seen.commitments, field)


def test_the_board_counts_what_the_report_upward_counts():
    (report,) = drafts("report")
    last = report.by_agency[-1]
    states = board(date(2022, 12, 15)).states
    assert (last.done, last.in_time, last.overdue) == tuple(map(str, states.values()))


@pytest.mark.parametrize(("day", "levels"), [("2022-12-04", []), ("2022-12-05", [1]), ("2022-12-31", [1, 2])])
def test_follow_ups_are_numbered_by_agency_in_the_order_of_their_days(dossier_folder, day, levels):
    sent = board(date.fromisoformat(day), with_issues(dossier_folder, ISSUES)).reminders
    assert [reminder.level for reminder in sent] == levels
    assert [reminder.issue.number for reminder in sent] == [120, 121][: len(levels)]


def test_a_reminder_to_an_unknown_agency_is_told_and_not_counted(dossier_folder):
    path = dossier_folder / "dossier.yaml"
    unknown = "issued: [{document: follow-up/khong-co, number: 1, day: 2022-12-01}]\n"
    path.write_text(path.read_text(encoding="utf-8") + unknown, encoding="utf-8")
    loaded = load(dossier_folder)
    assert [problem.code for problem in loaded.problems] == ["unknown-document"]
    assert board(date(2022, 12, 15), loaded.dossier).reminders == ()


# ---- the command


def test_status_prints_each_task_commune_and_follow_up(vanban, dossier_folder):
    with_issues(dossier_folder, ISSUES)
    shown = vanban("status", dossier_folder, "--as-of", "2022-12-28").stdout
    assert "6 tasks: 3 done, 1 in time, 2 overdue" in shown
    assert "overdue by 28 days" in shown
    assert "due in 3 days (within 3)" in shown
    assert "121/UBND-TN" in shown
    assert "Xã Mẫu Hai" in shown
    assert "due today" in vanban("status", dossier_folder, "--as-of", "2022-12-31").stdout


def test_status_as_json_says_the_same_as_its_workbook(vanban, dossier_folder, tmp_path):
    with_issues(dossier_folder, ISSUES)
    done = vanban("status", dossier_folder, "--json", "--export", "board.xlsx")
    found = json.loads(done.stdout)
    assert (found["as_of"], found["total"]) == ("2022-12-15", 6)
    assert [sent["number"] for sent in found["follow_ups"]] == [120, 121]
    tasks, communes, sent = openpyxl.load_workbook(tmp_path / "board.xlsx").worksheets
    assert tasks.max_row == 4 + len(found["tasks"])
    assert [row[1].value for row in tasks.iter_rows(min_row=5)] == [task["task"] for task in found["tasks"]]
    assert [cell.value for cell in communes[communes.max_row]][1:4] == [5, 3, 2]
    assert [row[2].value for row in sent.iter_rows(min_row=5)] == ["120/UBND-TN", "121/UBND-TN"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere",), "dossier.yaml"),
        (("nho", "--export", "board.docx"), "does not end in .xlsx"),
        (("nho", "--export", "there.xlsx"), "there.xlsx exists"),
    ],
)
def test_status_refuses_what_it_cannot_do(vanban, dossier_folder, tmp_path, arguments, said):
    (tmp_path / "there.xlsx").touch()
    done = vanban("status", *(dossier_folder if name == "nho" else name for name in arguments))
    assert done.returncode == 2
    assert said in done.stderr


def test_status_tells_the_faults_of_the_data_and_counts_the_sound_rows(vanban, dossier_folder):
    path = dossier_folder / "reports.csv"
    path.write_text(path.read_text("utf-8").replace("NV1;phong-mau;14/10/2022", "NV1;phong-mau;31/2/2022"), "utf-8")
    done = vanban("status", dossier_folder, "--as-of", "2022-12-15")
    assert done.returncode == 1
    assert "reports.csv" in done.stderr
    assert "2 done, 1 in time, 3 overdue" in done.stdout


def test_a_printed_text_that_looks_like_a_formula_stays_a_text():
    table = Printed("A", "A", "", [("B", 9)], [["=1+1"], [5]])
    sheet = openpyxl.load_workbook(io.BytesIO(printed([table]))).active
    assert (sheet["A5"].data_type, sheet["A5"].value, sheet["A6"].value) == ("s", "=1+1", 5)
    assert printed([table]) == printed([table])
