"""Effective formatting: what a run or a paragraph looks like after all inheritance.

The order is Word's: document defaults, table style, paragraph style, character style (each along its
`basedOn` chain), then what the run or paragraph itself says. Switches such as bold are toggles between the
styles (bold in two of them is not bold) and plain values where the text itself has them (ECMA-376 part 1,
17.7.3). A table style has parts for single rows, columns and corners, which go before the style of the whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.etree import _Element

from pipeline.archive import parse_xml
from pipeline.view.measures import whole
from pipeline.view.names import VAL, W
from pipeline.view.numbering import Numbered
from pipeline.view.properties import SLOTS, Properties, ThemeColor, cell_margins, paragraph_properties, run_properties
from pipeline.view.theme import Theme, theme
from pipeline.view.values import Layout, Look

TableKey = tuple[str, ...]
"""A table style and those of its parts that hold, in the order in which they apply; () outside tables."""

_TOGGLES = ("bold", "italic", "caps", "small_caps", "strike", "hidden")
_UNTOLD = {"color": "auto", "shading": ""}
_AUTO_PT = 14.0  # what Word sets where spacing is left to it
_LINE_PT = 12.0
_TO_WORK_OUT = frozenset(
    {"num_id", "num_level", "left_chars", "right_chars", "first_line_chars"}
    | {f"{side}_{how}" for side in ("before", "after") for how in ("auto", "lines")}
)


@dataclass(frozen=True, slots=True)
class Style:
    """A style as written: what it says itself, and the style that it is based on ("" for none).

    `parts` are those of a table style ("firstRow"), `bands` the rows and columns that make up a band of it.
    """

    name: str
    based_on: str
    run: Properties
    paragraph: Properties
    cell_margins: Mapping[str, float]
    parts: Mapping[str, "Style"] = field(default_factory=dict)
    bands: Mapping[str, int] = field(default_factory=dict)


_NO_STYLE = Style("", "", {}, {}, {})


@dataclass(frozen=True)
class Stylesheet:
    """The styles of a document, its defaults and its theme."""

    styles: Mapping[str, Style]
    defaults: Style
    standard: Mapping[str, str]
    theme: Theme
    _runs: dict[tuple[TableKey, str, str], tuple[Properties, ...]] = field(default_factory=dict)
    _paragraphs: dict[tuple[TableKey, str, Numbered | None], Properties] = field(default_factory=dict)

    def name(self, style_id: str) -> str:
        """The style's name; "" for a style that is not there."""
        return self.styles.get(style_id, _NO_STYLE).name

    def list_number(self, style_id: str) -> str:
        """The id of the numbering that a list style names; "" for none."""
        return str(self.styles.get(style_id, _NO_STYLE).paragraph.get("num_id", ""))

    def look(self, table: TableKey, paragraph: str, character: str, said: Properties) -> Look:
        """The look of a run in these styles ("" for none) that itself says `said`."""
        key = (table, paragraph, character)
        if (levels := self._runs.get(key)) is None:
            styles = (self._chain(paragraph, "run"), self._chain(character, "run"))
            levels = self._runs[key] = (self._of_table(table, "run"), *styles)
        merged: Properties = dict(self.defaults.run)
        for level in levels:
            merged.update(level)
        for name in _TOGGLES:
            told = [bool(level[name]) for level in levels if name in level]
            merged[name] = bool(self.defaults.run.get(name)) or sum(told) % 2 == 1
        merged.update(said)
        for slot in SLOTS.values():
            face = str(merged.get(slot, ""))
            if face.startswith("+"):
                merged[slot] = self.theme.faces.get(face[1:], "")
        for name in ("color", "shading"):
            if isinstance(color := merged.get(name), ThemeColor):
                merged[name] = self.theme.color(*color) or _UNTOLD[name]
        if merged.pop("double_strike", False):
            merged["strike"] = True
        return Look(**merged)  # type: ignore[arg-type]

    def layout(
        self,
        table: TableKey,
        paragraph: str,
        said: Properties,
        numbered: Numbered | None = None,
        character_pt: float = 0,
    ) -> Layout:
        """The layout of a paragraph in these styles that itself says `said`.

        `character_pt` is the width of a character where indents count in them: the size of its text.
        The indents of its numbering go before all styles where the paragraph itself names the numbering; where
        a style does, that very style and those based on it go before them.
        """
        key = (table, paragraph, numbered)
        if (inherited := self._paragraphs.get(key)) is None:
            inherited = dict(self.defaults.paragraph)
            inherited.update(self._of_table(table, "paragraph"))
            for style_id, style in reversed(list(self.line(paragraph))):
                if numbered and numbered.by == style_id:
                    inherited.update(numbered.level.paragraph)
                inherited.update(style.paragraph)
            if numbered and not numbered.by:
                inherited.update(numbered.level.paragraph)
            self._paragraphs[key] = inherited
        return _laid({**inherited, **said}, character_pt)

    def cell_margins(self, table: str) -> Mapping[str, float]:
        """The side margins of a cell that a table style sets: "left_mm", "right_mm"."""
        return self._chain(table, "cell_margins")  # type: ignore[return-value]

    def conditions(self, table: str) -> frozenset[str]:
        """The parts of a table style that say something of their own."""
        return frozenset(self._chain(table, "parts"))

    def bands(self, table: str) -> tuple[int, int]:
        """How many rows, and how many columns, make up a band of a table style."""
        said = self._chain(table, "bands")
        return cast(int, said.get("Row", 1)), cast(int, said.get("Col", 1))

    def _of_table(self, table: TableKey, part: str) -> Properties:
        merged = self._chain(table[0], part) if table else {}
        for condition in table[1:]:
            for _, style in reversed(list(self.line(table[0]))):
                if condition in style.parts:
                    merged.update(getattr(style.parts[condition], part))
        return merged

    def line(self, style_id: str) -> Iterator[tuple[str, Style]]:
        """The style and those that it is based on, the nearest first; circles end."""
        seen: set[str] = set()
        while style_id in self.styles and style_id not in seen:
            seen.add(style_id)
            yield style_id, self.styles[style_id]
            style_id = self.styles[style_id].based_on

    def _chain(self, style_id: str, part: str) -> Properties:
        """A part of a style and of those it is based on, the nearest winning."""
        merged: Properties = {}
        for _, style in reversed(list(self.line(style_id))):
            merged.update(getattr(style, part))
        return merged


