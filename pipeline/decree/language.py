"""Rows of the decree's table about language: names with their capitals, words that citations are made of."""

from collections.abc import Iterator
from itertools import product
from typing import Annotated, Literal, NamedTuple

from pipeline.decree.rows import matching
from pipeline.typed import Record

Shape = Literal["any", "capitals", "small"]
Words = tuple[Annotated[str, matching(".+")], ...]


class Names(Record):
    """Names of one build, as they are written in the middle of a sentence: a head, a field and a tail, each with each.

    It also says which other spellings of them are faults.

    `faulty`: any other spelling; "capitals": one with a capital of its own (all in small letters it is another
    word); "small": one that begins small. `also` are spellings let pass. `after`: it counts only behind one of
    these words; `not_after`, `not_before`: next to one of these it is something else; `end_of`: behind one of
    these, and small, it is the end of another word. `sure` is False where practice is divided: a breach is advice.
    """

    rule: str
    heads: Words = ()
    fields: Words
    tails: Words = ()
    also: Words = ()
    faulty: Shape = "any"
    after: Words = ()
    not_after: Words = ()
    end_of: Words = ()
    not_before: Words = ()
    sure: bool = True


class Name(NamedTuple):
    """One of them, and what is said of it and its like."""

    text: str
    like: Names


class Language(Record):
    """Names, and the lists of words that the rules of language and order know.

    `point_letters` are the letters of points, in order. `laws` are cited by their name alone. `acts` are kinds of
    documents beside the 29 types, with their abbreviations. `papers` are types whose name means a document in any
    text, `things` those whose name often means something else, `parties` those that no agency issues alone; `forms`
    (by key) are filled in by hand, `blanks` begin what a template wants filled in. `issuers` need no name behind
    them. `units` are nouns of communes and districts.
    """

    point_letters: str
    laws: Words
    acts: dict[str, str]
    papers: Words
    things: Words
    parties: Words
    forms: Words
    blanks: Words
    issuers: Words
    units: Words
    surnames: Words
    ranks: Words
    names: tuple[Names, ...]

    def every_name(self) -> Iterator[Name]:
        """The names, each spelled out."""
        for one in self.names:
            for parts in product(one.heads or ("",), one.fields, one.tails or ("",)):
                yield Name(" ".join(filter(None, parts)), one)
