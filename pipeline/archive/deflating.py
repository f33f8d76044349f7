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
from functools import cache, partial
from typing import NamedTuple

_LEVEL = 1  # of either: a rendered part grows by 3 to 6 % and takes a third of zlib's own level's time
_RAW = -zlib.MAX_WBITS


class Deflater(NamedTuple):
    """What packs members: `compress` gives a raw deflate stream, `crc32` the checksum that a ZIP wants."""

    compress: Callable[[bytes], bytes]
    crc32: Callable[[bytes], int]


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
            return Deflater(partial(isal_zlib.compress, level=_LEVEL, wbits=_RAW), isal_zlib.crc32)
    return Deflater(partial(zlib.compress, level=_LEVEL, wbits=_RAW), zlib.crc32)
