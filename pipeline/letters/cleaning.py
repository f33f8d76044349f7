"""Text as it can be stored and compared: composed, in real Vietnamese letters, without what nobody sees.

NFC throughout, never NFKC: that makes other text of `m²` and `No¹`. Not for text whose letters are still those of an
old font: there U+00AD and U+00D0 are letters.
"""

import re
import unicodedata

from pipeline.letters.syllables import is_syllable

_INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_LINE_BREAKS = "\v\f\r\x85\u2028\u2029"

# Letters that are drawn like Vietnamese ones: the Icelandic eth, African d's, a with caron.
_ALIKE = "ÐƉðɖǍǎ"
_MEANT = str.maketrans(_ALIKE, "ĐĐđđĂă")
_CAPITAL_D = str.maketrans("ÐƉ", "ĐĐ")

_UNSEEN = str.maketrans(dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_LINE_BREAKS, "\n"))
_MARKS = "\u0300-\u036f"
_UNCLEAN = re.compile(f"[{_INVISIBLE}{_SPACES}{_LINE_BREAKS}{_ALIKE}{_MARKS}]")
_IS_ALIKE = re.compile(f"[{_ALIKE}]")
_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+")
_TONES = "\u0300\u0301\u0303\u0309"
_TONE_BEFORE_MARK = re.compile(f"[{_TONES}][{_TONES}\u0302\u0306]*[\u0302\u0306]")
_SPACES_AT_BREAK = re.compile(" *\n *")
_RUN = re.compile("  +")


def cleaned(text: str) -> str:
    """The text with what is invisible or looks alike put right; what a reader sees stays.

    Composed (NFC; a tone before its letter's mark too), Đ for the letters drawn like it, đ and ă where they make a
    syllable, every odd space a space, invisible characters dropped, runs of spaces made one, none at the ends of
    lines. Line breaks stay, all as newlines. `cleaned` of cleaned text is that text.
    """
    if not _UNCLEAN.search(text):
        if "  " not in text and text == text.strip() and "\n" not in text and unicodedata.is_normalized("NFC", text):
            return text
    else:
        text = text.replace("\r\n", "\n").translate(_UNSEEN)
        if _IS_ALIKE.search(text):
            text = _WORD.sub(_real_letters, text)
    text = _TONE_BEFORE_MARK.sub(_marks_first, unicodedata.normalize("NFD", text))
    return _RUN.sub(" ", _SPACES_AT_BREAK.sub("\n", unicodedata.normalize("NFC", text))).strip()


def _marks_first(found: re.Match[str]) -> str:
    return "".join(sorted(found[0], key=_TONES.__contains__))


def _real_letters(found: re.Match[str]) -> str:
    word = found[0]
    meant = unicodedata.normalize("NFC", word.translate(_MEANT))
    # A small letter alone is the unit: 100.000 ð, or stands for a word: ð/c.
    if is_syllable(meant.lower()) or word == "ð":
        return meant
    return word.translate(_CAPITAL_D)
