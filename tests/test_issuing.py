"""Issuing: number, file and register agree, whatever happens on the way, and stay as they are."""

import json
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

from pipeline.build import Request, build
from pipeline.documents import kinds
from pipeline.events import Fault, Notice
from pipeline.issuing import Named, NotIssuedError
from pipeline.problems import RegisterError, UsageError
from pipeline.register import Slip
from pipeline.rules import check
from tests import desks
from tests.desks import DAY, issue, open_desk

ROOT = Path(__file__).parent.parent
FOLLOW_UP = "follow-up/xa-hai"
AS_OF = date(2022, 12, 15)


@pytest.fixture
def desk(dossier_folder):
    return open_desk(dossier_folder)


def refused(desk, name, day=None):
    with pytest.raises((NotIssuedError, RegisterError, UsageError)) as error:
        issue(desk, name, day)
    return error.value.problem.code


def text_of(path):
    document = docx.Document(path)
    cells = (p.text for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def built(folder, desk, as_of=AS_OF, **options):
    ledger = desk.numbers
    return list(build(Request(folder, desk.output, as_of, ledger=ledger, **options), today=DAY))


def notices(events, kind=Notice):
    return [event.problem.code for event in events if isinstance(event, kind)]


def test_an_issued_document_bears_its_number_and_day_is_read_only_and_sound(desk):
    entry, path, new = issue(desk, "directive")
    assert (new, entry.number, entry.day, entry.slip.symbol) == (True, 1, DAY, "UBND-TN")
    assert path == desk.output / "nho" / "issued" / "directive" / "directive-2022-01.docx"
    text = text_of(path)
    assert "01/UBND-TN" in text
    assert "ngày 16 tháng 12 năm 2022" in text
    assert path.read_bytes() == desk.numbers.docx(entry)
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert [finding for finding in check(path) if finding.level == "error"] == []


def test_a_second_issue_says_so_and_changes_nothing(desk):
    first = issue(desk, "directive")
    before = first.path.stat().st_mtime_ns
    assert issue(desk, "directive") == first._replace(new=False)
    assert first.path.stat().st_mtime_ns == before


@pytest.mark.slow
@pytest.mark.parametrize("step", desks.STEPS)
def test_whoever_is_killed_at_a_step_of_issue_leaves_what_the_next_command_mends(dossier_folder, step):
    command = [sys.executable, "-m", "tests.desks", str(dossier_folder), step]
    killed = subprocess.run(command, cwd=ROOT, timeout=600, check=False)
    assert killed.returncode == -signal.SIGKILL
    desk = open_desk(dossier_folder)
    registered = desk.cabinet.entries()
    assert len(registered) == (step in ("registered", "written"))  # all of it, or nothing
    told = [problem.code for problem in desk.cabinet.mend()]
    assert told == ["issued-restored"] * (step == "registered")
    entry, path, _new = issue(desk, "directive")
    assert (entry.number, len(desk.cabinet.entries(live=False))) == (1, 1)
    assert path.read_bytes() == desk.numbers.docx(entry)
    assert [problem.code for problem in desk.cabinet.mend()] == []
    assert issue(desk, "plan").entry.number == 1
    assert [file.name for file in path.parent.iterdir()] == ["directive-2022-01.docx"]


def test_what_was_done_to_an_issued_file_is_undone_and_kept(desk):
    entry, path, _new = issue(desk, "directive")
    path.chmod(0o644)
    path.write_bytes(b"changed")
    assert [problem.code for problem in desk.cabinet.mend()] == ["issued-changed"]
    assert path.read_bytes() == desk.numbers.docx(entry)
    assert [file.read_bytes() for file in path.parent.glob("*edited*")] == [b"changed"]
    shutil.rmtree(desk.output)
    assert [problem.code for problem in desk.cabinet.mend()] == ["issued-restored"]
    assert path.read_bytes() == desk.numbers.docx(entry)


def test_later_documents_cite_the_number_and_the_day_of_the_register(dossier_folder, desk):
    issue(desk, "directive", DAY)
    second = open_desk(dossier_folder, today=DAY + timedelta(2), as_of=DAY + timedelta(2))
    reminder = issue(second, FOLLOW_UP)
    assert reminder.entry.number == 2  # công văn share a series
    assert "01/UBND-TN ngày 16 tháng 12 năm 2022" in text_of(reminder.path)
    third = open_desk(dossier_folder, today=DAY + timedelta(10), as_of=DAY + timedelta(10))
    again = issue(third, "xa-hai-lan-2")
    assert (again.entry.number, again.entry.slip.cited_as) == (3, FOLLOW_UP)
    assert "02/UBND-TN ngày 18 tháng 12 năm 2022" in text_of(again.path)
    assert "(lần 2)" in again.entry.slip.subject
    assert issue(third, FOLLOW_UP).new is False


def test_a_build_gives_the_issued_file_and_tells_where_the_data_would_give_another(dossier_folder, desk):
    issue(desk, "directive")
    letter = issue(open_desk(dossier_folder, as_of=DAY), FOLLOW_UP)
    events = built(dossier_folder, desk, as_of=DAY)
    drafted = desk.output / "nho" / "follow-up" / "xa-hai.docx"
    assert drafted.read_bytes() == letter.path.read_bytes()
    assert "issued-data-changed" not in notices(events)
    yaml = dossier_folder / "dossier.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8").replace("days: 7", "days: 9"), encoding="utf-8")
    for _build in range(2):  # as long as it is so
        events = built(dossier_folder, desk, as_of=DAY)
        assert notices(events).count("issued-data-changed") == 1
        assert drafted.read_bytes() == letter.path.read_bytes()
    assert not [event for event in events if isinstance(event, Fault)]


