"""The short centred rules of a page, at their computed length.

A rule is a paragraph with a border, so that it stands still in every word processor. Its indents leave free
as much of its box as makes it the decree's share of the text above it. The paragraph carries its whole look,
since a clerk's own template may lack the style.
"""

from collections.abc import Sequence

from markupsafe import Markup

from pipeline.decree import decree
from pipeline.metrics import widest_line_mm

STYLE = "ND30 Đường kẻ"
STYLE_ID = "ND30Rule"
TWIPS_PER_MM = 1440 / 25.4

# 0.75 pt, solid and black, close under the text; the paragraph's own line is exactly 4 pt and holds nothing.
LOOK = (
    '<w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    '<w:spacing w:before="60" w:after="0" w:line="80" w:lineRule="exact"/>'
)


def rule_under(lines: Sequence[str] | str, key: str, width_mm: float) -> Markup:
    """The `w:p` of the rule under `lines`, the text of component `key`, in a box `width_mm` wide.

    Where the text wraps in the box, its widest line counts. KeyError where the decree's table has no such
    component, ValueError where it draws no rule under it.
    """
    free_mm = width_mm - rule_length_mm(lines, key, width_mm)
    return rule_between(free_mm / 2, free_mm / 2)


def rule_between(left_mm: float, right_mm: float) -> Markup:
    """The `w:p` of a rule that leaves so much of its box free at either side."""
    left, right = round(left_mm * TWIPS_PER_MM), round(right_mm * TWIPS_PER_MM)
    return Markup(  # noqa: S704  only numbers are put in
        f'<w:p><w:pPr><w:pStyle w:val="{STYLE_ID}"/>{LOOK}'
        f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="0"/></w:pPr></w:p>'
    )


def rule_length_mm(lines: Sequence[str] | str, key: str, width_mm: float) -> float:
    """How long the rule under `lines` is: the decree's share of their widest line, so never above the box."""
    component = decree().component(key)
    if component.share is None:
        raise ValueError(f"the decree draws no rule under {key}")
    size, share = float(component.size_pt.use), float(component.share.use)
    widest = widest_line_mm(lines, size, width_mm, bold=component.bold, italic=component.italic)
    return widest * share
