"""How a text file encodes its letters, told from all of its bytes."""

import codecs
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.sources.rows import STRETCH

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CONTROLS = bytes(code for code in range(32) if chr(code) not in "\t\n\v\f\r")  # of which no text has any
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")  # which Windows-1258 writes behind the vowel
_TONED = re.compile("[aeiouyăâêôơư][\u0300\u0301\u0303\u0309\u0323]", re.IGNORECASE)


def encoding_of(path: Path) -> str:
    """The name of the codec that reads a file: UTF-8 or UTF-16 by its mark, UTF-8 without one, or Windows-1258.

    The last is taken only where every tone mark that it gives stands behind a vowel: bytes of the fonts before Unicode
    have them anywhere. Raises UnicodeError where the file is none of these.
    """
    with path.open("rb") as file:
        head = file.read(4)
        marked = next((codec for mark, codec in _MARKS.items() if head.startswith(mark)), "")
        if marked:
            _decode(path, marked)
            return marked
        if _has_controls(path):
            raise UnicodeError("control characters")
    try:
        _decode(path, "utf-8")
    except UnicodeDecodeError:
        if _is_windows_1258(path):
            return "cp1258"
        raise
    return "utf-8"


def _stretches(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while stretch := file.read(STRETCH):
            yield stretch


def _texts(stretches: Iterable[bytes], codec: str) -> Iterator[str]:
    """The file's text piece by piece. Raises UnicodeDecodeError where it is not in this encoding."""
    decoder = codecs.getincrementaldecoder(codec)()
    for stretch in stretches:
        yield decoder.decode(stretch)
    yield decoder.decode(b"", final=True)


def _decode(path: Path, codec: str) -> None:
    for _text in _texts(_stretches(path), codec):
        pass


def _has_controls(path: Path) -> bool:
    return any(len(stretch.translate(None, _CONTROLS)) != len(stretch) for stretch in _stretches(path))


def _is_windows_1258(path: Path) -> bool:
    tones = toned = 0
    last = ""
    try:
        for text in _texts(_stretches(path), "cp1258"):
            tones += len(_TONES.findall(text))
            toned += len(_TONED.findall(last + text))
            last = text[-1:]  # the vowel of a tone that begins the next piece
    except UnicodeDecodeError:
        return False
    return 0 < tones == toned
