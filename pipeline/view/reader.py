"""Reads a .docx into a `View`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from lxml.etree import _Element

from pipeline.archive import Package, read_package
from pipeline.problems import PackageError, Where
from pipeline.view import pictures
from pipeline.view.blocks import blocks
from pipeline.view.document import Box, Picture, Section, Story, Trace, View
from pipeline.view.formats import Formats, formats
from pipeline.view.names import R, W
from pipeline.view.numbering import Counting, Numbered
from pipeline.view.parts import Parts
from pipeline.view.runs import NoteKind, Reading
from pipeline.view.sections import page
from pipeline.view.shapes import Image
from pipeline.view.styles import TableKey
from pipeline.view.tables import cells
from pipeline.view.traces import traces
from pipeline.view.values import Look, Paragraph, Place, StoryKind, Variant

_VARIANTS: tuple[Variant, ...] = ("default", "first", "even")
_END = f"{W}pPr/{W}sectPr"
_NOTES: tuple[NoteKind, ...] = ("footnote", "endnote")


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
    return traced(read_package(source, name=name, lenient=True))


def traced(package: Package) -> Traced:
    """What is made of the members of a file; PackageError where they are no Word document."""
    parts = Parts(package)
    body = parts.document.find(W + "body")
    if body is None:
        raise PackageError("package-no-document", Where(package.source))
    reader = _Reader(parts, formats(parts.source("styles"), parts.source("theme"), parts.source("numbering")))
    view = reader.read(body)
    return Traced(view, parts, reader.elements, tuple(reader.ends))


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where the reading stands: the next paragraph's place and part, the width it may fill, its table's style.

    `counting` holds the numbers of the story, `boxed` those of its text boxes, which Word counts apart.
    """

    place: Place
    member: str
    box_mm: float
    table: TableKey = ()
    counting: Counting = field(default_factory=Counting)
    boxed: Counting = field(default_factory=Counting)

    def of(self, number: int) -> "_Spot":
        """The spot of paragraph `number` here; made without `replace`, for there are as many as paragraphs."""
        here = self.place
        cell = here.table, here.row, here.column
        place = Place(here.story, here.variant, here.section, *cell, number, here.box)
        return _Spot(place, self.member, self.box_mm, self.table, self.counting, self.boxed)


