"""Whether letters can be a syllable of Vietnamese: an onset, a rime, and a tone that the rime can bear."""

import re
import unicodedata
from functools import lru_cache
from itertools import product

_ONSET = "(?:ngh|ng|nh|gh|gi|g|kh|k|ch|c|th|tr|t|ph|p|b|d|đ|h|l|m|n|r|s|v|x)"

# Each vowel with what may end the syllable after it; "-" for nothing.
_RIMES = """
a - c ch i m n ng nh o p t u y
ă c m n ng p t
â c m n ng p t u y
e - c m n ng o p t
ê - ch m n ng nh p t u
i - a ch m n nh p t u
iê c m n ng p t u
o - c i m n ng p t
oa - c ch i m n ng nh o p t y
oă c m n ng t
oe - m n ng o t
oo c n ng
ô - c i m n ng p t
ơ - i m n p t
u - a c i m n ng p t
uâ c n ng p t y
uê - ch n nh u
uô c i m n ng t
uơ - n t
uy - a ch n nh p t u
uyê n t
ư - a c i m n ng t u
ươ c i m n ng p t u
y - t
yê m n ng t u
"""
# After q the glide is written u: quan, where other onsets have oan.
_RIMES_OF_Q = """
ua - c ch i m n ng nh o p t u y
uă c m n ng p t
ue - m n o t
uê t
ui - t
"""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONED = {unicodedata.normalize("NFC", vowel + tone): (vowel, tone) for vowel, tone in product("aăâeêioôơuưy", _TONES)}
_TONELESS = str.maketrans({letter: vowel for letter, (vowel, _) in _TONED.items()})
_LONGEST = len("nghiêng")
_STOPS = ("c", "p", "t", "ch")
_STOPPABLE = ("\u0301", "\u0323")  # only sắc and nặng stand before a stop


def _spelt(table: str) -> list[str]:
    rows = [line.split() for line in table.split("\n") if line]
    return [vowel + end.strip("-") for vowel, *ends in rows for end in ends]


def _choice(parts: list[str]) -> str:
    return "(?:" + "|".join(parts) + ")"


_RIME_OF_Q = [rime for rime in _spelt(_RIMES) if rime.startswith(("uâ", "uê", "uô", "uơ", "uy"))] + _spelt(_RIMES_OF_Q)
_SHAPE = re.compile(f"(?:{_ONSET}?(?P<rime>{_choice(_spelt(_RIMES))})|q(?P<after_q>{_choice(_RIME_OF_Q)}))")
_MARKED = re.compile("[ăâêôơư]")
_GLIDE = re.compile("oa|oe|oo|uy")


def is_syllable(text: str, *, any_tone: bool = False) -> bool:
    """Whether the letters (NFC) may be one Vietnamese syllable, small, capital or with a capital first.

    The tone stands where the old or the new manner puts it (hòa, hoà; not hòan), and a stop at the end takes sắc or
    nặng. With `any_tone` neither is asked, as where somebody forgot a tone: `Lôc`.
    """
    return len(text) <= _LONGEST and _is_syllable(text, any_tone)


@lru_cache(maxsize=16384)
def _is_syllable(text: str, any_tone: bool) -> bool:
    if not (text[1:].islower() or text.isupper() or len(text) == 1):
        return False
    small = text.lower()
    shape = _SHAPE.fullmatch(small.translate(_TONELESS))
    places = [place for place, letter in enumerate(small) if letter in _TONED]
    if not shape or len(places) > 1:
        return False
    if any_tone:
        return True
    if not places:
        return not shape[0].endswith(_STOPS)
    [place] = places
    may_bear = not shape[0].endswith(_STOPS) or _TONED[small[place]][1] in _STOPPABLE
    return may_bear and place in _places(shape)


def _places(shape: re.Match[str]) -> tuple[int, ...]:
    """Where the tone of a toneless syllable may stand."""
    if marked := list(_MARKED.finditer(shape[0])):
        return (marked[-1].start(),)
    if shape["after_q"]:
        return (shape.start("after_q") + 1,)
    start = shape.start("rime")
    if not _GLIDE.match(shape["rime"]):
        return (start,)
    return (start, start + 1) if len(shape["rime"]) == 2 else (start + 1,)
