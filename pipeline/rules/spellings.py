"""What is spelled with a capital too few or too many in a text (Phụ lục II, Mục II to V)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from pipeline.components import is_capitals
from pipeline.decree import decree
from pipeline.rules.documents import named
from pipeline.rules.names import Spelling, capitalised, inside, misspelled
from pipeline.view.facts import blind_to_digits

_WORD = r"[^\W\d_]"
_UNIT_NUMBER = re.compile(
    r"(?:Công an|UBND|Ủy ban nhân dân|địa bàn|thuộc|tại) (?P<unit>quận|phường) (?P<number>\d{1,2})(?=[,.;)]|\Z)"
)
_SEVERAL = (" các", " những", " mọi", " nhiều", " hai", " ba", " và", " hoặc")
_PLACE = re.compile(r"(?:hoản|iều|ục) \d|iểm [a-zđ]|(?:hương|hần) [IVXLC]")  # khoản, điều, mục; điểm; chương, phần
_MIDDLE = re.compile(rf" (?:văn|thị) ({_WORD})")
_PLACES = ("hoản ", "iều ", "ục ", "iểm ", "hương ", "hần ")  # looked for first, which is much quicker
_BUDGET = re.compile(r"\bLoại \d")


@blind_to_digits
@lru_cache(maxsize=8192)
def spellings(text: str, own: str) -> tuple[Spelling, ...]:
    """What is misspelled in a text whose quotations are hidden; nothing where it is all in capitals.

    `own` is the name of the document's own type ("" where that may mean a thing).
    """
    if is_capitals(text):
        return ()
    return (*misspelled(text), *_people(text), *_numbered_units(text), *_documents(text, own), *_cited(text))


@blind_to_digits
def names_a_unit(text: str) -> bool:
    """Whether the noun of a unit stands in a text with a capital, before whatever name."""
    return _capital_units().search(text) is not None


@blind_to_digits
def capital_units(text: str, place: str) -> tuple[Spelling, ...]:
    """Where the unit called `place` has a capital noun inside a sentence ("Xã Lục Nam"); as in `spellings`."""
    if not place or place not in text or is_capitals(text):
        return ()
    return tuple(
        Spelling("R200d", found[0], found[0][0].lower() + found[0][1:], False)
        for found in _own_unit(place).finditer(text)
        if inside(text, found.start()) and not _names_a_type(text[: found.start()])
    )


def _people(text: str) -> Iterator[Spelling]:
    """Names with a small Văn or Thị."""
    if (" văn " in text or " thị " in text) and any(map(str.isupper, _MIDDLE.findall(text))):
        for found in _persons().finditer(text):
            if found["last"][0].isupper():
                wanted = " ".join(capitalised(word) for word in found[0].split())
                yield Spelling("R200b", found[0], wanted, True, "person-name")


def _numbered_units(text: str) -> Iterator[Spelling]:
    """A unit's noun is a part of its name before a number ("Quận 1")."""
    if "quận " in text or "phường " in text:
        for found in _UNIT_NUMBER.finditer(text):
            written = f"{found['unit']} {found['number']}"
            yield Spelling("R200e", written, capitalised(written), True)


@cache
def _persons() -> re.Pattern[str]:
    surnames = "|".join(decree().language.surnames)
    return re.compile(rf"\b(?:{surnames}) (?:văn|thị) (?P<last>{_WORD}+)")


@cache
def _capital_units() -> re.Pattern[str]:
    return re.compile("|".join(f"{capitalised(unit)} " for unit in decree().language.units))


@lru_cache(maxsize=64)
def _own_unit(place: str) -> re.Pattern[str]:
    nouns = "|".join(capitalised(unit) for unit in decree().language.units)
    return re.compile(rf"(?<!\w)(?:{nouns}) {re.escape(place)}(?!\w)")


def _names_a_type(before: str) -> bool:
    """Whether the words end with the name of a type, behind which a title begins."""
    return before.rstrip().lower().endswith(tuple(one.name.lower() for one in decree().types))


@cache
def _types() -> str:
    table = decree()
    names = {*(one.name for one in table.types), *table.language.laws, *table.language.acts}
    return "|".join(sorted(names, key=len, reverse=True))


def _documents(text: str, own: str) -> Iterator[Spelling]:
    """Documents whose type begins small: those with a number, and those that the text means with "này"."""
    for one in named(text):
        if one.type[0].islower():
            yield _small(text[one.start : one.end], sure=True)
    if " này" in text:
        for found in _this(own).finditer(text):
            if not text[: found.start()].rstrip().lower().endswith(_SEVERAL):
                yield _small(found[0], sure=bool(own) and found[0].startswith(own.lower()))


def _small(written: str, *, sure: bool) -> Spelling:
    return Spelling("R200r", written, capitalised(written), sure, "document-capital")


@lru_cache(maxsize=64)
def _this(own: str) -> re.Pattern[str]:
    names = {*decree().language.papers, *((own,) if own else ())}
    ordered = "|".join(sorted((name.lower() for name in names), key=len, reverse=True))
    return re.compile(rf"(?<![\w/-])(?<!, )(?:{ordered}) này\b")


@cache
def _places() -> tuple[re.Pattern[str], ...]:
    """Places in a document that are cited with the wrong letter, where nothing else can be meant."""
    document = rf",? (?:của )?(?:{_types()})(?!\w)"
    chapter = r",? [Cc]hương [IVXLC]+\b"
    return (
        re.compile(r"(?<=[\w,] )(?P<found>Khoản \d{1,2})(?=[\s,;)]|\.(?!\d)|\Z)"),
        re.compile(r"(?<=[\w,] )(?P<found>Điểm [a-zđ])(?=\)?(?:[\s,;)]|\.(?!\d)|\Z))"),
        re.compile(rf"(?<!\w)(?P<found>điều \d{{1,3}}[a-zđ]?)(?={document}|{chapter})"),
        re.compile(r"(?:[Kk]hoản \d{1,2}|[Đđ]iểm [a-zđ]),? (?P<found>điều \d{1,3}[a-zđ]?)\b"),
        re.compile(rf"(?<!\w)(?P<found>chương [IVXLC]+)(?={document})"),
        re.compile(r"(?:[Đđ]iều|[Mm]ục) \d{1,3},? (?P<found>chương [IVXLC]+)\b"),
        re.compile(rf"(?<!\w)(?P<found>(?:tiểu )?mục \d{{1,2}})(?={chapter})"),
        re.compile(rf"(?<!\w)(?P<found>phần [IVXLC]+)(?={document})"),
    )


def _cited(text: str) -> Iterator[Spelling]:
    """Places in documents that are cited with the wrong letter, each once."""
    if not (any(map(text.__contains__, _PLACES)) and _PLACE.search(text)):
        return
    budget = _BUDGET.search(text) is not None
    written = {place["found"] for pattern in _places() for place in pattern.finditer(text)}
    for one in sorted(written):
        if not (budget and one.startswith("Khoản")):
            wanted = one.lower() if one[0].isupper() else capitalised(one)
            yield Spelling("R200s", one, wanted, True, "citation-capitals")
