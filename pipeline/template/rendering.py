"""A compiled part and a context: the part's pieces, as bytes, or the fault with its place."""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from types import FrameType
from typing import Any, NamedTuple

from jinja2 import StrictUndefined, Template, UndefinedError
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from pipeline.archive import parse_xml
from pipeline.problems import PackageError, VanbanError
from pipeline.template import borrowed
from pipeline.template.compiling import DECLARATION, Part
from pipeline.template.faults import FaultError, TagError
from pipeline.template.finishing import BREAKS, with_numbered_drawings, with_paragraphs, without_empty_tables
from pipeline.template.places import Place
from pipeline.template.sandbox import Sandbox
from pipeline.template.state import LONG, MOST_BYTES, State

_LOOK = re.compile("<w:([pr]Pr)>.*?</w:\\1>", re.DOTALL)
_QUOTING_NO_DATA = (JinjaError, TypeError, ZeroDivisionError)
_OPERATIONS = (
    *(
        "add",
        "radd",
        "sub",
        "rsub",
        "mul",
        "rmul",
        "truediv",
        "rtruediv",
        "floordiv",
        "rfloordiv",
        "mod",
        "rmod",
    ),
    *("pow", "rpow", "pos", "neg", "lt", "le", "gt", "ge", "call", "getitem"),
)
_RESULTS = {"str": "", "len": 0, "bool": False, "eq": False, "ne": True, "contains": False, "hash": 0}


class Content(NamedTuple):
    """A part of a document: its bytes, and the pieces that they are made of."""

    data: bytes
    pieces: Sequence[bytes]


def filled(part: Part, values: dict[str, Any], state: State) -> Content:
    """The part filled with the values, Jinja's own names among them. Raises TagError with the first fault's place."""
    state.begin(part.draft.name, part.draft.kind)
    try:
        pieces = [part.head, *_printed(part, part.template.new_context(values, shared=True)), part.tail]
    except VanbanError:
        raise
    except Exception as error:
        raise _placed(error, part) from error
    data = b"".join(pieces)
    if part.whole or state.foreign or state.breaks or _has_lost(part, data):
        data = _finished(part, data, state)
        pieces = [data]
    return Content(data, pieces)


def _has_lost(part: Part, data: bytes) -> bool:
    return any(data.find(sign, len(part.head) + first) >= 0 for sign, first in part.losses)


def _printed(part: Part, context: Context) -> Iterable[bytes]:
    """What the template prints, no more than MOST_BYTES beside the values that `State.print` counts."""
    groups: Iterator[Any] = part.template.root_render_func(context)
    few, pieces = MOST_BYTES // max(part.longest, LONG), list[bytes]()
    for group in groups:
        pieces += group
        if len(pieces) > few:
            return _bounded(chain(pieces, chain.from_iterable(groups)))
    return pieces


def _bounded(pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_BYTES:
            raise FaultError("template-endless")
        yield piece


def _finished(part: Part, data: bytes, state: State) -> bytes:
    place = Place(part.draft.name, part.draft.kind)
    try:
        return _mended(part, data[len(part.head) : len(data) - len(part.tail)].decode(), state)
    except FaultError as fault:
        raise TagError(fault, place) from fault
    except PackageError as error:
        raise TagError(FaultError("template-xml", reason=error.problem.values["reason"]), place) from error


def _mended(part: Part, text: str, state: State) -> bytes:
    if part.draft.kind != "properties":
        text = with_paragraphs(without_empty_tables(_with_breaks(text)))
    foreign_in_body = state.foreign and part.draft.kind == "body"
    if part.drawings or foreign_in_body:
        text = with_numbered_drawings(text)
    data = part.head + text.encode() + part.tail
    if state.foreign or not part.sound:
        parse_xml(data)
    if part.draft.grid or (foreign_in_body and "<w:tbl>" in text):
        data = DECLARATION + borrowed.with_mended_grids(data)
    return data


def _with_breaks(text: str) -> str:
    """Elements for the breaks in a part; each takes along what its run and its paragraph look like."""
    if breaks := sum(map(text.count, BREAKS)):
        looks = [len(found[0]) for found in _LOOK.finditer(text)]
        if breaks * 2 * max(looks, default=0) > MOST_BYTES:
            raise FaultError("template-endless")
        return borrowed.with_breaks(text)
    return text


def _placed(error: Exception, part: Part) -> TagError:
    """The error as a fault at the tag at which it happened."""
    line, step = 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_globals.get("__jinja_template__") is part.template:
            line = part.template.get_corresponding_lineno(step.tb_lineno)
        step = step.tb_next
    return TagError(_fault(error), part.draft.place(line))


def _fault(error: Exception) -> FaultError:
    if isinstance(error, FaultError):
        return error
    if isinstance(error, SecurityError):
        return FaultError("template-unsafe", reason=str(error))
    if isinstance(error, UndefinedError):
        return FaultError("template-missing")
    if isinstance(error, MemoryError | RecursionError | OverflowError):
        return FaultError("template-endless")
    quoted = f": {error}" if isinstance(error, _QUOTING_NO_DATA) else ""
    return FaultError("template-run", reason=type(error).__name__ + quoted)


def missing(parts: Sequence[Part], sandbox: Sandbox, values: dict[str, Any]) -> dict[str, Place]:
    """All names that the parts want of these values and do not find, each with its first place."""
    found: dict[str, Place] = {}
    for part in parts:
        overlay = sandbox.overlay(undefined=_absent(part, found))
        lenient = replace(part, template=Template.from_code(overlay, part.code, overlay.globals))
        with suppress(Exception), State(name=part.draft.name, kind=part.draft.kind):
            list(_printed(lenient, lenient.template.new_context(values, shared=True)))
    return found


def _absent(part: Part, found: dict[str, Place]) -> type[StrictUndefined]:
    """A class of undefined values that note their use in `found` and let the rendering go on."""

    def note(self: StrictUndefined, *_: Any, **__: Any) -> StrictUndefined:
        if self._undefined_exception is UndefinedError:
            place = part.draft.place(_line(sys._getframe()))
            found.setdefault(place.dotted(str(self._undefined_name)), place)
        return self

    def attribute(self: StrictUndefined, name: str) -> StrictUndefined:
        if name.startswith("__"):
            raise AttributeError(name)
        return note(self)

    def none(self: StrictUndefined) -> Iterator[Any]:
        note(self)
        return iter(())

    def noting(result: Any) -> Callable[..., Any]:
        return lambda self, *_: (note(self), result)[1]

    body: dict[str, Any] = {f"__{name}__": note for name in _OPERATIONS}
    body |= {f"__{name}__": noting(result) for name, result in _RESULTS.items()}
    return type("Absent", (StrictUndefined,), body | {"__getattr__": attribute, "__iter__": none})


def _line(frame: FrameType | None) -> int:
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            return template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return 0
