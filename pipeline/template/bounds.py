"""How much a template may make at once, and altogether.

Sizes are told from the operands, before anything is made. What is made is charged to the rendering's steps
(`State.count`), so that neither many large values nor work on them goes on without end.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jinja2.exceptions import SecurityError
from jinja2.utils import Namespace

from pipeline.template.faults import FaultError
from pipeline.template.state import current, listed

LONGEST = 1 << 18
"""The most characters, or items, that an operator, a filter or a method may make at once."""

MOST_BITS = 4096
"""The most binary digits of a number."""

_LONGEST_BLOCK = 1 << 21  # characters of XML from a macro or a block
_MOST_NODES = 1 << 19  # values in a list, its items' items included
_DEEPEST = 64
_WIDEST = 9999  # what _WIDE lets pass
_WIDE = re.compile(r"%(\(\w*\))?[-+ #0]*(\d{5}|\*|\d*\.(\d{5}|\*))|\{[^{}]*:[^{}]*(\d{5}|\{)")
_NUMBER = re.compile(r"\d+")
_TEXTS = frozenset((str,))
_WHOLE = frozenset((str, int, float, bool, list, tuple, dict, type(None)))
_VIEWS: tuple[type[Any], ...] = (type({}.keys()), type({}.values()), type({}.items()))
_CONTAINERS: tuple[type[Any], ...] = (list, tuple, dict, set, frozenset, *_VIEWS)


def refuse_beyond(size: float, most: int = LONGEST) -> None:
    """Raise FaultError where the size is more than the most that may be."""
    if size > most:
        raise FaultError("template-endless")


def charge(characters: int, items: int = 0) -> None:
    """Count work as steps: 32 characters make one, and two items."""
    if steps := (characters >> 5) + (items >> 1):
        current().count(steps)


def bounded(value: Any) -> Any:
    """A value that a template has made, charged. Raises FaultError where it is too large to go on with."""
    if isinstance(value, str | bytes):
        refuse_beyond(len(value))
        charge(len(value))
    elif isinstance(value, _CONTAINERS):
        scale = Scale()
        scale.add(value)
        charge(scale.characters >> 4, len(value) + (scale.nodes >> 3))
    elif isinstance(value, int):
        refuse_beyond(value.bit_length(), MOST_BITS)
    elif isinstance(value, Fraction):
        refuse_beyond(value.numerator.bit_length() + value.denominator.bit_length(), MOST_BITS)
    elif isinstance(value, Decimal) and value.is_finite():
        refuse_beyond(abs(value.adjusted()), MOST_BITS)
    return value


def compared(value: Any) -> Any:
    """An operand of a comparison, charged."""
    if isinstance(value, str | bytes):
        charge(len(value))
    elif isinstance(value, range):
        charge(0, len(value))
    elif isinstance(value, _CONTAINERS):
        bounded(value)
    return value


def printed(value: Any) -> Any:
    """A value about to be printed into a block, charged with what its escaping takes."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        charge(2 * len(value))
    return value


def block(pieces: Iterable[str]) -> str:
    """The text of a macro or of a block: Jinja's `concat`."""
    pieces = list(pieces)
    size = sum(map(len, pieces))
    refuse_beyond(size, _LONGEST_BLOCK)
    charge(size >> 1)
    return "".join(pieces)


def settled(value: Any) -> Any:
    """The value; where it comes bit by bit, as a list."""
    if value.__class__ in _WHOLE or not isinstance(value, Iterator):
        return value
    items = listed(value)
    refuse_beyond(len(items))
    return items


def characters(*values: Any) -> int:
    """At least as many characters as the values print. Raises FaultError beyond the most."""
    if _TEXTS.issuperset(map(type, values)):  # as in most calls
        length = sum(map(len, values))
        refuse_beyond(length)
        charge(length)
        return length
    scale = Scale(printing=True)
    for value in values:
        scale.add(value)
    charge(scale.characters, scale.nodes >> 3)
    return scale.characters


class Scale:
    """How many values there are and, about, how long they print; each is counted wherever it is found.

    Records of the context are weighed only for `printing`, which has the bound LONGEST: none can be made by
    a template. Raises FaultError beyond the bounds.
    """

    def __init__(self, *, printing: bool = False) -> None:
        self.nodes = self.characters = 0
        self._printing = printing

    def add(self, value: Any, depth: int = 0) -> None:
        """Weigh a value that was found this deep."""
        self.nodes += 1
        if isinstance(value, str):
            self.characters += len(value)
        elif value.__class__ is int:
            self.characters += 1 + value.bit_length() // 3
        elif isinstance(value, _CONTAINERS):
            self._add_all(value, depth)
        elif self._printing:
            self._add_other(value, depth)
        if self._printing:
            refuse_beyond(self.characters)

    def _add_all(self, values: Iterable[Any], depth: int) -> None:
        refuse_beyond(depth, _DEEPEST)
        for value in values.values() if isinstance(values, dict) else values:
            self.characters += 4  # quotes, a comma and a space
            if value.__class__ is str:
                self.nodes += 1
                self.characters += len(value)
            else:
                self.add(value, depth + 1)
        if isinstance(values, dict):
            self._add_all(list(values), depth)
        refuse_beyond(self.nodes, _MOST_NODES)

    def _add_other(self, value: Any, depth: int) -> None:
        if isinstance(value, bytes | range):
            self.characters += 4 * len(value)
        elif isinstance(value, int):
            self.characters += 1 + value.bit_length() // 3
        elif isinstance(value, Namespace):
            self._add_all(value._Namespace__attrs, depth)
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            self._add_all({field.name: getattr(value, field.name, "") for field in dataclasses.fields(value)}, depth)
        else:
            self.characters += 32


def refuse_product(left: Any, right: Any) -> None:
    """What `left * right` asks for before it is made."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, str | bytes | list | tuple) and isinstance(other, int):
            refuse_beyond(len(one) * other)


def refuse_pattern(pattern: str, values: Any) -> None:
    """What a pattern with `%` or `{}` asks for before it is filled with the values."""
    if _WIDE.search(pattern):
        raise SecurityError("a pattern with a large or computed width")
    widest = max((min(int(width[:5]), _WIDEST) for width in _NUMBER.findall(pattern)), default=0)
    fields = pattern.count("%") + pattern.count("{")
    refuse_beyond(len(pattern) + fields * (widest + characters(values)))
