"""Marks and zeros, and nothing that a reader would call another word.

Each function of the first half makes the text that is asked for out of the text that stands there, or gives it back
as it is where that would take a person.
"""

import re
from collections.abc import Callable, Sequence
from functools import partial

from pipeline.components import fold, is_capitals
from pipeline.components.patterns import BULLETS, DRAFTER, PART, SECTION
from pipeline.decree import decree
from pipeline.mending.draft import Draft, mends
from pipeline.mending.letters import letters, rewrite
from pipeline.rules.checks import Miss
from pipeline.rules.ending import archive_line, items_of
from pipeline.vietnamese import compose, month_text, number_text

_NUMBER = re.compile(r"(\s*Số:\s*)(\d{1,9}?|[\s.…_]*?)(\s*/\s*)(\S.*?)(\s*)", re.DOTALL)
_DAY = re.compile(r"(?<=ngày)(\s+)(\d{1,4})(?=\s+tháng\b)")
_MONTH = re.compile(r"(?<=tháng)(\s+)(\d{1,4})(?=\s+năm\b)")
_NO_COMMA = re.compile(r"(\s*\S[^,]*\w)(\s+ngày\b.*)", re.DOTALL)
_ITEM = re.compile(rf"(\s*)(?:[{re.escape(BULLETS)}]\s*)?(\S.*)", re.DOTALL)
_ARCHIVE = re.compile(rf"\s*(?:[{re.escape(BULLETS)}]\s*)?lưu\s*:?\s*VT\b\s*[,;]?\s*(.*?)[\s.,;]*", re.IGNORECASE)
_AFTER_LABEL = re.compile(r"\s*(?:[IVXLC]+|\d+|[A-Z])?\s*[.:]?\s*")
_MARKS = ".,;"
_ANNEX_HEAD = ("annex_label", "annex_title", "annex_note")


def number(text: str) -> str:
    """`Số: 05/KH-UBND`: one zero before numbers under 10, no spaces in number and symbol; blanks stay."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return text
    opening, given, slash, symbol, tail = found.groups()
    if given.isdecimal():
        given = number_text(int(given))
        slash = "/"
    else:
        slash = slash[: slash.index("/") + 1]
    return opening + given + slash + re.sub(r"\s*([-/])\s*", r"\1", symbol) + tail


def date_line(text: str) -> str:
    """`ngày 05 tháng 3`: the zeros of the decree, and no others; blanks stay."""
    text = _DAY.sub(lambda found: found[1] + number_text(int(found[2])), text)
    return _MONTH.sub(lambda found: found[1] + month_text(int(found[2])), text)


def date_comma(text: str) -> str:
    """`Hà Nội, ngày`: the comma after the place."""
    return _NO_COMMA.sub(r"\1,\2", text, count=1) if _NO_COMMA.fullmatch(text) else text


def fixed(text: str, wanted: str) -> str:
    """The decree's words where the same letters stand there, be it with other marks, spaces or capitals."""
    words = text.strip()
    return text.replace(words, wanted) if words and _letters(words) == _letters(wanted) else text


def opened(text: str, wanted: str) -> str:
    """The text with its first words as the decree has them, a colon among them; the rest as it stands."""
    lead = text[: len(text) - len(text.lstrip())]
    opening = _letters(wanted)
    ends = (at for at in range(len(lead), len(text) + 1) if _letters(text[:at]) == opening)
    if (end := next(ends, None)) is None:
        return text
    rest = text[end:]
    if wanted.endswith(":"):
        rest = re.sub(r"^\s*[:.]", "", rest)
    if rest and not rest[0].isspace():
        rest = f" {rest}" if wanted.endswith(":") else rest
    return lead + wanted + rest


def ended(text: str, mark: str) -> str:
    """The text with this mark at its end, in place of another one; where it seems to go on, as it is."""
    words = text.rstrip()
    bare = words.removesuffix("./.") if words.endswith("./.") else words.rstrip(_MARKS)
    if not bare or bare[-1] in ":…-+/" or words.endswith(".."):
        return text
    if bare.endswith("v.v"):  # "and so on" keeps its own full stop
        bare += "" if mark.startswith(".") else "."
    return bare + mark + text[len(words) :]


def item(text: str) -> str:
    """`- Công an xã;`: a hyphen and a space before the words."""
    found = _ITEM.fullmatch(text)
    return f"{found[1]}- {found[2]}" if found else text


def archive(text: str) -> str:
    """`- Lưu: VT, VHXH.` with its marks."""
    words = decree().words
    if (found := _ARCHIVE.fullmatch(text)) is None:
        return text
    unit = f", {found[1]}" if found[1] else ""
    made = f"- {words.archive} {words.records_desk}{unit}."
    return made if archive_line().fullmatch(fold(made)) else text


def headed(text: str) -> str:
    """`Chương II`, `Mục 1`, `Phần thứ nhất` out of capitals."""
    words = text.strip()
    if not (PART.fullmatch(fold(words)) or SECTION.fullmatch(fold(words))):
        return text
    first, _, rest = words.rpartition(" ")
    return text.replace(words, f"{first.capitalize()} {rest.lower() if rest[1:].isalpha() and _word(rest) else rest}")


# ---- menders -----------------------------------------------------------------------------------------------------


