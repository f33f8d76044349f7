"""A ZIP written as a stream: members of any number are added one by one, and memory does not grow with them.

The members are documents, which are packed already: they are stored as they are. Between two of them the file is
closed and nothing is kept of them: the directory is made in the end, of what stands before each. APPNOTE.TXT 4.3 and
4.5.3 (Zip64).
"""

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pipeline.archive.fields import DATE, TIME, UTF8, VERSION

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_WIDE_OFFSET = struct.Struct("<2HQ")  # of an entry: extra field 1 with 8 bytes, the offset
_WIDE_END = struct.Struct("<4sQ2H2L4Q")
_WIDE_PLACE = struct.Struct("<4sLQL")
_STORED, _WIDE_VERSION = 0, 45
_IN_16, _IN_32 = 0xFFFF, 0xFFFFFFFF  # the largest numbers of 2 and 4 bytes: what reaches them stands in a wide field
_FAR, _MANY = _IN_32, _IN_16
_BLOCK = 1 << 20


class ZipStream:
    """A ZIP in the making at `path`, which begins empty. Its methods raise OSError where it cannot be written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = self._count = 0
        path.write_bytes(b"")

    def add(self, name: str, data: bytes) -> None:
        """Add a member of less than 4 GB."""
        with self._path.open("ab") as file:
            self._begin(file, name, zlib.crc32(data), len(data))
            file.write(data)

    def add_file(self, name: str, source: IO[bytes]) -> None:
        """Add what is in a file of less than 4 GB, which is read twice."""
        crc = size = 0
        for piece in _pieces(source):
            crc, size = zlib.crc32(piece, crc), size + len(piece)
        source.seek(0)
        with self._path.open("ab") as file:
            self._begin(file, name, crc, size)
            file.writelines(_pieces(source))

    def _begin(self, file: IO[bytes], name: str, crc: int, size: int) -> None:
        encoded = name.encode()
        common = (VERSION, UTF8, _STORED, TIME, DATE, crc, size, size, len(encoded))
        file.write(_LOCAL.pack(b"PK\3\4", *common, 0) + encoded)
        self._size += _LOCAL.size + len(encoded) + size
        self._count += 1

    def finish(self) -> None:
        """Write the directory; nothing can be added any more."""
        with self._path.open("rb", buffering=512) as written, self._path.open("ab") as file:
            file.writelines(self._entries(written))
            start, size, count = self._size, file.tell() - self._size, self._count
            if count >= _MANY or start + size >= _FAR:
                versions = (_WIDE_VERSION, _WIDE_VERSION)
                file.write(_WIDE_END.pack(b"PK\6\6", _WIDE_END.size - 12, *versions, 0, 0, count, count, size, start))
                file.write(_WIDE_PLACE.pack(b"PK\6\7", 0, start + size, 1))
            few, small, near = min(count, _IN_16), min(size, _IN_32), min(start, _IN_32)
            file.write(_END.pack(b"PK\5\6", 0, 0, few, few, small, near, 0))

    def _entries(self, written: IO[bytes]) -> Iterator[bytes]:
        """The entries of the directory, made of the headers before the members."""
        offset = 0
        while offset < self._size:
            written.seek(offset)
            _sign, *common, _extra = _LOCAL.unpack(written.read(_LOCAL.size))
            name = written.read(common[-1])
            wide = offset >= _FAR
            common[0] = _WIDE_VERSION if wide else VERSION
            extra = _WIDE_OFFSET.pack(1, 8, offset) if wide else b""
            place = (len(extra), 0, 0, 0, 0, _IN_32 if wide else offset)
            yield _ENTRY.pack(b"PK\1\2", _WIDE_VERSION if wide else VERSION, *common, *place) + name + extra
            offset += _LOCAL.size + len(name) + common[-2]


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_BLOCK):
        yield piece
