"""Tables and `dossier.yaml` -> typed records, each with its place, or the faults that stand against it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.dossier.seen import Seen
from pipeline.problems import LONG_NUMBER, Problem, VanbanError, Where
from pipeline.records import Campaign, Record, columns, key_of, notices_on, read_record
from pipeline.sources import Row, Table, Tree, read_table, read_tree
from pipeline.vietnamese import fold, slug

R = TypeVar("R", bound=Record)

SUFFIXES = (".xlsx", ".csv", ".yaml", ".yml", ".json")
ROW_NUMBERS = ("stt", "so thu tu", "tt")  # columns that only count the rows


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """A sound record and the row that gave it; `keys` are those of the row's columns, "" where a column is none.

    `notices` tell how the row was read, where that was not as it is written.
    """

    record: R
    row: Row
    keys: tuple[str, ...]
    notices: tuple[Problem, ...] = ()

    @property
    def where(self) -> Where:
        """Where the record stands."""
        return _place(self.row, getattr(self.record, "id", ""))

    def at(self, key: str) -> Where:
        """The place of one of the record's fields."""
        return _place(self.row, getattr(self.record, "id", ""), self.keys, key)


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row that gives no record: its id as far as it has one, its place, all that is wrong with it."""

    id: str
    where: Where
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Records(Generic[R]):
    """The records of one table, read afresh at each iteration.

    `problems` are those of its header, `keys` those of its columns ("" where a column is none), `missing` those of
    columns that should be there.
    """

    kind: type[R]
    table: Table | None
    problems: tuple[Problem, ...] = ()
    keys: tuple[str, ...] = ()
    missing: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[Found[R] | Faulty]:
        return self.each(self.read)

    def each(self, read: Callable[[Row | Faulty], Found[R] | Faulty]) -> Iterator[Found[R] | Faulty]:
        """What `read` makes of each row; one with the id of an earlier row is faulty."""
        seen = Seen()
        for row in self.rows():
            item = read(row)
            id = slug(self.id_of(row))
            if isinstance(row, Row) and id and (first := seen.first(id, row.number or 0)) is not None:
                known = item.problems if isinstance(item, Faulty) else ()
                item = Faulty(self._id(row), item.where, (*known, self.twice(row, first)))
            yield item

    def rows(self) -> Iterator[Row | Faulty]:
        """The rows as they stand in the file; where it breaks off, a last item says so."""
        try:
            yield from self.table.rows() if self.table else ()
        except VanbanError as error:  # what stands above was read
            yield Faulty("", error.problem.where, (error.problem,))

    def has(self, count: int) -> bool:
        """Whether there are so many rows, before the file breaks off."""
        try:
            return self.table is not None and self.table.has(count)
        except VanbanError:
            return False

    def read(self, row: Row | Faulty) -> Found[R] | Faulty:
        """The record that a row gives, or all that is wrong with it."""
        if isinstance(row, Faulty):
            return row
        values = {key: value for key, value in zip(self.keys, row.values, strict=False) if key and value != ""}
        at = lambda path: self._at(row, str(path[0]) if path else "")  # noqa: E731
        read = read_record(self.kind, values, at)
        if not row.faults and not isinstance(read, tuple):
            return Found(read, row, self.keys, notices_on(read, at))
        problems = row.faults + (read if isinstance(read, tuple) else ())
        problems = tuple(p for p in problems if not (p.code == "missing-field" and p.field in self.missing))
        id = self._id(row)
        return Faulty(id, _place(row, id), problems)

    def twice(self, row: Row, first: int) -> Problem:
        """The fault of a row whose id, in whatever spelling, the row of number `first` has."""
        values = {"id": self._id(row), "first": str(row._replace(number=first).where)}
        return Problem(self._at(row, "id"), "id-twice", "id", values)

    def id_of(self, row: Row | Faulty) -> str:
        """The id that a row gives, as it is written; empty where there is none that may be told."""
        return row.id if isinstance(row, Faulty) else self._id(row)

    def _id(self, row: Row) -> str:
        """The row's id, which names a file and stands in messages; none where a personal number takes its place."""
        try:
            given = str(row.values[self.keys.index("id")])
        except (ValueError, IndexError):  # no such column, or the row ends before it
            return ""
        return "" if LONG_NUMBER.search(given) else given

    def _at(self, row: Row, key: str) -> Where:
        return _place(row, self._id(row), self.keys, key)


