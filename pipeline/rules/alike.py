"""Many documents of one template, each of them checked, but what cannot differ between two of them checked once.

Some documents are read and checked in full, and it is recorded which words each check has read. Another document of
the same shape has the same view but for the words of some paragraphs. So only those checks are held again that have
read these words, or have asked for facts about them that are no longer so. Where any of this cannot be shown of a
document, it is read and checked as if it were the only one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, compress, count
from operator import itemgetter, ne

from pipeline.components import Anatomy, Part, fold, identify
from pipeline.rules import check, told
from pipeline.rules.checks import Check, Miss, Subject, checks_of
from pipeline.rules.finding import Finding
from pipeline.rules.reads import Of, Reads, Watch, rebuilt
from pipeline.view import View
from pipeline.view.varying import Varying, mould, plain, refilled

_SHAPES = 32
_EXEMPLARS = 4  # of one shape
_PRICE = 16  # documents for each exemplar, which takes as long as several checks to make
_REMEMBERED = 1024  # values of a paragraph
_OTHER_SHAPE = -1
_COMPONENTS = 1  # the first bit of what is stale; the next ones are the checks

Pieces = Sequence[Sequence[bytes]]
_Fact = tuple[Callable[..., object], tuple[object, ...]]
"""A function, and what it is given beside a text."""


class Checker:
    """The checks at work on the documents of one template, in one thread. `names` are the members in pieces."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._exemplars: dict[tuple[int, ...], list[_Exemplar]] = {}
        self._credit = _PRICE

    def check(self, docx: bytes, pieces: Pieces, *, name: str = "") -> tuple[Finding, ...]:
        """What `pipeline.rules.check` finds in a document whose members `names` are these pieces, joined.

        All other members are those of the other documents given here; where no pieces are given they may be any.
        Raises what `check` does.
        """
        shape = tuple(map(len, pieces))
        for exemplar in self._exemplars.get(shape, ()):
            if (findings := exemplar.findings(pieces, name)) is not None:
                self._credit += 1
                return findings
        findings = check(docx, name=name)
        if shape:
            self._learn(docx, pieces, shape)
        return findings

    def _learn(self, docx: bytes, pieces: Pieces, shape: tuple[int, ...]) -> None:
        """Make a document an exemplar where its shape was met before, unless there have been many lately."""
        known = self._exemplars.pop(shape, None)
        if known is not None and self._credit >= _PRICE:
            self._credit -= _PRICE
            known = [_Exemplar(docx, dict(zip(self._names, pieces, strict=True))), *known[: _EXEMPLARS - 1]]
        self._credit += 1
        self._exemplars[shape] = known or []
        if len(self._exemplars) > _SHAPES:
            del self._exemplars[next(iter(self._exemplars))]


