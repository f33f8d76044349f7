"""What stands in the register, read as plain values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, select, true

from pipeline.register.schema import entries, steps
from pipeline.register.store import Store
from pipeline.register.values import Entry, Slip

LIVE = entries.c.status != "cancelled"
COLUMNS = [column for column in entries.c if column.name != "docx"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are asked for: an empty value asks for all. Texts are looked for by `has`, whatever their case."""

    office: str = ""
    year: int | None = None
    kind: str = ""
    dossier: str = ""
    live: bool = False


def find_entries(store: Store, wanted: Wanted, has: Callable[[Entry], bool] | None = None) -> tuple[Entry, ...]:
    """The entries asked for, by office, year, series and number. Raises RegisterError."""
    asked = {name: value for name in ("office", "year", "kind", "dossier") if (value := getattr(wanted, name))}
    where = and_(true(), *(entries.c[name] == value for name, value in asked.items()), *([LIVE] if wanted.live else []))
    with store.reading() as connection:
        return tuple(entry for entry in read_entries(connection, where) if has is None or has(entry))


def read_entries(connection: Connection, where: ColumnElement[bool]) -> Sequence[Entry]:
    """The entries that a condition holds for, in the order of the book."""
    order = (entries.c.office, entries.c.year, entries.c.series, entries.c.number)
    rows = connection.execute(select(*COLUMNS).where(where).order_by(*order)).mappings().all()
    said = select(steps.c.entry, steps.c.reason).join(entries, entries.c.id == steps.c.entry)
    with_reason = connection.execute(said.where(where, steps.c.reason != "").order_by(steps.c.id))
    reasons: dict[int, str] = {row.entry: row.reason for row in with_reason}
    return [entry_of(row, reasons.get(row["id"], "")) for row in rows]


def entry_of(row: RowMapping, reason: str) -> Entry:
    """The entry that a row of the table stands for."""
    said: dict[str, Any] = {name: row[name] for name in _SAID}
    return Entry(
        id=row["id"],
        number=row["number"],
        day=row["day"],
        status=row["status"],
        slip=Slip(**said, recipients=tuple(row["recipients"].splitlines())),
        template_sha256=row["template_sha256"],
        data_sha256=row["data_sha256"],
        output_sha256=row["output_sha256"],
        reason=reason,
    )


_SAID = (
    "office",
    "series",
    "symbol",
    "dossier",
    "kind",
    "document",
    "cited_as",
    "type_name",
    "subject",
    "signer",
    "position",
    "kept_by",
    "copies",
    "sent_on",
    "note",
)
