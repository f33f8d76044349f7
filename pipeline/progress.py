"""Who has done what by a day: tasks, reports and commitments counted together.

Nothing here is stored by hand: overdue follows from dates. Each task of each agency that leads it is one assignment,
in one of three states, so that done + in time + overdue = total (R260 to R266).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal
from weakref import WeakKeyDictionary

from pipeline.dossier import Dossier, Found
from pipeline.records import Agency, Business, Task

State = Literal["done", "in_time", "overdue"]


@dataclass(slots=True)
class Count:
    """Businesses counted: how many, their workers, how many have signed, when the last one did."""

    establishments: int = 0
    workers: int = 0
    signed: int = 0
    last_signed: date | None = None

    @property
    def unsigned(self) -> int:
        """How many have not signed."""
        return self.establishments - self.signed

    def add(self, business: Business, as_of: date) -> None:
        """Count one more business as it stood on `as_of`."""
        self.establishments += 1
        self.workers += business.workers or 0
        if signed_by(business, as_of) and business.signed_on:
            self.signed += 1
            self.last_signed = max(self.last_signed or business.signed_on, business.signed_on)


@dataclass(slots=True)
class Tally:
    """Counts over all businesses: by agency that answers for them, and by trade within each."""

    by_agency: dict[str, Count] = field(default_factory=dict)
    by_trade: dict[str, dict[str, Count]] = field(default_factory=dict)
    total: Count = field(default_factory=Count)

    def add(self, business: Business, agency_id: str, as_of: date) -> None:
        """Count one more business of an agency as it stood on `as_of`."""
        self.total.add(business, as_of)
        self.by_agency.setdefault(agency_id, Count()).add(business, as_of)
        self.by_trade.setdefault(agency_id, {}).setdefault(business.trade, Count()).add(business, as_of)


def signed_by(business: Business, as_of: date) -> bool:
    """Whether the commitment was signed on `as_of` or before."""
    return business.signed_on is not None and business.signed_on <= as_of


_tallies: WeakKeyDictionary[Dossier, dict[date, Tally]] = WeakKeyDictionary()


def tally(dossier: Dossier, as_of: date) -> Tally:
    """The sound businesses of the dossier counted: one pass over its table the first time, from memory after that."""
    counts = _tallies.get(dossier, {}).get(as_of)
    if counts is None:
        counts = Tally()
        for found in dossier.businesses_now():
            if isinstance(found, Found):
                counts.add(found.record, dossier.answers_for(found.record).id, as_of)
        _tallies.setdefault(dossier, {})[as_of] = counts
    return counts


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task of one agency on a day. `days` is how long it has been overdue, 0 unless it is."""

    task: Task
    agency: Agency
    state: State
    days: int = 0


def assignments(dossier: Dossier, counts: Mapping[str, Count], as_of: date) -> Iterator[Assignment]:
    """Every task of every agency that leads it, as it stood on `as_of`, by task."""
    done = {
        (report.task, report.agency) for report in dossier.reports if report.status == "done" and report.day <= as_of
    }
    for task in dossier.tasks:
        for agency in dossier.leads(task):
            count = counts.get(agency.id)
            if task.commitments and count and count.establishments:
                finished = not count.unsigned  # signatures count, whatever the report says
            else:
                finished = (task.id, agency.id) in done
            yield _assignment(task, agency, finished, as_of)


def _assignment(task: Task, agency: Agency, finished: bool, as_of: date) -> Assignment:
    if finished:
        return Assignment(task, agency, "done")
    if task.deadline is None or task.deadline >= as_of:
        return Assignment(task, agency, "in_time")
    return Assignment(task, agency, "overdue", (as_of - task.deadline).days)
