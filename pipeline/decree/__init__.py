"""Decree 30/2020/NĐ-CP as a typed, validated table (`nd30.toml`).

Every size, weight, margin, spacing and fixed word that the decree sets stands there once, with the clause it comes
from and the rule number (R001 and on) that messages carry. The stationery builds templates from the values to `use`;
the rules hold documents against the ranges allowed.
"""

import tomllib
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Align = Literal["left", "center", "right", "both"]
Level = Literal["error", "warning"]


class Row(BaseModel):
    """A row of the table: frozen, and with no key that the table does not define."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Cited(Row):
    """A row that comes from the decree: its rule number(s), its clause, how a breach counts."""

    rule: str = Field(pattern=r"^R\d{3}[a-z]?$")
    clause: str = Field(min_length=3)
    level: Level = "error"


class Range(Row):
    """A quantity (its unit is in the key that holds it): the least and the most allowed, and what we use.

    `only` lists the allowed values where not every value between is; `tolerance` is how far a measured value may
    stray from an allowed one.
    """

    least: Decimal
    most: Decimal = Field(allow_inf_nan=True)
    use: Decimal
    only: tuple[Decimal, ...] = ()
    tolerance: Decimal = Field(default=Decimal(0), ge=0)

    def allows(self, value: float) -> bool:
        """Whether a measured value is one that the decree allows."""
        slack = float(self.tolerance) + 1e-6
        if self.only:
            return any(abs(value - float(one)) <= slack for one in self.only)
        return float(self.least) - slack <= value <= float(self.most) + slack

    @model_validator(mode="after")
    def _use_is_allowed(self) -> Self:
        if not self.least <= self.use <= self.most or (self.only and self.use not in self.only):
            raise ValueError(f"use {self.use} lies outside {self.least} to {self.most}")
        return self


class Limit(Range, Cited):
    """A range with its citation."""


class Page(Row):
    """The page: millimetres throughout (rules R010 to R016, R021)."""

    width_mm: Limit
    height_mm: Limit
    top_mm: Limit
    bottom_mm: Limit
    left_mm: Limit
    right_mm: Limit
    header_mm: Range
    landscape_margin_mm: Limit


class Paragraphs(Row):
    """The body's paragraphs: points and millimetres (rules R085 to R088); `line` is in lines of text."""

    first_line_mm: Limit
    gap_pt: Limit
    line: Limit


class Component(Cited):
    """One component of a page (ô 1 to 14 of the decree's diagram): its look and, where fixed, its words.

    `key` is the English name, `name` the Vietnamese one. `rule` is the rule of its look. Sizes and spacings are
    points. `share` is the length of the rule drawn under it, as a share of its widest line ("text" components whose
    rule is as long as the text have 1 to 1).
    """

    key: str = Field(pattern=r"^[a-z][a-z_]*$")
    name: str
    size_pt: Range
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: Align
    align_also: tuple[Align, ...] = ()
    text: str = ""
    first_line: bool = False
    before_pt: Decimal = Decimal(0)
    after_pt: Decimal = Decimal(0)
    keep_next: bool = False
    share: Limit | None = None

    @property
    def style(self) -> str:
        """The paragraph style's name in Word, e.g. "ND30 Quốc hiệu"."""
        return f"ND30 {self.name}"

    @property
    def style_id(self) -> str:
        """The paragraph style's id in the XML, e.g. "ND30NationalTitle"."""
        return "ND30" + "".join(part.capitalize() for part in self.key.split("_"))


class DocumentType(Row):
    """One of the 29 types of Điều 7: `abbreviation` is empty for công văn and thư công.

    `template` numbers the decree's sample (Phụ lục III). `addressed`: whether it has Kính gửi ("upward": only when
    sent to a higher body). `first_recipient`: how Nơi nhận begins.
    """

    key: str
    name: str
    abbreviation: str = ""
    template: str = ""
    addressed: Literal["no", "yes", "upward"] = "no"
    first_recipient: Literal["as_above", "as_article", "listed", "none"] = "listed"


class Decree(Row):
    """The whole table."""

    name: str
    face: str
    color: str
    page: Page
    paragraphs: Paragraphs
    components: tuple[Component, ...]
    types: tuple[DocumentType, ...]

    def component(self, key: str) -> Component:
        """The component called `key`; KeyError where the table has none."""
        return self._by_key[key]

    @cached_property
    def _by_key(self) -> dict[str, Component]:
        return {component.key: component for component in self.components}

    @model_validator(mode="after")
    def _keys_and_styles_are_unique(self) -> Self:
        for attribute in ("key", "style", "style_id"):
            values = [getattr(component, attribute) for component in self.components]
            if twice := {value for value in values if values.count(value) > 1}:
                raise ValueError(f"component {attribute} given twice: {sorted(twice)}")
        return self


@cache
def decree() -> Decree:
    """The table, read and validated once."""
    source = files(__name__).joinpath("nd30.toml").read_text(encoding="utf-8")
    return Decree.model_validate(tomllib.loads(source, parse_float=Decimal))
