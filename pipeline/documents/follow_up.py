"""The follow-up: a công văn đôn đốc (nd30 13.3) to each agency that is late on a stated day."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pipeline.documents import directive
from pipeline.documents.base import Block, OfficeDocument, citation, letterhead, numbering
from pipeline.dossier import Dossier, Found
from pipeline.problems import Problem
from pipeline.progress import Assignment, Count, assignments, signed_by, tally
from pipeline.records import Agency, Issued, filled
from pipeline.records.campaign import FollowUpProse
from pipeline.vietnamese import count_text, day_text, short_date


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """A task that is overdue, with its deadline and the days since."""

    number: str
    content: str
    deadline: str
    days: str


@dataclass(frozen=True, slots=True)
class UnsignedRow:
    """A business that has not signed its commitment."""

    number: str
    name: str
    owner: str
    address: str
    trade: str


@dataclass(frozen=True, kw_only=True)
class FollowUp(
    OfficeDocument,
    kind="follow-up",
    needs=("follow_up", "directive", "agencies", "tasks", "reports", "businesses"),
):
    """Công văn đôn đốc: names the overdue tasks and the businesses that have not signed, and sets a new deadline."""

    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    overdue: tuple[OverdueRow, ...]
    demands: tuple[Block, ...]
    annex_title: str
    annex_note: str
    unsigned: tuple[UnsignedRow, ...]

    @classmethod
    def drafts(cls, dossier: Dossier, as_of: date) -> Iterator[Self]:
        """One letter per agency with an overdue task on `as_of`, in the order of the agencies."""
        prose = dossier.campaign.follow_up
        if prose:
            for late in _late(dossier, as_of):
                yield cls._of(dossier, prose, late, as_of)

    @classmethod
    def notices(cls, dossier: Dossier, as_of: date) -> Iterator[Problem]:
        """Which agencies were reminded before `as_of` and are late no more."""
        reminded = [a for id, a in dossier.agencies.items() if _earlier(dossier, id, as_of)]
        late = {late.agency.id for late in _late(dossier, as_of)} if reminded else set()
        for agency in reminded:
            if agency.id not in late:
                values = {"agency": agency.name, "day": short_date(as_of)}
                yield Problem(dossier.where[agency.id], "follow-up-not-needed", "", values)

    @classmethod
    def _of(cls, dossier: Dossier, prose: FollowUpProse, late: "Late", as_of: date) -> Self:
        agency, items, count = late.agency, late.assignments, late.count
        earlier = _earlier(dossier, agency.id, as_of)
        level = len(earlier) + 1
        prose = prose.at(level)
        month = dossier.campaign.day
        office = dossier.office.name
        overdue = [item for item in items if item.state == "overdue"]
        values = {
            "office": office,
            "agency": agency.name,
            "directive": directive.cite(dossier),
            "subject": dossier.campaign.directive.subject,
            "as_of": day_text(as_of),
            "total": count_text(len(items)),
            "done": count_text(sum(item.state == "done" for item in items)),
            "in_time": count_text(sum(item.state == "in_time" for item in items)),
            "overdue": count_text(len(overdue)),
            "establishments": count_text(count.establishments),
            "unsigned": count_text(count.unsigned),
            "deadline": day_text(as_of + timedelta(days=prose.days)),
            "level": str(level),
            "previous": "; ".join(citation("Công văn", i, month, prose.symbol, office) for i in earlier),
        }
        prose = filled(prose, values)
        # the last opening paragraph leads into the table of overdue tasks
        body = [*prose.opening[:-1], *([prose.again] if earlier else []), prose.opening[-1]]
        demands = [*([prose.unsigned] if late.unsigned else []), *prose.demands]
        draft = numbering(None, as_of, prose.symbol)
        return cls(
            id=agency.id if level == 1 else f"{agency.id}-lan-{level}",
            record=dossier.where[agency.id],
            **letterhead(dossier.office),
            **draft,
            subject=prose.subject + (f" (lần {level})" if earlier else ""),
            addressees=(agency.name,),
            body=tuple(Block("body", text) for text in body if text),
            overdue=tuple(
                OverdueRow(str(number), item.task.title, short_date(item.task.deadline), count_text(item.days))
                for number, item in enumerate(overdue, 1)
                if item.task.deadline
            ),
            demands=tuple(Block("body", text) for text in demands if text),
            annex_title=prose.annex_title,
            annex_note=f"(Kèm theo {cite(dossier, prose, as_of)})",
            unsigned=late.unsigned,
            recipients=prose.recipients,
            archive=prose.archive,
        )


@dataclass(frozen=True, slots=True)
class Late:
    """An agency with an overdue task: all its assignments, its businesses counted, those that have not signed."""

    agency: Agency
    assignments: tuple[Assignment, ...]
    count: Count
    unsigned: tuple[UnsignedRow, ...]


def _earlier(dossier: Dossier, agency: str, as_of: date) -> tuple[Issued, ...]:
    """The follow-ups to an agency issued before `as_of`, oldest first: one of that day is the one that is drafted."""
    return tuple(issue for issue in dossier.issued(f"follow-up/{agency}") if issue.day < as_of)


def is_due(dossier: Dossier, as_of: date) -> bool:
    """Whether anybody is to be reminded on `as_of`."""
    return next(_late(dossier, as_of), None) is not None


def _late(dossier: Dossier, as_of: date) -> Iterator[Late]:
    counts = tally(dossier, as_of).by_agency
    by_agency: dict[str, list[Assignment]] = defaultdict(list)
    for assignment in assignments(dossier, counts, as_of):
        by_agency[assignment.agency.id].append(assignment)
    # nobody writes to himself: what the office leads it sees in its own plan
    others = {id: items for id, items in by_agency.items() if id != dossier.office.id}
    overdue = {id for id, items in others.items() if any(item.state == "overdue" for item in items)}
    unsigned = _unsigned(dossier, overdue, as_of)
    for id, agency in dossier.agencies.items():
        if id in overdue:
            yield Late(agency, tuple(by_agency[id]), counts.get(id, Count()), unsigned[id])


def cite(dossier: Dossier, prose: FollowUpProse, as_of: date) -> str:
    """The follow-ups of a day as their annexes cite them: drafts, with blanks."""
    return citation("Công văn", None, as_of, prose.symbol, dossier.office.name)


def _unsigned(dossier: Dossier, agencies: set[str], as_of: date) -> dict[str, tuple[UnsignedRow, ...]]:
    """The businesses of the agencies given that had not signed on `as_of`, by agency, in one pass."""
    rows: dict[str, list[UnsignedRow]] = {id: [] for id in agencies}
    for found in dossier.businesses():
        if not isinstance(found, Found) or signed_by(found.record, as_of):
            continue
        business = found.record
        if (agency := dossier.answers_for(business).id) in rows:
            own = rows[agency]
            number = str(len(own) + 1)
            own.append(UnsignedRow(number, business.name, business.owner_name, business.address, business.trade))
    return {id: tuple(items) for id, items in rows.items()}