@dataclass(eq=False)
class _Spot:
    """A paragraph that varies, and what is stale when it does, by bits: `whole` always, more where facts change.

    `facts` holds the value of each, and what is stale where that is another.
    """

    varying: Varying
    whole: int = 0
    facts: dict[Of, dict[_Fact, tuple[object, int]]] = field(default_factory=dict)
    known: dict[object, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out how its pieces are picked."""
        self.pick = itemgetter(*self.varying.at)

    def stale(self, body: Sequence[bytes]) -> int:
        """What is stale with these pieces in it; `_OTHER_SHAPE` where they may be more than other words."""
        picked = self.pick(body)
        if (stale := self.known.get(picked)) is None:
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            stale = self.known[picked] = self._stale(self.values(body))
        return stale

    def values(self, body: Sequence[bytes]) -> list[str] | None:
        """The texts of its pieces; None where one may be more than text."""
        values = [plain(body[number]) for number in self.varying.at]
        return None if None in values else values  # type: ignore[return-value]

    def _stale(self, values: list[str] | None) -> int:
        if values is None or (text := self.varying.text(values)) is None:
            return _OTHER_SHAPE
        stale = self.whole
        for of, facts in self.facts.items():
            about = text if of == "text" else fold(text) if of == "words" else self.varying.texts(values)[of]
            for (fact, given), (value, bits) in facts.items():
                if bits & ~stale and fact(about, *given) != value:
                    stale |= bits
        return stale


class _Exemplar:
    """A document of a shape: its pieces, what it is made of, what each check finds in it and has read for that."""

    def __init__(self, docx: bytes, parts: Mapping[str, Sequence[bytes]]) -> None:
        read = mould(docx, parts)
        self.view, self.room = read.view, read.room
        self.body = parts.get(read.main, ())
        self.at = list(parts).index(read.main) if read.main in parts else 0
        self.others = [(at, parts[name], name in read.read) for at, name in enumerate(parts) if name != read.main]
        self.anatomy = identify(self.view)
        self.outline = _outline(self.anatomy, self.view)
        whole = {id(paragraph) for paragraph in self.view.paragraphs}
        cut = {part.place for part in self.anatomy.parts() if id(part.paragraph) not in whole}
        spots = {one.index: _Spot(one) for one in read.varying if self.view.paragraphs[one.index].place not in cut}
        self.spots = {number: spot for spot in spots.values() for number in spot.varying.at}
        watch = Watch(self.view, self.anatomy, spots)
        _note(watch.reads_of(partial(identify, watch.view))[1], spots, _COMPONENTS)
        self.checks: list[tuple[Check, list[Miss]]] = []
        for bit, one in enumerate(checks_of(self.anatomy), start=1):
            misses, reads = watch.reads_of(partial(_held, one, watch))
            _note(reads, spots, _COMPONENTS << bit)
            self.checks.append((one, misses))
        self.found = self._told(0, Subject(self.view, self.anatomy), "")

    def findings(self, pieces: Pieces, name: str) -> tuple[Finding, ...] | None:
        """The findings of a document of as many pieces; None where it may be of another shape."""
        body = pieces[self.at]
        if (spots := self._changed(pieces, body)) is None:
            return None
        stale = 0
        for spot in spots:
            if (more := spot.stale(body)) == _OTHER_SHAPE:
                return None
            stale |= more
        if stale:
            return self._again(stale, spots, body, name)
        return tuple([replace(finding, file=name) for finding in self.found])

    def _changed(self, pieces: Pieces, body: Sequence[bytes]) -> set[_Spot] | None:
        """The paragraphs whose pieces are others than here; None where others than these differ."""
        for at, old, is_read in self.others:
            if any(map(ne, pieces[at], old)) and (is_read or sum(map(len, pieces[at])) > self.room):
                return None
        if not self.body:
            return set()
        changed = [*compress(count(), map(ne, body, self.body))]
        if not self.spots.keys() >= set(changed) or sum([len(body[at]) for at in changed]) > self.room:
            return None
        return {self.spots[at] for at in changed}

    def _again(self, stale: int, spots: set[_Spot], body: Sequence[bytes], name: str) -> tuple[Finding, ...] | None:
        """The findings where something is stale; None where the components are others."""
        paragraphs = list(self.view.paragraphs)
        new = {}
        for spot in spots:
            at = spot.varying.index
            values = spot.values(body)
            assert values is not None
            new[id(paragraphs[at])] = paragraphs[at] = refilled(paragraphs[at], spot.varying.texts(values))
        view = replace(self.view, paragraphs=tuple(paragraphs))
        if not stale & _COMPONENTS:
            anatomy = rebuilt(self.anatomy, lambda part: Part(part.key, new.get(id(part.paragraph), part.paragraph)))
        elif _outline(anatomy := identify(view), view) != self.outline:
            return None
        return self._told(stale, Subject(view, anatomy), name)

    def _told(self, stale: int, subject: Subject, name: str) -> tuple[Finding, ...]:
        """What the checks find, those that are stale in this document, the others as before."""
        held = (one(subject) if stale >> bit & 1 else misses for bit, (one, misses) in enumerate(self.checks, start=1))
        return told(chain.from_iterable(held), subject, name=name)


def _held(check: Check, watch: Watch) -> list[Miss]:
    return list(check(Subject(watch.view, watch.anatomy)))


def _note(reads: Reads, spots: Mapping[int, _Spot], bit: int) -> None:
    """Note in the paragraphs that vary what is stale when they do."""
    for at in reads.words:
        spots[at].whole |= bit
    for asked, value in reads.facts.items():
        facts = spots[asked.at].facts.setdefault(asked.of, {})
        _, bits = facts.get((asked.fact, asked.given), (value, 0))
        facts[asked.fact, asked.given] = value, bits | bit


def _outline(anatomy: Anatomy, view: View) -> object:
    """What an anatomy says but for the words: which paragraph is what; one that was cut out of another as it is."""
    at = {id(paragraph): index for index, paragraph in enumerate(view.everywhere())}
    texts = (anatomy.main, *anatomy.annexes, *anatomy.attached, anatomy.stories)
    keyed = [[(part.key, at.get(id(part.paragraph), part.paragraph)) for part in text] for text in texts]
    return anatomy.kind, len(anatomy.annexes), keyed
