"""WordprocessingML changed in place: an element is put where the schema wants it.

Word calls a file damaged where the children of an element stand in another order than that of the schema
(ECMA-376 part 4, annex A). What the schema does not name (extensions of later Words) stays where it stands.
"""

from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element

from pipeline.archive import parse_xml
from pipeline.view.names import VAL, W

TWIPS_PER_MM, TWIPS_PER_POINT, TWIPS_PER_LINE = 1440 / 25.4, 20, 240

_ORDER: Mapping[str, tuple[str, ...]] = {
    W + parent: tuple(W + name for name in children.split())
    for parent, children in {
        "p": "pPr",
        "r": "rPr",
        "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd
            tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi
            adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection
            textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
        "pBdr": "top left bottom right between bar",
        "rPr": """ins del moveFrom moveTo rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow
            emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u
            effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath rPrChange""",
        "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
            lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid
            printerSettings sectPrChange""",
    }.items()
}


def insert(parent: _Element, new: _Element) -> _Element:
    """Put a child into its place among those that are there, after others of its name."""
    order = _ORDER[parent.tag]
    rank = order.index(new.tag)
    before = [at for at, child in enumerate(parent) if child.tag in order and order.index(child.tag) <= rank]
    parent.insert(before[-1] + 1 if before else 0, new)
    return new


def child(parent: _Element, name: str) -> _Element:
    """The child of this name, made where there is none."""
    found = parent.find(W + name)
    return found if found is not None else insert(parent, etree.Element(W + name))


def put(parent: _Element, name: str, **values: str | float) -> None:
    """Give the child of this name these values, and leave it the others that it has."""
    element = child(parent, name)
    for key, value in values.items():
        element.set(W + key, value if isinstance(value, str) else str(round(value)))


def set_value(parent: _Element, name: str, value: str | float) -> None:
    """Give the child of this name this value and no other (a theme's colour would win over it)."""
    element = child(parent, name)
    element.attrib.clear()
    element.set(VAL, value if isinstance(value, str) else str(round(value)))


def switch(parent: _Element, name: str, *, on: bool) -> None:
    """Turn an on/off element on or off, whatever the styles say."""
    element = child(parent, name)
    forget(element, "val")
    if not on:
        element.set(VAL, "0")


def forget(element: _Element | None, *keys: str) -> None:
    """Take values away from an element, where there is one."""
    if element is not None:
        for key in keys:
            if W + key in element.attrib:
                del element.attrib[W + key]


def paragraphs(root: _Element) -> list[_Element]:
    """Every paragraph below an element, those in text boxes among them."""
    return list(root.iter(W + "p"))


def parsed(markup: str) -> _Element:
    """An element out of its text, in which the prefix w: may be used."""
    return parse_xml(f'<w:r xmlns:w="{W[1:-1]}">{markup}</w:r>')[0]


# ---- paragraphs --------------------------------------------------------------------------------------------------


def set_align(paragraph: _Element, align: str) -> None:
    """Align a paragraph, and the frame that it may stand in."""
    properties = child(paragraph, "pPr")
    if (frame := properties.find(W + "framePr")) is not None and frame.get(W + "xAlign"):
        frame.set(W + "xAlign", "center" if align == "center" else "left")
    set_value(properties, "jc", align)


def set_gap(paragraph: _Element, **points: float) -> None:
    """Set the space `before` or `after` a paragraph; what Word would work out itself is turned off."""
    spacing = child(child(paragraph, "pPr"), "spacing")
    for side, value in points.items():
        forget(spacing, f"{side}Lines")
        spacing.set(f"{W}{side}Autospacing", "0")
        spacing.set(W + side, str(round(value * TWIPS_PER_POINT)))


def set_lines(paragraph: _Element, lines: float) -> None:
    """Set the line spacing, in lines."""
    put(child(paragraph, "pPr"), "spacing", line=lines * TWIPS_PER_LINE, lineRule="auto")


def set_left(paragraph: _Element, left_mm: float) -> None:
    """Begin every line of a paragraph so far in from the margin."""
    indents = child(child(paragraph, "pPr"), "ind")
    forget(indents, "start", "leftChars", "startChars", "hanging", "hangingChars", "firstLineChars")
    indents.set(W + "left", str(round(left_mm * TWIPS_PER_MM)))
    indents.set(W + "firstLine", "0")


def set_first_line(paragraph: _Element, indent_mm: float, *, flush: bool) -> None:
    """Indent the first line; `flush`: the others begin at the margin, and leave no room for a hanging number."""
    indents = child(child(paragraph, "pPr"), "ind")
    if flush:
        forget(indents, "start", "leftChars", "startChars")
        indents.set(W + "left", "0")
    forget(indents, "hanging", "hangingChars", "firstLineChars")
    indents.set(W + "firstLine", str(round(indent_mm * TWIPS_PER_MM)))
