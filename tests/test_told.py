"""What comes back is recorded once, corrected by what comes later, and counted wherever progress is."""

import json
from datetime import date, timedelta

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pipeline.cli import vanban as command_line
from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.problems import Where
from pipeline.progress import assignments, tally
from pipeline.records import Report
from pipeline.register import Fact
from pipeline.told import Telling, with_facts
from pipeline.typed import record_of
from pipeline.vietnamese import day_text, number_text
from tests.conftest import examples
from tests.desks import issue, open_desk
from tests.test_documents import SMALL, to_all

TODAY = date(2026, 6, 1)
AS_OF = date(2022, 12, 15)


def nowhere(_key):
    return Where()


def report(task="NV3", agency="xa-hai", day="2022-12-01", status="done", result="Đã xong"):
    return record_of(Report, {"task": task, "agency": agency, "day": day, "status": status, "result": result})


def kept(facts):
    """Facts as the register gives them back."""
    return tuple(Fact(**{**{k: getattr(f, k) for k in f.__slots__}, "id": n}) for n, f in enumerate(facts, 1))


def states(dossier, as_of=AS_OF):
    found = assignments(dossier, tally(dossier, as_of).by_agency, as_of)
    return {(item.task.id, item.agency.id): item.state for item in found}


def test_a_report_that_came_in_counts_from_its_day_on_and_is_kept_once():
    dossier = load(SMALL).dossier
    telling = Telling(dossier, (), TODAY)
    telling.report(report(), nowhere)
    telling.report(report(), nowhere)
    assert (len(telling.new), telling.known, telling.problems) == (1, 1, [])
    now = with_facts(dossier, kept(telling.new))
    assert states(now)["NV3", "xa-hai"] == "done"
    assert states(now, date(2022, 11, 30))["NV3", "xa-hai"] == "in_time"
    assert states(dossier)["NV3", "xa-hai"] == "overdue"
    assert [letter.id for letter in kinds()["follow-up"].drafts(now, AS_OF)] == ["xa-mot"]
    again = Telling(dossier, kept(telling.new), TODAY)
    again.report(report(), nowhere)
    assert (again.new, again.known) == ([], 1)


def test_a_correction_takes_the_place_of_what_was_told_and_of_nothing_else():
    dossier = load(SMALL).dossier
    facts = kept([Fact("report", "NV3", date(2022, 12, 1), "xa-hai", "done", "Đã xong")])
    for said, day in [("in_progress", "2022-12-01"), ("done", "2022-12-20")]:
        telling = Telling(dossier, facts, TODAY, correct=True)
        telling.report(report(status=said, day=day), nowhere)
        (fact,) = telling.new
        assert fact.corrects == 1
        assert states(with_facts(dossier, kept([*facts, fact])))["NV3", "xa-hai"] == "overdue"
    telling = Telling(dossier, facts, TODAY, correct=True)
    telling.withdraw_report("NV3", "xa-hai", None, nowhere)
    assert states(with_facts(dossier, kept([*facts, *telling.new])))["NV3", "xa-hai"] == "overdue"


def test_signatures_count_in_communes_letters_and_statistics_but_leave_the_forms_as_they_are():
    dossier = load(SMALL).dossier
    telling = Telling(dossier, (), TODAY, correct=True)  # the table has another day for one of them
    telling.look_up(["CS-002", "CS-003"])
    for id in ("CS-002", "cs-003"):
        telling.sign(id, date(2022, 12, 14), nowhere)
    now = with_facts(dossier, kept(telling.new))
    assert states(now)["NV4", "xa-mot"] == "done"
    assert tally(now, AS_OF).total.unsigned == 0
    assert tally(now, date(2022, 12, 13)).total.unsigned == 2
    forms = [list(kinds()["commitment"].drafts(one, AS_OF)) for one in (dossier, now)]
    assert forms[0] == forms[1]


