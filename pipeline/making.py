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
from pipeline.dossier import Dossier, Faulty, Found
from pipeline.press import Press, Pressed
from pipeline.problems import Problem, UsageError
from pipeline.publish import Hand, Parcel, Status
from pipeline.records import Business
from pipeline.rules import Finding
from pipeline.sources import Row


class Order(NamedTuple):
    """A document to be made: what of, its id in ASCII, a fault known beforehand; its old path and hashes, if any.

    `issued` is its file where it has been issued: then it is that.
    """

    source: Row | Document | Faulty
    id: str
    fault: Problem | None = None
    old: tuple[str, str, str] | None = None
    issued: bytes = b""


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
        """What became of each order; each step is taken for all of them before the next, which keeps it quick."""
        messages.use(self.language)
        inputs = [self._input(order) for order in orders]
        made = self._standing(orders, inputs)
        made |= {
            at: self._issued(order, inputs[at]) for at, order in enumerate(orders) if at not in made and order.issued
        }
        found = {at: self._found(order) for at, order in enumerate(orders) if at not in made}
        documents = {at: self._document(one) for at, one in found.items() if not isinstance(one, Faulty)}
        pressed = dict(zip(documents, self.press.make(documents.values()), strict=True))
        made |= {at: self._failed(orders[at], one) for at, one in found.items() if isinstance(one, Faulty)}
        made |= {at: self._made(orders[at], inputs[at], found[at], one) for at, one in pressed.items()}
        new = [at for at, one in made.items() if one.status == "made"]
        put = self.hand.put([self._parcel(orders[at], made[at]) for at in new])
        made |= {at: self._put(made[at], *what) for at, what in zip(new, put, strict=True)}
        return [made[at] for at in range(len(orders))]

    def _standing(self, orders: Sequence[Order], inputs: Sequence[str]) -> dict[int, Made]:
        """The documents that nothing has changed of, by the places of their orders."""
        known = {}
        for at, order in enumerate(orders):
            if order.old and not order.fault and order.old[1] == inputs[at]:
                known[at] = Made(order.old[0], "unchanged", inputs[at], order.old[2])
        held = self.hand.holds([(made.path, made.output_sha256) for made in known.values()])
        return {at: made for (at, made), is_held in zip(known.items(), held, strict=True) if is_held}

    def _parcel(self, order: Order, made: Made) -> Parcel:
        known = order.old is not None and (order.old[0], order.old[2]) == (made.path, made.output_sha256)
        return Parcel(made.path, made.docx, order.id, known)

    def _issued(self, order: Order, sha256: str) -> Made:
        """A document that is what was issued."""
        path = self.hand.name_of(self.kind.kind, order.id)
        return Made(path, "made", sha256, hashlib.sha256(order.issued).hexdigest(), docx=order.issued)

    def _input(self, order: Order) -> str:
        """The hash of all that goes into a document; empty where there can be none."""
        source = order.source
        if order.issued:
            return hashlib.sha256(order.issued).hexdigest()
        if isinstance(source, Row):
            said = "\x1f".join(map(str, source.values))
        elif isinstance(source, Document):
            said = words_of(source)
        else:
            return ""
        return hashlib.sha256(f"{self.setting}\x1f{said}".encode("utf-8", "surrogatepass")).hexdigest()

    def _found(self, order: Order) -> Found[Business] | Document | Faulty:
        """What an order is about, or what is wrong with it."""
        source = order.source
        found = self.dossier.business(source) if isinstance(source, Row) else source
        if isinstance(source, Row) and order.fault:
            known = found.problems if isinstance(found, Faulty) else ()
            return Faulty(order.id, source.where, (*known, order.fault))
        return found

    def _document(self, found: Found[Business] | Document) -> Document:
        if isinstance(found, Document):
            return found
        assert issubclass(self.kind, PerBusiness)
        return self.kind.of(self.dossier, found)

    def _failed(self, order: Order, faulty: Faulty) -> Made:
        path = self.hand.name_of(self.kind.kind, order.id)
        return Made(path, "failed", problems=() if self.told else faulty.problems, faulty=True)

    def _made(self, order: Order, sha256: str, found: Found[Business] | Document | Faulty, pressed: Pressed) -> Made:
        group = ""
        if isinstance(found, Found) and issubclass(self.kind, PerBusiness):
            group = self.kind.group_of(self.dossier, found.record)
        path = self.hand.name_of(self.kind.kind, order.id, group)
        problem, docx = order.fault or pressed.problem, pressed.docx
        if problem or docx is None:
            return Made(path, "failed", sha256, "", (problem,) if problem else (), pressed.findings)
        return Made(path, "made", sha256, hashlib.sha256(docx).hexdigest(), (), pressed.findings, docx)

    def _put(self, made: Made, status: Status, problem: Problem | None) -> Made:
        """What is said of a document after it was put, or not put, in its place."""
        return made._replace(
            status=status,
            problems=(*made.problems, problem) if problem else made.problems,
            output_sha256="" if status == "failed" else made.output_sha256,
            docx=made.docx if self.hand.carries else b"",
        )


@dataclass(frozen=True)
class Looker:
    """Looks whether documents stand as the manifest's lines say."""

    hand: Hand

    def __call__(self, lines: Sequence[str]) -> int:
        """How many do, before the first that does not."""
        held = self.hand.holds([(line["path"], line["output_sha256"]) for line in map(json.loads, lines)])
        return [*held, False].index(False)


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


def words_of(document: Document) -> str:
    """All that a document says, as one text: nothing of where its record stands."""
    words = asdict(document)
    del words["record"]
    return json.dumps(words, ensure_ascii=False, sort_keys=True, default=str)


def sha256_of(document: Document) -> str:
    """The hash of a document's words."""
    return hashlib.sha256(words_of(document).encode("utf-8", "surrogatepass")).hexdigest()


def setting_of(dossier: Dossier, kind: type[Document], press: Press) -> str:
    """The hash of all that goes into the documents of a kind but their rows: campaign, agencies, template, program."""
    program = _program(kind.__module__)
    said = (dossier.campaign, tuple(dossier.agencies.values()), kind.kind, program)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass") + press.source).hexdigest()


@cache
def _program(module: str) -> tuple[object, ...]:
    """The program as it is installed: its version, and the size and time of each of its files and of the kind's own."""
    files = (*_files(), Path(sys.modules[module].__file__ or ""))
    return (__version__, *((path.name, (stat := path.stat()).st_size, stat.st_mtime_ns) for path in files))


@cache
def _packing() -> str:
    """The hash of the program as this process packs it: where it is the same, the same row gives the same bytes."""
    packed = write_package({str(number): path.read_bytes() for number, path in enumerate(_files())})
    return hashlib.sha256(packed + repr(sys.version_info[:2]).encode()).hexdigest()


def _files() -> list[Path]:
    """The files of the program, in the same order everywhere."""
    return sorted(path for path in Path(__file__).parent.rglob("*") if path.suffix in (".py", ".toml", ".json"))
