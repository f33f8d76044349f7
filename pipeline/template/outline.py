"""Which elements are open at a point of a template's text, read piece by piece between its tags."""

import re
from typing import Literal, NamedTuple

Level = Literal["text", "attribute", "run", "block"]

_BLOCK = frozenset(("w:body", "w:tc", "w:tr", "w:tbl", "w:hdr", "w:ftr", "w:footnote", "w:endnote", "w:txbxContent"))
_INLINE = frozenset(("w:p", "w:hyperlink", "w:smartTag", "w:fldSimple", "w:dir", "w:bdo"))
_EITHER = frozenset(("w:sdtContent", "w:customXml", "w:ins", "w:del", "w:moveTo", "w:moveFrom"))
_TAG = re.compile(r"""<(/?)([\w:.-]+)((?:[^<>"']|"[^"]*"|'[^']*')*)>""")
_TAG_BEGINS = re.compile(r"<(/?)([\w:.-]+)")
_SKIPPED = re.compile(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_EDGE = re.compile("""["'>]""")


class UnbalancedError(Exception):
    """An element ends that did not begin."""


class Point(NamedTuple):
    """What is open: elements, outermost first; a tag being read; the quote of an attribute's value in it."""

    elements: tuple[str, ...] = ()
    tag: str = ""
    quote: str = ""


class Outline:
    """A reader of XML in pieces. `point` is where it stands; setting it goes back to an earlier point.

    `look` is the w:rPr of the last run begun: empty where it has none, None where that depends on the values.
    `lowest` is the smallest number of open elements since somebody set it; `tangled` says that a paragraph has ended
    within the one that is open.
    """

    def __init__(self) -> None:
        self.point = Point()
        self.look: str | None = ""
        self.lowest = 0
        self.tangled = False

    def feed(self, text: str) -> None:
        """Read on. Raises UnbalancedError."""
        at, look = 0, -1
        while True:
            elements, tag, quote = self.point
            if quote:
                end = text.find(quote, at)
                if end < 0:
                    return
                self.point, at = Point(elements, tag), end + 1
            elif tag:
                edge = _EDGE.search(text, at)
                if edge is None:
                    return
                if edge[0] == ">":
                    empty = text[: edge.start()].endswith("/")
                    self._step(tag.startswith("/"), tag.lstrip("/"), empty)
                    self.look = None
                else:
                    self.point = Point(elements, tag, edge[0])
                at = edge.end()
            else:
                start = text.find("<", at)
                if start < 0:
                    return
                if whole := _TAG.match(text, start):
                    self._step(bool(whole[1]), whole[2], whole[3].endswith("/"))
                    look = self._look(text, whole, look)
                    at = whole.end()
                elif skipped := _SKIPPED.match(text, start):
                    at = skipped.end()
                elif begun := _TAG_BEGINS.match(text, start):
                    self.point, at = Point(elements, begun[1] + begun[2]), begun.end()
                else:
                    raise UnbalancedError

    @property
    def level(self) -> Level:
        """What may stand here: text, an attribute's value, runs of a paragraph, blocks of a story."""
        if self.point.tag:
            return "attribute"
        for name in reversed(self.point.elements):
            if name in _INLINE:
                return "run"
            if name in _BLOCK:
                return "block"
            if name not in _EITHER:
                break
        return "text"

    @property
    def text_look(self) -> str | None:
        """The `look` of a run in whose text we stand; None where it is not simply the text of a paragraph's run."""
        elements = self.point.elements
        simple = not self.point.tag and elements[-2:] == ("w:r", "w:t") and elements.count("w:p") == 1
        return self.look if simple and not self.tangled else None

    def _step(self, ends: bool, name: str, empty: bool) -> None:
        elements = self.point.elements
        if ends:
            if not elements or elements[-1] != name:
                raise UnbalancedError
            self.point = Point(elements[:-1])
            self.lowest = min(self.lowest, len(elements) - 1)
        else:
            self.point = Point(elements if empty else (*elements, name))
        if name == "w:p" and not empty:
            self.tangled = "w:p" in elements[:-1] if ends else self.tangled and "w:p" in elements

    def _look(self, text: str, tag: re.Match[str], begun: int) -> int:
        """Keep a run's w:rPr; the position where one begins, -1 where none is being read."""
        ends, name, rest = tag.groups()
        if name == "w:r" and not ends:
            self.look = ""
        if name != "w:rPr" or self.point.elements[-1 if ends else -2 :][:1] != ("w:r",):
            return begun
        if ends:
            self.look = text[begun : tag.end()] if begun >= 0 else None
        return -1 if ends or rest.endswith("/") else tag.start()
