"""The Jinja that templates run in: sandboxed, always escaping, strict, bounded.

A template is not trusted. It sees the values it is given and no more, changes nothing, cannot switch escaping
off, and cannot make a text, a number or a loop without end.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sized
from functools import wraps
from types import ModuleType
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.filters import do_format
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.template.faults import FaultError
from pipeline.template.state import current, listed
from pipeline.template.values import Xml, in_block, in_run, in_text

LONGEST = 1 << 20
"""The most characters or items that an operator or a filter may make at once."""

BOUNDED, STEPS, IN_RUN, IN_BLOCK = "(bounded)", "(steps)", "(run)", "(block)"
"""Filters that only the compiler can write: no template can spell these names."""

_MOST_BITS = 4096
_WIDE = re.compile(r"%(\(\w*\))?[-+ #0]*(\d{5}|\*|\d*\.(\d{5}|\*))|\{[^{}]*:[^{}]*(\d{5}|\{)")
_FILTERS_WITH_WIDTHS = ("batch", "center", "indent", "slice", "tojson")
_METHODS_WITH_WIDTHS = ("center", "expandtabs", "ljust", "rjust", "zfill")
_ESCAPING = ("e", "escape", "forceescape", "safe")
_CLOSED = re.compile(r"(docx|docxtpl|docxcompose|lxml|pathlib|io|_io|pipeline\.template)(\.|$)")


class Sandbox(ImmutableSandboxedEnvironment):
    """`filters` are added to Jinja's own; those of HTML are none or do nothing, for no document is HTML."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=in_text, cache_size=0)
        for name in ("lipsum", "random", "urlize", "xmlattr"):  # chance, and HTML
            self.globals.pop(name, None)
            self.filters.pop(name, None)
        for name in _FILTERS_WITH_WIDTHS:
            self.filters[name] = _narrow(self.filters[name])
        for name in _ESCAPING:  # everything is escaped once, whatever a template says
            self.filters[name] = _as_it_is
        self.filters.update({"format": _format, "rule": _rule, "closed": _closed}, **(filters or {}))
        self.filters.update({BOUNDED: _bounded, STEPS: _steps, IN_RUN: in_run, IN_BLOCK: in_block})

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b` of a dict is its item `b` first: data may have any names, `items` and `keys` among them."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing private, nothing that changes a value, nothing of libraries that read and write files."""
        if isinstance(obj, ModuleType) or _CLOSED.match(type(obj).__module__):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call, counted; it makes no text of a large width."""
        current().count(1)
        if isinstance(getattr(obj, "__self__", None), str | bytes) and obj.__name__ in _METHODS_WITH_WIDTHS:
            _refuse_large(args)
        return super().call(context, obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result stays small."""
        if operator == "*":
            _refuse_product(left, right)
        elif operator == "**" and isinstance(left, int) and isinstance(right, int):
            _refuse_beyond(right * left.bit_length(), _MOST_BITS)
        elif operator == "%" and isinstance(left, str):
            _refuse_widths(left)
        return _bounded(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`str.format` and `str.format_map`, whose patterns may name no large widths."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            _refuse_widths(value.__self__)
        return wrapped


def _as_it_is(value: Any) -> Any:
    return value


def _rule(lines: Any, key: str, width_mm: float) -> Xml:
    """The rule under a component, as a paragraph: `{{p issuer|rule("issuer", 65) }}`."""
    from pipeline.lines import rule_under

    return Xml(str(rule_under(lines, key, width_mm)))


def _closed(text: Any) -> str:
    """The last paragraph of a text with the decree's closing mark in place of its full stop: `{{ text|closed }}`."""
    from pipeline.decree import decree

    mark = decree().words.closing
    words = str(text).rstrip().removesuffix(mark).rstrip()
    return (words if words.endswith("..") else words.removesuffix(".")) + mark


def _steps(items: Any) -> Any:
    """What a loop goes through, counted beforehand."""
    if items is None:
        raise FaultError("template-empty")
    items = items if isinstance(items, Sized) else listed(items)
    current().count(len(items))
    return items


def _narrow(function: Callable[..., Any]) -> Callable[..., Any]:
    """The filter, refusing large numbers."""

    @wraps(function)
    def narrow(*args: Any, **kwargs: Any) -> Any:
        _refuse_large((*args, *kwargs.values()))
        return function(*args, **kwargs)

    return narrow


def _format(pattern: Any, *args: Any, **kwargs: Any) -> str:
    _refuse_widths(str(pattern))
    return do_format(pattern, *args, **kwargs)


def _bounded(value: Any) -> Any:
    """The value, where it is not too long (or, a number, too large)."""
    if isinstance(value, Sized):
        _refuse_beyond(len(value), LONGEST)
    elif isinstance(value, int):
        _refuse_beyond(value.bit_length(), _MOST_BITS)
    return value


def _refuse_product(left: Any, right: Any) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Sized) and isinstance(other, int):
            _refuse_beyond(len(one) * other, LONGEST)


def _refuse_large(values: Iterable[Any]) -> None:
    for value in values:
        if isinstance(value, int):
            _refuse_beyond(value, LONGEST)


def _refuse_widths(pattern: str) -> None:
    if _WIDE.search(pattern):
        raise SecurityError("a pattern with a large or computed width")


def _refuse_beyond(size: int, most: int) -> None:
    if size > most:
        raise FaultError("template-endless")
