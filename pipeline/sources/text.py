"""Tables as text: cells separated by comma, semicolon or tab (RFC 4180, and what Excel makes of it)."""

import csv
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TextIO
from unicodedata import is_normalized

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.encodings import encoding_of
from pipeline.sources.rows import MOST_COLUMNS, MOST_ROWS, STRETCH
from pipeline.sources.sheets import RawRow, Sheet, Sheets
from pipeline.vietnamese import compose

SEPARATORS = ",;\t"
_SAMPLE_LINES = 40
_SAMPLE = 64 * 1024  # characters
_LONGEST = 4 * 1024 * 1024  # characters of a line
_NAMED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # the first line by which Excel knows the separator
_BETWEEN = "\x1f"
_SIGNS = tuple(f"{_BETWEEN}{sign}" for sign in "=+-@")
# What a spreadsheet would reckon: anything behind "=", else a function, a reference to a cell, a call to a program.
_FORMULA = re.compile(
    r"=.|[+@-].*(?:(?<!\w)[A-Z][A-Z0-9.]+\(|\w\|\S.*!)|[+@-]\$?[A-Z]{1,3}\$?\d+(?:[-+*/^:!].*)?$", re.DOTALL
)


def text_sheets(path: Path, shown: str) -> Sheets:
    """The one sheet of a text file, with a notice where it is in Windows-1258.

    Raises UsageError "not-text", "unreadable".
    """
    with _reading(shown):
        encoding = encoding_of(path)
        with path.open(encoding=encoding, newline="") as file:
            separator, skipped = _separator(file.read(_SAMPLE))
    old = (Problem(Where(file=shown), "text-windows-1258", values={"path": shown}),) if encoding == "cp1258" else ()
    return Sheets((TextSheet(path, shown, encoding=encoding, separator=separator, skipped=skipped),), old)


def _separator(sample: str) -> tuple[str, int]:
    """The separator, and how many lines at the top only name it.

    Where none is named, it is the one that gives the most lines the same number of cells.
    """
    if named := _NAMED.match(sample):
        return named[1], 1
    lines = sample.splitlines()[:_SAMPLE_LINES]

    def likeness(separator: str) -> tuple[int, int]:
        lengths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if len(cells) > 1)
        return max(((count, length) for length, count in lengths.items()), default=(0, 0))

    return max(SEPARATORS, key=likeness), 0


@dataclass(frozen=True, slots=True)
class TextSheet(Sheet):
    """The lines of a text file."""

    encoding: str = "utf-8"
    separator: str = ","
    skipped: int = 0  # lines at the top

    lettered: ClassVar[bool] = False

    def rows(self) -> Iterator[RawRow]:
        """The lines that hold text; of a cell with several lines, the number of the first."""
        line = 1
        with _reading(self.shown_as, lambda: line), self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(_lines(file, self.shown_as), delimiter=self.separator, strict=True)
            for values in reader:
                if line > MOST_ROWS or len(values) > MOST_COLUMNS:
                    raise UsageError("table-too-large", self.at(line), path=self.shown_as)
                composed = is_normalized("NFC", "".join(values))
                cells = list(map(str.strip, values if composed else map(compose, values)))
                if line > self.skipped and any(cells):
                    yield RawRow(line, cells)
                line = reader.line_num + 1

    def stretches(self) -> Iterator[tuple[int, int]]:
        """At most: the line ends; where the last line has none, one more. Rows may have any number of lines."""
        with self.path.open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return
            file.seek(-1, os.SEEK_END)
            yield 0, 0 if file.read(1) in b"\r\n" else 1
            file.seek(0)
            while stretch := file.read(STRETCH):
                yield 0, stretch.count(b"\n") + stretch.count(b"\r") - stretch.count(b"\r\n")

    def faults(self, row: RawRow, names: Sequence[str]) -> tuple[Problem, ...]:
        """The cells that hold an error, and those that a spreadsheet would take for a formula."""
        faults = Sheet.faults(self, row, names)
        joined = _BETWEEN + _BETWEEN.join(row.texts)
        if any(sign in joined for sign in _SIGNS):
            where = self.at(row.number)
            faults += tuple(
                Problem(where, "cell-formula", name, {"value": text})
                for name, text in zip(names, row.texts, strict=False)
                if name and _FORMULA.match(text)
            )
        return faults


def _lines(file: TextIO, shown: str) -> Iterator[str]:
    while line := file.readline(_LONGEST):
        if len(line) == _LONGEST:
            raise UsageError("table-too-large", Where(file=shown), path=shown)
        yield line


@contextmanager
def _reading(shown: str, line: Callable[[], int | None] = lambda: None) -> Iterator[None]:
    """Turn what reading may raise into a UsageError."""
    try:
        yield
    except UnicodeError as error:
        raise UsageError("not-text", Where(file=shown), path=shown) from error
    except csv.Error as error:
        raise UsageError("not-csv", Where(file=shown, row=line()), path=shown) from error
    except OSError as error:
        raise UsageError("unreadable", Where(file=shown), path=shown, reason=error.strerror or "") from error