def _laid(merged: Properties, character_pt: float) -> Layout:
    """The layout with characters and lines worked out, which go before lengths unless they are 0.

    Word measures a character by the page's grid; without one it is as wide as the text's size (17.3.1.12), and a
    line is 12 points (17.3.1.33). In a paragraph from right to left, what is called left is on the right (17.3.1.6).
    """
    told = {name: merged.pop(name) for name in _TO_WORK_OUT & merged.keys()}
    for name in ("left", "right", "first_line"):
        if characters := told.get(f"{name}_chars"):
            merged[f"{name}_mm"] = cast(float, characters) * character_pt * 25.4 / 72
    for name in ("before", "after"):
        if told.get(f"{name}_auto"):
            merged[f"{name}_pt"] = _AUTO_PT
        elif lines := told.get(f"{name}_lines"):
            merged[f"{name}_pt"] = cast(float, lines) * _LINE_PT
    if merged.get("rtl"):
        align = merged.get("align", "left")
        merged["align"] = {"left": "right", "right": "left"}.get(str(align), align)
        merged["left_mm"], merged["right_mm"] = merged.get("right_mm", 0.0), merged.get("left_mm", 0.0)
    return Layout(**merged)  # type: ignore[arg-type]


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
    return Stylesheet(styles, defaults, standard, theme(theme_xml))


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
        parts={part.get(W + "type", ""): _style(part) for part in element.iterchildren(W + "tblStylePr")},
        bands=dict(_bands(element.find(W + "tblPr"))),
    )


def _bands(source: _Element | None) -> Iterator[tuple[str, int]]:
    for side in ("Row", "Col"):
        size = source.find(f"{W}tblStyle{side}BandSize") if source is not None else None
        if size is not None and (count := whole(size.get(VAL))):
            yield side, count
