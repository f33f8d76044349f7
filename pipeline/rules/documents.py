"""Documents that a text names by their type and number."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.decree import decree

NUMBER = r"\d+(?:/\d{4})?[-/][A-ZĐ][\w&]*(?:[-/.][\w&]+)*"
_GROUPS = re.compile(r"[^\W\d_][\w&]*")
_SYMBOL = re.compile(r"\d[-/][A-ZĐ]")  # every number has such a place


class Named(NamedTuple):
    """A document: its type as written, its number and symbol, and where both begin and end in the text."""

    type: str
    number: str
    start: int
    end: int


def named(text: str) -> Iterator[Named]:
    """The documents that a text names, in order: a type and the number of one of that type."""
    if "/" in text and _SYMBOL.search(text):
        for found in _document().finditer(text):
            if _is_of_type(found["number"], found["type"].lower()):
                yield Named(found["type"], found["number"], *found.span())


def _is_of_type(number: str, kind: str) -> bool:
    """Whether the symbol is that of the type: "hợp đồng số 69/2020/QH14" is the end of the name of a law."""
    group = _GROUPS.search(number)
    begins = group[0].rstrip("0123456789") if group else ""
    wanted = _abbreviations()[kind]
    return begins == wanted if wanted else begins not in _abbreviations().values()


@cache
def _abbreviations() -> dict[str, str]:
    """The types in small letters, and how their symbols begin; "" where it is with the issuer."""
    table = decree()
    types = {one.name.lower(): one.abbreviation for one in table.types}
    return types | {name.lower(): symbol for name, symbol in table.language.acts.items()}


@cache
def _document() -> re.Pattern[str]:
    names = "|".join(sorted(_abbreviations(), key=len, reverse=True))
    # "Bộ luật số 45/2019/QH14", "pháp luật số 64/2025/QH15": the word is the end of another.
    apart = r"(?<![\w/-])(?<!\bpháp )(?<!\b[Bb]ộ )"
    return re.compile(rf"{apart}(?P<type>(?i:{names}))(?: số)? (?P<number>{NUMBER})")
