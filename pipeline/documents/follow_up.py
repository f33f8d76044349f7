"""The follow-up: a công văn đôn đốc (nd30 13.3) to each agency that is late on a stated day, or one to all of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain
from typing import ClassVar, Self

from pipeline.documents import directive
from pipeline.documents.base import TAG, Block, OfficeDocument, citation, letterhead, numbering
from pipeline.dossier import Dossier, Found
from pipeline.problems import Problem
from pipeline.progress import Assignment, Count, assignments, signed_by, tally
from pipeline.prose import fill, places
from pipeline.records import Agency, Issued, filled
from pipeline.records.campaign import ALL, FollowUpProse
from pipeline.rules.finding import Finding
from pipeline.rules.reminders import Facts, Quoted, check_reminder
from pipeline.vietnamese import count_text, day_text, short_date


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """A task that the agency is late with, its deadline and the days since."""

    number: str
    content: str
    deadline: str
    days: str


@dataclass(frozen=True, slots=True)
class LateRow(OverdueRow):
    """The same where more than one agency is late."""

    agency: str


@dataclass(frozen=True, slots=True)
class UnsignedRow:
    """A business that has not signed its commitment, and the agency that answers for it."""

    number: str
    agency: str
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
    """Công văn đôn đốc: names the overdue tasks and the businesses that have not signed, and sets a new deadline.

    What is overdue stands in `overdue`, a table of the letter to one agency, or in `late`, an annex of that to all.
    """

    of_a_day: ClassVar[bool] = True

    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    overdue: tuple[OverdueRow, ...]
    demands: tuple[Block, ...]
    late_title: str
    annex_title: str
    annex_note: str
    late: tuple[LateRow, ...]
    unsigned: tuple[UnsignedRow, ...]
    facts: Facts = field(metadata={TAG: False})  # what the finished letter is held against

    def numbered(self, number: int, day: date) -> Self:
        """The letter as it is issued: its deadline is held against that day."""
        return replace(super().numbered(number, day), facts=replace(self.facts, day=day))

    def held(self, docx: bytes, name: str) -> tuple[Finding, ...]:
        """What the finished letter says otherwise than the campaign's facts (R260 to R266)."""
        return check_reminder(docx, self.facts, name=name)

    @property
    def cited_as(self) -> str:
        """All levels to one addressee are counted together."""
        return f"{self.kind}/{self.id.removesuffix(_end(len(self.facts.earlier) + 1))}"

    @classmethod
    def drafts(cls, dossier: Dossier, as_of: date) -> Iterator[Self]:
        """One letter per agency with an overdue task on `as_of`, by their order, or one to all of them."""
        prose = dossier.campaign.follow_up
        late = tuple(_late(dossier, as_of)) if prose else ()
        if prose and late and prose.to == ALL:
            yield cls._of(dossier, prose, late, as_of)
        elif prose:
            for one in late:
                yield cls._of(dossier, prose, (one,), as_of)

    @classmethod
    def notices(cls, dossier: Dossier, as_of: date) -> Iterator[Problem]:
        """Who was reminded before `as_of` and is late no more."""
        reminded = [a for id, a in dossier.agencies.items() if _earlier(dossier, id, as_of)]
        to_all = _earlier(dossier, ALL, as_of)
        late = {late.agency.id for late in _late(dossier, as_of)} if reminded or to_all else set()
        for agency in reminded:
            if agency.id not in late:
                values = {"agency": agency.name, "day": short_date(as_of)}
                yield Problem(dossier.where[agency.id], "follow-up-not-needed", "", values)
        if to_all and not late:
            yield Problem(dossier.where[dossier.office.id], "nobody-to-remind", "", {"day": short_date(as_of)})

    @classmethod
    def _of(cls, dossier: Dossier, prose: FollowUpProse, late: tuple["Late", ...], as_of: date) -> Self:
        """The letter to those agencies: of a letter to one they are one."""
        to_all = prose.to == ALL
        id = ALL if to_all else late[0].agency.id
        earlier = _earlier(dossier, id, as_of)
        level = len(earlier) + 1
        prose = prose.at(level)
        month, office = dossier.campaign.day, dossier.office.name
        items = [item for one in late for item in one.assignments]
        overdue = tuple(_overdue_rows(items))
        unsigned = tuple(replace(row, number=str(n)) for n, row in enumerate(chain(*(o.unsigned for o in late)), 1))
        values = {
            "office": office,
            "directive": directive.cite(dossier),
            "subject": dossier.campaign.directive.subject,
            "as_of": day_text(as_of),
            "total": count_text(len(items)),
            "done": count_text(sum(item.state == "done" for item in items)),
            "in_time": count_text(sum(item.state == "in_time" for item in items)),
            "overdue": count_text(len(overdue)),
            "establishments": count_text(sum(one.count.establishments for one in late)),
            "unsigned": count_text(len(unsigned)),
            "deadline": day_text(as_of + timedelta(days=prose.days)),
            "level": str(level),
            "previous": "; ".join(citation("Công văn", i, month, prose.symbol, office) for i in earlier),
        }
        if not to_all:
            values["agency"] = late[0].agency.name
        # the last opening paragraph leads into the table of overdue tasks
        body = [*prose.opening[:-1], *([prose.again] if earlier else []), prose.opening[-1]]
        demands = [*([prose.unsigned] if unsigned else []), *prose.demands]
        facts = Facts(
            directive=_quoted(next(iter(dossier.issued(directive.ID)), None), dossier.campaign.directive.symbol),
            earlier=tuple(_quoted(issue, prose.symbol) for issue in earlier),
            symbol=prose.symbol,
            day=None,
            as_of=as_of,
            deadline=as_of + timedelta(days=prose.days),
            addressees=tuple(one.agency.name for one in late),
            counts=tuple(values[count] for count in ("total", "done", "in_time", "overdue")),
            stated=tuple(fill(text, values) for text in (*body, *demands) if places(text)),
            tasks=tuple((row.content, row.deadline, row.days, *([row.agency] if to_all else [])) for row in overdue),
            businesses=tuple((row.name, row.owner, row.address) for row in unsigned),
        )
        prose = filled(prose, values)
        return cls(
            id=f"{id}{_end(level)}",
            record=dossier.where[dossier.office.id if to_all else id],
            **letterhead(dossier.office),
            **numbering(None, as_of, prose.symbol),
            subject=prose.subject + (f" (lần {level})" if earlier else ""),
            addressees=(prose.addressed_as,) if prose.addressed_as else facts.addressees,
            body=_blocks(body, values),
            overdue=() if to_all else overdue,
            demands=_blocks(demands, values),
            late_title=prose.late_title,
            annex_title=prose.annex_title,
            annex_note=f"(Kèm theo {cite(dossier, prose, as_of)})",
            late=overdue if to_all else (),
            unsigned=unsigned,
            facts=facts,
            recipients=prose.recipients,
            archive=prose.archive,
        )


