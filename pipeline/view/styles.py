"""Effective formatting: what a run or a paragraph looks like after all inheritance.

The order is Word's: document defaults, table style, paragraph style, character style (each along its
`basedOn` chain), then what the run or paragraph itself says. Switches such as bold are toggles between the
styles (bold in two of them is not bold) and plain values where the text itself has them (ECMA-376 part 1,
17.7.3). Formatting of a table style for single rows or columns is not taken into account.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element

from pipeline.archive import parse_xml
from pipeline.view.measures import millimetres, points, switch
from pipeline.view.names import VAL, A, W
from pipeline.view.values import Layout, Look

Properties = dict[str, object]
_TOGGLES = ("bold", "italic", "caps", "hidden")
_SLOTS = {"ascii": "ascii", "hAnsi": "hansi", "cs": "cs", "eastAsia": "east_asia"}
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
    """What a `w:pPr` says, by the names of `Layout`."""
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
    for attribute, slot in _SLOTS.items():
        if face := child.get(W + attribute):
            said[slot] = face
    for attribute, slot in _THEMED.items():
        if face := child.get(W + attribute):
            said[slot] = f"+{face}"


def _size(child: _Element, said: Properties) -> None:
    if (size := points(child.get(VAL), 1 / 2)) is not None:
        said["size_pt"] = size


def _color(child: _Element, said: Properties) -> None:
    said["color"] = value if (value := child.get(VAL, "auto")) == "auto" else value.upper()


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
    for name, attributes in (("left_mm", ("left", "start")), ("right_mm", ("right", "end"))):
        for attribute in attributes:
            if (value := millimetres(child.get(W + attribute))) is not None:
                said[name] = value
    if (value := millimetres(child.get(W + "hanging"))) is not None:
        said["first_line_mm"] = -value
    elif (value := millimetres(child.get(W + "firstLine"))) is not None:
        said["first_line_mm"] = value


def _spacing(child: _Element, said: Properties) -> None:
    for name in ("before", "after"):
        if child.get(f"{W}{name}Autospacing", "0") not in ("0", "false", "off"):
            said[f"{name}_pt"] = 14.0  # what Word sets for "auto"
        elif (value := points(child.get(W + name), 1 / 20)) is not None:
            said[f"{name}_pt"] = value
    rule = child.get(W + "lineRule", "auto")
    if (line := points(child.get(W + "line"), 1 / 20)) is not None:
        said["line_rule"] = rule
        said["line"] = line / 12 if rule == "auto" else line


def _borders(child: _Element, said: Properties) -> None:
    for side in ("top", "bottom"):
        if (border := child.find(W + side)) is not None:
            said[side] = border.get(VAL, "none") not in ("none", "nil")


_RUN: Mapping[object, Callable[[_Element, Properties], None]] = {
    W + "rFonts": _faces,
    W + "sz": _size,
    W + "color": _color,
    W + "u": _underline,
    W + "b": _switch("bold"),
    W + "i": _switch("italic"),
    W + "caps": _switch("caps"),
    W + "vanish": _switch("hidden"),
}
_PARAGRAPH: Mapping[object, Callable[[_Element, Properties], None]] = {
    W + "jc": _align,
    W + "framePr": _frame,
    W + "ind": _indents,
    W + "spacing": _spacing,
    W + "pBdr": _borders,
    W + "contextualSpacing": _switch("contextual"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """A style as written: what it says itself, and the style that it is based on ("" for none)."""

    name: str
    based_on: str
    run: Properties
    paragraph: Properties
    cell_margins: Mapping[str, float]


_NO_STYLE = Style("", "", {}, {}, {})


@dataclass(frozen=True)
class Stylesheet:
    """The styles of a document, its defaults and the faces of its theme."""

    styles: Mapping[str, Style]
    defaults: Style
    standard: Mapping[str, str]
    faces: Mapping[str, str]
    _runs: dict[tuple[str, str, str], tuple[Properties, ...]] = field(default_factory=dict)
    _paragraphs: dict[tuple[str, str], Properties] = field(default_factory=dict)

    def name(self, style_id: str) -> str:
        """The style's name; "" for a style that is not there."""
        return self.styles.get(style_id, _NO_STYLE).name

    def look(self, table: str, paragraph: str, character: str, said: Properties) -> Look:
        """The look of a run in these styles ("" for none) that itself says `said`."""
        key = (table, paragraph, character)
        if (levels := self._runs.get(key)) is None:
            levels = self._runs[key] = tuple(self._chain(style, "run") for style in key)
        merged: Properties = dict(self.defaults.run)
        for level in levels:
            merged.update(level)
        for name in _TOGGLES:
            told = [bool(level[name]) for level in levels if name in level]
            merged[name] = bool(self.defaults.run.get(name)) or sum(told) % 2 == 1
        merged.update(said)
        for slot in _SLOTS.values():
            face = str(merged.get(slot, ""))
            if face.startswith("+"):
                merged[slot] = self.faces.get(face[1:], "")
        return Look(**merged)  # type: ignore[arg-type]

    def layout(self, table: str, paragraph: str, said: Properties) -> Layout:
        """The layout of a paragraph in these styles that itself says `said`."""
        key = (table, paragraph)
        if (inherited := self._paragraphs.get(key)) is None:
            inherited = dict(self.defaults.paragraph)
            for style in key:
                inherited.update(self._chain(style, "paragraph"))
            self._paragraphs[key] = inherited
        return Layout(**{**inherited, **said})  # type: ignore[arg-type]

    def cell_margins(self, table: str) -> Mapping[str, float]:
        """The side margins of a cell that a table style sets: "left_mm", "right_mm"."""
        return self._chain(table, "cell_margins")  # type: ignore[return-value]

    def _chain(self, style_id: str, part: str) -> Properties:
        """A part of a style and of those it is based on, the nearest winning; circles end."""
        chain: list[Style] = []
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            chain.append(self.styles[style_id])
            style_id = chain[-1].based_on
        merged: Properties = {}
        for style in reversed(chain):
            merged.update(getattr(style, part))
        return merged


