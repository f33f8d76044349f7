"""The merged cells and the hidden columns of a worksheet, without a look into its rows."""

import re
from typing import IO

from pipeline.sources.markup import CHUNK, TooLargeError, elements
from pipeline.sources.rows import MOST_COLUMNS
from pipeline.sources.sheets import Layout, Range

MOST_MERGES = 500_000
_FIRST_ROW = re.compile(rb"<(?:\w+:)?sheetData(?:\s[^>]*)?(?<!/)>")
_LAST_ROW = re.compile(rb"</(?:\w+:)?sheetData\s*>")
_OVERLAP = 256  # longer than either tag
_CELLS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})(?::([A-Za-z]{1,3})([1-9][0-9]{0,6}))?")


def layout_of(stream: IO[bytes]) -> Layout:
    """The layout that a worksheet's part tells. Raises one of DAMAGE."""
    merges: list[Range] = []
    hidden: set[int] = set()
    for name, attributes in elements(_WithoutRows(stream)):
        if name == "mergeCell":
            if len(merges) == MOST_MERGES:
                raise TooLargeError("merged cells without end")
            merges.append(range_of(attributes["ref"]))
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            hidden.update(range(int(attributes["min"]) - 1, min(int(attributes["max"]), MOST_COLUMNS)))
    return Layout(tuple(merges), tuple(sorted(hidden)))


def range_of(name: str) -> Range:
    """The cells that a name such as `A1:C2` means. Raises ValueError where it means none."""
    found = _CELLS.fullmatch(name)
    if not found:
        raise ValueError(f"{name} is no range")
    left, top, right, bottom = found.groups()
    return Range(int(top), index_of(left), int(bottom or top), index_of(right or left))


def index_of(letters: str) -> int:
    """The number of a column from 0, by its letters."""
    index = 0
    for letter in letters.upper():
        index = 26 * index + ord(letter) - ord("A") + 1
    return index - 1


class _WithoutRows:
    """A worksheet's part as a stream that leaves out what stands between the tags of its rows.

    Where the tags are not found, as in UTF-16, all of it comes out.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held = b""
        self._passed = False  # the rows

    def read(self, _size: int) -> bytes:
        """The next bytes; empty at the end."""
        while True:
            piece = self._stream.read(CHUNK)
            held = self._held + piece
            if self._passed:
                self._held = b""
                return held
            if tag := _FIRST_ROW.search(held):
                self._skip(held[tag.end() :])
                return held[: tag.end()]
            self._held = held[-_OVERLAP:] if piece else b""
            out = held[: len(held) - len(self._held)]
            if out or not piece:
                return out

    def _skip(self, held: bytes) -> None:
        self._passed = True
        while not (tag := _LAST_ROW.search(held)):
            piece = self._stream.read(16 * CHUNK)
            if not piece:
                return
            held = held[-_OVERLAP:] + piece
        self._held = held[tag.start() :]
