"""What docxtpl does to a part after rendering it, done only where the template or the values need it."""

import re
from itertools import count

from docxtpl import DocxTemplate
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FIRST_DRAWING = 1001  # docxtpl's
_DOOR = DocxTemplate("")  # no file: only its functions from text to text are used
_BREAKS = "\n\t\a\f"
_DRAWING = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*')
_ROWLESS = re.compile(r"<w:tbl>(?:(?!<w:tbl>|<w:tr[ >]).)*?</w:tbl>", re.DOTALL)
_GRID_ENDS = "</w:tblGrid></w:tbl>"
_WITHOUT_PARAGRAPH = ("<w:tc></w:tc>", "</w:tcPr></w:tc>", "</w:tbl></w:tc>")
_EMPTY_STORY = re.compile(r"\A(<w:(?:hdr|ftr)\b[^>]*>)(</w:(?:hdr|ftr)>)\Z")
_COLUMN_TAGS = re.compile(r"(?:</w:tc>|</w:trPr>|<w:tr(?: [^>]*)?>)\s*\{|w:gridSpan w:val=\"\{")


def with_breaks(text: str) -> str:
    """Line feeds and tabs as Word has them; in a Listing, BEL begins a paragraph and form feed a page."""
    return str(_DOOR.resolve_listing(text)) if any(char in text for char in _BREAKS) else text


def with_numbered_drawings(text: str) -> str:
    """Each drawing with an id of its own: loops repeat them."""
    numbers = count(FIRST_DRAWING)
    return _DRAWING.sub(lambda found: found[1] + str(next(numbers)), text)


def without_empty_tables(text: str) -> str:
    """No table without a row, which Word takes for damage: a loop over nothing leaves one."""
    return _ROWLESS.sub("", text) if _GRID_ENDS in text else text


def with_paragraphs(text: str) -> str:
    """Each cell, header and footer with a paragraph at its end, as Word demands: a condition may drop them all."""
    for broken in _WITHOUT_PARAGRAPH:
        if broken in text:
            text = text.replace(broken, broken.replace("</w:tc>", "<w:p/></w:tc>"))
    return _EMPTY_STORY.sub(r"\1<w:p/>\2", text)


def with_mended_grids(text: str) -> str:
    """Each table with as many columns in its grid as its rows have."""
    return etree.tostring(_DOOR.fix_tables(text), encoding="unicode")


def has_drawings(source: str) -> bool:
    """Whether a part has drawings to number."""
    return _DRAWING.search(source) is not None


def needs_grid(root: etree._Element, source: str) -> bool:
    """Whether a table's grid may disagree with its rows.

    It cannot where no tag adds or drops cells, and each row spans just the columns of the grid: whichever
    rows a record leaves out, the others still fit.
    """
    return _COLUMN_TAGS.search(source) is not None or any(
        not _fits(row, len(grid.findall(W + "gridCol")))
        for table in root.iter(W + "tbl")
        if (grid := table.find(W + "tblGrid")) is not None
        for row in table.iter(W + "tr")
    )


def _fits(row: etree._Element, columns: int) -> bool:
    spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.findall(W + "tc")]
    widths = [1 if span is None else span.get(W + "val", "1") for span in spans]
    return all(str(width).isdigit() for width in widths) and sum(map(int, widths)) == columns