def test_a_build_mends_the_files_of_issued_documents(dossier_folder, desk):
    path = issue(desk, "directive").path
    path.unlink()
    assert notices(built(dossier_folder, desk)) == ["issued-restored"]
    assert path.is_file()


def test_the_dossier_yaml_numbers_go_before_those_of_the_register(dossier_folder):
    yaml = dossier_folder / "dossier.yaml"
    said = "issued: [{document: directive, number: 15, day: 2022-09-05}]\n"
    yaml.write_text(yaml.read_text(encoding="utf-8") + said, encoding="utf-8")
    desk = open_desk(dossier_folder)
    assert refused(desk, "directive") == "numbered-in-yaml"
    assert issue(desk, FOLLOW_UP).entry.number == 16
    assert issue(desk, "plan").entry.number == 1  # of another series


def test_one_series_for_all_types_where_the_office_has_it_so(dossier_folder):
    yaml = dossier_folder / "dossier.yaml"
    yaml.write_text(yaml.read_text(encoding="utf-8") + "book: {numbering: chung}\n", encoding="utf-8")
    desk = open_desk(dossier_folder)
    assert [issue(desk, name).entry.number for name in ("directive", "plan", "report/2022-12-15")] == [1, 2, 3]
    yaml.write_text(yaml.read_text(encoding="utf-8").replace("chung", "theo loại"), encoding="utf-8")
    assert refused(open_desk(dossier_folder), FOLLOW_UP) == "series-changed"


def test_what_the_dossier_does_not_issue_takes_no_number(desk):
    assert refused(desk, "commitment/cs-001") == "no-such-document"
    assert refused(desk, "plan/phong-mau") == "no-such-document"  # another agency's
    with pytest.raises(NotIssuedError) as error:
        desk.issue(Named(kinds()["plan"], "phong-mau"), DAY)
    assert error.value.problem.code == "takes-no-number"
    assert desk.cabinet.entries(live=False) == ()


