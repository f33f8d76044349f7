"""What clerks type, read as the field means it: numbers, days, answers, telephones. Text in, text or value out.

Each function raises UnfitError where the text says nothing sure; nothing is guessed.
"""

import re
from datetime import date, timedelta

from pipeline.typed import Remarked, unfit
from pipeline.vietnamese import fold, parse_date

_EACH = re.compile(r"\S+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＋．／", "0123456789+./")
_BETWEEN_DIGITS = re.compile(r"[\s.\-‐-–]")
_BLANKS = re.compile(r"[^\S\n]+")
_LEADING = re.compile(r"^['’‘`]+")
_FRACTION = re.compile(r"(?<=\d{9})[.,]0$")  # of a number that a program took for a fraction

# --- whole numbers

_GROUPED = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+")
_COUNTED = re.compile(r"([0-9][0-9. ]*?)(?:[.,]0+)?\s*([^\W\d_][^\d]*)?")
_UNITS = frozenset(_EACH.findall("nguoi phong buong lao dong nhan vien cong ld nv cai gian can ho tho chinh"))


def whole(text: str) -> int:
    """A whole number from 0: `05`, `1.234`, `3,0`, `3 người`. Raises "not-a-number"."""
    if text.isdecimal() and text.isascii() and len(text) < 10:
        return int(text)
    found = _COUNTED.fullmatch(_plain(text))
    if not found or not set(fold(found[2] or "").split()) <= _UNITS:
        raise unfit("not-a-number", value=text)
    digits = found[1].strip()
    if _GROUPED.fullmatch(digits):
        digits = re.sub("[. ]", "", digits)
    if not digits.isdecimal() or len(digits) > 9:
        raise unfit("not-a-number", value=text)
    return int(digits)


# --- yes and no

_YES = frozenset(_EACH.findall("x v c co da roi yes y true dung 1 ✓ ✔ ☑ √ ☒ ●"))
_NO = frozenset(_EACH.findall("khong k ko kh chua no n false sai 0 - – — ☐ □ ○"))
_YES_SAID = _YES | {"da ky", "da co", "dong y", "da ky cam ket"}
_NO_SAID = _NO | {"", "chua ky", "chua co", "khong co", "khong ky", "chua ky cam ket"}


def yes(text: str) -> bool:
    """A yes or no: x, v, ✓, có, đã ký, 1; empty, không, ko, chưa, 0, -. Raises "not-yes-or-no"."""
    stripped = text.strip()
    said = fold(stripped) or stripped
    if said in _YES_SAID:
        return True
    if said in _NO_SAID:
        return False
    raise unfit("not-yes-or-no", value=text)


_NOTHING = frozenset({"khong", "khong co", "chua", "chua co", "chua cap", "chua ky", "ko", "ko co", "k", "k co"})
_DASHES = frozenset("-–—/. ")


def is_nothing(text: object) -> bool:
    """Whether a cell only says that there is nothing to say: -, không, chưa có, chưa ký."""
    if not isinstance(text, str) or not 0 < len(text) <= 10 or text[0] not in "-–—/.kKcC":
        return False
    return _DASHES.issuperset(text) or fold(text) in _NOTHING


# --- days

EXCEL_EPOCH = date(1899, 12, 30)
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})")
_SHORT_YEAR = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{2})")
_MIXED = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?: 0?0:00(?::00)?)?")
_DAY_SAID = re.compile(r"ngày\s*:?\s*(?=\d+\s*[/.\-])", re.IGNORECASE)
_MONTH = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{4}")
_YEARS = range(1900, 2101)
_SERIALS = range(3000, 60001)  # 18 March 1908 to 8 April 2064