def _each(draft: Draft, misses: Sequence[Miss], codes: Sequence[str], key: str, fix: Callable[[str], str]) -> None:
    """Rewrite the parts of a component where one of these was found."""
    for one in misses:
        for part in draft.at(one.at) if one.code in codes else ():
            if part.key == key:
                draft.rewrite(part, fix)


@mends("R051", "R054")
def numbers(draft: Draft, misses: Sequence[Miss]) -> None:
    """The zero of the number, no spaces in it."""
    _each(draft, misses, ("number-zero", "number-spaces"), "number", number)


@mends("R068")
def dates(draft: Draft, misses: Sequence[Miss]) -> None:
    """The zeros of day and month."""
    _each(draft, misses, ("day-zero", "month-zero", "month-without-zero"), "place_date", date_line)


@mends("R069")
def commas(draft: Draft, misses: Sequence[Miss]) -> None:
    """The comma after the place."""
    _each(draft, misses, ("date-comma",), "place_date", date_comma)


@mends("R030", "R033", "R114", "R124")
def fixed_words(draft: Draft, misses: Sequence[Miss]) -> None:
    """Quốc hiệu, Tiêu ngữ, "QUYẾT ĐỊNH:" and "Nơi nhận:" letter by letter, where they are no other words."""
    for one in misses:
        for key in ("national_title", "motto", "resolution", "recipients_label"):
            _each(draft, [one], ("fixed-words",), key, partial(fixed, wanted=str(one.values.get("words"))))


@mends("R052", "R080", "R121", "R172")
def openings(draft: Draft, misses: Sequence[Miss]) -> None:
    """The first words "Số:", "V/v", "Kính gửi:" and "Phụ lục", with small letters, with a colon where they have one."""
    codes = ("number-opening", "letter-opening", "addressee-label", "annex-label", "capitals")
    for key in ("number", "letter_subject", "addressee", "annex_label"):
        wanted = draft.subject.table.component(key).text
        _each(draft, misses, codes, key, partial(_opened, key=key, wanted=wanted))


def _opened(text: str, key: str, wanted: str) -> str:
    made = opened(text, wanted)
    rest = made.lstrip().removeprefix(wanted)
    if key == "annex_label":
        return made if _AFTER_LABEL.fullmatch(rest) else text
    # What goes on in capitals takes a person; a number's symbol is in capitals by right.
    return text if key != "number" and is_capitals(rest) else made


@mends("R100", "R102")
def headings(draft: Draft, misses: Sequence[Miss]) -> None:
    """The words "Chương", "Phần" and "Mục" in small letters."""
    for key in ("part", "section"):
        _each(draft, misses, ("capitals",), key, headed)


@mends("R126")
def archives(draft: Draft, misses: Sequence[Miss]) -> None:
    """Colon, comma and full stop of the line "Lưu"."""
    unlabelled = [one for one in misses if not any(part.paragraph.label for part in draft.at(one.at))]
    _each(draft, unlabelled, ("archive-line",), "recipients", archive)


@mends("R091", "R094", "R177")
def ends(draft: Draft, misses: Sequence[Miss]) -> None:
    """The marks that end the legal basis; those that end the content where it is known what ends there."""
    marks = {"basis-item": ";", "basis-end": "."}
    if draft.subject.type and draft.subject.anatomy.of("authority", "recipients_label"):
        closing = draft.subject.table.words.closing
        marks |= {"early-closing": ".", "no-closing": closing, "annex-closing": closing}
    for one in misses:
        for part in draft.at(one.at)[-1:] if one.code in marks else ():
            if part.key not in _ANNEX_HEAD:  # under the head alone nothing ends: what is to come is missing
                draft.rewrite(part, partial(ended, mark=marks[one.code]))


@mends("R123", "R125")
def lists(draft: Draft, misses: Sequence[Miss]) -> None:
    """A hyphen before each item, a semicolon after it; a full stop after the last one under Kính gửi."""
    opening = draft.subject.table.words.archive.rstrip(":")
    for number, key, last in (("R123", "addressees", "."), ("R125", "recipients", ";")):
        found = [one for one in misses if one.rule == number and one.code in ("item-hyphen", "item-end")]
        if not found:
            continue
        every = draft.subject.anatomy.of(key)
        parts = tuple(
            part
            for part in every
            if not DRAFTER.fullmatch(part.words) and not part.words.lstrip("-+ ").startswith(opening)
        )
        firsts = [part for part, _ in items_of(parts)]
        for at, part in enumerate(parts):
            if any(part is first for first in firsts):
                if not part.words.startswith("- ") and not part.paragraph.label:
                    draft.rewrite(part, item)
                is_last = part is firsts[-1]
            if at + 1 == len(parts) or any(parts[at + 1] is first for first in firsts):
                mark = last if is_last else ";"
                if not part.words.endswith(mark):
                    draft.rewrite(part, partial(ended, mark=mark))


@mends("R018")
def composed(draft: Draft, misses: Sequence[Miss]) -> None:
    """Letters and their marks as one character each, in fields too."""
    for one in misses:
        if one.code == "decomposed":
            rewrite(letters(draft.element(one.at)), compose, everywhere=True)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text)).casefold()


def _word(text: str) -> bool:
    return re.fullmatch(r"[IVXLC]+", text) is None
