"""Finished PDFs out of LibreOffice's: parted at their marks, with properties of their own and nothing of the hour."""

import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, Object, Pdf, Stream

from pipeline.pdf.merging import mark
from pipeline.pdf.properties import PRODUCER, Properties

# At least what the decree asks of a PDF (1.4), and what LibreOffice writes.
_VERSION = "1.6"
_PAGE_OF_A_TREE = ("/StructParents", "/Tabs")
# What LibreOffice makes up anew each time it writes a file; the identifier is then made of the content.
_OF_A_RUN = ("/ID", "/DocChecksum")


@dataclass(frozen=True, slots=True)
class Leaves:
    """The pages of one document in the file that LibreOffice wrote: those from `first` on, up to `end`.

    Documents that were merged have one `pdf`, by which their fonts are known to be the same; `strange` is as of `Made`.
    """

    pdf: bytes
    first: int
    end: int
    strange: Sequence[str] = ()


class UnmarkedError(Exception):
    """A PDF that is none, or whose pages do not tell which document they are of."""


def finished(pdf: bytes, properties: Properties, *, archival: bool) -> bytes:
    """The PDF of one document. UnmarkedError where it cannot be read or has no page."""
    with _opened(pdf) as whole:
        return _saved(whole, properties, archival=archival)


def parted(pdf: bytes, each: Sequence[Properties], *, archival: bool) -> Iterator[bytes]:
    """The PDF of each document of a merged one. UnmarkedError unless every document begins a page of its own."""
    with _opened(pdf) as whole:
        starts = _starts(whole, len(each))
        for properties, start, end in zip(each, starts, [*starts[1:], len(whole.pages)], strict=True):
            with Pdf.new() as one:
                one.pages.extend(whole.pages[start:end])
                for page in one.pages:
                    _drop(page.obj, _PAGE_OF_A_TREE)
                for key in (Name.OutputIntents, Name.Lang):
                    if key in whole.Root:
                        value = whole.Root[key]
                        one.Root[key] = one.copy_foreign(value) if value.is_indirect else _copied(one, whole, value)
                yield _saved(one, properties, archival=archival)


def leaves_of(pdf: bytes, count: int, strange: Sequence[str]) -> list[Leaves]:
    """The pages of each of the documents in a PDF. UnmarkedError as of `parted`."""
    with _opened(pdf) as whole:
        starts = _starts(whole, count) if count > 1 else [0]
        ends = [*starts[1:], len(whole.pages)]
        return [Leaves(pdf, first, end, strange) for first, end in zip(starts, ends, strict=True)]


def bound(documents: Sequence[Leaves], properties: Properties, *, copies: int = 1, duplex: bool = False) -> bytes:
    """One PDF of documents in their order, each so many times; with `duplex` each begins a sheet of paper.

    What documents of one merged file share, their fonts above all, stands in it once.
    """
    with ExitStack() as stack, Pdf.new() as whole:
        opened: dict[int, Pdf] = {}
        for leaves in documents:
            if id(leaves.pdf) not in opened:
                opened[id(leaves.pdf)] = stack.enter_context(_opened(leaves.pdf))
            pages = opened[id(leaves.pdf)].pages[leaves.first : leaves.end]
            for _copy in range(copies):
                whole.pages.extend(pages)
                if duplex and len(pages) % 2:
                    whole.add_blank_page(page_size=_size(pages[-1]))
        for page in whole.pages:
            _drop(page.obj, _PAGE_OF_A_TREE)
        return _saved(whole, properties, archival=False)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = map(float, page.mediabox)
    return right - left, top - bottom


def is_ours(pdf: bytes) -> bool:
    """Whether a PDF was made here, and nobody has signed it since."""
    return PRODUCER.encode() in pdf and b"/ByteRange" not in pdf


def faces_of(pdf: bytes) -> frozenset[str]:
    """The names of the faces that a PDF is set in, without the mark of a subset."""
    with _opened(pdf) as whole:
        fonts = (font for page in whole.pages for font in _fonts(page))
        return frozenset(str(font.get("/BaseFont", "/")).lstrip("/").rpartition("+")[2] for font in fonts)


def _fonts(page: pikepdf.Page) -> Iterator[Object]:
    found = page.resources.get("/Font", Dictionary())
    return (found[key] for key in found.keys())  # noqa: SIM118  a PDF's dictionary is no mapping


def _opened(pdf: bytes) -> Pdf:
    try:
        whole = Pdf.open(io.BytesIO(pdf))
    except pikepdf.PdfError as error:
        raise UnmarkedError(str(error)) from error
    if not len(whole.pages):
        raise UnmarkedError("no page")
    return whole


def _starts(whole: Pdf, count: int) -> list[int]:
    """The index of the page at which each document begins."""
    numbers = {page.obj.objgen: index for index, page in enumerate(whole.pages)}
    tree = whole.Root.get("/Names", Dictionary()).get("/Dests")
    names = whole.Root.get("/Dests", Dictionary())  # where LibreOffice writes them; PDF knows of both places
    found = {key.lstrip("/"): names[key] for key in names.keys()}  # noqa: SIM118  no mapping
    if tree is not None:
        found |= dict(NameTree(tree))
    starts = []
    for number in range(count):
        target = found.get(mark(number))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        if not isinstance(target, Array) or target[0].objgen not in numbers:
            raise UnmarkedError(mark(number))
        starts.append(numbers[target[0].objgen])
    if starts[0] != 0 or any(one >= after for one, after in pairwise(starts)):
        raise UnmarkedError("two documents on a page")
    return starts


def _copied(one: Pdf, whole: Pdf, value: Object) -> Object:
    return one.copy_foreign(whole.make_indirect(value)) if isinstance(value, Array | Dictionary) else value


def _drop(dictionary: Object, keys: Sequence[str]) -> None:
    for key in keys:
        if key in dictionary:
            del dictionary[key]


def _saved(pdf: Pdf, properties: Properties, *, archival: bool) -> bytes:
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    for key, value in properties.info().items():
        pdf.docinfo[key] = value
    pdf.Root.Metadata = Stream(pdf, properties.xmp(archival=archival), Type=Name.Metadata, Subtype=Name.XML)
    _drop(pdf.trailer, _OF_A_RUN)
    data = io.BytesIO()
    pdf.save(data, min_version=_VERSION, deterministic_id=True, compress_streams=True)
    return data.getvalue()
