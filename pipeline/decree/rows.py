"""The rows of the decree's table."""

import re
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pipeline.typed import Reader, Record, unfit

Align = Literal["left", "center", "right", "both"]
Level = Literal["error", "warning"]


def matching(pattern: str) -> Reader:
    """Reads a text that matches the pattern as a whole."""

    def read(value: object) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise unfit(f"{value!r} does not match {pattern}")
        return value

    return read


Code = Annotated[str, matching(r"[RV]\d{3}[a-z]?")]
Key = Annotated[str, matching(r"[a-z][a-z_]*")]
Said = Annotated[str, matching(r".{3,}")]
Cell = Literal["", "1", "2", "3", "4", "5a", "5b", "6", "7a", "7b", "9a", "9b", "10b", "11", "12", "13", "14"]


class Citation(Record):
    """Where a rule stands in the decree and how a breach counts.

    `private` is False for what cannot be asked of a paper that a citizen signs (a commitment).
    """

    clause: Said
    level: Level = "error"
    private: bool = True


class Ruling(Citation):
    """A rule that no other row holds: `says` is what it asks, in Vietnamese."""

    says: Said


class Cited(Citation):
    """A row that comes from the decree: its rule number and its citation."""

    rule: Code


class Range(Record):
    """A quantity (its unit is in the key that holds it): the least and the most allowed, and what we use.

    `only` lists the allowed values where not every value between is; `tolerance` is how far a measured value
    may stray from an allowed one.
    """

    least: Decimal
    most: Decimal
    use: Decimal
    only: tuple[Decimal, ...] = ()
    tolerance: Decimal = Decimal(0)

    def allows(self, value: float) -> bool:
        """Whether a measured value is one that the decree allows."""
        return any(low <= value <= high for low, high in self._allowed)

    @cached_property
    def _allowed(self) -> tuple[tuple[float, float], ...]:
        slack = float(self.tolerance) + 1e-6
        pairs = [(one, one) for one in self.only] or [(self.least, self.most)]
        return tuple((float(low) - slack, float(high) + slack) for low, high in pairs)

    def _check(self) -> None:
        if not self.least <= self.use <= self.most or (self.only and self.use not in self.only):
            raise unfit(f"use {self.use} lies outside {self.least} to {self.most}")
        if self.tolerance < 0:
            raise unfit(f"tolerance {self.tolerance} is less than nothing")


class Limit(Range, Cited):
    """A range with its citation."""


class Page(Record):
    """The page: millimetres throughout (rules R010 to R016, R021).

    `signature_mm` is the room between the office and the signer's name (R148); no check measures it.
    """

    width_mm: Limit
    height_mm: Limit
    top_mm: Limit
    bottom_mm: Limit
    left_mm: Limit
    right_mm: Limit
    header_mm: Range
    landscape_margin_mm: Limit
    signature_mm: Range


class Paragraphs(Record):
    """The body's paragraphs: points and millimetres (rules R085 to R088); `line` is in lines of text."""

    first_line_mm: Limit
    gap_pt: Limit
    line: Limit


class Component(Cited):
    """One component of a page: its look and, where fixed, its words.

    `cell` is its ô (1 to 14) in the decree's diagram. `key` is the English name, `name` the Vietnamese one.
    `rule` is the rule of its look. Sizes and spacings are points. `caps`: all in capitals; `lower`: never all
    in capitals; `mixed`: part of it may differ in weight or slant; `required`: every document has it.
    `align_also` are alignments that the decree leaves open. `text` is what it says where the decree fixes
    that, or what it begins with. `share` is the length of the rule drawn under it, as a share of its widest
    line ("text" components whose rule is as long as the text have 1 to 1).
    """

    key: Key
    name: str
    cell: Cell = ""
    size_pt: Range
    bold: bool = False
    italic: bool = False
    caps: bool = False
    lower: bool = False
    mixed: bool = False
    required: bool = False
    align: Align
    align_also: tuple[Align, ...] = ()
    text: str = ""
    first_line: bool = False
    before_pt: Decimal = Decimal(0)
    after_pt: Decimal = Decimal(0)
    left_mm: Decimal = Decimal(0)
    keep_next: bool = False
    share: Limit | None = None

    @property
    def style(self) -> str:
        """The paragraph style's name in Word, e.g. "ND30 Quốc hiệu"; to Word a comma would begin a second name."""
        return f"ND30 {self.name.replace(',', ' và')}"

    @property
    def style_id(self) -> str:
        """The paragraph style's id in the XML, e.g. "ND30NationalTitle"."""
        return "ND30" + "".join(part.capitalize() for part in self.key.split("_"))


class Picture(Cited):
    """The picture of a digital signature (R146, R147): a PNG that lets the page through, of one colour.

    `covers` is the share of the signer's picture, from its left, that a seal lies over.
    """

    color: Literal["blue", "red"]
    covers: Range | None = None


class Signatures(Record):
    """The pictures of the signer's digital signature and of the agency's; the forms of copies by their symbols."""

    signer: Picture
    agency: Picture
    copies: dict[str, str]


class DocumentType(Record):
    """One of the 29 types of Điều 7: `abbreviation` is empty for công văn and thư công.

    `template` numbers the decree's sample (Phụ lục III). `addressed`: whether it has Kính gửi ("upward": only
    when sent to a higher body). `first_recipient`: how Nơi nhận begins
    ("open": the form leaves it open). `resolves`: the words above its articles,
    where it has such. `summed_up`: whether its sample has a summary below the name of the type.
    """

    key: Key
    name: str
    abbreviation: str = ""
    template: str = ""
    addressed: Literal["no", "yes", "upward"] = "no"
    first_recipient: Literal["as_above", "as_article", "listed", "none", "open"] = "listed"
    resolves: str = ""
    summed_up: bool = True


class Committee(Record):
    """A body that signs as a collective, and its abbreviation in symbols."""

    name: str
    abbreviation: str


class Deputy(Record):
    """The office of a deputy who is not called "PHÓ", and that of the head."""

    head: str
    deputy: str


class Book(Record):
    """The register of outgoing documents (R210): `title` on its cover, the headers of its ten `columns`.

    `volume`, `year`, `days` and `numbers` are the lines of the cover, with the places of their values.
    """

    title: str
    year: str
    days: str
    numbers: str
    volume: str
    columns: tuple[str, ...]


class Words(Record):
    """Fixed words outside the components, and lists of words that the checks know."""

    closing: str
    archive: str
    records_desk: str
    as_above: str
    as_article: str
    as_addressed: str
    annex_note: str
    commitment: str
    copies: tuple[str, ...]
    mixed_case: tuple[str, ...]
    offices: tuple[str, ...]
    deputies: tuple[str, ...]
    bodies: tuple[str, ...]
    no_offices: tuple[str, ...]
    secrecies: tuple[str, ...]
    circulations: tuple[str, ...]
    full_places: tuple[str, ...]
    commemorated: tuple[str, ...]
    honorifics: tuple[str, ...]
    committees: tuple[Committee, ...]
    other_deputies: tuple[Deputy, ...]
    subject_length: Limit


class Authority(Cited):
    """In whose name a document is signed: "TM." and the like, and what the rule says of it, in Vietnamese."""

    prefix: str
    says: Said


class Urgency(Record):
    """A stamp of urgency and its box (R156)."""

    text: str
    width_mm: Decimal
    height_mm: Decimal
    tolerance_mm: Decimal
