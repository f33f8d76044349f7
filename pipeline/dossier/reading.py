"""Tables and `dossier.yaml` -> typed records, each with its place, or the faults that stand against it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.problems import LONG_NUMBER, Problem, VanbanError, Where
from pipeline.records import Campaign, Record, columns, key_of, read_record
from pipeline.sources import Row, Table, Tree, read_table, read_tree
from pipeline.vietnamese import fold, slug

R = TypeVar("R", bound=Record)

SUFFIXES = (".xlsx", ".csv", ".yaml", ".yml", ".json")
ROW_NUMBERS = ("stt", "so thu tu", "tt")  # columns that only count the rows


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """A sound record and where it stands; `at` gives the place of one of its fields."""

    record: R
    where: Where
    at: Callable[[str], Where]


@dataclass(frozen=True, slots=True)
class Faulty:
    """A row that gives no record: its id as far as it has one, its place, all that is wrong with it."""

    id: str
    where: Where
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Records(Generic[R]):
    """The records of one table, read afresh at each iteration; `problems` are those of its header."""

    kind: type[R]
    table: Table | None
    problems: tuple[Problem, ...]
    keys: Mapping[str, str]
    missing: frozenset[str]

    def __iter__(self) -> Iterator[Found[R] | Faulty]:
        seen: dict[str, Where] = {}
        try:
            for row in self.table.rows() if self.table else ():
                yield self._read(row, seen)
        except VanbanError as error:  # the file breaks off: what stands above was read
            yield Faulty("", error.problem.where, (error.problem,))

    def _read(self, row: Row, seen: dict[str, Where]) -> Found[R] | Faulty:
        values = {key: row.cells[name] for name, key in self.keys.items() if name in row.cells}
        given = str(values.get("id", ""))
        id = "" if LONG_NUMBER.search(given) else given  # it names a file and stands in messages
        where = Where(row.where.file, row.where.sheet, row.where.row, record=id)
        names = {key: name for name, key in self.keys.items()}

        def at(key: str) -> Where:
            return replace(row.at(names[key]), record=id) if key in names else where

        read = read_record(self.kind, values, lambda path: at(str(path[0])) if path else where)
        problems = row.faults + (read if isinstance(read, tuple) else ())
        problems = tuple(p for p in problems if not (p.code == "missing-field" and p.field in self.missing))
        if id and (first := seen.setdefault(slug(id), where)) is not where:
            problems += (Problem(at("id"), "id-twice", "id", {"id": id, "first": str(first)}),)
        if problems or isinstance(read, tuple):
            return Faulty(id, where, problems)
        return Found(read, where, at)


def open_table(folder: Path, name: str, kind: type[R], shown: str) -> Records[R]:
    """The records of the table `name` in `folder`; none, and a fault, where there is no such table or two of them."""
    files = [folder / (name + suffix) for suffix in SUFFIXES if (folder / (name + suffix)).is_file()]
    here = Where(file=f"{shown}/{name}")
    if len(files) > 1:
        values = {"files": ", ".join(file.name for file in files)}
        return Records(kind, None, (Problem(here, "table-twice", name, values),), {}, frozenset())
    if not files:
        values = {"name": name, "suffixes": ", ".join(SUFFIXES)}
        return Records(kind, None, (Problem(here, "no-table", name, values),), {}, frozenset())
    try:
        table = read_table(files[0], shown_as=f"{shown}/{files[0].name}")
    except VanbanError as error:
        return Records(kind, None, (error.problem,), {}, frozenset())
    return _with_keys(kind, table)


def _with_keys(kind: type[R], table: Table) -> Records[R]:
    """Match the header with the record's columns; what does not match is a fault of the header."""
    keys: dict[str, str] = {}
    problems: list[Problem] = []
    for name, where in table.header:
        key = key_of(kind, name)
        if not name or fold(name) in ROW_NUMBERS:
            continue
        if key is None:
            problems.append(Problem(where, "unknown-column", name, {"name": name, "near": _near(kind, name)}))
        elif key in keys.values():
            problems.append(Problem(where, "column-twice", key, {"name": name}))
        else:
            keys[name] = key
    missing = [c for c in columns(kind) if c.required and c.key not in keys.values()]
    top = table.header[0][1] if table.header else Where(file=table.shown_as)
    header = Where(top.file, top.sheet, top.row)
    if table.header:
        problems += (Problem(header, "missing-column", c.key, {"header": c.header, "key": c.key}) for c in missing)
    return Records(kind, table, tuple(problems), keys, frozenset(c.key for c in missing))


def _near(kind: type[Record], name: str) -> str:
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
