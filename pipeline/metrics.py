"""How wide a text is in the decree's face, from the real advance widths of the font.

Liberation Serif has the widths of Times New Roman, character for character. Its table stands in
`liberation_serif.json`, taken from the font files by `python -m pipeline.stationery.measure`: for each of the
four faces, width in font units -> the characters that wide. Nothing here needs a font to be installed.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

UNITS_PER_EM = 2048
MM_PER_POINT = 25.4 / 72
# A character that the table lacks counts as half an em, the width of a digit.
UNKNOWN = UNITS_PER_EM // 2
# Combining marks and format characters print over or between their neighbours.
WEIGHTLESS = ("Mn", "Me", "Cf", "Cc")

# Word ends a line after a space or a dash and lets the spaces there hang over; a no-break space holds.
_BREAKS = re.compile(r"(?<=[ \t\-\u2010\u2013\u2014])(?![ \t])")


def width_mm(text: str, size_pt: float, *, bold: bool = False, italic: bool = False) -> float:
    """The width of `text` set on one line at `size_pt` points, without kerning (Word's default)."""
    widths = advances(bold=bold, italic=italic)
    units = sum(
        widths[character] if character in widths else _fallback(character)
        for character in unicodedata.normalize("NFC", text)
    )
    return units / UNITS_PER_EM * size_pt * MM_PER_POINT


def wrapped(text: str, size_pt: float, box_mm: float, *, bold: bool = False, italic: bool = False) -> Iterator[str]:
    """The lines that `text` takes in a box `box_mm` wide, filled greedily as Word does.

    A word wider than the box stands on a line of its own; Word would break it at the box's edge.
    """
    line = ""
    for piece in _BREAKS.split(text):
        if line and width_mm((line + piece).rstrip(" \t"), size_pt, bold=bold, italic=italic) > box_mm:
            yield line.rstrip(" \t")
            line = ""
        line += piece
    yield line.rstrip(" \t")


def widest_line_mm(
    lines: Sequence[str] | str, size_pt: float, box_mm: float, *, bold: bool = False, italic: bool = False
) -> float:
    """The width of the widest line of `lines` (paragraphs, each wrapped) in a box, at most `box_mm`."""
    paragraphs = [lines] if isinstance(lines, str) else lines
    widths = (
        width_mm(line, size_pt, bold=bold, italic=italic)
        for paragraph in paragraphs
        for line in wrapped(paragraph, size_pt, box_mm, bold=bold, italic=italic)
    )
    return min(max(widths, default=0.0), box_mm)


def face(*, bold: bool, italic: bool) -> str:
    """The name of a face in the table: "regular", "bold", "italic" or "bold_italic"."""
    return "_".join(name for name, on in (("bold", bold), ("italic", italic)) if on) or "regular"


def advances(*, bold: bool, italic: bool) -> dict[str, int]:
    """Character -> advance width in units of 1/2048 em, for one face."""
    return _table()[face(bold=bold, italic=italic)]


@cache
def _table() -> dict[str, dict[str, int]]:
    stored = json.loads(Path(__file__).with_name("liberation_serif.json").read_text(encoding="utf-8"))
    return {
        name: {character: int(width) for width, characters in by_width.items() for character in characters}
        for name, by_width in stored["faces"].items()
    }


def _fallback(character: str) -> int:
    return 0 if unicodedata.category(character) in WEIGHTLESS else UNKNOWN
