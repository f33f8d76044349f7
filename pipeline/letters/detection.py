"""Which letters a column of cells is written in: Unicode, or the codes of an old font.

A single cell never settles it (`Tó` is the name Tó, or Tú in TCVN3), so the cells of a column are heard together.
Cells that can only be Unicode are put aside first; what is left, the doubtful cells, speaks for an encoding as far as
its syllables are wrong as they stand and right when decoded. Run this before any cleaning: U+00AD is TCVN3's ư.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.letters.legacy import KINDS, Kind, decode, font_kind
from pipeline.letters.syllables import is_syllable

# Letters that no old font's text holds: ă đ ĩ ũ ơ ư, toned vowels, and tones of decomposed text.
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036f\u1ea0-\u1ef9]")

# A run of what can be letters in one reading or another, with something beyond ASCII in it. Where a digit touches it
# is a unit or a mark (5µm, No¹) rather than a word.
_CODE = r"\xa1-\xae\xb5-\xff"  # ° ² and their like are no letters in either
_TOKEN = re.compile(rf"(?<![\w{_CODE}])[A-Za-z]*[{_CODE}][A-Za-z{_CODE}]*(?![\w{_CODE}])")

_HEARD = 500  # cells that speak for an encoding; more would say the same
_SAMPLE = 1000  # different tokens that a column keeps of the others
_EXAMPLES = 5
_ENOUGH = 500  # characters of a cell that speak for it; the longest cells hold 32,767

# What settles a column, measured in tests/test_letters_detection.py.
_CELLS, _TOKENS = 2, 3
_RIGHT, _BETTER_THAN_IT_STANDS, _BETTER_THAN_THE_OTHER = 0.9, 0.4, 0.2


@dataclass(frozen=True, slots=True)
class _Token:
    """What a word is in each reading. `far`: as it stands, it is wrong by more than a forgotten tone."""

    text: str
    stands: bool
    far: bool
    decoded: tuple[bool, ...]  # in the order of KINDS

    @property
    def is_telling(self) -> bool:
        return not self.stands and any(self.decoded)


@lru_cache(maxsize=16384)
def _tokens_of(word: str) -> tuple[_Token, ...]:
    return tuple(
        _Token(
            token,
            stands=is_syllable(token),
            far=not is_syllable(token, any_tone=True),
            decoded=tuple(_is_right(decode(token, kind), kind) for kind in KINDS),
        )
        for token in _TOKEN.findall(word)
    )


def _is_right(decoded: str, kind: Kind) -> bool:
    # TCVN3 has no toned capitals: a small letter among capitals is right there.
    return is_syllable(decoded.lower() if kind == "tcvn3" else decoded)


def _tokens(text: str) -> list[_Token]:
    return [token for word in text[:_ENOUGH].split() if not word.isascii() for token in _tokens_of(word)]


def is_doubtful(text: str) -> bool:
    """Whether the cell is one that a verdict other than "unicode" is about.

    That is: nothing in it can only be Unicode, and some of its syllables are none as they stand.
    """
    if text.isascii() or _UNICODE.search(text):
        return False
    return any(map(_is_doubtful, text[:_ENOUGH].split()))


@lru_cache(maxsize=16384)
def _is_doubtful(word: str) -> bool:
    return any(len(token.text) > 1 and not token.stands for token in _tokens_of(word))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a column's cells are written in.

    `letters` is settled, or "suspect" where it looks like `kind` and too little is there to say so. `mixed` says that
    other cells are surely Unicode. `examples` are a few of the cells in question, as they stand.
    """

    letters: Literal["unicode", "suspect"] | Kind
    kind: Kind | None = None
    mixed: bool = False
    examples: tuple[str, ...] = ()

    @property
    def is_legacy(self) -> bool:
        """Whether the column is settled to hold the codes of an old font."""
        return self.letters in KINDS

    def readings(self, text: str, *, capitals: bool = False) -> tuple[str, ...]:
        """What a cell of this column says: one text, or two (as it stands, decoded) where that cannot be told.

        In a mixed column that reading holds which has more syllables right, and neither where both have as many: `Tó`
        is Tó or Tú. In a column with no Unicode `Tó` is Tú, and what decoding makes worse cannot be told. A cell of a
        column that is not `is_legacy` says what stands in it. `capitals` as in `decode`.
        """
        if self.kind is None or not self.is_legacy or _UNICODE.search(text) or (text.isascii() and not capitals):
            return (text,)
        decoded = decode(text, self.kind, capitals=capitals)
        if decoded == text:
            return (text,)
        place = KINDS.index(self.kind)
        gain = sum(token.decoded[place] - token.stands for token in _tokens(text))
        if gain > 0 or (gain == 0 and not self.mixed) or text.isascii():
            return (decoded,)
        return (text,) if gain < 0 and self.mixed else (text, decoded)