def test_days_that_cannot_be(dossier_folder, desk):
    assert refused(desk, FOLLOW_UP) == "cites-a-draft"
    assert refused(desk, "directive", DAY + timedelta(1)) == "day-to-come"
    assert refused(desk, "directive", date(2023, 1, 1)) == "day-to-come"
    issue(desk, "directive")
    assert refused(desk, "plan", DAY - timedelta(1)) == "cited-before-issued"
    assert refused(desk, FOLLOW_UP, AS_OF - timedelta(1)) == "day-before-data"
    later = open_desk(dossier_folder, today=DAY + timedelta(6), as_of=DAY)  # the letter's deadline is the day after
    issue(later, FOLLOW_UP)
    behind = open_desk(dossier_folder, today=DAY + timedelta(5), as_of=DAY)  # its clock has run backward
    assert refused(behind, "follow-up/xa-mot") == "day-before-last"
    late = open_desk(dossier_folder, today=DAY + timedelta(5), as_of=DAY, late="đồng hồ máy chạy sai")
    assert issue(late, "follow-up/xa-mot").entry.reason == "đồng hồ máy chạy sai"


def test_a_reserved_number_is_told_until_its_document_is_issued(desk):
    reserved = desk.reserve(desk.find("directive"), DAY - timedelta(1))
    assert [entry.number for entry in desk.waiting()] == [1]
    assert refused(desk, "directive") == "reserved-for-day"
    assert issue(desk, "directive", DAY - timedelta(1)).entry.id == reserved.entry.id
    assert desk.waiting() == ()


def test_a_cancelled_document_is_marked_and_may_be_issued_anew(desk):
    first = issue(desk, "directive")
    named = desk.find("directive")
    cancelled = desk.cancel(named, "ký nhầm thẩm quyền")
    assert cancelled.path.name == "directive-2022-01-huy.docx"
    assert not first.path.exists()
    assert cancelled.path.read_bytes() == desk.numbers.docx(cancelled.entry)
    assert desk.cancel(named, "lại") is None
    assert issue(desk, "directive").path.name == "directive-2022-02.docx"


def test_a_draft_that_somebody_has_edited_is_not_passed_over(dossier_folder, desk):
    built(dossier_folder, desk, kinds=("directive",))
    draft = desk.output / "nho" / "directive" / "directive.docx"
    document = docx.Document(draft)
    document.paragraphs[0].add_run("sửa tay")
    document.save(draft)
    assert refused(desk, "directive") == "draft-edited"
    assert desk.cabinet.entries(live=False) == ()


def test_faults_in_the_data_and_errors_against_the_decree_cost_no_number(dossier_folder):
    yaml = dossier_folder / "dossier.yaml"
    sound = yaml.read_text(encoding="utf-8")
    yaml.write_text(sound.replace("symbol: UBND-TN", 'symbol: "ubnd tn"'), encoding="utf-8")
    with pytest.raises(NotIssuedError) as error:
        issue(open_desk(dossier_folder), "directive")
    assert error.value.problem.code == "not-as-decreed"
    assert error.value.findings
    tasks = dossier_folder / "tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("lead: phong-mau", "lead: khong-co"), encoding="utf-8")
    desk = open_desk(dossier_folder)
    with pytest.raises(NotIssuedError) as error:
        desk.issue(Named(kinds()["directive"], "directive"), DAY)
    assert error.value.problem.code == "kind-not-sound"
    assert desk.cabinet.entries(live=False) == ()


def test_a_name_that_fits_several_documents_is_not_guessed(desk):
    issue(desk, "directive")
    assert desk.find("follow-up/xa-hai")[:2] == desk.find("xa-hai")[:2] == (kinds()["follow-up"], "xa-hai")
    assert desk.find("plan")[:2] == (kinds()["plan"], "office")
    desk.numbers.reserve(Slip(desk.office, "KH", "KH-UBND", "nho", "plan", "xa-hai"), DAY, desk.deed)
    assert refused(desk, "xa-hai") == "which-document"
    with pytest.raises(UsageError) as error:
        desk.find("xa-ba")
    assert error.value.problem.code == "no-such-document"
    assert "follow-up/xa-hai" in error.value.problem.hint


