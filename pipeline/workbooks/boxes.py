"""The boxes in which Excel shows comments: shapes of VML (ECMA-376, Part 4, 14 and 19.4).

What Excel writes here need not be sound XML, so shapes are put in and cut out as bytes; the others stay as they lie.
"""

import re
from collections.abc import Mapping

Place = tuple[int, int]  # row and column, from 0

_SHAPE = re.compile(rb"<((?:\w+:)?)shape\b.*?</\1shape>\s*", re.DOTALL)
_ROW, _COLUMN = (re.compile(rb"<(?:\w+:)?%b>\s*(\d+)\s*<" % name) for name in (b"Row", b"Column"))
_NOTE = re.compile(rb"ObjectType=[\"']Note[\"']")
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n'
)
_NEW = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel">\n'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>\n%b</xml>' % _TYPE
)
_BOX = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden" '
    'fillcolor="#fff2cc" o:insetmode="auto"><v:fill color2="#fff2cc"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>\n"
)
_FIRST_NUMBER = 1025
_WIDTH, _INSET = 300, 15  # pixels
_PIXELS_A_CHARACTER, _USUAL_CHARACTERS, _PIXELS_A_ROW = 7, 9.0, 20
_CHARACTERS_A_LINE = 42


def new_boxes() -> bytes:
    """A part without boxes."""
    return _NEW


def has_boxes(part: bytes) -> bool:
    """Whether a part holds any shape, a comment's box or other."""
    return _SHAPE.search(part) is not None


def add_boxes(part: bytes, texts: Mapping[Place, str], widths: Mapping[int, float]) -> bytes:
    """The part with a box for each cell, large enough for its text; `widths` are those of columns, in characters."""
    if not texts:
        return part
    number = max((int(found) for found in _NUMBER.findall(part)), default=_FIRST_NUMBER - 1)
    boxes = [] if b"_x0000_t202" in part else [_TYPE]
    for index, ((row, column), text) in enumerate(texts.items(), number + 1):
        values = {"number": index, "row": row, "column": column, "anchor": _anchor(row, column, text, widths)}
        boxes.append(_BOX.format_map(values).encode())
    end = part.rfind(b"</xml>")
    return part[:end] + b"".join(boxes) + part[end:]


def without_boxes(part: bytes, places: set[Place]) -> bytes:
    """The part without the boxes of these cells."""
    return _SHAPE.sub(lambda shape: b"" if _place(shape[0]) in places else shape[0], part)


def _place(shape: bytes) -> Place | None:
    row, column = _ROW.search(shape), _COLUMN.search(shape)
    return (int(row[1]), int(column[1])) if row and column and _NOTE.search(shape) else None


def _anchor(row: int, column: int, text: str, widths: Mapping[int, float]) -> str:
    """From which corner to which a box goes: columns and rows, each with pixels into it."""
    lines = 2 + sum(1 + len(line) // _CHARACTERS_A_LINE for line in text.splitlines())
    top = max(row - 1, 0)
    left = right = column + 1
    wide = _INSET + _WIDTH
    while (pixels := int(widths.get(right, _USUAL_CHARACTERS) * _PIXELS_A_CHARACTER)) < wide and right < left + 50:
        wide -= pixels
        right += 1
    return f"{left}, {_INSET}, {top}, 4, {right}, {wide}, {top + lines}, 4"
