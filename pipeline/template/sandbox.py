"""The Jinja that templates run in: sandboxed, always escaping, strict, bounded.

A template is not trusted. It sees the values it is given and no more, changes nothing, cannot switch escaping
off, and cannot make a text, a number or a loop without end.
"""

import re
from collections.abc import Callable, Mapping, Sized
from functools import cache
from types import ModuleType
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from pipeline.template.bounded import METHODS_REFUSED, measure_method, with_bounds
from pipeline.template.bounds import (
    MOST_BITS,
    block,
    bounded,
    characters,
    compared,
    printed,
    refuse_beyond,
    refuse_pattern,
    refuse_product,
    settled,
)
from pipeline.template.faults import FaultError
from pipeline.template.state import current, listed
from pipeline.template.values import Xml, in_block, in_run, in_text

BOUNDED, COMPARED, JOINED, PRINTED, STEPS = "(bounded)", "(compared)", "(joined)", "(printed)", "(steps)"
IN_RUN, IN_BLOCK, AS_TEXT, AS_XML = "(run)", "(block)", "(text)", "(xml)"
"""Filters that only the compiler can write: no template can spell these names."""

_ESCAPING = ("e", "escape", "forceescape", "safe")
_PLAIN = (str, int, bytes, bytearray, memoryview)
_OF_NUMBERS = frozenset(dir(int)) - {"real", "imag"}
_STRFTIME = 256  # characters that it makes, at the most, of each in its pattern
_CLOSED = re.compile(r"(docx|docxtpl|docxcompose|lxml|pathlib|io|_io|pipeline\.template)(\.|$)")


class Sandbox(ImmutableSandboxedEnvironment):
    """`filters` are added to Jinja's own; those of HTML are none or do nothing, for no document is HTML."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    concat = staticmethod(block)

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=in_text, cache_size=0)
        for name in ("lipsum", "random", "urlize", "xmlattr"):  # chance, and HTML
            self.globals.pop(name, None)
            self.filters.pop(name, None)
        for name in _ESCAPING:  # everything is escaped once, whatever a template says
            self.filters[name] = _as_it_is
        self.filters.update({"rule": _rule, "closed": _closed}, **(filters or {}))
        self.filters = with_bounds(self.filters) | _OF_THE_COMPILER

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b` of a dict is its item `b` first: data may have any names, `items` and `keys` among them."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing private, nothing that changes a value, nothing of libraries that read and write files."""
        if _is_closed(type(obj).__module__) or isinstance(obj, ModuleType):
            return False
        if isinstance(obj, _PLAIN) and not _is_safe_method(obj, attr):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call, counted; what it makes is not too large."""
        current().count(1)
        if isinstance(obj, Macro | BlockReference):
            current().count(1)  # it takes as long as two passes of a loop; `block` measures its text
            return super().call(context, obj, *args, **kwargs)
        owner = getattr(obj, "__self__", None)
        if isinstance(obj, LoopContext):
            args = tuple([_steps(value) for value in args])
        elif isinstance(owner, str):
            args = tuple([settled(value) for value in args])
            measure_method(owner, obj.__name__, args, kwargs)
        elif isinstance(owner, list | tuple | range):
            compared(owner)
        elif getattr(obj, "__name__", "") == "strftime":
            refuse_beyond(_STRFTIME * characters(*args, *kwargs.values()))
        return bounded(super().call(context, obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operation whose result stays small."""
        if operator == "*":
            refuse_product(left, right)
        elif operator == "**" and isinstance(right, int):
            refuse_beyond(right * (left.bit_length() if isinstance(left, int) else 1), MOST_BITS)
        elif operator == "%" and isinstance(left, bytes | bytearray):
            raise SecurityError("a pattern of bytes")
        elif operator == "%" and isinstance(left, str):
            refuse_pattern(left, right)
        return bounded(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`str.format` and `str.format_map`, which make no long texts."""
        wrapped = None if value.__class__ is str else super().wrap_str_format(value)
        if wrapped is None:
            return None

        def measured(*args: Any, **kwargs: Any) -> str:
            refuse_pattern(value.__self__, (args, kwargs))
            return wrapped(*args, **kwargs)

        return measured


@cache
def _is_closed(module: str) -> bool:
    return _CLOSED.match(module) is not None


def _is_safe_method(obj: Any, attr: str) -> bool:
    """Whether a text, a number or bytes may be asked for this; `measure_method` looks after the rest."""
    if isinstance(obj, str):
        return attr not in METHODS_REFUSED
    return isinstance(obj, int) and attr not in _OF_NUMBERS


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


def _concatenated(*values: Any) -> Any:
    """The values one after the other: `a ~ b`."""
    characters(*values)
    return bounded(markup_join(values))


def _as_text(markup: Any) -> Any:
    """What a block has printed, as filters can work on it: without escapes, where there is nothing but text."""
    return markup if "<" in markup else markup.unescape()


def _as_xml(value: Any) -> Markup:
    """What filters have made of a block, escaped where they gave back text."""
    return escape(in_text(value))


_OF_THE_COMPILER: dict[str, Callable[..., Any]] = {
    BOUNDED: bounded,
    COMPARED: compared,
    JOINED: _concatenated,
    PRINTED: printed,
    STEPS: _steps,
    IN_RUN: in_run,
    IN_BLOCK: in_block,
    AS_TEXT: _as_text,
    AS_XML: _as_xml,
}
