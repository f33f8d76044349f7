"""A Word file is read with suspicion: it may come from anywhere, and its own headers are not believed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.archive.kinds import kind_of_bytes, kind_of_main, kind_of_members
from pipeline.archive.package import CONTENT_TYPES, Limits, Member, Package
from pipeline.problems import PackageError, UsageError, Where

_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ALSO_READ = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    }
)


def read_package(
    source: str | Path | bytes, limits: Limits | None = None, *, name: str = "", lenient: bool = False
) -> Package:
    """The members of a .docx, all of them unpacked and checked; `name` names bytes in messages.

    Raises UsageError where there is no such file, PackageError where it is no Word document that can be read
    safely. Where it is `lenient`, what is only read and never passed on may bring along what a template may not:
    macros (nothing runs them), ties to elsewhere (nothing follows them), the types .docm, .dotx and .dotm; and
    parts that nobody asks for are not parsed.
    """
    package = read_members(source, limits, name=name)
    name, members = package.source, package.members
    if code := kind_of_members(frozenset(members), members["mimetype"].data if "mimetype" in members else b""):
        raise PackageError(code, Where(name))
    if not lenient:
        _check(package)
    kind = package.content_type(package.main)
    if kind != _DOCUMENT and not (lenient and kind in _ALSO_READ):
        raise PackageError(kind_of_main(kind), Where(name))
    return package


def read_members(source: str | Path | bytes, limits: Limits | None = None, *, name: str = "") -> Package:
    """The members of any ZIP, all of them unpacked; `name` names bytes in messages.

    Raises UsageError where there is no such file, PackageError where it cannot be unpacked safely.
    """
    limits = limits or Limits()
    name = name or ("" if isinstance(source, bytes) else str(source))
    data = source if isinstance(source, bytes) else _read(Path(source), limits)
    if len(data) > limits.file:
        raise PackageError("package-too-large", Where(name), limit=f"{limits.file >> 20} MB")
    return Package(name, {member.name: member for member in _unpacked(data, limits, name)})


def _read(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.file + 1)
    except FileNotFoundError as error:
        raise UsageError("not-found", path=str(path)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise PackageError("unreadable", Where(str(path)), path=str(path), reason=reason) from error


def _unpacked(data: bytes, limits: Limits, source: str) -> Iterator[Member]:
    """Each member, with no more unpacked than the limits allow, whatever the headers say."""
    where = Where(source)
    entries = sorted(_entries(data, limits, where), key=lambda entry: entry.header_offset)
    seen: set[str] = set()
    end, total = 0, 0
    for entry in entries:
        name = entry.filename
        if _strays(name) or name != entry.orig_filename:
            raise PackageError("package-name", where, member=ascii(entry.orig_filename))
        if name.lower() in seen:
            raise PackageError("package-twice", where, member=name)
        seen.add(name.lower())
        start = _start(data, entry)
        if start is None or entry.header_offset < end:
            raise PackageError("package-damaged", where)
        end = start + entry.compress_size
        packed = data[start:end]
        room = limits.total - total
        content = _inflated(entry, packed, min(room, max(limits.free, limits.ratio * len(packed))), where)
        total += len(content)
        if len(packed) != entry.compress_size or zlib.crc32(content) != entry.CRC:
            raise PackageError("package-damaged", where)
        if not entry.is_dir():
            yield Member(name, content, packed, entry.compress_type, entry.CRC)


def _entries(data: bytes, limits: Limits, where: Where) -> list[zipfile.ZipInfo]:
    if not data.startswith(b"PK"):
        raise PackageError(kind_of_bytes(data), where)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
        raise PackageError("package-damaged", where) from error
    if len(entries) > limits.members:
        raise PackageError("package-bomb", where)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise PackageError("package-password", where)
    return entries


def _start(data: bytes, entry: zipfile.ZipInfo) -> int | None:
    """Where the member's packed bytes begin; None where its own header does not agree with the directory."""
    start = entry.header_offset + _LOCAL.size
    if start > len(data):
        return None
    header = _LOCAL.unpack_from(data, entry.header_offset)
    signature, _, flags, method, *_, name_length, extra_length = header
    name = data[start : start + name_length].decode("utf-8" if flags & 0x800 else "cp437", "replace")
    if signature != b"PK\3\4" or method != entry.compress_type or name != entry.orig_filename:
        return None
    return int(start + name_length + extra_length)


def _inflated(entry: zipfile.ZipInfo, packed: bytes, most: int, where: Where) -> bytes:
    if entry.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        stream = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = stream.decompress(packed, most + 1)
        except zlib.error as error:
            raise PackageError("package-damaged", where) from error
        if len(content) <= most and not stream.eof:
            raise PackageError("package-damaged", where)
    else:
        raise PackageError("package-damaged", where)
    if len(content) > most:
        raise PackageError("package-bomb", where)
    return content


def _strays(name: str) -> bool:
    steps = name.removesuffix("/").split("/")
    return "\\" in name or ":" in name or any(step in ("", ".", "..") for step in steps)


def _check(package: Package) -> None:
    """Refuse what a document may not bring along: code, ties to elsewhere, document types in its XML."""
    where = Where(package.source)
    for name in package:
        kind = package.content_type(name).lower()
        if "macroenabled" in kind or "vbaproject" in kind + name.lower():
            raise PackageError("package-macros", where)
        if name == CONTENT_TYPES or name.endswith(".rels") or kind.endswith("xml"):
            package.xml(name)
        if name.endswith(".rels"):
            folder, _, base = name.rpartition("_rels/")
            for tie in package.relationships(folder + base.removesuffix(".rels")):
                if tie.external and tie.kind != "hyperlink":
                    raise PackageError("package-external", where, kind=tie.kind, target=tie.target)
