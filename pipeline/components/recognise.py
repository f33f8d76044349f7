"""Which paragraph is what, by its words and its place: for documents that do not use our styles.

A text is read from top to bottom through its zones: head (ô 1 to 5, 9a), body (ô 6), foot (ô 7 and 9b), annexes.
What cannot be told is "", and no rule of a component is held against it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.components import patterns
from pipeline.components.folding import fold, is_capitals
from pipeline.components.landmarks import Landmarks
from pipeline.components.names import names_a_body
from pipeline.decree import decree
from pipeline.view import Paragraph, Place

Zone = Literal["head", "body", "foot", "annex"]
_RUNNING = frozenset({"body", "clause", "clause_title", "point", "article", "heading", "part", "section"})
_LONGEST_LINE = 120
# A telegram's "... điện:" and its list: no components of the table, but no text either.
_CALL, _CALLED = "call", "called"


@dataclass(slots=True)
class Recogniser:
    """The state of the reading of one text: its zone, what the last paragraph was, where the components stand."""

    marks: Landmarks
    zone: Zone = "head"
    last: str = ""
    number_at: Place | None = None
    subject_at: Place | None = None
    addressee_at: Place | None = None
    label_at: Place | None = None
    office_at: Place | None = None
    type_seen: bool = False
    gap: bool = False

    def key(self, paragraph: Paragraph) -> str:
        """The component that the next paragraph is."""
        words = fold(paragraph.text)
        self._enter(paragraph)
        key = self._recognise(paragraph, words) if words else ""
        self.note(key, paragraph)
        return "" if key in (_CALL, _CALLED) else key

    def note(self, key: str, paragraph: Paragraph) -> None:
        """Take in that the next paragraph is `key`, and go on to the zone that it opens."""
        if not paragraph.visible:
            self.gap = True
            return
        if key == "number":
            self.number_at = paragraph.place
        elif key == "letter_subject":
            self.subject_at = paragraph.place
        elif key == "addressee":
            self.addressee_at = paragraph.place
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

    def _enter(self, paragraph: Paragraph) -> None:
        """The table in which a text is signed is its foot, whatever stands first in it."""
        if self.zone != "annex" and self.marks.foot and paragraph.place.table == self.marks.foot:
            self.zone = "foot"

    def _recognise(self, paragraph: Paragraph, words: str) -> str:
        if patterns.RULE.fullmatch(words) or words == decree().words.closing:
            return ""  # drawn with characters; the mark that ends a text, below its table
        if self._is_annex_label(paragraph, words):
            return "annex_label"
        if patterns.NATIONAL_TITLE.match(words):
            return "national_title"
        if patterns.MOTTO.fullmatch(words):
            return "motto"
        if patterns.RECIPIENTS.match(words) and len(words) < _LONGEST_LINE:
            return "recipients_label"
        if words.upper() in patterns.circulations():
            return "circulation"
        key = _ZONES[self.zone](self, paragraph, words)
        return "" if paragraph.place.box and key in _RUNNING else key

    def _is_annex_label(self, paragraph: Paragraph, words: str) -> bool:
        if self.zone == "head" and self.marks.title:
            return False
        if patterns.ANNEX.fullmatch(words):
            return True
        titled = paragraph.layout.align == "center" and not paragraph.place.table and len(words) < _LONGEST_LINE
        return titled and patterns.ANNEX_TITLED.fullmatch(words) is not None

    def _head(self, paragraph: Paragraph, words: str) -> str:
        place = paragraph.place
        if words.upper() in patterns.urgencies():
            return "urgency"
        if patterns.NUMBER.match(words) and not self._right_of_title(place):
            return "number"
        if self._is_letter_subject(place, words):
            return "letter_subject"
        if self._is_date_line(paragraph, words):
            return "place_date"
        if self._beside_title(place) or self._is_issuer(paragraph, words):
            return "issuer"
        if not self.type_seen and self._is_type_name(paragraph, words):
            return "type_name"
        if patterns.LETTER_SUBJECT.match(words) and not self.type_seen and place.table:
            return "letter_subject"
        if key := self._address(paragraph, words):
            return key
        centred = paragraph.layout.align == "center"
        if self.type_seen and patterns.CALL.fullmatch(words):
            return _CALL
        if self.type_seen and patterns.ANNEX_NOTE.match(words):
            return "annex_note"
        if self._goes_on_with_subject(words) and centred:
            return "subject"
        if place.table:
            return ""
        if self._is_basis(paragraph, words):
            return "basis"
        if self.type_seen and (key := self._deciding(words)):
            return key
        if centred and len(words) < _LONGEST_LINE and not self._divides(words):
            return ""  # a title of another kind
        if self.last in (_CALL, _CALLED) and words[0] in patterns.BULLETS:
            return _CALLED
        return self._running(paragraph, words)

    def _body(self, paragraph: Paragraph, words: str) -> str:
        if self._signs(paragraph, words):
            return "authority"
        if self._is_date_line(paragraph, words):
            return "place_date"
        if paragraph.place.table:
            return ""
        return self._address(paragraph, words) or self._running(paragraph, words)

    def _foot(self, paragraph: Paragraph, words: str) -> str:
        if patterns.COPY_MARK.fullmatch(words) and is_capitals(words):
            return "copy_form"
        listing = paragraph.place.table or not is_capitals(words)
        if listing and _in_cell_of(self.label_at, paragraph.place):
            if patterns.DRAFTER.fullmatch(words):
                return "drafter"
            if words[0] in patterns.BULLETS or self.last in ("recipients_label", "recipients"):
                return "recipients"
        signing = _below(self.office_at, paragraph.place) and not words.startswith("(") and len(words) < _LONGEST_LINE
        if is_capitals(words):
            named = signing and (self.gap or patterns.names_a_person(words)) and not self._opens(words)
            if named:
                return "signer"
            return "authority" if paragraph.place.table or self._signs(paragraph, words) else ""
        if signing and _in_cell_of(self.office_at, paragraph.place) and self._opens(words.upper()):
            return "" if patterns.names_a_person(words) else "authority"
        return "signer" if signing else ""

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

    def _signs(self, paragraph: Paragraph, words: str) -> bool:
        """Whether these words open the block of the signature."""
        if not is_capitals(words) or words.endswith((";", ",")):
            return False
        if patterns.AUTHORITY.match(words) or self.last == "place_date":
            return True
        return not paragraph.place.table and patterns.names_an_office(words) and len(words) < _LONGEST_LINE

    @staticmethod
    def _opens(words: str) -> bool:
        return patterns.AUTHORITY.match(words) is not None or patterns.names_an_office(words)

    @staticmethod
    def _is_type_name(paragraph: Paragraph, words: str) -> bool:
        if is_capitals(words):
            return patterns.names_a_type(words)
        return paragraph.layout.align == "center" and words.upper().rstrip(":") in patterns.type_names()

    def _goes_on_with_subject(self, words: str) -> bool:
        return self.last == "type_name" or (self.last == "subject" and not self.gap and not is_capitals(words))

    def _deciding(self, words: str) -> str:
        """Who decides, above the legal basis, and the word of decision below it (R114)."""
        if not is_capitals(words):
            return ""
        if words.rstrip(" :") in patterns.resolutions():
            return "resolution"
        return "decider" if self._opens(words) or names_a_body(words) or self.last == "decider" else ""

    def _address(self, paragraph: Paragraph, words: str) -> str:
        if patterns.ADDRESSEE.match(words):
            return "addressee"
        if self.last not in ("addressee", "addressees"):
            return ""
        beside = bool(paragraph.place.table) and _same_table(self.addressee_at, paragraph.place)
        return "addressees" if beside or words[0] in patterns.BULLETS or words[-1] in ";" else ""

    def _is_letter_subject(self, place: Place, words: str) -> bool:
        if self.type_seen or is_capitals(words):
            return False
        if _below(self.number_at, place) and (patterns.LETTER_SUBJECT.match(words) or self.last == "number"):
            return True
        return self.last == "letter_subject" and _in_cell_of(self.subject_at, place)

    def _is_date_line(self, paragraph: Paragraph, words: str) -> bool:
        if self._right_of_title(paragraph.place) and patterns.LOOSE_DATE.fullmatch(words):
            return True
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
        centred = paragraph.layout.align == "center"
        if patterns.PART.fullmatch(words):
            return "part"
        if patterns.SECTION.fullmatch(words):
            return "section"
        if self.last in ("part", "section") and (capitals or centred):
            return f"{self.last}_title"
        if patterns.ARTICLE.match(words):
            return "article"
        bold = all(run.look.bold for run in paragraph.visible)
        if patterns.HEADING.match(words) and (capitals or len(words) < _LONGEST_LINE):
            return "heading"
        if patterns.CLAUSE.match(words):
            return "clause_title" if bold else "clause"
        return "point" if patterns.POINT.match(words) else "body"

    def _is_issuer(self, paragraph: Paragraph, words: str) -> bool:
        """A body's name in the head, where no cell stands beside the Quốc hiệu."""
        if not self.marks.title or self.number_at or self.type_seen or not is_capitals(words):
            return False
        apart = bool(paragraph.place.table) and not self._right_of_title(paragraph.place)
        return apart and (names_a_body(words) or self.last == "issuer")

    def _beside_title(self, place: Place) -> bool:
        title = self.marks.title
        same_row = title is not None and bool(place.table) and (place.table, place.row) == (title.table, title.row)
        return same_row and title is not None and place.column < title.column

    def _right_of_title(self, place: Place) -> bool:
        """Whether a place is in the column of the Quốc hiệu."""
        title = self.marks.title
        return title is not None and bool(title.table) and place.table == title.table and place.column >= title.column


def _same_table(one: Place | None, other: Place) -> bool:
    return one is not None and one.table == other.table


def _in_cell_of(one: Place | None, other: Place) -> bool:
    """Whether both stand in the same cell, or both outside tables."""
    return one is not None and one.cell == other.cell


def _below(one: Place | None, other: Place) -> bool:
    """Whether `other` stands in the cell of `one` or in one below it, or both outside tables."""
    return one is not None and (one.table, one.column) == (other.table, other.column)


_ZONES: dict[Zone, Callable[[Recogniser, Paragraph, str], str]] = {
    "head": Recogniser._head,
    "body": Recogniser._body,
    "foot": Recogniser._foot,
    "annex": Recogniser._annex,
}
