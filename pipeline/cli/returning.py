"""`vanban report` and `vanban signed`: what came back is held against the dossier, then recorded, or none of it is."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from pipeline.cli import DONE, FAULTS
from pipeline.cli.issuing import deed
from pipeline.cli.ledger import ledger_of
from pipeline.cli.show import show_notice, show_object, show_problem
from pipeline.dossier import Dossier, find, load
from pipeline.dossier.lists import Listed, read_list
from pipeline.messages import text as _
from pipeline.problems import Problem, UsageError, Where
from pipeline.records import Report, Signature, columns, read_record
from pipeline.register import Fact, place_of
from pipeline.register.facts import Facts
from pipeline.register.store import open_store
from pipeline.told import Telling


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which dossier, of which day (None: the table says it, or it is withdrawn), whether it corrects."""

    folder: Path
    day: date | None
    correct: bool


Tell = Callable[[Telling, date | None], Sequence[Problem]]
"""What tells a `Telling` what came back, and gives notices."""


def record(asked: Asked, tell: Tell, *, as_json: bool) -> int:
    """Record what is told and give the exit code: 1 where something cannot be so, and then nothing is recorded.

    Raises UsageError for what is not there, RegisterError where the register refuses.
    """
    dossier = _dossier(asked.folder)
    if dossier is None:
        return FAULTS
    ledger = ledger_of(dossier.folder)
    before = ledger.facts(dossier.office.name, dossier.id) if ledger else ()
    telling = Telling(dossier, before, date.today(), asked.correct)
    notices = tell(telling, asked.day)
    new = telling.new if not telling.problems else []
    if new:
        store = open_store(place_of(dossier.folder, os.environ), create=True)
        assert store
        doing = deed()
        Facts(store, dossier.office.name, dossier.id).add(new, now=doing.now, by=doing.by)
    _show(telling, new, notices, as_json=as_json)
    return FAULTS if telling.problems else DONE


def report_one(task: str, agency: str, status: str, result: str) -> Tell:
    """One report from the command line."""

    def tell(telling: Telling, day: date | None) -> Sequence[Problem]:
        values = {"task": task, "agency": agency, "day": str(day), "status": status, "result": result}
        found = read_record(Report, {key: value for key, value in values.items() if value}, lambda _place: Where())
        if isinstance(found, tuple):
            telling.problems += found
        else:
            telling.report(found, lambda _key: Where())
        return ()

    return tell


def withdraw_report(task: str, agency: str) -> Tell:
    """That a report was recorded in error."""

    def tell(telling: Telling, day: date | None) -> Sequence[Problem]:
        telling.withdraw_report(task, agency, day, lambda _key: Where())
        return ()

    return tell


def report_list(source: Path) -> Tell:
    """A table with the columns of the dossier's own reports."""

    def tell(telling: Telling, _day: date | None) -> Sequence[Problem]:
        listed = read_list(telling.dossier, source, "reports", Report)
        telling.problems += listed.problems
        for found in listed.rows:
            telling.report(found.record, found.at)
        return listed.notices

    return tell


def sign_each(ids: Iterable[str]) -> Tell:
    """Businesses named on the command line."""

    def tell(telling: Telling, day: date | None) -> Sequence[Problem]:
        telling.look_up(ids)
        for id in ids:
            telling.sign(id, day, lambda _key: Where())
        return ()

    return tell


def sign_list(source: Path) -> Tell:
    """A table of businesses with the days on which they signed; a row without a day says nothing."""

    def tell(telling: Telling, _day: date | None) -> Sequence[Problem]:
        listed = read_list(telling.dossier, source, "businesses", Signature)
        telling.problems += (*listed.problems, *_without_days(listed, source))
        rows = [found for found in listed.rows if found.record.signed_on]
        telling.look_up(found.record.id for found in rows)
        for found in rows:
            telling.sign(found.record.id, found.record.signed_on, found.at)
        return listed.notices

    return tell


def _without_days(listed: Listed[Signature], source: Path) -> Sequence[Problem]:
    """What is wrong with a list that has no column of days."""
    if "signed_on" in listed.keys or listed.problems:
        return ()
    (header,) = (column.header for column in columns(Signature) if column.key == "signed_on")
    return [Problem(Where(file=str(source)), "missing-column", "signed_on", {"header": header, "key": "signed_on"})]


def _dossier(folder: Path) -> Dossier | None:
    """The one dossier that a folder stands for; None where it cannot be read, which is told."""
    folder, *others = find(folder)
    if others:
        raise UsageError("which-dossier", known=", ".join(map(str, (folder, *others))))
    loaded = load(folder, rows=False)
    if loaded.dossier is None:
        for problem in loaded.problems:
            show_problem(problem)
    return loaded.dossier


def _show(telling: Telling, new: Sequence[Fact], notices: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        show_object(
            {
                "recorded": [_as_json(fact) for fact in new],
                "known": telling.known,
                "problems": [problem.as_json() for problem in telling.problems],
                "notices": [notice.as_json() for notice in notices],
            }
        )
        return
    for problem in telling.problems:
        show_problem(problem)
    for notice in notices:
        show_notice(notice)
    if telling.problems:
        said = _("{count} faults: nothing has been recorded").format(count=len(telling.problems))
    else:
        said = _("{count} recorded, {known} known already").format(count=len(new), known=telling.known)
    click.echo(said)


def _as_json(fact: Fact) -> dict[str, Any]:
    said = asdict(fact)
    return {key: said[key] for key in ("kind", "subject", "agency", "status", "text", "corrects")} | {
        "day": str(fact.day) if fact.day else None
    }
