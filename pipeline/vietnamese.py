"""Vietnamese as administrative documents write it: dates, numbers, alphabetical order, file names.

Wording that a document prints is our own and tested: locale tables change their wording between releases, and none
of them knows the decree's rule for zeros.
"""

import re
import unicodedata
from datetime import date
from functools import cache, lru_cache

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
BLANK = NO_BREAK_SPACE * 6  # what a draft leaves for a number or a day to be written by hand

# The family names that nearly everybody has one of.
FAMILY_NAMES = frozenset(
    re.findall(
        r"\w+",
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đinh Đoàn Trịnh Mai Tô Trương Lâm "
        "Phùng Cao Hà Lương Lưu Tạ Châu Thái Chu Vương Giáp Kiều Quách Tống Vi Nông Triệu Hứa Lò Ma Đàm Tăng La Thân",
    )
)

_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4})")
_WORDS = re.compile(r"[^\W_]+")
_PLAIN_WORDS = re.compile("[a-z0-9]+")

_TONES = {"̀": 1, "̉": 2, "̃": 3, "́": 4, "̣": 5}  # huyền, hỏi, ngã, sắc, nặng
_LETTERS = {letter: index for index, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}


def day_text(day: date) -> str:
    """`ngày 05 tháng 3 năm 2026`: a zero before days under 10 and before months 1 and 2 only.

    Source: Decree 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4, điểm b (R068).
    """
    return f"ngày {day.day:02d} tháng {month_text(day.month)} năm {day.year}"


def open_day_text(day: date | None = None) -> str:
    """The date line of a draft: the day stays blank, and month and year too where `day` is not given."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"ngày {BLANK} tháng {month_text(day.month)} năm {day.year}"


def short_date(day: date) -> str:
    """`05/3/2026`: the short form, with the same zeros as the long one."""
    return f"{day.day:02d}/{month_text(day.month)}/{day.year}"


def month_text(month: int) -> str:
    """A month in a date: a zero before 1 and 2 only (R068)."""
    return f"{month:02d}" if month < 3 else str(month)


def number_text(number: int) -> str:
    """A document's number: a zero before numbers under 10 (R051)."""
    return f"{number:02d}"


def count_text(number: int) -> str:
    """A quantity, thousands parted by dots: `1.234`."""
    return f"{number:,}".replace(",", ".")


def share_text(part: int, whole: int) -> str:
    """A percentage with one decimal after a comma, `66,7`; `0` of nothing is `0`."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0  # rounded half up, as people do
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def roman(number: int) -> str:
    """A Roman numeral, 1 to 3999, as sections and annexes are numbered (R108, R171)."""
    signs = ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I")
    values = (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1)
    written = ""
    for sign, value in zip(signs, values, strict=True):
        times, number = divmod(number, value)
        written += sign * times
    return written


def parse_date(text: str) -> date:
    """A date as people write it: `2022-09-05`, `5/9/2022`, `05.09.2022` or `5-9-2022`; day first.

    Raises ValueError where the text is no such date or the day does not exist.
    """
    text = text.strip()
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.group(1, 3, 4)
    else:
        raise ValueError(text)
    return date(int(year), int(month), int(day))


def compose(text: str) -> str:
    """The text in composed form (NFC), so that equal words are equal strings."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def bare(text: str) -> str:
    """The text without tone marks and letter marks: `Đồi Ngô` -> `Doi Ngo`."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join([char for char in apart if not unicodedata.combining(char)])


@lru_cache(maxsize=4096)  # names come again and again
def fold(text: str) -> str:
    """A key under which spellings of one name meet: no marks, no case, words parted by one space."""
    return " ".join(_WORDS.findall(bare(text).casefold()))


@cache
def _key_of(char: str) -> tuple[int, int, int]:
    """(primary weight, tone, case) of one composed character; -1 tone never occurs."""
    tone = 0
    base = ""
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            base += part
    base = unicodedata.normalize("NFC", base)
    lower = base.lower()
    case = int(base != lower)
    if lower in _LETTERS:
        return 2000 + _LETTERS[lower], tone, case
    if base.isdigit():
        return 1000 + unicodedata.digit(base, 0), tone, case
    if base.isalpha():
        return 3000 + ord(lower[0]), tone, case
    if not base or base.isspace():
        return 0, tone, case
    return ord(base[0]) % 900 + 1, tone, case


def alphabetical(text: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The sort key of Vietnamese dictionaries: letters first (a ă â b c d đ ...), then tones, then case.

    Tones, over the whole text: none, huyền, hỏi, ngã, sắc, nặng; a small letter before its capital.
    """
    keys = [_key_of(char) for char in compose(text)]
    return tuple(k[0] for k in keys), tuple(k[1] for k in keys), tuple(k[2] for k in keys)


def slug(text: str) -> str:
    """A file name's stem in ASCII: small letters, digits and single hyphens; empty where nothing is left."""
    return "-".join(_PLAIN_WORDS.findall(bare(text).lower()))


def initial_small(text: str) -> str:
    """The text with its first letter small: `Xã Bảo Sơn` -> `xã Bảo Sơn`, as inside a sentence."""
    return text[:1].lower() + text[1:]
