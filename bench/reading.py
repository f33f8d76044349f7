"""How long `vanban validate` takes for a workbook of 100,000 businesses, against openpyxl that only reads its cells."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from bench.businesses import COLUMNS, SETTINGS, TITLE, businesses
from bench.figures import Figure, ratios
from bench.sheets import write_table
from bench.templates import DOSSIER
from pipeline.dossier import load

COUNT, ROUNDS = 100_000, 3
LEFT_OUT = {"tax_code", "certificate", "current_residence", "rooms", "workers", "note", "topics", "signed_on"}
OURS, THEIRS = "vanban validate", "openpyxl, read-only mode"


def main(count: int = COUNT) -> Iterator[Figure]:
    """The same sheet of 15 columns; ours opens the dossier, reads every cell, checks every record and its relations."""
    with tempfile.TemporaryDirectory() as place:
        folder = dossier(Path(place, DOSSIER.name), count)
        path = folder / "businesses.xlsx"
        times: dict[str, list[list[float]]] = {OURS: [], THEIRS: []}
        for turn in range(2 * ROUNDS):
            name, read = ((OURS, validated), (THEIRS, read_only))[(turn + turn // 2) % 2]
            start = time.perf_counter()
            read(path, count)
            times[name].append([time.perf_counter() - start])
        value, spread = ratios(times[OURS], times[THEIRS])
        middle = sorted(taken for (taken,) in times[OURS])[ROUNDS // 2]
        yield Figure(OURS, value, f"× {THEIRS}", spread, most=1.0, note=f"{1e6 * middle / count:.0f} µs a row")


def dossier(folder: Path, count: int) -> Path:
    """The sample dossier with so many businesses of 15 columns."""
    shutil.copytree(DOSSIER, folder, ignore=shutil.ignore_patterns("businesses.*"))
    asked = tuple(column for column in COLUMNS if column.key not in LEFT_OUT)
    rows = ({**row, "name": f"{row['name']} {n}"} for n, row in enumerate(businesses(SETTINGS[DOSSIER.name], count)))
    write_table(folder / "businesses.xlsx", TITLE, asked, rows)
    return folder


def validated(path: Path, _count: int) -> None:
    """Read and check the dossier, all of whose businesses must be sound."""
    loaded = load(path.parent)
    assert not loaded.problems, loaded.problems[:3]


def read_only(path: Path, count: int) -> None:
    """Have openpyxl read every cell; so many rows must stand below the title and the header."""
    book = load_workbook(path, read_only=True)
    assert sum(1 for _row in book.active.iter_rows(values_only=True)) == count + 2
    book.close()
