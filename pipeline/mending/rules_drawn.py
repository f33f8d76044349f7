"""The rules under Tiêu ngữ, the issuer's name and the summary, drawn at their computed length (R036, R045, R077)."""

from collections.abc import Sequence
from copy import deepcopy

from lxml.etree import _Element

from pipeline.components import Part
from pipeline.components.patterns import RULE
from pipeline.decree import Component, decree
from pipeline.lines import STYLE_ID, rule_between
from pipeline.mending.draft import Draft, mends
from pipeline.mending.flow import BLANKS, holds_nothing
from pipeline.mending.letters import letters, rewrite
from pipeline.mending.looks import no_underline
from pipeline.mending.markup import child, insert, parsed, set_value
from pipeline.rules.checks import Miss
from pipeline.rules.lengths import below_of, block_of, widest_mm
from pipeline.view import Paragraph
from pipeline.view.drawings import drawn
from pipeline.view.names import W

_RULED = {component.share.rule: component for component in decree().components if component.share}
_DRAWINGS = (
    f"{W}drawing",
    f"{W}pict",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
)
# In a drawing, what shows that it is more than a line.
_MORE = ("txbxContent", "textbox", "pic", "wgp", "group", "imagedata")
_LEAST_BOX_MM = 10.0  # a cell whose width is not said cannot be measured


@mends(*_RULED)
def ruled(draft: Draft, misses: Sequence[Miss]) -> None:
    """A paragraph border as long as the decree asks, in place of what was typed, underlined or drawn otherwise."""
    for one in misses:
        row = _RULED[one.rule]
        block = block_of(draft.subject.anatomy.main, row.key)
        if not block or one.code == "missing":
            continue
        last = block[-1]
        alone = draft.at(last.place)[-1] is last  # what follows in its paragraph would stand above the rule
        in_section = draft.element(last).find(f"{W}pPr/{W}sectPr") is not None
        if last.paragraph.width_mm > _LEAST_BOX_MM and alone and not in_section:
            _mend(draft, row, block, one.code)


def _mend(draft: Draft, row: Component, block: list[Part], code: str) -> None:
    last, element = block[-1].paragraph, draft.element(block[-1])
    rule = _rule(draft, row, block)
    below = below_of(draft.subject.view.paragraphs, last)
    under = [(one, draft.element(one)) for one in below]
    if code in ("rule-length", "rule-as-text"):
        if last.lines_mm:
            if _erase_line(element):
                _place(draft, element, under, rule)
        elif last.layout.bottom:
            borders = child(child(element, "pPr"), "pBdr")
            set_value(borders, "bottom", "nil")
            _place(draft, element, under, rule)
        else:
            for one, drawn in under:
                if one.lines_mm and not _erase_line(drawn):
                    return
                if one.lines_mm or one.layout.top or one.layout.bottom:
                    _become(drawn, rule)
                    return
    elif code == "rule-typed":
        for one, typed in under:
            if one.visible and RULE.fullmatch(one.text.strip()) and rewrite(letters(typed), lambda _: ""):
                _become(typed, rule)
    elif code in ("rule-underlined", "no-rule"):
        for part in block:
            no_underline(draft, part)
        _place(draft, element, under, rule)


def _rule(draft: Draft, row: Component, block: list[Part]) -> _Element:
    """The rule for this text as it is set, in the middle below it."""
    assert row.share is not None
    last = block[-1].paragraph
    length = widest_mm(block) * float(row.share.use)
    middle = last.layout.left_mm + last.width_mm / 2
    left = max(middle - length / 2, 0.0)
    rule = parsed(rule_between(left, max(last.box_mm - left - length, 0.0)))
    styles = draft.styles
    known = styles is not None and any(one.get(W + "styleId") == STYLE_ID for one in styles.iterchildren(W + "style"))
    if not known:
        properties = child(rule, "pPr")
        properties.remove(child(properties, "pStyle"))
    return rule


def _place(draft: Draft, element: _Element, under: Sequence[tuple[Paragraph, _Element]], rule: _Element) -> None:
    """Put the rule below a text: into the empty paragraph there, or into one of its own."""
    if under and holds_nothing(under[0][1], under[0][0]) and under[0][1].getparent() is element.getparent():
        _become(under[0][1], rule)
        return
    anchor = element
    while (holder := anchor.getparent()) is not None and holder.tag == W + "sdtContent":
        control = holder.getparent()
        assert control is not None
        anchor = control
    anchor.addnext(rule)


def _become(element: _Element, rule: _Element) -> None:
    """Make a paragraph without text a rule; what else it holds, and the end of a section, stay."""
    for run in list(element.iterchildren(W + "r")):
        if all(one.tag in BLANKS for one in run):
            element.remove(run)
    properties = child(element, "pPr")
    for one in list(properties):
        if one.tag not in (W + "sectPr", W + "pPrChange"):
            properties.remove(one)
    for one in child(rule, "pPr"):
        insert(properties, deepcopy(one))


def _erase_line(element: _Element) -> bool:
    """Take the one drawn line of a paragraph away; not where there are more, or a drawing holds more than a line."""
    drawings = [one for run in element.iter(W + "r") for one in run if one.tag in _DRAWINGS]
    found = [one for one in drawings if any(isinstance(shape, float) for shape in drawn(one))]
    if len(found) != 1 or len(list(drawn(found[0]))) != 1:
        return False
    if any(inner.tag.rpartition("}")[2] in _MORE for inner in found[0].iter() if isinstance(inner.tag, str)):
        return False
    run = found[0].getparent()
    assert run is not None
    run.remove(found[0])
    return True
