"""A Word file is written with fixed times and in a fixed order: the same members give the same bytes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.archive.package import CONTENT_TYPES, Member, Package
from pipeline.problems import PackageError

STAMP = (2020, 3, 5, 0, 0, 0)
"""The time of every member that we write, the day of the decree: a program that saves the file anew writes its own."""

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_UTF8 = 0x800
_TIME, _DATE = 0, (STAMP[0] - 1980) << 9 | STAMP[1] << 5 | STAMP[2]
_NO_DATE = 1 << 5 | 1  # 1 January 1980, which Word writes: the first day that a ZIP can tell
_MOST, _MOST_MEMBERS = 0xFFFFFFFF, 0xFFFF
_LEVEL = 1  # a rendered part grows by about 5 % and takes a third of level 6's time


class Frame:
    """The members that every document of a template shares, framed once.

    `pack` adds the parts that differ: [Content_Types].xml first, the shared members in their order as they
    lie, then the given parts in theirs. Frames are immutable; any number of threads may use one.
    """

    def __init__(self, statics: Iterable[Member], names: Sequence[str], date: int = _DATE) -> None:
        self._names, self._date = tuple(names), date
        ordered = sorted(statics, key=lambda member: member.name != CONTENT_TYPES)
        body, directory = bytearray(), bytearray()
        for member in ordered:
            local, entry = _headers(member, len(member.data), len(body), date)
            body += local + member.packed
            directory += entry
        self._body, self._directory = bytes(body), bytes(directory)
        self._count = len(ordered) + len(names)

    def pack(self, contents: Iterable[bytes]) -> bytes:
        """The whole file, with `contents` under the frame's names, one for each.

        Raises PackageError where it would pass what a ZIP without extensions can hold (4 GB, 65,535 members).
        """
        pieces, entries, offset = [self._body], [self._directory], len(self._body)
        for name, content in zip(self._names, contents, strict=True):
            member = _deflated(name, content)
            local, entry = _headers(member, len(content), offset, self._date)
            pieces += (local, member.packed)
            entries.append(entry)
            offset += len(local) + len(member.packed)
            _refuse_beyond_zip(offset)
        directory = b"".join(entries)
        _refuse_beyond_zip(offset + len(directory), self._count)
        end = _END.pack(b"PK\5\6", 0, 0, self._count, self._count, len(directory), offset, 0)
        return b"".join((*pieces, directory, end))


def _deflated(name: str, content: bytes) -> Member:
    _refuse_beyond_zip(len(content))
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflater.compress(content) + deflater.flush()
    return Member(name, content, packed, 8, zlib.crc32(content))


def _headers(member: Member, size: int, offset: int, date: int) -> tuple[bytes, bytes]:
    """A member's local header and its entry in the directory; `size` is its unpacked length."""
    name = member.name.encode()
    flags = 0 if len(name) == len(member.name) else _UTF8
    common = (flags, member.method, _TIME, date, member.crc, len(member.packed), size, len(name))
    local = _LOCAL.pack(b"PK\3\4", _VERSION, *common, 0) + name
    return local, _ENTRY.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, 0, 0, offset) + name


def _refuse_beyond_zip(size: int, count: int = 0) -> None:
    if size > _MOST or count > _MOST_MEMBERS:
        raise PackageError("package-size")


def write_package(members: Mapping[str, bytes]) -> bytes:
    """A whole file of these members, [Content_Types].xml first, the others in the order given."""
    ordered = sorted(members, key=lambda name: name != CONTENT_TYPES)
    return Frame((), ordered).pack(members[name] for name in ordered)


def repacked(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with these members in place of its own, or added after them; the others lie as they lay.

    It does not bear our stamp: it is the file of whoever made it.
    """
    members = {**package.members, **{name: _deflated(name, content) for name, content in changed.items()}}
    return Frame(members.values(), (), _NO_DATE).pack(())


def is_ours(source: str | Path | bytes) -> bool:
    """Whether we wrote this file and nobody has saved it anew since: every member bears our stamp."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            return {info.date_time for info in archive.infolist()} == {STAMP}
    except (zipfile.BadZipFile, ValueError):
        return False
