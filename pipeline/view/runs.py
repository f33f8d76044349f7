"""The runs of a paragraph: its text with its looks, its fields, the lines drawn in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml.etree import _Element

from pipeline.view.blocks import ALTERNATIVE, chosen
from pipeline.view.drawings import drawn
from pipeline.view.formats import Format
from pipeline.view.names import W
from pipeline.view.shapes import Image, TextBox
from pipeline.view.values import Field, Look, Run

_RUN, _TEXT, _PROPERTIES = W + "r", W + "t", W + "rPr"
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "sym": "\N{OBJECT REPLACEMENT CHARACTER}",
}
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
# What holds runs of the text as it stands; deleted and moved text (w:del, w:moveFrom) is not among them.
_HOLDERS = frozenset(
    W + tag for tag in ("hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "customXml", "dir", "bdo")
)
NoteKind = Literal["footnote", "endnote"]
_NOTES: Mapping[object, NoteKind] = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


@dataclass(slots=True)
class Reading:
    """The reading of one paragraph: what was found so far, and the fields that are open (the innermost last).

    `notes` are the signs of footnotes and endnotes, each with the id of its text; `hidden` counts hidden runs.
    """

    format: Format
    runs: list[Run] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    lines_mm: list[float] = field(default_factory=list)
    boxes: list[TextBox] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    notes: list[tuple[NoteKind, str]] = field(default_factory=list)
    hidden: int = 0
    open: list["_Open"] = field(default_factory=list)

    def read(self, holder: _Element) -> None:
        """Take in the runs of a paragraph, or of something in it that holds runs."""
        for child in holder:
            if child.tag == _RUN:
                self._run(child)
            elif child.tag == W + "fldSimple":
                self.open.append(_Open(code=child.get(W + "instr", ""), in_result=True))
                self.read(child)
                self._close(Look())
            elif child.tag in _HOLDERS:
                self.read(child)
            elif child.tag == ALTERNATIVE and (branch := chosen(child)) is not None:
                self.read(branch)

    @property
    def shown(self) -> bool:
        """Whether there is text that is not hidden."""
        return any(not run.look.hidden for run in self.runs)

    def _run(self, run: _Element) -> None:
        look = self.format.look(run.find(_PROPERTIES))
        self._add("".join(self._text(run, look)), look)

    def _text(self, holder: _Element, look: Look) -> Iterator[str]:
        for child in holder:
            if child.tag == _TEXT:
                yield child.text or ""
            elif child.tag == W + "br" and child.get(W + "type") == "page":
                yield "\f"
            elif child.tag in _CHARACTERS:
                yield _CHARACTERS[child.tag]
            elif child.tag == W + "instrText" and self.open:
                self.open[-1].code += child.text or ""
            elif child.tag == W + "fldChar":
                self._mark(child.get(W + "fldCharType", ""), look)
            elif child.tag in _DRAWINGS:
                if not look.hidden:
                    self._draw(child)
            elif child.tag == ALTERNATIVE and (branch := chosen(child)) is not None:
                yield from self._text(branch, look)
            elif child.tag in _NOTES:
                self.notes.append((_NOTES[child.tag], child.get(W + "id", "")))

    def _draw(self, source: _Element) -> None:
        for one in drawn(source):
            if isinstance(one, TextBox):
                self.boxes.append(one)
            elif isinstance(one, Image):
                self.images.append(one)
            else:
                self.lines_mm.append(one)

    def _mark(self, kind: str, look: Look) -> None:
        if kind == "begin":
            self.open.append(_Open())
        elif kind == "separate" and self.open:
            self.open[-1].in_result = True
        elif kind == "end" and self.open:
            self._close(look)

    def _close(self, look: Look) -> None:
        """End the innermost field; its look is its result's, or `look` where it has no result."""
        closed = self.open.pop()
        self.fields.append(Field(closed.name, closed.look or look))

    def _add(self, text: str, look: Look) -> None:
        if not text:
            return
        for one in self.open:
            if one.in_result:
                one.look = one.look or look
        if not all(one.in_result for one in self.open):
            return
        self.hidden += look.hidden and not text.isspace()
        self.runs.append(Run(text, look, self.open[0].name if self.open else ""))


@dataclass(slots=True)
class _Open:
    """A field whose end has not come: its code so far, whether its result has begun, its first look."""

    code: str = ""
    in_result: bool = False
    look: Look | None = None

    @property
    def name(self) -> str:
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""
