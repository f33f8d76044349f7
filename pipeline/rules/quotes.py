"""Words of others: what stands in quotation marks is not the document's own text."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Protocol, TypeVar

from pipeline.view.facts import blind_to_digits

HIDDEN = "\N{BLACK SQUARE}"  # stands for each character of a quotation: neither a letter nor a mark
_MARKS = re.compile(r'["“”„‟«»]')
_CLOSING = {"“": "”", "„": "”", "‟": "”", "«": "»", '"': '"'}
T = TypeVar("T")


class Tells(Protocol):
    """What tells facts about a text, as `Part.tells` about a part's words."""

    def __call__(self, fact: Callable[..., T], /, *given: object) -> T:
        """What the fact makes of the text and of what is given."""


def telling(text: str) -> Tells:
    """What tells facts about this text."""
    return partial(_told, text)


def own_words(lines: Sequence[Tells]) -> list[Tells]:
    """What tells of each paragraph with what is quoted in it hidden, each as long as before.

    A quotation may go on over several paragraphs, as in a document that amends another. A mark that is never
    closed hides the rest of its own paragraph and no more.
    """
    quoting = [line(_quoting) for line in lines]
    if None in quoting:
        return [telling(text) for text in _across([line(str) for line in lines])]
    return [partial(line, _hidden) if quotes else line for line, quotes in zip(lines, quoting, strict=True)]


def _across(texts: Sequence[str]) -> list[str]:
    shown: list[str] = []
    opened = ""
    for index, text in enumerate(texts):
        hidden, opened = hide(text, opened)
        if opened and not _is_closed(texts[index + 1 :], opened):
            opened = ""
        shown.append(hidden)
    return shown


@blind_to_digits
@lru_cache(maxsize=8192)
def _quoting(text: str) -> bool | None:
    """Whether a text quotes others, taken by itself; None where a quotation is not over at its end."""
    if not _MARKS.search(text):
        return False
    return None if hide(text)[1] else True


@blind_to_digits
def _hidden(text: str, fact: Callable[..., T], *given: object) -> T:
    return fact(hide(text)[0], *given)


def _told(text: str, fact: Callable[..., T], *given: object) -> T:
    return fact(text, *given)


@lru_cache(maxsize=4096)
def hide(text: str, opened: str = "") -> tuple[str, str]:
    """The text with its quotations hidden, and the mark that is still open at its end; `opened` was before it."""
    if not opened and not _MARKS.search(text):
        return text, ""
    parts: list[str] = []
    start = 0
    for mark in _MARKS.finditer(text):
        piece = text[start : mark.start()]
        if opened and mark[0] == _CLOSING[opened]:
            parts.append(HIDDEN * (len(piece) + 1))
            opened = ""
        elif opened or mark[0] not in _CLOSING:
            parts.append(HIDDEN * (len(piece) + 1) if opened else piece + HIDDEN)
        else:
            parts.append(piece + HIDDEN)
            opened = mark[0]
        start = mark.end()
    rest = text[start:]
    parts.append(HIDDEN * len(rest) if opened else rest)
    return "".join(parts), opened


def _is_closed(later: Sequence[str], opened: str) -> bool:
    """Whether the first paragraph with such marks closes the quotation."""
    closing = _CLOSING[opened]
    for text in later:
        if closing == opened:
            if opened in text:
                return text.count(opened) % 2 == 1
        elif closing in text or opened in text:
            return text.find(closing) >= 0 and (opened not in text or text.find(closing) < text.find(opened))
    return False
