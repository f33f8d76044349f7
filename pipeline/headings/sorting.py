"""Which rows below a heading are records, and what the others are."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from pipeline.headings.finding import ENOUGH, Heading, keys_in
from pipeline.headings.folding import folded
from pipeline.headings.phrases import (
    are_column_numbers,
    counts,
    holds_long_numbers,
    is_group_title,
    is_note,
    is_ordinal,
    is_signature,
    is_total,
)
from pipeline.headings.vocabulary import Vocabulary

# Fields that hold six characters or more, digits first and last: no heading, column number, total or date line does.
_LONG_NUMBERS = ("owner_id", "owner_birth", "phone", "owner_id_date", "day", "deadline", "valid_from")
_LONGEST_HEADER = 120
_FEW = 2  # cells of a group
_MOST_SIGNATURES = 4  # side by side


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

    `group` is the text of the group that the last row stands in. Only what is surely no record is sorted out: a row
    with little in it stays a record, so that its faults are told.
    """

    def __init__(self, heading: Heading, vocabulary: Vocabulary) -> None:
        self.group = ""
        self.skipped: dict[Kind, Skipped] = {}
        self._vocabulary = vocabulary
        keys = heading.keys
        self._names = [frozenset(map(folded, column.names)) for column in heading.columns]
        named = sum(map(bool, self._names))
        self._width = len(keys)
        self._enough = max(4, named // 2 + 1)
        self._half = max(3, (named + 1) // 2)
        self._fields = frozenset(index for index, key in enumerate(keys) if key)
        self._lead = min(self._fields, default=0)
        self._probe = next((keys.index(key) for key in _LONG_NUMBERS if key in keys), -1)
        self._below: Kind | None = None

    def kind(self, number: int, values: Sequence[str]) -> Kind:
        """What row `number` is, with the texts of its cells from column A on."""
        probe = self._probe
        if -1 < probe < len(values) and self._below is None:  # most rows: a record, by one cell
            text = values[probe]
            if len(text) > 5 and text[0].isdigit() and text[-1].isdigit():
                return _RECORD
        kind = self._slowly(values[: self._width])
        if kind is not Kind.RECORD:
            rows, first = self.skipped.get(kind, (0, number))
            self.skipped[kind] = Skipped(rows + 1, first)
        return kind

    def _slowly(self, values: Sequence[str]) -> Kind:
        filled = [(index, text) for index, text in enumerate(values) if text and not text.isspace()]
        if not filled:
            return Kind.BLANK
        texts = [text for _index, text in filled]
        if not holds_long_numbers(texts):
            if len(filled) >= _FEW and self._is_own_heading(filled):
                self._below = None
                return Kind.HEADING
            if len(filled) >= self._half and self._without_gaps(filled) and are_column_numbers(texts):
                return Kind.NUMBERING
            if len(filled) >= ENOUGH and self._is_heading(values, texts):
                self._below = Kind.OTHER_TABLE
                return Kind.OTHER_HEADING
        if self._below is Kind.OTHER_TABLE:
            return Kind.OTHER_TABLE
        if self._below is Kind.END:
            return Kind.STRAY if len(filled) >= self._enough else Kind.END
        return self._by_words(filled, texts)

    def _by_words(self, filled: Sequence[tuple[int, str]], texts: Sequence[str]) -> Kind:
        index, first = filled[0]
        if len(filled) <= _MOST_SIGNATURES and all(map(is_signature, texts)):
            self._below = Kind.END
            return Kind.END
        if is_total(texts):
            return Kind.TOTAL
        at_left = index <= self._lead
        if len(filled) == 1 and at_left and is_note(first):
            return Kind.NOTE
        if group := self._group(filled, at_left=at_left):
            self.group = group
            return Kind.GROUP
        if self._fields.isdisjoint(index for index, _text in filled) and all(map(counts, texts)):
            return Kind.BLANK
        return Kind.RECORD

    def _group(self, filled: Sequence[tuple[int, str]], *, at_left: bool) -> str:
        """The text of the group that a row begins; "" where it may be a record."""
        if len(filled) > _FEW or not at_left:
            return ""
        (index, first), *rest = filled
        if not rest:
            in_no_field = index not in self._fields and not counts(first) and not is_ordinal(first)
            return first if in_no_field or is_group_title(first) else ""
        second = rest[0][1]
        if index not in self._fields and is_ordinal(first) and not counts(second):
            return second
        return first if is_group_title(first) and counts(second) and index not in self._fields else ""

    def _without_gaps(self, filled: Sequence[tuple[int, str]]) -> bool:
        """Whether each column with a header has a text, from the first cell to the last."""
        (first, _), *_between, (last, _) = filled
        return sum(map(bool, self._names[first : last + 1])) <= len(filled)

    def _is_own_heading(self, filled: Sequence[tuple[int, str]]) -> bool:
        """Whether nearly all the cells say what the heading says above them."""
        spare = len(filled) // 5
        for index, text in filled:
            if len(text) > _LONGEST_HEADER or folded(text) not in self._names[index]:
                spare -= 1
                if spare < 0:
                    return False
        return True

    def _is_heading(self, values: Sequence[str], texts: Sequence[str]) -> bool:
        """Whether the row would be a heading by itself: most of its cells are headers."""
        short = [text for text in texts if len(text) <= _LONGEST_HEADER]
        if sum(map(self._vocabulary.may_know, short)) * 2 <= len(texts):
            return False
        found = sum(1 for _key in keys_in(values, self._vocabulary))
        return found >= ENOUGH and found * 2 > len(texts)
