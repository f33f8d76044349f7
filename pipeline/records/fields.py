"""How text becomes a typed field, and how a field's fault becomes a Problem."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pipeline.problems import LONG_NUMBER, Problem, Where
from pipeline.prose import fill
from pipeline.records import habits
from pipeline.typed import (
    Place,
    Reader,
    Record,
    Remarked,
    UnfitError,
    Wrong,
    columns,
    one_of,
    record_of,
    remarks_on,
    replaced,
    unfit,
)
from pipeline.vietnamese import count_text, fold, short_date, slug

SEPARATOR = re.compile(r"\s*[;,\n]\s*")
# What XML 1.0 cannot hold, and so no Word document either.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")

_LINE_ENDS = re.compile(r"\s*[|\n]\s*")
_LETTER = re.compile("[A-Za-z0-9]")

R = TypeVar("R", bound=Record)


def _words(value: object) -> str:
    if not isinstance(value, str):
        raise unfit("not-one-value" if isinstance(value, list | tuple | dict) else "wrong-value")
    if not value.isprintable() and (found := FORBIDDEN.search(value)):
        raise unfit("forbidden-character", code_point=f"U+{ord(found[0]):04X}")
    return value.strip()


def _required(value: object) -> str:
    if not (words := _words(value)):
        raise unfit("missing-field")
    return words


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise unfit("wrong-value")
    return value


def _day(value: object) -> date | Remarked:
    text = _text(value)
    if serial := habits.serial_day(text):
        return Remarked(serial, "serial-day", {"value": text, "day": short_date(serial)})
    return habits.day(text)


def _birth(value: object) -> date | Remarked:
    if habits.has_short_year(_text(value)):
        raise unfit("short-year-of-birth")
    return _day(value)


def _year(value: object) -> int:
    return habits.year(_text(value))


def _whole(value: object) -> int:
    return habits.whole(_text(value))


def _yes(value: object) -> bool:
    return habits.yes(_text(value))


def _several(value: object) -> tuple[str, ...]:
    return _parted(value, SEPARATOR) if isinstance(value, str) else _listed(value)


def _lines(value: object) -> tuple[str, ...]:
    return _parted(value, _LINE_ENDS) if isinstance(value, str) else _listed(value)


def _texts(value: object) -> tuple[str, ...]:
    return _listed([value] if isinstance(value, str) else value)


@lru_cache(maxsize=1024)  # one column says the same few things in all its rows
def _parted(text: str, separator: re.Pattern[str]) -> tuple[str, ...]:
    return _listed(separator.split(text))


def _listed(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise unfit("not-a-list-of-texts")
    return tuple(words for words in map(_words, value) if words)


def _identifier(value: str) -> str:
    if not (_LETTER.search(value) or slug(value)):
        raise unfit("not-an-id", value=value)
    if LONG_NUMBER.search(value):
        raise unfit("id-is-personal")
    return value


def unless_empty(read: Callable[[str], str]) -> Reader:
    """Reads a text that may be left empty."""
    return lambda value: read(value) if value else value


def _name(value: str) -> str:
    if not all(word[0].isupper() for word in value.split()):
        raise unfit("not-a-name", value=value)
    return value


def some(value: tuple[Any, ...]) -> tuple[Any, ...]:
    """Lets pass what is not empty."""
    if not value:
        raise unfit("missing-field")
    return value


def at_least(least: int) -> Reader:
    """Lets numbers pass from `least` on."""

    def read(value: int) -> int:
        if value < least:
            raise unfit("too-small")
        return value

    return read


def at_most(most: int) -> Reader:
    """Lets numbers pass up to `most`."""

    def read(value: int) -> int:
        if value > most:
            raise unfit("wrong-value")
        return value

    return read


def count_up_to(most: int) -> Reader:
    """Lets counts pass up to `most`, beyond which there is none such in the world."""

    def read(value: int) -> int:
        if value > most:
            raise unfit("impossible-count", value=str(value), most=count_text(most))
        return value

    return read


def spelled(spellings: Mapping[str, str]) -> Reader:
    """Reads one of some words, given as it is or in a spelling whose folded form is a key."""
    read = one_of(tuple(dict.fromkeys(spellings.values())))
    return lambda value: read(spellings.get(fold(value), value) if isinstance(value, str) else value)


Words = Annotated[str, _words]
"""Any text that XML can hold."""
Required = Annotated[str, _required]
"""A text that must be there."""
Id = Annotated[Required, _identifier]
"""An identifier: it must leave something in a file name, letters a-z or digits."""
Day = Annotated[date, _day]
"""A date, as text day first or ISO; the number that Excel keeps for one is read, and told."""
Birth = Annotated[date, _birth]
"""A day of birth: its year has four digits, since two may be of either century."""
Year = Annotated[int, _year]
"""A year, where only a year is asked."""
Whole = Annotated[int, _whole]
"""A whole number from 0."""
Yes = Annotated[bool, _yes]
"""A yes or no: x, có, đã ký, không, chưa, empty."""
Several = Annotated[tuple[str, ...], _several]
"""Texts parted by semicolons, commas or line breaks."""
Texts = Annotated[tuple[str, ...], _texts]
"""Paragraphs: a list of texts, or one text; nothing is split."""
Lines = Annotated[tuple[str, ...], _lines]
"""Printed lines, parted by `|` or line breaks."""
PersonalNumber = Annotated[Required, habits.personal_number]
"""A citizen's number, 12 digits (nd30 R240); never shown in a message."""
Phone = Annotated[Required, habits.phone]
"""A telephone number, or several, without blanks, dots and hyphens."""
TaxCode = Annotated[Words, unless_empty(habits.tax_code)]
"""A tax code: 10 or 13 digits of an enterprise, 12 of a household (its owner's personal number)."""
PersonName = Annotated[Required, _name]
"""A person's name, each word with a capital (R200b)."""


