"""Which words on the printed pages are which paragraph of the document.

Paragraphs are found by their text, letter by letter and without spaces: the words of a page come in the order in which
they were laid out, so that nothing is guessed from where they stand. What is printed otherwise than it is written (a
list's number, a field) is not found, and nothing is said about it.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from pipeline.components import Part
from pipeline.pages import Line, Page, Pages, Word, lines_of
from pipeline.rules.checks import Subject
from pipeline.view import Section

# Faces with the widths of Times New Roman, letter for letter. Measured over the 134 Vietnamese letters and ASCII in
# all four faces: Liberation Serif and Tinos differ nowhere, by as much as a thousandth of an em, and have its height of
# line. Nimbus Roman lacks 92 of the letters, TeX Gyre Termes sets ơ and ư up to 0.07 em wider or narrower, with lines a
# fifth higher; FreeSerif and DejaVu Serif differ in most letters. These do not count.
SAME_WIDTHS = ("TimesNewRoman", "LiberationSerif", "Tinos")
# A text of fewer letters may stand anywhere by chance.
_TELLING = 6
# So much of the text in such a face, and the pages end where Word ends them.
_ENOUGH = 0.98
# So much may the texts of two cells overlap (a slanted letter leans over).
_OVERLAP_MM = 2.0
_DROPPED = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff"))


class Spot(NamedTuple):
    """A line of text on a page, which counts from 1."""

    page: int
    line: Line


class Placed(NamedTuple):
    """A part of the document and the lines that it takes; none where it was not found."""

    part: Part
    spots: tuple[Spot, ...]

    @property
    def certain(self) -> bool:
        """Whether it was found, and is set in a face whose widths are right."""
        return bool(self.spots) and all(right_face(word) for spot in self.spots for word in spot.line.words)


@dataclass(frozen=True)
class Seen:
    """A document and its printed pages."""

    subject: Subject
    printed: Pages

    @property
    def pages(self) -> tuple[Page, ...]:
        """Its pages."""
        return self.printed.pages

    @cached_property
    def parts(self) -> tuple[Placed, ...]:
        """Every part of the document, in order, with its lines."""
        parts = list(self.subject.anatomy.parts())
        stream = [(page.number, word) for page in self.pages for word in page.words if self.inside(page, word)]
        found = _found([_key(part.paragraph.text) for part in parts], [_key(word.text) for _, word in stream])
        return tuple(
            Placed(part, tuple(_spots(stream[slice(*found[index])]))) if index in found else Placed(part, ())
            for index, part in enumerate(parts)
        )

    @property
    def main(self) -> tuple[Placed, ...]:
        """The parts of the main document."""
        return self.parts[: len(self.subject.anatomy.main)]

    def of(self, *keys: str) -> tuple[Placed, ...]:
        """The parts of the main document that are these components and were found."""
        return tuple(one for one in self.main if one.part.key in keys and one.spots)

    @cached_property
    def sections(self) -> dict[int, Section]:
        """The section of each page: that of the first text on it; a page without text belongs to the one before."""
        numbered = {section.number: section for section in self.subject.view.sections}
        first: dict[int, int] = {}
        for one in self.parts:
            for spot in one.spots:
                first.setdefault(spot.page, one.part.paragraph.place.section)
        sections: dict[int, Section] = {}
        number = 1
        for page in self.pages:
            number = first.get(page.number, number)
            if number in numbered:
                sections[page.number] = numbered[number]
        return sections

    def annex_pages(self) -> dict[int, int]:
        """The first page of each annex that was found -> which annex it is."""
        starts = accumulate((len(annex) for annex in self.subject.anatomy.annexes), initial=len(self.main))
        pairs = enumerate(list(starts)[:-1])
        return {self.parts[start].spots[0].page: number for number, start in pairs if self.parts[start].spots}

    def inside(self, page: Page, word: Word) -> bool:
        """Whether a word stands below the top margin and above the bottom one."""
        top, bottom = self._bounds(page)
        return top <= word.baseline <= bottom

    def _bounds(self, page: Page) -> tuple[float, float]:
        """Where the text of a page may begin and end, whichever section of its shape it belongs to."""
        sections = self.subject.view.sections
        alike = [one for one in sections if one.landscape == (page.width > page.height)] or sections
        if not alike:
            return 0.0, page.height
        return min(one.top_mm for one in alike), page.height - min(one.bottom_mm for one in alike)

    @cached_property
    def in_columns(self) -> bool:
        """Whether cells of one row are printed beside each other.

        LibreOffice undoes a table in which it does not know a style; Word does not, and nothing that is measured then
        is as the reader sees it.
        """
        rows: dict[tuple[int, int, int], dict[int, tuple[float, float]]] = {}
        for one in self.parts:
            place = one.part.paragraph.place
            for page, line in one.spots if place.table else ():
                columns = rows.setdefault((place.table, place.row, page), {})
                left, right = columns.get(place.column, (line.left, line.right))
                columns[place.column] = (min(left, line.left), max(right, line.right))
        return all(
            other[0] > one[1] - _OVERLAP_MM
            for columns in rows.values()
            for (_, one), (_, other) in pairwise(sorted(columns.items()))
        )

    @cached_property
    def certain(self) -> bool:
        """Whether lines and pages end where they should: tables stand, and the text's face has the right widths."""
        if not self.in_columns:
            return False
        letters = Counter[bool]()
        for page in self.pages:
            for word in page.words:
                letters[right_face(word)] += len(word.text)
        return letters[True] >= _ENOUGH * letters.total()


