"""Paragraphs and the room between them: indents, gaps, line spacing (R035, R044, R080, R086 to R088, R123)."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml.etree import _Element

from pipeline.components import RUNNING, Part
from pipeline.components.patterns import BULLETS
from pipeline.mending.draft import Draft, mends, nearest
from pipeline.mending.letters import drop_lead, letters
from pipeline.mending.markup import child, set_first_line, set_gap, set_left, set_lines, switch
from pipeline.rules.checks import Miss
from pipeline.view import Paragraph
from pipeline.view.names import W

_LINE_PER_PT = 1.15  # the height of a line of the decree's face, in its size
# What an empty paragraph may hold and still hold nothing.
BLANKS = frozenset(W + tag for tag in ("r", "rPr", "t", "tab", "cr", "br", "lastRenderedPageBreak", "proofErr"))
# What makes the properties of an empty paragraph say something.
_SAYING = frozenset(W + tag for tag in ("sectPr", "numPr", "framePr", "pageBreakBefore", "pBdr", "ins", "del"))
_CLOSE = {"R035": ("national_title", "motto"), "R044": ("superior", "issuer")}


@mends("R086")
def first_line(draft: Draft, misses: Sequence[Miss]) -> None:
    """One indent throughout: the commonest that the decree allows, else the table's."""
    limit = draft.subject.table.paragraphs.first_line_mm
    indents = [_begins(part) for part in draft.running]
    common = Counter(round(value, 1) for value in indents if limit.allows(value)).most_common(1)
    wanted = min(map(float, limit.only), key=lambda one: abs(one - common[0][0])) if common else float(limit.use)
    for part, indent in zip(draft.running, indents, strict=True) if misses else ():
        if round(indent, 1) != round(wanted, 1):
            drop_lead(draft.letters(part))  # tabs and blanks that stood for the indent
            hanging = part.paragraph.layout.first_line_mm < 0
            set_first_line(draft.element(part), wanted, flush=hanging or _is_listed(part))


@mends("R123")
def addressees(draft: Draft, misses: Sequence[Miss]) -> None:
    """The hyphens below "Kính gửi:" one under the other: where a sound one stands, else as in the sample."""
    faulty = {one.at for one in misses if one.code == "addressees-aside"}
    every = draft.subject.anatomy.of("addressees")
    items = [part for part in every if part.words[0] in BULLETS and not part.paragraph.place.table]
    starts = [part.paragraph.layout.left_mm + part.paragraph.layout.first_line_mm for part in items]
    sound = (start for part, start in zip(items, starts, strict=True) if part.place not in faulty)
    wanted = next(sound, float(draft.subject.table.component("addressees").left_mm))
    for part in items if faulty else ():
        drop_lead(draft.letters(part))  # tabs and blanks that stood for the indent
        set_left(draft.element(part), wanted)


@mends("R087")
def gaps(draft: Draft, misses: Sequence[Miss]) -> None:
    """The least gap that the decree asks for, set before the lower paragraph."""
    places = {one.at for one in misses if one.code == "gap"}
    least = float(draft.subject.table.paragraphs.gap_pt.least)
    for above, below in _neighbours(draft):
        if below.place in places:
            upper, lower = above.paragraph.layout, below.paragraph.layout
            for part in (above, below) if above.paragraph.style_id == below.paragraph.style_id else ():
                if part.paragraph.layout.contextual:
                    switch(child(draft.element(part), "pPr"), "contextualSpacing", on=False)
            if upper.after_pt + lower.before_pt < least:
                set_gap(draft.element(below), before=least - upper.after_pt)


@mends("R087")
def spacers(draft: Draft, misses: Sequence[Miss]) -> None:
    """Empty paragraphs that keep paragraphs apart go, where they hold nothing."""
    paragraphs = draft.subject.view.paragraphs
    places = {one.at for one in misses if one.code == "spacer"}
    for index, first in enumerate(paragraphs):
        if first.place in places:
            for paragraph in _empty(paragraphs[index:]):
                if holds_nothing(draft.element(paragraph), paragraph):
                    _remove(draft.element(paragraph))


@mends("R088")
def line_spacing(draft: Draft, misses: Sequence[Miss]) -> None:
    """The nearest spacing in lines that the decree allows."""
    limit = draft.subject.table.paragraphs.line
    for one in misses:
        for part in draft.at(one.at):
            layout = part.paragraph.layout
            lines = layout.line if layout.line_rule == "auto" else layout.line / draft.body_size / _LINE_PER_PT
            set_lines(draft.element(part), nearest(limit, lines))


@mends("R035", "R044")
def set_close(draft: Draft, misses: Sequence[Miss]) -> None:
    """The lines of the head close to each other: nothing between them, single spacing."""
    for one in misses:
        for above, below in pairwise(draft.subject.anatomy.of(*_CLOSE[one.rule])):
            if below.place == one.at:
                if above.paragraph.layout.after_pt:
                    set_gap(draft.element(above), after=0)
                if below.paragraph.layout.before_pt:
                    set_gap(draft.element(below), before=0)
                if below.paragraph.layout.line_rule == "auto" and below.paragraph.layout.line != 1:
                    set_lines(draft.element(below), 1)


@mends("R080")
def letter_gap(draft: Draft, misses: Sequence[Miss]) -> None:
    """V/v as far below the number as its row says."""
    asked = float(draft.subject.table.component("letter_subject").before_pt)
    number = draft.subject.anatomy.of("number")[:1]
    for one in misses:
        if one.code == "letter-gap" and number:
            after = number[0].paragraph.layout.after_pt
            if after > asked:
                set_gap(draft.element(number[0]), after=0)
            set_gap(draft.element(one.at), before=asked - after if after <= asked else asked)


def _is_listed(part: Part) -> bool:
    return bool(part.paragraph.label) or part.words[0] in BULLETS


def _begins(part: Part) -> float:
    """Where a paragraph begins: its first line's indent; of an item of a list, how far it stands from the margin."""
    layout = part.paragraph.layout
    return layout.first_line_mm + (layout.left_mm if _is_listed(part) else 0)


def _neighbours(draft: Draft) -> Iterator[tuple[Part, Part]]:
    for parts in draft.subject.anatomy.texts:
        for above, below in pairwise(parts):
            if above.key in RUNNING and below.key in RUNNING:
                yield above, below


def _empty(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The empty paragraphs at the beginning, outside tables."""
    for paragraph in paragraphs:
        outside = not paragraph.place.table and not paragraph.place.box
        if paragraph.text.strip() or not outside or "\f" in paragraph.text:
            return
        yield paragraph


def holds_nothing(element: _Element, paragraph: Paragraph) -> bool:
    """Whether a paragraph may go without a trace: no text, section, mark, picture, number or line of its own."""
    if (
        paragraph.visible
        or paragraph.layout.top
        or paragraph.layout.bottom
        or any(one.char == "\f" for one in letters(element))
    ):
        return False
    inner = [one for child in element if child.tag != W + "pPr" for one in child.iter()]
    properties = element.find(W + "pPr")
    saying = properties.iter(*_SAYING) if properties is not None else iter(())
    breaks = (one.get(W + "type") for one in inner if one.tag == W + "br")
    return (
        all(one.tag in BLANKS for one in inner)
        and all(kind in (None, "textWrapping") for kind in breaks)
        and not any((one.text or "").strip() for one in inner)
        and next(saying, None) is None
    )


def _remove(element: _Element) -> None:
    holder = element.getparent()
    if holder is not None and (element.getnext() is not None or element.getprevious() is not None):
        holder.remove(element)
