"""What a check reads of the words that may vary: with other words of which it would read the same, it says the same.

A check is a pure function of the document. So what it finds in one document it finds in every other of the same
layout in which the words that it has read are the same, and all facts about words that it has asked for (`tells`).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from types import BuiltinFunctionType, FunctionType, MethodDescriptorType, ModuleType
from typing import Literal, NamedTuple, TypeVar, cast

from pipeline.components import Anatomy, Part
from pipeline.view import Paragraph, Run, View

T = TypeVar("T")
Of = Literal["text", "words"] | int


class Asked(NamedTuple):
    """A fact asked for: of which paragraph, about its text, its words or the text of one of its runs."""

    at: int
    of: Of
    fact: Callable[..., object]
    given: tuple[object, ...]


@dataclass
class Reads:
    """What has been read: the paragraphs whose words were seen as they are, the facts with their values."""

    words: set[int] = field(default_factory=set)
    facts: dict[Asked, object] = field(default_factory=dict)


class Watch:
    """A document that is watched: `view` and `anatomy` are as those given, but note what is read of them.

    `varying` holds the paragraphs of the body whose words may vary, by index, and the numbers of their runs in which
    they do; all others are as they were.
    """

    def __init__(self, view: View, anatomy: Anatomy, varying: Mapping[int, Collection[int]]) -> None:
        self._reads = Reads()
        body = view.paragraphs
        self._paragraphs = {id(body[at]): self._paragraph(body[at], at, numbers) for at, numbers in varying.items()}
        paragraphs = tuple(self._paragraphs.get(id(one), one) for one in view.paragraphs)
        self.view = replace(view, paragraphs=paragraphs)
        self._anatomy = rebuilt(anatomy, self._part)

    @property
    def anatomy(self) -> Anatomy:
        """The anatomy anew, with nothing worked out in it yet for which somebody else has read."""
        return replace(self._anatomy)

    def reads_of(self, reading: Callable[[], T]) -> tuple[T, Reads]:
        """What `reading` comes to, and what it reads."""
        self._reads = Reads()
        return reading(), self._reads

    def read(self, index: int) -> None:
        """Note that somebody sees the words of a paragraph as they are."""
        self._reads.words.add(index)

    def tell(self, asked: Asked, text: str) -> object:
        """A fact, noted; where it may know more than the text and what is given, the words themselves are noted."""
        value = asked.fact(text, *asked.given)
        if _is_plain(asked.fact) and _is_plain(asked.given):
            self._reads.facts[asked] = value
        else:
            self.read(asked.at)
        return value

    def _paragraph(self, plain: Paragraph, at: int, numbers: Collection[int]) -> "_Paragraph":
        varied = [(number, plain.runs[number]) for number in numbers]
        runs = {id(run): _set(_Run, run, source=_Source(self, at, number, run.text)) for number, run in varied}
        shown = {name: tuple(runs.get(id(run), run) for run in getattr(plain, name)) for name in ("runs", "visible")}
        return _set(_Paragraph, plain, source=_Source(self, at, "text", plain.text), **shown)

    def _part(self, plain: Part) -> Part:
        if (paragraph := self._paragraphs.get(id(plain.paragraph))) is None:
            return plain
        return _set(_Part, plain, source=_Source(self, paragraph.source.at, "words", plain.words), paragraph=paragraph)


def rebuilt(anatomy: Anatomy, part: Callable[[Part], Part]) -> Anatomy:
    """The anatomy with each part of its body as `part` gives it."""
    (main,), annexes, attached = (
        tuple(tuple(map(part, text)) for text in texts)
        for texts in ((anatomy.main,), anatomy.annexes, anatomy.attached)
    )
    return replace(anatomy, main=main, annexes=annexes, attached=attached)


def _is_plain(value: object) -> bool:
    """Whether something holds no words of a document: a constant, or a function that brings nothing along."""
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    if isinstance(value, FunctionType):
        return value.__closure__ is None and not value.__kwdefaults__ and _is_plain(value.__defaults__ or ())
    if (cached := getattr(value, "__wrapped__", None)) is not None:
        return _is_plain(cached)
    if isinstance(value, BuiltinFunctionType):
        return isinstance(value.__self__, ModuleType)
    return value is None or isinstance(value, str | int | float | Decimal | MethodDescriptorType | type)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the text of something watched comes from."""

    watch: Watch
    at: int
    of: Of
    text: str

    def read(self) -> str:
        self.watch.read(self.at)
        return self.text


class _Watched:
    """A run, paragraph or part that says it is no more than that; its text it has from its source alone."""

    __slots__ = ()
    source: _Source

    def tells(self, fact: Callable[..., T], *given: object) -> T:
        return cast(T, self.source.watch.tell(Asked(self.source.at, self.source.of, fact, given), self.source.text))


class _Run(_Watched, Run):
    __slots__ = ("source",)
    __class__ = property(lambda self: Run)  # what is made of it is not watched
    text = property(lambda self: self.source.read())


class _Paragraph(_Watched, Paragraph):
    __slots__ = ("source",)
    __class__ = property(lambda self: Paragraph)
    text = property(lambda self: self.source.read())


class _Part(_Watched, Part):
    __slots__ = ("source",)
    __class__ = property(lambda self: Part)
    words = property(lambda self: self.source.read())


W = TypeVar("W", _Run, _Paragraph, _Part)


def _set(kind: type[W], plain: Run | Paragraph | Part, **own: object) -> W:
    """Something watched in place of what is plain, with values of its own."""
    one = object.__new__(kind)
    for name in {one.name for one in fields(plain)} - {"text", "words"} | own.keys():
        object.__setattr__(one, name, own.get(name, getattr(plain, name, None)))
    return one
