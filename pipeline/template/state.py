"""What one rendering knows, and nothing else does: it begins empty and ends with the rendering."""

from collections.abc import Iterable
from contextvars import ContextVar, Token
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol, Self

from pipeline.template.faults import FaultError

MOST_STEPS = 500_000  # passes of loops and calls in one document
MOST_BYTES = 32 << 20  # of one part, and of the long values in it
LONG = 1 << 13  # bytes of a value that are worth counting


class Drawer(Protocol):
    """What turns pictures, sub-documents and links into XML (`rich` has it)."""

    def draw(self, value: Any, name: str, kind: str) -> str:
        """The value as XML for the part `name` of this kind (a key of PARTS)."""


@dataclass(slots=True)
class State:
    """One rendering, which goes on while it is entered; `name` and `kind` are those of the part at work.

    `wanted` collects the values that only docxtpl can print; a second rendering then has a `drawer` for them.
    `foreign` says that XML from outside the template was printed, so that the part must be parsed; `breaks` that
    line breaks were, for which the part must be looked through.
    """

    drawer: Drawer | None = None
    name: str = ""
    kind: str = "body"
    steps: int = 0
    printed: int = 0
    foreign: bool = False
    breaks: bool = False
    wanted: list[Any] = field(default_factory=list)
    _before: Token["State"] | None = None

    def __enter__(self) -> Self:
        self._before = _state.set(self)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._before is not None
        _state.reset(self._before)

    def begin(self, name: str, kind: str) -> None:
        """Go on with this part."""
        self.name, self.kind = name, kind
        self.foreign = self.breaks = False
        self.printed = 0

    def count(self, steps: int) -> None:
        """Take note of work done. Raises FaultError where a template does too much of it."""
        self.steps += steps
        if self.steps > MOST_STEPS:
            raise FaultError("template-endless")

    def print(self, size: int) -> None:
        """Take note of the bytes of a long value. Raises FaultError where a part has too many."""
        self.printed += size
        if self.printed > MOST_BYTES:
            raise FaultError("template-endless")

    def draw(self, value: Any) -> str:
        """The value's XML; empty, with a note, where this rendering cannot draw it."""
        self.foreign = True
        if self.drawer is not None:
            return self.drawer.draw(value, self.name, self.kind)
        self.wanted.append(value)
        return ""


def listed(items: Iterable[Any]) -> list[Any]:
    """The items, as many as a loop can go through, and one more."""
    return list(islice(items, MOST_STEPS + 1))


_state: ContextVar[State] = ContextVar("rendering")
current = _state.get
