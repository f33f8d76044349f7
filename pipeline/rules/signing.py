"""In whose name a document is signed, by whom, and where on the page (R135 to R145)."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.components import Part, fold
from pipeline.components.patterns import begins
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule

_ODD_PREFIX = re.compile(r"(?:TM|KT|TL|TUQ|Q)(?:\s|\s\.|\.(?=\S))|[TK]/[MTL]\b")
_ACTING = "QUYỀN "


@rule("R135", "R136", "R138", "R139", "R140")
def authority(subject: Subject) -> Iterator[Miss]:
    """TM. goes before a collective, KT., TL., TUQ. and Q. before the head's office; the signer's is below."""
    rows = {row.prefix: row.rule for row in subject.table.authorities}
    bodies, offices = subject.table.words.bodies, subject.table.words.offices
    for lines in _blocks(subject):
        for index, (part, words) in enumerate(lines):
            prefix, _, named = words.partition(" ")
            if _ODD_PREFIX.match(words):
                yield miss("R135", "authority-form", part)
            if words.startswith(_ACTING):
                yield miss("R138", "acting-form", part, office=words.removeprefix(_ACTING))
            if prefix not in rows:
                continue
            if prefix == "TM." and begins(named, offices):
                yield miss(rows[prefix], "office-after-tm", part)
            if prefix != "TM." and begins(named, bodies):
                yield miss(rows[prefix], "body-after-prefix", part, prefix=prefix)
            below = [text for _, text in lines[index + 1 :] if text.partition(" ")[0] not in rows]
            if prefix != "Q." and not below:
                yield miss(rows[prefix], "no-office-below", part, prefix=prefix)
            elif prefix == "KT." and not begins(below[0], subject.table.words.deputies):
                yield miss(rows[prefix], "no-deputy", part)
            elif prefix == "KT." and (wanted := _deputy_of(named)) and not begins(below[0], wanted):
                yield miss(rows[prefix], "other-deputy", part, wanted=wanted[0])


@rule("R136", "R139")
def deputies(subject: Subject) -> Iterator[Miss]:
    """A deputy signs with KT., above whom stands the head's office; so does a deputy of the one who signs by TL."""
    if subject.type is None or subject.anatomy.kind == "minutes":
        return
    for lines in _blocks(subject):
        prefixes = {words.partition(" ")[0] for _, words in lines}
        if prefixes & {"KT.", "TUQ."}:
            continue
        for part, words in lines:
            if begins(words, subject.table.words.deputies):
                one = miss("R139" if "TL." in prefixes else "R136", "deputy-alone", part)
                yield advice(one) if "TL." in prefixes else one


@rule("R137", "R140")
def authority_order(subject: Subject) -> Iterator[Miss]:
    """TM. comes first; TUQ. is not passed on with KT."""
    for lines in _blocks(subject):
        prefixes = [words.partition(" ")[0] for _, words in lines]
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
        for part, words in lines:
            if begins(words, subject.table.words.no_offices):
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
        found = _honorific().match(part.words)
        if found:
            yield miss("R144", "honorific", part, title=found[0].strip())


def _blocks(subject: Subject) -> list[list[tuple[Part, str]]]:
    """The lines of authority and office in capitals, signature by signature; those within one paragraph apart."""
    blocks: dict[tuple[int, int], list[tuple[Part, str]]] = {}
    for part in subject.anatomy.of("authority"):
        place = part.paragraph.place
        lines = [fold(line).upper().rstrip(",") for line in part.paragraph.text.split("\n") if line.strip()]
        blocks.setdefault((place.table, place.column), []).extend((part, line) for line in lines)
    return list(blocks.values())


def _deputy_of(office: str) -> tuple[str, ...]:
    """How the office of this head's deputies begins; none where the head's office is not known."""
    heads = [one for one in decree().words.offices if begins(office, (one,))]
    if not heads:
        return ()
    head = max(heads, key=len)
    return (f"PHÓ {head}", *(one.deputy for one in decree().words.other_deputies if one.head == head))


@cache
def _honorific() -> re.Pattern[str]:
    titles = sorted(decree().words.honorifics, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, titles))})(?:\.\s*|\s+)(?=\w)")
