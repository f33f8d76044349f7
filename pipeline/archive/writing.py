"""A Word file is written with fixed times and in a fixed order: the same members give the same bytes."""

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.archive.ahead import Known, Packer
from pipeline.archive.deflating import deflater, smallest
from pipeline.archive.fields import DATE, NO_DATE, STAMP, TIME, UTF8, VERSION
from pipeline.archive.package import CONTENT_TYPES, Member, Package
from pipeline.problems import PackageError

_COMMON = struct.Struct("<5H")
_SIZES = struct.Struct("<3L")
_OFFSET = struct.Struct("<L")
_END = struct.Struct("<4s4H2LH")
_DEFLATED = 8
_MOST_MEMBERS = 0xFFFF


class Frame:
    """The members that every document of a template shares, framed once.

    `pack` adds the parts that differ: [Content_Types].xml first, the shared members in their order as they
    lie, then the given parts in theirs. `known` is what can be said of each of them beforehand; `library` is
    that of `deflating.deflater`. Frames are immutable; any number of threads may use one.
    Raises PackageError where there are more members than a ZIP without extensions can count.
    """

    def __init__(
        self,
        statics: Iterable[Member],
        names: Sequence[str],
        date: int = DATE,
        *,
        known: Sequence[Known] = (),
        library: str = "",
    ) -> None:
        ordered = sorted(statics, key=lambda member: member.name != CONTENT_TYPES)
        self._body, self._directory = _framed(ordered, date)
        self._heads = tuple(_heads(name, _DEFLATED, date) for name in names)
        shared, codec = len(self._body) + len(self._directory), deflater(library)
        self._packers = tuple(Packer(part, shared, codec) for part in known or [Known()] * len(names))
        self._count = len(ordered) + len(names)
        if self._count > _MOST_MEMBERS:
            raise PackageError("package-size")

    def pack(self, contents: Iterable[bytes], pieces: Sequence[Sequence[bytes]] = ()) -> bytes:
        """The whole file, with `contents` under the frame's names, one for each, and what each of them is joined of.

        Raises PackageError where it would pass the 4 GB that a ZIP without extensions can hold.
        """
        parts, entries, offset = [self._body], [self._directory], len(self._body)
        try:
            told = pieces or [()] * len(self._heads)
            for head, packer, content, joined in zip(self._heads, self._packers, contents, told, strict=True):
                packed, crc = packer.pack(content, joined)
                sizes = _SIZES.pack(crc, len(packed), len(content))
                parts += (head.local, sizes, head.local_name, packed)
                entries += (head.entry, sizes, head.entry_name, _OFFSET.pack(offset), head.name)
                offset += head.length + len(packed)
            directory = b"".join(entries)
            end = _END.pack(b"PK\5\6", 0, 0, self._count, self._count, len(directory), offset, 0)
        except struct.error as error:  # a number has outgrown its four bytes
            raise PackageError("package-size") from error
        return b"".join((*parts, directory, end))


class _Heads(NamedTuple):
    """What stays the same of a member's local header and of its entry in the directory, cut where numbers come."""

    local: bytes
    local_name: bytes
    entry: bytes
    entry_name: bytes
    name: bytes
    length: int  # of the local header


def _heads(member: str, method: int, date: int) -> _Heads:
    name = member.encode()
    flags = 0 if len(name) == len(member) else UTF8
    common = _COMMON.pack(VERSION, flags, method, TIME, date)
    local_name = struct.pack("<2H", len(name), 0) + name
    entry_name = struct.pack("<5HL", len(name), 0, 0, 0, 0, 0)
    local = b"PK\3\4" + common
    length = len(local) + _SIZES.size + len(local_name)
    return _Heads(local, local_name, b"PK\1\2" + struct.pack("<H", VERSION) + common, entry_name, name, length)


def _framed(members: Iterable[Member], date: int) -> tuple[bytes, bytes]:
    """The members as they lie behind their local headers, and their entries in the directory."""
    body, directory = bytearray(), bytearray()
    for member in members:
        head = _heads(member.name, member.method, date)
        sizes = _SIZES.pack(member.crc, len(member.packed), len(member.data))
        directory += head.entry + sizes + head.entry_name + _OFFSET.pack(len(body)) + head.name
        body += head.local + sizes + head.local_name + member.packed
    return bytes(body), bytes(directory)


def write_package(members: Mapping[str, bytes]) -> bytes:
    """A whole file of these members, [Content_Types].xml first, the others in the order given."""
    ordered = sorted(members, key=lambda name: name != CONTENT_TYPES)
    return Frame((), ordered).pack(members[name] for name in ordered)


def tightened(member: Member) -> Member:
    """The member packed as small as zlib can, where it is worth it: what is packed once and written many times."""
    if member.method != _DEFLATED:
        return member
    return member._replace(packed=smallest(member.data, member.packed))


def repacked(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The package with these members in place of its own, or added after them; the others lie as they lay.

    It does not bear our stamp: it is the file of whoever made it.
    """
    library = deflater()
    new = {
        name: Member(name, content, library.compress(content), _DEFLATED, library.crc32(content))
        for name, content in changed.items()
    }
    return Frame({**package.members, **new}.values(), (), NO_DATE).pack(())


def is_ours(source: str | Path | bytes) -> bool:
    """Whether we wrote this file and nobody has saved it anew since: every member bears our stamp."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            return {info.date_time for info in archive.infolist()} == {STAMP}
    except (zipfile.BadZipFile, ValueError):
        return False