def test_an_old_copy_of_the_register_gives_no_number_a_second_time(dossier_folder, desk):
    issue(desk, "directive")
    register = dossier_folder.parent / "register.db"
    copy = register.read_bytes()
    issue(desk, "plan")
    register.write_bytes(copy)
    with pytest.raises(RegisterError) as error:
        list(desk.look_over())
    assert error.value.problem.code == "register-behind"
    assert error.value.problem.where.file.endswith("office-2022-01.docx")
    named = desk.find("directive")
    desk.cancel(named, "sai")
    (desk.output / "nho" / "issued" / "plan" / "office-2022-01.docx").unlink()
    assert list(desk.look_over()) == []


@pytest.mark.slow
def test_the_command_issues_tells_and_leaves_what_is_issued(vanban, dossier_folder):
    issued = vanban("issue", "nho", "directive", "--date", "2022-12-16", "--as-of", "2022-12-15")
    assert (issued.returncode, issued.stderr) == (0, "")
    assert issued.stdout.split()[:3] == ["01/UBND-TN", "16/12/2022", "directive/directive"]
    again = vanban("issue", "nho", "directive")
    assert (again.returncode, again.stdout) == (0, "")
    assert "issued as 01/UBND-TN" in again.stderr  # already-issued
    every = vanban("issue", "nho", "--all", "follow-up", "--as-of", "2022-12-15", "--date", "2022-12-17", "--json")
    told = json.loads(every.stdout)
    assert [(one["id"], one["number"], one["status"]) for one in told["documents"]] == [
        ("xa-mot", 2, "issued"),
        ("xa-hai", 3, "issued"),
    ]
    cancelled = vanban("issue", "nho", "xa-mot", "--as-of", "2022-12-15", "--cancel", "gửi nhầm")
    assert (cancelled.returncode, cancelled.stdout.split()[-1]) == (0, "cancelled")
    nothing = vanban("issue", "nho", "xa-mot", "--as-of", "2022-12-15", "--cancel", "gửi nhầm")
    assert (nothing.returncode, "has no number" in nothing.stderr) == (2, True)  # nothing-to-cancel
    reserved = vanban("issue", "nho", "plan", "--reserve", "--date", "2022-12-18")
    assert reserved.stdout.split()[-1] == "reserved"
    assert "number 01/KH-UBND of 18/12/2022 is reserved" in vanban("issue", "nho", "directive").stderr  # number-waits
    assert vanban("build", "nho", "--as-of", "2022-12-15").returncode == 0
    tasks = dossier_folder / "tasks.yaml"
    tasks.write_text(tasks.read_text(encoding="utf-8").replace("lead: phong-mau", "lead: khong-co"), encoding="utf-8")
    unsound = vanban("issue", "nho", "plan")
    assert unsound.returncode == 1
    assert unsound.stderr.index("khong-co") < unsound.stderr.index("there are faults in: tasks")
    for arguments in (["nho"], ["nho", "x", "--all", "plan"], ["nho", "--all", "plan", "--cancel", "x"]):
        assert vanban("issue", *arguments).returncode == 2


@pytest.mark.slow
def test_a_register_that_cannot_be_used_is_told_before_anything_is_written(vanban, dossier_folder, tmp_path):
    (tmp_path / "register.db").write_bytes(b"not a register" * 100)
    for command in (["issue", "nho", "directive"], ["build", "nho"]):
        told = vanban(*command)
        assert (told.returncode, "is damaged" in told.stderr) == (2, True)
    assert not (tmp_path / "output").exists()
    (tmp_path / "register.db").unlink()
    shutil.copytree(dossier_folder, tmp_path / "ban-sao")
    assert vanban("issue", ".", "directive").returncode == 2  # which-dossier


def test_a_register_of_another_office_says_nothing_of_this_one(dossier_folder, desk):
    issue(desk, "directive")
    with sqlite3.connect(dossier_folder.parent / "register.db") as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("UPDATE entries SET office = 'Cơ quan khác'")
        database.execute("UPDATE books SET office = 'Cơ quan khác'")
    database.close()
    other = open_desk(dossier_folder)
    assert other.cabinet.entries() == ()
    assert issue(other, "directive").entry.number == 1
