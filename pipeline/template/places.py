"""Where in a template something stands, in words: its part, paragraph, table cell and tag."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.messages import marked as N_
from pipeline.messages import text as _

PARTS = {
    "body": N_("the body"),
    "header": N_("a header"),
    "footer": N_("a footer"),
    "footnotes": N_("the footnotes"),
    "endnotes": N_("the endnotes"),
    "properties": N_("the properties"),
}
_EXCERPT = 100
_LOOP = re.compile(r"\{%[-+]?\s*for\b.*?\bin\b\W*([^\W\d][\w.]*)")
_NAME = re.compile(r"\{(?:\{|%[-+]?\s*\w+\b).*?\b([^\W\d][\w.]*)")


class Cell(NamedTuple):
    """A table cell, all counts from 1: the table within its part, the row and the cell within it."""

    table: int
    row: int
    cell: int


@dataclass(frozen=True, slots=True)
class Place:
    """A tag's place: `part` is the member, `kind` a key of PARTS, `paragraph` counts from 1 within the part.

    `text` is the paragraph's text with its tags, `tag` the tag itself; both may be empty.
    """

    part: str
    kind: str
    paragraph: int = 0
    cell: Cell | None = None
    text: str = ""
    tag: str = ""

    def __str__(self) -> str:
        words = [f"{_(PARTS[self.kind])} ({self.part})"]
        if self.paragraph:
            words.append(_("paragraph {number}").format(number=self.paragraph))
        if self.cell:
            words.append(_("table {table}, row {row}, cell {cell}").format_map(self.cell._asdict()))
        excerpt = " ".join(self.text.split())
        if len(excerpt) > _EXCERPT:
            excerpt = excerpt[: _EXCERPT - 1] + "…"
        return ", ".join(words) + (f" “{excerpt}”" if excerpt else "")

    @property
    def subject(self) -> str:
        """The name that the tag is about: "office.name" for `{{ office.name }}`, what a loop goes through."""
        found = _LOOP.match(self.tag) or _NAME.match(self.tag)
        return found[1] if found else self.tag

    def dotted(self, name: str) -> str:
        """The name as the tag writes it: "office.name" for "name" in `{{ office.name }}`."""
        found = re.search(rf"(?:\w+\s*\.\s*)+{re.escape(name)}\b", self.tag)
        return re.sub(r"\s", "", found[0]) if found else name
