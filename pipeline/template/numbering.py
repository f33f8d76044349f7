"""Before docxtpl rearranges a part: each tag is marked with its paragraph, and what would be lost is found.

A mark is the paragraph's number written in spaces of unusual width. For docxtpl and for Jinja it is white
space within a tag, so that it travels wherever docxtpl puts the tag.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from pipeline.template.faults import FaultError, TagError
from pipeline.template.places import Cell, Place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DELIMITER = re.compile(r"\{[{%#]|\{_[{%]|[}%]_\}")
MARK = re.compile("\u2001\u2000([\u2002-\u2009]+)\u2000\u2001")
_TO_SPACES = {ord(str(digit)): 0x2002 + digit for digit in range(8)}
_FROM_SPACES = {space: digit for digit, space in _TO_SPACES.items()}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TAG_HEAD = re.compile(r"\{[{%][-+]?(?:(?:tr|tc|p|r)\s|\s*(?:colspan|cellbg)\s)?")
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CLOSED = re.compile(r"\{%-?\s*raw\b.*?\bendraw\s*-?%\}|\{#.*?#\}|\{\{.*?\}\}|\{%(?!-?\s*raw\b).*?%\}", re.DOTALL)
_SPANNING = re.compile(r"\{#|\{%-?\s*raw\b")
_WHOLE = re.compile(r"\{[{%](tr|tc|p) .*?[}%]\}", re.DOTALL)


def number(root: etree._Element, part: str, kind: str) -> dict[int, Place]:
    """Mark every tag in the paragraphs under `root`; the places of those that have tags, by their numbers.

    Raises TagError where text stands beside a tag that takes the place of its paragraph, row or cell:
    docxtpl would lose it.
    """
    places = {}
    tables = {table: count for count, table in enumerate(root.iter(W + "tbl"), 1)}
    for count, paragraph in enumerate(root.iter(W + "p"), 1):
        nodes = [node for node in _texts(paragraph) if next(node.iterancestors(W + "p")) is paragraph]
        text = _joined(nodes)
        if DELIMITER.search(text):
            places[count] = place = Place(part, kind, count, _cell(paragraph, tables), text)
            _refuse_loss(paragraph, nodes, place)
            _mark(nodes, text, count)
    return places


def unclosed(places: Iterable[Place]) -> Iterator[Place]:
    """Of the places of paragraphs, those in which a tag begins and does not end, each with that tag.

    The last is where a comment or `{% raw %}` begins, for these may span paragraphs.
    """
    for place in places:
        rest = _CLOSED.sub("", place.text)
        if found := re.search(r"\{[{%#]", rest):
            yield replace(place, tag=rest[found.start() :])
            if _SPANNING.match(rest, found.start()):
                return


def refuse_spanning(places: Iterable[Place]) -> None:
    """Raise TagError where a tag begins in one paragraph and ends in another: docxtpl would join them silently."""
    place = next(unclosed(places), None)
    if place is not None and not _SPANNING.match(place.tag):
        raise TagError(FaultError("template-unclosed"), place)


def numbered(text: str) -> int | None:
    """The paragraph that a mark in the text names."""
    found = MARK.search(text)
    return int(found[1].translate(_FROM_SPACES), 8) if found else None


def _texts(element: etree._Element) -> Iterator[etree._Element]:
    return element.iter(W + "t")


def _joined(nodes: Sequence[etree._Element]) -> str:
    return "".join(node.text or "" for node in nodes)


def _cell(paragraph: etree._Element, tables: dict[etree._Element, int]) -> Cell | None:
    cell = next(paragraph.iterancestors(W + "tc"), None)
    row = next(cell.iterancestors(W + "tr"), None) if cell is not None else None
    table = next(row.iterancestors(W + "tbl"), None) if row is not None else None
    if cell is None or row is None or table is None:
        return None
    return Cell(tables[table], 1 + _before(row), 1 + _before(cell))


def _before(element: etree._Element) -> int:
    return sum(1 for _ in element.itersiblings(element.tag, preceding=True))


def _refuse_loss(paragraph: etree._Element, nodes: Sequence[etree._Element], place: Place) -> None:
    for tag in _WHOLE.finditer(place.text):
        holder = paragraph if tag[1] == "p" else next(paragraph.iterancestors(W + tag[1]), None)
        if holder is None:
            continue
        text = place.text if holder is paragraph else MARK.sub("", _joined(list(_texts(holder))))
        rest = _COMMENT.sub("", text.replace(tag[0], "", 1)).strip()
        if rest:
            raise TagError(FaultError("template-lost-text", lost=rest, tag=tag[0]), place)


def _mark(nodes: Sequence[etree._Element], text: str, count: int) -> None:
    mark = f"\u2001\u2000{oct(count)[2:].translate(_TO_SPACES)}\u2000\u2001"
    for tag in reversed(list(_TAG.finditer(text))):
        head = _TAG_HEAD.match(tag[0])
        assert head is not None
        at = tag.start() + head.end()
        for node in nodes:
            content = node.text or ""
            if at <= len(content):
                node.text = content[:at] + mark + content[at:]
                break
            at -= len(content)
