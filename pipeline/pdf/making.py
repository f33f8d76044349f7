"""Word files in, finished PDFs out: merged where that changes no page, some LibreOffices at once, each for many files.

What a merged file gives or not changes nothing for its documents: where it fails, they are tried one by one, so that
the one that cannot be printed is named and all others are made.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from pipeline.archive import Package, read_package
from pipeline.office import Office, Source, convert, find_office
from pipeline.pdf.faces import asked_faces, strange_faces
from pipeline.pdf.merging import Sheet, merged, sheet_of
from pipeline.pdf.properties import Properties, issued_properties, own_properties
from pipeline.pdf.splitting import Leaves, UnmarkedError, faces_of, finished, leaves_of, parted
from pipeline.problems import OutputError, PackageError, VanbanError, Where

# Documents read, merged and held at once; a LibreOffice takes at most as many before another is started.
WAVE = 1600
# Documents in one merged file: LibreOffice's time grows with the square of them, and a start-up is spread over them.
FEWEST, MOST = 25, 100

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished PDF, and the faces in it that its document did not ask for."""

    pdf: bytes
    strange: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How PDFs are made: as PDF/A-2b, with the properties that the page tells, by so many LibreOffices at once."""

    archival: bool = False
    metadata: bool = False
    jobs: int = 1

    @property
    def options(self) -> str:
        """LibreOffice's options; fields of forms stay what they look like, marks become destinations."""
        values = {"SelectPdfVersion": 2 if self.archival else 0}
        flags = {"ExportBookmarksToPDFDestination": True, "ExportFormFields": False}
        options = {name: {"type": "long", "value": str(value)} for name, value in values.items()}
        options |= {name: {"type": "boolean", "value": str(value).lower()} for name, value in flags.items()}
        return json.dumps(options, separators=(",", ":"))


@dataclass(slots=True)
class _Page:
    """A document at work: its number among the sources, its name, file and faces, what its PDF is to say."""

    number: int
    name: str
    docx: bytes
    properties: Properties
    faces: frozenset[str]


@dataclass(slots=True)
class _Unit:
    """What goes to LibreOffice as one file: one document, or many merged into `docx`."""

    pages: list[_Page]
    docx: bytes


def make_pdfs(
    sources: Iterable[Source], wanted: Wanted, office: Office | None = None
) -> Iterator[tuple[int, Made | VanbanError]]:
    """The PDF of each source with its number, as they are done; an error in the place of one that gave none.

    The same sources in the same order give the same bytes, whatever `jobs` is. VanbanError is raised where there is
    no LibreOffice, OutputError where the disk for what is under way is full.
    """
    for wave in _waves(sources, wanted, office, _parted):
        yield from wave


def make_leaves(
    sources: Iterable[Source], wanted: Wanted, office: Office | None = None
) -> Iterator[Leaves | VanbanError]:
    """The pages of each source, in their order, in the files that LibreOffice wrote: to be bound. As `make_pdfs`."""
    for wave in _waves(sources, wanted, office, _leaves):
        yield from (leaves for _number, leaves in sorted(wave, key=lambda one: one[0]))


Results = Iterator[tuple[int, T | VanbanError]]
Cut = Callable[["_Unit", bytes, Wanted], Sequence[T]]


def _waves(sources: Iterable[Source], wanted: Wanted, office: Office | None, cut: Cut[T]) -> Iterator[Results[T]]:
    office = office or find_office()
    numbered = enumerate(sources)
    while wave := list(islice(numbered, WAVE)):
        yield _watched(_wave(wave, wanted, office, cut))


def _watched(results: Results[T]) -> Results[T]:
    try:
        yield from results
    except OSError as error:
        raise OutputError("cannot-write", path="TMPDIR", reason=error.strerror or str(error)) from error


