"""Which paragraph is what, by its words and its place: for documents that do not use our styles.

A document is read from top to bottom through its zones: head (ô 1 to 5, 9a), body (ô 6), foot (ô 7 and 9b),
annexes. What cannot be told is "", and no rule of a component is held against it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.components import patterns
from pipeline.components.folding import fold, is_capitals
from pipeline.view import Paragraph, Place

Zone = Literal["head", "body", "foot", "annex"]
_RUNNING = frozenset({"body", "clause", "clause_title", "point", "article", "heading", "part", "section"})
_LONGEST_LINE = 120


@dataclass(slots=True)
class Recogniser:
    """The state of the reading. `title` is where the Quốc hiệu stands, None where there is none."""

    title: Place | None
    zone: Zone = "head"
    last: str = ""
    number_at: Place | None = None
    label_at: Place | None = None
    office_at: Place | None = None
    type_seen: bool = False
    gap: bool = False

    def key(self, paragraph: Paragraph) -> str:
        """The component that the next paragraph is."""
        words = fold(paragraph.text)
        key = self._recognise(paragraph, words) if words else ""
        self.note(key, paragraph)
        return key

    def note(self, key: str, paragraph: Paragraph) -> None:
        """Take in that the next paragraph is `key`, and go on to the zone that it opens."""
        if not paragraph.visible:
            self.gap = True
            return
        if key == "number":
            self.number_at = paragraph.place
        elif key == "recipients_label":
            self.label_at = paragraph.place
        elif key in ("authority", "signer"):
            self.office_at = paragraph.place if key == "authority" else None
        elif key == "type_name":
            self.type_seen = True
        if key == "annex_label":
            self.zone = "annex"
        elif key in ("recipients_label", "authority") and self.zone != "annex":
            self.zone = "foot"
        elif key in _RUNNING and self.zone == "head":
            self.zone = "body"
        self.last, self.gap = key, False

    def _recognise(self, paragraph: Paragraph, words: str) -> str:
        if patterns.RULE.fullmatch(words):
            return ""
        if patterns.ANNEX.fullmatch(words) and (self.zone != "head" or not self.title):
            return "annex_label"
        if patterns.NATIONAL_TITLE.match(words):
            return "national_title"
        if patterns.MOTTO.fullmatch(words):
            return "motto"
        if patterns.RECIPIENTS.match(words) and len(words) < _LONGEST_LINE:
            return "recipients_label"
        return _ZONES[self.zone](self, paragraph, words)

    def _head(self, paragraph: Paragraph, words: str) -> str:
        place = paragraph.place
        if words.upper() in patterns.urgencies():
            return "urgency"
        if patterns.NUMBER.match(words):
            return "number"
        if patterns.LETTER_SUBJECT.match(words) and self._in_cell_of(self.number_at, place):
            return "letter_subject"
        if self.last == "letter_subject" and self._in_cell_of(self.number_at, place):
            return "letter_subject"
        if self._is_date_line(paragraph, words):
            return "place_date"
        if self._beside_title(place):
            return "issuer"
        if not self.type_seen and is_capitals(words) and self._names_a_type(words):
            return "type_name"
        if patterns.LETTER_SUBJECT.match(words) and not self.type_seen and place.table:
            return "letter_subject"
        if key := self._address(words):
            return key
        if self._goes_on_with_subject(words) and paragraph.layout.align == "center":
            return "subject"
        if place.table:
            return ""
        if self._is_basis(paragraph, words):
            return "basis"
        if paragraph.layout.align == "center" and not self._divides(words):
            return ""  # a title of another kind; who decides, above the basis of a decision; "QUYẾT ĐỊNH:"
        return self._running(paragraph, words)

    def _body(self, paragraph: Paragraph, words: str) -> str:
        if is_capitals(words) and patterns.AUTHORITY.match(words):
            return "authority"
        if self._is_date_line(paragraph, words):
            return "place_date"
        if self.last == "place_date" and is_capitals(words):
            return "authority"
        if paragraph.place.table:
            return ""
        return self._address(words) or self._running(paragraph, words)

    def _foot(self, paragraph: Paragraph, words: str) -> str:
        listing = paragraph.place.table or not is_capitals(words)
        if listing and self._in_cell_of(self.label_at, paragraph.place):
            if patterns.DRAFTER.fullmatch(words):
                return "drafter"
            if words[0] in patterns.BULLETS or self.last in ("recipients_label", "recipients"):
                return "recipients"
        signing = self._in_cell_of(self.office_at, paragraph.place)
        if is_capitals(words) and not (signing and self.gap):
            return "authority"
        named = signing and not words.startswith("(") and len(words) < _LONGEST_LINE
        return "signer" if named else ""

    def _annex(self, paragraph: Paragraph, words: str) -> str:
        centred = paragraph.layout.align == "center" and not paragraph.place.table
        if self.last in ("annex_label", "annex_title"):
            if patterns.ANNEX_NOTE.match(words):
                return "annex_note"
            if centred:
                return "annex_title"
        if self.last == "annex_note" and centred and not self.gap:
            return "annex_note"
        if is_capitals(words) and patterns.AUTHORITY.match(words):
            return "authority"
        return "" if paragraph.place.table else self._running(paragraph, words)

    def _goes_on_with_subject(self, words: str) -> bool:
        return self.last == "type_name" or (self.last == "subject" and not self.gap and not is_capitals(words))

    def _address(self, words: str) -> str:
        if patterns.ADDRESSEE.match(words):
            return "addressee"
        listed = words[0] in patterns.BULLETS or words[-1] in ";"
        return "addressees" if self.last in ("addressee", "addressees") and listed else ""

    @staticmethod
    def _is_date_line(paragraph: Paragraph, words: str) -> bool:
        apart = bool(paragraph.place.table) or paragraph.layout.align in ("center", "right")
        return apart and patterns.DATE_LINE.fullmatch(words) is not None

    def _is_basis(self, paragraph: Paragraph, words: str) -> bool:
        if not patterns.BASIS.match(words):
            return False
        return self.last == "basis" or words[-1] in ";," or all(run.look.italic for run in paragraph.visible)

    def _divides(self, words: str) -> bool:
        """Whether these words head a part, a chapter or a section, or are its title."""
        numbered = patterns.PART.fullmatch(words) or patterns.SECTION.fullmatch(words)
        return bool(numbered) or self.last in ("part", "section")

    def _running(self, paragraph: Paragraph, words: str) -> str:
        capitals = is_capitals(words)
        if self.last in ("part", "section") and capitals:
            return f"{self.last}_title"
        if patterns.PART.fullmatch(words):
            return "part"
        if patterns.SECTION.fullmatch(words):
            return "section"
        if patterns.ARTICLE.match(words):
            return "article"
        bold = all(run.look.bold for run in paragraph.visible)
        if patterns.HEADING.match(words) and (capitals or bold):
            return "heading"
        if patterns.CLAUSE.match(words):
            return "clause_title" if bold else "clause"
        return "point" if patterns.POINT.match(words) else "body"

    def _names_a_type(self, words: str) -> bool:
        return any(words.rstrip(":").startswith(name) for name in patterns.type_names())

    def _beside_title(self, place: Place) -> bool:
        title = self.title
        return (
            title is not None
            and bool(place.table)
            and (place.table, place.row) == (title.table, title.row)
            and place.column < title.column
        )

    @staticmethod
    def _in_cell_of(one: Place | None, other: Place) -> bool:
        """Whether both stand in the same cell, or both outside tables."""
        if one is None:
            return False
        return (one.table, one.row, one.column) == (other.table, other.row, other.column)


_ZONES: dict[Zone, Callable[[Recogniser, Paragraph, str], str]] = {
    "head": Recogniser._head,
    "body": Recogniser._body,
    "foot": Recogniser._foot,
    "annex": Recogniser._annex,
}


def part_issuer(keyed: Sequence[tuple[str, Paragraph]]) -> list[str]:
    """The keys, with the lines above the issuing body's name told apart as the superior's.

    Where the names beside the Quốc hiệu are of two weights, the bold ones are the issuer's (R041, R043);
    where they are of one, all are: committees show their own name alone, in two lines (R046).
    """
    names = [index for index, (key, one) in enumerate(keyed) if key == "issuer" and not patterns.is_ours(one)]
    bold = {index for index in names if all(run.look.bold for run in keyed[index][1].visible)}
    above = set(names) - bold if bold else set()
    return ["superior" if index in above else key for index, (key, _) in enumerate(keyed)]
