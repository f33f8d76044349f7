"""The records of a dossier by their names, and whether a business fits them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from pipeline.dossier.areas import Areas
from pipeline.dossier.reading import Faulty, Found
from pipeline.problems import Problem, Where
from pipeline.records import Agency, Business, Campaign, Group, Task
from pipeline.typed import replaced

ADULT = 18

At = Callable[[str], Where]  # the place of a record's field


class Relations:
    """The records of a dossier by their names; `areas` say which agency answers for which commune.

    `faulty` are the ids of each table's rows that are not sound, `broken` the tables that could not be read: whoever
    names something of those is not at fault. Where the campaign is not sound (None), only what does not need it is
    checked.
    """

    def __init__(
        self,
        campaign: Campaign | None,
        agencies: Iterable[Agency],
        tasks: Iterable[Task],
        areas: Areas,
        faulty: Mapping[str, frozenset[str]],
        *,
        broken: frozenset[str] = frozenset(),
    ) -> None:
        self.areas = areas
        self.faulty = faulty
        self.broken = broken
        self.campaign = campaign
        self.agencies = {agency.id: agency for agency in agencies}
        self.groups: dict[str, Group] = {g.id: g for g in campaign.groups} if campaign else {}
        self.tasks = {task.id: task for task in tasks}

    def members(self, id: str) -> tuple[Agency, ...]:
        """The agency called `id`, or the members of the group called so; nothing where there is neither."""
        if id in self.agencies:
            return (self.agencies[id],)
        return tuple(agency for agency in self.agencies.values() if id in agency.groups)

    def name(self, id: str) -> str:
        """How lists print an agency or a group."""
        return self.groups[id].name if id in self.groups else self.agencies[id].short_name

    def by_area(self, commune: str) -> Agency:
        """The agency that answers for a commune, in whatever spelling; KeyError for none."""
        if place := self.areas.find(commune):
            return place.agency
        raise KeyError(commune)

    @cached_property
    def _topics(self) -> frozenset[str]:
        prose = self.campaign.commitment if self.campaign else None
        return frozenset(topic.key for topic in prose.topics) if prose else frozenset()

    def related(self, item: Found[Business] | Faulty) -> Found[Business] | Faulty:
        """A business that fits the rest of the dossier, its commune called as its agency has it; else a faulty row."""
        if isinstance(item, Faulty):
            return item
        problems = tuple(self._of_business(item.record, item.at))
        place = self.areas.find(item.record.commune)
        if problems or not place:
            return Faulty(item.record.id, item.where, problems)
        area, written = place.agency.area, item.record.commune
        if area == written:
            return item
        notices = item.notices
        if place.merged:
            values = {"commune": written, "area": area}
            notices += (Problem(item.at("commune"), "commune-merged", "commune", values),)
        return replace(item, record=replaced(item.record, {"commune": area}), notices=notices)

    def _of_business(self, business: Business, at: At) -> Iterator[Problem]:
        sure = not self.faulty["agencies"] and "agencies" not in self.broken
        if sure and not self.areas.find(business.commune):
            known = ", ".join(self.areas.names)
            values = {"commune": business.commune, "known": known}
            code = "commune-of-the-past" if self.areas.is_past(business.commune) else "unknown-commune"
            yield Problem(at("commune"), code, "commune", values)
        for topic in business.topics:
            if self._topics and topic not in self._topics:
                values = {"topic": topic, "known": ", ".join(sorted(self._topics))}
                yield Problem(at("topics"), "unknown-topic", "topics", values)
        if self.campaign:
            day = self.campaign.day
            if (age := business.age_on(day)) < ADULT:
                key = "owner_birth" if business.owner_birth else "birth_year"
                yield Problem(at(key), "under-age", key, {"age": str(age), "day": str(day)})

    def is_agency(self, id: str) -> bool:
        """Whether `id` is an agency's, as far as can be told."""
        return id in self.agencies or id in self.faulty["agencies"] or "agencies" in self.broken

    def is_task(self, id: str) -> bool:
        """Whether `id` is a task's, as far as can be told."""
        return id in self.tasks or id in self.faulty["tasks"] or "tasks" in self.broken

    def knows(self, id: str) -> bool:
        """Whether `id` names an agency, or a group that has members."""
        return self.is_agency(id) or ((id in self.groups or not self.campaign) and bool(self.members(id)))
