"""Documents that the text names: the legal basis, first and later citations; blanks left over (R089, R092, R095)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pipeline.components import RUNNING, Part
from pipeline.components.patterns import RULE
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.rules.documents import NUMBER, Named, named
from pipeline.rules.names import CAPITAL
from pipeline.rules.quotes import own_words

_OPENING = re.compile(r"Căn cứ (?:các )?")
_DATE = re.compile(r"\b(\d{1,2})(?: tháng |[/.-])(\d{1,2})(?: năm |[/.-])(\d{4})\b")
_DATED = re.compile(rf"\bngày\b|{_DATE.pattern}", re.IGNORECASE)
_DATE_AND_ISSUER = re.compile(rf",? (?:ký )?(?:ngày )?{_DATE.pattern},? của ")
_FROM = re.compile(r"\b(?:của|do)\b")
_NAMED_BEHIND = re.compile(rf"{_DATE.pattern} {CAPITAL}")
_AGENCY = re.compile(
    r"\b(?:UBND|HĐND|Ủy|Hội|Chính|Quốc|Thủ|Bộ|Sở|Phòng|Ban|Cục|Vụ|Tổng|Chi|Công an|Văn phòng|Trung|Tỉnh|Thành|Huyện|"
    r"Đảng|Thường|Chủ|Viện|Tòa|Thanh|Trường|Bảo hiểm|Kho|Mặt)\b"
)
_LAW_NUMBER = re.compile(r"\bsố \d+/\d{4}/(?:QH|UBTVQH|PL-UBTVQH)\d+|\bsố \d+-LCT/")
_SENTENCE_END = re.compile(rf"[;!?]|\.(?= {CAPITAL})|\.\Z")
_AMENDED = re.compile(r"sửa đổi|bổ sung|thay thế|bãi bỏ|hợp nhất")
_BODY = r"(?:Chủ tịch )?(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân) (?:tỉnh|thành phố|huyện|quận|xã|phường|đặc khu)"
_FIELD = re.compile(r"\{\{|\}\}|\{%|%\}")
_DOTS = re.compile(r"\.{5,}|…{2,}|_{4,}")
_MOST_DOTS = 3  # paragraphs; with more of them it is a form, to be filled in by hand
_BLANKS = re.compile(
    r"\bngày ?[.…_]+ ?tháng|\bsố ?(?:[.…_]{1,4} ?)?/(?=[A-ZĐ]{2})"
    r"|\[[.…\s]*\]|\[[^\W\d_][^\]\d]{1,60}\]|\b(?:x{3,}|X{4,})\b"
)
_FILLED = RUNNING | {"superior", "issuer", "subject", "letter_subject", "addressee", "addressees", "signer"}


class _Citation(NamedTuple):
    """A document named by its number, and what its sentence says of it.

    `day` is () where no date and issuer stand right behind the number. `titled`: the sentence names another document
    before this one, or changes one, so that this may belong to a title; `passing`: it stands in brackets, as the
    source of something, or as what amends another.
    """

    number: str
    day: tuple[int, ...]
    dated: bool
    issued: bool
    titled: bool
    passing: bool


@rule("R089")
def basis(subject: Subject) -> Iterator[Miss]:
    """A basis names type, number, date, issuer and what it is about; a law its name, without a number."""
    for part in subject.anatomy.of("basis"):
        code, cited = part.tells(_lacking)
        if code == "law-number":
            yield advice(miss("R089", code, part))
        elif code:
            one = miss("R089", code, part, cited=cited)
            yield advice(one) if code == "basis-no-summary" else one


@rule("R092")
def citations(subject: Subject) -> Iterator[Miss]:
    """A document is cited with its date and issuer once, at first; later its type and number are enough."""
    if subject.type is None:
        return
    seen: dict[str, set[tuple[int, ...]]] = {}
    for part, one in _citations(subject):
        dates = seen.get(one.number, set() if _is_own(subject, one.number) else None)
        in_basis = part.key == "basis"
        if dates is not None and one.day in dates and not (in_basis or one.titled):
            yield advice(miss("R092", "cited-again", part, cited=one.number))
        elif dates is None and not (in_basis or one.passing):
            if not one.dated:
                yield miss("R092", "cited-no-date", part, cited=one.number)
            elif not one.issued:
                yield miss("R092", "cited-no-issuer", part, cited=one.number)
        seen[one.number] = (dates or set()) | ({one.day} if one.day else set())


@rule("R095")
def blanks(subject: Subject) -> Iterator[Miss]:
    """A document that has its number has no blanks and no marks of a template left; forms to be filled in may."""
    issued = any(part.tells(_has_number) for part in subject.anatomy.of("number"))
    if not issued or subject.type is None or subject.type.key in subject.table.language.forms:
        return
    filled = [part for part in subject.anatomy.parts() if part.key in _FILLED and part.paragraph.visible]
    parts = [part for part in filled if not part.tells(_is_rule)]
    left = [tells(_blanks) for tells in own_words([part.tells for part in parts])]
    form = sum(bool(dots) for _, dots in left) > _MOST_DOTS
    for part, (blank, dots) in zip(parts, left, strict=True):
        if part.tells(_has_field):
            yield miss("R095", "field-left", part)
        elif blank or (dots and not form):
            yield miss("R095", "blank-left", part, blank=blank or dots)


def _lacking(words: str) -> tuple[str, str]:
    """What is wrong with how a basis names its document (the code of the text), and the number of that document."""
    opening = _OPENING.match(words)
    if opening and _law().match(words, opening.end()):
        return ("law-number", "") if _LAW_NUMBER.search(words) else ("", "")
    found = next(named(words), None)
    if not opening or not found or found.start != opening.end() or found.type.lower() in _no_issuer():
        return "", ""
    rest = words[found.end :]
    if not _DATED.search(rest):
        return "basis-no-date", found.number
    if not _FROM.search(rest) and not _NAMED_BEHIND.search(rest):
        return "basis-no-issuer", found.number
    return ("basis-no-summary", found.number) if _bare_issuer().fullmatch(rest) else ("", "")


def _citations(subject: Subject) -> Iterator[tuple[Part, _Citation]]:
    """The documents that the main text names, in order; what is quoted aside."""
    parts = subject.anatomy.of(*RUNNING)
    for part, tells in zip(parts, own_words([part.tells for part in parts]), strict=True):
        for one in tells(_cited):
            yield part, one


@lru_cache(maxsize=4096)
def _cited(text: str) -> tuple[_Citation, ...]:
    return tuple(_in_sentence(text, found) for found in named(text) if found.type.lower() not in _no_issuer())


def _in_sentence(text: str, found: Named) -> _Citation:
    ends = [end.end() for end in _SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= found.start), default=0)
    stop = min((end for end in ends if end >= found.end), default=len(text))
    sentence, before, behind = text[start:stop], text[start : found.start], text[found.end : stop]
    full = _DATE_AND_ISSUER.match(behind)
    amended = _AMENDED.search(before) is not None
    return _Citation(
        number=found.number,
        day=tuple(map(int, full.groups())) if full else (),
        dated=_DATED.search(sentence) is not None,
        issued=_FROM.search(behind) is not None or _AGENCY.search(sentence) is not None,
        titled=amended or any(named(before)),
        passing=amended or before.count("(") > before.count(")"),
    )


def _is_own(subject: Subject, number: str) -> bool:
    """Whether this is the number of the document itself."""
    return any(part.tells(_holds, number) for part in subject.anatomy.of("number"))


def _holds(words: str, number: str) -> bool:
    return number in re.findall(NUMBER, words)


def _has_number(words: str) -> bool:
    return re.search(r"\d\s*/", words) is not None


def _is_rule(words: str) -> bool:
    return RULE.fullmatch(words) is not None


def _has_field(words: str) -> bool:
    return _FIELD.search(words) is not None


@lru_cache(maxsize=4096)
def _blanks(text: str) -> tuple[str, str]:
    """The first blank of a text, and the first row of dots; "" for none."""
    blank = _BLANKS.search(text) or _bracketed().search(text)
    dots = _DOTS.search(text)
    return blank[0] if blank else "", dots[0] if dots else ""


@cache
def _bracketed() -> re.Pattern[str]:
    """What a template wants filled in, in angle brackets; other words in them are no blanks."""
    return re.compile(rf"<(?:{_any(decree().language.blanks)})\b[^<>=@/]{{0,60}}>", re.IGNORECASE)


@cache
def _no_issuer() -> frozenset[str]:
    """The types that are cited without an issuer: laws, and what several parties sign."""
    language = decree().language
    return frozenset(name.lower() for name in (*language.laws, *language.parties))


def _any(names: tuple[str, ...]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


@cache
def _law() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(decree().language.laws)})\b")


@cache
def _bare_issuer() -> re.Pattern[str]:
    """The date and the issuer, and nothing about the document behind them."""
    name = rf"(?: {CAPITAL}\w*)*"
    issuer = rf"(?:{_any(decree().language.issuers)}|{_BODY}{name})"
    return re.compile(rf",? (?:ngày )?{_DATE.pattern},? của {issuer}[;.,]?")
