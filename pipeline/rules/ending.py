"""Kính gửi and Nơi nhận: whom a document goes to (R120 to R127)."""

import re
from collections.abc import Iterator
from functools import cache
from operator import ne

from pipeline.components import RUNNING, Part
from pipeline.components.patterns import DRAFTER, has_bullet
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
        hidden = [part for part in subject.anatomy.of(*RUNNING) if part.tells(_addresses)]
        for part in (*parts, *hidden)[:1]:
            yield miss("R120", "not-addressed", part, type=one.name)
    elif one and one.addressed == "yes" and not parts:
        yield miss_in_document("R120", "missing", name=subject.table.component("addressee").name)


def _addresses(words: str) -> bool:
    return _ADDRESSED.match(words) is not None


@rule("R121", "R122", "R123")
def addressees(subject: Subject) -> Iterator[Miss]:
    """One addressee stands on the line of "Kính gửi:"; of several each has a line below, "- ...;"."""
    for label in subject.anatomy.of("addressee")[:1]:
        if not label.tells(str.startswith, subject.table.component("addressee").text):
            yield miss("R121", "addressee-label", label)
        inline, several = label.tells(_inline)
        listed = subject.anatomy.of("addressees")
        if not inline and not listed:
            yield miss("R122", "nobody-addressed", label)
        elif not inline and len(listed) == 1:
            yield miss("R122", "one-addressee", listed[0])
        elif inline and listed:
            yield miss("R123", "split-addressees", label)
        elif several:
            yield miss("R123", "inline-addressees", label)
        yield from _aligned(label, listed)
        yield from _list("R123", listed, last=".")


def _inline(words: str) -> tuple[bool, bool]:
    """Whether somebody is named on the line of "Kính gửi:", and whether it is more than one."""
    named = _INLINE.sub("", words, count=1)
    return bool(named), named.count(";") > named.endswith(";")


def _aligned(label: Part, listed: tuple[Part, ...]) -> Iterator[Miss]:
    """The hyphens stand one under the other, and in from the margin: under the colon of "Kính gửi:"."""
    outside = [part for part in listed if not part.paragraph.place.table and part.tells(has_bullet)]
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
        if part.tells(ne, wanted):
            yield miss("R124", "fixed-words", part, words=wanted)
        if any(run.look.underline for run in part.paragraph.visible):
            yield advice(miss("R124", "underlined", part))


@rule("R125", "R126")
def recipients(subject: Subject) -> Iterator[Miss]:
    """Each recipient is "- ...;", and the last line "- Lưu: VT, <unit>."."""
    kinds = [(part, part.tells(_recipient)) for part in subject.anatomy.of("recipients")]
    lines = [part for part, kind in kinds if kind != "drafter"]
    kept = [(part, kind) for part, kind in kinds if kind.startswith("archive")]
    yield from _list("R125", tuple(part for part, kind in kinds if not kind), last=";")
    for part, kind in kept:
        if kind == "archive-line":
            yield miss("R126", kind, part)
        elif part is not lines[-1]:
            yield miss("R126", "archive-not-last", part)
    if lines and not kept:
        yield miss("R126", "no-archive-line", lines[-1])


def _recipient(words: str) -> str:
    """Which line below Nơi nhận it is: "drafter", "archive", "archive-line" where that has not its form, or ""."""
    if DRAFTER.fullmatch(words):
        return "drafter"
    if not words.lstrip("-+ ").startswith(decree().words.archive.rstrip(":")):
        return ""
    return "archive" if archive_line().fullmatch(words) else "archive-line"


@rule("R127")
def first_recipient(subject: Subject) -> Iterator[Miss]:
    """Nơi nhận begins "- Như trên;" where there is Kính gửi, "- Như Điều ...;" in a decision."""
    words = subject.table.words
    lines = subject.anatomy.of("recipients")
    if not lines:
        return
    first = lines[0]
    begins = subject.type.first_recipient if subject.type else "listed"
    if subject.anatomy.of("addressee"):
        wanted = words.as_above
    elif begins == "as_article":
        wanted = words.as_article
    elif begins == "listed" and subject.type and first.tells(_opens, words.as_above, words.as_addressed):
        yield miss("R127", "above-without-addressee", first)
        return
    else:
        return
    if first.tells(_opens_as, words.as_addressed):
        yield advice(miss("R127", "first-recipient", first, words=wanted))
    elif not first.tells(_opens, wanted):
        yield miss("R127", "first-recipient", first, words=wanted)


def _opens(line: str, *openings: str) -> bool:
    return line.lstrip("- ").startswith(openings)


def _opens_as(line: str, opening: str) -> bool:
    return line.lstrip("- ").lower().startswith(opening.lower())


def _list(number: str, parts: tuple[Part, ...], last: str) -> Iterator[Miss]:
    """Each item opens with a hyphen and ends with a semicolon; the last one ends with `last`."""
    items = items_of(parts)
    for index, (first, ends_with) in enumerate(items):
        end = last if index == len(items) - 1 else ";"
        if not first.tells(_is_hyphened):
            yield miss(number, "item-hyphen", first)
        elif ends_with != end:
            yield miss(number, "item-end", first, end=end)


def items_of(parts: tuple[Part, ...]) -> list[tuple[Part, str]]:
    """The items of a list, each with its mark at the end; one that goes on in the next paragraph is one item."""
    items: list[tuple[Part, str]] = []
    for part in parts:
        end = part.tells(_mark)
        if items and not items[-1][1] and not part.tells(has_bullet):
            items[-1] = (items[-1][0], end)
        else:
            items.append((part, end))
    return items


def _is_hyphened(words: str) -> bool:
    return words == "-" or words.startswith("- ")


def _mark(words: str) -> str:
    return words[-1] if words[-1] in ";." else ""


@cache
def archive_line() -> re.Pattern[str]:
    """The line "- Lưu: VT, <unit> (<copies>).", after which the drafter's sign may stand."""
    words = decree().words
    opening = re.escape(f"- {words.archive} {words.records_desk}")
    return re.compile(rf"{opening}(?:, ?[^;.]+?(?: ?\(\d+\w?\))?)?\.(?: [A-ZĐ]{{1,6}}\.\(\d+\))?")
