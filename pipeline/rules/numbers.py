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
        for number, code in part.tells(_misnumbered):
            yield miss(number, code, part)


def _misnumbered(line: str) -> tuple[tuple[str, str], ...]:
    """What is wrong with a line that gives the number: rules and codes."""
    found = _LINE.fullmatch(line)
    if found is None:
        return (("R054", "no-slash") if line.startswith("Số:") else ("R052", "number-opening"),)
    told = []
    given = found["number"]
    draft = bool(_BLANK.fullmatch(given))
    if not draft and not _NUMBER.fullmatch(given):
        told.append(("R050", "number-digits"))
    elif not draft and given != number_text(int(given)):
        told.append(("R051", "number-zero"))
    if " " in found["symbol"] or (not draft and " " in found["slash"]) or found["slash"].endswith(" "):
        told.append(("R054", "number-spaces"))
    return tuple(told)


def _symbol(line: str) -> str | None:
    """The symbol behind the number; None where the line has none in one word."""
    found = _LINE.fullmatch(line)
    return found["symbol"] if found and " " not in found["symbol"] else None


@rule("R053", "R055", "R056", "R057", "R058")
def symbol(subject: Subject) -> Iterator[Miss]:
    """The symbol is the type's abbreviation and the issuer's; in a công văn the issuer's and the unit's."""
    for part in subject.anatomy.of("number"):
        written = part.tells(_symbol)
        if written is None:
            continue
        head, _, rest = written.partition("/")
        if _YEAR.fullmatch(head) and rest:
            yield miss("R057", "year-in-number", part)
            continue
        groups = written.split("-")
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
    numbered = number[0].tells(_is_given) if number else None
    dated = day[0].tells(_has_day) if day else None
    if numbered is not None and dated is not None and numbered != dated:
        yield miss("R060", "half-issued", number[0])


def _is_given(line: str) -> bool | None:
    """Whether a number stands where it should, rather than a blank; None where the line is none."""
    found = _LINE.fullmatch(line)
    return not _BLANK.fullmatch(found["number"]) if found else None


def _has_day(line: str) -> bool | None:
    """Whether the line of place and date gives the day; None where the line is none."""
    found = _DATE.fullmatch(line)
    return bool(_given(found["day"])) if found else None


@rule("R068", "R069", "R070")
def place_and_date(subject: Subject) -> Iterator[Miss]:
    """The line reads "Hà Nội, ngày 05 tháng 3 năm 2026": a zero before days under 10, months 1 and 2."""
    for part in subject.anatomy.of("place_date"):
        if subject.anatomy.kind == "minutes":
            yield miss("R070", "minutes-dated", part)
            continue
        for number, code in part.tells(_misdated):
            one = miss(number, code, part)
            yield advice(one) if code == "month-without-zero" else one


def _misdated(line: str) -> tuple[tuple[str, str], ...]:
    """What is wrong with the line of place and date: rules and codes."""
    found = _DATE.fullmatch(line)
    if found is None:
        return (("R068", "date-form"),)
    told = []
    if found["place"][0].islower():
        told.append(("R069", "place-small"))
    if not found["comma"]:
        told.append(("R069", "date-comma"))
    day, month, year = (_given(found[name]) for name in ("day", "month", "year"))
    if day and day != number_text(int(day)):
        told.append(("R068", "day-zero"))
    zeros = len(month) - len(month_text(int(month))) if month else 0
    if zeros:
        told.append(("R068", "month-zero" if zeros < 0 else "month-without-zero"))
    if day and month and year and not _exists(int(year), int(month), int(day)):
        told.append(("R068", "no-such-day"))
    return tuple(told)


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