class Column:
    """Hears the cells of a column one by one; its memory is bounded, however many there are."""

    __slots__ = ("_cells", "_examples", "_fonts", "_seen", "_telling", "_unicode")

    def __init__(self) -> None:
        self._unicode = 0
        self._telling = 0
        self._cells: Counter[Kind] = Counter()  # cells with a far token that the kind puts right
        self._fonts: Counter[Kind | None] = Counter()  # of doubtful cells
        self._seen: dict[str, _Token] = {}  # of doubtful cells
        self._examples: dict[str, None] = {}

    def add(self, text: str, font: str = "") -> None:
        """Hear one cell as it was read, before any cleaning; `font` is the name of its font, where that is known."""
        if text.isascii():
            return
        if _UNICODE.search(text):
            self._unicode += 1
            return
        if self._telling == _HEARD or not is_doubtful(text):
            return
        tokens = _tokens(text)
        is_telling = any(token.is_telling for token in tokens)
        self._telling += is_telling
        self._fonts[font_kind(font)] += 1
        for place, kind in enumerate(KINDS):
            self._cells[kind] += any(token.far and token.decoded[place] for token in tokens)
        if is_telling or len(self._seen) < _SAMPLE:
            self._seen.update((token.text, token) for token in tokens if len(token.text) > 1)
        if is_telling and len(self._examples) < _EXAMPLES:
            self._examples[text] = None

    def verdict(self, neighbours: Iterable[Verdict] = ()) -> Verdict:
        """What the cells heard so far are written in.

        A column that is suspect is taken for the encoding that its doubtful cells' fonts name, or, where it has no cell
        that is surely Unicode, for the one that `neighbours`, verdicts of the other columns of its sheet, were settled
        to be in. Neither makes Unicode legacy.
        """
        telling = [token for token in self._seen.values() if token.is_telling]
        if not telling:
            return Verdict("unicode", mixed=self._unicode > 0)
        # Tokens that are right in no reading are names from elsewhere (Krông) and say nothing.
        heard = [token for token in self._seen.values() if token.stands or token.is_telling]
        shares = [sum(token.decoded[place] for token in heard) / len(heard) for place in range(len(KINDS))]
        hints = set(self._hints(neighbours))
        place = max(range(len(KINDS)), key=lambda place: (shares[place], KINDS[place] in hints))
        kind = KINDS[place]
        settled = shares[place] >= _RIGHT and (kind in hints or self._settles(place, heard, shares))
        return Verdict(kind if settled else "suspect", kind, self._unicode > 0, tuple(self._examples))

    def _hints(self, neighbours: Iterable[Verdict]) -> Iterator[Kind]:
        if fonts := [(count, kind) for kind, count in self._fonts.items() if kind]:
            yield max(fonts)[1]
        settled = {verdict.kind for verdict in neighbours if verdict.is_legacy and verdict.kind}
        if len(settled) == 1 and not self._unicode:
            yield from settled

    def _settles(self, place: int, heard: list[_Token], shares: list[float]) -> bool:
        """Whether the words alone settle the encoding at this place in KINDS."""
        others = max(share for other, share in enumerate(shares) if other != place)
        stands = sum(token.stands for token in heard) / len(heard)
        return (
            self._cells[KINDS[place]] >= _CELLS
            and sum(token.far and token.decoded[place] for token in heard) >= _TOKENS
            and shares[place] - stands >= _BETTER_THAN_IT_STANDS
            and shares[place] - others >= _BETTER_THAN_THE_OTHER
            and len(heard) * 2 >= len(self._seen)
        )
