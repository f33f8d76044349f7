"""The one door to deflating: ISA-L where it is installed, three to six times as quick, the standard zlib elsewhere.

Each gives the same bytes for the same content, but not those that the other gives, nor need two versions of one, nor
ISA-L on two kinds of processors. So a file that one library wrote and the other would write anew differs in its bytes
while each member says the same: a second build after ISA-L came or went writes every file once more, and workers of
which only some have it make files that depend on which of them was at work. VANBAN_DEFLATE=zlib, in the environment
of all of them, makes them agree.
"""

import os
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

LEVELS = {"zlib": 3, "isal": 2}
"""The highest levels that look for no better match later on: the next ones take three to ten times as long."""

_QUICKEST = {"isal": 0, "zlib": 1}  # where nothing is repeated, ISA-L's takes half the time and a tenth more room
_LARGER = (
    1.07  # than with zlib at its own level: docxtpl, which packs no member smaller than that, is about 3 % above it
)

_RAW = -zlib.MAX_WBITS
_LONG, _THOROUGH = 1 << 17, 6  # bytes from which on a part is worth docxtpl's own level: tables of many pages
_MEMORY = (8, 3)  # the second ends a block sooner: better where a member's halves differ, as Word's styles do
_SOME = 7  # memory of a stream: one less than usual is a tenth quicker to set up, and packs no worse
_LARGEST = 1 << 20  # bytes of a member that is packed anew, 50 ms
_WINDOW = 1 << 15


class Deflater(NamedTuple):
    """What packs members: `compress` gives a raw deflate stream, `crc32` the checksum that a ZIP wants.

    `compressobj` is the library's; `level` is that of `compress` where none is given.
    """

    compress: Callable[..., bytes]
    crc32: Callable[..., int]
    compressobj: Callable[..., Any]
    level: int
    quickest: int

    def level_for(self, sample: bytes, shared: int) -> int:
        """The level for parts that say at least `sample`, in files that have `shared` bytes beside them.

        The quickest one where that makes the files hardly larger than zlib's own level would; `sample` is empty where
        nothing can be said, as of what repeats some of its rows.
        """
        if not sample or self.quickest == self.level:
            return self.level
        small, quick = zlib.compress(sample, _THOROUGH, _RAW), self.compress(sample, self.quickest)
        return self.quickest if shared + len(quick) <= _LARGER * (shared + len(small)) else self.level

    def after(self, start: bytes, rest: bytes | memoryview, level: int) -> bytes:
        """The end of a raw deflate stream that has begun with `beginning(start)`."""
        made, level = (zlib.compressobj, _THOROUGH) if len(rest) > _LONG else (self.compressobj, level)
        stream = made(level, zlib.DEFLATED, _RAW, _SOME, 0, start[-_WINDOW:])
        return b"".join((stream.compress(rest), stream.flush()))


def beginning(start: bytes) -> bytes:
    """The beginning of a raw deflate stream, as small as zlib makes it: what is packed once may take its time."""
    stream = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    return stream.compress(start) + stream.flush(zlib.Z_SYNC_FLUSH)


def smallest(data: bytes, packed: bytes) -> bytes:
    """A raw deflate stream of `data` that is no longer than `packed`; that one where `data` is a picture, or large."""
    if len(data) > _LARGEST or len(packed) > 0.8 * len(data):
        return packed
    streams = [zlib.compressobj(9, zlib.DEFLATED, _RAW, memory) for memory in _MEMORY]
    return min(packed, *(stream.compress(data) + stream.flush() for stream in streams), key=len)


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
            return zlib.compress(data, _THOROUGH, _RAW)
        return library.compress(data, level, _RAW)  # type: ignore[no-any-return]

    return Deflater(compress, library.crc32, library.compressobj, own, _QUICKEST.get(name, own))
