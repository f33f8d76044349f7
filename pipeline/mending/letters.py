"""The letters of a paragraph one by one, each with the run that it stands in, and how they are changed.

A letter is open where it may be changed: what a field shows, and what a content control takes from the
document's data, would come back the next time Word works it out.
"""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby, takewhile
from typing import NamedTuple

from lxml import etree
from lxml.etree import _Element

from pipeline.view.blocks import ALTERNATIVE, chosen
from pipeline.view.names import W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SIGNS = {
    W + "tab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "sym": "\N{OBJECT REPLACEMENT CHARACTER}",
}
# What is struck out, and what stands apart from the text: neither is read.
_PASSED = frozenset(W + tag for tag in ("pPr", "del", "moveFrom", "p", "sdtPr", "rPr"))


class Letter(NamedTuple):
    """A character, the run and the element that hold it, its place in that element's text."""

    char: str
    run: _Element
    node: _Element
    offset: int
    open: bool


@dataclass(frozen=True)
class Span:
    """A field of a paragraph: its name ("PAGE"), and the elements from its beginning to its end."""

    name: str
    elements: tuple[_Element, ...]


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_result: bool = False
    elements: list[_Element] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""


@dataclass(slots=True)
class _Walk:
    """A walk through a paragraph: the fields that are open, and those that were closed outside others."""

    open: list[_Field] = field(default_factory=list)
    closed: list[Span] = field(default_factory=list)

    def through(self, holder: _Element, *, bound: bool = False) -> Iterator[Letter]:
        for one in holder:
            if one.tag in _PASSED or not isinstance(one.tag, str):
                continue
            if one.tag == W + "r":
                yield from self._run(one, bound)
            elif one.tag == W + "fldSimple":
                self.open.append(_Field(one.get(W + "instr", ""), True, [one]))
                yield from self.through(one, bound=bound)
                self._close()
            elif one.tag == ALTERNATIVE:
                if (branch := chosen(one)) is not None:
                    yield from self.through(branch, bound=bound)
            else:
                inner = one.find(f"{W}sdtPr/{W}dataBinding") is not None
                yield from self.through(one, bound=bound or inner)

    def _run(self, run: _Element, bound: bool) -> Iterator[Letter]:
        for one in _inside(run):
            mark = one.get(W + "fldCharType") if one.tag == W + "fldChar" else ""
            if mark == "begin":
                self.open.append(_Field())
            for outer in self.open:
                outer.elements.append(one)
            if one.tag == W + "instrText" and self.open:
                self.open[-1].code += one.text or ""
            elif mark == "separate" and self.open:
                self.open[-1].in_result = True
            elif mark == "end" and self.open:
                self._close()
            elif all(outer.in_result for outer in self.open):
                text = one.text or "" if one.tag == W + "t" else _sign(one)
                free = not self.open and not bound
                yield from (Letter(char, run, one, offset, free) for offset, char in enumerate(text))

    def _close(self) -> None:
        last = self.open.pop()
        if not self.open:
            self.closed.append(Span(last.name, tuple(last.elements)))


def letters(paragraph: _Element) -> list[Letter]:
    """The letters that a reader may see, hidden ones among them; tabs and breaks are letters too."""
    return list(_Walk().through(paragraph))


def fields(paragraph: _Element) -> list[Span]:
    """The fields of a paragraph that stand in no other field."""
    walk = _Walk()
    for _ in walk.through(paragraph):
        pass
    return walk.closed


def runs(found: Sequence[Letter]) -> list[tuple[_Element, str]]:
    """The runs in which these letters stand, each with its text."""
    grouped = groupby(found, key=lambda letter: letter.run)
    return [(run, "".join(letter.char for letter in group)) for run, group in grouped]


def rewrite(found: Sequence[Letter], fix: Callable[[str], str], *, everywhere: bool = False) -> bool:
    """Change the text of these letters to what `fix` makes of it; each new letter joins its neighbour's run.

    Nothing is changed where a letter that must go is not open (`everywhere`: all text counts as open), nor
    where a new one has no open neighbour: a new digit belongs to both. Whether something was changed.
    """
    old = "".join(letter.char for letter in found)
    new = fix(old)
    pieces = list(old)
    for kind, start, end, begin, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        beside = range(start, end) if start < end else (start - 1, start)
        open_ones = [at for at in beside if _open(found, at, everywhere)]
        if not open_ones or (len(open_ones) < len(beside) and (start < end or new[begin:stop].isdecimal())):
            return False
        if start < end:
            pieces[start:end] = [new[begin:stop], *[""] * (end - start - 1)]
        elif open_ones[0] < start:
            pieces[start - 1] += new[begin:stop]
        else:
            pieces[start] = new[begin:stop] + pieces[start]
    texts: dict[_Element, str] = {}
    for letter, piece in zip(found, pieces, strict=True):
        texts[letter.node] = texts.get(letter.node, "") + piece
    for node, text in texts.items():
        if node.tag == W + "t" and node.text != text:
            set_text(node, text)
    return new != old


def drop_lead(found: Sequence[Letter]) -> None:
    """Take away the tabs and blanks with which a text begins, where nothing else makes them."""
    for letter in takewhile(lambda one: one.char.isspace() and one.open, found):
        holder = letter.node.getparent()
        if letter.node.tag == W + "tab" and holder is not None:
            holder.remove(letter.node)
        elif letter.node.tag == W + "t":
            set_text(letter.node, (letter.node.text or "")[1:])


def set_text(node: _Element, text: str) -> None:
    """Give a `w:t` its text; blanks at its edges are kept."""
    node.text = text
    if text != text.strip():
        node.set(_SPACE, "preserve")


def split(letter: Letter) -> _Element:
    """Part a run before a letter: the run that now begins with it; the run itself where it cannot be parted."""
    run, node = letter.run, letter.node
    if node.getparent() is not run:
        return run
    second = etree.Element(run.tag, {str(name): str(value) for name, value in run.attrib.items()})
    if (properties := run.find(W + "rPr")) is not None:
        second.append(deepcopy(properties))
    following = list(node.itersiblings())
    if letter.offset:
        rest = deepcopy(node)
        set_text(rest, (node.text or "")[letter.offset :])
        set_text(node, (node.text or "")[: letter.offset])
        second.append(rest)
    else:
        second.append(node)
    second.extend(following)
    run.addnext(second)
    return second


def _open(found: Sequence[Letter], at: int, everywhere: bool) -> bool:
    return 0 <= at < len(found) and found[at].node.tag == W + "t" and (found[at].open or everywhere)


def _inside(holder: _Element) -> Iterator[_Element]:
    """What stands in a run; of alternatives the one that is read."""
    for one in holder:
        if one.tag == ALTERNATIVE:
            branch = chosen(one)
            yield from _inside(branch) if branch is not None else ()
        else:
            yield one


def _sign(element: _Element) -> str:
    turns = element.tag == W + "br" and element.get(W + "type") == "page"
    return "\f" if turns else _SIGNS.get(str(element.tag), "")
