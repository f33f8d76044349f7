"""Word files in, finished PDFs out: merged where that changes no page, some LibreOffices at once, each for many files.

What a merged file gives or not changes nothing for its documents: where it fails, they are tried one by one, so that
the one that cannot be printed is named and all others are made.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from itertools import islice

from pipeline.archive import Package, read_package
from pipeline.office import Office, Source, convert, find_office
from pipeline.pdf.faces import strange_faces
from pipeline.pdf.merging import Sheet, merged, sheet_of
from pipeline.pdf.properties import Properties, issued_properties, own_properties
from pipeline.pdf.splitting import UnmarkedError, faces_of, finished, parted
from pipeline.problems import OutputError, PackageError, VanbanError, Where

# Documents read, merged and held at once; a LibreOffice takes at most as many before another is started.
WAVE = 1600
# Documents in one merged file: LibreOffice's time grows with the square of them, and a start-up is spread over them.
FEWEST, MOST = 25, 100


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
    """A document at work: its number among the sources, the file as it was read, what its PDF is to say."""

    number: int
    docx: bytes
    package: Package
    properties: Properties


@dataclass(slots=True)
class _Unit:
    """What goes to LibreOffice as one file: one document, or many merged into `docx`."""

    pages: list[_Page]
    docx: bytes
    strange: list[str] = field(default_factory=list)


def make_pdfs(
    sources: Iterable[Source], wanted: Wanted, office: Office | None = None
) -> Iterator[tuple[int, Made | VanbanError]]:
    """The PDF of each source with its number, as they are done; an error in the place of one that gave none.

    The same sources in the same order give the same bytes, whatever `jobs` is. VanbanError is raised where there is
    no LibreOffice, OutputError where the disk for what is under way is full.
    """
    office = office or find_office()
    numbered = enumerate(sources)
    while wave := list(islice(numbered, WAVE)):
        try:
            yield from _wave(wave, wanted, office)
        except OSError as error:
            raise OutputError("cannot-write", path="TMPDIR", reason=error.strerror or str(error)) from error


def _wave(
    wave: Sequence[tuple[int, Source]], wanted: Wanted, office: Office
) -> Iterator[tuple[int, Made | VanbanError]]:
    groups: dict[bytes, list[tuple[_Page, Sheet]]] = {}
    units: list[_Unit] = []
    for number, source in wave:
        try:
            page, sheet = _read(number, source, wanted)
        except VanbanError as error:
            yield number, error
            continue
        if sheet:
            groups.setdefault(sheet.key, []).append((page, sheet))
        else:
            units.append(_Unit([page], page.docx))
    for group in groups.values():
        size = min(MOST, max(FEWEST, -(-len(group) // 2)))
        for start in range(0, len(group), size):
            pages, sheets = zip(*group[start : start + size], strict=True)
            units.append(_Unit(list(pages), pages[0].docx if len(pages) == 1 else merged(sheets)))
    left: list[_Unit] = []
    for unit, result in _converted(units, wanted, office):
        if isinstance(result, VanbanError) and len(unit.pages) > 1:
            left += (_Unit([page], page.docx) for page in unit.pages)
        else:
            yield from _results(unit, result)
    for unit, result in _converted(left, wanted, office):
        yield from _results(unit, result)


def _read(number: int, source: Source, wanted: Wanted) -> tuple[_Page, Sheet | None]:
    """A document, and what it is among others. VanbanError where it is no Word file that can be read safely."""
    if isinstance(source.docx, bytes):
        docx = source.docx
    else:
        try:
            docx = source.docx.read_bytes()
        except OSError as error:
            values = {"path": source.name, "reason": error.strerror or str(error)}
            raise PackageError("unreadable", Where(source.name), **values) from error
    package = read_package(docx, name=source.name, lenient=True)
    sheet = sheet_of(package)
    properties = own_properties(package)
    if wanted.metadata:
        properties = issued_properties(docx, source.name)
    return _Page(number, docx, package, properties), sheet


Finished = Sequence[Made] | VanbanError


def _converted(units: Sequence[_Unit], wanted: Wanted, office: Office) -> Iterator[tuple[_Unit, Finished]]:
    """Each unit with the PDFs of its documents, or with the error in their stead; shared out by their documents."""
    shares: list[list[_Unit]] = [[] for _ in range(wanted.jobs)]
    for unit in sorted(units, key=lambda one: -len(one.pages)):
        min(shares, key=lambda share: sum(len(one.pages) for one in share)).append(unit)
    with ThreadPoolExecutor(wanted.jobs) as pool:
        for done in as_completed(pool.submit(_share, share, wanted, office) for share in shares if share):
            yield from done.result()


def _share(share: Sequence[_Unit], wanted: Wanted, office: Office) -> list[tuple[_Unit, Finished]]:
    pdfs = convert([Source(unit.docx, unit.pages[0].package.source) for unit in share], office, wanted.options)
    return [(unit, _finished(unit, pdf, wanted)) for unit, pdf in zip(share, pdfs, strict=True)]


def _finished(unit: _Unit, pdf: bytes | VanbanError, wanted: Wanted) -> Finished:
    if isinstance(pdf, VanbanError):
        return pdf
    each = [page.properties for page in unit.pages]
    try:
        if len(each) == 1:
            whole = [finished(pdf, each[0], archival=wanted.archival)]
        else:
            whole = list(parted(pdf, each, archival=wanted.archival))
        strange = strange_faces(unit.pages[0].package, faces_of(pdf))
    except UnmarkedError:
        return VanbanError("office-failed", Where(unit.pages[0].package.source))
    return [Made(one, strange) for one in whole]


def _results(unit: _Unit, result: Finished) -> Iterator[tuple[int, Made | VanbanError]]:
    if isinstance(result, VanbanError):
        yield unit.pages[0].number, result
    else:
        yield from ((page.number, made) for page, made in zip(unit.pages, result, strict=True))
