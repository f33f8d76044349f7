"""Frozen records whose annotations say what may stand in them, checked as they are made.

Pydantic does as much, and more; but to import it and to make its models of forty classes takes as long as the rest of
`vanban build` does for one document.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial, reduce
from types import UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    NoReturn,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
)

R = TypeVar("R", bound="Record")
Place = tuple[str | int, ...]
"""Where in a value something stands: keys and indexes, from the outermost inwards."""
Reader = Callable[[Any], Any]
"""What makes a value of a type out of what is given for it. Raises UnfitError."""


class Wrong(NamedTuple):
    """Something wrong with a value: where in it, the code of the message, what fills the message."""

    place: Place
    code: str
    values: Mapping[str, str]


class UnfitError(ValueError):
    """All that is wrong with a value."""

    def __init__(self, *wrongs: Wrong) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, place))}: {code} {values}" for place, code, values in wrongs))
        self.wrongs = wrongs

    def at(self, step: str | int) -> Iterable[Wrong]:
        """The same, as it stands in a value that holds this one under a key or an index."""
        return [wrong._replace(place=(step, *wrong.place)) for wrong in self.wrongs]


def unfit(code: str, **values: str) -> UnfitError:
    """What a reader raises of a value as a whole."""
    return UnfitError(Wrong((), code, values))


class Remarked(NamedTuple):
    """What a reader gives where it read a value in a way that should be told."""

    value: Any
    code: str
    values: Mapping[str, str] = {}


class Column(NamedTuple):
    """A field as a table's column: its key, its header (the key where it has none), whether it must be filled."""

    key: str
    header: str
    required: bool


class _Given(NamedTuple):
    header: str
    default: Any


_NOTHING: Any = object()


def column(header: str, *, default: Any = _NOTHING) -> Any:
    """A field with its header."""
    return _Given(header, default)


@dataclass_transform(eq_default=False, kw_only_default=True, frozen_default=True, field_specifiers=(column,))
class Record:
    """A frozen record of the fields that its class has annotations for; a key that it does not know is a fault.

    A field's value is of the class that its type names, or the type is a record, `tuple[X, ...]`, `dict[K, V]`, a
    Literal, `X | None` for what may be left out, or `Annotated[X, reader, ...]`: then what is given goes through the
    readers, and what comes out is an X. Raises UnfitError.
    """

    either: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Fields of which one must be given, though each may be left out."""
    alone: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Fields in all of which no two records of a table agree."""
    ditto: ClassVar[frozenset[str]] = frozenset()
    """Fields that a row of a table may take from the one above it, by a mark that says so."""
    shared: ClassVar[frozenset[str]] = frozenset()
    """Further fields that rows may share in one cell that is merged over them."""
    grouped_by: ClassVar[str] = ""
    """The field that the title of a group of rows may say for all of them."""
    named_by: ClassVar[tuple[str, ...]] = ()
    """Fields that make an id where a table has none; empty where it must have one."""
    told_apart_by: ClassVar[tuple[str, ...]] = ()
    """Fields that tell records apart which those of `named_by` do not."""
    proper_names: ClassVar[frozenset[str]] = frozenset()
    """Fields whose letters are nobody's to change."""

    _columns: ClassVar[tuple[Column, ...]] = ()
    _readers: ClassVar[Mapping[str, Reader]] = {}

    def __init_subclass__(cls) -> None:
        hints = get_type_hints(cls, include_extras=True)
        kinds = {key: kind for key, kind in hints.items() if get_origin(kind) is not ClassVar}
        columns = []
        for key in kinds:
            given = vars(cls).get(key)
            if isinstance(given, _Given):
                delattr(cls, key) if given.default is _NOTHING else setattr(cls, key, given.default)
            header = given.header if isinstance(given, _Given) else key
            columns.append(Column(key, header, not hasattr(cls, key)))
        cls._columns = tuple(columns)
        cls._readers = {key: reader(kind) for key, kind in kinds.items()}

    def __init__(self, /, **values: Any) -> None:
        made, wrongs = self.__dict__, list[Wrong]()
        for key, read in self._readers.items():
            if key in values:
                try:
                    value = read(values[key])
                except UnfitError as error:
                    wrongs += error.at(key)
                else:
                    if type(value) is Remarked:
                        self.remark(Wrong((key,), value.code, value.values))
                        value = value.value
                    made[key] = value
            elif not hasattr(self, key):
                wrongs.append(Wrong((key,), "missing-field", {}))
        if not values.keys() <= self._readers.keys():
            wrongs += (Wrong((key,), "unknown-field", {}) for key in values if key not in self._readers)
        if wrongs:
            raise UnfitError(*wrongs)
        self._check()

    def remark(self, *remarks: Wrong) -> None:
        """Keep what should be told of the record's values for `remarks_on`."""
        self.__dict__["_remarks"] = (*remarks_on(self), *remarks)

    def _check(self) -> None:
        """Raise UnfitError where the values do not go together."""

    @classmethod
    def mended(cls, values: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[Wrong, ...]]:
        """What is given for a record, where one value can be made whole by another; what to tell of that."""
        return values, ()

    def __setattr__(self, key: str, value: object) -> NoReturn:
        raise AttributeError(f"a record is frozen: {key}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and type(self) is type(other) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __repr__(self) -> str:
        said = zip(self._readers, map(repr, self._values()), strict=True)
        return f"{type(self).__name__}({', '.join(map('='.join, said))})"

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, key) for key in self._readers])


