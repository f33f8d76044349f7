"""Reads a PDF through PDFium, by its C functions: its Python classes make an object of every character."""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pipeline.pages.drawing import Drawing, read_drawing
from pipeline.pages.values import Page, Pages, Word

_MM = 25.4 / 72
# What PDFium puts in the place of a hyphen at the end of a line.
_HYPHENS = frozenset({0x2, 0xFFFE})
_NAME_BYTES = 256


def read_pages(pdf: bytes) -> Pages:
    """The pages of a PDF; ValueError where it is none that can be read."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    faces = _Faces(raw)
    try:
        pages = tuple(_page(raw, document, number, faces) for number in range(len(document)))
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    finally:
        document.close()
    return Pages(pages, faces.embedded)


def _page(raw: Any, document: Any, index: int, faces: "_Faces") -> Page:
    page = document[index]
    text = page.get_textpage()
    try:
        width, height = page.get_size()
        words = tuple(_Words(raw, text.raw, height, faces).read())
        drawing: Drawing = read_drawing(raw, page, height)
    finally:
        text.close()
        page.close()
    return Page(index + 1, width * _MM, height * _MM, words, drawing.strokes, drawing.pictures)


@dataclass(slots=True)
class _Faces:
    """The names of the fonts, by the text objects that use them."""

    raw: Any
    embedded: dict[str, bool] = field(default_factory=dict)
    known: dict[int, str] = field(default_factory=dict)

    def name(self, text_object: Any) -> str:
        """The face of a text object, without the mark of a subset."""
        font = self.raw.FPDFTextObj_GetFont(text_object)
        address = ctypes.addressof(font.contents) if font else 0
        if address not in self.known:
            buffer = ctypes.create_string_buffer(_NAME_BYTES)
            self.raw.FPDFFont_GetBaseFontName(font, buffer, _NAME_BYTES)
            name = buffer.value.decode("utf-8", "replace")
            self.known[address] = name.partition("+")[2] or name
            self.embedded[self.known[address]] = bool(self.raw.FPDFFont_GetIsEmbedded(font))
        return self.known[address]


class _Words:
    """The words of a page; a word ends at a space and where the text object that holds it does."""

    def __init__(self, raw: Any, text: Any, height: float, faces: _Faces) -> None:
        self.raw, self.text, self.height, self.faces = raw, text, height, faces
        self.first, self.last = raw.FS_RECTF(), raw.FS_RECTF()
        self.matrix = raw.FS_MATRIX()
        self.numbers = [ctypes.c_double() for _ in range(4)]
        self.set: dict[int, tuple[str, float, float]] = {}  # text object -> face, size, baseline

    def read(self) -> Iterator[Word]:
        """The words in the order of the page's content."""
        holder_of, unicode_of, text = self.raw.FPDFText_GetTextObject, self.raw.FPDFText_GetUnicode, self.text
        start, holder, letters = -1, 0, ""
        for index in range(self.raw.FPDFText_CountChars(text)):
            code = unicode_of(text, index)
            letter = "-" if code in _HYPHENS else chr(code)
            found = None if letter.isspace() else holder_of(text, index)
            address = ctypes.addressof(found.contents) if found else 0
            if letters and address != holder:
                yield self._word(letters, start, holder)
                letters = ""
            if address:
                if not letters:
                    start, holder = index, address
                    self._note(index, address, found)
                letters += letter
        if letters:
            yield self._word(letters, start, holder)

    def _note(self, index: int, address: int, text_object: Any) -> None:
        """Remember how this text object is set."""
        if address not in self.set:
            x, y = self.numbers[:2]
            self.raw.FPDFText_GetCharOrigin(self.text, index, x, y)
            self.raw.FPDFPageObj_GetMatrix(text_object, self.matrix)
            scale = math.hypot(self.matrix.c, self.matrix.d)
            size = round(self.raw.FPDFText_GetFontSize(self.text, index) * scale, 2)
            self.set[address] = (self.faces.name(text_object), size, (self.height - y.value) * _MM)

    def _word(self, letters: str, start: int, holder: int) -> Word:
        raw, text, first, last = self.raw, self.text, self.first, self.last
        box_of, (left, right, bottom, top) = raw.FPDFText_GetCharBox, self.numbers
        end = start + len(letters)
        raw.FPDFText_GetLooseCharBox(text, start, first)
        raw.FPDFText_GetLooseCharBox(text, end - 1, last)
        low, high = math.inf, -math.inf
        for index in range(start, end):
            box_of(text, index, left, right, bottom, top)
            low, high = min(low, bottom.value), max(high, top.value)
        face, size, baseline = self.set[holder]
        return Word(
            text=unicodedata.normalize("NFC", letters),
            face=face,
            size_pt=size,
            left=min(first.left, last.left) * _MM,
            right=max(first.right, last.right) * _MM,
            top=(self.height - high) * _MM,
            bottom=(self.height - low) * _MM,
            baseline=baseline,
        )
