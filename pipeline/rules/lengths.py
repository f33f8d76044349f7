"""The rules under Tiêu ngữ, the issuer's name and the summary: there, drawn, and of the decree's length."""

from collections.abc import Iterator
from functools import lru_cache

from pipeline.components import Part
from pipeline.components.patterns import RULE
from pipeline.decree import Component, decree
from pipeline.metrics import widest_line_mm
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.view import Look, Paragraph

_RULED = tuple(component for component in decree().components if component.share)
# How far below its text a rule may stand, in paragraphs without text.
_REACH = 2


@rule(*(component.share.rule for component in _RULED if component.share))
def rules(subject: Subject) -> Iterator[Miss]:
    """The rule under the component is a drawn line of the length that its row says."""
    for row in _RULED:
        if parts := block_of(subject.anatomy.main, row.key):
            yield from _held(subject, row, parts)


def block_of(main: tuple[Part, ...], key: str) -> list[Part]:
    """The first parts of this component that stand together."""
    block: list[Part] = []
    for part in main:
        if part.key == key and part.paragraph.visible:
            block.append(part)
        elif block and part.paragraph.visible:
            break
    return block


def _held(subject: Subject, row: Component, parts: list[Part]) -> Iterator[Miss]:
    assert row.share is not None
    last = parts[-1].paragraph
    if last.place.table < 0:  # half of a line: what is drawn there may belong to the other half
        return
    below = below_of(subject.view.paragraphs, last)
    length = _length(last, below)
    if length is not None:
        share = length / widest_mm(parts)
        if not row.share.allows(share):
            asked = {"least": 100 * float(row.share.least), "most": 100 * float(row.share.most)}
            code = "rule-as-text" if row.share.least == row.share.most else "rule-length"
            yield miss(row.share.rule, code, parts[-1], name=row.name, share=round(100 * share), **asked)
    elif any(RULE.fullmatch(one.text.strip()) for one in below if one.visible):
        yield advice(miss(row.share.rule, "rule-typed", parts[-1], name=row.name))
    elif any(run.look.underline for run in last.visible):
        yield advice(miss(row.share.rule, "rule-underlined", parts[-1], name=row.name))
    elif not _drawn_elsewhere(subject.view.paragraphs, last):
        yield miss(row.share.rule, "no-rule", parts[-1], name=row.name)


def below_of(paragraphs: tuple[Paragraph, ...], last: Paragraph) -> list[Paragraph]:
    """The paragraphs right under `last` in its cell (or outside tables), to the first with text."""
    places = [paragraph.place for paragraph in paragraphs]
    start = places.index(last.place) + 1
    below: list[Paragraph] = []
    for paragraph in paragraphs[start : start + _REACH]:
        if paragraph.place.cell != last.place.cell:
            break
        below.append(paragraph)
        if paragraph.visible:
            break
    return below


def _length(last: Paragraph, below: list[Paragraph]) -> float | None:
    """How long the drawn rule is; None where none is drawn here."""
    if last.lines_mm:
        return last.lines_mm[0]
    if last.layout.bottom:
        return last.width_mm
    for paragraph in below:
        if paragraph.lines_mm:
            return paragraph.lines_mm[0]
        if not paragraph.visible and (paragraph.layout.top or paragraph.layout.bottom):
            return paragraph.width_mm
    return None


def widest_mm(parts: list[Part]) -> float:
    """The width of the widest line of the text as it is set."""
    set_in = ((part.paragraph, part.paragraph.visible[0].look) for part in parts)
    return max(_widest_mm(one.text, look, one.width_mm) for one, look in set_in) or 1.0


@lru_cache(maxsize=512)
def _widest_mm(text: str, look: Look, box_mm: float) -> float:
    lines = [line.strip() for line in (text.upper() if look.caps else text).split("\n")]
    return widest_line_mm(lines, look.size_pt, box_mm, bold=look.bold, italic=look.italic)


def _drawn_elsewhere(paragraphs: tuple[Paragraph, ...], last: Paragraph) -> bool:
    """Whether lines are drawn from other paragraphs of this column, or from outside the table near its head.

    Which text they stand under cannot be told.
    """
    table, column = last.place.table, last.place.column
    if not table:
        return False
    head = max(index for index, one in enumerate(paragraphs) if one.place.table == table) + _REACH + 1
    for one in paragraphs[:head]:
        beside = one.place.column == column if one.place.table == table else not one.place.table and not one.visible
        if one.lines_mm and beside:
            return True
    return False
