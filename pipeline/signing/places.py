"""Where on the page a signature's picture stands, found from what the page says (R146, R147, R176, R190)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.components import fold, is_capitals, patterns
from pipeline.decree import decree
from pipeline.metrics import MM_PER_POINT, width_mm
from pipeline.pages import Line, Page, Pages, lines_of
from pipeline.problems import VanbanError

# Words farther apart than this stand in two columns; lines nearer than this are of one block.
_COLUMN_MM, _BLOCK_MM = 6.0, 5.0
# How far the middles of an office and of the name below it may lie apart, and the farthest and nearest two.
_ASIDE_MM, _DEEP_MM, _FLAT_MM = 15.0, 70.0, 8.0
# What a signature leaves free above and below, and the widest one.
_AIR_MM, _WIDE_MM = 1.0, 55.0
# A seal of any office is between these wide.
SEAL_MM = (20.0, 50.0)
# A line at the top: what it leaves to the edge of the paper and to the text below it, and its height in sizes of type.
_EDGE_MM, _BELOW_MM, _LEADING = 5.0, 3.0, 1.2
_RECIPIENTS_MM = 15.0
_NUMBER = re.compile(r"kèm theo.{0,60}?\bsố:?\s*(\d+\s*/\s*[\w-]+)", re.IGNORECASE | re.DOTALL)


_BLANK = re.compile(r"số:\s*[.…_]*\s*/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page (counted from 1), in millimetres from its top left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From side to side."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, across and down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def overlaps(self, other: "Box") -> bool:
        """Whether the two lie over each other."""
        across = self.left < other.right and other.left < self.right
        return self.page == other.page and across and self.top < other.bottom and other.top < self.bottom

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point of the same page lies in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


@dataclass(frozen=True, slots=True)
class Block:
    """Where a document is signed: the last line of the office, and the name below it."""

    page: Page
    office: Line
    name: Line

    @property
    def room(self) -> Box:
        """What lies between the office and the name, in the right half of the page."""
        half = min(self.name.middle - self.page.width / 2, self.page.width - _EDGE_MM - self.name.middle)
        middle = self.name.middle
        return Box(self.page.number, middle - half, self.office.bottom, middle + half, self.name.top)


def block_of(pages: Pages) -> Block:
    """Where the document is signed: the block beside its Nơi nhận, or the only one there is.

    VanbanError where there is none (an annex, a scan, a paper that a citizen signs), or where it cannot be told which.
    """
    blocks = [block for page in pages.pages for block in _blocks(page)]
    beside = [block for block in blocks if _has_recipients(block)]
    if not blocks:
        raise VanbanError("sign-no-place")
    found = beside or blocks
    if len(found) > 1:
        raise VanbanError("sign-many-places", pages=", ".join(str(one.page.number) for one in found))
    return found[0]


def over_name(block: Block, shape: float, wide: float | None) -> Box:
    """The place of the signer's picture, `shape` times as wide as high: in the middle between office and name (R146).

    It fills the room unless `wide` says how wide it is. VanbanError where it has no room.
    """
    room = block.room
    high = room.height - 2 * _AIR_MM
    if wide is None:
        wide = min(high * shape, room.width, _WIDE_MM)
    if room.height < _FLAT_MM or wide > room.width or wide / shape > high:
        raise VanbanError("sign-no-room", page=str(room.page), room=f"{room.width:.0f} x {max(high, 0):.0f}")
    across, down = room.middle
    return Box(room.page, across - wide / 2, down - wide / shape / 2, across + wide / 2, down + wide / shape / 2)


def over_left_third(signature: Box, shape: float, wide: float) -> Box:
    """The place of a seal `wide` millimetres wide: over the left third of the signer's picture (R147)."""
    covers = decree().signatures.agency.covers
    assert covers is not None
    right = signature.left + float(covers.use) * signature.width
    down = signature.middle[1]
    return Box(signature.page, right - wide, down - wide / shape / 2, right, down + wide / shape / 2)


