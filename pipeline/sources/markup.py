"""The XML of a workbook's parts. A document type is refused, so no entity can be declared."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import IO, TypeVar
from unicodedata import normalize
from xml.parsers import expat

T = TypeVar("T")

CHUNK = 16 * 1024

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


def elements(stream: IO[bytes]) -> Iterator[tuple[str, Attributes]]:
    """The elements of a part in their order, each with its attributes."""
    found: list[tuple[str, Attributes]] = []
    return _found_in(stream, parser_of(lambda name, attributes: found.append((name, attributes))), found)


def shared_texts(stream: IO[bytes]) -> Iterator[str]:
    """The texts that the cells of a workbook share, without their formatting and without hints at pronunciation."""
    texts: list[str] = []
    pieces: list[str] = []
    inside: set[str] = set()

    def start(name: str, _attributes: Attributes) -> None:
        inside.add(name)

    def text(data: str) -> None:
        if "t" in inside and "rPh" not in inside:
            pieces.append(data)

    def end(name: str) -> None:
        inside.discard(name)
        if name == "si":
            texts.append(cleaned("".join(pieces)))
            pieces.clear()

    return _found_in(stream, parser_of(start, text=text, end=end), texts)


def _found_in(stream: IO[bytes], parser: expat.XMLParserType, found: list[T]) -> Iterator[T]:
    """What the parser's handlers put into `found`, as the stream comes in."""
    piece = b"-"
    while piece:
        piece = stream.read(CHUNK)
        parser.Parse(piece, not piece)
        yield from found
        found.clear()


class SharedTexts:
    """The texts that cells share, by their numbers; read as far as they are asked for."""

    def __init__(self, texts: Iterator[str]) -> None:
        self._known: list[str] = []
        self._more = texts

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
