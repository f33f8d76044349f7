"""How a value prints in Word's XML: as typed, or not at all.

Line breaks and tabs become elements where a value stands in the text of a run; elsewhere, and for what docxtpl's
Listing knows beside them, they are left for docxtpl's own treatment of the whole part.
"""

import re
import sys
from typing import Any

from jinja2 import Undefined
from markupsafe import escape

from pipeline.template.bounds import charge, refuse_beyond
from pipeline.template.faults import FaultError
from pipeline.template.finishing import BREAKS
from pipeline.template.state import LONG, MOST_BYTES, current

_ODD = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_CHANGED = dict.fromkeys((*range(0x20), *b"&<>'\"\xef"), 0x20)  # U+FFFE and U+FFFF begin with the last
_PLAIN_BYTES = bytes(_CHANGED.get(byte, byte) for byte in range(0x100))
"""A table by which `translate` gives back the very bytes that it was given if they may stand in XML as they are."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_IN_XML = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # \a and \f are Listing's
_MOST_KNOWN = 4096
_BREAK = re.compile(f"[{BREAKS}]")
_LINK = 'r:id="'
_LINE = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t></w:r><w:r>{0}<w:tab/></w:r><w:r>{0}<w:t xml:space="preserve">'
_KINDS = ("InlineImage", "Listing", "RichText", "RichTextParagraph", "Subdoc")


known: dict[str, bytes] = {}
"""Texts met lately that print as they are, as bytes: a batch repeats its office, places and trades."""


class Xml:
    """Sound XML of whole paragraphs, made by code of this program: it prints as it is."""

    def __init__(self, xml: str) -> None:
        self.xml, self.data = xml, xml.encode()


class _Placed:
    """XML that may stand where it is about to; the part is parsed afterwards where it came from outside."""

    def __init__(self, xml: str) -> None:
        self.xml = xml

    def __html__(self) -> str:
        return self.xml


def text(value: Any, look: str | None) -> bytes:
    """The value as XML inside a text. Raises FaultError where it cannot print.

    `look` is the w:rPr of the run that it stands in, None where elements cannot simply take the place of its breaks.
    """
    if value.__class__ is str:
        try:
            data = value.encode()
            if len(data) <= LONG and data.translate(_PLAIN_BYTES) is data:
                return _noted(value, data)
        except UnicodeEncodeError:
            pass  # `in_text` says which character
    elif value.__class__ is int:
        return b"%d" % value
    shown = in_text(value)
    return encoded(shown if shown.__class__ is _Placed else _Placed(_with_breaks(str(escape(shown)), look)))


def _noted(value: str, data: bytes) -> bytes:
    if len(known) >= _MOST_KNOWN:
        known.clear()
    known[value] = data
    return data


def run(value: Any, look: str | None) -> bytes:
    """The value as XML between runs."""
    return encoded(in_run(value, look))


def blocks(value: Any) -> bytes:
    """The value as XML between paragraphs, rows or cells."""
    return value.data if value.__class__ is Xml else encoded(in_block(value))


def encoded(value: Any) -> bytes:
    """What a block or a value has become, as it goes into the part."""
    xml = str(escape(value))
    if _BREAK.search(xml):
        current().breaks = True
    data = xml.encode()
    if len(data) > LONG:
        current().print(len(data))
    return data


def in_text(value: Any, _look: str | None = None) -> Any:
    """The value as it prints inside a text, its breaks as they are, not yet escaped. Raises FaultError."""
    if value.__class__ is str:
        return value if _ODD.search(value) is None else _as_typed(value)
    return value if value.__class__ is _Placed else _in_text(value)


def in_run(value: Any, look: str | None) -> Any:
    """The value as it prints between runs, where `{{r }}` stands; text gets a run with the w:rPr `look`."""
    if isinstance(value, Undefined):
        return value
    kind = _kind(value)
    if kind == "RichText":
        return _Placed(_drawn_if_linked(value))
    if kind in ("InlineImage", "RichTextParagraph", "Subdoc") or isinstance(value, Xml):
        raise _misplaced(value)
    if _has_markup(value) and kind != "Listing":
        return _Placed(_markup(value))
    words = _with_breaks(str(escape(in_text(value))), look)
    return _Placed(f'<w:r>{look or ""}<w:t xml:space="preserve">{words}</w:t></w:r>' if words else "")


def in_block(value: Any) -> Any:
    """The value as it prints between paragraphs, rows or cells, where `{{p }}` stands; text cannot."""
    if isinstance(value, Undefined):
        return value
    if isinstance(value, Xml):
        return _Placed(value.xml)
    kind = _kind(value)
    if kind == "RichTextParagraph":
        return _Placed(_drawn_if_linked(value))
    if kind == "Subdoc":
        return _Placed(current().draw(value))
    if kind:
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
    kind = _kind(value)
    if kind == "InlineImage":
        return _Placed(current().draw(value))
    if kind not in ("", "Listing") or isinstance(value, Xml):
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


def _with_breaks(xml: str, look: str | None) -> str:
    """Escaped text with elements for its line feeds and tabs, as docxtpl makes them."""
    if "\n" not in xml and "\t" not in xml:
        return xml
    if look is None:
        current().breaks = True
        return xml
    tab = _TAB.format(look)
    refuse_beyond(xml.count("\t") * len(tab), MOST_BYTES)
    return xml.replace("\t", tab).replace("\n", _LINE)


def _kind(value: Any) -> str:
    """The name of docxtpl's class that a value is of; there is none where nobody has imported docxtpl."""
    library = sys.modules.get("docxtpl")
    return next((name for name in _KINDS if isinstance(value, getattr(library, name, ()))), "")


def _has_markup(value: Any) -> bool:
    return hasattr(value, "__html__")


def _markup(value: Any) -> str:
    xml = str(value.__html__())
    if found := _FORBIDDEN_IN_XML.search(xml):
        raise FaultError("template-character", code_point=f"U+{ord(found[0]):04X}")
    current().foreign = True
    charge(len(xml) >> 1)
    return xml


def _drawn_if_linked(value: Any) -> str:
    xml = _markup(value)
    return current().draw(value) if _LINK in xml else xml


def _misplaced(value: Any) -> FaultError:
    return FaultError("template-misplaced", type=type(value).__name__)
