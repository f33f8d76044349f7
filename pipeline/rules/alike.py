"""Many documents of one template, each of them checked, but what cannot differ between two of them checked once.

Some documents are read and checked in full, and it is recorded which words each check has read. Another document of
the same shape has the same view but for the words of some paragraphs. So only those checks are held again that have
read these words, or have asked for facts about them that are no longer so. Where any of this cannot be shown of a
document, it is read and checked as if it were the only one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, compress
from operator import ne

from pipeline.components import Part, identify
from pipeline.rules import check, told
from pipeline.rules.checks import Check, Miss, Subject, checks_of
from pipeline.rules.finding import Finding
from pipeline.rules.reads import Reads, Watch, rebuilt
from pipeline.rules.spots import OTHER_SHAPE, Spot
from pipeline.view import Paragraph, View
from pipeline.view.varying import Varying, mould, refilled

_SHAPES = 32
_OF_ONE_SHAPE = 16
_PRICE = 16  # documents for an exemplar, which takes as long as several checks to make; twice as many for each idle one
_COMPONENTS = 1  # the first bit of what is stale; the next ones are the checks

Pieces = Sequence[Sequence[bytes]]


class Checker:
    """The checks at work on the documents of one template, in one thread. `names` are the members in pieces."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self._exemplars: dict[tuple[int, ...], list[Exemplar]] = {}
        self._credit = _PRICE

    def check(self, docx: bytes, pieces: Pieces, *, name: str = "") -> tuple[Finding, ...]:
        """What `pipeline.rules.check` finds in a document whose members `names` are these pieces, joined.

        All other members are those of the other documents given here; where no pieces are given they may be any.
        Raises what `check` does.
        """
        shape = tuple(map(len, pieces))
        subject: Subject | None = None
        for exemplar in self._exemplars.get(shape, ()):
            if subject and _outline(subject) != exemplar.outline:
                continue
            if (stale := exemplar.stale(pieces)) is None:
                continue
            if stale & _COMPONENTS and not subject:
                subject = exemplar.identified(pieces)
                if _outline(subject) != exemplar.outline:
                    continue
            exemplar.used = True
            self._credit += 1
            return exemplar.findings(stale, pieces, subject, name)
        findings = check(docx, name=name)
        if shape:
            self._learn(docx, pieces, shape)
        return findings

    def _learn(self, docx: bytes, pieces: Pieces, shape: tuple[int, ...]) -> None:
        """Make a document an exemplar where its shape was met before, unless there have been many, to no avail."""
        idle = sum(not exemplar.used for known in self._exemplars.values() for exemplar in known)
        known = self._exemplars.pop(shape, None)
        if known is not None and self._credit >= (price := _PRICE << idle):
            self._credit -= price
            known = [Exemplar(docx, dict(zip(self._names, pieces, strict=True))), *known[: _OF_ONE_SHAPE - 1]]
        self._credit += 1
        self._exemplars[shape] = known or []
        if len(self._exemplars) > _SHAPES:
            del self._exemplars[next(iter(self._exemplars))]


