"""Kính gửi and Nơi nhận: whom a document goes to (R120 to R127)."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.components import RUNNING, Part
from pipeline.components.patterns import BULLETS, DRAFTER
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, miss_in_document, rule

_ADDRESSED = re.compile(r"(?:\d+\. |- )?kính gửi\s*:", re.IGNORECASE)
_INLINE = re.compile(r"kính gửi\s*:?\s*", re.IGNORECASE)


@rule("R120")
def addressed(subject: Subject) -> Iterator[Miss]:
    """Kính gửi stands in a công văn and a tờ trình, may stand in a báo cáo, and in no other type."""
    one = subject.type
    parts = subject.anatomy.of("addressee", "addressees")
    if one and one.addressed == "no":
        hidden = [part for part in subject.anatomy.of(*RUNNING) if _ADDRESSED.match(part.words)]
        for part in (*parts, *hidden)[:1]:
            yield miss("R120", "not-addressed", part, type=one.name)
    elif one and one.addressed == "yes" and not parts:
        yield miss_in_document("R120", "missing", name=subject.table.component("addressee").name)


@rule("R121", "R122", "R123")
def addressees(subject: Subject) -> Iterator[Miss]:
    """One addressee stands on the line of "Kính gửi:"; of several each has a line below, "- ...;"."""
    for label in subject.anatomy.of("addressee")[:1]:
        if not label.words.startswith(subject.table.component("addressee").text):
            yield miss("R121", "addressee-label", label)
        inline = _INLINE.sub("", label.words, count=1)
        listed = subject.anatomy.of("addressees")
        if not inline and not listed:
            yield miss("R122", "nobody-addressed", label)
        elif not inline and len(listed) == 1:
            yield miss("R122", "one-addressee", listed[0])
        elif inline and listed:
            yield miss("R123", "split-addressees", label)
        elif inline.count(";") > inline.endswith(";"):
            yield miss("R123", "inline-addressees", label)
        yield from _aligned(label, listed)
        yield from _list("R123", listed, last=".")


def _aligned(label: Part, listed: tuple[Part, ...]) -> Iterator[Miss]:
    """The hyphens stand one under the other, and in from the margin: under the colon of "Kính gửi:"."""
    outside = [part for part in listed if not part.paragraph.place.table and part.words[0] in BULLETS]
    starts = [part.paragraph.layout.left_mm + part.paragraph.layout.first_line_mm for part in outside]
    least = float(decree().paragraphs.first_line_mm.most) + 1
    for part, start in zip(outside, starts, strict=True):
        if abs(start - starts[0]) > 1 or (start < least and not label.paragraph.place.table):
            yield miss("R123", "addressees-aside", part, start=round(start, 1))


@rule("R124")
def recipients_label(subject: Subject) -> Iterator[Miss]:
    """The words "Nơi nhận:" stand alone on their line, with the colon, not underlined."""
    wanted = subject.table.component("recipients_label").text
    for part in subject.anatomy.of("recipients_label"):
        if part.words != wanted:
            yield miss("R124", "fixed-words", part, words=wanted)
        if any(run.look.underline for run in part.paragraph.visible):
            yield advice(miss("R124", "underlined", part))


@rule("R125", "R126")
def recipients(subject: Subject) -> Iterator[Miss]:
    """Each recipient is "- ...;", and the last line "- Lưu: VT, <unit>."."""
    archive = subject.table.words.archive.rstrip(":")
    lines = [part for part in subject.anatomy.of("recipients") if not DRAFTER.fullmatch(part.words)]
    kept = [part for part in lines if part.words.lstrip("-+ ").startswith(archive)]
    yield from _list("R125", tuple(part for part in lines if part not in kept), last=";")
    for part in kept:
        if not archive_line().fullmatch(part.words):
            yield miss("R126", "archive-line", part)
        elif part is not lines[-1]:
            yield miss("R126", "archive-not-last", part)
    if lines and not kept:
        yield miss("R126", "no-archive-line", lines[-1])


@rule("R127")
def first_recipient(subject: Subject) -> Iterator[Miss]:
    """Nơi nhận begins "- Như trên;" where there is Kính gửi, "- Như Điều ...;" in a decision."""
    words = subject.table.words
    lines = subject.anatomy.of("recipients")
    if not lines:
        return
    first = lines[0].words.lstrip("- ")
    begins = subject.type.first_recipient if subject.type else "listed"
    if subject.anatomy.of("addressee"):
        wanted = words.as_above
    elif begins == "as_article":
        wanted = words.as_article
    elif begins == "listed" and subject.type and first.startswith((words.as_above, words.as_addressed)):
        yield miss("R127", "above-without-addressee", lines[0])
        return
    else:
        return
    if first.lower().startswith(words.as_addressed.lower()):
        yield advice(miss("R127", "first-recipient", lines[0], words=wanted))
    elif not first.startswith(wanted):
        yield miss("R127", "first-recipient", lines[0], words=wanted)


def _list(number: str, parts: tuple[Part, ...], last: str) -> Iterator[Miss]:
    """Each item opens with a hyphen and ends with a semicolon; the last one ends with `last`."""
    items = items_of(parts)
    for index, (part, words) in enumerate(items):
        end = last if index == len(items) - 1 else ";"
        if not words.startswith("- "):
            yield miss(number, "item-hyphen", part)
        elif not words.endswith(end):
            yield miss(number, "item-end", part, end=end)


def items_of(parts: tuple[Part, ...]) -> list[tuple[Part, str]]:
    """The items of a list, each with its words; one that goes on in the next paragraph is one item."""
    items: list[tuple[Part, str]] = []
    for part in parts:
        if items and part.words[0] not in BULLETS and items[-1][1][-1] not in ";.":
            first, words = items[-1]
            items[-1] = (first, f"{words} {part.words}")
        else:
            items.append((part, part.words))
    return items


@cache
def archive_line() -> re.Pattern[str]:
    """The line "- Lưu: VT, <unit> (<copies>).", after which the drafter's sign may stand."""
    words = decree().words
    opening = re.escape(f"- {words.archive} {words.records_desk}")
    return re.compile(rf"{opening}(?:, ?[^;.]+?(?: ?\(\d+\w?\))?)?\.(?: [A-ZĐ]{{1,6}}\.\(\d+\))?")
