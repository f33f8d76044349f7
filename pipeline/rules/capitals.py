"""Capital letters (Phụ lục II, R200a to R200v): only what words, lists and the page decide, never a guess.

Text all in capitals and what is quoted is not judged.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pipeline.components import RUNNING, Part, is_capitals
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.rules.documents import named
from pipeline.rules.names import capitalised, inside, misspelled
from pipeline.rules.quotes import own_words

_PROSE = RUNNING | {"subject", "letter_subject", "addressee", "addressees", "recipients", "annex_note"}
_WORD = r"[^\W\d_]"
_LABEL = re.compile(r"(?:[-+*•\u2013\u2014]\s*|\(?\d{1,2}(?:\.\d{1,2})*[.)/]\s+|\(?[a-zđ][.)/]\s+|Điều \d+\.\s+)*")
_FIRST_WORD = re.compile(rf"({_WORD}{{2,}})(?=[ ,])")
_ENDED = re.compile(rf"(?:({_WORD}+)|\d\d|[)%])[.?!]\Z")
_NEXT_SENTENCE = re.compile(rf"(?<![\w./-])({_WORD}{{2,}})\. ({_WORD}{{2,}})(?=[ ,])")
_VOWEL = re.compile(r"[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
_ADDRESSES = frozenset({"http", "https", "www"})
_LATIN = frozenset({"etc", "var", "spp", "subsp"})  # abbreviations with a vowel
_UNIT_NUMBER = re.compile(
    r"(?:Công an|UBND|Ủy ban nhân dân|địa bàn|thuộc|tại) (?P<unit>quận|phường) (?P<number>\d{1,2})(?=[,.;)]|\Z)"
)
_SIGNED = re.compile(rf"{_WORD}+(?:[ '\u2019-]{_WORD}+){{1,5}}")
_SEVERAL = ("các", "những", "mọi", "nhiều", "hai", "ba", "và", "hoặc")
_BUDGET = re.compile(r"\bLoại \d")


@rule("R200a")
def sentences(subject: Subject) -> Iterator[Miss]:
    """A sentence begins with a capital, on a new line too where the line above has ended one."""
    for parts in (subject.anatomy.main, *subject.anatomy.annexes):
        above = ""
        for part, text in _own(part for part in parts if part.key in RUNNING):
            if _has_ended(above) and (small := _small_start(text)):
                yield miss("R200a", "sentence-start", part, word=small, wanted=capitalised(small))
            for small in _small_sentences(text):
                yield miss("R200a", "sentence-start", part, word=small, wanted=capitalised(small))
            above = part.words


@rule("R200b")
def persons(subject: Subject) -> Iterator[Miss]:
    """Every syllable of a person's name has a capital: the signer's, and one with Văn or Thị in the text."""
    for part in subject.anatomy.of("signer"):
        name = _without_rank(part.words)
        wanted = " ".join(capitalised(word) for word in name.split())
        if name != wanted and _SIGNED.fullmatch(name) and " và " not in name:
            yield miss("R200b", "person-name", part, written=name, wanted=wanted)
    for part, text in _prose(subject):
        for found in _persons().finditer(text):
            if found["last"][0].isupper():
                wanted = " ".join(capitalised(word) for word in found[0].split())
                yield miss("R200b", "person-name", part, written=found[0], wanted=wanted)


@rule(*sorted({name.rule for name in decree().language.every_name()}))
def known_names(subject: Subject) -> Iterator[Miss]:
    """Names that the table spells out have capitals where it has them, and nowhere else."""
    for part, text in _prose(subject):
        for found in misspelled(text):
            one = miss(found.rule, "name-capitals", part, written=found.written, wanted=found.wanted)
            yield one if found.sure else advice(one)


@rule("R200d", "R200e")
def units(subject: Subject) -> Iterator[Miss]:
    """A unit's noun is small before a name ("xã Lục Nam"), and a part of the name before a number ("Quận 1")."""
    own = _own_unit(_place(subject))
    for part, text in _prose(subject):
        for found in _UNIT_NUMBER.finditer(text):
            written = f"{found['unit']} {found['number']}"
            yield miss("R200e", "name-capitals", part, written=written, wanted=capitalised(written))
        for found in own.finditer(text) if own else ():
            if inside(text, found.start()) and not _names_a_type(text[: found.start()]):
                wanted = found[0][0].lower() + found[0][1:]
                yield advice(miss("R200d", "name-capitals", part, written=found[0], wanted=wanted))


