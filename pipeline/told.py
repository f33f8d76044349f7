"""What comes back to an office, reports of agencies and signed commitments: held against the dossier, kept as facts.

    lists, single words ──> Telling ──> new facts | problems ──> the register
    the register's facts ──> with_facts ──> the dossier as it stands now

A fact is never changed: one that was wrong is corrected by another. What is told twice is kept once.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from pipeline.dossier import Dossier, Found
from pipeline.dossier.comparison import Comparison
from pipeline.problems import Problem, Where
from pipeline.records import Report
from pipeline.register import Fact, current
from pipeline.typed import record_of
from pipeline.vietnamese import short_date, slug

At = Callable[[str], Where]
"""The place of a field that is told: a cell, or nowhere."""


def with_facts(dossier: Dossier, facts: Iterable[Fact]) -> Dossier:
    """The dossier as it stands with what was told since: its tables are as they were, the register adds to them."""
    told = current(facts)
    if not told:
        return dossier
    reports = [_report(fact) for fact in told if fact.kind == "report" and fact.day]
    signed = {slug(fact.subject): fact.day for fact in told if fact.kind == "signed"}
    return replace(dossier, reports=(*dossier.reports, *reports), signed=signed)


def _report(fact: Fact) -> Report:
    values = {"task": fact.subject, "agency": fact.agency, "day": str(fact.day), "status": fact.status}
    return record_of(Report, values | ({"result": fact.text} if fact.text else {}))


Origin = Literal["table", "fact", "list"]
"""Who says something: the dossier's own table, the register, or the very list that is told."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Something that is known: when it was, what was said and by whom; `fact` is the register's, None for no fact."""

    day: date | None
    said: tuple[str, str] = ("", "")
    by: Origin = "table"
    fact: int | None = None


@dataclass
class Telling:
    """What is told at one time of a dossier (as its tables say) and of the facts recorded so far.

    `correct` lets what is told take the place of what was told before. Afterwards `new` are the facts to record,
    `known` counts what had been told already, `problems` is what cannot be so; with any of those nothing is to be
    recorded.
    """

    dossier: Dossier
    facts: tuple[Fact, ...]
    today: date
    correct: bool = False
    new: list[Fact] = field(default_factory=list)
    known: int = 0
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._reports: dict[tuple[str, str], dict[date, _Known]] = {}
        for report in self.dossier.reports:
            known = _Known(report.day, (report.status, _said(report)))
            self._reports.setdefault((report.task, report.agency), {})[report.day] = known
        self._signed: dict[str, _Known] = {}
        for fact in current(self.facts):
            known = _Known(fact.day, (fact.status, fact.text), "fact", fact.id)
            if fact.kind == "signed":
                self._signed[slug(fact.subject)] = known
            elif fact.day:
                self._reports.setdefault((fact.subject, fact.agency), {})[fact.day] = known

    def report(self, report: Report, at: At) -> None:
        """An agency's report of a task."""
        faults = list(Comparison(self.dossier.relations, {}, None).of_report(report, at))
        faults += self._not_yet(report.day, "day", at)
        if faults:
            self.problems += faults
            return
        told = self._reports.setdefault((report.task, report.agency), {})
        before, said = told.get(report.day), (report.status, _said(report))
        if before and before.said == said:
            self.known += 1
            return
        if before is None and self.correct:  # of another day: the last one that was recorded
            recorded = (one for one in told.values() if one.by == "fact")
            before = max(recorded, key=lambda one: one.fact or 0, default=None)
            if before is None:
                self._fault("nothing-to-correct", "day", at, document=f"{report.task}, {report.agency}")
                return
        if before and not (self.correct and before.by == "fact"):
            values = {"task": report.task, "agency": report.agency, "day": short_date(before.day or report.day)}
            self._fault("reported-in-table" if before.by == "table" else "reported-otherwise", "result", at, **values)
            return
        if before and before.day:
            del told[before.day]
        told[report.day] = _Known(report.day, said, "list")
        corrects = before.fact if before else None
        self.new.append(Fact("report", report.task, report.day, report.agency, *said, corrects=corrects))

    def withdraw_report(self, task: str, agency: str, day: date | None, at: At) -> None:
        """That an agency's report (of a day, or the last one) was recorded in error."""
        told = self._reports.get((task, agency), {})
        found = [one for one in told.values() if one.by == "fact" and day in (None, one.day)]
        if not found:
            self._fault("nothing-to-correct", "day", at, document=f"{task}, {agency}")
            return
        last = max(found, key=lambda one: one.fact or 0)
        self.new.append(Fact("report", task, None, agency, corrects=last.fact))

    def sign(self, id: str, day: date | None, at: At) -> None:
        """That a business signed its commitment on a day; None: that it did not, as was recorded in error.

        `look_up` has been told of it before.
        """
        if (key := slug(id)) not in self._signed:
            self._fault("unknown-business", "id", at, business=id)
            return
        before = self._signed[key]
        if faults := self._not_yet(day, "signed_on", at) if day else []:
            self.problems += faults
        elif before.day == day:
            self.known += 1
        elif before.day is not None and (before.by == "list" or not self.correct):
            self._fault("signed-otherwise", "signed_on", at, business=id, day=short_date(before.day))
        else:
            self._signed[key] = replace(before, day=day, by="list")
            self.new.append(Fact("signed", id, day, corrects=before.fact))

    def look_up(self, ids: Iterable[str]) -> None:
        """Find the businesses of these ids, and when their rows say that they signed."""
        wanted = {slug(id) for id in ids}
        for item in self.dossier.businesses() if wanted else ():
            key = slug(item.record.id if isinstance(item, Found) else item.id)
            if key in wanted:
                row = _Known(item.record.signed_on if isinstance(item, Found) else None)
                self._signed.setdefault(key, row)
                wanted.discard(key)
        for key in wanted:  # of no business any more
            self._signed.pop(key, None)

    def _not_yet(self, day: date, key: str, at: At) -> list[Problem]:
        """What is told cannot lie ahead."""
        values = {"day": short_date(day), "today": short_date(self.today)}
        return [Problem(at(key), "told-of-to-come", key, values)] if day > self.today else []

    def _fault(self, code: str, key: str, at: At, **values: str) -> None:
        self.problems.append(Problem(at(key), code, key, values))


def _said(report: Report) -> str:
    """The result, with the note behind it."""
    return " ".join(text for text in (report.result, f"({report.note})" if report.note else "") if text)
