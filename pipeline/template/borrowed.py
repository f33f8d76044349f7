"""docxtpl's functions from text to text. It is imported when the first of them is needed, for that takes long."""

from functools import cache
from typing import Any


@cache
def _door() -> Any:
    from docxtpl import DocxTemplate

    return DocxTemplate("")  # no file: none of these functions looks at one


def patched(xml: str) -> str:
    """A part's XML with docxtpl's dialect put into order, as Jinja source."""
    return str(_door().patch_xml(xml))


def with_breaks(xml: str) -> str:
    """Line feeds and tabs as Word has them; in a Listing, BEL begins a paragraph and form feed a page."""
    return str(_door().resolve_listing(xml))


def with_mended_grids(xml: bytes) -> bytes:
    """Each table with as many columns in its grid as its rows have; encoded, without a declaration."""
    from lxml import etree

    return etree.tostring(_door().fix_tables(xml), encoding="utf-8")