@rule("R200r")
def documents(subject: Subject) -> Iterator[Miss]:
    """The name of a type has a capital where one document is meant: before its number, before "này"."""
    own = subject.type.name if subject.type and subject.type.name not in subject.table.language.things else ""
    for part, text in _prose(subject):
        for written in _numbered(text):
            yield miss("R200r", "document-capital", part, written=written, wanted=capitalised(written))
        for written in _meant(text, own):
            one = miss("R200r", "document-capital", part, written=written, wanted=capitalised(written))
            yield one if written.startswith(own.lower()) and own else advice(one)


@rule("R200s")
def cited_places(subject: Subject) -> Iterator[Miss]:
    """In a citation Phần, Chương, Mục and Điều have a capital, khoản and điểm have none."""
    for part, text in _prose(subject):
        for written, wanted in _cited(text):
            yield miss("R200s", "citation-capitals", part, written=written, wanted=wanted)


def _prose(subject: Subject) -> Iterator[tuple[Part, str]]:
    """The paragraphs that are text or name bodies, with what they quote hidden; none all in capitals."""
    for part, text in _own(part for part in subject.anatomy.parts() if part.key in _PROSE):
        if not is_capitals(text):
            yield part, text


def _own(parts: Iterable[Part]) -> Iterator[tuple[Part, str]]:
    kept = [part for part in parts if part.paragraph.visible]
    yield from zip(kept, own_words([part.words for part in kept]), strict=True)


def _has_ended(above: str) -> bool:
    """Whether a line ends a sentence, and not with an abbreviation."""
    found = _ENDED.search(above)
    return found is not None and (found[1] is None or (len(found[1]) > 2 and _VOWEL.search(found[1]) is not None))


def _small_start(text: str) -> str:
    start = _LABEL.match(text)
    found = _FIRST_WORD.match(text, start.end() if start else 0)
    return found[1] if found and found[1].islower() and found[1] not in _ADDRESSES else ""


@lru_cache(maxsize=4096)
def _small_sentences(text: str) -> tuple[str, ...]:
    """The first words of the sentences within a paragraph that begin small, abbreviations aside."""
    return tuple(
        found[2]
        for found in _NEXT_SENTENCE.finditer(text)
        if found[1].islower() and found[1] not in _LATIN and _VOWEL.search(found[1])
        if found[2].islower() and found[2] not in _ADDRESSES
    )


def _without_rank(name: str) -> str:
    """The signer's name without what stands before it: a rank in uniform, a title that is no part of it (R144)."""
    for title in sorted((*decree().language.ranks, *decree().words.honorifics), key=len, reverse=True):
        if name.lower().startswith((f"{title.lower()} ", f"{title.lower()}.")):
            return name[len(title) :].lstrip(". ")
    return name


@cache
def _persons() -> re.Pattern[str]:
    surnames = "|".join(decree().language.surnames)
    return re.compile(rf"\b(?:{surnames}) (?:văn|thị) (?P<last>{_WORD}+)")


def _place(subject: Subject) -> str:
    """The place in the line of the date, where it is a bare name."""
    for part in subject.anatomy.of("place_date")[:1]:
        place, comma, _ = part.words.partition(",")
        nouns = (*decree().language.units, "tỉnh", "thành phố", "quận", "thủ đô")
        if comma and place[:1].isupper() and not place.lower().startswith(nouns):
            return place
    return ""


@lru_cache(maxsize=64)
def _own_unit(place: str) -> re.Pattern[str] | None:
    if not place:
        return None
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


@lru_cache(maxsize=4096)
def _numbered(text: str) -> tuple[str, ...]:
    """Documents with a number whose type begins small."""
    return tuple(text[one.start : one.end] for one in named(text) if one.type[0].islower())


@lru_cache(maxsize=4096)
def _meant(text: str, own: str) -> tuple[str, ...]:
    """Documents that the text means with "này" and writes small."""
    return tuple(
        found[0]
        for found in _this(own).finditer(text)
        if not text[: found.start()].rstrip().lower().endswith(tuple(f" {word}" for word in _SEVERAL))
    )


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


@lru_cache(maxsize=4096)
def _cited(text: str) -> tuple[tuple[str, str], ...]:
    """What is written of such places, and what is wanted, each once."""
    found: dict[str, str] = {}
    budget = _BUDGET.search(text) is not None
    for pattern in _places():
        for place in pattern.finditer(text):
            written = place["found"]
            if not (budget and written.startswith("Khoản")):
                found[written] = written.lower() if written[0].isupper() else capitalised(written)
    return tuple(found.items())
