"""Rows that tell of something twice: two communes list one establishment, one commune lists it two times."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.dossier.seen import Seen
from pipeline.sources import Row


class Repeated(NamedTuple):
    """What a row tells again: the first field of it, what that says, and the mark of the row that told it first."""

    key: str
    said: str
    first: int


class Repeats:
    """What the rows of a table have told so far, by groups of fields in which no two records agree.

    `keys` are those of a row's values. Memory: 12 bytes a row and group (see Seen).
    """

    def __init__(self, groups: Sequence[tuple[str, ...]], keys: Sequence[str]) -> None:
        self._groups = [(group[0], tuple(keys.index(key) for key in group), Seen()) for group in groups]

    def first(self, row: Row, mark: int) -> Repeated | None:
        """What a row with this mark repeats; None where it is new, or says too little."""
        found = None
        for key, indexes, seen in self._groups:
            values = [str(row.values[index]) for index in indexes]
            if all(values):
                said = "\x1f".join(["".join(value.casefold().split()) for value in values])
                if (first := seen.first(said, mark)) is not None and not found:
                    found = Repeated(key, values[0], first)
        return found