def day(text: str) -> date:
    """A day: `5/9/2022`, `05.09.2022`, `2022-09-05`, `ngày 5 tháng 9 năm 2022`, `5.9.22` (of this century).

    Raises "only-a-year", "only-a-month", "not-a-date".
    """
    try:
        return parse_date(text)
    except ValueError:
        pass
    plain = _DAY_SAID.sub("", _plain(text))
    try:
        if found := _MIXED.fullmatch(plain):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _SHORT_YEAR.fullmatch(plain):
            return date(2000 + int(found[3]), int(found[2]), int(found[1]))
        if found := _IN_WORDS.fullmatch(fold(plain)):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        raise unfit("not-a-date", value=text) from None
    if _MONTH.fullmatch(plain):
        raise unfit("only-a-month", value=text)
    if plain.isdecimal() and int(plain) in _YEARS:
        raise unfit("only-a-year", value=text)
    raise unfit("not-a-date", value=text)


def is_day(text: object) -> bool:
    """Whether a cell holds a whole day, also one whose year has two digits."""
    if not isinstance(text, str) or len(text) < 6:
        return False
    try:
        day(text)
    except ValueError:
        return False
    return True


def serial_day(text: str) -> date | None:
    """The day that Excel counts as a number, where a day was typed into a cell without a format; else None."""
    if not (4 <= len(text) <= 5 and text.isdecimal()) or int(text) in _YEARS or int(text) not in _SERIALS:
        return None
    return EXCEL_EPOCH + timedelta(int(text))


def has_short_year(text: str) -> bool:
    """Whether a day is written with a year of two digits, as `5.9.57`."""
    return len(text) <= 10 and _SHORT_YEAR.fullmatch(_plain(text)) is not None


def in_century(text: str, year: int) -> str:
    """A day written `5.9.57` with the whole year where its digits agree, 5/9/1957; any other text as it is."""
    found = _SHORT_YEAR.fullmatch(_plain(text))
    return f"{found[1]}/{found[2]}/{year}" if found and year % 100 == int(found[3]) else text


def year(text: str) -> int:
    """A year of four digits, or that of a day. Raises "not-a-year"."""
    plain = _plain(text).removesuffix(".0")
    if len(plain) == 4 and plain.isdecimal() and int(plain) in _YEARS:
        return int(plain)
    try:
        return (serial_day(text) or day(text)).year
    except ValueError:
        raise unfit("not-a-year", value=text) from None


# --- numbers of persons and of enterprises

_PROVINCES = frozenset(
    _EACH.findall(
        "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 "
        "038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 "
        "080 082 083 084 086 087 089 091 092 093 094 095 096 099"
    )
)


def compact(text: str) -> str:
    """The digits of a number without what people put between and before them: `'099 057.000-001`."""
    if text.isdecimal() and text.isascii():
        return text
    return _BETWEEN_DIGITS.sub("", _LEADING.sub("", _FRACTION.sub("", _plain(text))))


