"""Which rows below a heading are records, as far as one look says: most rows of most tables are plainly such.

Nothing heavy is imported here: what sorts the other rows is, when the first of them comes.
"""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from pipeline.headings.heading import Heading

if TYPE_CHECKING:
    from pipeline.headings.sorting import Rest
    from pipeline.headings.vocabulary import Vocabulary

# Fields that hold six characters or more, digits first and last: no heading, column number, total or date line does.
_LONG_NUMBERS = ("owner_id", "owner_birth", "phone", "owner_id_date", "day", "deadline", "valid_from")
_IDS = ("id", "task")
_ID = re.compile("[A-Za-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+|[0-9])+", re.ASCII)  # CS001, ubnd-xa: no other row says so


class Kind(StrEnum):
    """What a row below a heading is."""

    RECORD = "record"
    BLANK = "blank"
    """Nothing, or nothing but the row's number."""
    NUMBERING = "numbering"
    GROUP = "group"
    TOTAL = "total"
    HEADING = "heading"
    """The table's own heading, as it is repeated on each printed page."""
    NOTE = "note"
    END = "end"
    """Date line, signatures, and what stands below them."""
    STRAY = "stray"
    """As full as a record, but below the signatures: the caller makes a fault of it."""
    OTHER_HEADING = "other-heading"
    """The heading of another table: the caller makes a fault of it."""
    OTHER_TABLE = "other-table"
    """What stands below the heading of another table."""


_RECORD = Kind.RECORD  # to look a member up takes longer than all else that is done for most rows


class Skipped(NamedTuple):
    """How many rows of a kind there were, and the number of the first."""

    rows: int
    first: int


class Sorter:
    """Sorts the rows below a heading, in their order; it remembers groups, the end, and what was no record.

    Only what is surely no record is sorted out: a row with little in it stays a record, so that its faults are told.
    """

    def __init__(self, heading: Heading, vocabulary: "Callable[[], Vocabulary]") -> None:
        self.skipped: dict[Kind, Skipped] = {}
        self._heading = heading
        self._vocabulary = vocabulary
        keys = heading.keys
        self._probe = next((keys.index(key) for key in _LONG_NUMBERS if key in keys), -1)
        self._ids = next((keys.index(key) for key in _IDS if key in keys), -1)
        self._rest: Rest | None = None
        self._is_inside = True  # of the table, and not below its end

    @property
    def group(self) -> str:
        """The text of the group that the last row stands in."""
        return self._rest.group if self._rest else ""

    def kind(self, number: int, values: Sequence[str]) -> Kind:
        """What row `number` is, with the texts of its cells from column A on."""
        probe = self._probe
        if -1 < probe < len(values) and self._is_inside:  # most rows: a record, by one cell
            text = values[probe]
            if len(text) > 5 and text[0].isdigit() and text[-1].isdigit():
                return _RECORD
        if -1 < self._ids < len(values) and self._is_inside and _ID.fullmatch(values[self._ids]):
            return _RECORD
        if self._rest is None:
            from pipeline.headings.sorting import Rest

            self._rest = Rest(self._heading, self._vocabulary())
        kind = self._rest.kind(values)
        self._is_inside = self._rest.is_inside
        if kind is not Kind.RECORD:
            rows, first = self.skipped.get(kind, (0, number))
            self.skipped[kind] = Skipped(rows + 1, first)
        return kind


_RECORD = Kind.RECORD
