"""What each rule asks, in a line: out of its row in the decree's table."""

from collections.abc import Iterator

from pipeline.decree import Component, Limit, decree
from pipeline.messages import marked as N_
from pipeline.messages import text as _
from pipeline.rules.finding import number_text

LIMITS = {
    "width_mm": N_("paper {least} mm wide"),
    "height_mm": N_("paper {least} mm high"),
    "top_mm": N_("top margin {least} to {most} mm"),
    "bottom_mm": N_("bottom margin {least} to {most} mm"),
    "left_mm": N_("left margin {least} to {most} mm"),
    "right_mm": N_("right margin {least} to {most} mm"),
    "landscape_margin_mm": N_("margins of a lying page {least} mm or more"),
    "first_line_mm": N_("first line of a paragraph indented by {least} or {most} mm"),
    "gap_pt": N_("paragraphs {least} pt or more apart"),
    "line": N_("lines {least} to {most} lines apart"),
}
ALIGNMENTS = {
    "left": N_("aligned left"),
    "center": N_("centred"),
    "right": N_("aligned right"),
    "both": N_("justified"),
}


def summary(code: str) -> str:
    """What rule `code` asks, in the chosen language; KeyError where the table has no such rule."""
    table = decree()
    if code in table.rules:
        return table.rules[code].says
    said = list(_rows(code))
    if not said:
        raise KeyError(code)
    text = "; ".join(said)
    return text[0].upper() + text[1:]


def _rows(code: str) -> Iterator[str]:
    table = decree()
    for name, row in (vars(table.page) | vars(table.paragraphs)).items():
        if isinstance(row, Limit) and row.rule == code:
            yield _limited(LIMITS[name], row)
    for component in table.components:
        if component.rule == code:
            yield _look(component)
        if component.share and component.share.rule == code:
            yield _line_below(component, component.share)
    for authority in table.authorities:
        if authority.rule == code:
            yield authority.says
    length = table.words.subject_length
    if length.rule == code:
        yield _limited(N_("the summary has {most} characters at most"), length)


def _look(row: Component) -> str:
    size = row.size_pt
    sizes = N_("size {least}") if size.least == size.most else N_("size {least} to {most}")
    parts = [
        _("capitals") if row.caps else "",
        _(sizes).format(least=number_text(float(size.least)), most=number_text(float(size.most))),
        _("bold") if row.bold else "",
        _("italic") if row.italic else _("upright"),
        "" if row.align_also else _(ALIGNMENTS[row.align]),
    ]
    return f"{row.name}: {', '.join(filter(None, parts))}"


def _line_below(component: Component, share: Limit) -> str:
    if share.least == share.most:
        return _("{name}: a line below, as long as the text").format(name=component.name)
    return _("{name}: a line below, {least} to {most}% of the longest line").format(
        name=component.name,
        least=number_text(round(100 * float(share.least))),
        most=number_text(round(100 * float(share.most))),
    )


def _limited(message: str, limit: Limit) -> str:
    return _(message).format(least=number_text(float(limit.least)), most=number_text(float(limit.most)))
