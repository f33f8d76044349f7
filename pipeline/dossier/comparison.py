"""Campaign, agencies, tasks and reports held against each other: every name names something, every date is in order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pipeline.dossier.reading import Found
from pipeline.dossier.relations import At, Relations
from pipeline.problems import Problem, Where
from pipeline.prose import places
from pipeline.records import Agency, Campaign, Record, Report, Task, columns
from pipeline.records.campaign import ALL, OPEN_PLACES, TASKS
from pipeline.sources import Tree
from pipeline.vietnamese import fold

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
R = TypeVar("R", bound=Record)
Fault = tuple[str, Problem]  # the table (or the key of dossier.yaml) that it counts against, and the fault


class Comparison:
    """The sound records of each table (`held`) and the campaign's own file (`tree`), as far as they could be read."""

    def __init__(self, known: Relations, held: Mapping[str, Sequence[Found[Record]]], tree: Tree | None) -> None:
        self.known = known
        self.held = held
        self.tree = tree

    def _of(self, kind: type[R], table: str) -> Iterator[tuple[R, At]]:
        for found in self.held[table]:
            if isinstance(found.record, kind):
                yield found.record, found.at

    def problems(self) -> Iterator[Fault]:
        """Every fault between campaign, agencies, tasks and reports, with the table it counts against."""
        if self.known.campaign:
            yield from self._of_campaign(self.known.campaign)
        yield from self._of_agencies()
        for task, at in self._of(Task, "tasks"):
            yield from (("tasks", problem) for problem in self._of_task(task, at))
        for report, at in self._of(Report, "reports"):
            yield from (("reports", problem) for problem in self.of_report(report, at))

    def _of_agencies(self) -> Iterator[Fault]:
        areas: dict[str, str] = {}
        for agency, at in self._of(Agency, "agencies"):
            for group in agency.groups:
                if self.known.campaign and group not in self.known.groups:
                    values = {"group": group, "known": ", ".join(self.known.groups)}
                    yield "agencies", Problem(at("groups"), "unknown-group", "groups", values)
            if agency.id in (*self.known.groups, ALL):
                yield "agencies", Problem(at("id"), "agency-is-group", "id", {"id": agency.id})
            if agency.area and areas.setdefault(fold(agency.area), agency.id) != agency.id:
                yield "agencies", Problem(at("area"), "area-twice", "area", {"area": agency.area})

    def _of_task(self, task: Task, at: At) -> Iterator[Problem]:
        if not self.known.knows(task.lead):
            yield Problem(at("lead"), "unknown-lead", "lead", {"lead": task.lead, "task": task.id})
        for id in task.coordinators:
            if not self.known.knows(id):
                yield Problem(at("coordinators"), "unknown-agency", "coordinators", {"agency": id})
            elif id == task.lead:
                yield Problem(at("coordinators"), "lead-coordinates", "coordinators", {"agency": id})
        if not self.known.campaign:
            return
        if task.deadline and task.deadline < self.known.campaign.day:
            values = {"deadline": str(task.deadline), "day": str(self.known.campaign.day)}
            yield Problem(at("deadline"), "deadline-before-directive", "deadline", values)
        addressed = {a.id for id in self.known.campaign.directive.addressees for a in self.known.members(id)}
        for agency in self.known.members(task.lead):
            if not agency.exists_on(self.known.campaign.day):
                values = {"agency": agency.short_name, "day": str(self.known.campaign.day)}
                yield Problem(at("lead"), "agency-not-valid", "lead", values)
            if agency.id not in addressed and agency.id != self.known.campaign.office:
                yield Problem(at("lead"), "lead-not-addressed", "lead", {"agency": agency.short_name})

    def of_report(self, report: Report, at: At) -> Iterator[Problem]:
        """What is wrong with a report between agencies, tasks and campaign."""
        task = self.known.tasks.get(report.task)
        if not self.known.is_task(report.task):
            values = {"task": report.task, "known": ", ".join(self.known.tasks)}
            yield Problem(at("task"), "unknown-task", "task", values)
        if not self.known.knows(report.agency) or report.agency in self.known.groups:
            yield Problem(at("agency"), "unknown-agency", "agency", {"agency": report.agency})
        elif (
            task
            and "agencies" not in self.known.broken
            and report.agency not in {a.id for a in self.known.members(task.lead)} | self.known.faulty["agencies"]
        ):
            yield Problem(at("agency"), "not-its-task", "agency", {"agency": report.agency, "task": report.task})
        if self.known.campaign and report.day < self.known.campaign.day:
            values = {"reported": str(report.day), "day": str(self.known.campaign.day)}
            yield Problem(at("day"), "report-before-directive", "day", values)

    def _of_campaign(self, campaign: Campaign) -> Iterator[Fault]:
        if not self.known.is_agency(campaign.office):
            yield "campaign", self._in_yaml("unknown-agency", ("office",), agency=campaign.office)
        for index, id in enumerate(campaign.directive.addressees):
            if not self.known.knows(id):
                yield "directive", self._in_yaml("unknown-agency", ("directive", "addressees", index), agency=id)
        yield from self._of_issued(campaign)
        yield from self._of_task_places(campaign)
        yield from self._of_prose(campaign)

    def _of_issued(self, campaign: Campaign) -> Iterator[Fault]:
        """What was issued exists, bears a number of its own and cites nothing that was not there yet.

        Công văn of the office share a series; its plan, and the plan of each agency, may have series of their own.
        """
        begun = next((issue.day for issue in campaign.issued if issue.document == "directive"), campaign.day)
        given: set[tuple[str, int, int]] = set()
        for index, issue in enumerate(campaign.issued):
            at = ("issued", index)
            kind, _, agency = issue.document.partition("/")
            own = {"plan": issue.document, "report": kind}.get(kind, "letter")
            series = (own, issue.number, issue.day.year)
            of_agency = kind in ("plan", "follow-up") and self.known.is_agency(agency)
            of_day = kind == "report" and _DAY.fullmatch(agency)
            known = of_agency or of_day or issue.document in ("directive", "plan", f"follow-up/{ALL}")
            if not known:
                yield "campaign", self._in_yaml("unknown-document", at, document=issue.document)
            elif issue.day < campaign.day:
                yield "campaign", self._in_yaml("issued-before-directive", at, day=str(issue.day))
            elif issue.day < begun:
                yield "campaign", self._in_yaml("cited-before-issued", at, document=issue.document)
            elif series in given:
                yield "campaign", self._in_yaml("number-twice", at, number=str(issue.number))
            given.add(series)

    def _of_task_places(self, campaign: Campaign) -> Iterator[Fault]:
        """Each task stands in the directive exactly once; no place there names anything else."""
        seen: set[str] = set()
        for path, text in _texts(campaign.directive.sections, ("directive", "sections")):
            for name in places(text):
                if not self.known.is_task(name):
                    known = ", ".join(self.known.tasks)
                    yield "directive", self._in_yaml("unknown-place", path, place=name, known=known)
                elif name in seen:
                    yield "directive", self._in_yaml("task-placed-twice", path, task=name)
                seen.add(name)
        for task, at in self._of(Task, "tasks"):
            if task.id not in seen:
                yield "tasks", Problem(at("id"), "task-not-placed", "id", {"task": task.id})

    def _of_prose(self, campaign: Campaign) -> Iterator[Fault]:
        open_places = dict(OPEN_PLACES)
        if campaign.follow_up and campaign.follow_up.to == ALL:
            open_places["follow_up",] = tuple(name for name in open_places["follow_up",] if name != "agency")
        for at, known in open_places.items():
            value: object = campaign
            for step in at:
                value = getattr(value, step, None)
            for path, text in _texts(value, at):
                if at == ("plan",) and text == TASKS:
                    continue
                for name in places(text):
                    if name not in known:
                        yield str(path[0]), self._in_yaml("unknown-place", path, place=name, known=", ".join(known))

    def _in_yaml(self, code: str, at: tuple[str | int, ...], **values: str) -> Problem:
        where = self.tree.at(at) if self.tree else Where()
        return Problem(where, code, ".".join(map(str, at)), values)


def _texts(value: object, at: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text below a record's value, with its place in `dossier.yaml`."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*at, index))
    elif isinstance(value, Record):
        for key in (column.key for column in columns(type(value))):
            yield from _texts(getattr(value, key), (*at, key))
