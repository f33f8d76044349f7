"""The register's tables as they are now; `migrations` makes them, and brings older ones up to date.

Times are texts in UTC (2026-03-05T08:30:00Z), which both databases keep and order as they are.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

HEAD = "0001"
"""The newest migration: what a register's own version is held against without loading Alembic."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)


def _text(name: str) -> Column[str]:
    return Column(name, String, nullable=False, server_default="")


books = Table(
    "books",
    metadata,
    Column("office", String, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("series", String, primary_key=True),  # "" where all types share one
    Column("last_number", Integer, nullable=False),
    Column("last_day", Date),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("office", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("series", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("symbol", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("status", String, nullable=False),
    # which document: its dossier and id, and what later documents find it by
    _text("dossier"),
    _text("kind"),
    _text("document"),
    _text("cited_as"),
    # what the book says of it
    _text("type_name"),
    _text("subject"),
    _text("signer"),
    _text("position"),
    _text("recipients"),  # one a line
    _text("kept_by"),
    Column("copies", Integer),
    Column("sent_on", Date),
    _text("note"),
    # from which draft it was made, and the file itself
    _text("template_sha256"),
    _text("data_sha256"),
    _text("output_sha256"),
    Column("docx", LargeBinary),
    CheckConstraint("status IN ('reserved', 'issued', 'cancelled')", name="status"),
    CheckConstraint("number > 0", name="number"),
    UniqueConstraint("office", "year", "series", "number"),
    UniqueConstraint("office", "year", "number", "symbol"),
    ForeignKeyConstraint(["office", "year", "series"], ["books.office", "books.year", "books.series"]),
)
Index(
    "uq_entries_document",
    entries.c.office,
    entries.c.dossier,
    entries.c.kind,
    entries.c.document,
    unique=True,
    sqlite_where=text("status <> 'cancelled' AND document <> ''"),
    postgresql_where=text("status <> 'cancelled' AND document <> ''"),
)

steps = Table(
    "steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry", ForeignKey("entries.id"), nullable=False, index=True),
    Column("step", String, nullable=False),  # reserved, issued, cancelled, late, imported
    _text("reason"),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("office", String, nullable=False),
    Column("dossier", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    _text("agency"),
    Column("day", Date),
    _text("status"),
    _text("text"),
    Column("corrects", ForeignKey("facts.id")),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    CheckConstraint("kind IN ('report', 'signed')", name="kind"),
    Index("ix_facts_office_dossier", "office", "dossier"),
)

APPEND_ONLY = ("steps", "facts")
"""Tables whose rows the database itself refuses to change or to delete."""
