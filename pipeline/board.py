"""The board: how a campaign stands on a day, task by task, commune by commune, reminder by reminder."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipeline.dossier import Dossier
from pipeline.progress import Assignment, Count, assignments, tally
from pipeline.records import Agency, Issued
from pipeline.records.campaign import ALL
from pipeline.vietnamese import alphabetical

NEAR = (1, 3, 7)
"""Days before a deadline at which a task is said to be due soon."""
_REMINDERS = "follow-up/"


@dataclass(frozen=True, slots=True)
class Standing:
    """One task of one agency. `left` is how many days are left, None where it is done, overdue or without deadline.

    `due_within` is the least of `NEAR` that the days left are within.
    """

    assignment: Assignment
    left: int | None

    @property
    def due_within(self) -> int | None:
        """1, 3 or 7 where the deadline is so near."""
        return None if self.left is None else next((days for days in NEAR if self.left <= days), None)


@dataclass(frozen=True, slots=True)
class Reminder:
    """A follow-up that was sent: which one to that agency it was, under what number and when.

    Without an agency it went to all late ones.
    """

    agency: Agency | None
    level: int
    issue: Issued


@dataclass(frozen=True)
class Board:
    """A dossier as it stands at the end of the day `as_of`."""

    dossier: Dossier
    as_of: date

    @cached_property
    def tasks(self) -> tuple[Standing, ...]:
        """Every task of every agency that leads it: overdue ones first, then by deadline; what is done at the end."""
        counts = tally(self.dossier, self.as_of).by_agency
        found = [Standing(item, self._left(item)) for item in assignments(self.dossier, counts, self.as_of)]
        return tuple(sorted(found, key=_urgency))

    @cached_property
    def states(self) -> dict[str, int]:
        """How many of the tasks are done, in time, overdue; their sum is the number of the tasks."""
        counts = Counter(standing.assignment.state for standing in self.tasks)
        return {"done": counts["done"], "in_time": counts["in_time"], "overdue": counts["overdue"]}

    @cached_property
    def communes(self) -> tuple[tuple[str, Count], ...]:
        """The businesses of each commune counted, in alphabetical order."""
        counts = tally(self.dossier, self.as_of).by_agency
        areas = sorted((a for a in self.dossier.agencies.values() if a.area), key=lambda a: alphabetical(a.area))
        return tuple((agency.area, counts.get(agency.id, Count())) for agency in areas)

    @property
    def commitments(self) -> Count:
        """The businesses of all communes counted."""
        return tally(self.dossier, self.as_of).total

    @cached_property
    def reminders(self) -> tuple[Reminder, ...]:
        """The follow-ups issued by the day, in the order of their days and numbers."""
        return tuple(sorted(self._reminders(), key=lambda sent: (sent.issue.day, sent.issue.number)))

    def _reminders(self) -> Iterator[Reminder]:
        by_agency: dict[str, list[Issued]] = defaultdict(list)
        for issue in sorted(self.dossier.campaign.issued, key=lambda issue: issue.day):
            if issue.document.startswith(_REMINDERS) and issue.day <= self.as_of:
                by_agency[issue.document.removeprefix(_REMINDERS)].append(issue)
        for id, issues in by_agency.items():
            if id != ALL and id not in self.dossier.agencies:  # told as a fault of the dossier
                continue
            for level, issue in enumerate(issues, 1):
                yield Reminder(self.dossier.agencies.get(id), level, issue)

    def _left(self, item: Assignment) -> int | None:
        by = item.task.deadline
        return (by - self.as_of).days if by and item.state == "in_time" else None


def _urgency(standing: Standing) -> tuple[int, int]:
    item = standing.assignment
    if item.state == "overdue":
        return 0, -item.days
    if item.state == "done":
        return 3, 0
    return (1, standing.left) if standing.left is not None else (2, 0)
