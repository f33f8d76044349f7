"""A ZIP written as a stream: members of any number are added one by one, and memory does not grow with them.

The members are documents, which are packed already: they are stored as they are. APPNOTE.TXT 4.3 and 4.5.3 (Zip64).
"""

import struct
import tempfile
import zlib
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Self

from pipeline.archive.writing import STAMP

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_WIDE_OFFSET = struct.Struct("<2HQ")  # of an entry: extra field 1 with 8 bytes, the offset
_WIDE_END = struct.Struct("<4sQ2H2L4Q")
_WIDE_PLACE = struct.Struct("<4sLQL")
_UTF8, _STORED, _VERSION, _WIDE_VERSION = 0x800, 0, 20, 45
_DATE = (STAMP[0] - 1980) << 9 | STAMP[1] << 5 | STAMP[2]
_HELD = 1 << 18  # bytes of a directory that are kept in memory
_BLOCK = 1 << 20
_MOST, _MOST_MEMBERS = 0xFFFFFFFF, 0xFFFF


class ZipStream:
    """A ZIP in the making at the end of `file`; leaving it writes its directory, unless an error goes through."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._directory = tempfile.SpooledTemporaryFile(_HELD)  # noqa: SIM115  closed on leaving
        self._offset = self._count = 0

    def __enter__(self) -> Self:
        return self

    def add(self, name: str, data: bytes) -> None:
        """Add a member of less than 4 GB. Raises OSError where the file cannot be written."""
        self._begin(name, zlib.crc32(data), len(data))
        self._file.write(data)

    def add_file(self, name: str, file: IO[bytes]) -> None:
        """Add what is in a file, which is read twice."""
        crc = size = 0
        for piece in _pieces(file):
            crc, size = zlib.crc32(piece, crc), size + len(piece)
        self._begin(name, crc, size)
        file.seek(0)
        self._file.writelines(_pieces(file))

    def _begin(self, name: str, crc: int, size: int) -> None:
        encoded = name.encode()
        common = (_UTF8, _STORED, 0, _DATE, crc, size, size, len(encoded))
        wide = self._offset >= _MOST
        extra = _WIDE_OFFSET.pack(1, 8, self._offset) if wide else b""
        version, offset = (_WIDE_VERSION, _MOST) if wide else (_VERSION, self._offset)
        self._file.write(_LOCAL.pack(b"PK\3\4", _VERSION, *common, 0) + encoded)
        entry = _ENTRY.pack(b"PK\1\2", version, version, *common, len(extra), 0, 0, 0, 0, offset)
        self._directory.write(entry + encoded + extra)
        self._offset += _LOCAL.size + len(encoded) + size
        self._count += 1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._directory:
            if kind is None:
                self._finish()

    def _finish(self) -> None:
        start, size = self._offset, self._directory.tell()
        self._directory.seek(0)
        self._file.writelines(_pieces(self._directory))
        count = self._count
        if count >= _MOST_MEMBERS or start + size >= _MOST:
            wide = _WIDE_END.pack(
                b"PK\6\6", _WIDE_END.size - 12, _WIDE_VERSION, _WIDE_VERSION, 0, 0, count, count, size, start
            )
            self._file.write(wide + _WIDE_PLACE.pack(b"PK\6\7", 0, start + size, 1))
        few, small, near = min(count, _MOST_MEMBERS), min(size, _MOST), min(start, _MOST)
        self._file.write(_END.pack(b"PK\5\6", 0, 0, few, few, small, near, 0))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_BLOCK):
        yield piece