@dataclass(slots=True)
class _Reader:
    parts: Parts
    formats: Formats
    elements: dict[Place, _Element] = field(default_factory=dict)
    ends: list[_Element] = field(default_factory=list)
    boxes: dict[int, Box] = field(default_factory=dict)
    pictures: list[Picture] = field(default_factory=list)
    notes: dict[tuple[NoteKind, str], int] = field(default_factory=dict)
    hidden: Trace = field(default_factory=Trace)
    members: dict[str, None] = field(default_factory=dict)
    tables: int = 0

    def read(self, body: _Element) -> View:
        content = [(block, block.find(_END)) for block in blocks(body)]
        self.ends += [end for _, end in content if end is not None]
        if (last := body.find(W + "sectPr")) is not None:
            self.ends.append(last)
        even_and_odd = self.parts.even_and_odd
        pages = [page(end, number, even_and_odd=even_and_odd) for number, end in enumerate(self.ends, start=1)]
        paragraphs = tuple(self._body(content, pages))
        stories: list[Story] = []
        sections: list[Section] = []
        for one, end in zip(pages, self.ends, strict=True):
            own = dict(self._stories(end, one))
            stories.extend(own.values())
            sections.append(replace(one, stories={**(sections[-1].stories if sections else {}), **own}))
        stories.extend(story for kind in _NOTES for story in self._noted(kind, pages))
        roots = [self.parts.root(member) for member in self.members]
        found = traces(self.parts.package, roots, self.elements, self.hidden)
        return View(tuple(sections), paragraphs, tuple(stories), self.boxes, tuple(self.pictures), found)

    def _body(self, content: list[tuple[_Element, _Element | None]], pages: list[Section]) -> Iterator[Paragraph]:
        start = _Spot(Place(), self.parts.package.main, 0.0)
        section = outside = 0
        spot: _Spot | None = None
        for block, end in content:
            if spot is None:
                box_mm = pages[min(section, len(pages) - 1)].column_mm if pages else 0.0
                spot = replace(start, place=Place(section=section + 1), box_mm=box_mm)
            if block.tag == W + "p":
                outside += 1
                yield from self._paragraph(block, spot.of(outside))
            else:
                yield from self._table(block, spot)
            if end is not None:
                section, spot = section + 1, None

    def _stories(self, source: _Element, section: Section) -> Iterator[tuple[tuple[StoryKind, Variant], Story]]:
        kinds: tuple[StoryKind, ...] = ("header", "footer")
        told: set[tuple[StoryKind, Variant]] = set()
        for kind in kinds:
            for reference in source.iterchildren(f"{W}{kind}Reference"):
                variant = cast(Variant, reference.get(W + "type", "default"))
                unused = variant == "even" and not section.even_and_odd
                if variant not in _VARIANTS or unused or (kind, variant) in told:
                    continue
                told.add((kind, variant))
                member = self.parts.related(reference.get(R + "id", ""))
                spot = _Spot(Place(story=kind, variant=variant, section=section.number), member, section.text_mm)
                yield (kind, variant), Story(kind, variant, tuple(self._holder(self.parts.root(member), spot)))

    def _noted(self, kind: NoteKind, pages: list[Section]) -> Iterator[Story]:
        """The notes of a kind that the text has signs for, as one story whose paragraphs count through."""
        root = self.parts.root_of(f"{kind}s")
        notes = {note.get(W + "id", ""): note for note in root.iterchildren(W + kind)} if root is not None else {}
        start = _Spot(Place(), self.parts.named(f"{kind}s"), 0.0)
        found: list[Paragraph] = []
        counted = 0
        for (other, identifier), section in list(self.notes.items()):
            if other == kind and identifier in notes:
                box_mm = pages[min(section, len(pages)) - 1].column_mm if pages else 0.0
                spot = replace(start, place=Place(story=kind, section=section), box_mm=box_mm)
                found.extend(self._holder(notes[identifier], spot, counted))
                counted += sum(block.tag == W + "p" for block in blocks(notes[identifier]))
        if found:
            yield Story(kind, "default", tuple(found))

    def _holder(self, holder: _Element, spot: _Spot, number: int = 0) -> Iterator[Paragraph]:
        """The paragraphs of a cell, a header, a note or a box, with those of the tables in it.

        The first that is outside tables is the one after paragraph `number`.
        """
        for block in blocks(holder):
            if block.tag == W + "p":
                number += 1
                yield from self._paragraph(block, spot.of(number))
            else:
                yield from self._table(block, spot)

    def _table(self, table: _Element, spot: _Spot) -> Iterator[Paragraph]:
        self.tables += 1
        number = self.tables
        for cell in cells(table, self.formats.styles):
            place = replace(spot.place, table=number, row=cell.row, column=cell.column, paragraph=0)
            inner = replace(spot, place=place, box_mm=cell.box_mm, table=cell.style)
            yield from self._holder(cell.element, inner)

    def _paragraph(self, source: _Element, spot: _Spot) -> Iterator[Paragraph]:
        """The paragraph, and those of the text boxes that are anchored in it."""
        self.elements[spot.place] = source
        properties = source.find(W + "pPr")
        form = self.formats.of(spot.table, properties)
        reading = Reading(form)
        reading.read(source)
        mark = properties.find(W + "rPr") if properties is not None else None
        label, gap, look = _label(form.numbered, mark, reading, spot.counting) if form.numbered else ("", "", None)
        size_pt = (reading.runs[0].look if reading.runs else form.look(None)).size_pt
        yield Paragraph(
            place=spot.place,
            style=self.formats.styles.name(form.style),
            style_id=form.style,
            layout=form.layout(size_pt),
            runs=tuple(reading.runs),
            box_mm=spot.box_mm,
            fields=tuple(reading.fields),
            lines_mm=tuple(reading.lines_mm),
            label=label,
            label_gap=gap,
            label_look=look,
        )
        self.members[spot.member] = None
        if reading.hidden:
            self.hidden = Trace(self.hidden.count + reading.hidden, self.hidden.at or spot.place)
        for note in reading.notes:
            self.notes.setdefault(note, spot.place.section)
        self.pictures.extend(self._picture(image, spot) for image in reading.images)
        yield from self._boxed(reading, spot)

    def _boxed(self, reading: Reading, spot: _Spot) -> Iterator[Paragraph]:
        for found in reading.boxes:
            number = len(self.boxes) + 1
            shape = found.shape
            self.boxes[number] = Box(number, shape.width_mm, shape.height_mm, spot.place, found.outlined)
            here = spot.place
            place = Place(story=here.story, variant=here.variant, section=here.section, box=number)
            inner = replace(spot, place=place, box_mm=found.inner_mm, table=(), counting=spot.boxed)
            yield from self._holder(found.content, inner)

    def _picture(self, image: Image, spot: _Spot) -> Picture:
        tie = self.parts.ties(spot.member).get(image.tie)
        target = tie.target if tie else ""
        name = target if tie and not tie.external and target in self.parts.package else ""
        data = self.parts.package[name] if name else b""
        shape = image.shape
        return Picture(
            at=spot.place,
            name=name,
            kind=pictures.kind(data, target),
            width_mm=shape.width_mm,
            height_mm=shape.height_mm,
            floating=shape.floating,
            x_mm=shape.x_mm,
            y_mm=shape.y_mm,
            frame=shape.frame,
            alpha=pictures.alpha(data),
        )


def _label(
    numbered: Numbered, mark: _Element | None, reading: Reading, counting: Counting
) -> tuple[str, str, Look | None]:
    """The label of a paragraph, the space after it and its look; nothing where it is hidden.

    A paragraph with nothing to see whose end is hidden or deleted is not there, and does not count.
    """
    deleted = mark is not None and mark.find(W + "del") is not None
    if not reading.shown and (deleted or reading.format.look(mark).hidden):
        return "", "", None
    label, gap = counting.label(numbered)
    look = reading.format.label_look(mark)
    return (label, gap, look) if label and not look.hidden else ("", "", None)
