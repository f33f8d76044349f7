"""Sections: the page that a `w:sectPr` describes."""

from lxml.etree import _Element

from pipeline.view.document import Section
from pipeline.view.measures import millimetres, switch, whole
from pipeline.view.names import VAL, W

_COLUMN_GAP_MM = 12.7  # Word's own, where nothing is said


def page(source: _Element, number: int, *, even_and_odd: bool) -> Section:
    """The page of section `number`, without its headers and footers."""

    def length(tag: str, attribute: str) -> float:
        return millimetres(_attribute(source, tag, attribute)) or 0.0

    left = length("pgMar", "left") + length("pgMar", "gutter")
    width, right = length("pgSz", "w"), length("pgMar", "right")
    title = source.find(W + "titlePg")
    columns, column_mm = _columns(source.find(W + "cols"), width - left - right)
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
        page_start=whole(_attribute(source, "pgNumType", "start")),
        page_format=_attribute(source, "pgNumType", "fmt") or "decimal",
        header_mm=length("pgMar", "header"),
        footer_mm=length("pgMar", "footer"),
        continuous=_attribute(source, "type", "val") == "continuous",
        even_and_odd=even_and_odd,
        columns=columns,
        column_mm=column_mm,
    )


def _columns(source: _Element | None, text_mm: float) -> tuple[int, float]:
    """How many columns there are, and how wide the first is."""
    if source is None:
        return 1, text_mm
    if source.get(W + "equalWidth", "1") in ("0", "false", "off"):
        widths = [millimetres(column.get(W + "w")) or 0.0 for column in source.iterchildren(W + "col")]
        if widths:
            return len(widths), widths[0]
    count = whole(source.get(W + "num")) or 1
    gap = millimetres(source.get(W + "space"))
    between = (count - 1) * (_COLUMN_GAP_MM if gap is None else gap)
    return count, (text_mm - between) / count


def _attribute(source: _Element, tag: str, attribute: str) -> str | None:
    element = source.find(W + tag)
    return element.get(VAL if attribute == "val" else W + attribute) if element is not None else None
