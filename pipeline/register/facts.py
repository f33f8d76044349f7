"""What came back to the office: reports and signed commitments, one fact after the other."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import insert, select

from pipeline.register.schema import facts
from pipeline.register.store import Store
from pipeline.register.values import Fact, current


class Facts:
    """The facts of one dossier of an office, which is known by its name."""

    def __init__(self, store: Store, office: str, dossier: str) -> None:
        self.store, self.office, self.dossier = store, office, dossier

    def add(self, told: Iterable[Fact], *, now: datetime, by: str) -> None:
        """Record facts in their order, all of them or none. Raises RegisterError."""
        rows = [
            {
                "office": self.office,
                "dossier": self.dossier,
                "kind": fact.kind,
                "subject": fact.subject,
                "agency": fact.agency,
                "day": fact.day,
                "status": fact.status,
                "text": fact.text,
                "corrects": fact.corrects,
                "at": stamp(now),
                "by": by,
            }
            for fact in told
        ]
        with self.store.writing() as connection:
            if rows:
                connection.execute(insert(facts), rows)

    def all(self) -> tuple[Fact, ...]:
        """Every fact of the dossier in the order they were recorded, the corrected ones too. Raises RegisterError."""
        mine = (facts.c.office == self.office) & (facts.c.dossier == self.dossier)
        with self.store.reading() as connection:
            rows = connection.execute(select(facts).where(mine).order_by(facts.c.id)).all()
        return tuple(
            Fact(
                kind=row.kind,
                subject=row.subject,
                day=row.day,
                agency=row.agency,
                status=row.status,
                text=row.text,
                corrects=row.corrects,
                id=row.id,
                recorded_at=datetime.fromisoformat(row.at),
                recorded_by=row.by,
            )
            for row in rows
        )

    def current(self) -> tuple[Fact, ...]:
        """The facts that no later one has corrected, in the order they were recorded. Raises RegisterError."""
        return current(self.all())


def stamp(now: datetime) -> str:
    """A time as the register keeps it: UTC, to the second."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