FAULTS = {
    "unknown-task": lambda t: t.report(report(task="NV9"), nowhere),
    "not-its-task": lambda t: t.report(report(agency="phong-mau"), nowhere),
    "report-before-directive": lambda t: t.report(report(day="2022-01-01"), nowhere),
    "told-of-to-come": lambda t: t.report(report(day="2026-06-02"), nowhere),
    "reported-in-table": lambda t: t.report(report(day="2022-11-20"), nowhere),
    "reported-otherwise": lambda t: t.report(report("NV2", "phong-mau", result="Chưa xong"), nowhere),
    "signed-otherwise": lambda t: (t.look_up(["CS-001"]), t.sign("CS-001", date(2022, 12, 14), nowhere)),
    "unknown-business": lambda t: (t.look_up(["CS-099"]), t.sign("CS-099", date(2022, 12, 14), nowhere)),
    "nothing-to-correct": lambda t: t.withdraw_report("NV3", "xa-hai", None, nowhere),
}


@pytest.mark.parametrize("code", FAULTS)
def test_what_cannot_be_so_is_told_and_not_recorded(code):
    known = kept([Fact("report", "NV2", date(2022, 12, 1), "phong-mau", "done", "Đã xong")])
    telling = Telling(load(SMALL).dossier, known, TODAY)
    FAULTS[code](telling)
    assert [problem.code for problem in telling.problems] == [code]
    assert telling.new == []
    assert telling.problems[0].message


# ---- the commands


def listed(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


REPORTS = ["Mã nhiệm vụ", "Mã cơ quan", "Ngày báo cáo", "Trạng thái", "Kết quả"]


def test_reports_are_recorded_one_by_one_or_from_a_table_and_twice_is_once(vanban, dossier_folder, tmp_path):
    one = ("report", dossier_folder, "NV2", "phong-mau", "--date", "2022-12-20", "--result", "Đã tuyên truyền")
    done = vanban(*one)
    assert (done.returncode, done.stdout) == (0, "1 recorded, 0 known already\n"), done.stderr
    table = listed(
        tmp_path / "bao-cao.xlsx",
        REPORTS,
        ["NV2", "phong-mau", "20/12/2022", "Hoàn thành", "Đã tuyên truyền"],
        ["NV3", "xa-hai", date(2022, 12, 2), "xong", "Danh sách 2 cơ sở"],
    )
    assert vanban("report", dossier_folder, "--from", table).stdout == "1 recorded, 1 known already\n"
    assert vanban("report", dossier_folder, "--from", table).stdout == "0 recorded, 2 known already\n"
    board = json.loads(vanban("status", dossier_folder, "--as-of", "2022-12-31", "--json").stdout)
    assert (board["done"], board["overdue"]) == (5, 1)
    corrected = vanban(*one[:6], "--result", "Chưa xong", "--in-progress", "--correct", "--json")
    assert json.loads(corrected.stdout)["recorded"][0]["corrects"] == 1
    assert "5 tasks" not in vanban("status", dossier_folder, "--as-of", "2022-12-31").stdout
    made = vanban("build", dossier_folder, "--kind", "follow-up", "--as-of", "2022-12-31").stdout
    assert "1 made" in made


def test_every_fault_of_a_table_is_told_with_its_cell_and_nothing_is_recorded(vanban, dossier_folder, tmp_path):
    table = listed(
        tmp_path / "bao-cao.xlsx",
        REPORTS,
        ["NV2", "phong-mau", "20/12/2022", "Hoàn thành", "Đúng"],
        ["NV9", "phong-mau", "20/12/2022", "Hoàn thành", "Sai nhiệm vụ"],
        ["NV2", "phong-mau", "32/12/2022", "gần xong", "Sai ngày, trạng thái"],
        ["NV2", "phong-mau", "20/12/2022", "Hoàn thành", "Nói khác dòng trên"],
    )
    done = vanban("report", dossier_folder, "--from", table, "--json")
    problems = json.loads(done.stdout)["problems"]
    assert done.returncode == 1
    assert {(one["sheet"], one["cell"], one["code"]) for one in problems} == {
        ("Sheet", "A3", "unknown-task"),
        ("Sheet", "C4", "not-a-date"),
        ("Sheet", "D4", "not-a-choice"),
        ("Sheet", "E5", "reported-otherwise"),
    }
    assert {one["file"] for one in problems} == {str(table)}
    assert json.loads(done.stdout)["recorded"] == []
    assert not (tmp_path / "register.db").exists()


def test_signed_commitments_come_from_any_table_of_the_businesses(vanban, dossier_folder, tmp_path):
    table = listed(
        tmp_path / "da-ky.xlsx",
        ["DANH SÁCH CƠ SỞ ĐÃ KÝ CAM KẾT"],
        ["STT", "Mã cơ sở", "Tên cơ sở", "Ngày ký cam kết", "Ghi chú"],
        [1, "CS-002", "Cơ sở Mẫu Số 02 (DỮ LIỆU MẪU)", "14/12/2022", None],
        [2, "CS-003", "Cơ sở Mẫu Số 03 (DỮ LIỆU MẪU)", None, "chưa ký"],
        [3, "CS-001", "Cơ sở Mẫu Số 01 (DỮ LIỆU MẪU)", "01/11/2022", None],
    )
    done = vanban("signed", dossier_folder, "--from", table)
    assert (done.returncode, done.stdout) == (0, "1 recorded, 1 known already\n"), done.stderr
    done = vanban("signed", dossier_folder, "CS-003", "CS-099", "--date", "2022-12-10")
    assert (done.returncode, done.stdout) == (1, "2 faults: nothing has been recorded\n")
    assert vanban("signed", dossier_folder, "CS-003", "--date", "2022-12-10", "--correct").returncode == 0
    board = json.loads(vanban("status", dossier_folder, "--json").stdout)
    assert [one["signed"] for one in board["commitments"]] == [2, 3]
    assert vanban("signed", dossier_folder, "CS-002", "--withdraw").returncode == 0
    board = json.loads(vanban("status", dossier_folder, "--json").stdout)
    assert [one["signed"] for one in board["commitments"]] == [2, 2]


def test_a_list_of_signatures_without_days_is_no_list_of_signatures(vanban, dossier_folder, tmp_path):
    table = listed(tmp_path / "da-ky.xlsx", ["Mã cơ sở"], ["CS-002"])
    done = vanban("signed", dossier_folder, "--from", table, "--json")
    assert done.returncode == 1
    assert [one["code"] for one in json.loads(done.stdout)["problems"]] == ["missing-column"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("report",),
        ("report", "NV2"),
        ("report", "NV2", "phong-mau"),
        ("report", "NV2", "phong-mau", "--from", "x.xlsx"),
        ("report", "--from", "x.xlsx", "--date", "2022-12-01"),
        ("report", "--from", "nowhere.xlsx"),
        ("signed",),
        ("signed", "CS-001"),
        ("signed", "--from", "nowhere.xlsx"),
    ],
    ids=" ".join,
)
def test_what_is_not_asked_rightly_is_a_matter_of_usage(dossier_folder, arguments):
    command, *others = arguments
    assert CliRunner().invoke(command_line, [command, str(dossier_folder), *others]).exit_code == 2


