"""Documents of one template differ in words: which paragraphs these stand in, found by reading one document.

A second reading has a mark in place of each piece of text. Where a mark comes out once, in the text of one run, that
piece goes there and nowhere else: nothing that a `View` holds depends on what a text says, but for whether a run has
one, and whether it is blank.
"""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline.archive import Limits, Member, Package, read_package
from pipeline.problems import PackageError
from pipeline.view.document import View
from pipeline.view.reader import traced
from pipeline.view.values import Paragraph, Run

_LETTERS = "[^<>&\x00-\x1f\ufffe\uffff]*"
_PLAIN = re.compile(f"{_LETTERS}(?:&(?:amp|lt|gt|quot|apos|#34|#39);{_LETTERS})*")
_OPEN, _CLOSE = "\ue000<", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_STRICT = "purl.oclc.org"  # names of Strict Open XML are read as others, in texts too


@lru_cache(maxsize=8192)
def plain(piece: bytes) -> str | None:
    """The text that a piece of XML is; None where it is, or may be, more than text."""
    try:
        source = piece.decode()
    except UnicodeDecodeError:
        return None
    if not _PLAIN.fullmatch(source):
        return None
    return html.unescape(source) if "&" in source else source


@dataclass(frozen=True, slots=True)
class Varied:
    """A run whose text varies: its number in the paragraph, its text with "%s" for each value.

    The values are the paragraph's from `start` to `stop`.
    """

    number: int
    form: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Varying:
    """A paragraph of the body whose words vary: its `index` there, the numbers `at` of the pieces that stand in it.

    `form` is its text with "%s" for each value. `filled`: none of its runs is blank, whatever the values are.
    """

    index: int
    at: tuple[int, ...]
    form: str
    runs: tuple[Varied, ...]
    filled: bool

    def text(self, values: Sequence[str]) -> str:
        """Its text with these values; ValueError where the reading of them may come to more than other words."""
        text = self.form % tuple(values)
        if _STRICT in text or not (self.filled or all(map(str.strip, self.texts(values).values()))):
            raise ValueError(text)
        return text

    def texts(self, values: Sequence[str]) -> dict[int, str]:
        """The texts of its varied runs by their numbers, with these values."""
        return {run.number: run.form % tuple(values[run.start : run.stop]) for run in self.runs}


@dataclass(frozen=True, slots=True)
class Mould:
    """A document read, and what may vary in it.

    `read` are those of its members in pieces on which the view depends; `room` is how many bytes more each of them
    may have without being refused as too large.
    """

    view: View
    main: str
    read: frozenset[str]
    varying: tuple[Varying, ...]
    room: int


@dataclass(frozen=True, eq=False)
class _Noted(Package):
    """A package that knows which of its members were read."""

    seen: set[str] = field(default_factory=set)

    def __getitem__(self, name: str) -> bytes:
        self.seen.add(name)
        return super().__getitem__(name)


def mould(docx: bytes, parts: Mapping[str, Sequence[bytes]]) -> Mould:
    """What varies between this document and others of its template; `parts` are its members that come in pieces.

    PackageError where it is no Word document.
    """
    opened = read_package(docx, lenient=True)
    package = _Noted(opened.source, opened.members)
    view = traced(package).view
    size = sum(map(len, opened.members.values()))
    longest = max((sum(map(len, pieces)) for pieces in parts.values()), default=0)
    limits = Limits()
    roomy = len(docx) < limits.file // 2 and size < limits.total // 2
    return Mould(
        view=view,
        main=opened.main,
        read=frozenset(package.seen & parts.keys()),
        varying=tuple(_varying(opened, view, parts.get(opened.main, ()))) if roomy else (),
        room=limits.free - longest,
    )


def refilled(paragraph: Paragraph, texts: Mapping[int, str]) -> Paragraph:
    """The paragraph with other texts in the runs of these numbers."""
    runs = [Run(texts.get(number, run.text), run.look, run.field) for number, run in enumerate(paragraph.runs)]
    return replace(paragraph, runs=tuple(runs))


def _varying(package: Package, view: View, pieces: Sequence[bytes]) -> list[Varying]:
    """The paragraphs that vary; none where a reading with marks in them is not the same in all else."""
    texts = {number: text for number, piece in enumerate(pieces) if (text := plain(piece)) is not None}
    if not texts or _OPEN[0].encode() in b"".join(pieces):
        return []
    try:
        free = _free(_marked(package, pieces, texts), texts)
        marked = _marked(package, pieces, free)
    except PackageError:  # a mark has come where names stand
        return []
    found = [one for index, paragraph in enumerate(marked.paragraphs) if (one := _formed(index, paragraph))]
    paragraphs = list(marked.paragraphs)
    for one in found:
        paragraphs[one.index] = refilled(paragraphs[one.index], one.texts([texts[number] for number in one.at]))
    return found if replace(marked, paragraphs=tuple(paragraphs)) == view else []


def _marked(package: Package, pieces: Sequence[bytes], numbers: Mapping[int, str]) -> View:
    """The document with marks in place of these pieces."""
    marks = {number: f"{_OPEN}{number}{_CLOSE}".replace("<", "&lt;").encode() for number in numbers}
    data = b"".join(marks.get(number, piece) for number, piece in enumerate(pieces))
    main = package.members[package.main]
    members = {**package.members, main.name: Member(main.name, data, b"", 0, 0)}
    return traced(Package(package.source, members)).view


def _free(marked: View, texts: Mapping[int, str]) -> dict[int, str]:
    """The pieces whose marks come out once, in a run that is seen and has more than blanks."""
    seen: dict[int, int] = {}
    free: dict[int, str] = {}
    for paragraph in marked.everywhere():
        for run in paragraph.runs:
            numbers = [int(found[1]) for found in _MARK.finditer(run.text)]
            for number in numbers:
                seen[number] = seen.get(number, 0) + 1
            filled = _MARK.sub(lambda found: texts[int(found[1])], run.text)
            if paragraph.place.story == "body" and not run.look.hidden and filled and not filled.isspace():
                free.update((number, texts[number]) for number in numbers)
    return {number: text for number, text in free.items() if seen[number] == 1}


def _formed(index: int, paragraph: Paragraph) -> Varying | None:
    """What varies in a paragraph with marks in it; None where there are none."""
    at: list[int] = []
    runs: list[Varied] = []
    filled = True
    for number, run in enumerate(paragraph.runs):
        start = len(at)
        at += [int(found[1]) for found in _MARK.finditer(run.text)]
        if len(at) > start:
            runs.append(Varied(number, _form(run.text), start, len(at)))
            filled &= bool(_MARK.sub("", run.text).strip())
    return Varying(index, tuple(at), _form(paragraph.text), tuple(runs), filled) if runs else None


def _form(text: str) -> str:
    return _MARK.sub("%s", text.replace("%", "%%"))
