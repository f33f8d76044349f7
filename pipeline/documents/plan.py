"""The plan: a kế hoạch (form 1.4), the office's own and one of each agency told to make its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from pipeline.decree import decree
from pipeline.documents import directive
from pipeline.documents.base import Block, OfficeDocument, citation, letterhead, numbering
from pipeline.dossier import Dossier
from pipeline.records import Agency, Task, filled
from pipeline.records.campaign import TASKS, PlanProse
from pipeline.vietnamese import roman, short_date

TYPE_NAME = "Kế hoạch"
OFFICE_ID = "office"


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of the annexed table of tasks."""

    number: str
    content: str
    lead: str
    coordinators: str
    product: str
    deadline: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Plan(OfficeDocument, kind="plan", needs=("plan", "directive", "agencies", "tasks")):
    """Kế hoạch triển khai, with its tasks in an annexed table."""

    body: tuple[Block, ...]
    annex_title: str
    annex_note: str
    tasks: tuple[TaskRow, ...]

    @property
    def cited_as(self) -> str:
        """The office's own is known by its kind."""
        return self.kind if self.id == OFFICE_ID else f"{self.kind}/{self.id}"

    @classmethod
    def drafts(cls, dossier: Dossier, as_of: date) -> Iterator[Self]:
        """The office's plan, then one of each agency that leads a task with a plan of its own."""
        plans = dossier.campaign.plan
        if plans is None:
            return
        yield cls._of(dossier, dossier.office, plans.office, dossier.tasks)
        if plans.agencies:
            for agency in _planners(dossier):
                own = tuple(task for task in dossier.tasks if agency in dossier.leads(task))
                yield cls._of(dossier, agency, plans.agencies, own)

    @classmethod
    def _of(cls, dossier: Dossier, agency: Agency, prose: PlanProse, tasks: tuple[Task, ...]) -> Self:
        own = agency == dossier.office
        path = "plan" if own else f"plan/{agency.id}"
        month = dossier.campaign.day
        symbol = f"KH-{agency.symbol}"
        issue = next(iter(dossier.issued(path)), None)
        values = {
            "office": dossier.office.name,
            "agency": agency.name,
            "directive": directive.cite(dossier),
            "subject": dossier.campaign.directive.subject,
            "year": str(month.year),
            "tasks": TASKS,
        }
        prose = filled(prose, values)
        return cls(
            id=OFFICE_ID if own else agency.id,
            record=dossier.where[agency.id],
            **letterhead(agency),
            **numbering(issue, month, symbol),
            subject=prose.subject,
            body=tuple(_body(dossier, prose, tasks, agency)),
            annex_title=prose.annex_title,
            annex_note=f"(Kèm theo {citation(TYPE_NAME, issue, month, symbol, agency.name)})",
            tasks=tuple(_rows(dossier, tasks, agency)),
            recipients=prose.recipients,
            archive=prose.archive or ", ".join(filter(None, (decree().words.records_desk, agency.unit))),
        )


def cite(dossier: Dossier) -> str:
    """The office's own plan as its annexes cite it."""
    issue = next(iter(dossier.issued("plan")), None)
    office = dossier.office
    return citation(TYPE_NAME, issue, dossier.campaign.day, f"KH-{office.symbol}", office.name)


def _planners(dossier: Dossier) -> tuple[Agency, ...]:
    leading = {agency.id for task in dossier.tasks if task.own_plan for agency in dossier.leads(task)}
    return tuple(a for a in dossier.agencies.values() if a.id in leading and a != dossier.office)


def _body(dossier: Dossier, prose: PlanProse, tasks: tuple[Task, ...], agency: Agency) -> Iterator[Block]:
    yield from (Block("body", text) for text in prose.opening)
    number = 0
    for section in prose.sections:
        if section.title:
            number += 1
            yield Block("heading", f"{roman(number)}. {section.title}")
        for text in (section.text, *section.items):
            if text == TASKS:
                for index, task in enumerate(tasks, 1):
                    yield Block("body", f"{index}. {_sentence(dossier, task, agency)}")
            elif text:
                yield Block("body", text)


def _sentence(dossier: Dossier, task: Task, agency: Agency) -> str:
    """A task as a plan's paragraph: who leads, what, with whom, until when."""
    lead = "" if agency != dossier.office else f"{_lead(dossier, task, agency)}: "
    with_whom = "; ".join(dossier.names(task.coordinators))
    parts = [lead + task.title.rstrip(".;")]
    if with_whom:
        parts.append(f"phối hợp: {with_whom}")
    if task.deadline:
        parts.append(f"hoàn thành chậm nhất ngày {short_date(task.deadline)}")
    return "; ".join(parts) + "."


def _lead(dossier: Dossier, task: Task, agency: Agency) -> str:
    """Whom the table names as lead: in an agency's own plan the agency itself, where a group leads."""
    return dossier.names((task.lead,))[0] if agency == dossier.office else agency.short_name


def _rows(dossier: Dossier, tasks: tuple[Task, ...], agency: Agency) -> Iterator[TaskRow]:
    for number, task in enumerate(tasks, 1):
        yield TaskRow(
            number=str(number),
            content=task.title,
            lead=_lead(dossier, task, agency),
            coordinators="; ".join(dossier.names(task.coordinators)),
            product=task.product,
            deadline=short_date(task.deadline) if task.deadline else "",
            note=task.note,
        )
