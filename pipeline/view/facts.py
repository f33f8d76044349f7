"""Facts about a text in which its digits have no say: most papers of a kind differ in dates and numbers.

Such a fact sees where digits stand, but not which they are. So what it says of the text with all its digits made alike
(`masked`) it says of the text, unless it quotes digits.
"""

import re
from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

_DIGITS = b"0123456789"
_ALIKE = bytes.maketrans(_DIGITS, b"1" * len(_DIGITS))  # with zeros "Mục 12" would be no label, as "Mục 00" is none
_DIGIT = re.compile("[0-9]")
_BLIND: set[Callable[..., object]] = {str.startswith, str.endswith, str.isascii}


def blind_to_digits(fact: F) -> F:
    """A fact of a text `t` that is the same as that of `masked(t)` wherever the latter holds no digit.

    What it is given beside the text may be words without digits, and other such facts.
    """
    _BLIND.add(_plain(fact))
    return fact


def blind_facts() -> frozenset[Callable[..., object]]:
    """All such facts of the modules that are loaded."""
    return frozenset(_BLIND)


def is_blind(fact: Callable[..., object], given: tuple[object, ...], value: object) -> bool:
    """Whether every text that is masked alike has this value too where the masked text has it."""
    return _plain(fact) in _BLIND and all(map(_is_free, given)) and not _DIGIT.search(repr(value))


def masked(piece: bytes) -> bytes:
    """XML text in UTF-8 with all digits the same, but for those of references to quotation marks."""
    if b"&#" in piece:
        piece = piece.replace(b"&#34;", b"&quot;").replace(b"&#39;", b"&apos;")
    return piece.translate(_ALIKE)


def _is_free(given: object) -> bool:
    if callable(given):
        return _plain(given) in _BLIND
    return isinstance(given, str) and not _DIGIT.search(given)


def _plain(fact: Callable[..., object]) -> Callable[..., object]:
    """The function behind a cache."""
    return getattr(fact, "__wrapped__", fact)
