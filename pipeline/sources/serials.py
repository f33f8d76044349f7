"""What a worksheet stores as a number, as the text that a clerk reads: numbers, dates, times, digits with their zeros.

ECMA-376, Part 1, 18.17.4 (dates as serial numbers) and 18.8.30 (formats of numbers).
"""

import re
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple


class Digits(NamedTuple):
    """A format of whole numbers that shows `before`, then the number with zeros up to `width` digits."""

    before: str
    width: int


Shape = Literal["date", "duration"] | Digits
"""How a format shows a number that is no plain number."""

EPOCH = date(1899, 12, 30)
EPOCH_1904 = date(1904, 1, 1)
LEAP_DAY = 60  # Excel's 29 February 1900, which never was: days before it are counted one short
NO_DATE = "#VALUE!"  # what Excel shows for a serial that no calendar has

# Formats that need no definition; between 27 and 58 others depend on the language of Excel.
_BUILT_IN_DATES = (*range(14, 23), 45, 47)
_BUILT_IN_DURATION = 46
_ASIDE = re.compile(r'".*?"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]')  # literal text; colour, language, condition
_DATE = re.compile(r"(?<![_\\])[dmhys]", re.IGNORECASE)
_DURATION = re.compile(r"\[(hh?|mm?|ss?)\]", re.IGNORECASE)
# A literal text, what is in brackets, a width or a filling, a placeholder or any other character.
_TOKENS = re.compile(r'"([^"]*)"|\[[^\]]*\]|\\(.)|[_*].|(.)')
_DIALLED = re.compile(r"[+\d ]+")  # what may stand before a number and be part of it
MOST_DIGITS = 15  # that Excel keeps of a number
LOST_DIGITS = "#DIGITS!"  # stands for a number that has more of them


def shape_of(format_id: int, code: str | None) -> Shape | None:
    """What a format of numbers makes of them, by its id and its code where one is defined; None for numbers."""
    if code is None:
        return "duration" if format_id == _BUILT_IN_DURATION else "date" if format_id in _BUILT_IN_DATES else None
    positive = code.split(";")[0]
    if not _DATE.search(_ASIDE.sub("", positive)):
        return _digits_of(positive)
    return "duration" if _DURATION.search(positive) else "date"


def _digits_of(code: str) -> Digits | None:
    """What a format such as `000000000000` or `"0"#########` puts before a whole number; None where that is nothing.

    Blanks, points and words that it shows besides are left out.
    """
    before, places = "", ""
    for literal, escaped, other in _TOKENS.findall(code):
        if other and other not in "0#? -()":
            return None  # a fraction, thousands, a percentage, a text
        if not places and _DIALLED.fullmatch(literal + escaped):
            before += literal + escaped
        places += other if other in "0#?" else ""
    width = len(places.lstrip("#?"))
    return Digits(before.replace(" ", ""), width) if before or width > 1 else None


def number_text(value: str) -> str:
    """A number without a point where it is whole: `12.0` -> `12`, `1.2E+5` -> `120000`; LOST_DIGITS where it is long.

    Raises ValueError where it is none.
    """
    if value.isdecimal() and value.isascii() and value[0] != "0":
        return value if len(value) <= MOST_DIGITS else LOST_DIGITS
    if not any(sign in value for sign in ".eE"):
        value = str(int(value))
        return value if len(value.lstrip("-")) <= MOST_DIGITS else LOST_DIGITS
    number = float(value)
    if not number.is_integer():
        return str(number)
    return str(int(number)) if abs(number) < 10**MOST_DIGITS else LOST_DIGITS


def shown_text(value: str, epoch: date, shape: Shape | None) -> str:
    """A number as its format shows it. Raises ValueError where it is none."""
    if isinstance(shape, Digits):
        number = number_text(value)
        return shape.before + number.zfill(shape.width) if number.isdecimal() else number
    return date_text(value, epoch, shape) if shape else number_text(value)


def date_text(value: str, epoch: date, shape: Shape) -> str:
    """A serial number as ISO date, date and time, or time; `#VALUE!` where it lies outside of the calendar.

    Raises ValueError where `value` is no number.
    """
    if value.isdecimal() and shape == "date" and len(value) < 8 and (days := int(value)) > LEAP_DAY:
        ordinal = epoch.toordinal() + days
        return date.fromordinal(ordinal).isoformat() if ordinal <= date.max.toordinal() else NO_DATE
    serial = float(value)
    try:
        return _duration(serial) if shape == "duration" else _moment(serial, epoch)
    except (OverflowError, ValueError):
        return NO_DATE


def iso_text(value: str) -> str:
    """A date that is stored as such, at midnight without its time; any other text as it is."""
    try:
        return moment_text(datetime.fromisoformat(value.removesuffix("Z")))
    except ValueError:
        return value


def _moment(serial: float, epoch: date) -> str:
    days, part = divmod(serial, 1)
    time = timedelta(milliseconds=round(part * 86_400_000))
    if 0 <= serial < 1 and not time.days:
        return str((datetime.min + time).time())
    if 0 < serial < LEAP_DAY and epoch == EPOCH:
        days += 1
    return moment_text(datetime(epoch.year, epoch.month, epoch.day) + timedelta(days=days) + time)


def moment_text(moment: datetime) -> str:
    """`2022-09-05`, or `2022-09-05 08:30:00` where it is not midnight."""
    return moment.isoformat(sep=" ").removesuffix(" 00:00:00")


def _duration(days: float) -> str:
    span = timedelta(days=days)
    return str(timedelta(span.days, span.seconds, round(span.microseconds, -3)))