def _wave(wave: Sequence[tuple[int, Source]], wanted: Wanted, office: Office, cut: Cut[T]) -> Results[T]:
    groups: dict[bytes, list[tuple[_Page, Sheet]]] = {}
    units: list[_Unit] = []
    for number, source in wave:
        try:
            page, package = _read(number, source, wanted)
            sheet = sheet_of(package)
        except VanbanError as error:
            yield number, error
            continue
        if sheet is None:
            units.append(_Unit([page], page.docx))
            continue
        group = groups.setdefault(sheet.key, [])
        group.append((page, sheet))
        if len(group) == 2 * MOST:  # what is read takes ten times the room of what is merged
            units.append(_merged(group[:MOST]))
            del group[:MOST]
    while groups:
        _key, group = groups.popitem()
        size = min(MOST, max(FEWEST, -(-len(group) // 2)))
        units += (_merged(group[start : start + size]) for start in range(0, len(group), size))
    left: list[_Unit] = []
    for unit, result in _converted(units, wanted, office, cut):
        if isinstance(result, VanbanError) and len(unit.pages) > 1:
            left += (_Unit([page], page.docx) for page in unit.pages)
        else:
            yield from _results(unit, result)
    for unit, result in _converted(left, wanted, office, cut):
        yield from _results(unit, result)


def _merged(group: Sequence[tuple[_Page, Sheet]]) -> _Unit:
    pages, sheets = zip(*group, strict=True)
    return _Unit(list(pages), pages[0].docx if len(pages) == 1 else merged(sheets))


def _read(number: int, source: Source, wanted: Wanted) -> tuple[_Page, Package]:
    """A document, and what is in it. VanbanError where it is no Word file that can be read safely."""
    if isinstance(source.docx, bytes):
        docx = source.docx
    else:
        try:
            docx = source.docx.read_bytes()
        except OSError as error:
            values = {"path": source.name, "reason": error.strerror or str(error)}
            raise PackageError("unreadable", Where(source.name), **values) from error
    package = read_package(docx, name=source.name, lenient=True)
    properties = own_properties(package)
    if wanted.metadata:
        properties = issued_properties(docx, source.name)
    return _Page(number, source.name, docx, properties, asked_faces(package)), package


def _converted(
    units: Sequence[_Unit], wanted: Wanted, office: Office, cut: Cut[T]
) -> Iterator[tuple[_Unit, Sequence[T] | VanbanError]]:
    """Each unit with what its documents gave, or with the error in their stead; shared out by their documents."""
    shares: list[list[_Unit]] = [[] for _ in range(wanted.jobs)]
    for unit in sorted(units, key=lambda one: -len(one.pages)):
        min(shares, key=lambda share: sum(len(one.pages) for one in share)).append(unit)
    with ThreadPoolExecutor(wanted.jobs) as pool:
        for done in as_completed(pool.submit(_share, share, wanted, office, cut) for share in shares if share):
            yield from done.result()


def _share(
    share: Sequence[_Unit], wanted: Wanted, office: Office, cut: Cut[T]
) -> list[tuple[_Unit, Sequence[T] | VanbanError]]:
    pdfs = convert([Source(unit.docx, unit.pages[0].name) for unit in share], office, wanted.options)
    return [(unit, _cut(unit, pdf, wanted, cut)) for unit, pdf in zip(share, pdfs, strict=True)]


def _cut(unit: _Unit, pdf: bytes | VanbanError, wanted: Wanted, cut: Cut[T]) -> Sequence[T] | VanbanError:
    if isinstance(pdf, VanbanError):
        return pdf
    try:
        return cut(unit, pdf, wanted)
    except UnmarkedError:
        return VanbanError("office-failed", Where(unit.pages[0].name))


def _parted(unit: _Unit, pdf: bytes, wanted: Wanted) -> list[Made]:
    each = [page.properties for page in unit.pages]
    if len(each) == 1:
        whole = [finished(pdf, each[0], archival=wanted.archival)]
    else:
        whole = list(parted(pdf, each, archival=wanted.archival))
    strange = _strange(unit, pdf)
    return [Made(one, strange) for one in whole]


def _leaves(unit: _Unit, pdf: bytes, wanted: Wanted) -> list[Leaves]:
    strange = _strange(unit, pdf)
    return leaves_of(pdf, len(unit.pages), strange)


def _strange(unit: _Unit, pdf: bytes) -> list[str]:
    return strange_faces(frozenset[str]().union(*(page.faces for page in unit.pages)), faces_of(pdf))


def _results(unit: _Unit, result: Sequence[T] | VanbanError) -> Results[T]:
    if isinstance(result, VanbanError):
        yield unit.pages[0].number, result
    else:
        yield from ((page.number, made) for page, made in zip(unit.pages, result, strict=True))
