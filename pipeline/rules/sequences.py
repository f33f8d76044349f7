"""Numbering: every level runs on without gap or repeat and begins anew in each parent (R106 to R112)."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.components import RUNNING, Part, fold
from pipeline.rules.checks import Miss, Subject, miss, rule
from pipeline.rules.labels import parse
from pipeline.rules.levels import judged
from pipeline.rules.quotes import own_words

_TITLED = ("charter", "regulation")
_DIVISIONS = ("part", "section")
_LABELLED = RUNNING | {"part", "section", "part_title", "section_title"}


@rule("R106", "R107", "R108", "R111", "R112")
def order(subject: Subject) -> Iterator[Miss]:
    """Labels follow one another: I, II, III; 1, 2, 3; a, b, c, d, đ, e, g; Điều through the whole document."""
    for parts in subject.anatomy.texts:
        seen = [part for part in parts if part.paragraph.visible]
        labelled = [part.key in _LABELLED for part in seen]
        for fault in judged(own_words([part.tells for part in seen]), labelled):
            yield miss(fault.rule, fault.code, seen[fault.at], label=fault.label, wanted=fault.wanted)


@rule("R110")
def titles(subject: Subject) -> Iterator[Miss]:
    """In a quy chế or quy định every phần, chương, mục and điều has a title."""
    names = {fold(subject.table.type(key).name).upper() for key in _TITLED}
    for text in subject.anatomy.texts:
        called = {part.words.upper() for part in text if part.key == "type_name"}
        if called & names or (text is subject.anatomy.main and subject.anatomy.kind in _TITLED):
            yield from _untitled(text)


def _untitled(text: tuple[Part, ...]) -> Iterator[Miss]:
    seen = [part for part in text if part.key in _LABELLED and part.paragraph.visible]
    for part, below in pairwise([*seen, None]):
        if part is None or (label := parse(part.words)) is None:
            continue
        alone = len(part.words.rstrip(" .:")) <= len(label.text.rstrip(" .:"))
        bare = alone and (below is None or parse(below.words) is not None)
        run_in = alone or _is_bold_only(part, len(label.text))
        if (part.key in _DIVISIONS and bare) or (part.key == "article" and run_in):
            yield miss("R110", "no-title", part, label=label.text)


def _is_bold_only(part: Part, length: int) -> bool:
    """Whether the label is bold, and nothing behind it is: it has no title, text follows at once."""
    position = 0
    bold = {True: False, False: False}  # up to the end of the label, behind it
    for run in part.paragraph.runs:
        for letter in run.text:
            position += 1
            bold[position <= length] |= run.look.bold and not letter.isspace()
    return bold[True] and not bold[False]
