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
from pipeline.rules.quotes import Tells, own_words
from pipeline.rules.spellings import capital_units, names_a_unit, spellings
from pipeline.view.facts import blind_to_digits

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
        above: Part | None = None
        for part, tells in _own(part for part in parts if part.key in RUNNING):
            first, others = tells(_small_words)
            begins = first and above is not None and above.tells(_has_ended)
            for small in (first, *others) if begins else others:
                yield miss("R200a", "sentence-start", part, word=small, wanted=capitalised(small))
            above = part


@rule("R200b")
def signer(subject: Subject) -> Iterator[Miss]:
    """Every syllable of the signer's name has a capital."""
    for part in subject.anatomy.of("signer"):
        if written := part.tells(_small_name):
            wanted = " ".join(map(capitalised, written.split()))
            yield miss("R200b", "person-name", part, written=written, wanted=wanted)


@rule("R200b", "R200d", "R200e", "R200r", "R200s", *sorted({names.rule for names in decree().language.names}))
def words(subject: Subject) -> Iterator[Miss]:
    """Names, documents and places in documents have capitals where the decree has them, and nowhere else."""
    own = subject.type.name if subject.type and subject.type.name not in subject.table.language.things else ""
    for part, tells in _own(part for part in subject.anatomy.parts() if part.key in _PROSE):
        found = tells(spellings, own)
        if tells(names_a_unit):
            found += tells(capital_units, _place(subject))
        for one in found:
            fault = miss(one.rule, one.code, part, written=one.written, wanted=one.wanted)
            yield fault if one.sure else advice(fault)


def _own(parts: Iterable[Part]) -> Iterator[tuple[Part, Tells]]:
    kept = [part for part in parts if part.paragraph.visible]
    yield from zip(kept, own_words([part.tells for part in kept]), strict=True)


@blind_to_digits
@lru_cache(maxsize=8192)
def _has_ended(text: str) -> bool:
    """Whether a line ends a sentence, and not with an abbreviation."""
    found = _ENDED.search(text, text.rfind(" ") + 1)
    return found is not None and (found[1] is None or (len(found[1]) > 2 and _VOWEL.search(found[1]) is not None))


@blind_to_digits
@lru_cache(maxsize=8192)
def _small_words(text: str) -> tuple[str, tuple[str, ...]]:
    """The first word of a paragraph ("" where it does not begin small), and those of its later sentences that do."""
    first = _first_word(text)
    others = [
        found[2]
        for found in (_NEXT_SENTENCE.finditer(text) if ". " in text else ())
        if found[1].islower() and found[1] not in _LATIN and _VOWEL.search(found[1]) and _begins_small(found[2])
    ]
    return first if _begins_small(first) else "", tuple(others)


def _begins_small(word: str) -> bool:
    return word.islower() and word not in _ADDRESSES


def _first_word(text: str) -> str:
    label = _LABEL.match(text)
    found = _FIRST_WORD.match(text, label.end() if label else 0)
    return found[1] if found else ""


@blind_to_digits
def _small_name(name: str) -> str:
    """A person's name in which a syllable begins small, "" where none does.

    It is taken without what stands before it: a rank in uniform, a title that is no part of it (R144).
    """
    if found := _titles().match(name):
        name = name[found.end() :]
    small = any(word != capitalised(word) for word in name.split())
    return name if small and _SIGNED.fullmatch(name) and " và " not in name else ""


@cache
def _titles() -> re.Pattern[str]:
    titles = sorted((*decree().language.ranks, *decree().words.honorifics), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, titles))})[. ]\s*", re.IGNORECASE)


def _place(subject: Subject) -> str:
    """The place in the line of the date, where it is a bare name."""
    return next((part.tells(_bare_place) for part in subject.anatomy.of("place_date")), "")


def _bare_place(line: str) -> str:
    place, comma, _ = line.partition(",")
    nouns = (*decree().language.units, "tỉnh", "thành phố", "quận", "thủ đô")
    return place if comma and place[:1].isupper() and not place.lower().startswith(nouns) else ""
