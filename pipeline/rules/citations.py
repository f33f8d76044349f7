"""Documents that the text names: the legal basis, first and later citations; blanks left over (R089, R092, R095)."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pipeline.components import RUNNING, Part
from pipeline.components.patterns import RULE
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.rules.documents import NUMBER, named
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
    """A document named by type and number: its sentence, and the text right behind the number."""

    key: str
    sentence: str
    before: str
    behind: str


@rule("R089")
def basis(subject: Subject) -> Iterator[Miss]:
    """A basis names type, number, date, issuer and what it is about; a law its name, without a number."""
    for part in subject.anatomy.of("basis"):
        opening = _OPENING.match(part.words)
        found = next(named(part.words), None)
        if opening and _law().match(part.words, opening.end()):
            if _LAW_NUMBER.search(part.words):
                yield advice(miss("R089", "law-number", part))
            continue
        if not opening or not found or found.start != opening.end() or found.type.lower() in _no_issuer():
            continue
        rest = part.words[found.end :]
        if not _DATED.search(rest):
            yield miss("R089", "basis-no-date", part, cited=found.number)
        elif not _FROM.search(rest) and not _NAMED_BEHIND.search(rest):
            yield miss("R089", "basis-no-issuer", part, cited=found.number)
        elif _bare_issuer().fullmatch(rest):
            yield advice(miss("R089", "basis-no-summary", part, cited=found.number))


@rule("R092")
def citations(subject: Subject) -> Iterator[Miss]:
    """A document is cited with its date and issuer once, at first; later its type and number are enough."""
    if subject.type is None:
        return
    own = {found for part in subject.anatomy.of("number") for found in re.findall(NUMBER, part.words)}
    seen: dict[str, set[tuple[int, ...]]] = {key: set() for key in own}
    for part, citation in _citations(subject):
        dates = seen.get(citation.key)
        full = _DATE_AND_ISSUER.match(citation.behind)
        day = tuple(map(int, full.groups())) if full else ()
        if dates is not None and day in dates and not _is_in_title(part, citation):
            yield advice(miss("R092", "cited-again", part, cited=citation.key))
        elif dates is None and part.key != "basis" and not _in_passing(citation):
            if not _DATED.search(citation.sentence):
                yield miss("R092", "cited-no-date", part, cited=citation.key)
            elif not _FROM.search(citation.behind) and not _AGENCY.search(citation.sentence):
                yield miss("R092", "cited-no-issuer", part, cited=citation.key)
        seen.setdefault(citation.key, set())
        if day:
            seen[citation.key].add(day)


@rule("R095")
def blanks(subject: Subject) -> Iterator[Miss]:
    """A document that has its number has no blanks and no marks of a template left; forms to be filled in may."""
    numbers = subject.anatomy.of("number")
    issued = any(re.search(r"\d\s*/", part.words) for part in numbers)
    if not issued or subject.type is None or subject.type.key in subject.table.language.forms:
        return
    filled = [part for part in subject.anatomy.parts() if part.key in _FILLED and part.paragraph.visible]
    parts = [part for part in filled if not RULE.fullmatch(part.words)]
    texts = own_words([part.words for part in parts])
    dotted = sum(bool(_DOTS.search(text)) for text in texts)
    patterns = (_BLANKS, _bracketed(), *((_DOTS,) if dotted <= _MOST_DOTS else ()))
    for part, text in zip(parts, texts, strict=True):
        found = next(filter(None, (pattern.search(text) for pattern in patterns)), None)
        if _FIELD.search(part.words):
            yield miss("R095", "field-left", part)
        elif found:
            yield miss("R095", "blank-left", part, blank=found[0])


def _citations(subject: Subject) -> Iterator[tuple[Part, _Citation]]:
    """The documents that the main text names, in order; what is quoted aside."""
    parts = subject.anatomy.of(*RUNNING)
    for part, text in zip(parts, own_words([part.words for part in parts]), strict=True):
        ends = [end.end() for end in _SENTENCE_END.finditer(text)]
        for found in named(text):
            if found.type.lower() in _no_issuer():
                continue
            start = max((end for end in ends if end <= found.start), default=0)
            stop = min((end for end in ends if end >= found.end), default=len(text))
            before, behind = text[start : found.start], text[found.end : stop]
            yield part, _Citation(found.number, text[start:stop], before, behind)


def _is_in_title(part: Part, citation: _Citation) -> bool:
    """Whether it belongs to the name of another document: of one in the basis, or one before it in its sentence."""
    return part.key == "basis" or _AMENDED.search(citation.before) is not None or any(named(citation.before))


def _in_passing(citation: _Citation) -> bool:
    """Whether it stands in brackets, as the source of something, or as what amends another document."""
    opened = citation.before.count("(") > citation.before.count(")")
    return opened or _AMENDED.search(citation.before) is not None


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
