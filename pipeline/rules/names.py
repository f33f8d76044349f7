"""Names that the decree's table spells out, found in a text however they are written there; what letters are."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.decree import decree
from pipeline.decree.language import Name

CAPITAL = (  # a class of the regular expressions: the capitals of Vietnamese
    "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
)
_WORD = re.compile(r"\w+")
_TWO_WORDS = re.compile(r"\w+(?: \w+)?")


class Spelling(NamedTuple):
    """What is not written as it should be; `code` is the text of the finding."""

    rule: str
    written: str
    wanted: str
    sure: bool
    code: str = "name-capitals"


def inside(text: str, position: int) -> bool:
    """Whether what stands here goes on a sentence, rather than begin one, a line of a list or a bracket."""
    before = text[:position].rstrip()[-1:]
    return before.isalnum() or before in ("_", ",")


def capitalised(text: str) -> str:
    """The text with a capital to begin with."""
    return text[:1].upper() + text[1:]


def misspelled(text: str) -> Iterator[Spelling]:
    """The names in a text whose capitals are wrong; the text has its quotations hidden."""
    small = text.lower()
    if len(small) != len(text):
        return
    end = 0
    for start, known in _known(small):
        for name in known if start >= end else ():
            if _is_here(name, text, small, start):
                end = start + len(name.text)
                fault = _judged(name, text[start:end], begins=not inside(text, start))
                if fault:
                    yield fault
                break


def _known(small: str) -> list[tuple[int, list[Name]]]:
    """Where a text in small letters has words that names begin with, in order, and these names."""
    (names, first_words), words = _names(), _WORD.findall(small)
    if first_words.isdisjoint(words):
        return []
    pairs = [f"{one} {two}" for one, two in pairwise(words) if one in first_words]
    at = {
        found.start(): names[key]
        for key in sorted(names.keys() & {*words, *pairs})  # two words behind the first of them, whose names they know
        for found in _standing(key).finditer(small)
    }
    return sorted(at.items(), key=itemgetter(0))


def _is_here(name: Name, text: str, small: str, start: int) -> bool:
    wanted, like = name.text.lower(), name.like
    end = start + len(wanted)
    if not small.startswith(wanted, start) or small[end : end + 1].isalnum():
        return False
    before, behind = small[:start].rstrip(), small[end:].lstrip()
    if like.after and not _ends(before, like.after):
        return False
    if text[start].islower() and _ends(before, like.end_of):
        return False
    return not _ends(before, like.not_after) and not any(_begins(behind, word) for word in like.not_before)


def _judged(name: Name, written: str, *, begins: bool) -> Spelling | None:
    right, like = {name.text, *name.like.also}, name.like
    if begins:
        right |= {capitalised(form) for form in right}
    if written in right or any(word.isupper() and len(word) > 1 for word in written.split()):
        return None
    if like.faulty == "capitals" and written[begins:].islower():
        return None
    if like.faulty == "small" and not written[0].islower():
        return None
    return Spelling(like.rule, written, capitalised(name.text) if begins else name.text, like.sure)


def _ends(text: str, words: tuple[str, ...]) -> bool:
    return f" {text}".endswith(_endings(words))


@cache
def _endings(words: tuple[str, ...]) -> tuple[str, ...]:
    """What a text with a space before it ends with where one of these words ends it."""
    return tuple(mark + word for word in words for mark in " (")


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


@cache
def _names() -> tuple[dict[str, list[Name]], frozenset[str]]:
    """The table's names by their first two words in small letters, behind those of two words those of the first.

    Then the first words of all.
    """
    names: dict[str, list[Name]] = {}
    for name in sorted(decree().language.every_name(), key=lambda one: -len(one.text)):
        if found := _TWO_WORDS.match(name.text.lower()):
            names.setdefault(found[0], []).append(name)
    for words, known in names.items():
        first, _, second = words.partition(" ")
        known.extend(names.get(first, ()) if second else ())
    return names, frozenset(words.partition(" ")[0] for words in names)


@cache
def _standing(words: str) -> re.Pattern[str]:
    """What finds these words of the table as words of their own."""
    return re.compile(rf"{words}(?!\w)(?<!\w{words})")
