"""What is looked for before a document is read: where each text in the file begins, and where it is signed.

A file may hold a decision and the charter issued with it, which has a head of its own (R178).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.components import patterns
from pipeline.components.folding import fold, is_capitals
from pipeline.view import Paragraph, Place
from pipeline.view.facts import blind_to_digits

# How many paragraphs below its Quốc hiệu the type of an attached text is named at the latest.
_REACH = 16


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Where the Quốc hiệu of a text stands, and the table that it is signed in (0 for none)."""

    title: Place | None
    foot: int


def landmarks(paragraphs: Sequence[Paragraph]) -> Landmarks:
    """The landmarks of one text."""
    title = next((one.place for one in paragraphs if one.tells(_landmark) == "title"), None)
    head = title.table if title else 0
    feet = (one.place.table for one in paragraphs if one.place.table not in (0, head) and one.tells(_signs))
    return Landmarks(title, next(feet, 0))


def texts(paragraphs: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """The file's paragraphs, parted where a text with a head and a type of its own follows a finished one."""
    start, finished = 0, False
    for index, paragraph in enumerate(paragraphs):
        landmark = paragraph.tells(_landmark)
        if landmark == "recipients":
            finished = True
        elif finished and landmark == "title" and _names_its_type(paragraphs[index:]):
            begin = index
            while begin > start and paragraph.place.table and _same_table(paragraphs[begin - 1], paragraph):
                begin -= 1
            yield paragraphs[start:begin]
            start, finished = begin, False
    yield paragraphs[start:]


@blind_to_digits
def _landmark(text: str) -> str:
    """Whether a paragraph is the Quốc hiệu ("title"), or the label of Nơi nhận ("recipients"); "" for neither."""
    words = fold(text)
    if patterns.RECIPIENTS.match(words):
        return "recipients"
    return "title" if patterns.NATIONAL_TITLE.match(words) else ""


@blind_to_digits
def _signs(text: str) -> bool:
    """Whether a paragraph stands in the block that a text ends with."""
    words = fold(text)
    if patterns.RECIPIENTS.match(words) or patterns.SIGNING_NOTE.match(words):
        return True
    return is_capitals(words) and (patterns.AUTHORITY.match(words) is not None or patterns.names_an_office(words))


def _names_its_type(paragraphs: Sequence[Paragraph]) -> bool:
    return any(one.tells(_is_type_name) for one in paragraphs[:_REACH])


@blind_to_digits
def _is_type_name(text: str) -> bool:
    words = fold(text)
    return words.upper() in patterns.type_names() or (is_capitals(words) and patterns.names_a_type(words))


def _same_table(one: Paragraph, other: Paragraph) -> bool:
    return one.place.table == other.place.table
