"""Jinja's filters and the methods of texts, whose results are measured before they are made."""

from collections.abc import Callable, Mapping
from functools import wraps
from math import prod
from typing import Any

from jinja2.filters import make_attrgetter

from pipeline.template.bounds import LONGEST, bounded, characters, charge, refuse_beyond, refuse_pattern, settled

Filter = Callable[..., Any]

_FREE = frozenset(
    (
        *("abs", "attr", "count", "d", "default", "e", "escape"),
        *("first", "forceescape", "last", "length", "safe"),
    )
)
"""Filters that take no longer, and make no more, however large their values are."""

_OF_ITEMS = frozenset(
    (
        *("batch", "items", "join", "list", "map", "reject"),
        *("rejectattr", "reverse", "select", "selectattr", "slice"),
    )
)
"""Filters that look at each item of a list once."""

_OF_ORDER = frozenset(("dictsort", "groupby", "max", "min", "sort", "sum", "unique"))
"""Filters that compare the items of a list, whatever is in them, or add them up."""

_MOST_PLACES = 300  # of a number, by `round`
_MOST_COPIES = LONGEST << 8  # characters that a slow function moves about

METHODS_REFUSED = frozenset(("encode", "escape", "maketrans", "striptags", "translate"))
"""What a template may not call of a text; `measure_method` knows all others that make a text longer."""


def with_bounds(filters: Mapping[str, Filter]) -> dict[str, Filter]:
    """The filters, which refuse what they would make too long or too slowly."""
    return {name: function if name in _FREE else _with_bounds(name, function) for name, function in filters.items()}


def _with_bounds(name: str, function: Filter) -> Filter:
    measure = _items if name in _OF_ITEMS else _order if name in _OF_ORDER else _texts
    size = _SIZES.get(name)

    @wraps(function)
    def filtered(*args: Any, **kwargs: Any) -> Any:
        args = tuple([settled(value) for value in args])
        measure((*args, *kwargs.values()))
        if size is not None:
            refuse_beyond(size(*args, **kwargs))
        return bounded(function(*args, **kwargs))

    return filtered


def _items(values: tuple[Any, ...]) -> None:
    """Charge for a walk over a list, for each item of which other values are looked through."""
    words = sum([len(value) for value in values if isinstance(value, str)])
    items = prod([max(1, len(value)) for value in values if isinstance(value, list | tuple | dict | range)])
    charge(words, items * (1 + words // 32))


def _order(values: tuple[Any, ...]) -> None:
    """Charge for the comparison of all that lists have in them."""
    for value in values:
        if isinstance(value, list | tuple | dict | range):
            bounded(value)
            charge(0, 2 * len(value))


def _texts(values: tuple[Any, ...]) -> None:
    """Charge for the values as texts."""
    characters(*values)


# The most characters, or items, that a filter makes of what it is called with.


def _formatted(pattern: Any, *args: Any, **kwargs: Any) -> int:
    refuse_pattern(str(pattern), (args, kwargs))
    return 0


def _indented(s: str, width: Any = 4, *_: Any, **__: Any) -> int:
    return len(s) + (len(s.splitlines()) + 1) * _width(width)


def _joined(eval_ctx: Any, value: Any, d: Any = "", attribute: Any = None) -> int:
    items = list(value)
    if attribute is not None:
        items = list(map(make_attrgetter(eval_ctx.environment, attribute), items))
    return characters(items) + len(items) * characters(d)


def _replaced(_: Any, s: Any, old: Any, new: Any, *__: Any, **___: Any) -> int:
    return _put_for(characters(s), characters(old), characters(new))


def _rounded(_: Any, precision: int = 0, *__: Any, **___: Any) -> int:
    refuse_beyond(abs(precision), _MOST_PLACES)
    return 0


def _stripped(value: Any) -> int:
    refuse_beyond(characters(value) ** 2 >> 3, _MOST_COPIES)  # each comment is cut out of the whole text
    return 0


def _as_json(_: Any, value: Any, indent: Any = None) -> int:
    return characters(value) * (1 + _width(indent or 0))


def _wrapped(_: Any, s: str, width: int = 79, *args: Any, **kwargs: Any) -> int:
    lines = len(s) // max(1, width) + 1
    refuse_beyond(lines * len(s), _MOST_COPIES)  # each line is cut off the rest of its word
    between = max([len(value) for value in (*args, *kwargs.values()) if isinstance(value, str)], default=1)
    return len(s) + (lines + len(s.split()) + len(s.splitlines())) * between


_SIZES: dict[str, Callable[..., int]] = {
    "batch": lambda _, linecount, *__, **___: linecount,
    "center": lambda _, width=80: width,
    "format": _formatted,
    "indent": _indented,
    "join": _joined,
    "replace": _replaced,
    "round": _rounded,
    "slice": lambda _, __, slices, *___, **____: slices,
    "striptags": _stripped,
    "tojson": _as_json,
    "wordwrap": _wrapped,
}


def _width(value: int | str) -> int:
    return len(value) if isinstance(value, str) else value


def _put_for(length: int, old: int, new: int) -> int:
    """The most characters of a text after each of its parts of length `old` gave way to one of length `new`."""
    return length + (length // max(1, old) + 1) * new


def measure_method(text: str, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
    """Refuse a call of a text's method that would make too long a text, or take too long."""
    values = (*args, *kwargs.values())
    charge(len(text))
    for number in values:
        if isinstance(number, int):
            refuse_beyond(number)
    lengths = [len(value) for value in values if isinstance(value, str)]
    if name == "join":
        refuse_beyond(sum([characters(list(value)) + len(value) * len(text) for value in values]))
    elif name == "replace" and len(lengths) == 2:
        refuse_beyond(_put_for(len(text), *lengths))
    elif name == "expandtabs":
        refuse_beyond(len(text) + text.count("\t") * max([8, *values]))
    elif name in _BACKWARDS:
        refuse_beyond(len(text) * sum(lengths), _MOST_COPIES)
        charge(len(text) * sum(lengths) >> 8)


_BACKWARDS = frozenset(("rfind", "rindex", "rpartition", "rsplit"))
"""Methods that take as long as the product of the text and of what they look for."""
