"""Where the files of issued documents are: written as the register holds them, read-only, and mended where they differ.

output/<dossier>/issued/<kind>/<id>-<year>-<number>.docx    issued
                                        ...-huy.docx        issued, its number cancelled since
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline.documents import Document, OfficeDocument
from pipeline.dossier import Faulty
from pipeline.making import sha256_of
from pipeline.problems import Problem, Where
from pipeline.publish import keep_aside, write_whole, writing
from pipeline.register import Entry, Ledger
from pipeline.vietnamese import number_text, short_date

FOLDER = "issued"
_NAMED = re.compile(r"-\d{4}-\d{2,}\.docx$")  # not what was kept aside, nor what was cancelled
READ_ONLY = 0o444


@dataclass(frozen=True)
class Cabinet:
    """The issued documents of a dossier: in the register, unless its office has none, and in the folder `output`.

    Every method raises RegisterError where the register cannot be used, OutputError where a file cannot be written.
    """

    ledger: Ledger | None
    output: Path
    office: str
    dossier: str

    def entries(self, *, live: bool = True) -> tuple[Entry, ...]:
        """What the register holds of the dossier: without the cancelled numbers, where `live`."""
        return self.ledger.entries(self.office, self.dossier, live=live) if self.ledger else ()

    @cached_property
    def _issued(self) -> dict[tuple[str, str], Entry]:
        return {(e.slip.kind, e.slip.document): e for e in self.entries() if e.status == "issued" and e.output_sha256}

    def held(self, draft: Document | Faulty, id: str) -> tuple[bytes, Problem | None]:
        """The file of a draft that has been issued, and a notice where the present data would give another."""
        entry = self._issued.get((draft.kind, id)) if isinstance(draft, OfficeDocument) else None
        if entry is None or self.ledger is None or not isinstance(draft, OfficeDocument):
            return b"", None
        changed = None
        if sha256_of(draft.numbered(entry.number, entry.day)) != entry.data_sha256:
            values = {"number": f"{number_text(entry.number)}/{entry.slip.symbol}", "day": short_date(entry.day)}
            changed = Problem(replace(draft.record, record=id), "issued-data-changed", "", values)
        return self.ledger.docx(entry), changed

    def has_issued(self, kind: str, id: str) -> bool:
        """Whether a document has been issued."""
        return (kind, id) in self._issued

    def hashes(self, kind: str) -> bytes:
        """The hashes of the issued documents of a kind."""
        return "".join(entry.output_sha256 for entry in self._issued.values() if entry.slip.kind == kind).encode()

    def path_of(self, entry: Entry) -> Path:
        """Where an issued document's file is."""
        cancelled = "-huy" if entry.status == "cancelled" else ""
        name = f"{entry.slip.document}-{entry.year}-{number_text(entry.number)}{cancelled}.docx"
        return self.output / self.dossier / FOLDER / entry.slip.kind / name

    def put(self, entry: Entry) -> Path:
        """Write an issued document's file unless it stands there as it was issued."""
        path = self.path_of(entry)
        if self.ledger and entry.output_sha256 and (present := _sha256(path)) != entry.output_sha256:
            with writing(path):
                if present:
                    keep_aside(path, present)
                write_whole(path, self.ledger.docx(entry), mode=READ_ONLY)
        if entry.output_sha256 and entry.status == "cancelled":
            before = self.path_of(replace(entry, status="issued"))
            if _sha256(before) == entry.output_sha256:
                with writing(before):
                    before.unlink()
        return path

    def strangers(self) -> list[Path]:
        """Files of issued documents that the register does not know: it is older than they are, or another one."""
        known = set(map(self.path_of, self.entries(live=False)))
        files = sorted((self.output / self.dossier / FOLDER).glob("*/*.docx"))
        return [file for file in files if _NAMED.search(file.name) and file not in known]

    def mend(self) -> Iterator[Problem]:
        """Write every issued document's file that is not there as it was issued; what was done is told."""
        for entry in self.entries(live=False):
            path = self.path_of(entry)
            present = _sha256(path)
            if entry.output_sha256 and present != entry.output_sha256:
                self.put(entry)
                yield Problem(Where(file=str(path)), "issued-changed" if present else "issued-restored")


def _sha256(path: Path) -> str:
    """The hash of a file; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
