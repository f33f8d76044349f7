"""The runs of a paragraph: its text with its looks, its fields, the lines drawn in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.view.drawings import drawn_lines_mm
from pipeline.view.names import VAL, W
from pipeline.view.properties import Properties, run_properties
from pipeline.view.values import Field, Look, Run

_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHARACTERS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "sym": "\N{OBJECT REPLACEMENT CHARACTER}",
}
_DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object", _ALTERNATIVE})
# What holds runs of the text as it stands; deleted and moved text (w:del, w:moveFrom) is not among them.
_HOLDERS = frozenset(W + tag for tag in ("hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "customXml"))
LookOf = Callable[[str, Properties], Look]


@dataclass(slots=True)
class Reading:
    """The reading of one paragraph: what was found so far, and the fields that are open (the innermost last).

    `look_of` works out a look from a character style and what a run says; `looks` remembers what it gave.
    """

    look_of: LookOf
    looks: dict[tuple[object, ...], Look]
    runs: list[Run] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    lines_mm: list[float] = field(default_factory=list)
    open: list["_Open"] = field(default_factory=list)

    def read(self, holder: _Element) -> None:
        """Take in the runs of a paragraph, or of something in it that holds runs."""
        for child in holder:
            if child.tag == W + "r":
                self._run(child)
            elif child.tag == W + "fldSimple":
                self.open.append(_Open(code=child.get(W + "instr", ""), in_result=True))
                self.read(child)
                self._close(Look())
            elif child.tag in _HOLDERS:
                self.read(child)

    @property
    def shown(self) -> bool:
        """Whether there is text that is not hidden."""
        return any(not run.look.hidden for run in self.runs)

    def _run(self, run: _Element) -> None:
        look = self._look(run.find(W + "rPr"))
        self._add("".join(self._text(run, look)), look)

    def _text(self, run: _Element, look: Look) -> Iterator[str]:
        for child in run:
            if child.tag == W + "t":
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
                self.lines_mm.extend(drawn_lines_mm(child))

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
        self.runs.append(Run(text, look, self.open[0].name if self.open else ""))

    def _look(self, source: _Element | None) -> Look:
        said = run_properties(source)
        character = character_style(source)
        key = (character, *said.items())
        if (look := self.looks.get(key)) is None:
            look = self.looks[key] = self.look_of(character, said)
        return look


def character_style(source: _Element | None) -> str:
    """The character style that a `w:rPr` names; "" for none."""
    style = source.find(W + "rStyle") if source is not None else None
    return style.get(VAL, "") if style is not None else ""


@dataclass(slots=True)
class _Open:
    """A field whose end has not come: its code so far, whether its result has begun, its first look."""

    code: str = ""
    in_result: bool = False
    look: Look | None = None

    @property
    def name(self) -> str:
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""