def birth_year(personal_number: str) -> int:
    """The year of birth that a personal number holds.

    Source: Thông tư 07/2016/TT-BCA, Điều 7: the fourth digit is the century and the sex, two digits of the year follow.
    """
    return 1900 + 100 * (int(personal_number[3]) // 2) + int(personal_number[4:6])


def is_womans(personal_number: str) -> bool:
    """Whether a personal number says that its holder is a woman (the fourth digit is odd)."""
    return int(personal_number[3]) % 2 == 1


def lost_zeros(text: str) -> bool:
    """Whether a personal number lacks what it loses as a number of Excel's: one zero of its first digits, or two."""
    number = compact(text)
    return number.isdecimal() and len(number) in (10, 11)


def is_of_a_province(personal_number: str) -> bool:
    """Whether a personal number begins with the code of a province (099 is of none, and stands for invented people).

    Source: Thông tư 07/2016/TT-BCA, Phụ lục 1. Those born abroad have the code of a country there.
    """
    return personal_number[:3] in _PROVINCES


def personal_number(text: str) -> str:
    """A personal number of 12 digits. Raises "old-identity-number", "number-lost-zeros", "not-a-personal-number"."""
    number = compact(text)
    if number.isdecimal():
        if len(number) == 12:
            return number
        if len(number) == 9:
            raise unfit("old-identity-number")
        if lost_zeros(number):
            raise unfit("number-lost-zeros")
    raise unfit("not-a-personal-number")


_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def has_check_digit(tax_code: str) -> bool:
    """Whether the tenth digit of a tax code is what the nine before it ask for.

    Source: Thông tư 105/2020/TT-BTC, Điều 5, for the digit; its weights as the tax authority's own programs have them.
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, tax_code, strict=False))
    return 10 - total % 11 == int(tax_code[9])


def tax_code(text: str) -> str:
    """A tax code: 10 digits, 13 of a branch, or the 12 of a household's owner; its check digit is right.

    One that lost its first zero is restored where the check digit then fits. Raises "not-a-tax-code",
    "wrong-check-digit".
    """
    number = compact(text)
    if not number.isdecimal() or len(number) not in (9, 10, 12, 13):
        raise unfit("not-a-tax-code")
    if len(number) == 12:
        return number
    if len(number) == 9:
        number = "0" + number
        if not has_check_digit(number):
            raise unfit("not-a-tax-code")
    if not has_check_digit(number):
        raise unfit("wrong-check-digit")
    return number


# --- telephones

_ASIDE = re.compile(
    r"\s*\([^()\d]*\)\s*|^\s*(?:đt|sđt|đtdđ|dđ|số|phone|mobile|tel|điện thoại|di động|zalo|hotline)\s*[:.]?\s*",
    re.IGNORECASE,
)
_BETWEEN_PHONES = re.compile(r"\s*(?:[;,/|\n]|\s-\s|\bhoặc\b|\bvà\b)\s*", re.IGNORECASE)
_COUNTRY = re.compile(r"(?:\+|00)84\s*(?:\(0\))?0?|84(?=[1-9][0-9]{8,9}$)")
_NUMBER = re.compile(r"0(?:[35789][0-9]{8}|2[0-9]{9})|1[89]00[0-9]{4,6}|0100[0-9]{6}")  # the last: invented ones
_UNUSUAL = re.compile("0[0-9]{9}")
_LOST_ZERO = re.compile("[35789][0-9]{8}|2[0-9]{9}")
_RETIRED = re.compile("0(1[2689][0-9])([0-9]{7})")
# What took the place of the mobile numbers of 11 digits in 2018.
_NOW = {f"16{digit}": f"3{digit}" for digit in "23456789"}
_NOW |= {"120": "70", "121": "79", "122": "77", "126": "76", "128": "78"}
_NOW |= {"123": "83", "124": "84", "125": "85", "127": "81", "129": "82", "186": "56", "188": "58", "199": "59"}


def phone(text: str) -> str | Remarked:
    """The telephone number with its leading zero and nothing between the digits; several parted by a comma.

    One of ten digits that begins as none does is read, and told. Raises "not-a-phone", "phone-retired".
    """
    if _NUMBER.fullmatch(text):
        return text
    numbers = _phones(text)
    read = ", ".join(dict.fromkeys(numbers))
    return read if all(map(_NUMBER.fullmatch, numbers)) else Remarked(read, "phone-unusual")


def _phones(text: str) -> list[str]:
    plain = _ASIDE.sub("", _plain(text)).rstrip(" .;,")
    try:
        return [_one_phone(plain)]
    except ValueError:
        several = [part for part in _BETWEEN_PHONES.split(plain) if part]
        if len(several) < 2:
            raise
    return list(map(_one_phone, several))


def _one_phone(text: str) -> str:
    number = compact(text).replace("(", "").replace(")", "")
    number = _COUNTRY.sub("0", number, count=1) if _COUNTRY.match(number) else number
    number = f"0{number}" if _LOST_ZERO.fullmatch(number) else number
    if _NUMBER.fullmatch(number) or _UNUSUAL.fullmatch(number):
        return number
    if (found := _RETIRED.fullmatch(number)) and found[1] in _NOW:
        raise unfit("phone-retired", old=f"0{found[1]}", new=f"0{_NOW[found[1]]}")
    raise unfit("not-a-phone")


def _plain(text: str) -> str:
    """The text with digits of half width, blanks alike and none of them outside; its line breaks stay."""
    return _BLANKS.sub(" ", text.translate(_FULL_WIDTH)).strip()
