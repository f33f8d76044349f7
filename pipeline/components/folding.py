"""Text made comparable: one form of each letter, one place for each tone mark, single spaces."""

import re
from functools import lru_cache

from pipeline.vietnamese import compose
from pipeline.view.facts import blind_to_digits

# "hoà" and "hòa", "uỷ" and "ủy" are the same word: the tone may stand on either vowel of an open syllable.
_MOVED = {
    late: early
    for lates, earlies in (("àáảãạ", "òóỏõọ"), ("èéẻẽẹ", "òóỏõọ"), ("ỳýỷỹỵ", "ùúủũụ"))
    for late, early in zip(lates, earlies, strict=True)
}
_BARE = {late: bare for lates, bare in (("àáảãạ", "a"), ("èéẻẽẹ", "e"), ("ỳýỷỹỵ", "y")) for late in lates}
_LATE_TONE = re.compile(r"(?:(o)([àáảãạèéẻẽẹ])|(?<!q)(u)([ỳýỷỹỵ]))(?!\w)", re.IGNORECASE)
_MAY_BE_LATE = re.compile(r"[oOuU][àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ](?!\w)")  # soon done where there is none


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The text composed (NFC), tones where "hòa" and "ủy" have them, runs of spaces of any kind as one."""
    folded = " ".join(compose(text).split())
    return _LATE_TONE.sub(_early, folded) if _MAY_BE_LATE.search(folded) else folded


@blind_to_digits
def is_capitals(text: str) -> bool:
    """Whether the text has letters, and no small one among them."""
    return text.upper() == text and text.lower() != text


def _early(found: re.Match[str]) -> str:
    first, last = found[1] or found[3], found[2] or found[4]
    early, bare = _MOVED[last.lower()], _BARE[last.lower()]
    return (early.upper() if first.isupper() else early) + (bare.upper() if last.isupper() else bare)
