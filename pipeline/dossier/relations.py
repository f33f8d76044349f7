"""Relations between records, checked: every name names something, every date stands in order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from pipeline.dossier.reading import Found
from pipeline.problems import Problem, Where
from pipeline.prose import places
from pipeline.records import Agency, Business, Campaign, Group, Record, Report, Task
from pipeline.records.campaign import OPEN_PLACES, TASKS
from pipeline.sources import Tree
from pipeline.vietnamese import fold

ADULT = 18

R = TypeVar("R", bound=Record)
At = Callable[[str], Where]  # the place of a record's field
Fault = tuple[str, Problem]  # the table (or the key of dossier.yaml) that it counts against, and the fault


class Relations:
    """The records of a dossier by their names.

    `held` are the sound records of each table, `faulty` the ids of its other rows, `broken` the tables that could
    not be read: whoever names something of those is not at fault. Where the campaign is not sound (None), only what
    does not need it is checked.
    """

    def __init__(
        self,
        campaign: Campaign | None,
        tree: Tree | None,
        held: Mapping[str, Sequence[Found[Record]]],
        faulty: Mapping[str, frozenset[str]],
        broken: frozenset[str] = frozenset(),
    ) -> None:
        self.faulty = faulty
        self.broken = broken
        self.campaign = campaign
        self.tree = tree
        self.held = held
        self.agencies: dict[str, Agency] = {a.id: a for a, _ in self._of(Agency, "agencies")}
        self.groups: dict[str, Group] = {g.id: g for g in campaign.groups} if campaign else {}
        self.tasks: dict[str, Task] = {t.id: t for t, _ in self._of(Task, "tasks")}

    def _of(self, kind: type[R], table: str) -> Iterator[tuple[R, At]]:
        for found in self.held[table]:
            if isinstance(found.record, kind):
                yield found.record, found.at

    def members(self, id: str) -> tuple[Agency, ...]:
        """The agency called `id`, or the members of the group called so; nothing where there is neither."""
        if id in self.agencies:
            return (self.agencies[id],)
        return tuple(agency for agency in self.agencies.values() if id in agency.groups)

    def name(self, id: str) -> str:
        """How lists print an agency or a group."""
        return self.groups[id].name if id in self.groups else self.agencies[id].short_name

    def knows_area(self, commune: str) -> bool:
        """Whether an agency answers for the commune."""
        return fold(commune) in self._areas

    def by_area(self, commune: str) -> Agency:
        """The agency that answers for a commune, in whatever spelling of marks and case; KeyError for none."""
        return self._areas[fold(commune)]

    @cached_property
    def _areas(self) -> dict[str, Agency]:
        return {fold(agency.area): agency for agency in self.agencies.values() if agency.area}

    @cached_property
    def _topics(self) -> frozenset[str]:
        prose = self.campaign.commitment if self.campaign else None
        return frozenset(topic.key for topic in prose.topics) if prose else frozenset()

    def of_business(self, business: Business, at: At) -> tuple[Problem, ...]:
        """The faults of a business against the rest of the dossier."""
        found: list[Problem] = []
        sure = not self.faulty["agencies"] and "agencies" not in self.broken
        if sure and not self.knows_area(business.commune):
            known = ", ".join(agency.area for agency in self.agencies.values() if agency.area)
            found.append(
                Problem(at("commune"), "unknown-commune", "commune", {"commune": business.commune, "known": known})
            )
        for topic in business.topics:
            if self._topics and topic not in self._topics:
                values = {"topic": topic, "known": ", ".join(sorted(self._topics))}
                found.append(Problem(at("topics"), "unknown-topic", "topics", values))
        if self.campaign:
            birth, day = business.owner_birth, self.campaign.day
            age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
            if age < ADULT:
                found.append(Problem(at("owner_birth"), "under-age", "owner_birth", {"age": str(age), "day": str(day)}))
        return tuple(found)

    def problems(self) -> Iterator[Fault]:
        """Every fault between campaign, agencies, tasks and reports, with the table it counts against."""
        if self.campaign:
            yield from self._of_campaign(self.campaign)
        yield from self._of_agencies()
        for task, at in self._of(Task, "tasks"):
            yield from (("tasks", problem) for problem in self._of_task(task, at))
        for report, at in self._of(Report, "reports"):
            yield from (("reports", problem) for problem in self._of_report(report, at))

    def _is_agency(self, id: str) -> bool:
        return id in self.agencies or id in self.faulty["agencies"] or "agencies" in self.broken

    def _is_task(self, id: str) -> bool:
        return id in self.tasks or id in self.faulty["tasks"] or "tasks" in self.broken

    def _knows(self, id: str) -> bool:
        return self._is_agency(id) or ((id in self.groups or not self.campaign) and bool(self.members(id)))

    def _of_agencies(self) -> Iterator[Fault]:
        areas: dict[str, str] = {}
        for agency, at in self._of(Agency, "agencies"):
            for group in agency.groups:
                if self.campaign and group not in self.groups:
                    values = {"group": group, "known": ", ".join(self.groups)}
                    yield "agencies", Problem(at("groups"), "unknown-group", "groups", values)
            if agency.id in self.groups:
                yield "agencies", Problem(at("id"), "agency-is-group", "id", {"id": agency.id})
            if agency.area and areas.setdefault(fold(agency.area), agency.id) != agency.id:
                yield "agencies", Problem(at("area"), "area-twice", "area", {"area": agency.area})

    def _of_task(self, task: Task, at: At) -> Iterator[Problem]:
        if not self._knows(task.lead):
            yield Problem(at("lead"), "unknown-lead", "lead", {"lead": task.lead, "task": task.id})
        for id in task.coordinators:
            if not self._knows(id):
                yield Problem(at("coordinators"), "unknown-agency", "coordinators", {"agency": id})
            elif id == task.lead:
                yield Problem(at("coordinators"), "lead-coordinates", "coordinators", {"agency": id})
        if not self.campaign:
            return
        if task.deadline and task.deadline < self.campaign.day:
            values = {"deadline": str(task.deadline), "day": str(self.campaign.day)}
            yield Problem(at("deadline"), "deadline-before-directive", "deadline", values)
        addressed = {a.id for id in self.campaign.directive.addressees for a in self.members(id)}
        for agency in self.members(task.lead):
            if not agency.exists_on(self.campaign.day):
                values = {"agency": agency.short_name, "day": str(self.campaign.day)}
                yield Problem(at("lead"), "agency-not-valid", "lead", values)
            if agency.id not in addressed and agency.id != self.campaign.office:
                yield Problem(at("lead"), "lead-not-addressed", "lead", {"agency": agency.short_name})

    def _of_report(self, report: Report, at: At) -> Iterator[Problem]:
        task = self.tasks.get(report.task)
        if not self._is_task(report.task):
            values = {"task": report.task, "known": ", ".join(self.tasks)}
            yield Problem(at("task"), "unknown-task", "task", values)
        if not self._knows(report.agency) or report.agency in self.groups:
            yield Problem(at("agency"), "unknown-agency", "agency", {"agency": report.agency})
        elif (
            task
            and "agencies" not in self.broken
            and report.agency not in {a.id for a in self.members(task.lead)} | self.faulty["agencies"]
        ):
            yield Problem(at("agency"), "not-its-task", "agency", {"agency": report.agency, "task": report.task})
        if self.campaign and report.day < self.campaign.day:
            values = {"reported": str(report.day), "day": str(self.campaign.day)}
            yield Problem(at("day"), "report-before-directive", "day", values)

    def _of_campaign(self, campaign: Campaign) -> Iterator[Fault]:
        if not self._is_agency(campaign.office):
            yield "campaign", self._in_yaml("unknown-agency", ("office",), agency=campaign.office)
        for index, id in enumerate(campaign.directive.addressees):
            if not self._knows(id):
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
            series = (issue.document if kind == "plan" else "letter", issue.number, issue.day.year)
            of_agency = kind in ("plan", "follow-up") and self._is_agency(agency)
            known = of_agency or issue.document in ("directive", "plan")
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
                if not self._is_task(name):
                    known = ", ".join(self.tasks)
                    yield "directive", self._in_yaml("unknown-place", path, place=name, known=known)
                elif name in seen:
                    yield "directive", self._in_yaml("task-placed-twice", path, task=name)
                seen.add(name)
        for task, at in self._of(Task, "tasks"):
            if task.id not in seen:
                yield "tasks", Problem(at("id"), "task-not-placed", "id", {"task": task.id})

    def _of_prose(self, campaign: Campaign) -> Iterator[Fault]:
        for at, known in OPEN_PLACES.items():
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
        for key in type(value).model_fields:
            yield from _texts(getattr(value, key), (*at, key))
