"""A paragraph that varies between documents of one shape, and what has to be worked out again when it does."""

from collections.abc import Callable, Sequence
from operator import itemgetter

from pipeline.components import fold
from pipeline.rules.reads import Asked, Of
from pipeline.view.facts import is_blind, masked
from pipeline.view.varying import Varying, plain

OTHER_SHAPE = -1
_REMEMBERED = 1024  # values of a paragraph

_Facts = dict[Of, dict[tuple[Callable[..., object], tuple[object, ...]], tuple[object, int]]]
"""By what they are about: functions, what they are given beside a text, their value, what is stale at another one."""


class Spot:
    """What is stale with which words in the paragraph, by bits.

    `known` has it by the pieces as `pick` takes them from the body. No piece is longer than `room`.
    """

    def __init__(self, varying: Varying, body: Sequence[bytes], room: int) -> None:
        self.varying = varying
        self.pick = itemgetter(*varying.at)
        self.own = self.pick(body)
        self.known: dict[object, int] = {self.own: 0}
        self._room = room
        self._always = 0
        self._blind: _Facts = {}
        self._sighted: _Facts = {}
        self._masked: dict[object, int] = {}

    def note_words(self, bit: int) -> None:
        """Note what is stale with any other words."""
        self._always |= bit

    def note_fact(self, asked: Asked, value: object, bit: int) -> None:
        """Note what is stale where a fact has another value."""
        kind = self._blind if is_blind(asked.fact, asked.given, value) else self._sighted
        facts = kind.setdefault(asked.of, {})
        fact = getattr(asked.fact, "__wrapped__", asked.fact), asked.given  # what is known here needs no cache
        facts[fact] = value, bit | facts.get(fact, (value, 0))[1]

    def pieces(self, body: Sequence[bytes]) -> list[bytes]:
        """The pieces of the body that stand in it."""
        return [body[number] for number in self.varying.at]

    def values(self, pieces: Sequence[bytes]) -> list[str]:
        """The texts of its pieces; ValueError where one may be more than text."""
        values = [value for piece in pieces if (value := plain(piece)) is not None]
        if len(values) < len(pieces) or max(map(len, pieces)) > self._room:
            raise ValueError(pieces)
        return values

    def learn(self, body: Sequence[bytes]) -> int:
        """What is stale with these pieces in it; `OTHER_SHAPE` where they may be more than other words."""
        pieces = self.pieces(body)
        alike = tuple(map(masked, pieces))
        if (stale := self._masked.get(alike)) is None:
            stale = self._stale(alike, self._blind)
            _remember(self._masked, alike, stale)
        if stale != OTHER_SHAPE:
            stale |= self._always
            if self._sighted:
                seen = self._stale(pieces, self._sighted)
                stale = OTHER_SHAPE if seen == OTHER_SHAPE else stale | seen
        _remember(self.known, self.pick(body), stale)
        return stale

    def _stale(self, pieces: Sequence[bytes], asked: _Facts) -> int:
        """What is stale by facts about these pieces."""
        stale = 0
        try:
            values = self.values(pieces)
            text = self.varying.text(values)
            for of, facts in asked.items():
                about = text if of == "text" else fold(text) if of == "words" else self.varying.texts(values)[of]
                for (fact, given), (value, bits) in facts.items():
                    if fact(about, *given) != value:
                        stale |= bits
        except Exception:  # a fact may not be defined for words about which nobody would ask for it
            return OTHER_SHAPE
        return stale


def _remember(known: dict[object, int], key: object, stale: int) -> None:
    if len(known) >= _REMEMBERED:
        known.clear()
    known[key] = stale
