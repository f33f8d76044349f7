"""Number and symbol, place and date (R050 to R060, R068 to R070); a draft leaves number and day blank."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from pipeline.components import Part
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.vietnamese import month_text, number_text

_LINE = re.compile(r"Số: ?(?P<number>[^/]*?)(?P<slash> ?/ ?)(?P<symbol>.*)")
_BLANK = re.compile(r"[\s.…_]*")
_NUMBER = re.compile(r"0*[1-9][0-9]{0,8}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_GROUP = re.compile(r"[A-ZĐ][A-Za-zĐđ0-9&]*")
_DATE = re.compile(
    r"(?P<place>\S.*?)(?P<comma>,?) ngày(?: (?P<day>\d{1,4}|[.…_]+))? tháng(?: (?P<month>\d{1,4}|[.…_]+))? "
    r"năm(?: (?P<year>\d{4}|[.…_]+))?"
)


@rule("R050", "R051", "R052", "R054")
def number(subject: Subject) -> Iterator[Miss]:
    """The line reads "Số: 05/KH-UBND": digits, a zero before numbers under 10, no spaces but the first."""
    for part in subject.anatomy.of("number"):
        found = _LINE.fullmatch(part.words)
        if found is None:
            code = "no-slash" if part.words.startswith("Số:") else "number-opening"
            yield miss("R054" if code == "no-slash" else "R052", code, part)
            continue
        given = found["number"]
        draft = bool(_BLANK.fullmatch(given))
        if not draft and not _NUMBER.fullmatch(given):
            yield miss("R050", "number-digits", part)
        elif not draft and given != number_text(int(given)):
            yield miss("R051", "number-zero", part)
        if " " in found["symbol"] or (not draft and " " in found["slash"]) or found["slash"].endswith(" "):
            yield miss("R054", "number-spaces", part)


@rule("R053", "R055", "R056", "R057", "R058")
def symbol(subject: Subject) -> Iterator[Miss]:
    """The symbol is the type's abbreviation and the issuer's; in a công văn the issuer's and the unit's."""
    for part in subject.anatomy.of("number"):
        found = _LINE.fullmatch(part.words)
        if found is None or " " in found["symbol"]:
            continue
        head, _, rest = found["symbol"].partition("/")
        if _YEAR.fullmatch(head) and rest:
            yield miss("R057", "year-in-number", part)
            continue
        groups = found["symbol"].split("-")
        for group in groups:
            if not _GROUP.fullmatch(group):
                yield miss("R058", "symbol-letters", part, group=group)
            elif group != group.upper() and group not in _mixed_case():
                yield miss("R053", "symbol-small", part, group=group)
        wrong = list(_against_kind(part, groups, subject.anatomy.kind))
        yield from wrong or _against_issuer(part, groups, subject)


def _against_kind(part: Part, groups: list[str], kind: str) -> Iterator[Miss]:
    table = decree()
    types = {one.abbreviation for one in table.types if one.abbreviation}
    if groups[0] in table.words.copies:
        return
    if kind == "letter":
        if groups[0] in types | {"CV"}:
            yield miss("R056", "letter-with-type", part, group=groups[0])
        elif len(groups) < 2:
            yield miss("R056", "letter-without-unit", part)
    elif wanted := {one.key: one.abbreviation for one in table.types}.get(kind):
        if groups[0] != wanted:
            yield miss("R055", "other-type", part, group=groups[0], wanted=wanted)
        elif len(groups) < 2:
            yield miss("R055", "type-without-issuer", part, wanted=wanted)
    elif groups[0] == "CV":
        yield miss("R056", "letter-with-type", part, group=groups[0])


def _against_issuer(part: Part, groups: list[str], subject: Subject) -> Iterator[Miss]:
    """A committee's symbol names the committee or its chair (CT); nobody else's does."""
    issuer = " ".join(one.words.upper() for one in subject.anatomy.of("issuer"))
    code = "R056" if subject.anatomy.kind == "letter" else "R055"
    said = groups[:1] if code == "R056" else groups[1:2]
    for body in subject.table.words.committees if issuer and said else ():
        if issuer.startswith(body.name) and body.abbreviation not in said[0] and said[0][:2] not in ("CT", "TT"):
            yield miss(code, "other-issuer", part, group=said[0], wanted=body.abbreviation)
            return
        if said[0] == body.abbreviation and body.name not in issuer and body.abbreviation not in issuer:
            yield miss(code, "not-the-issuer", part, group=said[0])
            return


@rule("R059")
def level_with_date(subject: Subject) -> Iterator[Miss]:
    """Number and date stand on one line: in the same row of the table that holds them."""
    number, day = (subject.anatomy.of(key)[:1] for key in ("number", "place_date"))
    if number and day:
        here, there = number[0].paragraph.place, day[0].paragraph.place
        if here.table and here.table == there.table and here.row != there.row:
            yield miss("R059", "not-level", day[0])


@rule("R060")
def together(subject: Subject) -> Iterator[Miss]:
    """Number and day are given together, when the document is signed."""
    number, day = (subject.anatomy.of(key)[:1] for key in ("number", "place_date"))
    line = _LINE.fullmatch(number[0].words) if number else None
    written = _DATE.fullmatch(day[0].words) if day else None
    if line and written and bool(_BLANK.fullmatch(line["number"])) == bool(_given(written["day"])):
        yield miss("R060", "half-issued", number[0])


@rule("R068", "R069", "R070")
def place_and_date(subject: Subject) -> Iterator[Miss]:
    """The line reads "Hà Nội, ngày 05 tháng 3 năm 2026": a zero before days under 10, months 1 and 2."""
    for part in subject.anatomy.of("place_date"):
        if subject.anatomy.kind == "minutes":
            yield miss("R070", "minutes-dated", part)
            continue
        found = _DATE.fullmatch(part.words)
        if found is None:
            yield miss("R068", "date-form", part)
            continue
        if found["place"][0].islower():
            yield miss("R069", "place-small", part)
        if not found["comma"]:
            yield miss("R069", "date-comma", part)
        yield from _day(part, found)


def _day(part: Part, found: re.Match[str]) -> Iterator[Miss]:
    day, month, year = (_given(found[name]) for name in ("day", "month", "year"))
    if day and day != number_text(int(day)):
        yield miss("R068", "day-zero", part)
    zeros = len(month) - len(month_text(int(month))) if month else 0
    if zeros < 0:
        yield miss("R068", "month-zero", part)
    elif zeros > 0:
        yield advice(miss("R068", "month-without-zero", part))
    if day and month and year and not _exists(int(year), int(month), int(day)):
        yield miss("R068", "no-such-day", part)


def _given(text: str | None) -> str:
    return text if text and text.isdecimal() else ""


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@cache
def _mixed_case() -> frozenset[str]:
    """The abbreviations that hold small letters by right."""
    table = decree()
    return frozenset({one.abbreviation for one in table.types} | set(table.words.mixed_case))
