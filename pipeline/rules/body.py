"""The content (ô 6): one size, indents, gaps, line spacing, legal basis, closing mark (R085 to R094)."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import eq

from pipeline.components import RUNNING, Anatomy, Part
from pipeline.components.patterns import has_bullet
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, asked, miss, rule

_TEXT = ("body", "basis", "clause", "point")
_FORMS = {
    "part": re.compile(r"(?:Phần|Chương) (?:[IVXLC]+|thứ \w+)\.?\Z", re.IGNORECASE),
    "section": re.compile(r"(?:Mục|Tiểu mục) \d+\.?\Z", re.IGNORECASE),
    "heading": re.compile(r"[IVXLC]+\. ?\S"),
    "article": re.compile(r"Điều \d+[a-zđ]?\.(?:\s|\Z)"),
}
_CONTENT = frozenset(component.key for component in decree().components if component.cell == "6")
# A form feed, which turns the page, is not among them.
_SPACE = " \t\n\N{NO-BREAK SPACE}"


@rule("R085")
def one_size(subject: Subject) -> Iterator[Miss]:
    """The text is of one size throughout; that a title or a word differs is advice."""
    sizes: dict[float, Part] = {}
    for part in _running(subject.anatomy):
        for run in part.paragraph.visible:
            sizes.setdefault(run.look.size_pt, part)
    if len(sizes) < 2:
        return
    usual = _usual_size(subject.anatomy)
    for size, part in sizes.items():
        allowed = subject.table.component(part.key).size_pt.allows(size)  # else the look of it was told
        if size != usual and allowed:
            one = miss("R085", "several-sizes", part, size=size, usual=usual)
            yield one if part.key in _TEXT and _size(part) == size else advice(one)


@rule("R086")
def first_line(subject: Subject) -> Iterator[Miss]:
    """The first line is indented by one of the two lengths the decree allows, and by the same throughout.

    A list's lines should begin there too, wherever their own indents put them.
    """
    limit = subject.table.paragraphs.first_line_mm
    used: set[float] = set()
    for part in _running(subject.anatomy):
        layout = part.paragraph.layout
        listed = bool(part.paragraph.label) or part.tells(has_bullet)
        begins = layout.first_line_mm + (layout.left_mm if listed else 0)
        if not limit.allows(begins):
            one = miss("R086", "first-line", part, indent=round(begins, 1), **asked(limit))
            yield advice(one) if listed else one
        elif not used or round(begins, 1) in used:
            used.add(round(begins, 1))
        else:
            yield advice(miss("R086", "first-lines-differ", part, **asked(limit)))
            return


@rule("R087")
def gaps(subject: Subject) -> Iterator[Miss]:
    """Paragraphs stand at least 6 points apart, by their spacing and not by empty paragraphs."""
    limit = subject.table.paragraphs.gap_pt
    for parts in subject.anatomy.texts:
        for above, below in pairwise(parts):
            if above.key in RUNNING and below.key in RUNNING and not _in_table(above, below):
                gap = _gap(above, below)
                if not limit.allows(gap):
                    yield miss("R087", "gap", below, gap=round(gap, 1), **asked(limit))
        for empty in _spacers(parts):
            yield advice(miss("R087", "spacer", empty, **asked(limit)))


@rule("R088")
def line_spacing(subject: Subject) -> Iterator[Miss]:
    """Lines are one to one and a half apart, and of no exact height, which cuts the marks of letters."""
    limit = subject.table.paragraphs.line
    for part in _running(subject.anatomy):
        layout = part.paragraph.layout
        if layout.line_rule == "exact":
            yield advice(miss("R088", "exact-lines", part, **asked(limit)))
        elif layout.line_rule == "auto" and not limit.allows(layout.line):
            yield miss("R088", "lines", part, line=round(layout.line, 2), **asked(limit))


@rule("R091")
def basis(subject: Subject) -> Iterator[Miss]:
    """Each item of the legal basis ends with a semicolon, the last with a full stop."""
    seen = [part for part in subject.anatomy.main if part.paragraph.visible]
    for is_basis, group in groupby(seen, key=lambda part: part.key == "basis"):
        if is_basis:
            *items, last = group
            for part in items:
                if not part.tells(str.endswith, ";"):
                    yield miss("R091", "basis-item", part)
            if not last.tells(str.endswith, "."):
                yield miss("R091", "basis-end", last)


@rule("R094")
def closing(subject: Subject) -> Iterator[Miss]:
    """The content ends with "./.", which stands nowhere else in it."""
    mark = subject.table.words.closing
    seen = [part for part in subject.anatomy.main if part.paragraph.visible]
    parts = [part for part in seen if part.key in _CONTENT or part.tells(eq, mark)]
    if not parts or subject.anatomy.kind == "annex" or (subject.type and not subject.type.template):
        return
    if not parts[-1].tells(str.endswith, mark):
        yield miss("R094", "no-closing", parts[-1])
    for text in subject.anatomy.texts:
        inner = [part for part in text if part.key in _CONTENT and part.paragraph.visible][:-1]
        for part in inner:
            if part.tells(str.endswith, mark):
                yield miss("R094", "early-closing", part)


@rule("R100", "R102", "R104", "R108")
def numbering(subject: Subject) -> Iterator[Miss]:
    """Parts, chapters and headings have Roman numbers, sections and articles Arabic ones, with their marks."""
    for part in subject.anatomy.parts():
        if part.key in _FORMS and part.paragraph.visible and not part.tells(_is_numbered, part.key):
            number = subject.table.component(part.key).rule
            yield miss(number, f"{part.key}-number", part)


def _is_numbered(words: str, key: str) -> bool:
    """Whether a component begins with its number in the form that the decree gives it."""
    return _FORMS[key].match(words) is not None


def _usual_size(anatomy: Anatomy) -> float:
    """The size of most of the text, in points; 0 where there is none."""
    sizes: Counter[float] = Counter()
    for part in _running(anatomy):
        for run in part.paragraph.visible:
            sizes[run.look.size_pt] += len(run.text)
    return max(sizes, key=lambda size: sizes[size], default=0)


def _size(part: Part) -> float:
    """The size of most of a paragraph, in points."""
    return max(part.paragraph.visible, key=lambda run: len(run.text)).look.size_pt


def _running(anatomy: Anatomy) -> Iterator[Part]:
    for part in anatomy.parts():
        if part.key in RUNNING and part.paragraph.visible and not part.paragraph.place.table:
            yield part


def _gap(above: Part, below: Part) -> float:
    """The space between two paragraphs in points; those of one style may give theirs up to each other."""
    upper, lower = above.paragraph.layout, below.paragraph.layout
    same = above.paragraph.style_id == below.paragraph.style_id
    after = 0.0 if upper.contextual and same else upper.after_pt
    before = 0.0 if lower.contextual and same else lower.before_pt
    return after + before


def _spacers(parts: tuple[Part, ...]) -> Iterator[Part]:
    """The first of the empty paragraphs between two of running text; those that turn the page are none."""
    above: Part | None = None
    empty: list[Part] = []
    for part in parts:
        if not part.paragraph.visible and not part.paragraph.text.strip(_SPACE) and not part.paragraph.place.table:
            empty.append(part)
            continue
        turned = above is None or above.paragraph.place.section != part.paragraph.place.section
        if empty and above and not turned and above.key in RUNNING and part.key in RUNNING:
            yield empty[0]
        above, empty = part, []


def _in_table(*parts: Part) -> bool:
    return any(part.paragraph.place.table for part in parts)
