"""Headers of columns that hold several fields in each cell: "Số CCCD, ngày cấp", "Họ tên (năm sinh)"."""

import re
from collections.abc import Callable, Container, Sequence
from typing import Protocol

from pipeline.headings.cells import NO_DAY, NO_TEXT, can_part
from pipeline.headings.folding import folded
from pipeline.headings.meaning import FILLER, Meaning, Said, Unsettled

_CLASSES = tuple(
    map(re.compile, (r"[,;]", r"[()\[\]]", r"[/&+]", r"\bvà\b|\bva\b", r"\s[-–]\s(?=.*\s[-–]\s)|\s[-–]\s"))
)
_DASHES = len(_CLASSES) - 1  # one dash may part a subject from what is said of it: "CCCD - Ngày cấp"
_BETWEEN = re.compile(r"[,;()\[\]/&+]|\bvà\b")


def segments(header: str, known: Callable[[str], Said | None]) -> tuple[tuple[str, Said], ...]:
    """The things that a header names one after the other, each with what is known of it; none where one is unknown."""
    found = _parted(header, known, 0) or []
    return tuple(found) if len(found) > 1 else ()


def _parted(text: str, known: Callable[[str], Said | None], start: int) -> list[tuple[str, Said]] | None:
    if (said := known(text)) is not None:
        return [(text, said)]
    for index in range(start, len(_CLASSES)):
        parts = [part for part in _CLASSES[index].split(text) if part.strip()]
        if len(parts) < 2 + (index == _DASHES):
            continue
        found = [_parted(part, known, index + 1) for part in parts]
        return [one for some in found for one in some or ()] if all(found) else None
    return None


def parts_at(header: str, words: int, subject_first: bool) -> bool:
    """Whether a sign that parts two things stands behind so many words of a header.

    In brackets may stand whom the words before are about, "Ngày cấp (GPKD)": unless that was said first.
    """
    signs = _BETWEEN.finditer(header)
    return any(
        len(folded(header[: sign.start()]).split()) == words for sign in signs if subject_first or sign[0] not in "([)]"
    )


class Beside(Protocol):
    """What a vocabulary knows that is asked here."""

    @property
    def headers(self) -> Container[str]:
        """The keys of the fields."""

    def beside(self, found: Unsettled, left: frozenset[str], present: frozenset[str]) -> Meaning | None:
        """What a bare leaf means next to a column about `left`."""


def together(
    parts: Sequence[tuple[str, Said]], left: frozenset[str], present: frozenset[str], vocabulary: Beside
) -> Meaning | None:
    """What a column means that names several things; None where one is not settled, or they cannot be parted.

    Where all of them are one field, that is what it means.
    """
    about = frozenset[str]().union(*(said.about for _name, said in parts if isinstance(said, Meaning)))
    keys: dict[str, None] = {}
    for name, said in parts:
        if isinstance(said, Meaning):
            one = said
        else:
            bare = Unsettled(said)
            beside = vocabulary.beside(bare, left, present | about) or vocabulary.beside(bare, about, about)
            if beside is None:
                return None
            one = beside
        if one.key != FILLER:
            keys[one.key or (NO_DAY if "ngay" in folded(name).split() else NO_TEXT)] = None
            left = one.about or left
            about |= one.about
    real = [key for key in keys if key in vocabulary.headers]
    if len(keys) < 2 or not real:
        return Meaning(real[0] if real else "", about)
    return Meaning(real[0], about, tuple(keys)) if can_part(tuple(keys)) else None
