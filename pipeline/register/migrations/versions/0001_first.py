"""The first schema: books, entries, steps, facts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

APPEND_ONLY = ("steps", "facts")


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String, nullable=False, server_default="")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "books",
        sa.Column("office", sa.String, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("series", sa.String, primary_key=True),
        sa.Column("last_number", sa.Integer, nullable=False),
        sa.Column("last_day", sa.Date),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("series", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("symbol", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        *map(_text, ("dossier", "kind", "document", "cited_as")),
        *map(_text, ("type_name", "subject", "signer", "position", "recipients", "kept_by")),
        sa.Column("copies", sa.Integer),
        sa.Column("sent_on", sa.Date),
        *map(_text, ("note", "template_sha256", "data_sha256", "output_sha256")),
        sa.Column("docx", sa.LargeBinary),
        sa.CheckConstraint("status IN ('reserved', 'issued', 'cancelled')", name="status"),
        sa.CheckConstraint("number > 0", name="number"),
        sa.UniqueConstraint("office", "year", "series", "number"),
        sa.UniqueConstraint("office", "year", "number", "symbol"),
        sa.ForeignKeyConstraint(["office", "year", "series"], ["books.office", "books.year", "books.series"]),
    )
    live = sa.text("status <> 'cancelled' AND document <> ''")
    op.create_index(
        "uq_entries_document",
        "entries",
        ["office", "dossier", "kind", "document"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
    op.create_table(
        "steps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.id"), nullable=False, index=True),
        sa.Column("step", sa.String, nullable=False),
        _text("reason"),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
    )
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.String, nullable=False) for name in ("office", "dossier", "kind", "subject")),
        _text("agency"),
        sa.Column("day", sa.Date),
        *map(_text, ("status", "text")),
        sa.Column("corrects", sa.Integer, sa.ForeignKey("facts.id")),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("by", sa.String, nullable=False),
        sa.CheckConstraint("kind IN ('report', 'signed')", name="kind"),
    )
    op.create_index("ix_facts_office_dossier", "facts", ["office", "dossier"])
    _keep()


def _keep() -> None:
    """Let the database refuse to change or delete a row of what is only added to."""
    if op.get_bind().dialect.name == "sqlite":
        for table in APPEND_ONLY:
            for deed in ("UPDATE", "DELETE"):
                refuse = f"SELECT RAISE(ABORT, '{table}: append-only')"
                op.execute(f"CREATE TRIGGER {table}_{deed.lower()} BEFORE {deed} ON {table} BEGIN {refuse}; END")
        return
    op.execute(
        "CREATE FUNCTION vanban_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION vanban_append_only()"
        )
