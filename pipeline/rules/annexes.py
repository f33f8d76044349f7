"""Annexes: named in the text, numbered, noted, without a head or a foot of their own (R170 to R178)."""

import re
from collections.abc import Iterator
from functools import cache

from pipeline.components import RUNNING, Part
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.vietnamese import roman

_LABEL = re.compile(r"phụ lục(?: (?P<number>\S+))?", re.IGNORECASE)
_ROMAN = re.compile(r"[IVXLC]+")
_NAMED = re.compile(r"phụ lục|kèm theo|gửi kèm|đính kèm|biểu", re.IGNORECASE)
_CITED = re.compile(r"số:?\s*(?P<number>\d*)[\s.…_]*/\s*(?P<symbol>[^\s,;)]+)", re.IGNORECASE)
_ALIEN_BELOW_A_HEAD = ("number", "place_date", "recipients_label", "recipients", "authority", "signer")
_ALIEN = ("national_title", "motto", "recipients_label", "recipients", "authority", "signer")


@rule("R170")
def named_in_text(subject: Subject) -> Iterator[Miss]:
    """The text speaks of the annex that follows it."""
    text = [part for part in subject.anatomy.main if part.key in RUNNING]
    if subject.anatomy.annexes and text and not any(part.tells(_names_annexes) for part in text):
        yield miss("R170", "annex-not-named", subject.anatomy.annexes[0][0])


def _names_annexes(words: str) -> bool:
    return _NAMED.search(words) is not None


@rule("R171", "R172")
def label(subject: Subject) -> Iterator[Miss]:
    """The label reads "Phụ lục"; one annex has no number, several have Roman ones, in order."""
    annexes = subject.anatomy.annexes
    for index, annex in enumerate(annexes):
        part = annex[0]
        found = _LABEL.fullmatch(part.words)
        number = found["number"] if found else None
        if not part.words.startswith(decree().component("annex_label").text):
            yield miss("R172", "annex-label", part)
        if subject.anatomy.kind == "annex" and len(annexes) == 1:
            if number and not _ROMAN.fullmatch(number):
                yield miss("R171", "annex-roman", part, wanted="I, II, III")
        elif len(annexes) == 1 and number:
            yield miss("R171", "annex-alone", part)
        elif len(annexes) > 1 and number != roman(index + 1):
            yield miss("R171", "annex-roman", part, wanted=roman(index + 1))


@rule("R174")
def note(subject: Subject) -> Iterator[Miss]:
    """Under the title stands "(Kèm theo Kế hoạch số ... ngày ... của ...)", with the document's own number.

    Drafts leave blanks.
    """
    _, *others = subject.anatomy.texts
    for text in others:
        notes = [part for part in text if part.key == "annex_note" and part.paragraph.visible]
        words = " ".join(part.words for part in notes)
        if not notes:
            yield miss("R174", "no-annex-note", next(part for part in text if part.paragraph.visible))
        elif not _note().fullmatch(words):
            yield miss("R174", "annex-note", notes[0])
        elif other := _other_number(subject, words):
            yield miss("R174", "annex-note-number", notes[0], wanted=other)


@rule("R177")
def annex_closing(subject: Subject) -> Iterator[Miss]:
    """An annex, and a text issued with the document, ends with "./."; below a table that is advice."""
    _, *others = subject.anatomy.texts
    for text in others:
        last = [part for part in text if part.paragraph.visible][-1]
        if not last.tells(str.endswith, subject.table.words.closing):
            one = miss("R177", "annex-closing", last)
            yield one if last.key in RUNNING else advice(one)


@rule("R178")
def nothing_official(subject: Subject) -> Iterator[Miss]:
    """An annex has no Quốc hiệu, no Nơi nhận and no signature of its own."""
    for annex in subject.anatomy.annexes:
        for part in _first_of_each(annex, _ALIEN):
            yield miss("R178", "alien-in-annex", part, name=decree().component(part.key).name)
    for text in subject.anatomy.attached:
        for part in _first_of_each(text, _ALIEN_BELOW_A_HEAD):
            yield miss("R178", "alien-in-attached", part, name=decree().component(part.key).name)


def _other_number(subject: Subject, words: str) -> str:
    """The document's number and symbol, where both it and a note's are given and differ; "" where they agree."""
    own = next((found for part in subject.anatomy.of("number") if (found := _CITED.search(part.words))), None)
    said = _CITED.search(words)
    if own is None or said is None:
        return ""
    same = own["symbol"].upper() == said["symbol"].upper() and own["number"] in ("", said["number"])
    return "" if same or not said["number"] else f"{own['number']}/{own['symbol']}"


def _first_of_each(annex: tuple[Part, ...], aliens: tuple[str, ...]) -> Iterator[Part]:
    seen: set[str] = set()
    for part in annex:
        if part.key in aliens and part.key not in seen and part.paragraph.visible:
            seen.add(part.key)
            yield part


@cache
def _note() -> re.Pattern[str]:
    """The note's form: what the annex belongs to, its number, its date and who issued it."""
    opening = re.escape(decree().words.annex_note)
    dated = r"\bngày\b.*\btháng\b.*\bnăm\b"
    return re.compile(rf"\((?:Ban hành )?(?i:{opening}) [^\d/]+? số\b.*{dated}.* của \S.*\)")
