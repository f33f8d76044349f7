"""Rows of the decree's table about language: names with their capitals, words that citations are made of."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Annotated, Literal

from pydantic import Field

from pipeline.decree.rows import Row

Shape = Literal["any", "capitals", "small"]
Words = tuple[Annotated[str, Field(min_length=1)], ...]


class Name(Row):
    """A name as it is written in the middle of a sentence, and which other spellings of it are faults.

    `faulty`: any other spelling; "capitals": one with a capital of its own (all in small letters it is another
    word); "small": one that begins small. `also` are spellings let pass. `after`: it counts only behind one of
    these words; `not_after`, `not_before`: next to one of these it is something else; `end_of`: behind one of
    these, and small, it is the end of another word. `sure` is False where practice is divided: a breach is advice.
    """

    rule: str
    text: str = Field(min_length=2)
    also: Words = ()
    faulty: Shape = "any"
    after: Words = ()
    not_after: Words = ()
    end_of: Words = ()
    not_before: Words = ()
    sure: bool = True


class NameFamily(Row):
    """Names of one build: a head, a field and a tail, each with each; the rest is as in `Name`."""

    rule: str
    heads: Words = ()
    fields: Words
    tails: Words = ()
    faulty: Shape = "any"
    after: Words = ()
    not_after: Words = ()
    end_of: Words = ()
    not_before: Words = ()
    sure: bool = True

    def names(self) -> Iterator[Name]:
        """Each of them, spelled out."""
        shared = self.model_dump(exclude={"heads", "fields", "tails"})
        for parts in product(self.heads or ("",), self.fields, self.tails or ("",)):
            yield Name(text=" ".join(filter(None, parts)), **shared)


class Language(Row):
    """Names, and the lists of words that the rules of language and order know.

    `point_letters` are the letters of points, in order. `laws` are cited by their name alone. `acts` are kinds of
    documents beside the 29 types, with their abbreviations. `papers` are types whose name means a document in any
    text, `things` those whose name often means something else, `parties` those that no agency issues alone; `forms`
    (by key) are filled in by hand. `issuers` need no name behind them. `units` are nouns of communes and districts.
    """

    point_letters: str
    laws: Words
    acts: Mapping[str, str]
    papers: Words
    things: Words
    parties: Words
    forms: Words
    issuers: Words
    units: Words
    surnames: Words
    ranks: Words
    names: tuple[Name, ...]
    families: tuple[NameFamily, ...]

    def every_name(self) -> Iterator[Name]:
        """The names, those of the families spelled out."""
        yield from self.names
        for family in self.families:
            yield from family.names()
