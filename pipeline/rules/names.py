"""Names that the decree's table spells out, found in a text however they are written there; what letters are."""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from pipeline.decree import decree
from pipeline.decree.language import Name

CAPITAL = (  # a class of the regular expressions: the capitals of Vietnamese
    "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
)
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"[\w,]\s*\Z")


class Spelling(NamedTuple):
    """What is not written as it should be; `code` is the text of the finding."""

    rule: str
    written: str
    wanted: str
    sure: bool
    code: str = "name-capitals"


def inside(text: str, position: int) -> bool:
    """Whether what stands here goes on a sentence, rather than begin one, a line of a list or a bracket."""
    return _INSIDE.search(text, 0, position) is not None


def capitalised(text: str) -> str:
    """The text with a capital to begin with."""
    return text[:1].upper() + text[1:]


def misspelled(text: str) -> Iterator[Spelling]:
    """The names in a text whose capitals are wrong; the text has its quotations hidden."""
    small = text.lower()
    if len(small) != len(text) or not _beginnings().search(small):
        return
    end = 0
    for word in _openings().finditer(small):
        start = word.start()
        if start < end:
            continue
        for name in _names()[word[0]]:
            if _is_here(name, text, small, start):
                end = start + len(name.text)
                found = _judged(name, text[start:end], begins=not inside(text, start))
                if found:
                    yield found
                break


def _is_here(name: Name, text: str, small: str, start: int) -> bool:
    wanted = name.text.lower()
    end = start + len(wanted)
    if not small.startswith(wanted, start) or small[end : end + 1].isalnum():
        return False
    before, behind = small[:start].rstrip(), small[end:].lstrip()
    if name.after and not _ends(before, name.after):
        return False
    if text[start].islower() and _ends(before, name.end_of):
        return False
    return not _ends(before, name.not_after) and not any(_begins(behind, word) for word in name.not_before)


def _judged(name: Name, written: str, *, begins: bool) -> Spelling | None:
    right = {name.text, *name.also}
    if begins:
        right |= {capitalised(form) for form in right}
    if written in right or any(word.isupper() and len(word) > 1 for word in written.split()):
        return None
    if name.faulty == "capitals" and written[begins:].islower():
        return None
    if name.faulty == "small" and not written[0].islower():
        return None
    return Spelling(name.rule, written, capitalised(name.text) if begins else name.text, name.sure)


def _ends(text: str, words: tuple[str, ...]) -> bool:
    return any(text == word or text.endswith((f" {word}", f"({word}")) for word in words)


def _begins(text: str, word: str) -> bool:
    return text.startswith(word) and not text[len(word) : len(word) + 1].isalnum()


@cache
def _names() -> dict[str, tuple[Name, ...]]:
    """The table's names by their first word in small letters, the longest first."""
    found: dict[str, list[Name]] = {}
    for name in sorted(decree().language.every_name(), key=lambda one: -len(one.text)):
        first = _WORD.match(name.text.lower())
        if first:
            found.setdefault(first[0], []).append(name)
    return {first: tuple(names) for first, names in found.items()}


@cache
def _beginnings() -> re.Pattern[str]:
    """How the table's names begin, each with two words: most texts have none of them, and are soon done."""
    return re.compile(_either({" ".join(name.text.lower().split(" ")[:2]) for name in decree().language.every_name()}))


def _either(words: Collection[str]) -> str:
    """An expression for these words that reads what they have in common once."""
    rest = {word[0]: [other[1:] for other in words if other[:1] == word[0]] for word in sorted(filter(None, words))}
    if not rest:
        return ""
    branches = "|".join(re.escape(letter) + _either(others) for letter, others in rest.items())
    return f"(?:{branches})?" if "" in words else f"(?:{branches})"


@cache
def _openings() -> re.Pattern[str]:
    """The first words of the table's names, as whole words."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_names())})(?!\w)")
