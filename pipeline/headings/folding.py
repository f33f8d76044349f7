"""Header texts brought to one form, under which spellings of one header meet."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pipeline.vietnamese import bare, compose

IN_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")

_ORDINAL = re.compile(r"\s*(?:[(\[]?[0-9]{1,2}[.)\]](?![0-9])\s*|[(\[]?(?:[IVX]{1,4}|[A-Z])[.)\]]\s+)(?=\S\S)")
_INITIALS = re.compile(r"\b(\w)[./](?=\w\b)")  # Đ/c, S.T.T
_WORD = re.compile(r"[^\W_]+")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"), None) | {
    ord("Ð"): "Đ",
    ord("ð"): "đ",
    ord("Ɖ"): "Đ",
}
_JOINTS = frozenset({"và", "hoặc", "của"})
_BARE_JOINTS = frozenset({"va", "hoac"})  # not "cua": that is the door of a shop, too


@cache
def data() -> Mapping[str, Any]:
    """The vocabulary as it stands in `headers.toml`."""
    return tomllib.loads(files(__package__).joinpath("headers.toml").read_text(encoding="utf-8"))


def listed(texts: str) -> list[str]:
    """The texts of a list in `headers.toml`, parted by semicolons: 150 strings are read in half the time of 1,100."""
    return [text.strip() for text in texts.split(";") if text.strip()]


@cache
def _spelled_out() -> Mapping[str, str]:
    return {compose(short): compose(long) for short, long in data()["spelled_out"].items()}


@lru_cache(maxsize=4096)  # the cells at the top of a sheet, each looked at in several headings
def folded(text: str) -> str:
    """The text without case, marks, punctuation and ordinal; abbreviations written out, joining words dropped.

    What stands in brackets stays. Only before tones go can "ĐT" (a telephone) be told from "DT" (an area).
    """
    text = compose(text)
    if not text.isascii():
        text = text.translate(_UNSEEN)
    if ordinal := _ORDINAL.match(text):
        text = text[ordinal.end() :]
    text = text.casefold()
    if "." in text or "/" in text:
        text = _INITIALS.sub(r"\1", text)
    words = _WORD.findall(text)
    known = _spelled_out()
    plain = bare(" ".join([known.get(word, word) for word in words if word not in _JOINTS]))
    return " ".join([word for word in plain.split() if word not in _BARE_JOINTS])
