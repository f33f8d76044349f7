"""How the components of a page begin, in a document whose styles say nothing."""

import re
from functools import cache

from pipeline.components.folding import fold
from pipeline.decree import decree
from pipeline.view import Paragraph

_OURS = "ND30 "

NATIONAL_TITLE = re.compile(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA", re.IGNORECASE)
MOTTO = re.compile(r"độc lập\W+tự do\W+hạnh phúc\W*", re.IGNORECASE)
NUMBER = re.compile(r"số\s*(?:[:.]|\d+\s*/|/|…)", re.IGNORECASE)
DATE_LINE = re.compile(r"[^(;]{0,60}\bngày\b.{0,16}\btháng\b.{0,16}\bnăm\b.{0,10}", re.IGNORECASE)
LETTER_SUBJECT = re.compile(r"v\s*/\s*v\b|về việc\b", re.IGNORECASE)
ADDRESSEE = re.compile(r"kính gửi\b", re.IGNORECASE)
BASIS = re.compile(r"(?:căn cứ|theo đề nghị của|xét)\s", re.IGNORECASE)
RECIPIENTS = re.compile(r"nơi nhận\b", re.IGNORECASE)
AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\.\s?\S|[TK]/[MTL]\b")
ANNEX = re.compile(r"phụ lục(?:\s+(?:số\s+)?(?:[IVXLC]+|\d+|[A-Z]))?\s*[.:]?", re.IGNORECASE)
ANNEX_NOTE = re.compile(r"\(?\s*(?:ban hành )?kèm theo\b", re.IGNORECASE)
DRAFTER = re.compile(r"[A-ZĐ]{1,6}\.?\s?\(\d+\)")
PART = re.compile(r"(?:phần|chương)\s+(?:[IVXLC]+|\d+|thứ \w+)\.?", re.IGNORECASE)
SECTION = re.compile(r"(?:mục|tiểu mục)\s+\d+\.?", re.IGNORECASE)
ARTICLE = re.compile(r"Điều \d+\b", re.IGNORECASE)
HEADING = re.compile(r"[IVX]+\.\s*(?=\S)")
CLAUSE = re.compile(r"\d+\.\s")
POINT = re.compile(r"[a-zđ]\)\s")
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
