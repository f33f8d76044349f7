"""What the properties of runs, paragraphs and cells say, one `w:rPr`, `w:pPr` or `w:tblCellMar` at a time."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from lxml.etree import _Element

from pipeline.view.measures import millimetres, points, switch, whole
from pipeline.view.names import VAL, W

Properties = dict[str, object]


class ThemeColor(NamedTuple):
    """A colour of the theme by its name, lightened and darkened by shares in hexadecimal digits."""

    name: str
    tint: str
    shade: str


SLOTS = {"ascii": "ascii", "hAnsi": "hansi", "cs": "cs", "eastAsia": "east_asia"}
_THEMED = {"asciiTheme": "ascii", "hAnsiTheme": "hansi", "cstheme": "cs", "eastAsiaTheme": "east_asia"}
_ALIGN = {"start": "left", "end": "right", "thaiDistribute": "distribute", "numTab": "left"}


def run_properties(source: _Element | None) -> Properties:
    """What a `w:rPr` says, by the names of `Look`; a theme's face stands as "+minorHAnsi"."""
    said: Properties = {}
    for child in source if source is not None else ():
        if reader := _RUN.get(child.tag):
            reader(child, said)
    return said


def paragraph_properties(source: _Element | None) -> Properties:
    """What a `w:pPr` says, by the names of `Layout`.

    Beside them stand its numbering ("num_id", "num_level"), indents in characters ("left_chars") and spacing in
    lines ("before_lines") or left to Word ("before_auto"), for a `Stylesheet` to work out.
    """
    said: Properties = {}
    for child in source if source is not None else ():
        if reader := _PARAGRAPH.get(child.tag):
            reader(child, said)
    return said


def _switch(name: str) -> Callable[[_Element, Properties], None]:
    def read(child: _Element, said: Properties) -> None:
        said[name] = switch(child)

    return read


def _faces(child: _Element, said: Properties) -> None:
    for attribute, slot in SLOTS.items():
        if face := child.get(W + attribute):
            said[slot] = face
    for attribute, slot in _THEMED.items():
        if face := child.get(W + attribute):
            said[slot] = f"+{face}"


def _size(child: _Element, said: Properties) -> None:
    if (size := points(child.get(VAL), 1 / 2)) is not None:
        said["size_pt"] = size


def _color(child: _Element, said: Properties) -> None:
    said["color"] = _colored(child, "val", "themeColor", "theme") or "auto"


def _shading(child: _Element, said: Properties) -> None:
    solid = child.get(VAL) == "solid"
    names = ("color", "themeColor", "theme") if solid else ("fill", "themeFill", "themeFill")
    shade = _colored(child, *names)
    said["shading"] = "" if shade in ("auto", "FFFFFF") else shade


def _colored(child: _Element, attribute: str, theme: str, change: str) -> str | ThemeColor:
    """A colour, "auto", or one of the theme where nothing else is said; "" for none."""
    if value := child.get(W + attribute):
        return value if value == "auto" else value.upper()
    if not (name := child.get(W + theme)):
        return ""
    return ThemeColor(name, child.get(f"{W}{change}Tint", "FF"), child.get(f"{W}{change}Shade", "FF"))


def _highlight(child: _Element, said: Properties) -> None:
    said["highlight"] = value if (value := child.get(VAL, "none")) != "none" else ""


def _vertical(child: _Element, said: Properties) -> None:
    said["vertical"] = value if (value := child.get(VAL)) in ("superscript", "subscript") else ""


def _underline(child: _Element, said: Properties) -> None:
    said["underline"] = child.get(VAL, "single") != "none"


def _align(child: _Element, said: Properties) -> None:
    value = child.get(VAL, "left")
    said["align"] = "both" if value.endswith("Kashida") else _ALIGN.get(value, value)


def _frame(child: _Element, said: Properties) -> None:
    said["framed"] = True
    if child.get(W + "xAlign") in ("center", "right"):
        said["align"] = child.get(W + "xAlign")


def _indents(child: _Element, said: Properties) -> None:
    for name, attributes in (("left", ("left", "start")), ("right", ("right", "end"))):
        for attribute in attributes:
            if (value := millimetres(child.get(W + attribute))) is not None:
                said[f"{name}_mm"] = value
            if (value := points(child.get(f"{W}{attribute}Chars"))) is not None:
                said[f"{name}_chars"] = value / 100
    for name, read, suffix, unit in (("first_line_mm", millimetres, "", 1), ("first_line_chars", points, "Chars", 100)):
        if (value := read(child.get(f"{W}hanging{suffix}"))) is not None:
            said[name] = -value / unit
        elif (value := read(child.get(f"{W}firstLine{suffix}"))) is not None:
            said[name] = value / unit


def _spacing(child: _Element, said: Properties) -> None:
    for name in ("before", "after"):
        if (auto := child.get(f"{W}{name}Autospacing")) is not None:
            said[f"{name}_auto"] = auto not in ("0", "false", "off")
        if (value := points(child.get(f"{W}{name}Lines"))) is not None:
            said[f"{name}_lines"] = value / 100
        if (value := points(child.get(W + name), 1 / 20)) is not None:
            said[f"{name}_pt"] = value
    rule = child.get(W + "lineRule", "auto")
    if (line := points(child.get(W + "line"), 1 / 20)) is not None:
        said["line_rule"] = rule
        said["line"] = line / 12 if rule == "auto" else line


def _borders(child: _Element, said: Properties) -> None:
    for side in ("top", "bottom"):
        if (border := child.find(W + side)) is not None:
            said[side] = border.get(VAL, "none") not in ("none", "nil")


def cell_margins(source: _Element | None) -> dict[str, float]:
    """The side margins that a `w:tblCellMar` or `w:tcMar` sets."""
    found: dict[str, float] = {}
    for name, sides in (("left_mm", ("left", "start")), ("right_mm", ("right", "end"))):
        for side in sides:
            margin = source.find(W + side) if source is not None else None
            if margin is not None and (value := millimetres(margin.get(W + "w"))) is not None:
                found[name] = value
    return found


def _numbers(child: _Element, said: Properties) -> None:
    if (element := child.find(W + "numId")) is not None:
        said["num_id"] = element.get(VAL, "")
    if (element := child.find(W + "ilvl")) is not None and (level := whole(element.get(VAL))) is not None:
        said["num_level"] = level


_RUN: Mapping[object, Callable[[_Element, Properties], None]] = {
    W + "rFonts": _faces,
    W + "sz": _size,
    W + "color": _color,
    W + "u": _underline,
    W + "b": _switch("bold"),
    W + "i": _switch("italic"),
    W + "caps": _switch("caps"),
    W + "smallCaps": _switch("small_caps"),
    W + "strike": _switch("strike"),
    W + "dstrike": _switch("double_strike"),
    W + "vanish": _switch("hidden"),
    W + "rtl": _switch("rtl"),
    W + "vertAlign": _vertical,
    W + "highlight": _highlight,
    W + "shd": _shading,
}
_PARAGRAPH: Mapping[object, Callable[[_Element, Properties], None]] = {
    W + "numPr": _numbers,
    W + "jc": _align,
    W + "framePr": _frame,
    W + "ind": _indents,
    W + "spacing": _spacing,
    W + "pBdr": _borders,
    W + "contextualSpacing": _switch("contextual"),
    W + "keepNext": _switch("keep_next"),
    W + "keepLines": _switch("keep_lines"),
    W + "pageBreakBefore": _switch("page_break_before"),
    W + "bidi": _switch("rtl"),
}
