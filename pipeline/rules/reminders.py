"""Whether a reminder says what the campaign's facts say (R260 to R266): a finished letter held against them.

These are no rules of the decree, which a file alone could be held against: who builds the letter knows the facts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from pipeline.components import RUNNING, Part, fold, identify
from pipeline.rules import told
from pipeline.rules.checks import Miss, Subject, miss, miss_in_document
from pipeline.rules.finding import Finding
from pipeline.vietnamese import day_text, number_text
from pipeline.view import read

_DATE = re.compile(r"\b(\d{1,2})(?: tháng |[/.-])(\d{1,2})(?: năm |[/.-])(\d{4})\b")
_LEVEL = re.compile(r"\(lần (?:thứ )?(\d+)\)", re.IGNORECASE)
_COUNTED = re.compile(r"\b(\d{1,3}(?:\.\d{3})+|\d+) (?:lượt )?nhiệm vụ\b")
_CONTACT = re.compile(r"(?:\+84|\b0)[\d .-]{7,}\d|\S@\S+\.\S")
_LIST = "danh sách"
_NEAREST = 3  # rows at most that a finding of a list names


@dataclass(frozen=True, slots=True)
class Quoted:
    """A document that the letter goes back to: its number and day, None while it has none; its symbol."""

    number: int | None
    symbol: str
    day: date | None

    def __str__(self) -> str:
        """As others cite it: `15/UBND-VHXH ngày 05 tháng 3 năm 2026`."""
        number = number_text(self.number) if self.number else "..."
        return f"{number}/{self.symbol}" + (f" {day_text(self.day)}" if self.day else "")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a reminder has to say of the campaign as it stood on `as_of`.

    `earlier` are the reminders before it; `day` is its own where it is issued. `stated` are its paragraphs that state a
    fact, `tasks` the rows of its list of overdue tasks, `businesses` those of who has not signed, each as the texts of
    some cells, that which tells it best first. `counts` are all numbers of tasks: done + in time + overdue = total.
    """

    directive: Quoted
    earlier: tuple[Quoted, ...]
    symbol: str
    day: date | None
    as_of: date
    deadline: date
    addressees: tuple[str, ...]
    counts: tuple[str, ...]
    stated: tuple[str, ...]
    tasks: tuple[tuple[str, ...], ...]
    businesses: tuple[tuple[str, ...], ...]


def check_reminder(docx: bytes, facts: Facts, *, name: str = "") -> tuple[Finding, ...]:
    """What a finished letter says otherwise than the facts. PackageError where it is no Word document."""
    view = read(docx, name=name)
    letter = _Letter(Subject(view, identify(view)), facts)
    checks = (_quotes, _cut_off, _deadline, _addressees, _counts, _level, _contact)
    return told((one for check in checks for one in check(letter)), letter.subject, name=name)


@dataclass(frozen=True)
class _Letter:
    subject: Subject
    facts: Facts

    @cached_property
    def running(self) -> tuple[Part, ...]:
        """The paragraphs of its text."""
        return tuple(part for part in self.subject.anatomy.main if part.key in RUNNING)

    @cached_property
    def said(self) -> tuple[Part, ...]:
        """All that it says, however its template sets that, but for its own number and date."""
        return tuple(part for part in self.subject.anatomy.main if part.key not in ("number", "place_date"))

    @cached_property
    def days(self) -> frozenset[date]:
        """Every date that it names."""
        return frozenset(day for part in self.said for day in _days(part.words))

    @cached_property
    def rows(self) -> dict[tuple[int, int], list[tuple[str, ...]]]:
        """The rows of each table by the section and the number of the table, each with the texts of its cells."""
        cells: dict[tuple[int, int], dict[tuple[int, int], list[str]]] = {}
        for part in self.subject.anatomy.parts():
            at = part.place
            if at.table:
                cells.setdefault((at.section, at.table), {}).setdefault((at.row, at.column), []).append(part.words)
        tables: dict[tuple[int, int], list[tuple[str, ...]]] = {}
        for key, found in cells.items():
            numbers = dict.fromkeys(row for row, _column in found)
            texts = {at: _bare(" ".join(words)) for at, words in found.items()}
            tables[key] = [tuple(text for (of, _), text in texts.items() if of == row) for row in numbers]
        return tables