def _place(row: Row, id: str, keys: tuple[str, ...] = (), key: str = "") -> Where:
    """The place of the field `key` of the record in a row; that of the row where the field has no column."""
    where = row.at(row.origin.names[keys.index(key)]) if key and key in keys else row.where
    return replace(where, record=id)


def open_table(folder: Path, name: str, kind: type[R], shown: str) -> Records[R]:
    """The records of the table `name` in `folder`; none, and a fault, where there is no such table or two of them."""
    files = [folder / (name + suffix) for suffix in SUFFIXES if (folder / (name + suffix)).is_file()]
    here = Where(file=f"{shown}/{name}")
    if len(files) > 1:
        values = {"files": ", ".join(file.name for file in files)}
        return Records(kind, None, (Problem(here, "table-twice", name, values),))
    if not files:
        values = {"name": name, "suffixes": ", ".join(SUFFIXES)}
        return Records(kind, None, (Problem(here, "no-table", name, values),))
    try:
        table = read_table(files[0], shown_as=f"{shown}/{files[0].name}")
    except VanbanError as error:
        return Records(kind, None, (error.problem,))
    return _with_keys(kind, table)


def _with_keys(kind: type[R], table: Table) -> Records[R]:
    """Match the header with the record's columns; what does not match is a fault of the header."""
    keys: list[str] = []
    problems: list[Problem] = []
    for name, where in table.header:
        ignored = not name or fold(name) in ROW_NUMBERS
        key = "" if ignored else key_of(kind, name) or ""
        if key and key in keys:
            problems.append(Problem(where, "column-twice", key, {"name": name}))
            key = ""
        elif not key and not ignored:
            problems.append(Problem(where, "unknown-column", name, {"name": name, "near": _near(kind, name)}))
        keys.append(key)
    any_of = {key for group in kind.either if not set(group) & set(keys) for key in group[:1]}
    missing = [c for c in columns(kind) if c.key not in keys and (c.required or c.key in any_of)]
    top = table.header[0][1] if table.header else Where(file=table.shown_as)
    header = Where(top.file, top.sheet, top.row)
    if table.header:
        problems += (Problem(header, "missing-column", c.key, {"header": c.header, "key": c.key}) for c in missing)
    return Records(kind, table, tuple(problems), tuple(keys), frozenset(c.key for c in missing))


def _near(kind: type[Record], name: str) -> str:
    from difflib import get_close_matches

    headers = {fold(c.header): c.header for c in columns(kind)} | {c.key: c.key for c in columns(kind)}
    close = get_close_matches(fold(name), headers, n=1, cutoff=0.75)
    return headers[close[0]] if close else ", ".join(c.header for c in columns(kind))


def read_campaign(path: Path, shown: str) -> tuple[Campaign | None, Tree | None, tuple[Problem, ...]]:
    """The campaign in `dossier.yaml`, with its tree of lines; None and the faults where it is not sound."""
    try:
        tree = read_tree(path, shown_as=shown)
    except VanbanError as error:
        return None, None, (error.problem,)
    read = read_record(Campaign, _without_nothing(tree.value), tree.at)
    return (None, tree, read) if isinstance(read, tuple) else (read, tree, ())


def _without_nothing(value: Any) -> Any:
    """The tree without keys whose value is left empty: an empty key is an absent one."""
    if isinstance(value, dict):
        return {key: _without_nothing(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nothing(item) for item in value]
    return value
