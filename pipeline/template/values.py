"""How a value prints in Word's XML: as typed, or not at all.

Text is escaped by Jinja afterwards. Line breaks, tabs and what docxtpl's Listing knows beside them are left
for docxtpl's own treatment of the whole part.
"""

import re
from typing import Any

from docxtpl import InlineImage, Listing, RichText, RichTextParagraph, Subdoc
from jinja2 import Undefined
from markupsafe import escape

from pipeline.template.bounds import charge
from pipeline.template.faults import FaultError
from pipeline.template.state import current

_ODD = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_XML = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # \a and \f are Listing's
_LINK = 'r:id="'


class Xml:
    """Sound XML of whole paragraphs, made by code of this program: it prints as it is."""

    def __init__(self, xml: str) -> None:
        self.xml = xml


class _Placed:
    """XML that may stand where it is about to; the part is parsed afterwards where it came from outside."""

    def __init__(self, xml: str) -> None:
        self.xml = xml

    def __html__(self) -> str:
        return self.xml


def in_text(value: Any) -> Any:
    """The value as it prints inside a text: Jinja's `finalize`. Raises FaultError where it cannot."""
    if value.__class__ is str:
        return value if _ODD.search(value) is None else _as_typed(value)
    return value if value.__class__ is _Placed else _in_text(value)


def in_run(value: Any, look: str) -> Any:
    """The value as it prints between runs, where `{{r }}` stands; text gets a run with the w:rPr `look`."""
    if isinstance(value, Undefined):
        return value
    if isinstance(value, RichText):
        return _Placed(_drawn_if_linked(value))
    if isinstance(value, InlineImage | Subdoc | RichTextParagraph | Xml):
        raise _misplaced(value)
    if _has_markup(value) and not isinstance(value, Listing):
        return _Placed(_markup(value))
    text = escape(in_text(value))
    current().foreign = True  # by way of `map`, a template could call this with a look of its own
    return _Placed(f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else "")


def in_block(value: Any) -> Any:
    """The value as it prints between paragraphs, rows or cells, where `{{p }}` stands; text cannot."""
    if isinstance(value, Undefined):
        return value
    if isinstance(value, Xml):
        return _Placed(value.xml)
    if isinstance(value, RichTextParagraph):
        return _Placed(_drawn_if_linked(value))
    if isinstance(value, Subdoc):
        return _Placed(current().draw(value))
    if isinstance(value, RichText | Listing | InlineImage):
        raise _misplaced(value)
    if _has_markup(value):
        return _Placed(_markup(value))
    if in_text(value) != "":
        raise _misplaced(value)
    return _Placed("")


def _in_text(value: Any) -> Any:
    if isinstance(value, Undefined):
        return str(value)
    if value is None:
        raise FaultError("template-empty")
    if isinstance(value, InlineImage):
        return _Placed(current().draw(value))
    if isinstance(value, RichText | RichTextParagraph | Subdoc | Xml):
        raise _misplaced(value)
    if _has_markup(value):
        return _Placed(_markup(value))
    if isinstance(value, bytes) or not (isinstance(value, int | float | complex) or _says_how_it_prints(value)):
        raise FaultError("template-no-text", type=type(value).__name__)
    return _as_typed(str(value))


def _says_how_it_prints(value: Any) -> bool:
    printing: Any = type(value).__str__
    return printing is not object.__str__


def _as_typed(text: str) -> str:
    """The text, with one kind of line break."""
    if found := _FORBIDDEN.search(text):
        raise FaultError("template-character", code_point=f"U+{ord(found[0]):04X}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _has_markup(value: Any) -> bool:
    return hasattr(value, "__html__")


def _markup(value: Any) -> str:
    xml = str(value.__html__())
    if found := _FORBIDDEN_IN_XML.search(xml):
        raise FaultError("template-character", code_point=f"U+{ord(found[0]):04X}")
    current().foreign = True
    charge(len(xml) >> 1)
    return xml


def _drawn_if_linked(value: RichText | RichTextParagraph) -> str:
    xml = _markup(value)
    return current().draw(value) if _LINK in xml else xml


def _misplaced(value: Any) -> FaultError:
    return FaultError("template-misplaced", type=type(value).__name__)
