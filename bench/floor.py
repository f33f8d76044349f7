"""The useful floor: the bytes of our documents, cut into pieces beforehand, joined, deflated and framed as a ZIP."""

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

LOCAL, ENTRY, END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
TEXT = re.compile(rb"(?<=>)(?=[^<])|(?<=[^>])(?=<)")  # where markup and text meet: about where a template's tags stand


def ready(template: bytes, records: list[dict[str, Any]]) -> Callable[[int], bytes]:
    """What packs the document of a record; all that can be made beforehand is made here."""
    from pipeline.template import Template

    ours = Template(template)
    documents = [_members(ours.render(record)) for record in records]
    shared = {name: data for name, data in _members(template).items() if all(d[name] == data for d in documents)}
    codec, levels = _codec(), dict(zip(ours.part_names, ours.levels, strict=True))
    starts = {name: _Start([d[name] for d in documents], codec) for name in documents[0] if name not in shared}
    same: dict[bytes, bytes] = {}  # so that pieces that documents share lie in memory once, as they do in a template
    parts = [
        [
            (name.encode(), levels[name], start, [same.setdefault(p, p) for p in TEXT.split(d[name][start.length :])])
            for name, start in starts.items()
        ]
        for d in documents
    ]
    body, directory = _packed(shared)
    count = len(documents[0])

    def pack(number: int) -> bytes:
        pieces, entries, offset = [body], [directory], len(body)
        for name, level, start, texts in parts[number]:
            data = b"".join(texts)
            if start.length:
                stream = codec.compressobj(level, zlib.DEFLATED, -15, 7, 0, start.data)
                packed = start.packed + stream.compress(data) + stream.flush()
            else:
                packed = codec.compress(data, level, -15)
            common = (0, 8, 0, 33, codec.crc32(data, start.crc), len(packed), start.length + len(data), len(name))
            pieces += (LOCAL.pack(b"PK\3\4", 20, *common, 0), name, packed)
            entries += (ENTRY.pack(b"PK\1\2", 20, 20, *common, 0, 0, 0, 0, 0, offset), name)
            offset += LOCAL.size + len(name) + len(packed)
        listing = b"".join(entries)
        pieces += (listing, END.pack(b"PK\5\6", 0, 0, count, count, len(listing), offset, 0))
        return b"".join(pieces)

    return pack


class _Start:
    """What a member begins with in all documents, deflated and summed beforehand."""

    def __init__(self, contents: list[bytes], codec: Any) -> None:
        first, last = min(contents), max(contents)
        end = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
        start = first[:end] if codec is zlib else b""  # a stream of ISA-L's takes longer to set up than that saves
        stream = zlib.compressobj(9, zlib.DEFLATED, -15)
        self.packed = stream.compress(start) + stream.flush(zlib.Z_SYNC_FLUSH)
        self.data, self.length, self.crc = start[-(1 << 15) :], len(start), codec.crc32(start)


def _members(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: dict[str, bytes]) -> tuple[bytes, bytes]:
    """A ZIP's members as they lie, and its directory without the end."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return made.getvalue()[: archive.start_dir], made.getvalue()[archive.start_dir : -END.size]


def _codec() -> Any:
    """The library that deflates and sums: the same as our renderer's."""
    if os.environ.get("VANBAN_DEFLATE") == "zlib" or not find_spec("isal"):
        return zlib
    from isal import isal_zlib

    return isal_zlib
