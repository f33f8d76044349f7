"""The whole flow, left to right: a dossier's folder in, its documents and their manifest out.

    load -> orders -> executor (maker: read, fill, check, put in place) -> manifest

What happens comes out as events, one by one, so that a caller may count, show and stop; nothing is held.
"""

import hashlib
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TypeVar

from pipeline import messages
from pipeline.cabinet import Cabinet
from pipeline.documents import Document, PerBusiness, kinds, kinds_named
from pipeline.dossier import Dossier, Faulty, Seen, load
from pipeline.events import Breakage, Checked, Event, Fault, Notice, Stand
from pipeline.executors import Executor, Lost, executor_for
from pipeline.making import Looker, Made, Maker, Order, setting_of
from pipeline.ordering import Ordered, Orders
from pipeline.press import find_press
from pipeline.problems import OutputError, PackageError, Problem, TemplateError, UsageError, Where
from pipeline.publish import Entry, Hand, Manifest, Settled, Shelf, id_in, open_shelf, path_in
from pipeline.recorded import informed
from pipeline.register import Ledger

T = TypeVar("T")

FIRST_YEAR, LAST_YEAR = 1945, 2999  # of a cut-off day: sums of days stay dates
MANY = 10_000  # documents of a kind, beyond which they stand in folders of their groups
_FLAT = 2  # slashes in the path of a document that stands in no group


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: one dossier, the kinds wanted (all it has, where empty), the cut-off day, where to, by what.

    `output` is a folder, a file `*.zip` or an address that fsspec knows; `scheduler` the address of a Dask cluster's.
    `convert` turns letters of old fonts to Unicode. `ledger` is the office's register, where it has one.
    """

    folder: Path
    output: Path | str
    as_of: date | None = None
    kinds: tuple[str, ...] = ()
    jobs: int = 1
    scheduler: str = ""
    convert: bool = False
    ledger: Ledger | None = None


def build(request: Request, *, today: date) -> Iterator[Event]:
    """Make every document that the request asks for; `today` is the cut-off day where nothing else says one.

    Raises UsageError for a folder without a dossier or an unknown kind, OutputError where nothing can be written.
    """
    wanted = kinds_named(request.kinds)
    executor = executor_for(request.jobs, request.scheduler)
    loaded = load(request.folder, rows=False, convert=request.convert)
    yield from map(Fault, loaded.problems)
    yield from map(Notice, loaded.notices)
    if loaded.dossier is None:
        return
    dossier = loaded.dossier
    cabinet = Cabinet(request.ledger, Path(request.output), dossier.office.name, dossier.id)
    dossier = informed(dossier, request.ledger)
    as_of = request.as_of or dossier.campaign.as_of or today
    if not FIRST_YEAR <= as_of.year <= LAST_YEAR:
        raise UsageError("day-out-of-range", day=str(as_of))
    asked = dossier.campaign.documents
    chosen = {name: kind for name, kind in wanted.items() if request.kinds or name in (asked or wanted)}
    for name in (name for name in asked if name not in kinds()):
        values = {"kind": name, "known": ", ".join(kinds())}
        yield Fault(Problem(Where(file=str(dossier.folder / "dossier.yaml")), "unknown-kind", "documents", values))
    with open_shelf(request.output, dossier.id) as shelf:
        if shelf.desk == cabinet.output / dossier.id:  # a folder
            yield from map(Notice, cabinet.mend())
        with Manifest(shelf.desk, set(chosen)) as manifest:
            settled = Settled(shelf.desk)  # of the manifest with what a killed build has added to it
            run = _Build(
                dossier, as_of, executor, shelf, manifest, settled, str(request.output), set(loaded.unsound), cabinet
            )
            for kind in chosen.values():
                yield from run.documents(kind)
        settled.save()
    yield from map(Notice, shelf.told)


@dataclass
class _Build:
    """A build going on. `unsound` are the tables known to have faults; the businesses' rows are read once needed."""

    dossier: Dossier
    as_of: date
    executor: Executor
    shelf: Shelf
    manifest: Manifest
    settled: Settled
    output: str
    unsound: set[str]
    cabinet: Cabinet
    rows_told: bool = False
    flawless: bool = True  # the kind at work, so far

    def documents(self, kind: type[Document]) -> Iterator[Event]:
        """The documents of one kind, one after the other; the faulty rows among them as failed."""
        try:
            press = find_press(kind, self.dossier.folder)
        except UsageError as error:
            yield from self._none(kind, Breakage(error.problem))
            return
        setting = setting_of(self.dossier, kind, press)
        sha256 = self._sha256(kind, setting)
        stands = self.settled.has(kind.kind, sha256)
        if not stands and "businesses" in kind.needs and not self.rows_told:
            yield from self._survey()
        if faults := sorted(self.unsound & {"campaign", *kind.needs}):
            values = {"kind": kind.kind, "tables": ", ".join(faults)}
            problem = Problem(Where(file=str(self.dossier.folder)), "kind-not-sound", "", values)
            yield from self._none(kind, Fault(problem))
            return
        try:
            stands or press.template  # noqa: B018  compiled here, so that a broken template is told once
        except (TemplateError, PackageError) as error:
            return (yield from self._none(kind, Breakage(error.problem)))
        self.manifest.begin(kind.kind)
        maker = Maker(
            kind=kind,
            press=press,
            hand=self.shelf.hand(many=self._are_many(kind), abroad=self.executor.abroad),
            dossier=self.dossier,
            setting=setting,
            language=messages.language(),
            told=self.rows_told,
        )
        known = Seen()  # ids, and paths
        self.flawless = True
        done = (yield from self._standing(maker, known)) if stands else 0
        if not stands or self.manifest.has_next:
            yield from self._made(maker, known, done)
        self.settled.note(kind.kind, sha256 if self.flawless else None)
        self.rows_told = self.rows_told or issubclass(kind, PerBusiness)
        yield from map(Notice, kind.notices(self.dossier, self.as_of))
        for path in sorted(self.shelf.left_over(kind.kind, known.__contains__)):
            if self.cabinet.has_issued(kind.kind, Path(path).stem):  # it is as it was issued
                continue
            yield Notice(Problem(Where(file=path), "left-over", "", {"path": path}))

    def _none(self, kind: type[Document], why: Fault | Breakage) -> Iterator[Event]:
        """No document of a kind is made, and what the manifest says of them stays."""
        self.manifest.leave(kind.kind)
        self.settled.note(kind.kind, None)
        yield why

    def _sha256(self, kind: type[Document], setting: str) -> str:
        """The hash of all that goes into the documents of a kind."""
        now = b"" if issubclass(kind, PerBusiness) else f"{self.as_of} {self._since}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(setting.encode() + now + self._data + self.cabinet.hashes(kind.kind)).hexdigest()

    @cached_property
    def orders(self) -> Orders:
        """What hands out the documents."""
        return Orders(self.dossier, self.as_of, self.manifest, self.cabinet, self.output)

    @cached_property
    def _since(self) -> str:
        """What has been told of the dossier's tasks and businesses."""
        return repr((self.dossier.reports, sorted(self.dossier.signed.items())))

    @cached_property
    def _data(self) -> bytes:
        """The hashes of the dossier's files."""
        return b"".join(map(_hash, self.dossier.files))

    def _survey(self) -> Iterator[Event]:
        """What is wrong with the rows of the businesses."""
        self.rows_told = True
        for item in self.dossier.businesses():
            if isinstance(item, Faulty):
                self.unsound.add("businesses")
                yield from map(Fault, item.problems)

    def _standing(self, maker: Maker, known: Seen) -> Generator[Event, None, int]:
        """The documents of a settled kind, up to the first whose file is not as it was left; how many they are."""
        done = 0
        under_way: deque[Sequence[str]] = deque()

        def texts() -> Iterator[Sequence[str]]:
            for chunk in _chunks(self.manifest.old_texts(), self.executor.chunk * 8):
                under_way.append(chunk)
                yield chunk

        with closing(self.executor.run(Looker(maker.hand), texts())) as counts:
            for count in counts:
                lines = under_way.popleft()
                standing = lines[: 0 if isinstance(count, Lost) else count]
                for line in standing:
                    known.first(id_in(line), 0)
                    known.first(path_in(line), 0)
                self.manifest.stand(len(standing))
                done += len(standing)
                yield Stand(maker.kind.kind, standing)
                if len(standing) < len(lines):
                    break
        return done

    def _made(self, maker: Maker, known: Seen, done: int) -> Iterator[Event]:
        """The documents of a kind but for the first, so many, that are done."""
        under_way: deque[Ordered] = deque()

        def orders() -> Iterator[Order]:
            for one in self.orders.of(maker.kind, known, done):
                under_way.append(one)
                yield one.order

        with closing(self.executor.run(maker, _chunks(orders(), self.executor.chunk))) as results:
            for result in results:
                if not isinstance(result, Lost):
                    self._look_for(maker.hand, result)
                for made in [None] if isinstance(result, Lost) else result:
                    yield from self._told(maker, under_way.popleft(), made, known)

    def _look_for(self, hand: Hand, made: Sequence[Made]) -> None:
        """Raises OutputError "not-shared" where what other machines have put on the shelf is not seen from here."""
        put = next(((one.path, one.output_sha256) for one in made if one.status == "made"), None)
        if put and self.executor.abroad and not hand.carries and hand.holds([put]) == [False]:
            raise OutputError("not-shared", path=self.output)

    def _are_many(self, kind: type[Document]) -> bool:
        """Whether documents of a kind stand in folders of their groups: as they did, or where there are many rows."""
        if not issubclass(kind, PerBusiness):
            return False
        if path := self.manifest.first_path():
            return path.count("/") > _FLAT
        return self.dossier.has_businesses(MANY + 1)

    def _told(self, maker: Maker, one: Ordered, made: Made | None, known: Seen) -> Iterator[Event]:
        """What became of an order, as events; None where it killed whoever took it up."""
        if made is None:
            path = maker.hand.name_of(maker.kind.kind, one.order.id)
            made = Made(path, "failed", problems=(Problem(one.record, "worker-died"),))
        if made.docx:
            self.shelf.receive(made.path, made.docx)
        yield from map(Notice, filter(None, [one.notice]))
        yield from (Checked(replace(finding, file=f"{self.output}/{made.path}")) for finding in made.findings)
        yield from ((Fault if made.status == "failed" else Notice)(problem) for problem in made.problems)
        if made.problems or made.findings or made.status == "failed" or one.notice:
            self.flawless = False
        if made.faulty:
            self.unsound.add("businesses")
        entry = Entry(
            id=one.order.id,
            kind=maker.kind.kind,
            path=one.old["path"] if one.old and made.status == "failed" else made.path,
            record=one.record,
            template=maker.press.path.name,
            input_sha256=made.input_sha256,
            output_sha256=made.output_sha256,
            status=made.status,
            findings=len(made.findings),
        )
        known.first(entry.path, 0)
        self.manifest.add(entry, one.old)
        yield entry


def _chunks(items: Iterator[T], size: int) -> Iterator[Sequence[T]]:
    while chunk := list(islice(items, size)):
        yield chunk


def _hash(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