class Exemplar:
    """A document of a shape: its pieces, what it is made of, what each check finds in it and has read for that."""

    used = False

    def __init__(self, docx: bytes, parts: Mapping[str, Sequence[bytes]]) -> None:
        read = mould(docx, parts)
        self.view, self.room = read.view, read.room
        self.at = list(parts).index(read.main) if read.main in parts else -1
        self.others = [(at, parts[name], name in read.read) for at, name in enumerate(parts) if name != read.main]
        self.anatomy = identify(self.view)
        self.outline = _outline(Subject(self.view, self.anatomy))
        whole = {id(paragraph) for paragraph in self.view.paragraphs}
        cut = {part.place for part in self.anatomy.parts() if id(part.paragraph) not in whole}
        varying = [one for one in read.varying if self.view.paragraphs[one.index].place not in cut]
        self._keep(parts.get(read.main, ()), varying)
        watch = Watch(self.view, self.anatomy, {one.index: [run.number for run in one.runs] for one in varying})
        self._note(watch.reads_of(partial(identify, watch.view))[1], _COMPONENTS)
        self.checks: list[tuple[Check, list[Miss]]] = []
        for bit, one in enumerate(checks_of(self.anatomy), start=1):
            misses, reads = watch.reads_of(partial(_held, one, watch))
            self._note(reads, _COMPONENTS << bit)
            self.checks.append((one, misses))
        self.found = self._told(0, Subject(self.view, self.anatomy), "")

    def stale(self, pieces: Pieces) -> int | None:
        """What has to be worked out again for a document of as many pieces, by bits; None for one of another shape."""
        for at, old, is_read in self.others:
            if any(map(ne, pieces[at], old)) and (is_read or sum(map(len, pieces[at])) > self.room):
                return None
        body = pieces[self.at] if self.at >= 0 else ()
        if [*compress(body, self.is_fixed)] != self.fixed:
            return None
        stale = 0
        for pick, known, spot in self.looked_up:
            if (more := known.get(pick(body))) is None:
                more = spot.learn(body)
            if more == OTHER_SHAPE:
                return None
            stale |= more
        return stale

    def _keep(self, body: Sequence[bytes], varying: Sequence[Varying]) -> None:
        """Keep the pieces of the body: those that vary by their paragraphs, the others as they are."""
        varied = {number for one in varying for number in one.at}
        room = self.room // max(1, len(varied))
        self.spots = {one.index: Spot(one, body, room) for one in varying}
        self.looked_up = [(spot.pick, spot.known, spot) for spot in self.spots.values()]
        self.is_fixed = [number not in varied for number in range(len(body))]
        self.fixed = [*compress(body, self.is_fixed)]

    def _note(self, reads: Reads, bit: int) -> None:
        """Note in the paragraphs that vary what is stale when they do."""
        for at in reads.words:
            self.spots[at].note_words(bit)
        for asked, value in reads.facts.items():
            self.spots[asked.at].note_fact(asked, value, bit)

    def identified(self, pieces: Pieces) -> Subject:
        """A document of this shape, its components told anew."""
        view = self._view(self._changed(pieces))
        return Subject(view, identify(view))

    def findings(self, stale: int, pieces: Pieces, subject: Subject | None, name: str) -> tuple[Finding, ...]:
        """The findings of a document of this shape; `subject` is it, where its components may not be those here."""
        if not stale:
            return tuple([replace(finding, file=name) for finding in self.found])
        return self._told(stale, subject or self._alike(self._changed(pieces)), name)

    def _changed(self, pieces: Pieces) -> dict[int, Paragraph]:
        """The paragraphs of a document of this shape that differ from those here, by the ids of the latter."""
        body = pieces[self.at]
        spots = (spot for spot in self.spots.values() if spot.pick(body) != spot.own)
        pairs = ((self.view.paragraphs[spot.varying.index], spot) for spot in spots)
        return {id(old): refilled(old, spot.varying.texts(spot.values(spot.pieces(body)))) for old, spot in pairs}

    def _view(self, new: Mapping[int, Paragraph]) -> View:
        return replace(self.view, paragraphs=tuple([new.get(id(one), one) for one in self.view.paragraphs]))

    def _alike(self, new: Mapping[int, Paragraph]) -> Subject:
        """The document with these paragraphs, its components as here."""
        return Subject(self._view(new), rebuilt(self.anatomy, partial(_changed, new)))

    def _told(self, stale: int, subject: Subject, name: str) -> tuple[Finding, ...]:
        """What the checks find, those that are stale in this document, the others as before."""
        held = (one(subject) if stale >> bit & 1 else misses for bit, (one, misses) in enumerate(self.checks, start=1))
        return told(chain.from_iterable(held), subject, name=name)


def _changed(new: Mapping[int, Paragraph], part: Part) -> Part:
    return Part(part.key, new[id(part.paragraph)]) if id(part.paragraph) in new else part


def _held(check: Check, watch: Watch) -> list[Miss]:
    return list(check(Subject(watch.view, watch.anatomy)))


def _outline(subject: Subject) -> object:
    """What an anatomy says but for the words: which paragraph is what; one that was cut out of another as it is."""
    anatomy = subject.anatomy
    at = {id(paragraph): index for index, paragraph in enumerate(subject.view.everywhere())}
    texts = (anatomy.main, *anatomy.annexes, *anatomy.attached, anatomy.stories)
    keyed = [[(part.key, at.get(id(part.paragraph), part.paragraph)) for part in text] for text in texts]
    return anatomy.kind, len(anatomy.annexes), keyed
