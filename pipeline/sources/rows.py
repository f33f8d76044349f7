"""A table, whatever its file: a header and rows of text cells, read one at a time.

Cells come out as text in composed Unicode, outer blanks stripped; dates as `yyyy-mm-dd`, whole numbers without a
point. Rows without any text are passed over. A table of CSV or .xlsx is read afresh each time it is iterated, so memory
does not grow with its length; YAML and JSON are held whole.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.problems import Problem, UsageError, Where

MOST_ROWS = 1_048_576  # a worksheet holds no more
MOST_COLUMNS = 1_000
MOST_BYTES = 512 * 1024 * 1024  # of one file, unpacked


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the text of each named column that is not empty; `at` gives the place of a column's cell.

    `faults` are those of the row as it stands in its file, whatever it says: a cell too many, an error in a cell.
    """

    where: Where
    cells: Mapping[str, str | tuple[str, ...]]
    at: Callable[[str], Where]
    faults: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file: `header` gives each column's name with the place of its cell; `rows` reads from the top."""

    path: Path
    shown_as: str
    header: tuple[tuple[str, Where], ...]
    rows: Callable[[], Iterator[Row]]


def read_table(path: Path, *, shown_as: str = "", sheet: str = "") -> Table:
    """The table in `path` (.csv, .xlsx, .yaml/.yml, .json), shown to people as `shown_as` (the path, unless given).

    Raises UsageError: "not-found", "unknown-format", "unreadable-table" and the like, when there is no table to read.
    """
    shown = shown_as or str(path)
    if not path.is_file():
        raise UsageError("not-found", Where(file=shown), path=shown)
    match path.suffix.lower():
        case ".csv":
            from pipeline.sources.text import read_csv

            return read_csv(path, shown)
        case ".xlsx":
            from pipeline.sources.workbook import read_xlsx

            return read_xlsx(path, shown, sheet)
        case ".yaml" | ".yml" | ".json":
            from pipeline.sources.tree import read_list

            return read_list(path, shown)
        case other:
            raise UsageError("unknown-format", Where(file=shown), path=shown, suffix=other or path.name)