def _quotes(letter: _Letter) -> Iterator[Miss]:
    """The letter cites the directive and each earlier reminder, with their own numbers and days and no others."""
    facts = letter.facts
    known = [facts.directive, *facts.earlier]
    symbols = "|".join(re.escape(fold(one)) for one in dict.fromkeys((facts.directive.symbol, facts.symbol)))
    cited = re.compile(rf"(?P<number>\d+)?\s?/(?P<symbol>{symbols})(?![\w&/-])(?P<behind>(?: ngày)? ?{_DATE.pattern})?")
    seen: set[Quoted] = set()
    for part in letter.said:
        for found in cited.finditer(part.words):
            number = int(found["number"]) if found["number"] else None
            same = [one for one in known if (one.number, fold(one.symbol)) == (number, found["symbol"])]
            day = next(_days(found["behind"] or ""), None)
            seen |= {one for one in same if day in (None, one.day)}
            if same and not any(day in (None, one.day) for one in same):
                yield miss("R260", "cited-of-another-day", part, cited=found[0], wanted=str(same[0]))
            elif not same and number and part.key in RUNNING:
                yield miss("R260", "cited-unknown", part, cited=found[0])._replace(level="warning")
    if facts.directive not in seen:
        yield miss_in_document("R260", "directive-not-cited", wanted=str(facts.directive))
    for one in facts.earlier:
        if one not in seen:
            yield miss_in_document("R260", "reminder-not-cited", wanted=str(one))._replace(level="warning")


def _cut_off(letter: _Letter) -> Iterator[Miss]:
    """The letter names the day on which its counts stood."""
    if letter.facts.as_of not in letter.days:
        yield miss_in_document("R261", "no-cut-off", wanted=day_text(letter.facts.as_of))


def _deadline(letter: _Letter) -> Iterator[Miss]:
    """The letter sets its new deadline, which lies behind its own day and the day of its counts."""
    facts = letter.facts
    if facts.deadline not in letter.days:
        yield miss_in_document("R262", "no-new-deadline", wanted=day_text(facts.deadline))
    if facts.deadline <= max(facts.as_of, facts.day or facts.as_of):
        yield miss_in_document("R262", "deadline-is-past", deadline=day_text(facts.deadline))


def _addressees(letter: _Letter) -> Iterator[Miss]:
    """The letter is addressed to those who are late, to each of them and nobody else, or to those on its list."""
    wanted = {fold(name) for name in letter.facts.addressees}
    label = letter.subject.table.component("addressee").text
    found = [part for part in letter.subject.anatomy.of("addressee", "addressees") if part.words != label]
    if len(wanted) > 1 and [_LIST in part.words for part in found] == [True]:
        return  # which R264 holds
    for name in sorted(wanted):
        if not any(name in part.words for part in found):
            yield miss_in_document("R263", "late-not-addressed", agency=name)
    for part in found:
        if not any(name in part.words for name in wanted):
            yield miss("R263", "addressed-not-late", part)


def _counts(letter: _Letter) -> Iterator[Miss]:
    """Each paragraph with a fact is there as it was worded, each list is whole and has nothing else."""
    facts = letter.facts
    text = {_bare(part.words) for part in letter.said}
    for paragraph in facts.stated:
        if _bare(fold(paragraph)) not in text:
            yield miss_in_document("R264", "fact-not-stated", said=_short(fold(paragraph)))
    counts = {*facts.counts, *(count.zfill(2) for count in facts.counts)}
    for part in letter.running:
        for count in _COUNTED.findall(part.words):
            if count not in counts:
                yield miss("R264", "other-count", part, said=count)._replace(level="warning")
    yield from _list(letter, facts.tasks)
    yield from _list(letter, facts.businesses)


def _list(letter: _Letter, wanted: Sequence[tuple[str, ...]]) -> Iterator[Miss]:
    """Each row wanted stands in some table, and its table has no more rows than that below its heading."""
    left: dict[str, list[tuple[str, ...]]] = {}
    for row in wanted:
        texts = tuple(_bare(fold(text)) for text in row)
        left.setdefault(texts[0], []).append(texts)
    for rows in letter.rows.values():
        others = 0
        for row in rows:
            alike = ((one, left[cell]) for cell in row for one in left.get(cell, ()))
            same = next(((one, of) for one, of in alike if set(one) <= set(row)), None)
            if same:
                same[1].remove(same[0])
            else:
                others += 1
        if 1 < others < len(rows):  # one of them is the heading
            yield miss_in_document("R264", "row-of-nothing", count=others - 1)
    for row in list(chain.from_iterable(left.values()))[:_NEAREST]:
        yield miss_in_document("R264", "row-missing", row=_short("; ".join(row)))


def _level(letter: _Letter) -> Iterator[Miss]:
    """A further reminder says which one it is, one more than there were before it; the first says none."""
    level = len(letter.facts.earlier) + 1
    subjects = letter.subject.anatomy.of("letter_subject")
    said = [int(number) for part in subjects for number in _LEVEL.findall(part.words)]
    if said != ([level] if level > 1 else []):
        yield miss_in_document("R265", "other-level", level=str(level))


def _contact(letter: _Letter) -> Iterator[Miss]:
    """The letter names a telephone or an address of somebody to ask."""
    if not any(_CONTACT.search(part.words) for part in letter.said):
        yield miss_in_document("R266", "no-contact")


def _days(text: str) -> Iterator[date]:
    for day, month, year in _DATE.findall(text):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _bare(text: str) -> str:
    """A text without the marks at its end: the last one of a letter or of its annex has others there."""
    return text.rstrip("./ ")


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
