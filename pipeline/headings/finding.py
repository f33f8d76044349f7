"""Which rows at the top of a sheet are its heading."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, product

from pipeline.headings.cells import NO_DAY, NO_TEXT
from pipeline.headings.folding import IN_BRACKETS
from pipeline.headings.heading import Fault, Heading, HeadingColumn
from pipeline.headings.meaning import Meaning, Unsettled
from pipeline.headings.phrases import holds_long_numbers
from pipeline.headings.reading import read_columns, settled
from pipeline.headings.vocabulary import Vocabulary

WITHIN = 40  # rows from the top in which the heading is looked for
DEEPEST = 3
ENOUGH = 3  # distinct fields: a title over the whole table says one at most, a letterhead in two halves two
NEARLY_FULL = 0.6  # of the fullest row's cells, for a row to be shown as the heading that was probably meant
_AS_GOOD = 0.8  # of a lower one's fields: a heading with so many is not a title, and what stands below it is not lost
_LEAVES = (ENOUGH, 2)  # cells of known words in the lowest row, of one and of several; what has fewer is not looked at
MOST_SUGGESTIONS = 30  # unknown columns: what is beyond is another table

Merge = tuple[int, int, int, int]
"""A merged range: top, left, bottom, right; rows from 1, columns from 0, all included."""
_Grid = Mapping[int, Sequence[str]]


def find_heading(
    rows: Sequence[tuple[int, Sequence[str]]], vocabulary: Vocabulary, merges: Iterable[Merge] = ()
) -> Heading | None:
    """The heading among the top rows, given by number and texts; None where no row has any text.

    Of each start and depth (one to three rows) the one with most distinct fields, three at least; on ties that with
    fewer unknown columns, then the shallower, then the upper; but one that stands above it and is nearly as good wins:
    there are records between them. A record's cells are no headers, so no row of data wins.
    """
    rows = [(number, texts) for number, texts in rows if number <= WITHIN and any(texts)]
    if not rows:
        return None
    width = max(len(texts) for _number, texts in rows)
    last = rows[-1][0]
    merges = [
        (top, left, min(bottom, last), min(right, width - 1)) for top, left, bottom, right in merges if top <= last
    ]
    raw = {number: (*texts, *[""] * (width - len(texts))) for number, texts in rows}
    grid = _expanded(raw, merges)
    inside = {row for top, left, bottom, _right in merges if _at(raw, top, left) for row in range(top + 1, bottom + 1)}
    covered = set(chain.from_iterable(_cells(*merge) for merge in merges))
    top, depth = _best(grid, covered, sorted(raw.keys() - inside), vocabulary)
    if not depth:
        return _probable(raw, vocabulary)
    names = _names(grid, covered, top, depth)
    below = (lowest for first, _left, lowest, _right in merges if top <= first < top + depth)
    bottom = max([top + depth - 1, *(row for row in below if row < top + DEEPEST)])
    columns = _spread(read_columns(names, vocabulary), merges, top, bottom, raw)
    return Heading(top, bottom, columns)


def _best(
    grid: _Grid, covered: Container[tuple[int, int]], tops: Sequence[int], vocabulary: Vocabulary
) -> tuple[int, int]:
    """The top row and the depth of the best heading; depth 0 where nothing has enough fields."""
    likely = {row: sum(map(vocabulary.may_know, texts)) for row, texts in grid.items() if not holds_long_numbers(texts)}
    grouping = {row for row, texts in grid.items() if len({*texts} - {""}) > 1}  # a title over all columns groups none
    found = list[tuple[tuple[int, int], int, int]]()  # score, top, depth
    for depth, top in product(range(1, DEEPEST + 1), tops):
        *above, lowest = range(top, top + depth)
        if likely.get(lowest, 0) < _LEAVES[depth > 1] or not all(row in likely and row in grouping for row in above):
            continue
        score = _score(_names(grid, covered, top, depth), vocabulary)
        if score[0] >= ENOUGH:
            found.append((score, top, depth))
    best = (0, 0)
    while found:
        most, top, depth = max(found, key=lambda one: one[0])  # of equal ones the shallower, then the upper
        best = (top, depth)
        found = [one for one in found if one[1] + one[2] <= top and one[0][0] >= most[0] * _AS_GOOD]
    return best


def _at(raw: _Grid, row: int, column: int) -> str:
    return raw[row][column] if row in raw and column < len(raw[row]) else ""


def _cells(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    return product(range(top, bottom + 1), range(left, right + 1))


def _expanded(raw: _Grid, merges: Iterable[Merge]) -> dict[int, list[str]]:
    """The rows with the text of each merged range in all its cells."""
    grid = {number: list(texts) for number, texts in raw.items()}
    width = max(map(len, raw.values()))
    for top, left, bottom, right in merges:
        if top in raw and left < width:
            for number in range(top, bottom + 1):
                row = grid.setdefault(number, [""] * width)
                row[left : right + 1] = [raw[top][left]] * (right + 1 - left)
    return grid


def _names(grid: _Grid, covered: Container[tuple[int, int]], top: int, depth: int) -> list[tuple[str, ...]]:
    """The texts above each column, the outermost first, each once.

    Where no range is merged a text also heads the empty cells to its right, as far as texts stand below them.
    """
    levels = [list(grid[top + below]) for below in range(depth)]
    for level in range(depth - 1):
        row, below = levels[level], levels[level + 1]
        for column in range(1, len(row)):
            free = (top + level, column) not in covered and (top + level, column - 1) not in covered
            if not row[column] and free and _says(below[column]) and _says(below[column - 1]):
                row[column] = row[column - 1]
    return [tuple(dict.fromkeys(text for text in texts if _says(text))) for texts in zip(*levels, strict=True)]


def _says(text: str) -> bool:
    """Whether there is more than a column's number in brackets."""
    return bool(text) and not (len(text) < 6 and IN_BRACKETS.fullmatch(text.strip()))


