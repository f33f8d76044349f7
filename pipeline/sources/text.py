"""CSV: UTF-8 with or without a byte order mark, separated by comma, semicolon or tab."""

import csv
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from unicodedata import is_normalized

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.rows import MOST_COLUMNS, MOST_ROWS, STRETCH, Origin, Row, Table
from pipeline.vietnamese import compose

SEPARATORS = ",;\t"


def read_csv(path: Path, shown: str) -> Table:
    """The table of a CSV file. Its first line with text is the header.

    Raises UsageError "not-text" where the bytes are not UTF-8 text and "empty-table" where there is no header.
    """
    separator = _separator(path, shown)
    first = next(_lines(path, shown, separator), None)
    if first is None:
        raise UsageError("empty-table", Where(file=shown), path=shown)
    start, names = first
    header = tuple((name, Where(file=shown, row=start)) for name in names)
    origin = Origin(shown, "", names)
    return Table(path, shown, header, partial(_rows, path, origin, separator), partial(_stretches, path))


def _stretches(path: Path) -> Iterator[tuple[int, int]]:
    """At most: the line ends but for the header's; the last line may have none. Rows may have any number of lines."""
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        yield 0, -1 if file.read(1) in b"\r\n" else 0
        file.seek(0)
        while stretch := file.read(STRETCH):
            yield 0, stretch.count(b"\n") + stretch.count(b"\r") - stretch.count(b"\r\n")


def _rows(path: Path, origin: Origin, separator: str) -> Iterator[Row]:
    lines = _lines(path, origin.file, separator)
    next(lines, None)  # the header
    columns = len(origin.names)
    for number, values in lines:
        if len(values) > columns and any(values[columns:]):
            fault = Problem(Where(file=origin.file, row=number), "row-too-long")
            yield Row(origin, number, values[:columns], (fault,))
        else:
            yield Row(origin, number, values[:columns])


def _separator(path: Path, shown: str) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            sample = file.readline(64 * 1024)
    except UnicodeDecodeError as error:
        raise UsageError("not-text", Where(file=shown), path=shown) from error
    except OSError as error:
        raise UsageError("unreadable", Where(file=shown), path=shown, reason=error.strerror or "") from error
    return max(SEPARATORS, key=sample.count)


def _lines(path: Path, shown: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """(line number, cells) of every line that holds text."""
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=separator, strict=True)
            for values in reader:
                if line > MOST_ROWS or len(values) > MOST_COLUMNS:
                    raise UsageError("table-too-large", Where(file=shown, row=line), path=shown)
                composed = is_normalized("NFC", "".join(values))
                cells = tuple(map(str.strip, values if composed else map(compose, values)))
                if any(cells):
                    yield line, cells
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise UsageError("not-text", Where(file=shown), path=shown) from error
    except csv.Error as error:
        raise UsageError("not-csv", Where(file=shown, row=line), path=shown) from error
    except OSError as error:
        raise UsageError("unreadable", Where(file=shown), path=shown, reason=error.strerror or "") from error
