"""A folder of data -> a Dossier, or problems.

A dossier's folder holds `dossier.yaml` and the tables agencies, tasks, reports and businesses, each a spreadsheet or
text of any of `opening.SUFFIXES`, or several that `dossier.yaml` names. All faults of all files come out of one
reading. Businesses are not held: they are read from their files each time they are asked for, so that memory does not
grow with them. A dossier can be pickled, without them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.dossier.areas import Areas
from pipeline.dossier.comparison import Comparison
from pipeline.dossier.opening import Opening
from pipeline.dossier.reading import Faulty, Found, Records, read_campaign
from pipeline.dossier.relations import Relations
from pipeline.dossier.seen import Seen
from pipeline.dossier.telling import Notices, read_within, too_many
from pipeline.problems import Problem, UsageError, Where
from pipeline.records import Agency, Business, Campaign, Issued, Report, Task
from pipeline.sources import Row, Tree
from pipeline.typed import replaced
from pipeline.vietnamese import slug

__all__ = ["Dossier", "Faulty", "Found", "Loaded", "Seen", "find", "id_of", "load"]

_LEVEL = re.compile(r"follow-up/(?P<to>(?P<of>.+)-lan-\d+)")
TABLES: Mapping[str, type[Any]] = {
    "agencies": Agency,
    "tasks": Task,
    "reports": Report,
    "businesses": Business,
}


@dataclass(frozen=True, eq=False)
class Dossier:
    """A campaign's data, typed and related. `where` gives the place of an agency's or a task's record by its id.

    `files` are all that it was read from. `signed` is what has been told since of businesses, by their ids in ASCII:
    when their commitment was signed, None for not at all.
    """

    id: str
    folder: Path
    campaign: Campaign
    agencies: Mapping[str, Agency]
    tasks: tuple[Task, ...]
    reports: tuple[Report, ...]
    where: Mapping[str, Where]
    relations: Relations
    files: tuple[Path, ...]
    _businesses: Records[Business]
    signed: Mapping[str, date | None] = field(default_factory=dict)

    def businesses(self) -> Iterator[Found[Business] | Faulty]:
        """The businesses in their table's order, each sound one with its place, each faulty row with its faults."""
        return self._businesses.each(self.business)

    def businesses_now(self) -> Iterator[Found[Business] | Faulty]:
        """The businesses as they stand by what has been told since; their forms are made of what the table says."""
        return map(self._now, self.businesses()) if self.signed else self.businesses()

    def _now(self, item: Found[Business] | Faulty) -> Found[Business] | Faulty:
        if isinstance(item, Faulty) or (id := slug(item.record.id)) not in self.signed:
            return item
        return replace(item, record=replaced(item.record, {"signed_on": self.signed[id]}))

    def business_rows(self) -> Iterator[Row | Faulty]:
        """The rows of the businesses as they stand in their files; where one breaks off, an item says so."""
        return self._businesses.rows()

    def business(self, row: Row | Faulty) -> Found[Business] | Faulty:
        """The business that a row gives, or its faults; other rows are not looked at."""
        return self.relations.related(self._businesses.read(row))

    def business_twice(self, row: Row, id: str, known: Seen) -> Problem | None:
        """The fault of a row whose id (given in ASCII) an earlier row has."""
        return self._businesses.twice(row, id, known)

    def business_id(self, row: Row | Faulty) -> str:
        """The id that a row gives its business, as it is written; empty where there is none that may be told."""
        return self._businesses.id_of(row)

    def has_businesses(self, count: int) -> bool:
        """Whether there are so many rows of businesses."""
        return self._businesses.has(count)

    @cached_property
    def office(self) -> Agency:
        """The agency that runs the campaign."""
        return self.agencies[self.campaign.office]

    def leads(self, task: Task) -> tuple[Agency, ...]:
        """The agencies that lead `task`: the one named, or each member of the group named, in the table's order."""
        return self.relations.members(task.lead)

    def names(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The names of agencies and groups as lists print them, each once."""
        return tuple(dict.fromkeys(self.relations.name(id) for id in ids))

    def answers_for(self, business: Business) -> Agency:
        """The agency whose area the business lies in."""
        return self.relations.by_area(business.commune)

    def issued(self, document: str) -> tuple[Issued, ...]:
        """The issues of a document id (`directive`, `follow-up/<agency>`), oldest first."""
        found = (issue for issue in self.campaign.issued if issue.document == document)
        return tuple(sorted(found, key=lambda issue: issue.day))

    def with_issued(self, issues: Iterable[Issued]) -> "Dossier":
        """The dossier that knows of what the register says was issued; that takes the place of `issued` in its YAML."""
        issues = tuple(issues)
        named = {issue.document for issue in issues}
        numbers = {(issue.document, issue.number, issue.day.year) for issue in issues}
        kept = (
            issue
            for issue in self.campaign.issued
            if (issue.document, issue.number, issue.day.year) not in numbers
            and (issue.document not in named or issue.document.startswith("follow-up/"))  # of which there are several
        )
        return replace(self, campaign=replaced(self.campaign, {"issued": (*kept, *issues)}))


@dataclass(frozen=True)
class Loaded:
    """What a folder gave: the dossier as far as it can be read, the faults, and which tables have some.

    `notices` tell how tables were read, where that was not as they are written; `tables` says of which records each
    file holds a table. `dossier` is None where `dossier.yaml` or the agencies are not sound: without them no document
    can be told.
    """

    id: str
    dossier: Dossier | None
    problems: tuple[Problem, ...]
    unsound: frozenset[str]
    notices: tuple[Problem, ...] = ()
    tables: Mapping[Path, type[Any]] = field(default_factory=dict)


def load(folder: Path, *, rows: bool = True, convert: bool = False) -> Loaded:
    """Read the dossier in `folder`, every table to its end; of the businesses only the header, unless `rows`.

    10,000 faults are told of a table, and 100,000 rows read of one other than the businesses; a fault says where it
    stopped.

    `convert` turns the letters of old fonts to Unicode, as `convert_legacy` in `dossier.yaml` does.

    Raises UsageError "no-dossier" where the folder holds no `dossier.yaml`.
    """
    if not (folder / "dossier.yaml").is_file():
        raise UsageError("no-dossier", Where(file=str(folder)), path=str(folder))
    id = id_of(folder)
    shown = str(folder)
    campaign, tree, problems = read_campaign(folder / "dossier.yaml", f"{shown}/dossier.yaml")
    unsound = {"campaign"} if problems else set()
    opening = _opening(folder, shown, campaign, tree, convert=convert)
    held: dict[str, list[Found[Any]]] = {}
    faulty: dict[str, frozenset[str]] = {}
    notices = Notices()
    tables: dict[str, Records[Any]] = {}
    areas: Areas | None = None
    for name, kind in TABLES.items():
        tables[name] = table = opening.table(name, kind, areas)
        faults = list(table.problems)
        notices.tell(*table.notices)
        if name != "businesses":
            items, in_rows = read_within(table.each(table.read, notices.tell))
            held[name] = [item for item in items if isinstance(item, Found)]
            areas = areas or _areas(campaign, held["agencies"])
            faulty[name] = frozenset(item.id for item in items if isinstance(item, Faulty))
            faults += in_rows
            notices.tell(*(notice for found in held[name] for notice in found.notices))
        problems += tuple(faults)
        unsound |= {name} if faults else set()
    businesses: Records[Business] = tables["businesses"]
    broken = frozenset(name for name, table in tables.items() if not table.parts)
    agencies, tasks, reports = (tuple(found.record for found in held[name]) for name in held)
    campaign = _counted_together(campaign, {agency.id for agency in agencies})
    relations = Relations(campaign, agencies, tasks, areas or _areas(campaign, []), faulty, broken=broken)
    between = tuple(Comparison(relations, held, tree).problems())
    problems += tuple(problem for _name, problem in between)
    unsound |= {name for name, _problem in between}
    if rows:
        in_rows = []
        for item in businesses.each(lambda row: relations.related(businesses.read(row)), notices.tell):
            if isinstance(item, Found):
                notices.tell(*item.notices)
                continue
            if stop := too_many(in_rows, item):
                in_rows.append(stop)
                break
            in_rows += item.problems
        problems += tuple(in_rows)
        unsound |= {"businesses"} if in_rows else set()
    files = {part.path: table.kind for table in tables.values() for part in table.parts}
    said = (problems, frozenset(unsound), notices.told(), files)
    if campaign is None or campaign.office not in relations.agencies:
        return Loaded(id, None, *said)
    dossier = Dossier(
        id=id,
        folder=folder,
        campaign=campaign,
        agencies=relations.agencies,
        tasks=tasks,
        reports=reports,
        where={found.record.id: found.where for found in held["agencies"] + held["tasks"]},
        relations=relations,
        files=(folder / "dossier.yaml", *files),
        _businesses=businesses,
    )
    return Loaded(id, dossier, *said)


def _counted_together(campaign: Campaign | None, agencies: Collection[str]) -> Campaign | None:
    """The campaign with further reminders (`follow-up/x-lan-2`) issued under what all to one addressee are called."""
    if campaign is None or not campaign.issued:
        return campaign
    issued = []
    for issue in campaign.issued:
        further = _LEVEL.fullmatch(issue.document)
        if further and further["to"] not in agencies:
            issue = replaced(issue, {"document": f"follow-up/{further['of']}"})  # noqa: PLW2901
        issued.append(issue)
    return replaced(campaign, {"issued": tuple(issued)})


def _areas(campaign: Campaign | None, agencies: list[Found[Agency]]) -> Areas:
    day, successors = (campaign.day, campaign.successors) if campaign else (None, {})
    return Areas((found.record for found in agencies), day, successors)


def _opening(folder: Path, shown: str, campaign: Campaign | None, tree: Tree | None, *, convert: bool) -> Opening:
    """How the tables are opened, as `dossier.yaml` says; as far as it can be read where it is not sound."""
    said = tree.value if tree and isinstance(tree.value, dict) else {}
    patterns = {name: _several(said.get(name)) for name in TABLES}
    headers = campaign.columns if campaign else {}
    convert = convert or bool(campaign and campaign.convert_legacy)
    tones = campaign.tone_placement if campaign else None
    at = tree.at if tree else lambda _place: Where(file=f"{shown}/dossier.yaml")
    return Opening(folder, shown, patterns, headers, convert, tones, at)


def _several(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value if isinstance(value, list) else [value] if value else []))


def id_of(folder: Path) -> str:
    """What a dossier is called in the output: its folder's name in ASCII."""
    return slug(folder.resolve().name) or "dossier"


def find(folder: Path) -> tuple[Path, ...]:
    """The dossiers that `folder` stands for: itself, or those in its `data`, or those of the projects below it.

    Raises UsageError "no-dossier" where there are none.
    """
    for pattern in ("dossier.yaml", "data/*/dossier.yaml", "*/dossier.yaml", "*/data/*/dossier.yaml"):
        if found := sorted(path.parent for path in folder.glob(pattern)):
            return tuple(found)
    raise UsageError("no-dossier", Where(file=str(folder)), path=str(folder))
