"""How much of a reading is kept, so that no table, whatever stands in it, takes more memory than there is."""

from collections.abc import Iterable
from typing import TypeVar

from pipeline.dossier.reading import Faulty, Found
from pipeline.problems import Problem, Where
from pipeline.records import Record
from pipeline.vietnamese import count_text

R = TypeVar("R", bound=Record)

MOST_FAULTS = 10_000  # of the rows of one table: more than anybody mends before looking again
MOST_NOTICES = 10_000
MOST_HELD = 100_000  # rows of a table that is held whole


class Notices:
    """The first notices of a reading, and how many there were."""

    def __init__(self) -> None:
        self._told: list[Problem] = []
        self._more = 0

    def tell(self, *notices: Problem) -> None:
        """Take some."""
        room = MOST_NOTICES - len(self._told)
        self._told += notices[:room]
        self._more += len(notices[room:])

    def told(self) -> tuple[Problem, ...]:
        """The first ones; a last one says how many there were besides."""
        more = [Problem(Where(), "more-notices", values={"count": count_text(self._more)})] if self._more else []
        return (*self._told, *more)


def read_within(items: Iterable[Found[R] | Faulty]) -> tuple[list[Found[R] | Faulty], list[Problem]]:
    """The items of a table that is held whole, as far as they are held, and the faults in them."""
    held: list[Found[R] | Faulty] = []
    faults: list[Problem] = []
    for item in items:
        if len(held) == MOST_HELD:
            faults.append(Problem(item.where, "too-many-rows", values={"count": count_text(MOST_HELD)}))
            break
        if stop := too_many(faults, item):
            faults.append(stop)
            break
        held.append(item)
        faults += item.problems if isinstance(item, Faulty) else ()
    return held, faults


def too_many(faults: list[Problem], item: Found[R] | Faulty) -> Problem | None:
    """The fault that ends a reading before `item`, where so many have been found."""
    if len(faults) < MOST_FAULTS:
        return None
    return Problem(item.where, "too-many-faults", values={"count": count_text(MOST_FAULTS)})
