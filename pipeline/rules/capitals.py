"""Capital letters (Phụ lục II, R200a to R200v): only what words, lists and the page decide, never a guess.

Text all in capitals and what is quoted is not judged.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from pipeline.components import RUNNING, Part
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.rules.names import capitalised
from pipeline.rules.quotes import own_words
from pipeline.rules.spellings import spellings

_PROSE = RUNNING | {"subject", "letter_subject", "addressee", "addressees", "recipients", "annex_note"}
_WORD = r"[^\W\d_]"
_LABEL = re.compile(r"(?:[-+*•\u2013\u2014]\s*|\(?\d{1,2}(?:\.\d{1,2})*[.)/]\s+|\(?[a-zđ][.)/]\s+|Điều \d+\.\s+)*")
_FIRST_WORD = re.compile(rf"({_WORD}{{2,}})(?=[ ,])")
_ENDED = re.compile(rf"(?:({_WORD}+)|\d\d|[)%])[.?!]\Z")
_NEXT_SENTENCE = re.compile(rf"(?<![\w./-])({_WORD}{{2,}})\. ({_WORD}{{2,}})(?=[ ,])")
_VOWEL = re.compile(r"[aeiouyăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)
_ADDRESSES = frozenset({"http", "https", "www"})
_LATIN = frozenset({"etc", "var", "spp", "subsp"})  # abbreviations with a vowel
_SIGNED = re.compile(rf"{_WORD}+(?:[ '\u2019-]{_WORD}+){{1,5}}")


@rule("R200a")
def sentences(subject: Subject) -> Iterator[Miss]:
    """A sentence begins with a capital, on a new line too where the line above has ended one."""
    for parts in subject.anatomy.texts:
        above = ""
        for part, text in _own(part for part in parts if part.key in RUNNING):
            for small in _small_words(above, text):
                yield miss("R200a", "sentence-start", part, word=small, wanted=capitalised(small))
            above = part.words


@rule("R200b")
def signer(subject: Subject) -> Iterator[Miss]:
    """Every syllable of the signer's name has a capital."""
    for part in subject.anatomy.of("signer"):
        name = _without_title(part.words)
        wanted = " ".join(capitalised(word) for word in name.split())
        if name != wanted and _SIGNED.fullmatch(name) and " và " not in name:
            yield miss("R200b", "person-name", part, written=name, wanted=wanted)


@rule("R200b", "R200d", "R200e", "R200r", "R200s", *sorted({name.rule for name in decree().language.every_name()}))
def words(subject: Subject) -> Iterator[Miss]:
    """Names, documents and places in documents have capitals where the decree has them, and nowhere else."""
    place = _place(subject)
    own = subject.type.name if subject.type and subject.type.name not in subject.table.language.things else ""
    for part, text in _own(part for part in subject.anatomy.parts() if part.key in _PROSE):
        for found in spellings(text, own, place):
            one = miss(found.rule, found.code, part, written=found.written, wanted=found.wanted)
            yield one if found.sure else advice(one)


def _own(parts: Iterable[Part]) -> Iterator[tuple[Part, str]]:
    kept = [part for part in parts if part.paragraph.visible]
    yield from zip(kept, own_words([part.words for part in kept]), strict=True)


def _has_ended(above: str) -> bool:
    """Whether a line ends a sentence, and not with an abbreviation."""
    found = _ENDED.search(above)
    return found is not None and (found[1] is None or (len(found[1]) > 2 and _VOWEL.search(found[1]) is not None))


@lru_cache(maxsize=8192)
def _small_words(above: str, text: str) -> tuple[str, ...]:
    """The first words of the sentences of a paragraph that begin small; `above` is the paragraph before it."""
    small = [_first_word(text)] if _has_ended(above) else []
    for found in _NEXT_SENTENCE.finditer(text):
        if found[1].islower() and found[1] not in _LATIN and _VOWEL.search(found[1]):
            small.append(found[2])
    return tuple(word for word in small if word.islower() and word not in _ADDRESSES)


def _first_word(text: str) -> str:
    label = _LABEL.match(text)
    found = _FIRST_WORD.match(text, label.end() if label else 0)
    return found[1] if found else ""


def _without_title(name: str) -> str:
    """The signer's name without what stands before it: a rank in uniform, a title that is no part of it (R144)."""
    found = _titles().match(name)
    return name[found.end() :] if found else name


@cache
def _titles() -> re.Pattern[str]:
    titles = sorted((*decree().language.ranks, *decree().words.honorifics), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, titles))})[. ]\s*", re.IGNORECASE)


def _place(subject: Subject) -> str:
    """The place in the line of the date, where it is a bare name."""
    for part in subject.anatomy.of("place_date")[:1]:
        place, comma, _ = part.words.partition(",")
        nouns = (*decree().language.units, "tỉnh", "thành phố", "quận", "thủ đô")
        if comma and place[:1].isupper() and not place.lower().startswith(nouns):
            return place
    return ""
