"""How paragraphs are set, worked out once for all that say the same.

Long documents repeat themselves, and documents of one template each other: what a `w:pPr` or `w:rPr` says is compared
as it is written, and only what was not met before is worked out.
"""

from dataclasses import dataclass, field
from functools import lru_cache

from lxml.etree import _Element

from pipeline.archive import parse_xml
from pipeline.view.names import VAL, W
from pipeline.view.numbering import Numbered, Numbering
from pipeline.view.properties import Properties, paragraph_properties, run_properties
from pipeline.view.styles import Stylesheet, TableKey, stylesheet
from pipeline.view.values import Layout, Look

_APART = frozenset({W + "rPr", W + "sectPr", W + "pPrChange"})
_MOST = 4096  # ways to set a paragraph that are remembered
_Written = tuple[object, ...]


@dataclass(slots=True)
class Format:
    """How paragraphs of one `w:pPr` in one table style are set: their style, their numbering, what they say."""

    styles: Stylesheet
    table: TableKey
    style: str
    said: Properties
    numbered: Numbered | None
    looks: dict[_Written, Look]
    layouts: dict[float, Layout] = field(default_factory=dict)

    def look(self, source: _Element | None) -> Look:
        """The look of a run with this `w:rPr`, or of the paragraph's end."""
        written = _flat(source)
        if (look := self.looks.get(written)) is None:
            character = _named(source, "rStyle")
            look = self.looks[written] = self.styles.look(self.table, self.style, character, run_properties(source))
        return look

    def label_look(self, mark: _Element | None) -> Look:
        """The look of the paragraph's label: that of its end (`mark`), with what its level says (17.9.24)."""
        written = (self.numbered, *_flat(mark))
        if (look := self.looks.get(written)) is None:
            level = self.numbered.level.run if self.numbered else {}
            said = {**run_properties(mark), **level}
            look = self.looks[written] = self.styles.look(self.table, self.style, _named(mark, "rStyle"), said)
        return look

    def layout(self, size_pt: float) -> Layout:
        """The layout of a paragraph whose text is of this size."""
        if (layout := self.layouts.get(size_pt)) is None:
            layout = self.styles.layout(self.table, self.style, self.said, self.numbered, size_pt)
            self.layouts[size_pt] = layout
        return layout


@dataclass(slots=True)
class Formats:
    """The formats of documents with the same styles and numberings."""

    styles: Stylesheet
    numbering: Numbering
    _known: dict[_Written, Format] = field(default_factory=dict)
    _looks: dict[tuple[TableKey, str], dict[_Written, Look]] = field(default_factory=dict)

    def of(self, table: TableKey, source: _Element | None) -> Format:
        """How a paragraph with this `w:pPr` is set where this table style holds."""
        written = (table, *_deep(source))
        if (found := self._known.get(written)) is None:
            if len(self._known) >= _MOST:
                self._known.clear()
                self._looks.clear()
            found = self._known[written] = self._new(table, source)
        return found

    def _new(self, table: TableKey, source: _Element | None) -> Format:
        style = _named(source, "pStyle")
        if style not in self.styles.styles:
            style = self.styles.standard.get("paragraph", "")
        said = paragraph_properties(source)
        line = ((one, other.paragraph) for one, other in self.styles.line(style))
        numbered = self.numbering.of(style, said, line)
        return Format(self.styles, table, style, said, numbered, self._looks.setdefault((table, style), {}))


@lru_cache(maxsize=16)
def formats(styles_xml: bytes, theme_xml: bytes, numbering_xml: bytes) -> Formats:
    """The formats by these parts (b"" for a part that is missing); the same bytes give the same object."""
    styles = stylesheet(styles_xml, theme_xml)
    root = parse_xml(numbering_xml, "numbering.xml") if numbering_xml else None
    return Formats(styles, Numbering(root, styles.list_number))


def _flat(source: _Element | None) -> _Written:
    """What the children of a `w:rPr` say, as it is written."""
    return () if source is None else tuple([(child.tag, *child.items()) for child in source])


def _deep(source: _Element | None) -> _Written:
    """What a `w:pPr` says of the paragraph itself, as it is written."""
    if source is None:
        return ()
    return tuple([(child.tag, *child.items(), *_deep(child)) for child in source if child.tag not in _APART])


def _named(source: _Element | None, tag: str) -> str:
    style = source.find(W + tag) if source is not None else None
    return style.get(VAL, "") if style is not None else ""
