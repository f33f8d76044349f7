"""Pages as small pictures to be looked at on a screen, with their words beside them; personal numbers are hidden."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from pipeline.pages.reading import read_pages
from pipeline.pages.values import Line, Page, lines_of

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 60
_MM = 25.4
# Black and white at this density is as legible as greys at two thirds of it, stays crisp at 200 %, and takes half the
# bytes; below the level of grey it is black.
_DPI, _BLACK = 144, 150
_COLOUR_DPI, _QUALITY = 96, 60  # of pages with pictures or areas on them
_LONGEST = 2400  # pixels of the longer side, whatever the size of the paper
# Citizen numbers, tax codes and telephones, in one or in groups; sums of money, which never begin with 0, are none.
_NUMBER = re.compile(r"\d{9,}(?:-\d{3})?|(?<![\d.,])\d{3,}(?:[ -]\d{3,}){1,4}|(?<![\d.,])0\d{2,}(?:[.]\d{3,})+")
_DIGITS = 9
_NEAR = 0.8  # of the size: a gap no wider than this is one space, a wider one parts two cells of a table


@dataclass(frozen=True, slots=True)
class Sketch:
    """A page as a WebP of `width` times `height` pixels, and its text line by line."""

    webp: bytes
    width: int
    height: int
    lines: tuple[str, ...]


def hidden(text: str) -> str:
    """The text without its personal numbers."""
    return _NUMBER.sub(lambda met: "…" if _is_personal(met[0]) else met[0], text)


def sketches_of(pdf: bytes) -> tuple[int, tuple[Sketch, ...]]:
    """How many pages a PDF has, and sketches of the first MOST_PAGES. ValueError where it is none that can be read."""
    import pypdfium2

    pages = read_pages(pdf).pages
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(pages), tuple(_sketch(document[page.number - 1], page) for page in islice(pages, MOST_PAGES))
    finally:
        document.close()


def _sketch(drawn: Any, page: Page) -> Sketch:
    dpi = min(_COLOUR_DPI if page.pictures else _DPI, _LONGEST * _MM / max(page.width, page.height))
    picture: Image = drawn.render(scale=dpi / 72, grayscale=not page.pictures).to_pil()
    lines = []
    for line in lines_of(page.words):
        text, places = _spaced(line)
        lines.append(" ".join(hidden(text).split()))
        for first, last in _numbers(text):
            words = [line.words[places[at]] for at in range(first, last) if places[at] >= 0]
            _cover(picture, Line(tuple(words)), dpi)
    data = io.BytesIO()
    if page.pictures:
        picture.convert("RGB").save(data, "WEBP", quality=_QUALITY)
    else:
        ink = picture.point([255 if grey > _BLACK else 0 for grey in range(256)])
        ink.convert("RGB").save(data, "WEBP", lossless=True, quality=20, method=2)
    return Sketch(data.getvalue(), picture.width, picture.height, tuple(lines))


def _spaced(line: Line) -> tuple[str, list[int]]:
    """The text of a line, with two spaces at a gap; for each letter the number of its word, -1 for a space."""
    text, places = "", list[int]()
    before = None
    for number, word in enumerate(line.words):
        if before is not None:
            gap = (word.left - before.right) / (word.size_pt * _MM / 72)
            space = "" if gap < 0.1 else " " if gap < _NEAR else "  "
            text, places = text + space, places + [-1] * len(space)
        text, places = text + word.text, places + [number] * len(word.text)
        before = word
    return text, places


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    yield from (met.span() for met in _NUMBER.finditer(text) if _is_personal(met[0]))


def _is_personal(digits: str) -> bool:
    return sum(map(str.isdecimal, digits)) >= _DIGITS


def _cover(picture: "Image", words: Line, dpi: float) -> None:
    """Draw an empty box in the place of words."""
    from PIL.ImageDraw import Draw

    left, top, right, bottom = (side * dpi / _MM for side in (words.left, words.top, words.right, words.bottom))
    box = (left - 1, top - 2, right + 1, bottom + 2)
    Draw(picture).rectangle(box, fill="white", outline="black", width=max(1, round(dpi / 72)))
