"""How text becomes a typed field, and how a field's fault becomes a Problem.

Pydantic is known here and in its two siblings.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError, PydanticUndefined

from pipeline.problems import LONG_NUMBER, Problem, Where
from pipeline.prose import fill
from pipeline.vietnamese import fold, parse_date, slug

SEPARATOR = re.compile(r"\s*[;\n]\s*")
# What XML 1.0 cannot hold, and so no Word document either. In _WRITABLE, Rust's spelling, surrogates cannot stand.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff￾￿]")
_WRITABLE = r"\A[^\x00-\x08\x0B\x0C\x0E-\x1F\u{FFFE}\u{FFFF}]*\z"

_LINE_ENDS = re.compile(r"\s*[|\n]\s*")
_DIGITS = re.compile("[0-9]{1,9}")
_BETWEEN_DIGITS = re.compile(r"[\s.-]")
_LETTER = re.compile("[A-Za-z0-9]")
_ANSWERS = {"x": True, "có": True, "co": True, "yes": True, "true": True, "1": True}
_ANSWERS |= {"": False, "không": False, "khong": False, "no": False, "false": False, "0": False}

R = TypeVar("R", bound="Record")
Place = tuple[str | int, ...]


class Record(BaseModel):
    """A frozen record; a key that it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)


def fault(code: str, **values: str) -> PydanticCustomError:
    """A validator's way to say which message (a code of `problems.texts`) fits."""
    shown = {name: value.encode("utf-8", "replace").decode() for name, value in values.items()}  # JSON has surrogates
    return PydanticCustomError(code, code, shown)


def _forbidden(text: str) -> PydanticCustomError | None:
    found = FORBIDDEN.search(text)
    return fault("forbidden-character", code_point=f"U+{ord(found[0]):04X}") if found else None


def _day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value)
    except ValueError:
        raise fault("not-a-date", value=value) from None


def _whole(value: object) -> object:
    if isinstance(value, str) and not _DIGITS.fullmatch(value):
        raise fault("not-a-number", value=value)
    return value


def _yes(value: object) -> object:
    if isinstance(value, str):
        if value.lower() not in _ANSWERS:
            raise fault("not-yes-or-no", value=value)
        return _ANSWERS[value.lower()]
    return value


def _several(value: object) -> object:
    return _parted(value, SEPARATOR) if isinstance(value, str) else _listed(value)


def _lines(value: object) -> object:
    return _parted(value, _LINE_ENDS) if isinstance(value, str) else _listed(value)


def _texts(value: object) -> object:
    return _listed([value] if isinstance(value, str) else value)


@lru_cache(maxsize=1024)  # one column says the same few things in all its rows
def _parted(text: str, separator: re.Pattern[str]) -> tuple[str, ...]:
    return _listed(separator.split(text))


