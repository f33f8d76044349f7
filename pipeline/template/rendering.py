"""A compiled part and a context: the part's bytes, or the fault with its place.

A part's text comes out of Jinja in pieces and is encoded in one place, `_text` and `part_bytes`; nothing else
knows that the pieces are strings.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from types import FrameType
from typing import Any

from jinja2 import StrictUndefined, Template, UndefinedError
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError

from pipeline.archive import parse_xml
from pipeline.problems import PackageError, VanbanError
from pipeline.template.compiling import Part
from pipeline.template.faults import FaultError, TagError
from pipeline.template.finishing import (
    with_breaks,
    with_mended_grids,
    with_numbered_drawings,
    with_paragraphs,
    without_empty_tables,
)
from pipeline.template.places import Place
from pipeline.template.sandbox import Sandbox
from pipeline.template.state import State, rendering

MOST_CHARACTERS = 32 << 20  # of one part
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BATCH = 64
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


def part_bytes(part: Part, context: Mapping[str, Any], state: State) -> bytes:
    """The part filled with the context. Raises TagError with the first fault and its place."""
    state.name, state.kind, state.foreign = part.draft.name, part.draft.kind, False
    with rendering(state):
        try:
            text = _text(part.template, context)
        except VanbanError:
            raise
        except Exception as error:
            raise _placed(error, part) from error
    try:
        return _finished(part, text, state).encode()
    except PackageError as error:
        fault = FaultError("template-xml", reason=error.problem.values["reason"])
        raise TagError(fault, Place(part.draft.name, part.draft.kind)) from error


def _text(template: Template, context: Mapping[str, Any]) -> str:
    pieces = template.root_render_func(template.new_context(dict(context)))
    batches, size = [], 0
    while batch := list(islice(pieces, _BATCH)):
        size += sum(map(len, batch))
        if size > MOST_CHARACTERS:
            raise FaultError("template-endless")
        batches.append("".join(batch))
    return "".join(batches)


def _finished(part: Part, text: str, state: State) -> str:
    if part.draft.kind != "properties":
        text = with_paragraphs(without_empty_tables(with_breaks(text)))
    foreign_in_body = state.foreign and part.draft.kind == "body"
    if part.draft.drawings or foreign_in_body:
        text = with_numbered_drawings(text)
    text = f"{part.draft.head}{text}{part.draft.tail}"
    if state.foreign or not part.sound:
        parse_xml(text)
    if part.draft.grid or (foreign_in_body and "<w:tbl>" in text):
        text = with_mended_grids(text)
    return _DECLARATION + text


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


def missing(parts: Sequence[Part], sandbox: Sandbox, context: Mapping[str, Any]) -> dict[str, Place]:
    """All names that the parts want of this context and do not find, each with its first place."""
    found: dict[str, Place] = {}
    for part in parts:
        overlay = sandbox.overlay(undefined=_absent(part, found))
        template = Template.from_code(overlay, part.code, overlay.globals)
        with suppress(Exception), rendering(State(part.draft.name, part.draft.kind)):
            _text(template, context)
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
