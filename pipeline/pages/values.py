"""What stands on printed pages. Every length is in millimetres, from the top left of the page; sizes are points."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# Words whose baselines are no farther apart than this share of their size stand on one line (so do raised figures).
_LEVEL = 0.4
_MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space, of one face, beside each other.

    `left` and `right` are the ends of the room that its characters take, `top` and `bottom` those of its ink.
    `face` is the font's own name ("LiberationSerif-Bold").
    """

    text: str
    face: str
    size_pt: float
    left: float
    right: float
    top: float
    bottom: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Line:
    """Words that follow each other on one baseline."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words; those that touch are one."""
        parts = [self.words[0].text]
        for before, word in zip(self.words, self.words[1:], strict=False):
            touching = word.left - before.right < 0.1 * word.size_pt * _MM_PER_POINT
            parts.append(word.text if touching else f" {word.text}")
        return "".join(parts)

    @property
    def left(self) -> float:
        """Where its text begins."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Where its text ends."""
        return max(word.right for word in self.words)

    @property
    def width(self) -> float:
        """How long its text is."""
        return self.right - self.left

    @property
    def middle(self) -> float:
        """Half-way between its ends."""
        return (self.left + self.right) / 2

    @property
    def baseline(self) -> float:
        """Where its largest word stands."""
        return max(self.words, key=lambda word: word.size_pt).baseline

    @property
    def top(self) -> float:
        """The upper end of its ink."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        """The lower end of its ink."""
        return max(word.bottom for word in self.words)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line as it is drawn: the box that its ink fills, narrow in one direction."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def lying(self) -> bool:
        """Whether it runs across the page, not down."""
        return self.right - self.left > self.bottom - self.top

    @property
    def length(self) -> float:
        """How long it is."""
        return max(self.right - self.left, self.bottom - self.top)

    @property
    def middle(self) -> float:
        """Half-way between its ends, across the page."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `number` counts from 1, whatever is printed on it.

    Words come in the order in which they were laid out (a cell after the other, not line by line across cells), those
    that follow each other on one level from left to right.
    `pictures` counts what else is drawn: pictures, areas, curves.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    strokes: tuple[Stroke, ...] = ()
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole PDF: its pages, and its faces, each with whether it is embedded."""

    pages: tuple[Page, ...]
    faces: Mapping[str, bool]


def lines_of(words: Iterable[Word]) -> tuple[Line, ...]:
    """The words as lines: a new one begins where the next word stands on another level, or goes back to the left."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and _goes_on(lines[-1][-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(Line(tuple(line)) for line in lines)


def _goes_on(before: Word, word: Word) -> bool:
    size = max(before.size_pt, word.size_pt) * _MM_PER_POINT
    return abs(word.baseline - before.baseline) < _LEVEL * size and word.left > before.left
