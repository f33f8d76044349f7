"""CSV: UTF-8 with or without a byte order mark, separated by comma, semicolon or tab."""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.rows import MOST_COLUMNS, MOST_ROWS, Row, Table
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

    def rows() -> Iterator[Row]:
        for number, values in _lines(path, shown, separator):
            if number > start:
                where = Where(file=shown, row=number)
                cells = {n: v for n, v in zip(names, values, strict=False) if n and v}
                surplus = " ".join(values[len(names) :]).strip()
                faults = (Problem(where, "row-too-long"),) if surplus else ()
                yield Row(where, cells, partial(_row, where), faults)

    return Table(path, shown, header, rows)


def _row(where: Where, _column: str) -> Where:
    return where


def _separator(path: Path, shown: str) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            sample = file.readline(64 * 1024)
    except UnicodeDecodeError as error:
        raise UsageError("not-text", Where(file=shown), path=shown) from error
    except OSError as error:
        raise UsageError("unreadable", Where(file=shown), path=shown, reason=error.strerror or "") from error
    return max(SEPARATORS, key=sample.count)


def _lines(path: Path, shown: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of every line that holds text."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=separator, strict=True)
            line = 1
            for values in reader:
                if line > MOST_ROWS or len(values) > MOST_COLUMNS:
                    raise UsageError("table-too-large", Where(file=shown, row=line), path=shown)
                cells = [compose(value).strip() for value in values]
                if any(cells):
                    yield line, cells
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise UsageError("not-text", Where(file=shown), path=shown) from error
    except csv.Error as error:
        raise UsageError("not-csv", Where(file=shown, row=line), path=shown) from error