def cell_margins(source: _Element | None) -> dict[str, float]:
    """The side margins that a `w:tblCellMar` or `w:tcMar` sets."""
    found: dict[str, float] = {}
    for name, sides in (("left_mm", ("left", "start")), ("right_mm", ("right", "end"))):
        for side in sides:
            margin = source.find(W + side) if source is not None else None
            if margin is not None and (value := millimetres(margin.get(W + "w"))) is not None:
                found[name] = value
    return found


@lru_cache(maxsize=16)
def stylesheet(styles_xml: bytes, theme_xml: bytes) -> Stylesheet:
    """The stylesheet in these parts (b"" for a part that is missing); the same bytes give the same object."""
    root = parse_xml(styles_xml, "styles.xml") if styles_xml else etree.Element(W + "styles")
    styles: dict[str, Style] = {}
    standard: dict[str, str] = {}
    for element in root.iterchildren(W + "style"):
        style_id = element.get(W + "styleId", "")
        styles[style_id] = _style(element)
        if element.get(W + "default", "0") in ("1", "true", "on"):
            standard[element.get(W + "type", "paragraph")] = style_id
    defaults = Style(
        name="",
        based_on="",
        run=run_properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")),
        paragraph=paragraph_properties(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")),
        cell_margins={},
    )
    return Stylesheet(styles, defaults, standard, _theme_faces(theme_xml))


def _style(element: _Element) -> Style:
    def value(tag: str) -> str:
        child = element.find(W + tag)
        return child.get(VAL, "") if child is not None else ""

    return Style(
        name=value("name"),
        based_on=value("basedOn"),
        run=run_properties(element.find(W + "rPr")),
        paragraph=paragraph_properties(element.find(W + "pPr")),
        cell_margins=cell_margins(element.find(f"{W}tblPr/{W}tblCellMar")),
    )


@lru_cache(maxsize=16)
def _theme_faces(theme_xml: bytes) -> Mapping[str, str]:
    """The faces by the names under which styles ask for them ("minorHAnsi"); none without a theme."""
    if not theme_xml:
        return {}
    root = parse_xml(theme_xml, "theme1.xml")
    faces: dict[str, str] = {}
    for major in ("major", "minor"):
        for child, names in (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",))):
            found = root.find(f".//{A}fontScheme/{A}{major}Font/{A}{child}")
            for name in names:
                faces[major + name] = found.get("typeface", "") if found is not None else ""
    return faces
