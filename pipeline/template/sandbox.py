"""The Jinja that templates run in: sandboxed, always escaping, strict, bounded.

A template is not trusted. It sees the values it is given and no more, changes nothing, cannot switch escaping
off, and cannot make a text, a number or a loop without end.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sized
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from pipeline.template import values
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
from pipeline.template.generating import BytesGenerator
from pipeline.template.looping import Loop
from pipeline.template.state import current, listed
from pipeline.template.values import Xml, in_text

AS_TEXT, AS_XML = "(text)", "(xml)"
"""Filters that only the compiler can write: no template can spell these names."""

_ESCAPING = ("e", "escape", "forceescape", "safe")
_PLAIN = (str, int, bytes, bytearray, memoryview)
_OF_NUMBERS = frozenset(dir(int)) - {"real", "imag"}
_OF_LOOPS = ("depth", "depth0", "first", "index", "index0", "last", "length", "revindex", "revindex0")
_SIZED = (list, tuple, Sized)
_MOST_SAFE = 4096
_STRFTIME = 256  # characters that it makes, at the most, of each in its pattern
_CLOSED = re.compile(r"(docx|docxtpl|docxcompose|lxml|pathlib|io|_io|pipeline\.template(?!\.looping))(\.|$)")


class Values(dict[str, Any]):
    """The values of a rendering by name; what is not among them is missing, in Jinja's sense."""

    def __missing__(self, name: str) -> Any:
        return missing


class _Context(Context):
    """A context that asks its values themselves, as long as no block may ask for what a template has set."""

    def __init__(self, environment: Any, parent: dict[str, Any], name: Any, blocks: Any, globals: Any = None) -> None:
        super().__init__(environment, parent, name, blocks, globals)
        if isinstance(parent, Values) and not blocks:
            self.resolve_or_missing = parent.__getitem__  # type: ignore[assignment, method-assign]


class Sandbox(ImmutableSandboxedEnvironment):
    """`filters` are added to Jinja's own; those of HTML are none or do nothing, for no document is HTML."""

    intercepted_binops = frozenset(("+", "*", "**", "%"))

    code_generator_class = BytesGenerator
    context_class = _Context
    concat = staticmethod(block)

    # what the compiler calls, see `generating`
    bounded, compared, printed = staticmethod(bounded), staticmethod(compared), staticmethod(printed)
    text, run, blocks = staticmethod(values.text), staticmethod(values.run), staticmethod(values.blocks)
    in_text, in_run, in_block = staticmethod(in_text), staticmethod(values.in_run), staticmethod(values.in_block)
    encoded, known = staticmethod(values.encoded), values.known
    loop = Loop

    def __init__(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, cache_size=0)
        for name in ("lipsum", "random", "urlize", "xmlattr"):  # chance, and HTML
            self.globals.pop(name, None)
            self.filters.pop(name, None)
        for name in _ESCAPING:  # everything is escaped once, whatever a template says
            self.filters[name] = _as_it_is
        self.filters.update({"closed": _closed}, **(filters or {}))
        self.filters = {"rule": _rule} | with_bounds(self.filters) | {AS_TEXT: _as_text, AS_XML: _as_xml}
        self._safe: set[tuple[type, str]] = set()
        self.fields: defaultdict[str, set[type]] = defaultdict(set)  # by name, the classes that always have such data
        for name in _OF_LOOPS:
            self.fields[name].add(Loop)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`a.b` of a dict is its item `b` first: data may have any names, `items` and `keys` among them."""
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing private, nothing that changes a value, nothing of libraries that read and write files."""
        kind = type(obj)
        if (kind, attr) in self._safe:
            return True
        if _is_closed(kind.__module__) or isinstance(obj, ModuleType):
            return False
        if isinstance(obj, _PLAIN) and not _is_safe_method(obj, attr):
            return False
        safe = super().is_safe_attribute(obj, attr, value)
        if safe and kind is obj.__class__ and len(self._safe) < _MOST_SAFE:  # it hangs on class and name alone
            self._safe.add((kind, attr))
            if _is_field(kind, attr):
                self.fields[attr].add(kind)
        return safe

    @staticmethod
    def steps(items: Any) -> Any:
        """What a loop goes through, counted beforehand."""
        if items.__class__ is not list:
            if items is None:
                raise FaultError("template-empty")
            items = items if isinstance(items, _SIZED) else listed(items)
        current().count(len(items))
        return items

    @staticmethod
    def joined(*values: Any) -> Any:
        """The values one after the other: `a ~ b`."""
        characters(*values)
        return bounded(markup_join(values))

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call, counted; what it makes is not too large."""
        current().count(1)
        obj = self.wrap_str_format(obj) or obj  # where data are taken without `getattr`
        if isinstance(obj, Macro | BlockReference):
            current().count(1)  # it takes as long as two passes of a loop; `block` measures its text
            return super().call(context, obj, *args, **kwargs)
        owner = getattr(obj, "__self__", None)
        if isinstance(obj, LoopContext):
            args = tuple([self.steps(value) for value in args])
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


def _is_field(kind: type, name: str) -> bool:
    """Whether each value of a class has data under this name, be it a data class or a named tuple."""
    if issubclass(kind, tuple):
        return name in getattr(kind, "_fields", ())
    return is_dataclass(kind) and any(field.name == name and field.init for field in fields(kind))


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
    lines = settled(lines)
    characters(lines, key, width_mm)
    return _drawn(lines if isinstance(lines, str) else tuple(lines), key, width_mm)


@lru_cache(maxsize=256)
def _drawn(lines: str | tuple[str, ...], key: str, width_mm: float) -> Xml:
    from pipeline.lines import rule_under  # which measures each word; a batch has few letterheads and subjects

    return Xml(str(rule_under(lines, key, width_mm)))


def _closed(text: Any) -> str:
    """The last paragraph of a text with the decree's closing mark in place of its full stop: `{{ text|closed }}`."""
    from pipeline.decree import decree

    mark = decree().words.closing
    words = str(text).rstrip().removesuffix(mark).rstrip()
    return (words if words.endswith("..") else words.removesuffix(".")) + mark


def _as_text(markup: Any) -> Any:
    """What a block has printed, as filters can work on it: without escapes, where there is nothing but text."""
    return markup if "<" in markup else markup.unescape()


def _as_xml(value: Any) -> Markup:
    """What filters have made of a block, escaped where they gave back text."""
    return escape(in_text(value))
