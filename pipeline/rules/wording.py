"""The head of the page: fixed words, names, type and summary (R030 to R044, R075 to R080)."""

from collections.abc import Iterator
from itertools import pairwise

from pipeline.components import Part, fold
from pipeline.components.patterns import type_names
from pipeline.rules.checks import Miss, Subject, advice, miss, miss_in_document, rule


@rule("R030")
def national_title(subject: Subject) -> Iterator[Miss]:
    """Quốc hiệu reads as the decree prints it (either place of the tone mark), and not in a header."""
    wanted = fold(subject.table.component("national_title").text)
    for part in subject.anatomy.of("national_title"):
        if part.words.upper() != wanted:
            yield miss("R030", "fixed-words", part, words=wanted)
    for story in subject.view.stories:
        for paragraph in story.paragraphs:
            if fold(paragraph.text).upper() == wanted:
                yield miss("R030", "repeated-title", paragraph)


@rule("R033")
def motto(subject: Subject) -> Iterator[Miss]:
    """Tiêu ngữ reads as the decree prints it: a capital at each phrase, hyphens with spaces around them."""
    wanted = subject.table.component("motto").text
    for part in subject.anatomy.of("motto"):
        if part.words != wanted:
            yield miss("R033", "fixed-words", part, words=wanted)


@rule("R035", "R044")
def set_close(subject: Subject) -> Iterator[Miss]:
    """Quốc hiệu and Tiêu ngữ stand single-spaced, and so do the names of the superior body and the issuer."""
    for number, keys in (("R035", ("national_title", "motto")), ("R044", ("superior", "issuer"))):
        parts = subject.anatomy.of(*keys)
        for above, below in pairwise(parts):
            if above.paragraph.layout.after_pt + below.paragraph.layout.before_pt > 0:
                yield miss(number, "not-close", below)
        for part in parts:
            if part.paragraph.layout.line_rule == "auto" and part.paragraph.layout.line != 1:
                yield miss(number, "not-close", part)


@rule("R037")
def sizes_together(subject: Subject) -> Iterator[Miss]:
    """Tiêu ngữ is not smaller than Quốc hiệu: 12 goes with 13, 13 with 14."""
    title, motto = (subject.anatomy.of(key)[:1] for key in ("national_title", "motto"))
    if title and motto and _size(motto[0]) < _size(title[0]):
        yield miss("R037", "smaller-motto", motto[0])


@rule("R075")
def type_name(subject: Subject) -> Iterator[Miss]:
    """The name of the type is one of the 29 (a citizen's paper may have any)."""
    if subject.anatomy.private:
        return
    for part in subject.anatomy.of("type_name"):
        if part.words.upper().rstrip(":") not in type_names():
            yield miss("R075", "unknown-type", part)


@rule("R076")
def summed_up(subject: Subject) -> Iterator[Miss]:
    """A document with the name of its type says below it what it is about, where its sample does."""
    one = subject.type
    if one is None or one.key == "letter" or not one.template or not one.summed_up:
        return
    if subject.anatomy.of("type_name") and not subject.anatomy.of("subject"):
        yield miss_in_document("R076", "missing", name=subject.table.component("subject").name)


@rule("R078", "R079")
def summary(subject: Subject) -> Iterator[Miss]:
    """The summary is one short phrase; "V/v" begins that of a công văn only."""
    length = subject.table.words.subject_length
    opening = subject.table.component("letter_subject").text.lower()
    parts = subject.anatomy.of("subject", "letter_subject")
    short = all(part.tells(_is_within, int(length.use) // len(parts)) for part in parts)
    letters = 0 if short else sum(len(part.words) for part in parts)
    if letters > length.most:
        yield miss("R078", "long-summary", parts[0], letters=str(letters), most=str(length.most))
    elif letters > length.use:
        yield advice(miss("R078", "longish-summary", parts[0], letters=str(letters)))
    for part in parts:
        if part.key == "subject" and part.tells(_begins_with, opening):
            yield miss("R079", "letter-words", part)


def _is_within(words: str, letters: int) -> bool:
    return len(words) <= letters


def _begins_with(words: str, opening: str) -> bool:
    return words.lower().startswith(opening)


@rule("R080")
def letter_summary(subject: Subject) -> Iterator[Miss]:
    """A công văn has "V/v ..." under its number, 6 points below, and no name of its type."""
    row = subject.table.component("letter_subject")
    if subject.anatomy.kind != "letter":
        return
    for part in subject.anatomy.of("type_name"):
        yield miss("R080", "letter-named", part)
    parts = subject.anatomy.of("letter_subject")
    if not parts:
        yield miss_in_document("R080", "missing", name=row.name)
        return
    if not parts[0].tells(str.startswith, row.text):
        yield miss("R080", "letter-opening", parts[0])
    number = subject.anatomy.of("number")
    if number and _same_column(number[0], parts[0]):
        gap = number[0].paragraph.layout.after_pt + parts[0].paragraph.layout.before_pt
        wanted = float(row.before_pt)
        if gap < wanted or (gap > wanted and _same_row(number[0], parts[0])):
            yield miss("R080", "letter-gap", parts[0], gap=round(gap, 1), asked=wanted)


def _size(part: Part) -> float:
    return part.paragraph.visible[0].look.size_pt


def _same_column(one: Part, other: Part) -> bool:
    here, there = one.paragraph.place, other.paragraph.place
    return (here.table, here.column) == (there.table, there.column)


def _same_row(one: Part, other: Part) -> bool:
    return one.paragraph.place.row == other.paragraph.place.row
