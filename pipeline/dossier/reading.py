"""Rows -> typed records, each with its place, or the faults that stand against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pipeline.dossier.parts import Part, Tell
from pipeline.dossier.repeats import Repeats
from pipeline.dossier.seen import Seen
from pipeline.problems import LONG_NUMBER, Problem, VanbanError, Where
from pipeline.records import Campaign, Record, columns, notices_on, read_record
from pipeline.records.campaign import TONE_PLACEMENTS
from pipeline.sources import Row, Tree, are_enough, read_tree
from pipeline.vietnamese import fold, slug

if TYPE_CHECKING:
    from pipeline.letters import Manner

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """A sound record and the row that gave it; `notices` tell where that was not read as it is written."""

    record: R
    row: Row
    notices: tuple[Problem, ...] = ()

    @property
    def where(self) -> Where:
        """Where the record stands."""
        return replace(self.row.where, record=getattr(self.record, "id", ""))

    def at(self, key: str) -> Where:
        """The place of one of the record's fields."""
        return replace(self.row.at(key), record=getattr(self.record, "id", ""))


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row that gives no record: its id as far as it has one, its place, all that is wrong with it."""

    id: str
    where: Where
    problems: tuple[Problem, ...]


def _untold(_notice: Problem) -> None:
    """Take a notice that nobody is to hear."""


@dataclass(frozen=True, slots=True)
class Records(Generic[R]):
    """The records of one table, read afresh at each iteration.

    `problems` are those of its files and headings, `notices` what else is to be said of them. `tones` is where texts
    have their tone marks, other than names of persons and establishments: "old" (hòa), "new" (hoà), None as written.
    """

    kind: type[R]
    parts: tuple[Part, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    tones: "Manner | None" = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of a row's values."""
        kind: Any = self.kind  # a class is hashed as such, whatever its records' hash
        return _keys(kind)

    def __iter__(self) -> Iterator[Found[R] | Faulty]:
        return self.each(self.read)

    def each(
        self, read: Callable[[Row | Faulty], Found[R] | Faulty], tell: Tell = _untold
    ) -> Iterator[Found[R] | Faulty]:
        """What `read` makes of each row; one with the id of an earlier row is faulty.

        `tell` hears, too, of rows that seem to be about what an earlier row is about.
        """
        seen, repeats = Seen(), Repeats(self.kind.alone, self.keys)
        for row in self.rows(tell):
            item = read(row)
            if isinstance(row, Row):
                if fault := self.twice(row, slug(self.id_of(row)), seen):
                    known = item.problems if isinstance(item, Faulty) else ()
                    item = Faulty(self.id_of(row), item.where, (*known, fault))
                if repeated := repeats.first(row, mark_of(row)):
                    values = {"name": repeated.said, "first": str(self.place(repeated.first))}
                    tell(Problem(self._at(row, repeated.key), "told-twice", repeated.key, values))
            yield item

    def twice(self, row: Row, id: str, seen: Seen) -> Problem | None:
        """The fault of a row whose id (given in ASCII) an earlier row has."""
        if not id or (first := seen.first(id, mark_of(row))) is None:
            return None
        return Problem(self._at(row, "id"), "id-twice", "id", {"id": self.id_of(row), "first": str(self.place(first))})

    def place(self, mark: int) -> Where:
        """The place of the row with a mark."""
        origin = self.parts[mark >> _NUMBER].origin
        return Where(origin.file, origin.sheet, mark & (1 << _NUMBER) - 1)

    def rows(self, tell: Tell = _untold) -> Iterator[Row | Faulty]:
        """The rows of all parts as they stand there; where a file breaks off, an item says so. `tell` takes notices."""
        for part in self.parts:
            try:
                for row in part.rows(tell):
                    yield row if isinstance(row, Row) else Faulty("", row.where, (row,))
            except VanbanError as error:  # what stands above was read
                yield Faulty("", error.problem.where, (error.problem,))

    def has(self, count: int) -> bool:
        """Whether there are so many rows, before a file breaks off; they are read only where there may be."""
        try:
            known = are_enough(count, chain.from_iterable(part.stretches() for part in self.parts))
        except VanbanError:
            known = None
        return next(islice(self.rows(), count - 1, None), None) is not None if known is None else known

    def read(self, row: Row | Faulty) -> Found[R] | Faulty:
        """The record that a row gives, or all that is wrong with it."""
        if isinstance(row, Faulty):
            return row
        keys = self.keys
        values = {key: value for key, value in zip(keys, row.values, strict=True) if value != ""}
        if manner := self.tones:
            given = values.items()
            values = {key: v if key in self.kind.proper_names else _toned(v, manner) for key, v in given}
        at = lambda path: self._at(row, str(path[0]) if path else "")  # noqa: E731
        read = read_record(self.kind, values, at)
        if not isinstance(read, tuple):
            if not row.faults:
                return Found(read, row, notices_on(read, at))
            read = ()
        without = {key for key, column in zip(keys, row.origin.columns, strict=True) if column < 0}
        told = {key for fault in row.faults for key in fault.field.split(", ")}
        said = (p for p in read if p.field not in told and not (p.code == "missing-field" and p.field in without))
        problems = (*row.faults, *said)
        id = self.id_of(row)
        return Faulty(id, replace(row.where, record=id), problems)

    def id_of(self, row: Row | Faulty) -> str:
        """The id that a row gives, as it is written; empty where there is none that may be told."""
        if isinstance(row, Faulty):
            return row.id
        keys = self.keys
        given = str(row.values[keys.index("id")]) if "id" in keys else ""
        return "" if LONG_NUMBER.search(given) else given

    def _at(self, row: Row, key: str) -> Where:
        return replace(row.at(key) if key else row.where, record=self.id_of(row))


@cache
def _keys(kind: Any) -> tuple[str, ...]:
    return tuple(column.key for column in columns(kind))


_NUMBER = 21  # bits of a row's number, beside which the number of its part stands


def mark_of(row: Row) -> int:
    """A number that tells a row from all others of its table."""
    return row.origin.part << _NUMBER | (row.number or 0)


def read_campaign(path: Path, shown: str) -> tuple[Campaign | None, Tree | None, tuple[Problem, ...]]:
    """The campaign in `dossier.yaml`, with its tree of lines; None and the faults where it is not sound."""
    try:
        tree = read_tree(path, shown_as=shown)
    except VanbanError as error:
        return None, None, (error.problem,)
    values = _without_nothing(tree.value)
    if isinstance(values, dict) and (manner := TONE_PLACEMENTS.get(fold(str(values.get("tone_placement"))))):
        values = _toned(values, manner)
    read = read_record(Campaign, values, tree.at)
    return (None, tree, read) if isinstance(read, tuple) else (read, tree, ())


def _toned(value: Any, manner: "Manner") -> Any:
    """The texts in a value with their tone marks in one place."""
    from pipeline.letters import place_tones

    if isinstance(value, str):
        return place_tones(value, manner)
    if isinstance(value, dict):
        return {key: _toned(item, manner) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_toned(item, manner) for item in value)
    return value


def _without_nothing(value: Any) -> Any:
    """The tree without keys whose value is left empty: an empty key is an absent one."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    return value
