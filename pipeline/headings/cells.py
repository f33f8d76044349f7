"""Cells that hold the values of several fields: "099071000001 cấp ngày 10/5/2021". What is not plain is not parted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipeline.headings.folding import data, listed
from pipeline.vietnamese import bare

NO_DAY, NO_TEXT = "-day", "-text"  # what a cell holds besides and no field asks for


class _Shape(Enum):
    DAY = auto()
    BIRTH = auto()  # a day, or the year alone
    NUMBER = auto()
    PHONE = auto()
    TEXT = auto()
    CODE = auto()  # a text that may hold any digits


_SHAPES: Mapping[str, _Shape] = {
    NO_DAY: _Shape.DAY,
    NO_TEXT: _Shape.TEXT,
    **dict.fromkeys(("owner_id_date", "signed_on", "day", "deadline", "valid_from", "valid_to"), _Shape.DAY),
    **dict.fromkeys(("owner_birth", "birth_year"), _Shape.BIRTH),
    **dict.fromkeys(("owner_id", "tax_code"), _Shape.NUMBER),
    "phone": _Shape.PHONE,
    **dict.fromkeys(("name", "address", "owner_name", "owner_id_place", "residence", "current_residence"), _Shape.TEXT),
    **dict.fromkeys(("signer", "position"), _Shape.TEXT),
    **dict.fromkeys(("registration", "certificate"), _Shape.CODE),
}
_TEXTS = (_Shape.TEXT, _Shape.CODE)
_PATTERNS: Mapping[_Shape, tuple[re.Pattern[str], ...]] = {
    _Shape.DAY: (
        re.compile(r"(?<![\d/.])\d{1,2}\s?([/.\-])\s?\d{1,2}\s?\1\s?(?:\d{4}|\d{2})(?!\d|[/.\-]\d)"),
        re.compile(r"(?:ngày|ngay)\s+\d{1,2}\s+(?:tháng|thang)\s+\d{1,2}\s+(?:năm|nam)\s+\d{4}(?!\d)", re.IGNORECASE),
    ),
    _Shape.BIRTH: (re.compile(r"(?<![\d/.\-])(?:19|20)\d\d(?![\d/]|[.\-]\d)"),),
    _Shape.NUMBER: (
        re.compile(r"(?<![\w.])\d{9,13}(?![\w.]\d)"),
        re.compile(r"(?<![\w.])\d{1,4}(?:[ .]\d{2,4}){2,5}(?!\w)"),
    ),
    _Shape.PHONE: (
        re.compile(r"(?<![\w.])(?:\+84|0)?\d{8,10}(?!\w)|(?<![\w.])(?:\+84|0)\d{0,3}(?:[ .\-]\d{2,4}){2,4}(?!\w)"),
    ),
}
_LENGTHS = {_Shape.NUMBER: range(9, 14), _Shape.PHONE: range(8, 13)}
_TAKEN = "\0"
_LEFT_OVER = re.compile(r"\d{8}|(?:\d[ .\-]?){9}|\d{1,2}([/.\-])\d{1,2}\1\d{2}")  # no plain text holds such a number
_EDGES = " \t\n,;:.()[]-–—/|+"


def can_part(keys: Sequence[str]) -> bool:
    """Whether the values of these fields can be told from each other in one cell, by their shapes.

    No two may be alike, and texts must have something else between them.
    """
    shapes = [_SHAPES.get(key) for key in keys]
    apart = [shape for shape in shapes if shape not in _TEXTS]
    between = any(one in _TEXTS and other in _TEXTS for one, other in pairwise(shapes))
    digits = {_Shape.NUMBER, _Shape.PHONE, _Shape.BIRTH}
    return (
        None not in shapes
        and not between
        and len(set(apart)) == len(apart) > 0
        and (_Shape.CODE not in shapes or digits.isdisjoint(apart))
    )


class _Token(NamedTuple):
    start: int
    end: int
    key: str


@lru_cache(maxsize=4096)
def parted(text: str, keys: tuple[str, ...]) -> Mapping[str, str] | None:
    """The value of each field that a cell gives; None where it may be parted otherwise.

    Each value stands as it is typed: whether it is a sound one, its field says.
    """
    tokens: list[_Token] = []
    rest = text
    shapes = {_SHAPES[key]: key for key in keys}
    for shape in (_Shape.DAY, _Shape.BIRTH, _Shape.NUMBER, _Shape.PHONE):
        if (key := shapes.get(shape)) is None:
            continue
        found = _found(
            rest, shape, days=shape is _Shape.BIRTH and _Shape.DAY not in shapes, alone=_alone(shape, shapes)
        )
        if len(found) > 1 and shape is not _Shape.PHONE:
            return None
        for start, end in found:
            tokens.append(_Token(start, end, key))
            rest = rest[:start] + _TAKEN * (end - start) + rest[end:]
    return _with_texts(text, sorted(tokens), keys)


def _alone(shape: _Shape, shapes: Iterable[_Shape]) -> bool:
    return not (shape in _LENGTHS and _Shape.NUMBER in shapes and _Shape.PHONE in shapes)


def _found(text: str, shape: _Shape, *, days: bool, alone: bool) -> list[tuple[int, int]]:
    patterns = (*(_PATTERNS[_Shape.DAY] if days else ()), *_PATTERNS[shape])
    for pattern in patterns:
        spans = [(one.start(), one.end()) for one in pattern.finditer(text)]
        if shape in _LENGTHS:
            lengths = _LENGTHS[shape] if alone else {_Shape.NUMBER: range(12, 13), _Shape.PHONE: range(10, 12)}[shape]
            spans = [(start, end) for start, end in spans if sum(map(str.isdigit, text[start:end])) in lengths]
        if spans:
            return spans
    return []


def _with_texts(text: str, tokens: Sequence[_Token], keys: tuple[str, ...]) -> Mapping[str, str] | None:
    """The values of the tokens, and of the texts between them: as many as there are fields for them, in their order."""
    wanted = [key for key in keys if _SHAPES[key] in _TEXTS]
    order: list[str] = []
    pieces: list[str] = []
    before = _Token(0, 0, "")
    for token in (*tokens, _Token(len(text), len(text), "")):
        piece = _stripped(text[before.end : token.start], token.key, wanted)
        if piece:
            if len(pieces) == len(wanted):
                return None
            if _SHAPES[wanted[len(pieces)]] is _Shape.TEXT and _LEFT_OVER.search(piece):
                return None
            order.append(wanted[len(pieces)])
            pieces.append(piece)
        if token.key:
            order.append(token.key)
        before = token
    if not order or (pieces and len(pieces) != len(wanted)):
        return None
    if len(wanted) > 1 and list(dict.fromkeys(order)) != [key for key in keys if key in order]:
        return None
    values = dict(zip(wanted, pieces, strict=False))
    for token in tokens:
        value = text[token.start : token.end].strip()
        values[token.key] = f"{values[token.key]}, {value}" if token.key in values else value
    return values


def _stripped(piece: str, after: str, texts: Sequence[str]) -> str:
    """A text without the words that only say what it is, or what comes `after` it."""
    piece = piece.strip(_EDGES.replace(".", ""))
    if after and (found := _ends(after).search(piece)):
        piece = piece[: found.start()]
    for key in texts:
        piece = _starts(key).sub("", piece.strip(_EDGES))
    piece = piece.strip(_EDGES)
    return "" if after and _ends(after).fullmatch(piece) else piece


@cache
def _words(key: str) -> str:
    """What matches the words that lead into a field's value, the longest first."""
    words = listed(data()["parted"].get(key, ""))
    each = {*words, *map(bare, words)}
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in sorted(each, key=len, reverse=True))


@cache
def _ends(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\s,;(:\-–])){_group(key)}\s*:?\s*$", re.IGNORECASE)


@cache
def _starts(key: str) -> re.Pattern[str]:
    return re.compile(rf"^{_group(key)}(?=[\s:])\s*:?", re.IGNORECASE)


def _group(key: str) -> str:
    return f"(?:{_words(key) or '(?!)'})"
