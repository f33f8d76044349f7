"""The text of a paper, typed line by line."""

from dataclasses import replace
from itertools import groupby

from docx.shared import Twips

from tests.forms.hand import FACE, Hand, Look, element
from tests.forms.numbers import Counter, define, number

MARKS = ("## ", "# ", "+ ", ") ", "- ", "§§ ", "§ ", "* ")
MOST_LETTERS = 4  # after d the decree has đ, Word has e: a careful maker types longer lists


def split(line: str) -> tuple[str, str]:
    """The mark of a line of the notation, and its text."""
    mark = next((mark for mark in MARKS if line.startswith(mark)), "")
    return mark.strip(), line.removeprefix(mark)


class Body:
    """Writes text."""

    def __init__(self, hand: Hand, room: int) -> None:
        self.hand = hand
        self.room = room
        dialect = hand.dialect
        self.text = Look(
            size=dialect.size,
            align="both",
            first=dialect.first_line,
            before=dialect.before,
            after=dialect.after,
            line=dialect.line,
            name="Thân văn bản",
        )
        self.strong = replace(self.text, bold=True, name="Đề mục")
        self.centre = replace(self.strong, align="center", first=0, name="Chương")

    def write(self, text: str, *, last: bool = False, table: tuple[tuple[str, ...], ...] = ()) -> None:
        """All lines; the last two stay with the signature where the maker minds; `table` before the last."""
        lines = [split(line) for line in text.strip().splitlines()]
        counter = Counter()
        lists: dict[str, int] = {}
        sorts = {sort for sort, _words in lines}
        if self.hand.dialect.numbers == "auto":
            lists = define(self.hand.document, self.text.first, FACE)
            if max(len(list(run)) for _sort, run in groupby(sort for sort, _words in lines)) > MOST_LETTERS:
                sorts.discard(")")
        for place, (sort, words) in enumerate(lines):
            keep = last and self.hand.dialect.keep and place >= len(lines) - 2
            if table and place == len(lines) - 1:
                self.table(table)
            label = counter.label(sort)
            paragraph = self.hand.document.add_paragraph()
            if lists and sort in sorts and number(paragraph, lists, sort, articles="§" in sorts):
                label = ""
            if sort == "§§":
                self.hand.write(paragraph, self.centre, label)
                self.hand.write(self.hand.document.add_paragraph(), self.centre, words)
            elif sort == "§":
                title, bar, rest = words.partition("| ")
                pieces = [label + title] * bool(label + title) + [(rest, self.text)] * bool(bar)
                self.hand.write(paragraph, replace(self.strong, keep=keep), *pieces)
            else:
                look = self.strong if sort in {"#", "##"} else self.text
                self.hand.write(paragraph, replace(look, keep=keep), label + words)

    def table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        """A table with lines, its head bold and repeated."""
        table = self.hand.document.add_table(len(rows), len(rows[0]))
        table.style = "Table Grid"
        cell = Look(size=self.hand.dialect.size, name="Ô bảng")
        head = replace(cell, bold=True, align="center", name="Đầu bảng")
        for row, texts in zip(table.rows, rows, strict=True):
            for place, text in zip(row.cells, texts, strict=True):
                place.width = Twips(self.room // len(texts))
                self.hand.write(place.paragraphs[0], head if texts is rows[0] else cell, text)
        table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader"))
