"""Decree 30/2020/NĐ-CP as a table (`nd30.toml`), typed, and checked as it is read.

Every size, weight, margin, spacing and fixed word that the decree sets stands there once, with the clause it
comes from and the rule number (R001 and on) that messages carry. The stationery builds templates from the
values to `use`; the rules hold documents against the ranges allowed.
"""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from pipeline.decree.language import Language
from pipeline.decree.rows import (
    Align,
    Authority,
    Book,
    Citation,
    Cited,
    Code,
    Committee,
    Component,
    DocumentType,
    Level,
    Limit,
    Page,
    Paragraphs,
    Range,
    Ruling,
    Signatures,
    Urgency,
    Words,
)
from pipeline.typed import Record, unfit

__all__ = [
    "Align",
    "Authority",
    "Citation",
    "Committee",
    "Component",
    "Decree",
    "DocumentType",
    "Level",
    "Limit",
    "Range",
    "Urgency",
    "decree",
    "load",
]

TYPES, ABBREVIATIONS = 29, 27  # Điều 7: công văn and thư công have no abbreviation


class Decree(Record):
    """The whole table."""

    name: str
    face: str
    color: str
    page: Page
    paragraphs: Paragraphs
    components: tuple[Component, ...]
    signatures: Signatures
    types: tuple[DocumentType, ...]
    words: Words
    outgoing: Book
    authorities: tuple[Authority, ...]
    urgencies: tuple[Urgency, ...]
    language: Language
    rules: dict[Code, Ruling]
    reminders: dict[Code, Ruling]

    def component(self, key: str) -> Component:
        """The component called `key`; KeyError where the table has none."""
        return self._by_key[key]

    def type(self, key: str) -> DocumentType:
        """The type of document called `key`; KeyError where the table has none."""
        return self._types[key]

    def citation(self, code: str) -> Citation:
        """Where rule `code` stands, a row's, one of `rules` or of `reminders`; KeyError where the table has none."""
        return self.citations.get(code) or self.reminders[code]

    @cached_property
    def citations(self) -> dict[str, Citation]:
        """Every rule of the table by its number."""
        return {**{row.rule: row for row in reversed(list(self._cited()))}, **self.rules}

    def _cited(self) -> Iterator[Cited]:
        yield from (row for row in vars(self.page).values() if isinstance(row, Cited))
        yield from (row for row in vars(self.paragraphs).values() if isinstance(row, Cited))
        yield from self.components
        yield from (component.share for component in self.components if component.share)
        yield from self.authorities
        yield self.words.subject_length

    @cached_property
    def _by_key(self) -> dict[str, Component]:
        return {component.key: component for component in self.components}

    @cached_property
    def _types(self) -> dict[str, DocumentType]:
        return {one.key: one for one in self.types}

    def _check(self) -> None:
        for attribute in ("key", "style", "style_id"):
            _refuse_twice(f"component {attribute}", [getattr(one, attribute) for one in self.components])
        for attribute in ("key", "name", "abbreviation"):
            _refuse_twice(f"type {attribute}", [value for one in self.types if (value := getattr(one, attribute))])
        _refuse_twice("rule", [*self.rules, *self.reminders, *{row.rule for row in self._cited()}])
        _refuse_twice("name", [name.text for name in self.language.every_name()])
        if unknown := {one.rule for one in self.language.names} - set(self.rules):
            raise unfit(f"names of rules that are not there: {sorted(unknown)}")
        abbreviated = sum(bool(one.abbreviation) for one in self.types)
        if (len(self.types), abbreviated) != (TYPES, ABBREVIATIONS):
            raise unfit(f"{len(self.types)} types, {abbreviated} abbreviated: {TYPES}, {ABBREVIATIONS} expected")


def _refuse_twice(what: str, values: list[str]) -> None:
    if twice := sorted(value for value, times in Counter(values).items() if times > 1):
        raise unfit(f"{what} given twice: {twice}")


def load(source: str) -> Decree:
    """A table from its TOML; ValueError (TOML's are too) where it does not hold together."""
    if not unicodedata.is_normalized("NFC", source):
        raise unfit("the table is not in composed Unicode (NFC)")
    return Decree(**tomllib.loads(source, parse_float=Decimal))


@cache
def decree() -> Decree:
    """The table, read and validated once."""
    return load(Path(__file__).with_name("nd30.toml").read_text(encoding="utf-8"))
