"""Many small documents as one, each on pages of its own: LibreOffice sets it in a fifth of the time they take alone.

Only documents are put together that share everything but their words, and that hold nothing which counts on through
a document or looks elsewhere in it. Of all others `sheet_of` says that they stand alone.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from pipeline.archive import Package, parse_xml, write_package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_P, _PPR, _SECTION = f"{{{W}}}p", f"{{{W}}}pPr", f"{{{W}}}sectPr"
_BOOKMARKS = (f"{{{W}}}bookmarkStart", f"{{{W}}}bookmarkEnd")
# What is numbered through a document, refers to another place in it, or moves to another page.
_BOUND = {
    f"{{{W}}}{name}"
    for name in (
        *("numPr", "footnoteReference", "endnoteReference", "commentReference", "lnNumType", "pageBreakBefore"),
        *("altChunk", "subDoc", "framePr", "fldSimple", "docPartObj"),
    )
}
_FIELD, _LINK, _ANCHOR = f"{{{W}}}instrText", f"{{{W}}}hyperlink", f"{{{W}}}anchor"
# LibreOffice gives an indent that is silent on the first line another one, the second time that it meets one.
_INDENT, _FIRST_LINE = f"{{{W}}}ind", {f"{{{W}}}firstLine", f"{{{W}}}hanging"}
_OF_THE_PAGE = re.compile(r"\s*PAGE(\s*\\\*\s*\w+)?\s*")  # the only field whose value lies in its page alone
# Drawings among them, which may stand anywhere; comments and instructions to programs too.
_STRANGE = etree.XPath(f"boolean(.//*[namespace-uri() != '{W}'] | .//comment() | .//processing-instruction())")
# Left and right pages, which depend on how many pages went before.
_SIDES = (b"evenAndOddHeaders", b"mirrorMargins", b"bookFoldPrinting")
# What stands in the file but not on the page.
_OF_THE_FILE = ("docProps/",)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document that can stand among others with the same `key`; `root` is that of its main part."""

    key: bytes
    package: Package
    root: etree._Element


def sheet_of(package: Package) -> Sheet | None:
    """The document as one of many; None where it has to stand alone."""
    root = package.xml(package.main)
    body = root.find(f"{{{W}}}body")
    if body is None or len(body) < 2 or body[-1].tag != _SECTION or body[-2].tag != _P:
        return None
    if _STRANGE(body) or _counts(body) or _refers(body) or len(list(body.iter(_SECTION))) > 1:
        return None
    others = {name: package[name] for name in package if name != package.main and not name.startswith(_OF_THE_FILE)}
    if not all(_counts_nothing(content) for name, content in others.items() if name.startswith("word/")):
        return None
    shared = hashlib.sha256(etree.tostring(body[-1], method="c14n"))
    shared.update(repr((package.main, sorted(root.nsmap.items(), key=str), sorted(root.attrib.items()))).encode())
    for name in sorted(others):
        shared.update(f"\0{name}\0{len(others[name])}\0".encode() + others[name])
    return Sheet(shared.digest(), package, root)


def merged(sheets: Sequence[Sheet]) -> bytes:
    """One .docx of sheets with one key, each beginning a page numbered as it was, with a bookmark of `mark`.

    The sheets are used up: their content moves into the new document.
    """
    first = sheets[0]
    whole = first.root
    for number, sheet in enumerate(sheets):
        body = sheet.root.find(f"{{{W}}}body")
        assert body is not None
        for old in list(body.iter(*_BOOKMARKS)):
            _without(old)
        _begin_page(body[-1])
        _bookmark(next(body.iter(_P)), number)
        if sheet is not sheets[-1]:
            _paragraph_properties(body[-2]).append(body[-1])
        if number:
            whole.extend(list(body))
        else:
            whole = body
    content = etree.tostring(first.root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return write_package({name: first.package[name] for name in first.package} | {first.package.main: content})


def mark(number: int) -> str:
    """The name of the bookmark at the head of a document."""
    return f"vanban{number:05}"


def _counts(root: etree._Element) -> bool:
    """Whether something in it counts on through the document, or has a value that does not lie in its page alone."""
    if next(root.iter(*_BOUND), None) is not None:
        return True
    return any(not _OF_THE_PAGE.fullmatch(field.text or "") for field in root.iter(_FIELD))


def _refers(root: etree._Element) -> bool:
    """Whether something in it leads elsewhere in the document, or is set as what went before it."""
    if any(_ANCHOR in link.attrib for link in root.iter(_LINK)):
        return True
    return any(_FIRST_LINE.isdisjoint(indent.keys()) for indent in root.iter(_INDENT))


@lru_cache(maxsize=256)
def _counts_nothing(part: bytes) -> bool:
    """Whether a part of the file but the main one has no numbering of its own, no other field, no sides."""
    if any(side in part for side in _SIDES):
        return False
    if b"numPr" not in part and b"instrText" not in part and b"fldSimple" not in part:
        return True
    return not _counts(parse_xml(part))


def _begin_page(section: etree._Element) -> None:
    """Make a section begin on a new page and, unless it says otherwise, with the number 1."""
    for old in section.findall(f"{{{W}}}type"):
        section.remove(old)
    numbers = section.find(f"{{{W}}}pgNumType")
    if numbers is None:
        numbers = etree.Element(f"{{{W}}}pgNumType")
        margins = section.find(f"{{{W}}}pgMar")
        section.insert(0 if margins is None else section.index(margins) + 1, numbers)
    if numbers.get(f"{{{W}}}start") is None:
        numbers.set(f"{{{W}}}start", "1")


def _bookmark(paragraph: etree._Element, number: int) -> None:
    start = etree.Element(_BOOKMARKS[0], {f"{{{W}}}id": str(number), f"{{{W}}}name": mark(number)})
    end = etree.Element(_BOOKMARKS[1], {f"{{{W}}}id": str(number)})
    place = 1 if len(paragraph) and paragraph[0].tag == _PPR else 0
    paragraph[place:place] = [start, end]


def _paragraph_properties(paragraph: etree._Element) -> etree._Element:
    if not len(paragraph) or paragraph[0].tag != _PPR:
        paragraph.insert(0, etree.Element(_PPR))
    return paragraph[0]


def _without(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
