"""Which documents are to be made of a dossier: their rows or drafts, each under an id of its own, as orders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from pipeline.cabinet import Cabinet
from pipeline.documents import Document, PerBusiness
from pipeline.dossier import Dossier, Faulty, Seen
from pipeline.making import Order
from pipeline.problems import Problem, Where
from pipeline.publish import Line, Manifest
from pipeline.sources import Row
from pipeline.vietnamese import slug


class Ordered(NamedTuple):
    """An order that was given: the row it is about, what the last manifest said of its document, what to tell."""

    order: Order
    record: Where
    old: Line | None
    notice: Problem | None = None


@dataclass(frozen=True)
class Orders:
    """The orders of a dossier's documents as of a day; `manifest` is that of the last build, `output` where they go."""

    dossier: Dossier
    as_of: date
    manifest: Manifest
    cabinet: Cabinet
    output: str

    def of(self, kind: type[Document], known: Seen, done: int) -> Iterator[Ordered]:
        """Every document of a kind under an id in ASCII that no other has; of two rows with one id the later fails.

        The first `done` of them are passed over. A document that has been issued is ordered as it was.
        """
        if issubclass(kind, PerBusiness):
            rows = self.dossier.business_rows() if kind.are_asked_for(self.dossier) else iter(())
            for row in islice(rows, done, None):
                id, where, fault = slug(self.dossier.business_id(row)), row.where, None
                if isinstance(row, Row):
                    fault = self.dossier.business_twice(row, id, known)
                record = Where(where.file, where.sheet, where.row, record=id)
                yield self._ordered(row, _id_of_row(id, record) if fault or not id else id, record, fault)
            return
        for draft in islice(kind.drafts(self.dossier, self.as_of), done, None):
            id, record, fault = slug(draft.id), draft.where if isinstance(draft, Faulty) else draft.record, None
            if not id or known.first(id, 0) is not None:
                if isinstance(draft, Faulty):
                    id = _id_of_row(id, record)
                else:
                    path = f"{self.output}/{self.dossier.id}/{kind.kind}/{id}.docx"
                    fault = Problem(record, "document-twice", "id", {"path": path})
            one = self._ordered(draft, id, record, fault)
            issued, changed = self.cabinet.held(draft, id)
            yield one._replace(order=one.order._replace(issued=issued), notice=changed)

    def _ordered(self, source: Row | Document | Faulty, id: str, record: Where, fault: Problem | None) -> Ordered:
        line = self.manifest.look(id)
        sound = line is not None and line["status"] != "failed" and not line.get("findings")
        old = (line["path"], line["input_sha256"], line["output_sha256"]) if line and sound else None
        return Ordered(Order(source, id, fault, old), record, line)


def _id_of_row(id: str, record: Where) -> str:
    """What a row is called that has no id, or one that an earlier row has."""
    return f"{id}-row-{record.row}".lstrip("-")
