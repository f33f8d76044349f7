"""Where the tone stands in oa, oe, uy at the end of a syllable: old hòa, hòe, thủy, new hoà, hoè, thuỷ.

Administrative names are written in the old manner. Which manner a person's name is in is that person's business: no
caller passes names of persons through here, except to compare them.
"""

import re
import unicodedata
from itertools import product
from typing import Literal

from pipeline.letters.syllables import is_syllable

Manner = Literal["old", "new"]

_PAIRS = ("oa", "oe", "uy")
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _toned(pair: str, tone: str, manner: Manner) -> str:
    return unicodedata.normalize("NFC", pair[0] + tone + pair[1] if manner == "old" else pair + tone)


def _table(manner: Manner) -> dict[str, str]:
    """Each pair of the other manner, in each case, and the pair that it becomes."""
    other: Manner = "new" if manner == "old" else "old"
    rows = {_toned(pair, tone, other): _toned(pair, tone, manner) for pair, tone in product(_PAIRS, _TONES)}
    cases = list(product((str.lower, str.upper), repeat=2))
    return {
        first(written[0]) + second(written[1]): first(becomes[0]) + second(becomes[1])
        for written, becomes in rows.items()
        for first, second in cases
    }


_TABLES: dict[Manner, dict[str, str]] = {"old": _table("old"), "new": _table("new")}
_PAIR: dict[Manner, re.Pattern[str]] = {manner: re.compile("|".join(table)) for manner, table in _TABLES.items()}
_TOKEN = re.compile(r"(?<!\S)[^\s\d/@]+(?!\S)")
_SYLLABLE = re.compile(r"([^\W\d_]*)([^\W\d_]{2})(?![\w\u0300-\u036f])")


def place_tones(text: str, manner: Manner) -> str:
    """The text (NFC) with the tones of oa, oe and uy where `manner` has them; capitals and all else stay.

    Left alone: quý (its u belongs to the q), syllables that go on (hoàn, huỳnh), what is no syllable, and every token
    with a digit, "/" or "@" (addresses, signs of documents).
    """
    if not _PAIR[manner].search(text):
        return text
    table = _TABLES[manner]

    def placed(found: re.Match[str]) -> str:
        start, pair = found.groups()
        if pair not in table or start[-1:] in ("q", "Q") or not is_syllable((start + pair).lower()):
            return found[0]
        return start + table[pair]

    return _TOKEN.sub(lambda token: _SYLLABLE.sub(placed, token[0]), text)