def test_a_register_that_cannot_be_used_is_breakage_and_loses_nothing(dossier_folder, tmp_path):
    (tmp_path / "register.db").write_bytes(b"no database at all, but somebody's file")
    done = CliRunner().invoke(
        command_line, ["--lang", "en", "signed", str(dossier_folder), "CS-002", "--date", "2022-12-14"]
    )
    assert (done.exit_code, done.stdout) == (2, "")
    assert "is damaged" in done.stderr
    assert (tmp_path / "register.db").read_bytes().startswith(b"no database")


def test_a_build_after_a_report_makes_anew_what_counts_it_and_nothing_else(dossier_folder, tmp_path):
    def run(*arguments):
        done = CliRunner().invoke(command_line, [*map(str, arguments)])
        assert done.exit_code == 0, done.output
        return done.stdout

    def made():
        said = json.loads(run("build", dossier_folder, "--output", tmp_path / "out", "--json"))["documents"]
        return {f"{one['kind']}/{one['id']}" for one in said if one["status"] == "made"}

    assert {"commitment/cs-001", "follow-up/xa-hai"} <= made()
    assert made() == set()
    run("report", dossier_folder, "NV3", "xa-hai", "--date", "2022-12-02")
    assert made() == {"report/2022-12-15"}
    run("signed", dossier_folder, "CS-002", "--date", "2022-12-02")
    assert made() == {"follow-up/xa-mot", "statistics/statistics", "report/2022-12-15"}


def test_a_further_reminder_to_all_cites_the_number_that_the_register_gave_the_first(dossier_folder):
    to_all(dossier_folder)
    first = open_desk(dossier_folder)
    issue(first, "directive")
    given = issue(first, "follow-up/all").entry
    later = open_desk(dossier_folder, today=AS_OF + timedelta(20), as_of=AS_OF + timedelta(20))
    ((_kind, _id, letter),) = later.drafts(kinds()["follow-up"])
    assert letter.id == "all-lan-2"
    assert f"số {number_text(given.number)}/UBND-TN {day_text(given.day)}" in letter.body[0].text
    assert issue(later, "follow-up/all-lan-2").entry.slip.cited_as == "follow-up/all"