def filled(record: R, values: Mapping[str, str]) -> R:
    """The record with the places of all its texts filled, also in the records and lists that it holds."""
    return replaced(record, {one.key: _filled(getattr(record, one.key), values) for one in columns(type(record))})


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return fill(value, values)
    if isinstance(value, tuple):
        return tuple(_filled(item, values) for item in value)
    return filled(value, values) if isinstance(value, Record) else value


def key_of(kind: type[Record], name: str) -> str | None:
    """The key of the column headed `name`: the key itself, or the Vietnamese header in whatever marks and case."""
    wanted = fold(name)
    return next((c.key for c in columns(kind) if name == c.key or wanted == fold(c.header)), None)


def read_record(kind: type[R], values: Any, at: Callable[[Place], Where]) -> R | tuple[Problem, ...]:
    """The record that `values` give, or every fault in them; `at` gives where a value stands, by its path of keys."""
    remarks: tuple[Wrong, ...] = ()
    if isinstance(values, Mapping):
        values, remarks = kind.mended(values)
    try:
        record = record_of(kind, values)
    except UnfitError as error:
        return tuple(_problem(kind, wrong, at(wrong.place)) for wrong in error.wrongs)
    if remarks:
        record.remark(*remarks)
    return record


def notices_on(record: Record, at: Callable[[Place], Where]) -> tuple[Problem, ...]:
    """What should be told of how a record was read, though nothing in it is wrong."""
    return tuple(_problem(type(record), remark, at(remark.place)) for remark in remarks_on(record))


def _problem(kind: type[Record], wrong: Wrong, where: Where) -> Problem:
    """What is wrong in our words; the field is its dotted place in the record (`directive.subject`)."""
    place = ".".join(map(str, wrong.place))
    if wrong.code == "unknown-field":
        return Problem(where, wrong.code, place, {"name": place})
    header = {column.key: column.header for column in columns(kind)}.get(place, place)
    label = header if header == place else f"{header} ({place})"
    values = {
        name: value.encode("utf-8", "replace").decode() for name, value in wrong.values.items()
    }  # half characters
    return Problem(where, wrong.code, place, {"label": label, **values})
