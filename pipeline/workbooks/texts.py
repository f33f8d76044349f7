"""Text as a workbook's XML holds it (ECMA-376, Part 1, 22.9.2.19 ST_Xstring)."""

import re

from lxml import etree

from pipeline.workbooks.parts import Element

MOST_CHARACTERS = 32_767  # of a cell, and of a comment
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def stored(text: str) -> str:
    """The text as it is stored: what XML cannot hold as `�`, what Excel would take for an escape escaped."""
    text = _FORBIDDEN.sub("�", text)[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n")
    return _LIKE_AN_ESCAPE.sub("_x005F_", text)


def put_text(holder: Element, text: str) -> None:
    """Put a text into an element `t`, all its blanks kept."""
    holder.text = stored(text)
    holder.set(_SPACE, "preserve")


def text_cell(main: str, address: str, text: str, style: int) -> Element:
    """A cell that is text, whatever it begins with: nothing in it is ever calculated."""
    cell = etree.Element(f"{main}c", r=address, s=str(style))
    if text:
        cell.set("t", "inlineStr")
        put_text(etree.SubElement(etree.SubElement(cell, f"{main}is"), f"{main}t"), text)
    return cell