def signature_in(block: Block, boxes: Iterable[Box]) -> Box | None:
    """Which of the signatures that are seen on the pages is the one above the name."""
    room = block.room
    return next((one for one in boxes if one.page == room.page and room.holds(one.middle)), None)


def at_top_right(page: Page, lines: Sequence[str]) -> Box:
    """The place of lines of text above the text area of a page, against its right edge (ô 14: R176, R190).

    VanbanError where the top margin has no room for them.
    """
    size = float(decree().component("signature_info").size_pt.use)
    margins = decree().page
    right = max((word.right for word in page.words), default=page.width - float(margins.right_mm.use))
    top = min((word.top for word in page.words), default=float(margins.top_mm.use)) - _BELOW_MM
    high = len(lines) * size * MM_PER_POINT * _LEADING
    wide = max(width_mm(line, size) for line in lines)
    if top - high < _EDGE_MM or wide > right - _EDGE_MM:
        raise VanbanError("sign-no-room", page=str(page.number), room=f"{right - _EDGE_MM:.0f} x {top - _EDGE_MM:.0f}")
    # in the middle of the margin, where the margin leaves the choice
    top = min(top, max(top / 2 + high / 2, _EDGE_MM + high))
    return Box(page.number, right - wide, top - high, right, top)


def number_of_main(pages: Pages) -> str:
    """The number and symbol of the document that an annex says to come with; "" where it says none."""
    text = fold(" ".join(line.text for line in lines_of(pages.pages[0].words)))
    found = _NUMBER.search(text)
    return "".join(found[1].split()) if found else ""


def is_numbered(pages: Pages) -> bool:
    """Whether the document has its number, or no line for one."""
    lines = (fold(line.text) for line in lines_of(pages.pages[0].words))
    return not any(_BLANK.match(line) for line in lines)


def _blocks(page: Page) -> Iterator[Block]:
    lines = [part for line in lines_of(page.words) for part in _columns(line)]
    right = [line for line in lines if line.middle > page.width / 2]
    for name in right:
        if _is_name(fold(name.text)):
            office = _office_above(name, right)
            if office:
                yield Block(page, office, name)


def _columns(line: Line) -> Iterator[Line]:
    """The line, parted where it runs across columns."""
    start = 0
    for index, (before, word) in enumerate(pairwise(line.words), 1):
        if word.left - before.right > _COLUMN_MM:
            yield Line(line.words[start:index])
            start = index
    yield Line(line.words[start:])


def _office_above(name: Line, lines: Iterable[Line]) -> Line | None:
    """The last line of the office that a name stands under; None where it is no signer's name."""
    above = [one for one in lines if one.baseline < name.top and abs(one.middle - name.middle) < _ASIDE_MM]
    said = [one for one in above if not one.text.startswith("(") and name.top - one.baseline < _DEEP_MM]
    stack: list[Line] = []
    for one in sorted(said, key=lambda line: -line.baseline):
        if not is_capitals(fold(one.text)) or (stack and stack[-1].top - one.baseline > _BLOCK_MM):
            break
        stack.append(one)
    return stack[0] if any(_is_office(fold(one.text)) for one in stack) else None


def _is_office(text: str) -> bool:
    return patterns.AUTHORITY.match(text) is not None or patterns.names_an_office(text)


def _is_name(text: str) -> bool:
    """Whether a line may be the name of who signs, with a rank or a title before it."""
    words = text.split()
    if not 2 <= len(words) <= 8 or not text[-1].isalpha() or any(one.isdigit() for one in text):
        return False
    if any(patterns.names_a_person(" ".join(words[start:])) for start in range(len(words) - 1)):
        return not _is_office(text)
    return not is_capitals(text) and all(word[0].isupper() for word in words)


def _has_recipients(block: Block) -> bool:
    level = block.office.top
    left = (part for line in lines_of(block.page.words) for part in _columns(line) if part.left < block.page.width / 2)
    return any(patterns.RECIPIENTS.match(fold(one.text)) and abs(one.top - level) < _RECIPIENTS_MM for one in left)