def _score(names: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> tuple[int, int]:
    found = settled(names, vocabulary)
    fields = {key for one in found if isinstance(one, Meaning) for key in (one.key, *one.parts)} - {"", NO_DAY, NO_TEXT}
    return len(fields), -sum(isinstance(one, Unsettled) for one in found)


def _spread(
    columns: tuple[HeadingColumn, ...], merges: Iterable[Merge], top: int, bottom: int, raw: _Grid
) -> tuple[HeadingColumn, ...]:
    """A header merged over several columns belongs to the first; the others must be empty below it."""
    read = list(columns)
    for _top, left, lowest, right in merges:
        if not (top <= lowest <= bottom):
            continue
        for column in range(left + 1, min(right + 1, len(read))):
            if read[column].names == read[left].names and read[left].names:
                filled = any(texts[column] for number, texts in raw.items() if number > bottom)
                fault = Fault.SPREAD if filled and (read[left].key or read[left].fault) else None
                near = (read[left].key,) if fault and read[left].key else ()
                read[column] = replace(read[column], key="", fault=fault, near=near)
    return tuple(read)


def _probable(raw: _Grid, vocabulary: Vocabulary) -> Heading:
    """The first row that is nearly as full as the fullest: where nothing is recognised, messages need a place."""
    fullest = max(sum(map(bool, texts)) for texts in raw.values())
    top = next(number for number, texts in raw.items() if sum(map(bool, texts)) >= fullest * NEARLY_FULL)
    named = [(text,) if text else () for text in raw[top]]
    columns = read_columns(named[:MOST_SUGGESTIONS], vocabulary)
    return Heading(top, top, columns, recognised=False)


def keys_in(texts: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The distinct fields that a row of texts would head by itself."""
    found = settled([(text,) if text else () for text in texts], vocabulary)
    yield from dict.fromkeys(one.key for one in found if isinstance(one, Meaning) and one.key)
