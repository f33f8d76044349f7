"""The office's register: numbers given, documents issued, and what was reported and signed since.

    place_of(folder) ── store.open_store ──> Store ── facts.Facts      reports, signatures

One schema on SQLite (`register.db` in the project's folder) and on PostgreSQL (`VANBAN_DATABASE`). Only this room
knows SQLAlchemy and Alembic, and only what opens a register imports them.
"""

from pipeline.register.place import at_place, place_of
from pipeline.register.values import Fact, FactKind

__all__ = ["Fact", "FactKind", "at_place", "place_of"]
