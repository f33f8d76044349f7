"""Numbers are given once, in the order of days, whoever asks at once and whatever is cancelled."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import update

from pipeline.problems import RegisterError
from pipeline.register import at_place
from pipeline.register.numbers import Line, Numbers
from pipeline.register.reading import Wanted, find_entries
from pipeline.register.schema import books
from pipeline.register.store import open_store
from tests.conftest import examples
from tests.issuers import DAY, DEED, OFFICE, paper, slip

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # a register that need not outlive the machine
ROOT = Path(__file__).parent.parent
LATE = replace(DEED, late="Văn bản ký ngày 10 nhưng chuyển văn thư chậm")


@pytest.fixture
def numbers(store):
    return Numbers(store)


def refused(numbers, *arguments):
    with pytest.raises(RegisterError) as error:
        numbers.reserve(*arguments)
    return error.value.problem


def at_once(place, *arguments):
    """The entries that many clerks leave who work at once."""
    command = [sys.executable, "-m", "tests.issuers", place, *arguments]
    clerks = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200, check=False)
    assert (clerks.returncode, clerks.stderr) == (0, "")
    return find_entries(open_store(place), Wanted())


@pytest.mark.slow
def test_twenty_clerks_who_issue_fifty_documents_each_at_once_get_the_numbers_1_to_1000(place):
    entries = at_once(place, "20", "50")
    assert sorted(entry.number for entry in entries) == list(range(1, 1001))
    assert len({entry.slip.document for entry in entries}) == 1000
    assert {entry.status for entry in entries} == {"issued"}


@pytest.mark.slow
def test_clerks_who_issue_the_same_documents_at_once_give_each_one_number(place):
    entries = at_once(place, "8", "10", "same")
    assert sorted(entry.number for entry in entries) == list(range(1, 11))
    assert len({entry.slip.document for entry in entries}) == 10
    assert {entry.status for entry in entries} == {"issued"}


def test_a_number_that_somebody_is_taking_is_waited_for_and_then_told(place):
    first = Numbers(open_store(place, create=True))
    first.reserve(slip("a"), DAY, DEED)
    second = Numbers(open_store(place, wait=1))
    with first.store.writing() as connection:
        connection.execute(update(books).values(last_number=books.c.last_number))
        problem = refused(second, slip("b"), DAY, DEED)
    assert problem.code == "register-locked"
    assert second.reserve(slip("b"), DAY, DEED).number == 2


def test_a_document_is_registered_with_its_file_and_what_it_was_made_of(numbers):
    asked = slip("directive", kind="directive", recipients=("Như trên", "Lưu: VT"), signer="Nguyễn Văn Mẫu")
    entry = numbers.give(asked, DAY, DEED, paper)
    assert (entry.number, entry.day, entry.status, entry.slip) == (1, DAY, "issued", asked)
    assert numbers.docx(entry) == paper(1, DAY).docx
    assert (entry.template_sha256, entry.data_sha256, len(entry.output_sha256)) == ("t" * 64, "d" * 64, 64)


def test_a_second_issue_of_a_document_changes_nothing(numbers):
    first = numbers.give(slip("a"), DAY, DEED, paper)
    assert numbers.give(slip("a"), DAY, DEED, lambda number, day: pytest.fail("made again")) == first
    assert numbers.issue(slip("a"), paper(2, DAY), 2, DAY, DEED) is None


def test_a_document_that_cannot_be_made_costs_no_number(numbers):
    def make(number, day):
        raise ValueError

    with pytest.raises(ValueError):
        numbers.give(slip("a"), DAY, DEED, make)
    assert numbers.give(slip("b"), DAY, DEED, paper).number == 1


def test_a_reserved_number_waits_for_its_document_with_its_day(numbers):
    reserved = numbers.reserve(slip("a"), DAY - timedelta(3), DEED)
    assert numbers.give(slip("b"), DAY, DEED, paper).number == 2
    issued = numbers.give(slip("a"), DAY, DEED, paper)
    assert (issued.id, issued.number, issued.day, issued.status) == (reserved.id, 1, DAY - timedelta(3), "issued")
    assert numbers.docx(issued) == paper(1, DAY - timedelta(3)).docx


def test_who_is_overtaken_still_gets_a_number_of_his_own(numbers):
    def make(number, day):
        numbers.give(slip(f"other-{number}"), DAY, DEED, paper)  # somebody else is quicker, each time
        return paper(number, day)

    entry = numbers.give(slip("a"), DAY, DEED, make)
    assert (entry.number, entry.status, numbers.docx(entry)) == (2, "issued", paper(2, DAY).docx)


def test_a_cancelled_number_stays_on_record_and_is_not_given_again(numbers):
    numbers.give(slip("a"), DAY, DEED, paper)
    cancelled = numbers.cancel(slip("a"), "Sai thẩm quyền ký", DEED)
    assert numbers.cancel(slip("a"), "Sai thẩm quyền ký", DEED) is None
    assert numbers.give(slip("a"), DAY, DEED, paper).number == 2
    first, second = find_entries(numbers.store, Wanted(office=OFFICE))
    assert (first.id, first.status, first.reason) == (cancelled.id, "cancelled", "Sai thẩm quyền ký")
    assert numbers.docx(first) == paper(1, DAY).docx
    assert second.status == "issued"


def test_a_day_before_the_last_one_takes_a_reason(numbers):
    numbers.reserve(slip("a"), DAY, DEED)
    problem = refused(numbers, slip("b"), DAY - timedelta(1), DEED)
    assert (problem.code, problem.values["last"]) == ("day-before-last", "15/6/2026")
    entry = numbers.reserve(slip("b"), DAY - timedelta(1), LATE)
    assert (entry.number, entry.day, entry.reason) == (2, DAY - timedelta(1), LATE.late)
    assert find_entries(numbers.store, Wanted())[1].reason == LATE.late
    assert refused(numbers, slip("c"), DAY - timedelta(1), DEED).code == "day-before-last"  # the last day stays


def test_no_day_to_come_is_given_nor_one_of_next_year(numbers):
    for day in (DAY + timedelta(1), date(2027, 1, 1)):
        assert refused(numbers, slip("a"), day, DEED).code == "day-to-come"


def test_a_clock_that_has_run_backward_gives_no_number(numbers):
    numbers.reserve(slip("a"), DAY, DEED)
    behind = replace(DEED, today=DAY - timedelta(400))
    assert refused(numbers, slip("b"), behind.today, behind).code == "day-before-last"
    assert refused(numbers, slip("b"), DAY, behind).code == "day-to-come"


def test_each_year_begins_with_the_first_number(numbers):
    numbers.reserve(slip("a"), DAY, DEED)
    assert numbers.reserve(slip("b"), date(2027, 1, 4), replace(DEED, today=date(2027, 1, 4))).number == 1


def test_each_office_and_each_type_has_a_series_of_its_own(numbers):
    letter = slip("a", series="CV")
    for asked in (letter, slip("b", series="KH", symbol="KH-UBND"), slip("a", series="CV", office="Công an xã")):
        assert numbers.reserve(asked, DAY, DEED).number == 1
    assert numbers.reserve(slip("c", series="CV"), DAY, DEED).number == 2


def test_how_an_office_numbers_stays_until_the_year_ends(numbers):
    numbers.reserve(slip("a", series="CV"), DAY, DEED)
    assert refused(numbers, slip("b"), DAY, DEED).code == "series-changed"
    next_year = replace(DEED, today=date(2027, 1, 4))
    assert numbers.reserve(slip("b"), next_year.today, next_year).number == 1


def test_numbers_go_on_after_those_given_before_the_register_was_kept(numbers):
    asked = slip("a", numbered={2026: 500, 2025: 900}, numbered_on=DAY)
    assert refused(numbers, asked, DAY - timedelta(1), DEED).code == "day-before-last"
    assert numbers.reserve(asked, DAY, DEED).number == 501


def test_a_book_kept_elsewhere_is_taken_over_once_and_numbers_go_on_after_it(numbers):
    lines = [Line(slip("", subject=f"văn bản {number}"), number, DAY) for number in (7, 9)]
    assert [entry.number for entry in numbers.take_over(lines, DEED)] == [7, 9]
    assert numbers.take_over(lines, DEED) == ()
    assert numbers.give(slip("a"), DAY, DEED, paper).number == 10


def test_a_book_that_disagrees_with_the_register_is_not_taken_over_at_all(numbers):
    numbers.give(slip("a", subject="văn bản khác"), DAY, DEED, paper)
    lines = [Line(slip("", subject="x"), number, DAY) for number in (2, 1)]
    with pytest.raises(RegisterError) as error:
        numbers.take_over(lines, DEED)
    assert error.value.problem.code == "number-taken"
    assert len(find_entries(numbers.store, Wanted())) == 1


class Desk(RuleBasedStateMachine):
    """A records desk at work, held against a list of what it has done."""

    documents = st.sampled_from("abcde")
    days = st.integers(0, 3)

    def __init__(self):
        super().__init__()
        self.folder = TemporaryDirectory(prefix="vanban-", dir=MEMORY)
        self.numbers = Numbers(open_store(at_place(Path(self.folder.name) / "register.db"), create=True))
        self.given = []  # [document, day, status], the number being the place
        self.today = DAY

    def live(self, document):
        return next((line for line in self.given if line[0] == document and line[2] != "cancelled"), None)

    def do(self, deed, document, back, *, status, late):
        """What the desk does, and what the model says of it."""
        day = self.today - timedelta(back)
        known = self.live(document)
        may = known or late or all(line[1] <= day for line in self.given)
        asked = slip(document), day, replace(DEED, today=self.today, late="muộn" if late else "")
        if not may:
            with pytest.raises(RegisterError, match="day of the last number"):
                deed(*asked)
            return
        deed(*asked)
        if known is None:
            self.given.append([document, day, status])
        elif status == "issued":
            known[2] = status

    @rule(document=documents, back=days, late=st.booleans())
    def reserve(self, document, back, late):
        self.do(self.numbers.reserve, document, back, status="reserved", late=late)

    @rule(document=documents, back=days, late=st.booleans())
    def issue(self, document, back, late):
        self.do(lambda *asked: self.numbers.give(*asked, paper), document, back, status="issued", late=late)

    @rule(document=documents)
    def cancel(self, document):
        known = self.live(document)
        assert (self.numbers.cancel(slip(document), "sai", DEED) is not None) == (known is not None)
        if known:
            known[2] = "cancelled"

    @rule(days=days)
    def sleep(self, days):
        self.today += timedelta(days)

    def teardown(self):
        self.folder.cleanup()

    @invariant()
    def the_register_says_what_was_done(self):
        entries = find_entries(self.numbers.store, Wanted())
        assert [[e.slip.document, e.day, e.status] for e in entries] == self.given
        assert [e.number for e in entries] == list(range(1, len(self.given) + 1))
        for entry in entries:
            if entry.status == "issued":
                assert self.numbers.docx(entry) == paper(entry.number, entry.day).docx


TestDesk = pytest.mark.slow(Desk.TestCase)
TestDesk.settings = settings(max_examples=examples(0.2), stateful_step_count=15)
