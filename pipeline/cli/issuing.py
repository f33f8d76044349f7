"""`vanban issue`: numbers given, cancelled and reserved at the records desk of a dossier's office."""

import getpass
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from pipeline.cli import DONE, FAULTS
from pipeline.cli.show import show_json, show_notice, show_problem
from pipeline.documents import kinds_named
from pipeline.dossier import Loaded, find, load
from pipeline.issuing import Desk, Named, NotIssuedError, Outcome
from pipeline.messages import text as _
from pipeline.problems import Problem, UsageError, Where
from pipeline.register import Deed, Entry, place_of
from pipeline.register.numbers import Numbers
from pipeline.register.store import open_store
from pipeline.vietnamese import number_text, short_date


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is asked of the desk: of one document, or of all of a kind."""

    folder: Path
    document: str
    kind: str
    day: date | None
    as_of: date | None
    late: str
    reserve: bool
    cancel: str
    output: Path


def run(asked: Asked, *, as_json: bool) -> int:
    """Do what is asked and give the exit code: 1 where a document was not sound.

    Raises UsageError for what is not there, RegisterError where the register refuses.
    """
    loaded = loaded_of(asked.folder)
    told = Told(as_json)
    told.data(loaded.problems)
    desk = _desk(asked, loaded)
    if desk is None:
        told.code = FAULTS
        return told.finish()
    told.notices += desk.look_over()
    with_day = asked.day or desk.deed.today
    try:
        for named in _named(desk, asked):
            try:
                told.add(*_done(desk, asked, named, with_day))
            except NotIssuedError as error:
                told.fault(error)
    except NotIssuedError as error:  # before it could be found
        told.fault(error)
    told.notices += map(_waits, desk.waiting() if not asked.reserve else ())
    return told.finish()


def _desk(asked: Asked, loaded: Loaded) -> Desk | None:
    """The desk of the dossier's office; None where the dossier cannot be read."""
    if loaded.dossier is None:
        return None
    store = open_store(place_of(loaded.dossier.folder, os.environ), create=True)
    assert store
    return Desk(
        dossier=loaded.dossier,
        unsound=loaded.unsound,
        numbers=Numbers(store),
        output=asked.output,
        as_of=asked.as_of or loaded.dossier.campaign.as_of or date.today(),
        deed=deed(asked.late),
    )


def loaded_of(folder: Path) -> Loaded:
    """The one dossier that `folder` stands for.

    Raises UsageError "no-dossier", "which-dossier".
    """
    one, *others = find(folder)
    if others:
        raise UsageError("which-dossier", known=", ".join(map(str, (one, *others))))
    return load(one)


def deed(late: str = "") -> Deed:
    """Who does something now."""
    try:
        by = getpass.getuser()
    except (KeyError, OSError):  # a user without a name
        by = "?"
    return Deed(datetime.now(UTC), by, date.today(), late)


def _named(desk: Desk, asked: Asked) -> Iterator[Named]:
    """The documents that are asked for."""
    if asked.document:
        yield desk.find(asked.document)
        return
    (kind,) = kinds_named((asked.kind,)).values()
    yield from desk.drafts(kind)


def _done(desk: Desk, asked: Asked, named: Named, day: date) -> tuple[Outcome, str]:
    """What has been done with a document, and its name."""
    if asked.cancel:
        cancelled = desk.cancel(named, asked.cancel)
        if cancelled is None:
            raise UsageError("nothing-to-cancel", document=f"{named.kind.kind}/{named.id}")
        return cancelled, "cancelled"
    if asked.reserve:
        return desk.reserve(named, day), "reserved"
    outcome = desk.issue(named, day)
    return outcome, "issued" if outcome.new else "unchanged"


def _waits(entry: Entry) -> Problem:
    values = {"number": _number(entry), "day": short_date(entry.day), "document": entry.slip.document}
    return Problem(Where(), "number-waits", "", values)


def _number(entry: Entry) -> str:
    return f"{number_text(entry.number)}/{entry.slip.symbol}"


class Told:
    """What is told of a run: lines as they come, or one JSON object at the end."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.code = DONE
        self.documents: list[dict[str, Any]] = []
        self.problems: list[Problem] = []
        self.findings: list[dict[str, Any]] = []
        self.notices: list[Problem] = []

    def data(self, problems: Iterable[Problem]) -> None:
        """What is wrong with the dossier's data; that alone stops no document that is made without them."""
        self.problems += problems
        if not self.as_json:
            for problem in problems:
                show_problem(problem)

    def add(self, outcome: Outcome, status: str) -> None:
        """One document has its number, or has lost it."""
        entry, path, _new = outcome
        if status == "unchanged":
            values = {"number": _number(entry), "day": short_date(entry.day)}
            self.notices.append(Problem(Where(file=str(path)), "already-issued", "", values))
        if self.as_json:
            line = {"id": entry.slip.document, "kind": entry.slip.kind, "number": entry.number}
            line |= {"symbol": entry.slip.symbol, "day": str(entry.day), "path": str(path), "status": status}
            self.documents.append(line)
        elif status != "unchanged":
            said = {"issued": str(path), "reserved": _("reserved"), "cancelled": _("cancelled")}[status]
            click.echo(f"{_number(entry)}  {short_date(entry.day)}  {entry.slip.kind}/{entry.slip.document}  {said}")

    def fault(self, error: NotIssuedError) -> None:
        """One document gets no number."""
        self.code = FAULTS
        self.problems.append(error.problem)
        self.findings += (finding.as_json() for finding in error.findings)
        if not self.as_json:
            for finding in error.findings:
                click.echo(str(finding), err=True)
            show_problem(error.problem)

    def finish(self) -> int:
        """The notices, or the one JSON object; the exit code."""
        if self.as_json:
            show_json(self.documents, self.problems, self.findings, self.notices)
        else:
            for notice in self.notices:
                show_notice(notice)
        return self.code
