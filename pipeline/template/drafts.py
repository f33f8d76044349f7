"""A template's parts as Jinja source: docxtpl's dialect put into order, each tag on a line of its own.

docxtpl's `patch_xml` does the translation. The lines lead Jinja's line numbers back to a tag's place.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from jinja2 import TemplateSyntaxError
from lxml import etree
from markupsafe import escape

from pipeline.archive import Package
from pipeline.template.borrowed import patched
from pipeline.template.faults import FaultError, TagError
from pipeline.template.finishing import has_drawings, needs_grid
from pipeline.template.numbering import DELIMITER, MARK, number, numbered, refuse_spanning, unclosed
from pipeline.template.places import Place
from pipeline.template.sandbox import Sandbox

_NOTES = {"footnotes+xml": "footnotes", "endnotes+xml": "endnotes"}
_BODY = re.compile(r"<w:body(?=[ >])")
_BODY_ENDS = "</w:body>"
_BLOCKS = frozenset(("autoescape", "block", "call", "filter", "for", "if", "macro", "with"))
_SLOT = "\ue000"


@dataclass(frozen=True)
class Draft:
    """A part that has tags: the member is `head`, what `source` renders to, `tail`.

    `places` tells the place of the tag on each line of the source, `unclosed` that of a tag or block
    that nothing ends. `grid` says that tables may need their columns mended, `drawings` that there are drawings.
    """

    name: str
    kind: str
    source: str
    places: Mapping[int, Place]
    unclosed: Place | None
    head: str = ""
    tail: str = ""
    grid: bool = False
    drawings: bool = False

    def place(self, line: int) -> Place:
        """The place of the last tag up to a line of the source."""
        lines = [at for at in self.places if at <= line]
        return self.places[max(lines)] if lines else Place(self.name, self.kind)


def drafts(package: Package, sandbox: Sandbox) -> Iterator[Draft]:
    """The parts that have tags. Raises TagError where a tag cannot be read or would lose text."""
    main = package.main
    yield from _draft(package, sandbox, main, "body")
    seen = {main}
    for tie in package.relationships(main):
        if tie.kind in ("header", "footer") and tie.target in package and tie.target not in seen:
            seen.add(tie.target)
            yield from _draft(package, sandbox, tie.target, tie.kind)
    for name in package:
        kind = _NOTES.get(package.content_type(name).rpartition(".")[2])
        if kind:
            yield from _draft(package, sandbox, name, kind)
    for tie in package.relationships():
        if tie.kind == "core-properties" and tie.target in package:
            yield from _properties(package, sandbox, tie.target)


def _draft(package: Package, sandbox: Sandbox, name: str, kind: str) -> Iterator[Draft]:
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(package[name], parser)
    places = number(root, name, kind)
    refuse_spanning(places.values())
    text = etree.tostring(root, encoding="unicode")
    head = tail = ""
    if kind == "body" and (begins := _BODY.search(text)):
        ends = text.rindex(_BODY_ENDS) + len(_BODY_ENDS)
        head, text, tail = text[: begins.start()], text[begins.start() : ends], text[ends:]
    text = patched(text)
    if not DELIMITER.search(text):
        return
    lines = _Lines(sandbox, Place(name, kind), places)
    lines.add_source(text)
    body = kind == "body"
    yield Draft(
        name, kind, lines.source, lines.places, lines.unclosed, head, tail,
        grid=body and needs_grid(root, text), drawings=body and has_drawings(text),
    )  # fmt: skip


def _properties(package: Package, sandbox: Sandbox, name: str) -> Iterator[Draft]:
    """The document's properties: their texts are Jinja, whatever stands between them is not."""
    root = package.xml(name)
    tagged = [element for element in root.iter("{*}*") if not len(element) and DELIMITER.search(element.text or "")]
    if not tagged:
        return
    texts = [element.text or "" for element in tagged]
    for element in tagged:
        element.text = _SLOT
    start = Place(name, "properties")
    lines = _Lines(sandbox, start, {})
    first, *others = etree.tostring(root, encoding="unicode").split(_SLOT)
    lines.add_data(first)
    for text, after in zip(texts, others, strict=True):
        lines.here = replace(start, text=text)
        lines.add_source(text, escaped=False)
        lines.add_data(after)
    yield Draft(name, "properties", lines.source, lines.places, lines.unclosed)


@dataclass
class _Lines:
    """A source in the making, one line a tag."""

    sandbox: Sandbox
    here: Place
    paragraphs: Mapping[int, Place]
    places: dict[int, Place] = field(default_factory=dict)
    _blocks: list[Place] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _line: int = 1

    @property
    def source(self) -> str:
        return "".join(self._pieces)

    @property
    def unclosed(self) -> Place | None:
        """The first tag that nothing closes; else the innermost block that nothing ends."""
        return next(unclosed(self.paragraphs.values()), self._blocks[-1] if self._blocks else None)

    def add_data(self, text: str) -> None:
        """Add text that has no tags."""
        self._pieces.append(text)
        self._line += text.count("\n")

    def add_source(self, text: str, *, escaped: bool = True) -> None:
        """Add text with tags; the text between them is XML already, or is escaped here. Raises TagError."""
        try:
            for _, kind, value in self.sandbox.lex(text):
                self.here = self.paragraphs.get(numbered(value) or 0, self.here)
                plain = MARK.sub("", value)
                if kind == "data":
                    self.add_data(plain if escaped else str(escape(plain)))
                elif not kind.startswith("comment"):
                    self._add_token(kind, plain)
        except TemplateSyntaxError as error:
            if place := next(unclosed(self.paragraphs.values()), None):
                raise TagError(FaultError("template-unclosed"), place) from error
            fault = FaultError("template-syntax", reason=error.message or "")
            raise TagError(fault, replace(self.here, tag=self._tag)) from error

    def _add_token(self, kind: str, value: str) -> None:
        """Add a piece of a tag; a tag begins a line, and nothing in it begins another."""
        one_line = value.replace("\n", "\\n" if kind == "string" else " ")
        begins = kind in ("variable_begin", "block_begin")
        self.add_data(one_line + "\n" if begins else one_line)
        tag = one_line if begins else self._tag + one_line
        self.places[self._line] = replace(self.here, tag=tag)
        if kind == "block_end":
            self._note_block(self.places[self._line])

    @property
    def _tag(self) -> str:
        return self.places[self._line].tag if self._line in self.places else ""

    def _note_block(self, place: Place) -> None:
        word, *others = re.findall(r"\w+|=", place.tag)
        if word.startswith("end"):
            self._blocks[-1:] = []
        elif word in _BLOCKS or (word == "set" and "=" not in others):
            self._blocks.append(place)
