"""How the components of a page begin, in a document whose styles say nothing."""

import re
from functools import cache, lru_cache

from pipeline.components.folding import fold
from pipeline.decree import decree
from pipeline.vietnamese import FAMILY_NAMES
from pipeline.view import Paragraph
from pipeline.view.facts import blind_to_digits

_OURS = "ND30 "

NATIONAL_TITLE = re.compile(r"CỘNG HÒA (?:XÃ HỘI|XHCN)", re.IGNORECASE)
MOTTO = re.compile(r"độc lập\W+tự do\W+hạnh phúc\W*", re.IGNORECASE)
NUMBER = re.compile(r"số\s*(?:[:.]|\d+\s*/|/|…)|\d{1,5}\s*/\s*[A-ZĐ][\w&]*\s*-\s*[A-ZĐ]", re.IGNORECASE)
DATE_LINE = re.compile(r"[^(;]{0,60}\bngày\b.{0,16}\btháng\b.{0,16}\bnăm\b.{0,10}", re.IGNORECASE)
LOOSE_DATE = re.compile(r"[^(;]{2,60}(?:\bngày\b|,\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}).{0,40}", re.IGNORECASE)
LETTER_SUBJECT = re.compile(r"v\s*/\s*v\b|về việc\b", re.IGNORECASE)
ADDRESSEE = re.compile(r"kính g[ửở]i\b", re.IGNORECASE)
CALL = re.compile(r"\S.{2,160}\bđiện\s*:", re.IGNORECASE)
BASIS = re.compile(r"(?:căn cứ|theo đề nghị của|xét)\s", re.IGNORECASE)
RECIPIENTS = re.compile(r"nơi (?:nhận|gửi)\b", re.IGNORECASE)
AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\.\s?\S|[TK]/[MTL]\b|(?:TM|KT|TL|TUQ) \S")
SIGNING_NOTE = re.compile(r"\(\s*ký[ ,]", re.IGNORECASE)
ANNEX = re.compile(r"phụ lục(?:\s+(?:số\s+)?(?:[IVXLC]+|\d+|[A-Z]))?\s*[.:]?", re.IGNORECASE)
ANNEX_TITLED = re.compile(r"phụ lục(?:\s+số)?(?:\s+(?:[IVXLC]+|\d+))?\s*[.:\u2013\u2014-]\s*\S.*", re.IGNORECASE)
ANNEX_NOTE = re.compile(r"\(?\s*(?:ban hành )?kèm theo\b", re.IGNORECASE)
DRAFTER = re.compile(r"[A-ZĐ]{1,6}\.?\s?\(\d+\)")
PART = re.compile(r"(?:phần|chương)\s+(?:[IVXLC]+|\d+|thứ \w+)\.?", re.IGNORECASE)
SECTION = re.compile(r"(?:mục|tiểu mục)\s+(?:\d+|[IVX]+)\.?", re.IGNORECASE)
ARTICLE = re.compile(r"Điều \d+[a-zđ]?(?:[.:)\u2013-]|\s*\Z)", re.IGNORECASE)
HEADING = re.compile(r"[IVX]+\s*[./)-]\s*(?=\S)(?![A-ZĐ]\.)")
CLAUSE = re.compile(r"\d+\.\s")
POINT = re.compile(r"[a-zđ]\)\s")
CONTACT = re.compile(r"(?:địa chỉ|trụ sở|điện thoại|đt|email|e-mail|website|fax)\b\s*[:.]", re.IGNORECASE)
COPY_MARK = re.compile(r"(?:sao y|sao lục|trích sao)\b", re.IGNORECASE)
SIGNED_MARK = re.compile(r"(?:số:? .{0,60};|.{0,80}) ?\d{2}[./-]\d{2}[./-]\d{4}[;,]? ?\d{1,2}:\d{2}", re.IGNORECASE)
BULLETS = "-+*•\u2013\u2014"
RULE = re.compile(r"[\s_\-\u2013\u2014\u2015.*=~]+")


@cache
def type_names() -> dict[str, str]:
    """The names of the 29 types, folded and in capitals, and that of the commitment -> key of the kind."""
    table = decree()
    named = {fold(one.name).upper(): one.key for one in table.types}
    return named | {fold(table.words.commitment).upper(): "commitment"}


@cache
def urgencies() -> frozenset[str]:
    """The words of the stamps of urgency, folded."""
    return frozenset(fold(one.text) for one in decree().urgencies)


@cache
def circulations() -> frozenset[str]:
    """The notes on circulation, folded."""
    return frozenset(map(fold, decree().words.circulations))


@cache
def resolutions() -> frozenset[str]:
    """The words that a resolution and a decision are pronounced with, folded, without the colon."""
    return frozenset(fold(one.resolves).rstrip(":") for one in decree().types if one.resolves)


def names_a_type(words: str) -> bool:
    """Whether words in capitals begin with the name of a type."""
    return any(re.match(rf"{re.escape(name)}\b", words) for name in type_names())


def names_an_office(words: str) -> bool:
    """Whether words in capitals begin with the title of an office."""
    return begins(words, decree().words.offices)


def begins(words: str, names: tuple[str, ...]) -> bool:
    """Whether the words are one of these names, or go on from it with another word."""
    return f"{words} ".startswith(_as_words(names))


@lru_cache(maxsize=256)
def _as_words(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name} " for name in names)


@blind_to_digits
def has_bullet(words: str) -> bool:
    """Whether the words, of which there are some, begin as an item of a list does."""
    return words[0] in BULLETS


def names_a_person(words: str) -> bool:
    """Whether the words, in whatever case, look like a person's name: a family name and one to four more."""
    parts = words.split()
    return 2 <= len(parts) <= 5 and parts[0].capitalize() in FAMILY_NAMES and all(one.isalpha() for one in parts)


def key_of_style(paragraph: Paragraph) -> str:
    """The component that a paragraph's style names; by its name where Word has changed its id."""
    by_style = _keys_by_style()
    return by_style.get(paragraph.style_id) or by_style.get(paragraph.style, "")


def is_ours(paragraph: Paragraph) -> bool:
    """Whether a paragraph's style is one of ours, be it a component's or another."""
    return paragraph.style.startswith(_OURS)


@cache
def _keys_by_style() -> dict[str, str]:
    return {handle: one.key for one in decree().components for handle in (one.style_id, one.style)}