def right_face(word: Word) -> bool:
    """Whether a word is set in Times New Roman, or in a face of the same widths."""
    return word.face.startswith(SAME_WIDTHS)


def _key(text: str) -> str:
    """The letters of a text without spaces, in a form in which both sides write them alike."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_DROPPED)).casefold().split())


def _spots(words: Sequence[tuple[int, Word]]) -> Iterator[Spot]:
    for page, run in groupby(words, key=lambda pair: pair[0]):
        for line in lines_of(word for _, word in run):
            yield Spot(page, line)


def _found(keys: Sequence[str], words: Sequence[str]) -> dict[int, tuple[int, int]]:
    """Which words each key takes (first, one past the last).

    A key that stands there once is found wherever it is; the others are looked for, in order, between those.
    """
    text = "".join(words)
    starts = list(accumulate(map(len, words), initial=0))
    counts = Counter(keys)
    at = {index: text.find(key) for index, key in enumerate(keys) if len(key) >= _TELLING and counts[key] == 1}
    at = {index: spot for index, spot in at.items() if spot >= 0 and text.find(keys[index], spot + 1) < 0}
    fixed = _rising(at)
    ends = [*(at[index] for index in fixed), len(text)]
    position = passed = 0
    for index, key in enumerate(keys):
        if passed < len(fixed) and index == fixed[passed]:
            passed += 1
        elif index not in at and key and (spot := text.find(key, position, ends[passed])) >= 0:
            at[index] = spot
        else:
            continue
        position = at[index] + len(key)
    return {
        index: (bisect_right(starts, spot) - 1, bisect_left(starts, spot + len(keys[index])))
        for index, spot in at.items()
    }


def _rising(at: dict[int, int]) -> list[int]:
    """The longest run of indexes whose spots rise."""
    tails: list[int] = []  # the smallest spot on which a run of each length ends
    ends: list[int] = []
    before: dict[int, int] = {}
    for index, spot in at.items():
        length = bisect_left(tails, spot)
        before[index] = ends[length - 1] if length else -1
        tails[length : length + 1], ends[length : length + 1] = [spot], [index]
    run: list[int] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        run.append(index)
        index = before[index]
    return run[::-1]
