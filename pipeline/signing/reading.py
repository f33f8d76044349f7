"""A PDF as pyHanko reads it: opened with care, its signatures, and where they are seen."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from pipeline.metrics import MM_PER_POINT
from pipeline.pages import Pages, read_pages
from pipeline.problems import VanbanError
from pipeline.signing.places import Box

# What these libraries have to tell is in what they return and raise; in a log it would be English, and of the inside.
_DEEPEST = 64
for _name in ("pyhanko", "pyhanko_certvalidator", "fontTools"):
    logging.getLogger(_name).addHandler(logging.NullHandler())
    logging.getLogger(_name).propagate = False


def opened(pdf: bytes) -> PdfFileReader:
    """The PDF, its structure read. VanbanError where it is none, or is encrypted.

    Word writes cross-references in two forms at once, which only a reader that is not strict takes.
    """
    if b"%PDF-" not in pdf[:1024]:
        raise VanbanError("not-pdf")
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        encrypted, _pages = reader.encrypted, reader.root["/Pages"]["/Count"]
    except Exception as error:
        raise VanbanError("not-pdf") from error
    if encrypted:
        raise VanbanError("pdf-encrypted")
    return reader


def pages_of(pdf: bytes) -> Pages:
    """What stands on its pages. VanbanError where they cannot be read."""
    try:
        pages = read_pages(pdf)
    except ValueError as error:
        raise VanbanError("not-pdf") from error
    if not pages.pages:
        raise VanbanError("not-pdf")
    return pages


def signatures(reader: PdfFileReader) -> tuple[EmbeddedPdfSignature, ...]:
    """The signatures in the file, the oldest first. VanbanError where one of them cannot be read."""
    try:
        return tuple(reader.embedded_regular_signatures)
    except Exception as error:
        raise VanbanError("sign-unreadable") from error


def seen(reader: PdfFileReader, pages: Pages) -> Iterator[Box]:
    """Where signatures are seen on the pages."""
    for page in pages.pages:
        for left, low, right, high in _widgets(reader, page.number):
            if right > left and high > low:
                top, bottom = (page.height - y * MM_PER_POINT for y in (high, low))
                yield Box(page.number, left * MM_PER_POINT, top, right * MM_PER_POINT, bottom)


def is_turned(reader: PdfFileReader, number: int) -> bool:
    """Whether page `number` is shown turned on its side or upside down, so that its places are others."""
    page = _page(reader, number)
    for _ in range(_DEEPEST):
        if "/Rotate" in page:
            return bool(int(page["/Rotate"]) % 360)
        if "/Parent" not in page:
            break
        page = page["/Parent"]
    return False


def _page(reader: Any, number: int) -> Any:
    return reader.find_page_for_modification(number - 1)[0].get_object()


def _widgets(reader: PdfFileReader, number: int) -> list[list[float]]:
    """The corners of the signatures on a page, in PDF's points."""
    try:
        page = _page(reader, number)
        widgets = [one.get_object() for one in page["/Annots"]] if "/Annots" in page else []
        fields = [(one, one if "/FT" in one or "/Parent" not in one else one["/Parent"]) for one in widgets]
        signed = [one for one, field in fields if field.get("/FT") == "/Sig" and "/V" in field]
        return [[float(side) for side in one["/Rect"]] for one in signed]
    except Exception as error:
        raise VanbanError("not-pdf") from error
