"""Lines that a tab parts in two: heads and feet made without a table.

Each half becomes a paragraph of its own, placed as if the two stood in the cells of a table. These tables have numbers
below 0, which no table of a file has; `Part.place` tells where the line really stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.components import patterns
from pipeline.components.folding import fold
from pipeline.view import Align, Paragraph, Place, Run
from pipeline.view.facts import blind_to_digits

HEAD, FOOT = -1, -2
# A head without a table begins within so many paragraphs, and its lines follow each other within so many more.
_REACH = 6
_TABS = re.compile(r"\t+")


def real(place: Place) -> Place:
    """Where a paragraph stands in the file, be it half of a line or not."""
    return replace(place, table=0, row=0, column=0) if place.table < 0 else place


def parted(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, with the lines of a tabbed head and foot parted at their tabs."""
    table, row, since = 0, 0, 0
    for index, paragraph in enumerate(paragraphs):
        outside = not paragraph.place.table and not paragraph.place.box
        tabbed = outside and paragraph.tells(_is_tabbed)
        left, right = _words(paragraph) if tabbed else ("", "")
        if tabbed and index < _REACH and patterns.NATIONAL_TITLE.match(right):
            table, row = HEAD, 1
        elif tabbed and patterns.RECIPIENTS.match(left) and right:
            table, row = FOOT, 1
        elif table and (not outside or paragraph.tells(_is_annex)):
            table = 0
        since = 0 if tabbed else since + 1
        if table == HEAD and since > 2:
            table = 0
        listed = table == FOOT and outside and paragraph.tells(_is_listed)
        if not (table and (tabbed or listed)):
            yield paragraph
            continue
        if table == HEAD and (patterns.NUMBER.match(left) or patterns.LOOSE_DATE.fullmatch(right)):
            row += 1
        yield from _halves(paragraph, table, row)


@blind_to_digits
def _is_tabbed(text: str) -> bool:
    return "\t" in text.strip(" ")


@blind_to_digits
def _is_annex(text: str) -> bool:
    return patterns.ANNEX.fullmatch(fold(text)) is not None


@blind_to_digits
def _is_listed(text: str) -> bool:
    return text.lstrip()[:1] in tuple(patterns.BULLETS)


def _words(paragraph: Paragraph) -> tuple[str, str]:
    """What stands before the tabs and after them."""
    left, _, right = _TABS.sub("\t", paragraph.text, count=1).partition("\t")
    return fold(left), fold(right)


def _halves(paragraph: Paragraph, table: int, row: int) -> Iterator[Paragraph]:
    sides: tuple[list[Run], list[Run]] = ([], [])
    side = 0
    for run in paragraph.runs:
        first, tab, rest = run.text.partition("\t") if side == 0 else (run.text, "", "")
        sides[side].append(replace(run, text=first))
        if tab:
            side = 1
            sides[1].append(replace(run, text=rest.lstrip("\t")))
    for column, runs in enumerate(sides, start=1):
        align: Align = "left" if table == FOOT and column == 1 else "center"
        layout = replace(paragraph.layout, align=align, first_line_mm=0)
        place = replace(paragraph.place, table=table, row=row, column=column)
        label = paragraph.label if column == 1 else ""
        half = replace(paragraph, place=place, layout=layout, runs=tuple(runs), label=label, fields=())
        if half.text.strip():
            yield half
