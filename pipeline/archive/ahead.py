"""What is known of a member before there is a document: deflated once, and laid between what differs.

Deflating takes most of a document's time where zlib does it. A raw deflate stream may be cut at any byte that a flush
has brought it to, and what comes after a cut may repeat what stands right before it. So the beginning of a member and
its long texts are deflated once, as small as can be; what stands between them is deflated for each document, with the
text before it as dictionary. A reader of the ZIP sees one stream.
"""

import zlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pipeline.archive.deflating import RAW, THOROUGH, Deflater, thorough

LONG = 1500
"""Bytes from which on a text is worth being deflated by itself: it can then repeat nothing of what comes before."""

_WORTH = 512  # bytes of a start
_LARGER = (
    1.07  # than with zlib at its own level: docxtpl, which packs no member smaller than that, is about 3 % above it
)
_WINDOW = 1 << 15
_NEAR, _FEW = (-12, 5), 1 << 13  # the window and memory of a stream that is quickly copied; bytes that it is for
_BRIEF = 96  # bytes that are stored, not deflated: a block of them takes 4 bytes
_EMPTY = b"\0\0\xff\xff"  # the length of the empty stored block by which a flush ends


class Known(NamedTuple):
    """What a template says of a member: it begins with `start` in most documents, and says `sample` at least.

    The sample is empty where some of it may be repeated. `texts` stand in it once, if at all, each a piece of its own.
    """

    start: bytes = b""
    sample: bytes = b""
    texts: Sequence[bytes] = ()


class Packer:
    """Packs a member of each document. It is immutable, and threads may share it.

    `shared` are the bytes that the files have beside it: where they are many, the quickest way may make it larger.
    """

    def __init__(self, known: Known, shared: int, library: Deflater) -> None:
        self._library = library
        if not known.sample:
            self._take(library.level, known.start, ())
            return
        most = _LARGER * (shared + len(zlib.compress(known.sample, THOROUGH, RAW)))
        texts = [text for text in known.texts if len(text) >= LONG and library.compressobj is zlib.compressobj]
        for level, ahead in ((library.quickest, texts), (library.quickest, ()), (library.level, ())):
            self._take(level, known.start, ahead)
            if shared + len(self.pack(known.sample, _cut(known.sample, ahead))[0]) <= most:
                break

    def _take(self, level: int, start: bytes, texts: Iterable[bytes]) -> None:
        self.level = level
        self._start = self._ahead(start) if len(start) >= _WORTH else None
        self._texts = {text: self._ahead(text) for text in texts}

    def pack(self, content: bytes, pieces: Sequence[bytes] = ()) -> tuple[bytes, int]:
        """The raw deflate stream of `content`, and its checksum; `pieces`, if told, are what it is joined of."""
        library, start = self._library, self._start
        begun = start is not None and content.startswith(start.data)
        if not begun and not self._texts:
            return library.compress(content, self.level), library.crc32(content)
        view, here, before = memoryview(content), 0, _NOTHING
        packed: list[bytes] = []
        if start is not None and begun:
            packed, here, before = [start.packed], len(start.data), start
        crc = library.crc32(view[here:], before.crc)
        if self._texts:
            at = 0
            for piece in pieces:
                if len(piece) >= LONG and at >= here and (text := self._texts.get(piece)):
                    self._between(packed, before, view[here:at])
                    packed.append(text.packed)
                    here, before = at + len(piece), text
                at += len(piece)
        packed.append(self._stream(before, view[here:], zlib.Z_FINISH))
        return b"".join(packed), crc

    def _ahead(self, data: bytes) -> "_Ahead":
        ready = None
        if self._library.compressobj is zlib.compressobj:
            window, memory = _NEAR
            ready = zlib.compressobj(self.level, zlib.DEFLATED, window, memory, 0, data[-_WINDOW:])
        return _Ahead(data, thorough(data, zlib.Z_SYNC_FLUSH), self._library.crc32(data), ready)

    def _between(self, packed: list[bytes], before: "_Ahead", data: memoryview) -> None:
        if len(data) > _BRIEF or not packed:
            packed.append(self._stream(before, data, zlib.Z_SYNC_FLUSH))
        elif len(data):
            packed[-1] = packed[-1].removesuffix(_EMPTY)
            packed.append(len(data).to_bytes(2, "little") + (len(data) ^ 0xFFFF).to_bytes(2, "little"))
            packed.append(bytes(data))

    def _stream(self, before: "_Ahead", data: memoryview, flush: int) -> bytes:
        if before.ready is not None and len(data) <= _FEW:
            stream = before.ready.copy()
        else:
            stream = self._library.stream(before.data[-_WINDOW:], len(data), self.level)
        return stream.compress(data) + stream.flush(flush)  # type: ignore[no-any-return]


class _Ahead(NamedTuple):
    """A text deflated and summed beforehand; `ready` is a stream that has it in its window, to be copied."""

    data: bytes
    packed: bytes
    crc: int
    ready: Any


_NOTHING = _Ahead(b"", b"", 0, None)


def _cut(content: bytes, texts: Sequence[bytes]) -> Sequence[bytes]:
    """The content in pieces, of which these texts are some where they stand in it in this order."""
    pieces = []
    for text in texts:
        before, found, rest = content.partition(text)
        if found:
            pieces += [before, found]
            content = rest
    return [*pieces, content]
