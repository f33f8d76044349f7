"""Reads a .docx into a `View`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from lxml.etree import _Element

from pipeline.archive import parse_xml, read_package
from pipeline.problems import PackageError, Where
from pipeline.view.blocks import blocks
from pipeline.view.measures import millimetres, switch, whole
from pipeline.view.names import VAL, R, W
from pipeline.view.numbering import Counting, Numbering
from pipeline.view.parts import Parts
from pipeline.view.properties import Properties, paragraph_properties, run_properties
from pipeline.view.runs import Reading, character_style
from pipeline.view.styles import Stylesheet, TableKey, stylesheet
from pipeline.view.tables import cells
from pipeline.view.values import Look, Paragraph, Place, Section, Story, StoryKind, Variant, View

_VARIANTS: tuple[Variant, ...] = ("default", "first", "even")


@dataclass(frozen=True)
class Traced:
    """A view, and where each of its values comes from: for those who mend a document.

    `elements` holds the `w:p` of every paragraph, `ends` the `w:sectPr` of each section in order; all of them lie
    in the trees of `parts`.
    """

    view: View
    parts: Parts
    elements: Mapping[Place, _Element]
    ends: tuple[_Element, ...]


def read(source: bytes | Path, *, name: str = "") -> View:
    """The document as plain values; `name` names it in messages.

    UsageError where there is no such file, PackageError where it is no Word document that can be read safely.
    """
    return trace(source, name=name).view


def trace(source: bytes | Path, *, name: str = "") -> Traced:
    """The document as plain values with their elements; raises what `read` does."""
    package = read_package(source, name=name)
    parts = Parts(package)
    body = parts.document.find(W + "body")
    if body is None:
        raise PackageError("package-no-document", Where(package.source))
    styles = stylesheet(parts.source("styles"), parts.source("theme"))
    numbers = parts.source("numbering")
    root = parse_xml(numbers, parts.named("numbering"), package.source) if numbers else None
    reader = _Reader(parts, styles, Numbering(root, styles.list_number))
    view = reader.read(body)
    return Traced(view, parts, reader.elements, tuple(reader.ends))


@dataclass(slots=True)
class _Spot:
    """Where the reading stands: the place of the next paragraph, the style of its table, the width it may fill."""

    place: Place
    box_mm: float
    table: TableKey = ()


@dataclass(slots=True)
class _Reader:
    parts: Parts
    styles: Stylesheet
    numbering: Numbering
    counting: Counting = field(default_factory=Counting)
    stories: list[Story] = field(default_factory=list)
    looks: dict[tuple[TableKey, str], dict[tuple[object, ...], Look]] = field(default_factory=dict)
    elements: dict[Place, _Element] = field(default_factory=dict)
    ends: list[_Element] = field(default_factory=list)
    tables: int = 0

    def read(self, body: _Element) -> View:
        content = list(blocks(body))
        self.ends += [end for block in content if (end := block.find(f"{W}pPr/{W}sectPr")) is not None]
        if (last := body.find(W + "sectPr")) is not None:
            self.ends.append(last)
        sections: list[Section] = []
        for number, end in enumerate(self.ends, start=1):
            sections.append(self._section(end, number, sections[-1] if sections else None))
        paragraphs: list[Paragraph] = []
        self.counting = Counting()
        section = outside = 0
        for block in content:
            box_mm = sections[min(section, len(sections) - 1)].text_mm if sections else 0.0
            spot = _Spot(Place(section=section + 1, paragraph=outside + 1), box_mm)
            if block.tag == W + "p":
                outside += 1
                paragraphs.append(self._paragraph(block, spot))
                section += block.find(f"{W}pPr/{W}sectPr") is not None
            else:
                paragraphs.extend(self._table(block, spot))
        return View(tuple(sections), tuple(paragraphs), tuple(self.stories))

    def _section(self, source: _Element, number: int, before: Section | None) -> Section:
        def length(tag: str, attribute: str) -> float:
            element = source.find(W + tag)
            return (millimetres(element.get(W + attribute)) or 0.0) if element is not None else 0.0

        numbers = source.find(W + "pgNumType")
        title = source.find(W + "titlePg")
        left = length("pgMar", "left") + length("pgMar", "gutter")
        width, right = length("pgSz", "w"), length("pgMar", "right")
        stories = dict(before.stories) if before else {}
        stories.update(self._stories(source, number, width - left - right))
        return Section(
            number=number,
            width_mm=width,
            height_mm=length("pgSz", "h"),
            # A margin below 0 is one that the header may not push down.
            top_mm=abs(length("pgMar", "top")),
            bottom_mm=abs(length("pgMar", "bottom")),
            left_mm=left,
            right_mm=right,
            title_page=title is not None and switch(title),
            page_start=whole(numbers.get(W + "start")) if numbers is not None else None,
            page_format=numbers.get(W + "fmt", "decimal") if numbers is not None else "decimal",
            stories=stories,
        )

    def _stories(
        self, source: _Element, number: int, box_mm: float
    ) -> Iterator[tuple[tuple[StoryKind, Variant], Story]]:
        kinds: tuple[StoryKind, ...] = ("header", "footer")
        for kind in kinds:
            for reference in source.iterchildren(f"{W}{kind}Reference"):
                variant = cast(Variant, reference.get(W + "type", "default"))
                if variant not in _VARIANTS or (variant == "even" and not self.parts.even_and_odd):
                    continue
                root = self.parts.related(reference.get(R + "id", ""))
                spot = _Spot(Place(story=kind, variant=variant, section=number), box_mm)
                self.counting = Counting()
                story = Story(kind, variant, tuple(self._cell(root, spot)))
                self.stories.append(story)
                yield (kind, variant), story

    def _cell(self, holder: _Element, spot: _Spot) -> Iterator[Paragraph]:
        """The paragraphs of a cell, a header or a footer, with those of the tables in it."""
        number = 0
        for block in blocks(holder):
            if block.tag == W + "p":
                number += 1
                place = replace(spot.place, paragraph=number)
                yield self._paragraph(block, _Spot(place, spot.box_mm, spot.table))
            else:
                yield from self._table(block, spot)

    def _table(self, table: _Element, spot: _Spot) -> Iterator[Paragraph]:
        self.tables += 1
        number = self.tables
        for cell in cells(table, self.styles):
            place = replace(spot.place, table=number, row=cell.row, column=cell.column, paragraph=0)
            yield from self._cell(cell.element, _Spot(place, cell.box_mm, cell.style))

    def _paragraph(self, source: _Element, spot: _Spot) -> Paragraph:
        self.elements[spot.place] = source
        properties = source.find(W + "pPr")
        chosen = properties.find(W + "pStyle") if properties is not None else None
        style = chosen.get(VAL, "") if chosen is not None else ""
        if style not in self.styles.styles:
            style = self.styles.standard.get("paragraph", "")

        def look_of(character: str, said: Properties) -> Look:
            return self.styles.look(spot.table, style, character, said)

        reading = Reading(look_of, self.looks.setdefault((spot.table, style), {}))
        reading.read(source)
        said = paragraph_properties(properties)
        line = ((one, other.paragraph) for one, other in self.styles.line(style))
        numbered = self.numbering.of(style, said, line)
        label, gap, look = "", "", None
        if numbered is not None:
            mark = properties.find(W + "rPr") if properties is not None else None
            if reading.shown or not _unseen(mark, look_of):
                label, gap = self.counting.label(numbered)
                look = look_of(character_style(mark), {**run_properties(mark), **numbered.level.run})
        size_pt = (reading.runs[0].look if reading.runs else look_of("", {})).size_pt
        labelled = bool(label) and look is not None and not look.hidden
        return Paragraph(
            place=spot.place,
            style=self.styles.name(style),
            style_id=style,
            layout=self.styles.layout(spot.table, style, said, numbered, size_pt),
            runs=tuple(reading.runs),
            box_mm=spot.box_mm,
            fields=tuple(reading.fields),
            lines_mm=tuple(reading.lines_mm),
            label=label if labelled else "",
            label_gap=gap if labelled else "",
            label_look=look if labelled else None,
        )


def _unseen(mark: _Element | None, look_of: Callable[[str, Properties], Look]) -> bool:
    """Whether the end of a paragraph is hidden or deleted: with no text to see, the paragraph is not there."""
    if mark is None:
        return False
    return mark.find(W + "del") is not None or look_of(character_style(mark), run_properties(mark)).hidden
