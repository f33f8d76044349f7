"""The office's register: numbers given, documents issued, and what was reported and signed since.

    place_of(folder) ── store.open_store ──> Store ── numbers.Numbers  numbers given, documents issued
                                             └─ facts.Facts      reports, signatures

One schema on SQLite (`register.db` in the project's folder) and on PostgreSQL (`VANBAN_DATABASE`). Only this room
knows SQLAlchemy and Alembic, and only what opens a register imports them.
"""

from pipeline.register.place import at_place, file_of, place_of
from pipeline.register.values import Deed, Entry, Fact, FactKind, Ledger, Paper, Slip, Status, current

__all__ = [
    "Deed",
    "Entry",
    "Fact",
    "FactKind",
    "Ledger",
    "Paper",
    "Slip",
    "Status",
    "at_place",
    "current",
    "file_of",
    "place_of",
]
