"""Words of others: what stands in quotation marks is not the document's own text."""

import re
from collections.abc import Sequence
from functools import lru_cache

HIDDEN = "\N{BLACK SQUARE}"  # stands for each character of a quotation: neither a letter nor a mark
_MARKS = re.compile(r'["“”„‟«»]')
_CLOSING = {"“": "”", "„": "”", "‟": "”", "«": "»", '"': '"'}


def own_words(texts: Sequence[str]) -> list[str]:
    """The paragraphs with what is quoted in them hidden, each as long as before.

    A quotation may go on over several paragraphs, as in a document that amends another. A mark that is never
    closed hides the rest of its own paragraph and no more.
    """
    shown: list[str] = []
    opened = ""
    for index, text in enumerate(texts):
        hidden, opened = hide(text, opened)
        if opened and not _is_closed(texts[index + 1 :], opened):
            opened = ""
        shown.append(hidden)
    return shown


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
