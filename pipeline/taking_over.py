"""A book that was kept elsewhere: the decree's ten columns in any table, or metadata that we wrote, read as lines."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.dossier import Dossier
from pipeline.dossier.lists import read_list
from pipeline.dossier.reading import Found
from pipeline.outgoing import ABOUT
from pipeline.problems import Problem, UsageError, Where
from pipeline.recorded import series_of, type_of
from pipeline.records import NUMBERED, Registered
from pipeline.register import Slip
from pipeline.register.numbers import Line
from pipeline.sources import open_sheets
from pipeline.vietnamese import fold, short_date

_CANCELLED = re.compile(r"(?:đã )?h[ủu][ỷy]?(?: số)?\b[:;,. ]*(.*)", re.IGNORECASE | re.DOTALL)
_ABOUT = re.compile(rf"(?:{re.escape(ABOUT)}|về việc)\s+", re.IGNORECASE)
_OF_OFFICE = re.compile(r"(?P<office>.+), năm \d{4}")
_WITHIN = 6  # rows from the top of a sheet in which our own books name their office
_TABLES = (".xlsx", ".xlsm", ".xls", ".ods")


class Book(NamedTuple):
    """The lines of a book, what is wrong with it, what else is to be told."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()


def lines_of(dossier: Dossier, path: Path, today: date) -> Book:
    """Read the book of the dossier's office that a file holds.

    Raises UsageError "not-found"; "other-office" for a book that says it is another's; "not-a-book".
    """
    if path.suffix.lower() == ".json":
        return Book(tuple(_of_metadata(dossier, path)), ())
    listed = read_list(dossier, path, "register", Registered)
    _refuse_other(dossier, path)
    problems = (*listed.problems, *(p for found in listed.rows for p in _to_come(found, today)))
    return Book(tuple(_line(dossier, found.record) for found in listed.rows), problems, listed.notices)


def _to_come(found: Found[Registered], today: date) -> Iterator[Problem]:
    if found.record.day > today:
        values = {"day": short_date(found.record.day), "today": short_date(today)}
        yield Problem(found.at("day"), "day-to-come", "day", values)


def _line(dossier: Dossier, said: Registered) -> Line:
    parts = NUMBERED.fullmatch(said.number)
    assert parts  # as its reader has seen
    kind = type_of(parts["symbol"])
    subject = said.subject
    if fold(subject).startswith(fold(kind.name)):
        subject = subject[len(kind.name) :].lstrip(" :,.-")
    cancelled = _CANCELLED.match(said.note)
    slip = Slip(
        office=dossier.office.name,
        series=series_of(dossier, kind),
        symbol=parts["symbol"],
        type_name=kind.name,
        subject=_ABOUT.sub("", subject, count=1) if _ABOUT.match(subject) else subject,
        signer=said.signer,
        recipients=tuple(filter(None, (part.strip() for part in re.split(r"[;\n]", said.recipients)))),
        kept_by=said.kept_by,
        copies=said.copies,
        sent_on=said.sent_on,
        note="" if cancelled else said.note,
    )
    return Line(slip, int(parts["number"]), said.day, (cancelled[1] or said.note) if cancelled else "")


def _refuse_other(dossier: Dossier, path: Path) -> None:
    """Raises UsageError "other-office" where one of our own books names another office than the dossier's."""
    if path.suffix.lower() not in _TABLES:
        return
    for sheet in open_sheets(path).sheets:
        for row in sheet.rows():
            if row.number > _WITHIN:
                break
            for text in row.texts:
                if named := _OF_OFFICE.fullmatch(text):
                    _hold_against(dossier, named["office"], path)


def _hold_against(dossier: Dossier, office: str, path: Path) -> None:
    if fold(office) != fold(dossier.office.name):
        raise UsageError("other-office", Where(file=str(path)), other=office, office=dossier.office.name)


def _of_metadata(dossier: Dossier, path: Path) -> Iterator[Line]:
    if not path.is_file():
        raise UsageError("not-found", Where(file=str(path)), path=str(path))
    try:
        found = json.loads(path.read_bytes())
        _hold_against(dossier, str(found["office"]), path)
        for said in found["documents"]:
            yield _metadata_line(dossier, said)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UsageError("not-a-book", Where(file=str(path)), reason=f"{type(error).__name__}: {error}") from error


def _metadata_line(dossier: Dossier, said: dict[str, Any]) -> Line:
    symbol = str(said["CodeNotation"])
    status = str(said.get("Status", "issued"))
    description = str(said["Description"])
    slip = Slip(
        office=dossier.office.name,
        series=series_of(dossier, type_of(symbol)),
        symbol=symbol,
        type_name=str(said["TypeName"]),
        subject=str(said["Subject"]),
        signer=str(said["SignerInfo"]["FullName"]),
        position=str(said["SignerInfo"]["Position"]),
        recipients=tuple(str(one["OrganName"]) for one in said["To"]),
        kept_by=str(said.get("KeptBy", "")),
        copies=int(said["IssuedAmount"]) if said["IssuedAmount"] else None,
        note="" if status == "cancelled" else description,
    )
    number, day = int(said["CodeNumber"]), date.fromisoformat(said["IssuedDate"])
    if number < 1:
        raise ValueError(said["CodeNumber"])
    cancelled = (_CANCELLED.sub(r"\1", description) or description or status) if status == "cancelled" else ""
    return Line(slip, number, day, cancelled)
