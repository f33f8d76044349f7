"""What stands beside the text: stamps, notes, the drafter's mark, the address, marks of signing (R155 to R190)."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.components import Part, fold, is_capitals
from pipeline.decree import Urgency, decree
from pipeline.rules.checks import Miss, Subject, miss, rule
from pipeline.view import Paragraph

_DRAFTER = re.compile(r"[A-ZĐ]{1,6}\.\(\d+\)")
_STAMPED = re.compile(r"(?P<day>\d{2})[./-](?P<month>\d{2})[./-]\d{4}[;,]? ?\d{1,2}:\d{2}(?P<seconds>:\d{2})?")
_LONGEST = 30  # characters of a stamp
_ZONE = re.compile(r"[+-]\d{2}:?\d{2}$")


@rule("R155")
def secrecy(subject: Subject) -> Iterator[Miss]:
    """No stamp of secrecy: documents that bear one follow the law on state secrets."""
    for part in subject.anatomy.main:
        if part.tells(_is_secret):
            yield miss("R155", "secret", part)


def _is_secret(words: str) -> bool:
    return words.upper() in decree().words.secrecies


@rule("R156")
def urgency(subject: Subject) -> Iterator[Miss]:
    """One stamp of urgency at most, red, in a box of the size that the decree gives it."""
    stamps = subject.anatomy.of("urgency")
    for part in subject.anatomy.main:
        if not part.key and part.tells(_is_unknown_urgency):
            yield miss("R156", "unknown-urgency", part)
    for part in stamps[1:]:
        yield miss("R156", "second-urgency", part)
    for part in stamps[:1]:
        if not all(_is_red(run.look.color) for run in part.paragraph.visible):
            yield miss("R156", "stamp-not-red", part)
        yield from _boxed(subject, part, _urgencies().get(part.words.upper()))


@rule("R157")
def circulation(subject: Subject) -> Iterator[Miss]:
    """A note on circulation stands boxed in the top margin of page 1."""
    for part in subject.anatomy.of("circulation"):
        yield miss("R157", "circulation-place", part)
    for part in subject.anatomy.stories:
        if part.key == "circulation":
            place = part.paragraph.place
            if place.story != "header" or place.variant != "first":
                yield miss("R157", "circulation-place", part)
            elif not _has_border(subject, part.paragraph):
                yield miss("R157", "circulation-unboxed", part)


@rule("R158")
def drafter(subject: Subject) -> Iterator[Miss]:
    """The drafter's mark reads "PL.(300)": capitals, a full stop, the print run in brackets."""
    for part in subject.anatomy.of("drafter"):
        if not _DRAFTER.fullmatch(part.words):
            yield miss("R158", "drafter-form", part)


@rule("R159")
def contact(subject: Subject) -> Iterator[Miss]:
    """The agency's address stands at the foot of page 1 only, below a line across the text."""
    lines = [part for part in subject.anatomy.stories if part.key == "contact"]
    for part in lines[:1]:
        if part.paragraph.place.variant != "first":
            yield miss("R159", "contact-every-page", part)
        elif not _ruled_above(subject, part.paragraph):
            yield miss("R159", "no-line-above", part)


@rule("R176", "R190")
def signature_info(subject: Subject) -> Iterator[Miss]:
    """A mark of signing or copying names its time to the second, in Vietnam's zone, on page 1 only."""
    for part in (*subject.anatomy.stories, *subject.anatomy.of("signature_info")):
        if part.key != "signature_info":
            continue
        copied = fold(part.paragraph.text).upper().startswith(("SAO", "TRÍCH"))
        number = "R190" if copied else "R176"
        found = _STAMPED.search(part.words)
        if found is None or not found["seconds"] or not _in_calendar(found):
            yield miss(number, "signing-time", part)
        elif (zone := _ZONE.search(part.words)) and zone[0].replace(":", "") != "+0700":
            yield miss(number, "signing-zone", part)
        if part.paragraph.place.story == "header" and part.paragraph.place.variant != "first":
            yield miss(number, "mark-every-page", part)


def _boxed(subject: Subject, part: Part, asked: Urgency | None) -> Iterator[Miss]:
    place = part.paragraph.place
    box = subject.view.boxes.get(place.box) if place.box else None
    if box is None:
        if not place.table and not _has_border(subject, part.paragraph):
            yield miss("R156", "stamp-unboxed", part)
        return
    if not box.outlined:
        yield miss("R156", "stamp-unboxed", part)
    elif asked is not None:
        slack = float(asked.tolerance_mm)
        off = abs(box.width_mm - float(asked.width_mm)), abs(box.height_mm - float(asked.height_mm))
        if max(off) > slack:
            size = {"width": round(box.width_mm, 1), "height": round(box.height_mm, 1)}
            wanted = {"least": float(asked.width_mm), "most": float(asked.height_mm)}
            yield miss("R156", "stamp-size", part, **size, **wanted)


@cache
def _urgencies() -> dict[str, Urgency]:
    """The stamps of urgency by their words, folded."""
    return {fold(one.text): one for one in decree().urgencies}


def _is_unknown_urgency(words: str) -> bool:
    """Whether these are a stamp's words: those of a stamp of urgency among others."""
    if len(words) > _LONGEST or not is_capitals(words):
        return False
    return any(words != stamp and f" {stamp} " in f" {words} " for stamp in _urgencies())


def _has_border(subject: Subject, paragraph: Paragraph) -> bool:
    box = subject.view.boxes.get(paragraph.place.box) if paragraph.place.box else None
    return (box is not None and box.outlined) or (paragraph.layout.top and paragraph.layout.bottom)


def _ruled_above(subject: Subject, paragraph: Paragraph) -> bool:
    """Whether a line is drawn above a footer's paragraph: its own border, or in one above it."""
    if paragraph.layout.top:
        return True
    story = next(one for one in subject.view.stories if paragraph in one.paragraphs)
    before = story.paragraphs[: story.paragraphs.index(paragraph) + 1]
    return any(one.lines_mm or one.layout.bottom or (one.layout.top and not one.visible) for one in before)


def _is_red(color: str) -> bool:
    if color == "auto":
        return False
    red, green, blue = (int(color[at : at + 2], 16) for at in (0, 2, 4))
    return red > 2 * max(green, blue)


def _in_calendar(found: re.Match[str]) -> bool:
    return 1 <= int(found["day"]) <= 31 and 1 <= int(found["month"]) <= 12
