"""The levels that labels make, and where one does not follow the other.

No rank is given to a kind of label: a label goes on with the innermost open level that it follows, or opens one if it
is a first one. So lists in lists, in whatever order their kinds come, are no faults.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.decree import decree
from pipeline.rules.labels import ARTICLE, CAPITALS, DECIMAL, DIVISIONS, LETTER, NUMBER, ROMAN, Label, parse
from pipeline.rules.quotes import Tells
from pipeline.vietnamese import roman
from pipeline.view.facts import blind_to_digits

_WIDEST_GAP = 3  # what is further off is no label of this level: "15. ..." behind "2. ..." is a day, or a number
_LONG_LINE = 100
_UNJUDGED = (CAPITALS, DECIMAL)  # neither is in the decree; they part what is below them
_MARKS = {ROMAN: (".", "R108"), NUMBER: (".", "R106"), LETTER: (")", "R107")}


class Fault(NamedTuple):
    """A label out of order: `at` which paragraph, the rule and text, the label and the one that is wanted."""

    at: int
    rule: str
    code: str
    label: str
    wanted: str


@dataclass(slots=True)
class _Level:
    """An open level: its last label and where it stands; `inner`: it opened within a clause or a point."""

    last: Label
    at: int
    first_at: int
    inner: bool
    count: int = 1
    foreign: bool = False  # its letters run as in English, which has been said


@dataclass(slots=True)
class _Reading:
    lines: Sequence[Tells]
    levels: list[_Level] = field(default_factory=list)
    closed: dict[tuple[str, str], Label] = field(default_factory=dict)
    article: _Level | None = None

    def take(self, index: int, label: Label, *, sure: bool) -> Iterator[Fault]:
        """Take in the next label; what is wrong with it. One that is not `sure` counts only if it fits."""
        if label.kind == ARTICLE:
            yield from self._article(index, label)
            return
        same = [level for level in reversed(self.levels) if _kin(level.last, label)]
        for level in same:
            if _follows(level, label):
                self._go_on(level, label, index)
                if level.count == 2:
                    yield from _mark(level, label)
                return
        if label.value == 1:
            self._open(label, index)
        elif not sure:
            return
        elif same:
            yield from self._stray(same[0], label, index)
        else:
            before = self.closed.get((label.kind, label.level))
            self._open(label, index)
            if before and label.kind in (NUMBER, LETTER) and before.value and label.value == before.value + 1:
                yield Fault(index, "R112", "runs-on", label.text, _named(label, 1))

    def _article(self, index: int, label: Label) -> Iterator[Fault]:
        self._close([level for level in self.levels if level.last.kind not in DIVISIONS])
        before = self.article
        if before and label.value > 1:
            yield from self._stray(before, label, index, through=True)
        if before is None or label.value == 1:
            self.article = _Level(label, index, index, inner=False)

    def _stray(self, level: _Level, label: Label, index: int, *, through: bool = False) -> Iterator[Fault]:
        """A label that does not follow the last one of its level; `through`: it may, where levels are not closed."""
        last = level.last
        if through and label.value == last.value + 1:
            level.last, level.at = label, index
            return
        if label.kind in _UNJUDGED or _is_said(self.lines[level.at : index], last, label):
            self._go_on(level, label, index)
        elif label.kind == LETTER and _is_foreign(last, label):
            if not level.foreign:
                yield Fault(index, "R111", "foreign-letter", label.text, _named(last, last.value + 1))
            level.foreign = True
            self._go_on(level, label if label.value else last, index)
        elif label.value == last.value:
            yield Fault(index, "R112", "repeated", label.text, _named(last, last.value + 1))
        elif last.value < label.value <= last.value + _WIDEST_GAP:
            yield Fault(index, "R112", "skipped", label.text, _named(last, last.value + 1))
            self._go_on(level, label, index)

    def _open(self, label: Label, index: int) -> None:
        inner = any(level.last.kind in (NUMBER, LETTER) for level in self.levels)
        self.levels.append(_Level(label, index, index, inner))

    def _go_on(self, level: _Level, label: Label, index: int) -> None:
        if level in self.levels:
            self._close(self.levels[self.levels.index(level) + 1 :])
        level.last, level.at, level.count = label, index, level.count + 1

    def _close(self, levels: list[_Level]) -> None:
        for level in levels:
            self.closed[level.last.kind, level.last.level] = level.last
            self.levels.remove(level)


def judged(lines: Sequence[Tells], labelled: Sequence[bool]) -> Iterator[Fault]:
    """What is wrong with the labels of these paragraphs; only those that are `labelled` are read as running text."""
    reading = _Reading(lines)
    for index, line in enumerate(lines):
        if labelled[index] and (label := line(parse)):
            yield from reading.take(index, label, sure=not (index and lines[index - 1](_goes_on)))


@blind_to_digits
def _goes_on(text: str) -> bool:
    """Whether a line breaks off within a sentence, so that a number at the beginning of the next is no label."""
    return len(text) > _LONG_LINE and (text[-1].isalnum() or text[-1] == ",")


def _kin(one: Label, other: Label) -> bool:
    return (one.kind, one.level) == (other.kind, other.level)


def _follows(level: _Level, label: Label) -> bool:
    last = level.last
    if level.foreign and ord(label.name) == ord(last.name) + 1:
        return True
    return label.value == last.value + 1 and bool(label.value)


def _is_foreign(last: Label, label: Label) -> bool:
    """Whether a letter comes next in English but not in Vietnamese, or is no letter of points at all."""
    return not label.value or ord(label.name) == ord(last.name) + 1


def _is_said(between: Sequence[Tells], last: Label, label: Label) -> bool:
    """Whether the labels left out stand elsewhere: within a line, in a table."""
    kind = f"{label.kind} " if label.kind in (*DIVISIONS, ARTICLE) else ""
    wanted = [kind + _named(last, value) for value in range(last.value + 1, label.value)]
    return bool(wanted) and all(any(line(_says, one) for line in between) for one in wanted)


def _says(text: str, label: str) -> bool:
    return re.search(rf"(?:\A|[;:.,?!)]\s){re.escape(label)}[.)/:]?(?:\s|\Z)", text) is not None


def _named(label: Label, value: int) -> str:
    """The label of this value, without its mark."""
    if label.kind == LETTER:
        letters = decree().language.point_letters
        return letters[value - 1] if value <= len(letters) else letters[-1]
    if label.kind == ROMAN or (label.kind in DIVISIONS and not label.name.isdecimal()):
        return roman(value)
    return str(value)


def _mark(level: _Level, label: Label) -> Iterator[Fault]:
    """The mark behind the labels of a level, once the second shows that it is one."""
    wanted, number = _MARKS.get(label.kind, (label.mark, ""))
    if label.mark != wanted and not (level.inner and label.kind == NUMBER and label.mark == ")"):
        first = _named(label, label.value - 1)
        yield Fault(level.first_at, number, "label-mark", first + label.mark, first + wanted)
