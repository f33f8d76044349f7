"""What the decree has against a document, where, and in which words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.decree import Level
from pipeline.messages import marked as N_
from pipeline.messages import text as _
from pipeline.view import Place

if TYPE_CHECKING:
    from pipeline.problems.texts import Text

Value = str | float
_NOTES = {"footnote": N_("footnotes, {place}"), "endnote": N_("endnotes, {place}")}


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of rule `rule`, first met `at` a place, and met `more` times after it.

    A place without a paragraph is a whole section, one without a section the whole document. `code` is a key of
    `rules.texts.TEXTS`, `values` fill the places of its texts; `excerpt` is the beginning of what stands there.
    """

    rule: str
    level: Level
    at: Place
    code: str
    values: Mapping[str, Value]
    clause: str
    excerpt: str = ""
    more: int = 0
    file: str = ""

    @property
    def place(self) -> str:
        """Where it is, in the chosen language."""
        spot = _spot(self.at)
        return _("{place} and {more} more").format(place=spot, more=self.more) if self.more else spot

    @property
    def message(self) -> str:
        """What is wrong, in the chosen language."""
        return _filled(_text(self.code).message, self.values)

    @property
    def hint(self) -> str:
        """What to do about it, in the chosen language."""
        return _filled(_text(self.code).hint, self.values)

    def as_json(self) -> dict[str, str]:
        """The object that `--json` prints (its keys are a contract)."""
        return {
            "file": self.file,
            "rule": self.rule,
            "level": self.level,
            "place": self.place,
            "message": self.message,
            "clause": self.clause,
            "hint": self.hint,
            "excerpt": self.excerpt,
        }

    def __str__(self) -> str:
        """One line: the file where there is one, the place, the rule, the fault, what to do, the clause."""
        where = f"{self.file}: {self.place}" if self.file else self.place
        level = _("error") if self.level == "error" else _("warning")
        shown = f" «{self.excerpt}»" if self.excerpt else ""
        return f"{where}: {level} {self.rule}:{shown} {self.message}; {self.hint} ({self.clause})"


def _text(code: str) -> "Text":
    from pipeline.rules.texts import TEXTS  # twenty modules, which a sound document does without

    return TEXTS[code]


def number_text(value: float) -> str:
    """A number as the reader writes it; the mark of decimals is a message too, a comma in Vietnamese."""
    return f"{value:.4g}".replace(".", _("."))


def _filled(message: str, values: Mapping[str, Value]) -> str:
    words = {name: value if isinstance(value, str) else number_text(value) for name, value in values.items()}
    return _(message).format_map(words)


def _spot(at: Place) -> str:
    if not at.section:
        return _("the document")
    if at.box:
        return _("text box {box}, {place}").format(box=at.box, place=_within(at))
    if at.story in _NOTES:
        return _(_NOTES[at.story]).format(place=_within(at))
    if at.story != "body":
        kind = _("header of section {section}") if at.story == "header" else _("footer of section {section}")
        return kind.format(section=at.section)
    if at.table or at.paragraph:
        return _within(at)
    return _("section {section}").format(section=at.section)


def _within(at: Place) -> str:
    if at.table:
        cell = _("table {table}, row {row}, column {column}, paragraph {paragraph}")
        return cell.format(table=at.table, row=at.row, column=at.column, paragraph=at.paragraph)
    return _("paragraph {paragraph}").format(paragraph=at.paragraph)
