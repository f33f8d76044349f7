"""A document on the desk: what is seen of it, what the rules have against it, and its trees to be changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from pipeline.archive import repacked
from pipeline.components import RUNNING, Part
from pipeline.decree import Component, Range
from pipeline.mending.letters import Letter, letters, rewrite, runs, split
from pipeline.rules.checks import Miss, Subject
from pipeline.view import Look, Paragraph, Place, Traced

# A value farther from what the decree allows than this is no slip: what the table uses takes its place.
FAR_MM = 10.0


class Piece(NamedTuple):
    """A run of a part, as it looked before the mending began, and its text."""

    run: _Element
    look: Look
    text: str


@dataclass
class Draft:
    """A document being mended. Menders change the elements; `packed` writes down what has changed."""

    traced: Traced
    subject: Subject
    trees: dict[str, _Element] = field(init=False)
    _before: dict[str, bytes] = field(init=False)
    _looks: dict[_Element, Look] = field(default_factory=dict)
    _learnt: set[Place] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Remember how the trees that were read look."""
        self.trees = dict(self.traced.parts.roots)
        self._before = {name: etree.tostring(root) for name, root in self.trees.items()}

    def tree(self, name: str) -> _Element | None:
        """The root of a member, to be changed; None where there is no such member."""
        package = self.traced.parts.package
        if name not in self.trees and name in package:
            self.trees[name] = package.xml(name)
            self._before[name] = etree.tostring(self.trees[name])
        return self.trees.get(name)

    @property
    def styles(self) -> _Element | None:
        """The root of the styles; None where the document has none."""
        return self.tree(self.traced.parts.named("styles"))

    def packed(self) -> bytes | None:
        """The file with the trees as they are now; None where they are as they were."""
        changed = {
            name: etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
            for name, root in self.trees.items()
            if self._before.get(name) != etree.tostring(root)
        }
        return repacked(self.traced.parts.package, changed) if changed else None

    # ---- what stands where ---------------------------------------------------------------------------------------

    def element(self, where: Place | Part | Paragraph) -> _Element:
        """The `w:p` of a place."""
        if isinstance(where, Part):
            where = where.place
        return self.traced.elements[where.place if isinstance(where, Paragraph) else where]

    def end(self, section: int) -> _Element:
        """The `w:sectPr` of a section."""
        return self.traced.ends[section - 1]

    def at(self, place: Place) -> tuple[Part, ...]:
        """The parts that stand at a place: more than one where breaks or tabs part its paragraph."""
        return self._parts.get(place, ())

    def row(self, part: Part) -> Component | None:
        """The row of the decree's table that a part is held against."""
        return self._rows.get(part.key)

    @cached_property
    def running(self) -> tuple[Part, ...]:
        """The running text outside tables."""
        every = self.subject.anatomy.parts()
        return tuple(
            part for part in every if part.key in RUNNING and part.paragraph.visible and not part.paragraph.place.table
        )

    @cached_property
    def body_size(self) -> float:
        """The one size for all running text: the commonest in it that the decree allows, else the nearest."""
        row = self._rows["body"].size_pt
        sizes: dict[float, int] = {}
        for part in self.running:
            for run in part.paragraph.visible:
                sizes[run.look.size_pt] = sizes.get(run.look.size_pt, 0) + len(run.text)
        allowed = {size: count for size, count in sizes.items() if row.allows(size)} or sizes
        return nearest(row, max(allowed, key=lambda size: (allowed[size], size), default=float(row.use)))

    @cached_property
    def _parts(self) -> Mapping[Place, tuple[Part, ...]]:
        anatomy = self.subject.anatomy
        known = {part.place: part for part in anatomy.stories}
        stories = (one for story in self.subject.view.stories for one in story.paragraphs)
        found: dict[Place, tuple[Part, ...]] = {}
        for part in (*anatomy.parts(), *(known.get(one.place, Part("", one)) for one in stories)):
            found[part.place] = (*found.get(part.place, ()), part)
        return found

    @cached_property
    def _rows(self) -> Mapping[str, Component]:
        return {row.key: row for row in self.subject.table.components}

    # ---- runs and letters ----------------------------------------------------------------------------------------

    def pieces(self, part: Part) -> list[Piece]:
        """The runs of a part that are seen; where its paragraph holds other parts, none of theirs."""
        every = letters(self.element(part))
        start, end = self._range(part, every)
        for at in (end, start):  # the later cut first: what stands before it keeps its place
            if 0 < at < len(every) and every[at - 1].run is every[at].run:
                self._split(every[at])
        found = runs(self.letters(part))
        return [Piece(run, look, text) for run, text in found if (look := self._looks.get(run)) and not look.hidden]

    def letters(self, part: Part) -> list[Letter]:
        """The letters of a part, without what parts it from the next; hidden ones are left out."""
        every = letters(self.element(part))
        start, end = self._range(part, every)
        return [one for one in every[start:end] if not ((look := self._looks.get(one.run)) and look.hidden)]

    def rewrite(self, part: Part, fix: Callable[[str], str]) -> bool:
        """Change a part's text to what `fix` makes of it, where it may be changed."""
        return rewrite(self.letters(part), fix)

    def cut(self, part: Part, at: int) -> list[Piece]:
        """The runs of a part up to its letter `at`: the run that goes on beyond it is parted."""
        found = self.letters(part)
        if 0 < at < len(found) and found[at - 1].run is found[at].run:
            self._split(found[at])
        kept = [run for run, _ in runs(self.letters(part)[:at])]
        return [piece for piece in self.pieces(part) if any(piece.run is run for run in kept)]

    def _range(self, part: Part, every: Sequence[Letter]) -> tuple[int, int]:
        """Where a part's text begins and ends among the letters of its paragraph; (0, 0) where that cannot be told."""
        self._learn(part.place)
        beside = self.at(part.place)
        if len(beside) == 1:
            return 0, len(every)
        text, end = "".join(letter.char for letter in every), 0
        for one in beside:
            wanted = "".join(run.text for run in one.paragraph.runs)
            start = text.find(wanted, end)
            if start < 0:
                break
            end = start + len(wanted)
            if one is part:
                return start, end
        return 0, 0

    def _learn(self, place: Place) -> None:
        """Learn how the runs of a paragraph look."""
        if place in self._learnt:
            return
        self._learnt.add(place)
        seen, at = self._paragraphs[place].runs, 0
        for run, text in runs(letters(self.traced.elements[place])):
            found = next((index for index in range(at, len(seen)) if seen[index].text == text), None)
            if found is not None:
                self._looks[run], at = seen[found].look, found + 1

    def _split(self, letter: Letter) -> None:
        look = self._looks.get(letter.run)
        second = split(letter)
        if look is not None:
            self._looks[second] = look

    @cached_property
    def _paragraphs(self) -> Mapping[Place, Paragraph]:
        return {paragraph.place: paragraph for paragraph in self.subject.view.everywhere()}


Mender = Callable[[Draft, Sequence[Miss]], None]
MENDERS: list[tuple[frozenset[str], Mender]] = []


def mends(*rules: str) -> Callable[[Mender], Mender]:
    """Register a mender for these rules; it is given the draft and what breaks them."""

    def register(mender: Mender) -> Mender:
        if not mender.__doc__:
            raise ValueError(f"{mender.__name__} does not say what it mends")
        MENDERS.append((frozenset(rules), mender))
        return mender

    return register


def nearest(limit: Range, value: float) -> float:
    """The value that the decree allows and that lies nearest; `value` itself where it is allowed."""
    if limit.allows(value):
        return value
    if limit.only:
        return float(min(limit.only, key=lambda one: abs(float(one) - value)))
    return min(max(value, float(limit.least)), float(limit.most))


def nearest_mm(limit: Range, value: float) -> float:
    """The nearest length that is allowed; what the table uses where `value` is far from it."""
    near = nearest(limit, value)
    return near if abs(near - value) <= FAR_MM else float(limit.use)
