"""What one rendering knows, and nothing else does: it begins empty and ends with the rendering."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from pipeline.template.faults import FaultError

MOST_STEPS = 500_000  # passes of loops and calls in one document


class Drawer(Protocol):
    """What turns pictures, sub-documents and links into XML (`rich` has it)."""

    def draw(self, value: Any, name: str, kind: str) -> str:
        """The value as XML for the part `name` of this kind (a key of PARTS)."""


@dataclass(slots=True)
class State:
    """One rendering; `name` and `kind` are those of the part at work.

    `wanted` collects the values that only docxtpl can print; a second rendering then has a `drawer` for them.
    `foreign` says that XML from outside the template was printed, so that the part must be parsed.
    """

    name: str = ""
    kind: str = "body"
    steps: int = 0
    foreign: bool = False
    wanted: list[Any] = field(default_factory=list)
    drawer: Drawer | None = None

    def count(self, steps: int) -> None:
        """Take note of work done. Raises FaultError where a template does too much of it."""
        self.steps += steps
        if self.steps > MOST_STEPS:
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


@contextmanager
def rendering(state: State) -> Iterator[State]:
    """Make `state` that of the rendering going on in this thread."""
    token = _state.set(state)
    try:
        yield state
    finally:
        _state.reset(token)