# ---- a model


TASKS = [("NV1", "phong-mau"), ("NV2", "phong-mau"), ("NV3", "xa-mot"), ("NV3", "xa-hai"), ("NV4", "xa-hai")]
BUSINESSES = {"CS-002": "xa-mot", "CS-003": "xa-mot", "CS-004": "xa-hai"}
DAYS = st.sampled_from([date(2022, 11, 20), date(2022, 12, 1), date(2022, 12, 14), date(2022, 12, 20)])


class Office(RuleBasedStateMachine):
    """Reports and signatures, told right, wrong, twice and corrected, against plain dictionaries."""

    @initialize()
    def begin(self):
        self.dossier = load(SMALL).dossier
        self.facts = []
        self.table = {(r.task, r.agency, r.day): (r.status, r.result) for r in self.dossier.reports}
        self.reports = dict(self.table)
        self.signed = {found.record.id: found.record.signed_on for found in self.dossier.businesses()}

    def tell(self, correct, *what):
        telling = Telling(self.dossier, tuple(self.facts), TODAY, correct)
        for one in what:
            one(telling)
        new = [] if telling.problems else telling.new
        self.facts = list(kept([*self.facts, *new]))
        return len(new)

    @rule(at=st.sampled_from(TASKS), day=DAYS, status=st.sampled_from(["done", "in_progress"]), correct=st.booleans())
    def report(self, at, day, status, correct):
        said, key = (status, "Kết quả"), (*at, day)
        new = self.tell(correct, lambda t: t.report(report(*at, str(day), *said), nowhere))
        if self.reports.get(key) == said or key in self.table:
            assert new == 0
        elif key in self.reports or correct:
            own = [known for known in self.reports if known[:2] == at and known not in self.table]
            assert new == (correct and bool(own))
            if new:
                self.reports.pop(key if key in self.reports else self.last(at))
                self.reports[key] = said
        else:
            assert new == 1
            self.reports[key] = said

    def last(self, at):
        """The report of a task that was recorded last: dictionaries keep that order."""
        return [known for known in self.reports if known[:2] == at and known not in self.table][-1]

    @rule(at=st.sampled_from(TASKS))
    def withdraw(self, at):
        own = [known for known in self.reports if known[:2] == at and known not in self.table]
        assert self.tell(True, lambda t: t.withdraw_report(*at, None, nowhere)) == bool(own)
        if own:
            del self.reports[own[-1]]

    @rule(id=st.sampled_from(sorted(BUSINESSES)), day=DAYS | st.none(), correct=st.booleans())
    def sign(self, id, day, correct):
        new = self.tell(correct, lambda t: t.look_up([id]), lambda t: t.sign(id, day, nowhere))
        before = self.signed[id]
        assert new == (before != day and (before is None or correct))
        if new:
            self.signed[id] = day

    @invariant()
    def progress_is_what_the_model_says(self):
        now = with_facts(self.dossier, self.facts)
        for as_of in (date(2022, 12, 10), date(2022, 12, 31), date(2023, 1, 15)):
            seen = states(now, as_of)
            for (task, agency), state in seen.items():
                if task == "NV4":
                    own = [day for id, day in self.signed.items() if self.agency(id) == agency]
                    done = all(day and day <= as_of for day in own)
                else:
                    told = [(d, s) for (t, a, d), (s, _r) in self.reports.items() if (t, a) == (task, agency)]
                    done = any(status == "done" and day <= as_of for day, status in told)
                assert (state == "done") == done
            late = {agency for (_task, agency), state in seen.items() if state == "overdue"}
            letters = list(kinds()["follow-up"].drafts(now, as_of))
            assert {letter.id for letter in letters} == late
            assert all(len(letter.facts.tasks) == int(letter.facts.counts[-1]) for letter in letters)

    def agency(self, id):
        return "xa-mot" if id in ("CS-001", "CS-002", "CS-003") else "xa-hai"


TestOffice = pytest.mark.slow(Office.TestCase)
TestOffice.settings = settings(max_examples=examples(0.25), stateful_step_count=12)