def _listed(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise fault("not-a-list-of-texts")
    for item in value:
        if wrong := _forbidden(item):
            raise wrong
    return tuple(item for item in value if item)


def _identifier(value: str) -> str:
    if not (_LETTER.search(value) or slug(value)):
        raise fault("not-an-id", value=value)
    if LONG_NUMBER.search(value):
        raise fault("id-is-personal")
    return value


def _digits(pattern: str, code: str) -> AfterValidator:
    whole = re.compile(pattern)

    def check(value: str) -> str:
        if not value or whole.fullmatch(value):
            return value
        compact = _BETWEEN_DIGITS.sub("", value)
        if not whole.fullmatch(compact):
            raise fault(code)
        return compact

    return AfterValidator(check)


def _name(value: str) -> str:
    if not all(word[0].isupper() for word in value.split()):
        raise fault("not-a-name", value=value)
    return value


Words = Annotated[str, Field(pattern=_WRITABLE)]
"""Any text that XML can hold."""
Required = Annotated[str, Field(min_length=1, pattern=_WRITABLE)]
"""A text that must be there."""
Id = Annotated[Required, AfterValidator(_identifier)]
"""An identifier: it must leave something in a file name, letters a-z or digits."""
Day = Annotated[date, BeforeValidator(_day)]
"""A date, as text day first or ISO."""
Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number from 0."""
Yes = Annotated[bool, BeforeValidator(_yes)]
"""A yes or no: x, có, không, empty."""
Several = Annotated[tuple[str, ...], BeforeValidator(_several)]
"""Texts parted by semicolons or line breaks."""
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
"""Paragraphs: a list of texts, or one text; nothing is split."""
Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]
"""Printed lines, parted by `|` or line breaks."""
PersonalNumber = Annotated[Required, _digits("[0-9]{12}", "not-a-personal-number")]
"""A citizen's number, 12 digits (nd30 R240); never shown in a message."""
Phone = Annotated[Required, _digits(r"(?:0|\+84)[0-9]{8,10}|1[89]00[0-9]{4,6}", "not-a-phone")]
"""A telephone number, without blanks, dots and hyphens."""
TaxCode = Annotated[Words, _digits("[0-9]{10}|[0-9]{12}|[0-9]{13}", "not-a-tax-code")]
"""A tax code: 10 or 13 digits of an enterprise, 12 of a household (its owner's personal number)."""
PersonName = Annotated[Required, AfterValidator(_name)]
"""A person's name, each word with a capital (R200b)."""


def filled(record: R, values: Mapping[str, str]) -> R:
    """The record with the places of all its texts filled, also in the records and lists that it holds."""
    return record.model_copy(update={key: _filled(getattr(record, key), values) for key in type(record).model_fields})


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return fill(value, values)
    if isinstance(value, tuple):
        return tuple(_filled(item, values) for item in value)
    return filled(value, values) if isinstance(value, Record) else value


@dataclass(frozen=True, slots=True)
class Column:
    """A field as a table's column: its English key, its Vietnamese header, whether it must be filled."""

    key: str
    header: str
    required: bool


def columns(kind: type[Record]) -> Iterator[Column]:
    """The columns of a record's table, in the order of its fields."""
    for key, info in kind.model_fields.items():
        yield Column(key, info.title or key, info.is_required())


def column(header: str, *, default: Any = PydanticUndefined) -> Any:
    """A field with its Vietnamese header."""
    return Field(default, title=header)


def key_of(kind: type[Record], name: str) -> str | None:
    """The key of the column headed `name`: the key itself, or the Vietnamese header in whatever marks and case."""
    wanted = fold(name)
    return next((c.key for c in columns(kind) if name == c.key or wanted == fold(c.header)), None)


def read_record(kind: type[R], values: Mapping[str, Any], at: Callable[[Place], Where]) -> R | tuple[Problem, ...]:
    """The record that `values` give, or every fault in them; `at` gives where a value stands, by its path of keys."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return tuple(_problem(kind, detail, at(detail["loc"])) for detail in details)


def _problem(kind: type[Record], detail: ErrorDetails, where: Where) -> Problem:
    """A validator's fault in our words; the field is its dotted place in the record (`directive.subject`)."""
    place = ".".join(map(str, detail["loc"]))
    header = {c.key: c.header for c in columns(kind)}.get(place, place)
    label = header if header == place else f"{header} ({place})"
    values = {name: str(value) for name, value in (detail.get("ctx") or {}).items()}
    match detail["type"], detail["input"]:
        case "missing" | "string_too_short" | "too_short", _:
            return Problem(where, "missing-field", place, {"label": label})
        case "string_type", list() | tuple() | dict():
            return Problem(where, "not-one-value", place, {"label": label})
        case "string_pattern_mismatch" | "string_unicode", str() as text if wrong := _forbidden(text):
            return Problem(where, "forbidden-character", place, {"label": label, **(wrong.context or {})})
        case "extra_forbidden", _:
            return Problem(where, "unknown-field", place, {"name": place})
        case "literal_error", _:
            return Problem(where, "not-a-choice", place, {"label": label, "choices": values["expected"]})
        case "greater_than" | "greater_than_equal", _:
            return Problem(where, "too-small", place, {"label": label})
        case code, _ if "-" in code:
            return Problem(where, code, place, {"label": label, **values})
        case _:
            return Problem(where, "wrong-value", place, {"label": label})
