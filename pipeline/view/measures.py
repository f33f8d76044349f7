"""Lengths and switches as WordprocessingML writes them."""

import re

from lxml.etree import _Element

from pipeline.view.names import VAL

_POINTS = {
    "": 1.0,
    "pt": 1.0,
    "in": 72.0,
    "mm": 72 / 25.4,
    "cm": 720 / 25.4,
    "pc": 12.0,
    "pi": 12.0,
    "px": 0.75,
}
_MEASURE = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*(pt|in|mm|cm|pc|pi|px)?\s*")
_LARGEST = 1e9  # what passes it is no measure of anything on a page
_DIGITS = 9
_OFF = frozenset({"0", "false", "off", "none"})


def points(text: str | None, unit_pt: float = 1.0) -> float | None:
    """A measure in points: a bare number counts `unit_pt` each, one with a unit speaks for itself.

    None where there is none, or where it is no measure (foreign writers leave such).
    """
    found = _MEASURE.fullmatch(text) if text else None
    if found is None:
        return None
    value = float(found[1]) * (_POINTS[found[2]] if found[2] else unit_pt)
    return value if abs(value) <= _LARGEST else None


def millimetres(text: str | None) -> float | None:
    """A measure in twips, or with its own unit, in millimetres."""
    value = points(text, 1 / 20)
    return None if value is None else round(value * 25.4 / 72, 3)


def whole(text: str | None) -> int | None:
    """A whole number that is not below 0; None where there is none."""
    return int(text) if text and text.isdecimal() and len(text) <= _DIGITS else None


def switch(element: _Element) -> bool:
    """Whether an on/off element is on: it is, unless its value says otherwise."""
    return element.get(VAL, "1") not in _OFF
