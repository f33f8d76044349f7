"""Writing down a page: paragraphs in named styles, and the tags between them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from pipeline.decree import Decree
from pipeline.lines import rule_under
from pipeline.stationery import styles


@dataclass(frozen=True, slots=True)
class Bold:
    """A piece of a paragraph that stands out in bold."""

    text: str


class Flow:
    """A column of text, written from the top: the page itself or a cell of a table, which must get some text.

    `width_mm` is the room between its edges.
    """

    def __init__(self, place: WordDocument | _Cell, table: Decree, width_mm: float) -> None:
        self.place = place
        self.table = table
        self.width_mm = width_mm
        if isinstance(place, _Cell):
            for empty in place.paragraphs:
                place._tc.remove(empty._p)

    def write(self, key: str, *pieces: str | Bold) -> Paragraph:
        """A paragraph in the style of the decree's component `key`."""
        return self.styled(self.table.component(key).style, *pieces)

    def words(self, key: str) -> str:
        """The words that the decree fixes for the component `key`."""
        return self.table.component(key).text

    def fixed(self, key: str) -> Paragraph:
        """The component `key` in those words."""
        return self.write(key, self.words(key))

    def styled(self, style: str, *pieces: str | Bold) -> Paragraph:
        """A paragraph in the style called `style`."""
        paragraph = self.place.add_paragraph(style=style)
        for piece in pieces:
            if isinstance(piece, Bold):
                paragraph.add_run(piece.text).bold = True
            else:
                paragraph.add_run(piece)
        return paragraph

    def tag(self, text: str) -> None:
        """A paragraph that is a tag and gives way to what it makes; in Word it shows small and grey."""
        self.styled(styles.TAG[0], text)

    @contextmanager
    def each(self, loop: str) -> Iterator[None]:
        """What is written inside appears once for each turn of the loop ("line in issuer")."""
        self.tag(f"{{%p for {loop} %}}")
        yield
        self.tag("{%p endfor %}")

    def rule(self, key: str, text: str) -> None:
        """The drawn rule under a component whose text is known now."""
        drawn = rule_under(text, key, self.width_mm)
        look = parse_xml(f"<w:body {nsdecls('w')}>{drawn}</w:body>")[0][0]
        self.place.add_paragraph()._p.append(look)

    def rule_tag(self, key: str, name: str) -> None:
        """The drawn rule under a component whose text is the tag `name`."""
        self.tag(f'{{{{p {name}|rule("{key}", {self.width_mm:g}) }}}}')

    def end(self) -> Paragraph:
        """The paragraph that Word wants after a table or in an otherwise empty cell: too small to see."""
        return self.styled(styles.END[0])
