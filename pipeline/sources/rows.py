"""A table, whatever its file: a header and rows of text cells, read one at a time.

Cells come out as text in composed Unicode, outer blanks stripped; dates as `yyyy-mm-dd`, whole numbers without a
point. Rows without any text are passed over. A table of text, .xlsx or .ods is read afresh each time it is iterated,
so memory does not grow with its length; .xls, YAML and JSON are held whole. Tables and rows can be pickled: a table
goes as the place of its file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipeline.problems import Problem, UsageError, Where

MOST_ROWS = 1_048_576  # a worksheet holds no more
MOST_COLUMNS = 1_000
MOST_BYTES = 512 * 1024 * 1024  # of one file, unpacked
STRETCH = 1 << 20  # bytes that are read at once

Cell = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """What all rows of a table share: its file as it is shown, its sheet, the names of its columns.

    `lettered` says that cells have addresses, such as "C7". Where a row gives its cells in an order of its own,
    `columns` are the indexes of those that they stand in, -1 where a name has none. `part` counts the places that make
    up one table, from 0.
    """

    file: str
    sheet: str
    names: tuple[str, ...]
    lettered: bool = False
    columns: tuple[int, ...] = ()
    part: int = 0


class Row(NamedTuple):
    """One row: `values` are its cells in the order of the columns, "" where a cell is empty.

    `number` counts rows or lines from 1; `lines` are those of the cells where each has a line of its own. `faults` are
    those of the row as it stands in its file, whatever it says: a cell too many, an error in a cell.
    """

    origin: Origin
    number: int | None
    values: tuple[Cell, ...]
    faults: tuple[Problem, ...] = ()
    lines: tuple[int | None, ...] = ()

    @property
    def where(self) -> Where:
        """The place of the row."""
        return Where(self.origin.file, self.origin.sheet, self.number)

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells that are not empty, by the names of their columns."""
        named = zip(self.origin.names, self.values, strict=False)
        return {name: value for name, value in named if name and value != ""}

    def at(self, column: str) -> Where:
        """The place of a column's cell; the row's where there is no such column."""
        if column not in self.origin.names:
            return self.where
        index = self.origin.names.index(column)
        number = self.lines[index] if self.lines else self.number
        if self.origin.columns and (index := self.origin.columns[index]) < 0:
            return self.where
        cell = f"{letters(index)}{number}" if self.origin.lettered else ""
        return Where(self.origin.file, self.origin.sheet, number, cell)


def letters(index: int) -> str:
    """The letters of a worksheet's column, counted from 0: A, B, ... Z, AA."""
    name = ""
    while index >= 0:
        index, letter = divmod(index, 26)
        name = chr(ord("A") + letter) + name
        index -= 1
    return name


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file: `header` gives each column's name with the place of its cell; `rows` reads from the top.

    `stretches`, where it is known, goes through the file and tells for each stretch how many rows it has, at least and
    at most. `notices` say what of the file was passed over, such as macros.
    """

    path: Path
    shown_as: str
    header: tuple[tuple[str, Where], ...]
    rows: Callable[[], Iterator[Row]]
    stretches: Callable[[], Iterator[tuple[int, int]]] | None = None
    notices: tuple[Problem, ...] = ()

    def has(self, count: int) -> bool:
        """Whether there are so many rows; they are read where that cannot be told else. Raises what `rows` does."""
        known = are_enough(count, self.stretches()) if self.stretches is not None else None
        return next(islice(self.rows(), count - 1, None), None) is not None if known is None else known


def are_enough(count: int, stretches: Iterable[tuple[int, int]]) -> bool | None:
    """Whether stretches with so many rows, at least and at most, have `count` together; None where that is open."""
    least = most = 0
    for at_least, at_most in stretches:
        least, most = least + at_least, most + at_most
        if least >= count:
            return True
        if most >= 2 * count:  # what is left to count would not tell either
            return None
    return None if most >= count else False


def read_table(path: Path, *, shown_as: str = "", sheet: str = "") -> Table:
    """The table in `path` (what `open_sheets` reads, or .yaml/.yml, .json), shown to people as `shown_as`.

    Raises UsageError: "not-found", "unknown-format", "unreadable" and the like, when there is no table to read.
    """
    shown = shown_as or str(path)
    if not path.is_file():
        raise UsageError("not-found", Where(file=shown), path=shown)
    match path.suffix.lower():
        case ".yaml" | ".yml" | ".json":
            from pipeline.sources.tree import read_list

            return read_list(path, shown)
        case _:
            from pipeline.sources.tables import read_sheet

            return read_sheet(path, shown, sheet)
