"""In whose name a document is signed, by whom, and where on the page (R135 to R145)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.components import Part, fold
from pipeline.components.patterns import begins
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.view.facts import blind_to_digits

_ODD_PREFIX = re.compile(r"(?:TM|KT|TL|TUQ|Q)(?:\s|\s\.|\.(?=\S))|[TK]/[MTL]\b")
_ACTING = "QUYỀN "


class _Line(NamedTuple):
    """What the checks ask of a line in capitals: its prefix ("" for none of the decree's), what is named behind it.

    `acting` is the office of whoever acts for its head. `deputies` are those who may sign for the head that KT. names,
    `deputy_of` the titles of deputies that the line itself begins with.
    """

    prefix: str
    odd: bool
    acting: str
    office: bool
    body: bool
    deputy: bool
    clerk: bool
    deputies: tuple[str, ...]
    deputy_of: frozenset[str]


@rule("R135", "R136", "R138", "R139", "R140")
def authority(subject: Subject) -> Iterator[Miss]:
    """TM. goes before a collective, KT., TL., TUQ. and Q. before the head's office; the signer's is below."""
    rows = {row.prefix: row.rule for row in subject.table.authorities}
    for lines in _blocks(subject):
        for index, (part, line) in enumerate(lines):
            if line.odd:
                yield miss("R135", "authority-form", part)
            if line.acting:
                yield miss("R138", "acting-form", part, office=line.acting)
            if not (prefix := line.prefix):
                continue
            if prefix == "TM." and line.office:
                yield miss(rows[prefix], "office-after-tm", part)
            if prefix != "TM." and line.body:
                yield miss(rows[prefix], "body-after-prefix", part, prefix=prefix)
            below = [one for _, one in lines[index + 1 :] if not one.prefix]
            if prefix != "Q." and not below:
                yield miss(rows[prefix], "no-office-below", part, prefix=prefix)
            elif prefix == "KT." and not below[0].deputy:
                yield miss(rows[prefix], "no-deputy", part)
            elif prefix == "KT." and line.deputies and not below[0].deputy_of.intersection(line.deputies):
                yield miss(rows[prefix], "other-deputy", part, wanted=line.deputies[0])


@rule("R136", "R139")
def deputies(subject: Subject) -> Iterator[Miss]:
    """A deputy signs with KT., above whom stands the head's office; so does a deputy of the one who signs by TL."""
    if subject.type is None or subject.anatomy.kind == "minutes":
        return
    for lines in _blocks(subject):
        prefixes = {line.prefix for _, line in lines}
        if prefixes & {"KT.", "TUQ."}:
            continue
        for part, line in lines:
            if line.deputy:
                one = miss("R139" if "TL." in prefixes else "R136", "deputy-alone", part)
                yield advice(one) if "TL." in prefixes else one


@rule("R137", "R140")
def authority_order(subject: Subject) -> Iterator[Miss]:
    """TM. comes first; TUQ. is not passed on with KT."""
    for lines in _blocks(subject):
        prefixes = [line.prefix for _, line in lines]
        for index, (part, _) in enumerate(lines):
            if prefixes[index] == "TM." and {"KT.", "TL.", "TUQ."} & set(prefixes[:index]):
                yield miss("R137", "tm-not-first", part)
            if prefixes[index] == "KT." and "TUQ." in prefixes:
                yield miss("R140", "passed-on", part)


@rule("R142")
def office(subject: Subject) -> Iterator[Miss]:
    """Only a leader signs: no clerk and no drafter."""
    if subject.type is None or subject.anatomy.kind == "minutes":
        return
    for lines in _blocks(subject):
        for part, line in lines:
            if line.clerk:
                yield miss("R142", "no-office", part)


@rule("R145")
def side_by_side(subject: Subject) -> Iterator[Miss]:
    """Nơi nhận stands at the left, the signature at the right of it, at one height."""
    label, signed = subject.anatomy.of("recipients_label")[:1], subject.anatomy.of("authority")[:1]
    if not label or not signed or subject.anatomy.kind == "minutes":
        return
    here, there = label[0].paragraph.place, signed[0].paragraph.place
    if here.box or there.box or label[0].paragraph.layout.framed or signed[0].paragraph.layout.framed:
        return
    if here.table and here.table == there.table:
        if here.column >= there.column:
            yield miss("R145", "signature-left", signed[0])
        elif here.row != there.row:
            yield miss("R145", "not-beside", label[0])
    elif here.paragraph != there.paragraph or here.table:
        yield miss("R145", "not-beside", label[0])


@rule("R144")
def signer(subject: Subject) -> Iterator[Miss]:
    """No rank, degree or honorary title stands before the signer's name."""
    for part in subject.anatomy.of("signer"):
        if title := part.tells(_title):
            yield miss("R144", "honorific", part, title=title)


@blind_to_digits
def _title(name: str) -> str:
    """The title that stands before a name, "" for none."""
    found = _honorific().match(name)
    return found[0].strip() if found else ""


def _blocks(subject: Subject) -> list[list[tuple[Part, _Line]]]:
    """The lines of authority and office, signature by signature; those within one paragraph apart."""
    blocks: dict[tuple[int, int], list[tuple[Part, _Line]]] = {}
    for part in subject.anatomy.of("authority"):
        place = part.paragraph.place
        lines = part.paragraph.tells(_lines)
        blocks.setdefault((place.table, place.column), []).extend((part, line) for line in lines)
    return list(blocks.values())


@lru_cache(maxsize=1024)
def _lines(text: str) -> tuple[_Line, ...]:
    return tuple(_line(fold(line).upper().rstrip(",")) for line in text.split("\n") if line.strip())


def _line(words: str) -> _Line:
    table = decree()
    prefix, _, named = words.partition(" ")
    prefix = prefix if prefix in {row.prefix for row in table.authorities} else ""
    return _Line(
        prefix=prefix,
        odd=_ODD_PREFIX.match(words) is not None,
        acting=words.removeprefix(_ACTING) if words.startswith(_ACTING) else "",
        office=begins(named, table.words.offices),
        body=begins(named, table.words.bodies),
        deputy=begins(words, table.words.deputies),
        clerk=begins(words, table.words.no_offices),
        deputies=_deputies(named) if prefix == "KT." else (),
        deputy_of=frozenset(one for one in _every_deputy() if begins(words, (one,))),
    )


def _deputies(office: str) -> tuple[str, ...]:
    """How the offices of this head's deputies begin; none where the head's office is not known."""
    heads = [one for one in decree().words.offices if begins(office, (one,))]
    return _deputies_of(max(heads, key=len)) if heads else ()


def _deputies_of(head: str) -> tuple[str, ...]:
    return (f"PHÓ {head}", *(one.deputy for one in decree().words.other_deputies if one.head == head))


@cache
def _every_deputy() -> frozenset[str]:
    return frozenset(deputy for head in decree().words.offices for deputy in _deputies_of(head))


@cache
def _honorific() -> re.Pattern[str]:
    titles = sorted(decree().words.honorifics, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, titles))})(?:\.\s*|\s+)(?=\w)")
