"""The sheets of a file as they lie in it, whatever the format: every row that holds something, no header looked for.

Cells are text as in `rows`. What an office must type anew stands as a text of its own in its cell (`FAULTY`), and
`Sheet.faults` says which. Sheets can be pickled: they hold the place of their file, which is read afresh each time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.rows import letters
from pipeline.sources.serials import LOST_DIGITS

CALLS_OUT = "formula-calls-out"  # the code of a fault, whatever value was saved with it
NOT_RECKONED = "#FORMULA!"  # stands for a formula whose value was never saved

_ERRORS = (
    "#NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A #GETTING_DATA #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! "
    "#UNKNOWN! #EXTERNAL! #PYTHON!"
)
FAULTY: Mapping[str, str] = {
    **dict.fromkeys(_ERRORS.split(), "cell-error"),
    NOT_RECKONED: "formula-without-value",
    LOST_DIGITS: "number-too-long",
}
"""The code of the fault that each of these texts is in a cell."""
_FAULTY = frozenset(FAULTY)

# What a formula may ask of programs and of the web: cmd|'/c calc'!A0, WEBSERVICE; and of other files: [1]Sheet!A1.
_PROGRAM = r"\w\|(?:'[^']*'|\w+)!|\b(?:WEBSERVICE|RTD|DDE|CALL|REGISTER\.ID)\(|'(?:https?|ftp):"
_OUTSIDE = re.compile(rf"({_PROGRAM})|\[\d+\]|'file:", re.IGNORECASE)

_NOTHING: Mapping[int, str] = {}


class RawRow(NamedTuple):
    """A row that holds something: its number from 1, the texts of its cells from column A on.

    `fonts` names the font of each cell, by its column from 0, that is set in one made for an encoding before Unicode
    (.VnTime, VNI-Times): what its text says may have to be decoded. `outside` gives the code of what is to be told of
    each cell, by its column, whose formula asks programs, the web or other files: none is asked, the value is read that
    was saved last.
    """

    number: int
    texts: list[str]
    hidden: bool = False
    fonts: Mapping[int, str] = _NOTHING
    outside: Mapping[int, str] = _NOTHING


def asked_outside(formula: str) -> str:
    """The code of what is to be told of a formula that asks programs, the web or other files; "" of any other."""
    found = _OUTSIDE.search(formula)
    return ("formula-outside" if found[1] is None else CALLS_OUT) if found else ""


class Range(NamedTuple):
    """Cells that are merged into one: rows from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


class Layout(NamedTuple):
    """How a sheet is laid out besides its rows: merged cells, and the columns (from 0) that are hidden."""

    merges: tuple[Range, ...] = ()
    hidden_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the file at `path`, which people know as `shown_as`; `name` is empty where the file is one table.

    What reads the file raises UsageError where it cannot be read, once the rows above have come out.
    """

    path: Path
    shown_as: str
    name: str = ""
    hidden: bool = False

    lettered: ClassVar[bool] = True  # whether cells have addresses, such as "C7"

    def rows(self) -> Iterator[RawRow]:
        """The rows from the top."""
        raise NotImplementedError

    def layout(self) -> Layout:
        """Merged cells and hidden columns; the file is gone through for it."""
        return Layout()

    def stretches(self) -> Iterator[tuple[int, int]]:
        """How many rows each stretch of the file has, at least and at most; quicker than to read them."""
        return ((1, 1) for _row in self.rows())

    def at(self, number: int, column: int | None = None) -> Where:
        """The place of a row, or of its cell in a column counted from 0."""
        cell = f"{letters(column)}{number}" if self.lettered and column is not None else ""
        return Where(self.shown_as, self.name, number, cell)

    def faults(self, row: RawRow, names: Sequence[str]) -> tuple[Problem, ...]:
        """What is wrong with the cells of a row, whatever they should say, in the columns named in `names`."""
        if _FAULTY.isdisjoint(row.texts) and not row.outside:
            return ()
        found = (
            (column, CALLS_OUT if row.outside.get(column) == CALLS_OUT else FAULTY.get(text), text)
            for column, text in enumerate(row.texts[: len(names)])
        )
        return tuple(
            Problem(self.at(row.number, column), code, names[column], {"value": text})
            for column, code, text in found
            if code and names[column]
        )


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file holds: its sheets in the order of their tabs, and `notices` of what was passed over in reading it."""

    sheets: tuple[Sheet, ...]
    notices: tuple[Problem, ...] = ()


def open_sheets(path: Path, *, shown_as: str = "") -> Sheets:
    """The sheets of a workbook (.xlsx, .xlsm, .xls, .ods) or of a text file (.csv, .tsv, .txt).

    What the file is, its bytes say; a notice tells where its name says something else.

    Raises UsageError: "not-found", "unreadable", "unknown-format", "not-a-workbook" and whatever else says why there is
    nothing to read.
    """
    from pipeline.sources.kinds import kind_of

    shown = shown_as or str(path)
    if not path.is_file():
        raise UsageError("not-found", Where(file=shown), path=shown)
    kind, notices = kind_of(path, shown)
    match kind:
        case "xlsx":
            from pipeline.sources.xlsx import xlsx_sheets as read
        case "xls":
            from pipeline.sources.xls import xls_sheets as read
        case "ods":
            from pipeline.sources.ods import ods_sheets as read
        case _:
            from pipeline.sources.text import text_sheets as read
    found = read(path, shown)
    return Sheets(found.sheets, notices + found.notices)
