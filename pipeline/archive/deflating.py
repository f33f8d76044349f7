"""The one door to deflating: ISA-L where it is installed, three to six times as quick, the standard zlib elsewhere.

Each gives the same bytes for the same content, but not those that the other gives, nor need two versions of one, nor
ISA-L on two kinds of processors. So a file that one library wrote and the other would write anew differs in its bytes
while each member says the same: a second build after ISA-L came or went writes every file once more, and workers of
which only some have it make files that depend on which of them was at work. VANBAN_DEFLATE=zlib, in the environment
of all of them, makes them agree.
"""

import os
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

LEVELS = {"zlib": 3, "isal": 2}
"""The highest levels that look for no better match later on: the next ones take three to ten times as long."""

_QUICKEST = {"isal": 0, "zlib": 1}  # where nothing is repeated, ISA-L's takes half the time and a tenth more room
RAW = -zlib.MAX_WBITS
THOROUGH = 6
"""docxtpl's own level."""

_LONG = 1 << 17  # bytes from which on a part is worth that level: tables of many pages
_MEMORY = (8, 3)  # the second ends a block sooner: better where a member's halves differ, as Word's styles do
_SOME = 7  # memory of a stream: one less than usual is a tenth quicker to set up, and packs no worse
_LARGEST = 1 << 20  # bytes of a member that is packed anew, 50 ms
_LARGE, _PLACES = 1 << 15, 16  # bytes from which on, and places at which, a block may end wherever that saves most


class Deflater(NamedTuple):
    """What packs members: `compress` gives a raw deflate stream, `crc32` the checksum that a ZIP wants.

    `compressobj` is the library's; `level` is that of `compress` where none is given.
    """

    compress: Callable[..., bytes]
    crc32: Callable[..., int]
    compressobj: Callable[..., Any]
    level: int
    quickest: int

    def stream(self, before: bytes, length: int, level: int) -> Any:
        """An open raw deflate stream for `length` bytes that follow `before`."""
        made, level = (zlib.compressobj, THOROUGH) if length > _LONG else (self.compressobj, level)
        return made(level, zlib.DEFLATED, RAW, _SOME, 0, before)


def thorough(data: bytes, flush: int = zlib.Z_FINISH) -> bytes:
    """A raw deflate stream as small as zlib makes it, ended by `flush`: what is packed once may take its time.

    Nothing moves the ends of blocks in a stream shorter than 32 kB; the styles of Word shrink by 3 %, in 30 ms.
    """
    streams = [_blocks(data, (), memory, flush) for memory in _MEMORY]
    if len(data) > _LARGE:
        streams.append(_with_best_blocks(data, flush))
    return min(streams, key=len)


def _blocks(data: bytes, ends: Iterable[int], memory: int, flush: int) -> bytes:
    """A raw deflate stream of which a block ends at each of these bytes, if not sooner."""
    stream = zlib.compressobj(9, zlib.DEFLATED, RAW, memory)
    made, last = [], 0
    for end in ends:
        made += [stream.compress(data[last:end]), stream.flush(zlib.Z_BLOCK)]
        last = end
    return b"".join((*made, stream.compress(data[last:]), stream.flush(flush)))


def _with_best_blocks(data: bytes, flush: int) -> bytes:
    """Of some places where a block may end, the best one is taken, and the next, as long as the stream gets smaller."""
    places = range(len(data) // _PLACES, len(data), len(data) // _PLACES)
    ends: list[int] = []
    best = _blocks(data, ends, 9, flush)
    while True:
        trials = [(_blocks(data, sorted((*ends, place)), 9, flush), place) for place in places if place not in ends]
        smaller, place = min(trials, key=lambda trial: len(trial[0]), default=(best, 0))
        if len(smaller) >= len(best):
            return best
        best = smaller
        ends.append(place)


def smallest(data: bytes, packed: bytes) -> bytes:
    """A raw deflate stream of `data` that is no longer than `packed`; that one where `data` is a picture, or large."""
    if len(data) > _LARGEST or len(packed) > 0.8 * len(data):
        return packed
    return min(packed, thorough(data), key=len)


def deflater(library: str = "") -> Deflater:
    """The library's functions: "isal", "zlib", or what VANBAN_DEFLATE says; zlib where ISA-L is not installed."""
    return _deflater(library or os.environ.get("VANBAN_DEFLATE", ""))


@cache
def _deflater(library: str) -> Deflater:
    if library != "zlib":
        try:
            from isal import isal_zlib
        except ImportError:
            pass
        else:
            return _with(isal_zlib, "isal")
    return _with(zlib, "zlib")


def _with(library: Any, name: str) -> Deflater:
    own = LEVELS[name]

    def compress(data: bytes, level: int = own) -> bytes:
        if len(data) > _LONG:
            return zlib.compress(data, THOROUGH, RAW)
        return library.compress(data, level, RAW)  # type: ignore[no-any-return]

    return Deflater(compress, library.crc32, library.compressobj, own, _QUICKEST.get(name, own))
