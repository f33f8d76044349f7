"""What the rows below a heading are that one look does not tell: groups, totals, notes, signatures, other tables."""

from collections.abc import Sequence

from pipeline.headings.finding import ENOUGH, keys_in
from pipeline.headings.folding import folded
from pipeline.headings.heading import Heading
from pipeline.headings.phrases import (
    are_column_numbers,
    are_sums,
    counts,
    holds_long_numbers,
    is_group_title,
    is_note,
    is_ordinal,
    is_signature,
    is_total,
    is_unit,
)
from pipeline.headings.rows import Kind
from pipeline.headings.vocabulary import Vocabulary

_LONGEST_HEADER = 120
_FEW = 2  # cells of a group
_MOST_SIGNATURES = 4  # side by side


class Rest:
    """Sorts rows by all that they say; `group` is the text of the group that the last row stands in."""

    def __init__(self, heading: Heading, vocabulary: Vocabulary) -> None:
        self.group = ""
        self._vocabulary = vocabulary
        keys = heading.keys
        self._names = [frozenset(map(folded, column.names)) for column in heading.columns]
        named = sum(map(bool, self._names))
        self._width = len(keys)
        self._enough = max(4, named // 2 + 1)
        self._half = max(3, (named + 1) // 2)
        self._fields = frozenset(index for index, key in enumerate(keys) if key)
        self._lead = min(self._fields, default=0)
        self._below: Kind | None = None

    @property
    def is_inside(self) -> bool:
        """Whether the last row stands in the table, and not below its end."""
        return self._below is None

    def kind(self, values: Sequence[str]) -> Kind:
        """What a row is, with the texts of its cells from column A on."""
        values = values[: self._width]
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
        if not at_left:
            return ""
        (index, first), *rest = filled
        if len(filled) > _FEW:  # a commune, how many establishments it has, how many rooms
            title, sums = (rest[0][1], rest[1:]) if is_ordinal(first) and index not in self._fields else (first, rest)
            return title if is_unit(title) and are_sums(text for _index, text in sums) else ""
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
