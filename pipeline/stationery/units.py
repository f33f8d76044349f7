"""The decree's figures as Word's lengths."""

from decimal import Decimal

from docx.shared import Length, Mm, Pt


def pt(value: Decimal) -> Length:
    """A size or spacing in points."""
    return Pt(float(value))


def mm(value: Decimal) -> Length:
    """A margin or indent in mm."""
    return Mm(float(value))
