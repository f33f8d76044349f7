"""The XML of a workbook's parts. A document type is refused, so no entity can be declared."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Protocol, TypeVar
from unicodedata import normalize
from xml.parsers import expat

from pipeline.sources.fonts import legacy_font

T = TypeVar("T")

CHUNK = 16 * 1024
MOST_PIECES = 64  # of one text, each some 8 KB or 16 KB long: a cell holds 32,767 characters

MOST_TEXTS = 5_000_000  # that cells share


class Stream(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, so many at most; empty at the end."""


class TooLargeError(ValueError):
    """A workbook holds more than is read."""


# What reading a damaged workbook may raise.
DAMAGE = (
    OSError,
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)

# ST_Xstring: what XML cannot hold stands as _xHHHH_; half of a surrogate pair is no character.
_ESCAPED = re.compile("_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]


def parser_of(
    start: Start, *, text: Callable[[str], None] | None = None, end: Callable[[str], None] | None = None
) -> expat.XMLParserType:
    """A parser that tells elements by their names without the prefix of the root.

    It raises ValueError where a document type is declared.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse

    def root(name: str, attributes: Attributes) -> None:
        prefix = name[: name.find(":") + 1]
        parser.CharacterDataHandler = text
        # most files have no prefix, and a call for every element is what reading costs
        parser.StartElementHandler = (lambda name, a: start(name.removeprefix(prefix), a)) if prefix else start
        if end:
            parser.EndElementHandler = (lambda name: end(name.removeprefix(prefix))) if prefix else end
        start(name.removeprefix(prefix), attributes)

    parser.StartElementHandler = root
    return parser


def _refuse(*_declaration: object) -> None:
    raise ValueError("a document type is declared")


def elements(stream: Stream) -> Iterator[tuple[str, Attributes]]:
    """The elements of a part in their order, each with its attributes."""
    found: list[tuple[str, Attributes]] = []
    return found_in(stream, parser_of(lambda name, attributes: found.append((name, attributes))), found)


def shared_texts(stream: Stream, fonts: dict[int, str]) -> Iterator[str]:
    """The texts that the cells of a workbook share, without their formatting and without hints at pronunciation.

    `fonts` takes up the font of each text, by its number, of which a part is set in one of before Unicode.
    """
    texts: list[str] = []
    number = 0
    pieces: list[str] = []
    inside: set[str] = set()

    def start(name: str, attributes: Attributes) -> None:
        inside.add(name)
        if name == "rFont" and (font := legacy_font(attributes.get("val", ""))):
            fonts[number] = font

    def text(data: str) -> None:
        if "t" in inside and "rPh" not in inside:
            pieces.append(data)
            if len(pieces) > MOST_PIECES:
                raise TooLargeError("a text without end")

    def end(name: str) -> None:
        nonlocal number
        inside.discard(name)
        if name == "si":
            number += 1
            if number > MOST_TEXTS:
                raise TooLargeError(f"{number} texts")
            texts.append(cleaned("".join(pieces)))
            pieces.clear()

    return found_in(stream, parser_of(start, text=text, end=end), texts)


def found_in(stream: Stream, parser: expat.XMLParserType, found: list[T]) -> Iterator[T]:
    """What the parser's handlers put into `found`, as the stream comes in."""
    piece = b"-"
    while piece:
        piece = stream.read(CHUNK)
        parser.Parse(piece, not piece)
        yield from found
        found.clear()


class SharedTexts:
    """The texts that cells share, by their numbers; read as far as they are asked for.

    `fonts` names the font of each text so far of which a part is set in one of before Unicode.
    """

    def __init__(self, stream: Stream | None) -> None:
        self.fonts: dict[int, str] = {}
        self._known: list[str] = []
        self._more = shared_texts(stream, self.fonts) if stream else iter(())

    def __getitem__(self, number: int) -> str:
        """Raises IndexError or ValueError where there is no such text."""
        known = self._known
        if not 0 <= number < len(known):
            known += islice(self._more, number + 1 - len(known))
        return known[number]


def cleaned(text: str) -> str:
    """A text as cells hold it: escapes undone, composed, outer blanks stripped."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n")
    return normalize("NFC", text).strip()
