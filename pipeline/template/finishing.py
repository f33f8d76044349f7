"""What docxtpl does to a part after rendering it, done only where the template or the values need it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby

from jinja2 import nodes
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS = "\n\t\a\f"
FIRST_DRAWING = 1001  # docxtpl's
_DRAWING = re.compile(r'(<wp:docPr\b[^>]*?\sid=")[^"]*')
_ROWLESS = re.compile(r"<w:tbl>(?:(?!<w:tbl>|<w:tr[ >]).)*?</w:tbl>", re.DOTALL)
_WITHOUT_ROW = ("</w:tblGrid></w:tbl>", "<w:tblGrid/></w:tbl>")
_WITHOUT_PARAGRAPH = ("<w:tc></w:tc>", "</w:tcPr></w:tc>", "<w:tcPr/></w:tc>", "</w:tbl></w:tc>")
_EMPTY_STORY = re.compile(r"\A(<w:(?:hdr|ftr)\b[^>]*>)(</w:(?:hdr|ftr)>)\Z")
_COLUMN_TAGS = re.compile(r"(?:</w:tc>|</w:trPr>|<w:tr(?: [^>]*)?>)\s*\{|w:gridSpan w:val=\"\{")


def with_numbered_drawings(text: str, numbers: Iterable[int] | None = None) -> str:
    """Each drawing with an id of its own: loops repeat them."""
    following = iter(numbers or count(FIRST_DRAWING))
    return _DRAWING.sub(lambda found: found[1] + str(next(following)), text)


def without_empty_tables(text: str) -> str:
    """No table without a row, which Word takes for damage: a loop over nothing leaves one."""
    return _ROWLESS.sub("", text) if any(sign in text for sign in _WITHOUT_ROW) else text


def with_paragraphs(text: str) -> str:
    """Each cell, header and footer with a paragraph at its end, as Word demands: a condition may drop them all."""
    for broken in _WITHOUT_PARAGRAPH:
        if broken in text:
            text = text.replace(broken, broken.replace("</w:tc>", "<w:p/></w:tc>"))
    return _EMPTY_STORY.sub(r"\1<w:p/>\2", text)


# What can be told of a template once and for all.


def number_drawings(tree: nodes.Template, source: str) -> bool:
    """Number the drawings that every document has; whether there are no others."""
    numbers = count(FIRST_DRAWING)
    for text in _literals(tree.body):
        text.data = with_numbered_drawings(text.data, numbers)
    return next(numbers) - FIRST_DRAWING == source.count("<wp:docPr")


def least_texts(tree: nodes.Template) -> list[str]:
    """What each body prints at least, the template's own first: its literals, all values and inner blocks left out."""
    bodies = [getattr(node, name, None) for node in (tree, *tree.find_all(nodes.Stmt)) for name in ("body", "else_")]
    return ["".join(text.data for text in _literals(body)) for body in bodies if isinstance(body, list)]


def losses(texts: Sequence[str] | None) -> tuple[tuple[bytes, int], ...]:
    """What shows, if found in a part, that a table has lost its rows or a cell its paragraphs.

    `texts` are what the template's bodies print at least, its own first, None where they say nothing. With each sign
    goes the byte in front of which it cannot stand.
    """
    signs = (*_WITHOUT_ROW, *_WITHOUT_PARAGRAPH)
    if texts is None:
        return tuple((sign.encode(), 0) for sign in signs)
    own, *inner = texts
    within = [sign for sign in signs if any(sign in text for text in inner)]
    return (
        *((sign.encode(), 0) for sign in within),
        *((s.encode(), len(own[: own.index(s)].encode())) for s in signs if s in own and s not in within),
    )


def literals(tree: nodes.Template) -> list[str]:
    """What the template prints as it stands, piece by piece; first what every document begins with, maybe nothing."""
    groups = [
        (is_literal, "".join(child.data for child in children if isinstance(child, nodes.TemplateData)))
        for output in tree.find_all(nodes.Output)
        for is_literal, children in groupby(output.nodes, key=_is_literal)
    ]
    begins = tree.body and isinstance(tree.body[0], nodes.Output) and groups[0][0]
    return [*([] if begins else [""]), *(text for is_literal, text in groups if is_literal)]


def is_empty_story(text: str) -> bool:
    """Whether a header or footer has nothing in it."""
    return _EMPTY_STORY.match(text) is not None


def _literals(body: list[nodes.Node]) -> Iterator[nodes.TemplateData]:
    outputs = (node for node in body if isinstance(node, nodes.Output))
    return (child for node in outputs for child in node.nodes if isinstance(child, nodes.TemplateData))


def _is_literal(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TemplateData)


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
