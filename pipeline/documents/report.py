"""The report upward: a báo cáo (form 1.4) of how the campaign's tasks stand on a day, the statistics annexed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from pipeline.decree import decree
from pipeline.documents import directive
from pipeline.documents.base import Block, OfficeDocument, citation, letterhead, numbering
from pipeline.documents.statistics import StatisticsRow, as_of_text, statistics_rows
from pipeline.dossier import Dossier
from pipeline.progress import Assignment, assignments, tally
from pipeline.records import filled
from pipeline.records.campaign import ReportProse
from pipeline.vietnamese import count_text, day_text, roman, share_text, short_date


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgressRow:
    """What the tables by agency and by task share: `style` is plain or total; done + in time + overdue = total."""

    style: str
    number: str
    name: str
    total: str
    done: str
    in_time: str
    overdue: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AgencyRow(ProgressRow):
    """A line of the table by agency: `share` is what is done, in percent."""

    share: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskRow(ProgressRow):
    """A line of the table by task."""

    deadline: str


@dataclass(frozen=True, slots=True)
class LateRow:
    """A task that an agency is late with."""

    number: str
    name: str
    content: str
    deadline: str
    days: str


@dataclass(frozen=True, kw_only=True)
class ProgressReport(
    OfficeDocument,
    kind="report",
    needs=("report", "directive", "agencies", "tasks", "reports", "businesses"),
):
    """Báo cáo tình hình thực hiện: totals, each agency, each task, what is late, then what the office says of it."""

    of_a_day: ClassVar[bool] = True

    addressees: tuple[str, ...]
    body: tuple[Block, ...]
    by_agency: tuple[AgencyRow, ...]
    before_tasks: tuple[Block, ...]
    by_task: tuple[TaskRow, ...]
    before_late: tuple[Block, ...]
    late: tuple[LateRow, ...]
    conclusion: tuple[Block, ...]
    annex_title: str
    annex_note: str
    as_of: str
    rows: tuple[StatisticsRow, ...]

    @classmethod
    def drafts(cls, dossier: Dossier, as_of: date) -> Iterator[Self]:
        """The one report of the day `as_of`, which its id is; none where the dossier has no prose for it."""
        if prose := dossier.campaign.report:
            yield cls._of(dossier, prose, as_of)

    @classmethod
    def _of(cls, dossier: Dossier, prose: ReportProse, as_of: date) -> Self:
        counts = tally(dossier, as_of)
        items = tuple(assignments(dossier, counts.by_agency, as_of))
        late = tuple(_late(items))
        symbol = f"{decree().type('report').abbreviation}-{dossier.office.symbol}"
        issue = next(iter(dossier.issued(f"report/{as_of}")), None)
        prose = filled(prose, _values(dossier, items, as_of))
        return cls(
            id=str(as_of),
            record=dossier.where[dossier.office.id],
            **letterhead(dossier.office),
            **numbering(issue, as_of, symbol),
            subject=prose.subject,
            addressees=prose.addressees,
            body=(*_paragraphs(prose.opening), Block("heading", f"I. {prose.title}"), *_paragraphs(prose.results)),
            by_agency=tuple(_by_agency(dossier, items)),
            before_tasks=_paragraphs((prose.by_task,)),
            by_task=tuple(_by_task(dossier, items)),
            before_late=_paragraphs((prose.late if late else prose.none_late,)),
            late=late,
            conclusion=tuple(_conclusion(prose, statistics=bool(counts.total.establishments))),
            annex_title=prose.annex_title,
            annex_note=f"(Kèm theo {_cite(dossier, symbol, as_of)})",
            as_of=as_of_text(as_of),
            rows=tuple(statistics_rows(dossier, as_of)) if counts.total.establishments else (),
            recipients=prose.recipients,
            archive=prose.archive,
        )


def _values(dossier: Dossier, items: tuple[Assignment, ...], as_of: date) -> dict[str, str]:
    """What the places of the prose stand for."""
    states = Counter(item.state for item in items)
    total = tally(dossier, as_of).total
    return {
        "office": dossier.office.name,
        "directive": directive.cite(dossier),
        "subject": dossier.campaign.directive.subject,
        "as_of": day_text(as_of),
        "year": str(as_of.year),
        "tasks": count_text(len(dossier.tasks)),
        "agencies": count_text(len({item.agency.id for item in items})),
        "total": count_text(len(items)),
        "done": count_text(states["done"]),
        "in_time": count_text(states["in_time"]),
        "overdue": count_text(states["overdue"]),
        "late_agencies": count_text(len({item.agency.id for item in items if item.state == "overdue"})),
        "share": share_text(states["done"], len(items)),
        "establishments": count_text(total.establishments),
        "workers": count_text(total.workers),
        "signed": count_text(total.signed),
        "unsigned": count_text(total.unsigned),
        "signed_share": share_text(total.signed, total.establishments),
    }


def _paragraphs(texts: Iterable[str]) -> tuple[Block, ...]:
    return tuple(Block("body", text) for text in texts if text)


def _conclusion(prose: ReportProse, *, statistics: bool) -> Iterator[Block]:
    if statistics:
        yield from _paragraphs((prose.commitments,))
    number = 1  # the results have it
    for section in prose.sections:
        if section.title:
            number += 1
            yield Block("heading", f"{roman(number)}. {section.title}")
        yield from _paragraphs((section.text, *section.items))


def _by_agency(dossier: Dossier, items: tuple[Assignment, ...]) -> Iterator[AgencyRow]:
    """A line an agency that leads some task, in the order of the agencies, then the total."""
    own = {id: tuple(item for item in items if item.agency.id == id) for id in dossier.agencies}
    leading = [(dossier.agencies[id].short_name, led) for id, led in own.items() if led]
    for style, number, name, led in _numbered(leading, items):
        share = share_text(sum(item.state == "done" for item in led), len(led))
        yield AgencyRow(style=style, number=number, name=name, share=share, **_states(led))


def _by_task(dossier: Dossier, items: tuple[Assignment, ...]) -> Iterator[TaskRow]:
    """A line a task, then the total: a task of a group counts once for each agency that leads it."""
    led_by_task = [(task.title, tuple(item for item in items if item.task == task)) for task in dossier.tasks]
    deadlines = [short_date(task.deadline) if task.deadline else "" for task in dossier.tasks]
    rows = _numbered(led_by_task, items)
    for (style, number, name, led), deadline in zip(rows, [*deadlines, ""], strict=True):
        yield TaskRow(style=style, number=number, name=name, deadline=deadline, **_states(led))


def _numbered(
    named: Sequence[tuple[str, tuple[Assignment, ...]]], everything: tuple[Assignment, ...]
) -> Iterator[tuple[str, str, str, tuple[Assignment, ...]]]:
    for number, (name, items) in enumerate(named, 1):
        yield "plain", str(number), name, items
    yield "total", "", "Tổng cộng", everything


def _states(items: tuple[Assignment, ...]) -> dict[str, str]:
    states = Counter(item.state for item in items)
    return {
        "total": count_text(len(items)),
        "done": count_text(states["done"]),
        "in_time": count_text(states["in_time"]),
        "overdue": count_text(states["overdue"]),
    }


def _late(items: tuple[Assignment, ...]) -> Iterator[LateRow]:
    """What is overdue, the longest first."""
    overdue = (item for item in items if item.state == "overdue")
    for number, item in enumerate(sorted(overdue, key=lambda item: -item.days), 1):
        by = item.task.deadline
        yield LateRow(
            str(number), item.agency.short_name, item.task.title, short_date(by) if by else "", count_text(item.days)
        )


def _cite(dossier: Dossier, symbol: str, as_of: date) -> str:
    issue = next(iter(dossier.issued(f"report/{as_of}")), None)
    return citation(decree().type("report").name, issue, as_of, symbol, dossier.office.name)
