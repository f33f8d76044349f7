"""What is done for one document, wherever that is: its row read, its words filled in, all checked and put in place.

Orders travel to workers in chunks, and what was made of them back. A document of which neither the row nor anything
that goes into it has changed costs a look at its file.
"""

import hashlib
import json
import pickle
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline import __version__, messages
from pipeline.archive import write_package
from pipeline.documents import Document, PerBusiness
from pipeline.dossier import Dossier, Faulty
from pipeline.press import Press
from pipeline.problems import Problem, UsageError
from pipeline.publish import Hand, Parcel, Status
from pipeline.rules import Finding
from pipeline.sources import Row


class Order(NamedTuple):
    """A document to be made: what of, its id in ASCII, a fault known beforehand; its old path and hashes, if any."""

    source: Row | Document | Faulty
    id: str
    fault: Problem | None = None
    old: tuple[str, str, str] | None = None


class Made(NamedTuple):
    """What became of an order. `docx` is empty unless the hand could not put it on the shelf itself.

    `faulty` says that the row gave no record.
    """

    path: str
    status: Status
    input_sha256: str = ""
    output_sha256: str = ""
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    docx: bytes = b""
    faulty: bool = False


@dataclass(frozen=True)
class Maker:
    """Makes the documents of one kind. `setting` stands for all that goes into them but their rows.

    `told` says that what is wrong with the rows has been said already.
    """

    kind: type[Document]
    press: Press
    hand: Hand
    dossier: Dossier
    setting: str
    language: str
    told: bool

    def __reduce__(self) -> tuple[Callable[[bytes, str], "Packed"], tuple[bytes, str]]:
        return Packed, (pickle.dumps(vars(self)), _packing())

    def __call__(self, orders: Sequence[Order]) -> list[Made]:
        """What became of each order."""
        messages.use(self.language)
        made = [self._made(order) for order in orders]
        new = [index for index, one in enumerate(made) if one.status == "made"]
        put = self.hand.put([Parcel(made[index].path, made[index].docx, orders[index].id) for index in new])
        for index, (status, problem) in zip(new, put, strict=True):
            old = orders[index].old
            same = self.hand.carries and old is not None and old[2] == made[index].output_sha256
            made[index] = self._after(made[index], "unchanged" if same else status, problem)
        return made

    def _after(self, made: Made, status: Status, problem: Problem | None) -> Made:
        """What is said of a document after it was put, or not put, in its place."""
        problems = (*made.problems, problem) if problem else made.problems
        sha256 = "" if status == "failed" else made.output_sha256
        docx = made.docx if self.hand.carries else b""
        return made._replace(status=status, problems=problems, output_sha256=sha256, docx=docx)

    def _made(self, order: Order) -> Made:
        if isinstance(order.source, Row):
            return self._of_row(order.source, order)
        if isinstance(order.source, Faulty):
            return self._of_faulty(order.source, order)
        words = asdict(order.source)
        del words["record"]
        text = json.dumps(words, ensure_ascii=False, sort_keys=True, default=str)
        return self._of_document(order.source, order, _sha256(text))

    def _of_faulty(self, faulty: Faulty, order: Order) -> Made:
        problems = () if self.told else faulty.problems
        if order.fault:
            problems += (order.fault,)
        return Made(self.hand.name_of(self.kind.kind, order.id), "failed", problems=problems, faulty=True)

    def _of_row(self, row: Row, order: Order) -> Made:
        """A document that a row gives, unless it stands there already."""
        sha256 = _sha256("\x1f".join((self.setting, *map(str, row.values))))
        if order.old and not order.fault:
            path, input_sha256, output_sha256 = order.old
            if input_sha256 == sha256 and self.hand.holds(path, output_sha256):
                return Made(path, "unchanged", sha256, output_sha256)
        found = self.dossier.business(row)
        if isinstance(found, Faulty):
            return self._of_faulty(found, order)
        if order.fault:
            return self._of_faulty(Faulty(found.record.id, found.where, ()), order)
        assert issubclass(self.kind, PerBusiness)
        group = self.kind.group_of(self.dossier, found.record)
        return self._of_document(self.kind.of(self.dossier, found), order, sha256, group)

    def _of_document(self, document: Document, order: Order, sha256: str, group: str = "") -> Made:
        pressed = self.press.make(document)
        path = self.hand.name_of(document.kind, order.id, group)
        problem, docx = order.fault or pressed.problem, pressed.docx
        if problem or docx is None:
            return Made(path, "failed", sha256, "", (problem,) if problem else (), pressed.findings)
        made = Made(path, "made", sha256, hashlib.sha256(docx).hexdigest(), (), pressed.findings, docx)
        if order.old and order.old[2] == made.output_sha256 and self.hand.holds(path, made.output_sha256):
            return self._after(made, "unchanged", None)
        return made


@dataclass(frozen=True)
class Looker:
    """Looks whether documents stand as the manifest's lines say."""

    hand: Hand

    def __call__(self, lines: Sequence[str]) -> int:
        """How many do, before the first that does not."""
        for count, text in enumerate(lines):
            line = json.loads(text)
            if not self.hand.holds(line["path"], line["output_sha256"]):
                return count
        return len(lines)


@dataclass(frozen=True)
class Packed:
    """A maker that has travelled; each process opens it once. One that would make other bytes refuses it.

    Raises UsageError "other-version".
    """

    maker: bytes
    program: str

    def __call__(self, orders: Sequence[Order]) -> list[Made]:
        """What the maker makes of the orders."""
        return _opened(self)(orders)


@lru_cache(maxsize=4)
def _opened(packed: Packed) -> Maker:
    if packed.program != _packing():
        raise UsageError("other-version", host=platform.node(), reason=f"Vanban {__version__}")
    return Maker(**pickle.loads(packed.maker))  # noqa: S301  it comes from the build that we work for


def setting_of(dossier: Dossier, kind: type[Document], press: Press) -> str:
    """The hash of all that goes into the documents of a kind but their rows: campaign, agencies, template, program."""
    program = _program(kind.__module__)
    said = (dossier.campaign, tuple(dossier.agencies.values()), dossier.business_columns, kind.kind, program)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass") + press.source).hexdigest()


@cache
def _program(module: str) -> tuple[object, ...]:
    """The program as it is installed: its version, and the size and time of each of its files and of the kind's own."""
    files = (*_files(), Path(sys.modules[module].__file__ or ""))
    return (__version__, *((path.name, (stat := path.stat()).st_size, stat.st_mtime_ns) for path in files))


@cache
def _packing() -> str:
    """The hash of the program as this process packs it: where it is the same, the same row gives the same bytes."""
    packed = write_package({"program": b"".join(path.read_bytes() for path in _files())})
    return hashlib.sha256(packed + repr(sys.version_info[:2]).encode()).hexdigest()


def _files() -> list[Path]:
    """The files of the program, in the same order everywhere."""
    return sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in (".py", ".toml", ".json"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