def _end(level: int) -> str:
    """What the id of a reminder ends with behind that of its addressee."""
    return f"-lan-{level}" if level > 1 else ""


def _blocks(texts: Iterable[str], values: Mapping[str, str]) -> tuple[Block, ...]:
    return tuple(Block("body", fill(text, values)) for text in texts if text)


@dataclass(frozen=True, slots=True)
class Late:
    """An agency with an overdue task: all its assignments, its businesses counted, those that have not signed."""

    agency: Agency
    assignments: tuple[Assignment, ...]
    count: Count
    unsigned: tuple[UnsignedRow, ...]


def _earlier(dossier: Dossier, agency: str, as_of: date) -> tuple[Issued, ...]:
    """The follow-ups to an agency, or to `ALL`, issued before `as_of`, oldest first.

    One of that day is the one that is drafted.
    """
    return tuple(issue for issue in dossier.issued(f"follow-up/{agency}") if issue.day < as_of)


def _quoted(issue: Issued | None, symbol: str) -> Quoted:
    return Quoted(issue.number, issue.symbol or symbol, issue.day) if issue else Quoted(None, symbol, None)


def _overdue_rows(items: Iterable[Assignment]) -> Iterator[LateRow]:
    overdue = (item for item in items if item.state == "overdue")
    for number, item in enumerate(overdue, 1):
        by = short_date(item.task.deadline) if item.task.deadline else ""
        yield LateRow(str(number), item.task.title, by, count_text(item.days), item.agency.short_name)


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
    for found in dossier.businesses_now():
        if not isinstance(found, Found) or signed_by(found.record, as_of):
            continue
        business = found.record
        agency = dossier.answers_for(business)
        if agency.id in rows:
            said = (agency.short_name, business.name, business.owner_name, business.address, business.trade)
            rows[agency.id].append(UnsignedRow("", *said))
    return {id: tuple(items) for id, items in rows.items()}
