"""Numbers: each is given once, in the order of days, and nothing that was given is ever forgotten.

Whoever takes a number first takes hold of the one row of its book, so that nobody else can take one of the same book
until it stands in the register, or the whole transaction has not been.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, and_, case, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from pipeline.problems import RegisterError
from pipeline.register.facts import Facts, stamp
from pipeline.register.reading import COLUMNS, LIVE, Wanted, entry_of, find_entries
from pipeline.register.schema import books, entries, steps
from pipeline.register.store import Store
from pipeline.register.values import Deed, Entry, Fact, Paper, Slip
from pipeline.vietnamese import number_text, short_date


class Line(NamedTuple):
    """A document with its number and day; `cancelled` is why the number was cancelled."""

    slip: Slip
    number: int
    day: date
    cancelled: str = ""


class Numbers:
    """The numbers of a register. Every method raises RegisterError where the register cannot be used.

    `step` is told each step that a document has taken: "entered" before its transaction ends, "registered" after it.
    """

    def __init__(self, store: Store, step: Callable[[str], None] = lambda _name: None) -> None:
        self.store, self.step = store, step

    def entries(self, office: str, dossier: str, *, live: bool = True) -> tuple[Entry, ...]:
        """What the register holds of a dossier: without the cancelled numbers, where `live`."""
        return find_entries(self.store, Wanted(office=office, dossier=dossier, live=live))

    def facts(self, office: str, dossier: str) -> tuple[Fact, ...]:
        """What was told of a dossier, in the order in which it was recorded."""
        return Facts(self.store, office, dossier).all()

    def find(self, slip: Slip) -> Entry | None:
        """The entry of a document that has a number: reserved or issued."""
        with self.store.reading() as connection:
            return _found(connection, slip)

    def expected(self, slip: Slip, day: date, deed: Deed) -> int:
        """The number that the document would be given now. Raises RegisterError as `reserve` does."""
        with self.store.reading() as connection:
            return _next(connection, slip, day, deed)

    def reserve(self, slip: Slip, day: date, deed: Deed) -> Entry:
        """Give a document its number and day; one that has a number keeps it.

        Raises RegisterError "day-to-come"; "day-before-last" for a day before that of a number given already, unless
        the deed says why; "series-changed" where the office has numbered another way this year.
        """
        with self.store.writing() as connection:
            _hold(connection, slip, day.year)
            known = _found(connection, slip)
            if known:
                return known
            number = _next(connection, slip, day, deed)
            return _enter(connection, Line(slip, number, day), deed, {"status": "reserved"}, "reserved")

    def issue(self, slip: Slip, paper: Paper, number: int, day: date, deed: Deed) -> Entry | None:
        """Enter a document as issued, with its file, under the number and the day that it bears.

        None where the number is not the document's to have: somebody else has taken it since it was looked up, or the
        document has another one. Raises RegisterError as `reserve` does.
        """
        made = {
            "status": "issued",
            "template_sha256": paper.template_sha256,
            "data_sha256": paper.data_sha256,
            "output_sha256": hashlib.sha256(paper.docx).hexdigest(),
            "docx": paper.docx,
        }
        with self.store.writing() as connection:
            known = _found(connection, slip)
            if known:
                if (known.status, known.number, known.day) != ("reserved", number, day):
                    return None
                entry = _change(connection, known, {**_said(slip), **made}, deed, step="issued")
            else:
                _hold(connection, slip, day.year)
                if _next(connection, slip, day, deed) != number:
                    return None
                entry = _enter(connection, Line(slip, number, day), deed, made, "issued")
            self.step("entered")
        self.step("registered")
        return entry

    def give(self, slip: Slip, day: date, deed: Deed, make: Callable[[int, date], Paper]) -> Entry:
        """Issue a document that `make` makes of a number and a day: those reserved for it, else the next number.

        A document that cannot be made (`make` raises) costs no number. Raises RegisterError as `reserve` does.
        """
        if not self.find(slip):
            number = self.expected(slip, day, deed)
            if entry := self.issue(slip, make(number, day), number, day, deed):
                return entry  # else somebody has been quicker
        entry = self.reserve(slip, day, deed)
        if entry.status == "reserved":
            paper = make(entry.number, entry.day)
            return self.issue(slip, paper, entry.number, entry.day, deed) or self.reserve(slip, day, deed)
        return entry

    def cancel(self, slip: Slip, reason: str, deed: Deed) -> Entry | None:
        """Cancel the number of a document; it stays on record and is not given again. None where it has none."""
        with self.store.writing() as connection:
            known = _found(connection, slip)
            return known and _change(connection, known, {"status": "cancelled"}, deed, step="cancelled", reason=reason)

    def take_over(self, lines: Sequence[Line], deed: Deed) -> tuple[Entry, ...]:
        """Enter the lines of a book that was kept elsewhere, all or none; what stands here already is passed over.

        Raises RegisterError "number-taken" for a number that has been given to another document.
        """
        with self.store.writing() as connection:
            return tuple(filter(None, (_take_over(connection, line, deed) for line in lines)))

    def docx(self, entry: Entry) -> bytes:
        """The file of an issued document, as it was issued."""
        with self.store.reading() as connection:
            found = connection.execute(select(entries.c.docx).where(entries.c.id == entry.id)).scalar()
        return found or b""


def _found(connection: Connection, slip: Slip) -> Entry | None:
    mine = {name: getattr(slip, name) for name in ("office", "dossier", "kind", "document")}
    where = and_(LIVE, *(entries.c[name] == value for name, value in mine.items()))
    row = connection.execute(select(*COLUMNS).where(where)).mappings().first()
    return entry_of(row, "") if row else None


def _hold(connection: Connection, slip: Slip, year: int) -> None:
    """Take hold of a book: nobody else can take a number of it before this transaction has ended."""
    own = {"office": slip.office, "year": year, "series": slip.series}
    held = update(books).where(and_(*(books.c[name] == value for name, value in own.items())))
    held = held.values(last_number=books.c.last_number)
    if not connection.execute(held).rowcount:
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        connection.execute(dialect.insert(books).values(**own, last_number=0).on_conflict_do_nothing())
        connection.execute(held)


def _next(connection: Connection, slip: Slip, day: date, deed: Deed) -> int:
    """The number after the last one, if it may be given for that day."""
    if day > deed.today:
        raise RegisterError("day-to-come", day=short_date(day), today=short_date(deed.today))
    since = and_(books.c.office == slip.office, books.c.year >= day.year, books.c.last_number > 0)
    known = connection.execute(select(books).where(since)).all()
    if any(bool(book.series) != bool(slip.series) for book in known if book.year == day.year):
        raise RegisterError("series-changed", year=str(day.year))
    days = (slip.numbered_on, *(book.last_day for book in known if book.series == slip.series))
    last_day = max(filter(None, days), default=None)
    if last_day and day < last_day and not deed.late:
        raise RegisterError("day-before-last", day=short_date(day), last=short_date(last_day))
    own = (int(book.last_number) for book in known if (book.year, book.series) == (day.year, slip.series))
    return max([slip.numbered.get(day.year, 0), *own]) + 1


def _enter(connection: Connection, line: Line, deed: Deed, made: Mapping[str, Any], step: str) -> Entry:
    slip, number, day, _cancelled = line
    row = {
        "office": slip.office,
        "year": day.year,
        "series": slip.series,
        "dossier": slip.dossier,
        "kind": slip.kind,
        "document": slip.document,
        "number": number,
        "day": day,
        **_said(slip),
        **made,
    }
    entered = connection.execute(insert(entries).values(row).returning(entries)).mappings().one()
    _note(connection, entered["id"], step, deed, deed.late)
    own = and_(books.c.office == slip.office, books.c.year == day.year, books.c.series == slip.series)
    last_number = case((books.c.last_number < number, number), else_=books.c.last_number)
    last_day = case((books.c.last_day > day, books.c.last_day), else_=day)
    connection.execute(update(books).where(own).values(last_number=last_number, last_day=last_day))
    return entry_of(entered, deed.late)


def _said(slip: Slip) -> dict[str, Any]:
    """What the book says of a document."""
    return {
        "symbol": slip.symbol,
        "cited_as": slip.cited_as,
        "type_name": slip.type_name,
        "subject": slip.subject,
        "signer": slip.signer,
        "position": slip.position,
        "recipients": "\n".join(slip.recipients),
        "kept_by": slip.kept_by,
        "copies": slip.copies,
        "sent_on": slip.sent_on,
        "note": slip.note,
    }


def _change(
    connection: Connection, known: Entry, values: Mapping[str, Any], deed: Deed, *, step: str, reason: str = ""
) -> Entry | None:
    """Bring an entry on by one step; None where another has been quicker."""
    still = and_(entries.c.id == known.id, entries.c.status == known.status)
    changed = connection.execute(update(entries).where(still).values(values).returning(entries)).mappings().first()
    if changed is None:
        return None
    _note(connection, known.id, step, deed, reason)
    return entry_of(changed, reason or known.reason)


def _note(connection: Connection, entry: int, step: str, deed: Deed, reason: str) -> None:
    values = {"entry": entry, "step": step, "reason": reason, "at": stamp(deed.now), "by": deed.by}
    connection.execute(insert(steps).values(values))


def _take_over(connection: Connection, line: Line, deed: Deed) -> Entry | None:
    slip, number, day, cancelled = line
    _hold(connection, slip, day.year)
    there: RowMapping | None = (
        connection.execute(
            select(entries).where(
                entries.c.office == slip.office,
                entries.c.year == day.year,
                entries.c.series == slip.series,
                entries.c.number == number,
            )
        )
        .mappings()
        .first()
    )
    if there is None:
        entry = _enter(connection, line, deed, {"status": "issued"}, "imported")
        if cancelled:
            return _change(connection, entry, {"status": "cancelled"}, deed, step="cancelled", reason=cancelled)
        return entry
    if (there["symbol"], there["day"], there["subject"]) != (slip.symbol, day, slip.subject):
        raise RegisterError("number-taken", number=f"{number_text(number)}/{slip.symbol}", day=short_date(there["day"]))
    return None
