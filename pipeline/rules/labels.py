"""The label that a paragraph begins with: "Chương II", "Điều 3.", "I.", "1.", "1.1.", "a)"."""

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.components import is_capitals
from pipeline.decree import decree
from pipeline.rules.names import CAPITAL
from pipeline.vietnamese import roman
from pipeline.view.facts import blind_to_digits

DIVISIONS = ("Phần", "Chương", "Mục", "Tiểu mục")
ARTICLE, ROMAN, CAPITALS, NUMBER, DECIMAL, LETTER = "Điều", "I", "A", "1", "1.1", "a"

_ROMANS = {roman(value): value for value in range(1, 51)}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")
_DIVISION = re.compile(r"(?P<kind>Phần|Chương|Mục|Tiểu mục) (?:thứ )?(?P<number>[IVXLC]+|\d{1,2}|\w+)(?=[.:]|\Z)")
_ARTICLE = re.compile(r"Điều (?P<number>\d{1,3})[.:](?=\s|\Z)")
_ROMAN = re.compile(rf"(?P<number>[IVXL]+)(?P<mark>[.)]|/(?=\s))\s*(?=[^\s\d])(?!{CAPITAL}\.)")
_CAPITAL = re.compile(r"(?P<number>[A-HĐ])\.\s+(?=\S)")
_DECIMAL = re.compile(r"(?P<parent>\d{1,2}(?:\.\d{1,2})*)\.(?P<number>\d{1,2})\.?\s")
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?P<mark>[.)/])\s")
_BEGINS = re.compile(r"Phần |Chương |Mục |Tiểu mục |Điều \d|[IVXL]+[.)/]|[A-HĐ]\.|\d|[a-zđăâêôơư][.)/]")  # sooner done
_LETTER = re.compile(r"(?P<number>[a-zđăâêôơư])(?P<mark>[.)/])\s")


class Label(NamedTuple):
    """A label: its kind, what tells its level from others of that kind, its value (1 and on), its words.

    A letter that is none of the letters of points has the value 0. `name` is what counts it: "3", "đ", "IV".
    """

    kind: str
    level: str
    value: int
    name: str
    mark: str
    text: str


@blind_to_digits
@lru_cache(maxsize=8192)
def parse(text: str) -> Label | None:
    """The label at the beginning of a text; None where there is none."""
    if not _BEGINS.match(text):
        return None
    if found := _DIVISION.match(text):
        value = _value(found["number"])
        return Label(found["kind"], "", value, found["number"], "", found[0]) if value else None
    if found := _ARTICLE.match(text):
        return Label(ARTICLE, "", int(found["number"]), found["number"], ".", found[0])
    if (found := _ROMAN.match(text)) and found["number"] in _ROMANS:
        return _label(ROMAN, found, _ROMANS[found["number"]])
    if (found := _CAPITAL.match(text)) and is_capitals(text):
        return Label(CAPITALS, "", "ABCDĐEGH".find(found["number"]) + 1, found["number"], ".", found[0].strip())
    if found := _DECIMAL.match(text):
        return Label(DECIMAL, found["parent"], int(found["number"]), found["number"], ".", found[0].strip())
    if found := _NUMBER.match(text):
        return _label(NUMBER, found, int(found["number"]))
    if found := _LETTER.match(text):
        return _label(LETTER, found, decree().language.point_letters.find(found["number"]) + 1)
    return None


def _label(kind: str, found: re.Match[str], value: int) -> Label:
    return Label(kind, found["mark"], value, found["number"], found["mark"], found[0].strip())


def _value(number: str) -> int:
    if number in _ROMANS:
        return _ROMANS[number]
    if number.isdecimal():
        return int(number)
    return _ORDINALS.index(number) + 1 if number in _ORDINALS else 0
