"""A book that was kept elsewhere: the decree's ten columns in any table, or metadata that we wrote, read as lines."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.dossier import Dossier
from pipeline.dossier.lists import read_list
from pipeline.outgoing import ABOUT
from pipeline.problems import Problem, UsageError, Where
from pipeline.recorded import series_of, type_of
from pipeline.records import NUMBERED, Registered, read_record
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
    notices: tuple[Problem, ...] = ()
    if path.suffix.lower() == ".json":
        read = list(_of_metadata(dossier, path))
        rows = [(one.record, one.where) for one in read if isinstance(one, _Line)]
        problems = [one for one in read if isinstance(one, Problem)]
    else:
        listed = read_list(dossier, path, "register", Registered)
        _refuse_other(dossier, path)
        rows = [(found.record, found.at("day")) for found in listed.rows]
        problems, notices = list(listed.problems), listed.notices
    for record, where in rows:
        if record.day > today:
            values = {"day": short_date(record.day), "today": short_date(today)}
            problems.append(Problem(where, "day-to-come", "day", values))
    return Book(tuple(_line(dossier, record) for record, _where in rows), tuple(problems), notices)


class _Line(NamedTuple):
    """A sound line of a file, and where it stands."""

    record: Registered
    where: Where


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
        position=said.position,
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


def _of_metadata(dossier: Dossier, path: Path) -> Iterator[_Line | Problem]:
    """The lines of a file of metadata, or what is wrong with them."""
    if not path.is_file():
        raise UsageError("not-found", Where(file=str(path)), path=str(path))
    try:
        found = json.loads(path.read_bytes())
        _hold_against(dossier, str(found["office"]), path)
        rows = list(map(_columns, found["documents"]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError("not-a-book", Where(file=str(path)), reason=f"{type(error).__name__}: {error}") from error
    for number, values in enumerate(rows, 1):
        where = Where(file=str(path), row=number, record=values["number"])
        read = _read(values, where)
        if isinstance(read, Registered):
            yield _Line(read, where)
        else:
            yield from read


def _read(values: dict[str, str], where: Where) -> Registered | tuple[Problem, ...]:
    return read_record(Registered, values, lambda _place: where)


def _columns(said: dict[str, Any]) -> dict[str, str]:
    """The columns of a line that an entry's metadata give."""
    about = ABOUT if type_of(said["CodeNotation"]).key == "letter" else ""
    columns = {
        "number": f"{said['CodeNumber']}/{said['CodeNotation']}",
        "day": said["IssuedDate"],
        "subject": " ".join(filter(None, (said["TypeName"], about, said["Subject"]))),
        "signer": said["SignerInfo"]["FullName"],
        "position": said["SignerInfo"]["Position"],
        "recipients": "; ".join(one["OrganName"] for one in said["To"]),
        "kept_by": said.get("KeptBy"),
        "copies": said["IssuedAmount"],
        "note": said["Description"],
    }
    return {key: str(value) for key, value in columns.items() if value}
