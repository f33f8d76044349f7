"""The ways in which offices make their Word files."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """One maker's habits; lengths of margins in millimetres, sizes in points, the rest in twips."""

    name: str
    fonts: str = "direct"  # direct, normal (the style Normal), defaults (docDefaults), styles (of his own)
    margins: tuple[int, int, int, int] = (20, 20, 30, 15)  # top, bottom, left, right
    size: int = 14
    small: int = 13  # national title, agency names
    motto: int = 14
    date: int = 14
    letter_subject: int = 12
    first_line: int = 720
    before: int = 120
    after: int = 0
    line: int = 240
    head: str = "2x2"  # 2x2, column (one row, many paragraphs), breaks (one row, line breaks), 3rows
    cell_margin: int = 0
    rule: str = "drawing"  # drawing (with a VML fallback), vml, border, own border (of the motto itself)
    numbers: str = "typed"  # typed, auto
    foot: str = "table"  # table, tabs, frame
    tone: str = "new"  # hòa, ủy; old: hoà, uỷ
    blank: str | None = None  # what a draft has for its number and day
    field: str = "complex"  # complex, simple
    keep: bool = False  # the last lines with the signature
    address_indent: int = 1985
    borders: str = "none"  # of the layout tables: none (said so), absent

    def spelt(self, text: str) -> str:
        """The text in this maker's way of placing the tone."""
        return OLD.sub(swapped, text) if self.tone == "old" else text


PAIRS = "òa oà, óa oá, ỏa oả, õa oã, ọa oạ, òe oè, óe oé, ỏe oẻ, ùy uỳ, úy uý, ủy uỷ, ũy uỹ, ụy uỵ"
SWAP = dict(pair.split() for pair in PAIRS.split(", "))
OLD = re.compile(rf"({'|'.join(SWAP)})(?!\w)", re.IGNORECASE)


def swapped(match: re.Match[str]) -> str:
    """Two letters with the tone on the other one, each in its case."""
    old = SWAP[match[0].lower()]
    return "".join(new.upper() if was.isupper() else new for new, was in zip(old, match[0], strict=True))


DIALECTS = {
    dialect.name: dialect
    for dialect in (
        Dialect("typist"),
        Dialect(
            "default-cells",
            fonts="normal",
            margins=(25, 25, 35, 20),
            size=13,
            small=12,
            motto=13,
            date=13,
            first_line=567,
            line=276,
            head="column",
            cell_margin=108,
            rule="vml",
            field="simple",
            borders="absent",
        ),
        Dialect(
            "styled",
            fonts="styles",
            margins=(20, 25, 30, 20),
            small=12,
            motto=13,
            date=13,
            before=0,
            after=120,
            head="3rows",
            rule="border",
            numbers="auto",
            tone="old",
            keep=True,
        ),
        Dialect(
            "tabber",
            fonts="defaults",
            margins=(25, 20, 35, 15),
            motto=13,
            small=12,
            size=13,
            letter_subject=13,
            date=13,
            before=60,
            after=60,
            line=360,
            head="breaks",
            foot="tabs",
            rule="own border",
        ),
        Dialect(
            "draft-spaces",
            fonts="normal",
            margins=(20, 20, 30, 20),
            motto=14,
            small=12,
            date=13,
            first_line=567,
            head="3rows",
            cell_margin=108,
            blank="      ",
            rule="vml",
            numbers="auto",
            field="simple",
        ),
        Dialect("draft-dots", blank="……", head="column", rule="drawing", foot="frame", tone="old", before=160),
        Dialect(
            "draft-underscores",
            fonts="defaults",
            margins=(22, 22, 32, 16),
            size=13,
            date=13,
            small=12,
            motto=13,
            letter_subject=13,
            first_line=567,
            line=300,
            cell_margin=108,
            blank="____",
            rule="border",
            keep=True,
            address_indent=1701,
        ),
        Dialect(
            "framer",
            fonts="styles",
            margins=(21, 23, 33, 17),
            size=13,
            small=12,
            motto=13,
            date=14,
            before=100,
            after=100,
            line=264,
            head="breaks",
            cell_margin=108,
            rule="drawing",
            foot="frame",
            numbers="auto",
            field="simple",
            borders="absent",
        ),
    )
}