def remarks_on(record: Record) -> tuple[Wrong, ...]:
    """What should be told of how the record's values were read."""
    found: tuple[Wrong, ...] = vars(record).get("_remarks", ())
    return found


def columns(kind: type[Record]) -> tuple[Column, ...]:
    """The fields of a record as the columns of its table, in order."""
    return kind._columns


def record_of(kind: type[R], value: Any) -> R:
    """The record that a map gives. Raises UnfitError, also where it is no map."""
    if not isinstance(value, dict):
        raise unfit("wrong-value")
    return kind(**value)


def replaced(record: R, values: Mapping[str, Any]) -> R:
    """The record with other values, which are not looked at."""
    copy = object.__new__(type(record))
    copy.__dict__.update(vars(record), **values)
    return copy


def reader(kind: Any) -> Reader:
    """What reads values of a type, as `Record` has types."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        read: Reader = reduce(_then, parts[1:])
        return read
    if origin is Union or origin is UnionType:
        return reader(parts[0])
    if origin is tuple:
        return partial(_each, reader(parts[0]))
    if origin is dict:
        return partial(_mapped, reader(parts[0]), reader(parts[1]))
    if origin is Literal:
        return one_of(parts)
    return partial(record_of if issubclass(kind, Record) else _plain, kind)


def one_of(choices: tuple[str, ...]) -> Reader:
    """Reads one of these words."""

    def read(value: Any) -> Any:
        if value not in choices:
            *most, last = map(repr, choices)
            raise unfit("not-a-choice", choices=f"{', '.join(most)} or {last}")
        return value

    return read


def _then(first: Reader, second: Reader) -> Reader:
    return lambda value: second(first(value))


def _each(read: Reader, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise unfit("wrong-value")
    return tuple(_parts(read, enumerate(value)).values())


def _mapped(key: Reader, item: Reader, value: Any) -> dict[Any, Any]:
    if not isinstance(value, dict):
        raise unfit("wrong-value")
    return _parts(item, ((key(name), part) for name, part in value.items()))


def _parts(read: Reader, parts: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    made, wrongs = {}, list[Wrong]()
    for step, part in parts:
        try:
            made[step] = read(part)
        except UnfitError as error:
            wrongs += error.at(step)
    if wrongs:
        raise UnfitError(*wrongs)
    return made


def _plain(kind: type[Any], value: Any) -> Any:
    if kind is Decimal and type(value) is int:
        return Decimal(value)
    if not isinstance(value, kind):
        raise unfit("wrong-value")
    return value
