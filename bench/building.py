"""Whole builds from a workbook, every document checked, against a plain docxtpl loop that checks nothing."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench.businesses import COLUMNS, SETTINGS, TITLE, businesses
from bench.figures import Figure, ratios
from bench.racing import words, work_folder
from bench.sheets import write_table
from bench.templates import DOSSIER, built_in
from bench.word_saving import as_word_saves
from pipeline.press import template_folder

COUNT = 100_000
ROUNDS = 5  # of the smaller build; the larger one is made once
MANY, VERY_MANY = 10_000, 100_000  # rows from which on builds, and second builds, are held to what is wanted
SAMPLE = 200  # rows that the plain loop is timed with
KIND = "commitment"
JOBS = (1, 2)
OWN, BUILT_IN = "own template, saved by Word", "built-in template"


def main(*, count: int = COUNT) -> Iterator[Figure]:
    """A tenth of the businesses in rounds, then all of them once, and once more with nothing to do."""
    with work_folder() as folder:
        for number, rounds in ((count // 10, ROUNDS), (count, 1)):
            table = businesses_in(folder / f"{number}.xlsx", number)
            for name in (BUILT_IN, OWN):
                place = dossier(folder / "dossier", table, own=name == OWN)
                yield from measure(f"{number:,} rows, {name}", place, number, rounds, unchanged=number == count)
                shutil.rmtree(place)


def businesses_in(file: Path, count: int) -> Path:
    """A table of businesses, by the file's suffix a workbook or CSV."""
    write_table(file, TITLE, COLUMNS, businesses(SETTINGS[DOSSIER.name], count))
    return file


def dossier(folder: Path, table: Path, *, own: bool = False) -> Path:
    """The example's dossier with these businesses, and with a template of its own where wanted."""
    shutil.copytree(DOSSIER, folder, ignore=shutil.ignore_patterns("businesses.*"))
    shutil.copy(table, folder / f"businesses{table.suffix}")
    if own:
        (folder / "templates").mkdir()
        (folder / "templates" / f"{KIND}.docx").write_bytes(as_word_saves(built_in(KIND)))
    return folder


def measure(name: str, place: Path, count: int, rounds: int, *, unchanged: bool) -> Iterator[Figure]:
    """One dossier: documents a second with one job and with two, and of the plain loop, in each round."""
    plain, output = place.parent / "plain", place.parent / "output"
    rates: dict[int, list[float]] = {jobs: [] for jobs in JOBS}
    plain_rates, again = [], 0.0
    for _round in range(rounds):
        plain_rates.append(plain_loop(place, plain, min(count, SAMPLE)))
        for jobs in JOBS:
            first = build(place, output, jobs)
            rates[jobs].append(count / first)
            compare(plain, output, count)
            if unchanged and jobs == 1:
                again = first / build(place, output, jobs)
            shutil.rmtree(output)
        shutil.rmtree(plain)
    for jobs in JOBS:
        value, spread = ratios([[rate] for rate in rates[jobs]], [[rate] for rate in plain_rates])
        yield Figure(
            f"{name}, {jobs} job{'s' * (jobs > 1)}",
            value,
            "× plain docxtpl",
            spread,
            least=40 if jobs == 1 and count >= MANY else None,
            note=f"{median(rates[jobs]):,.0f} documents a second",
        )
    value, spread = ratios([[rate] for rate in rates[2]], [[rate] for rate in rates[1]])
    yield Figure(f"{name}: two jobs", value, "× one job", spread, least=1.7 if count >= MANY else None)
    if unchanged:
        least = 10 if count >= VERY_MANY else None
        yield Figure(f"{name}: the same again, unchanged", again, "× as quick", least=least)


def plain_loop(place: Path, output: Path, count: int) -> float:
    """Documents a second of the plain loop over the first rows, its start left out."""
    own = place / "templates" / f"{KIND}.docx"
    template = own if own.exists() else template_folder() / own.name
    output.mkdir()
    loop = [sys.executable, "-m", "bench.plain_loop", str(place), str(template), str(output), str(count)]
    return count / float(subprocess.run(loop, check=True, capture_output=True, text=True).stdout)


def compare(plain: Path, output: Path, count: int) -> None:
    """Raise AssertionError unless every document is there, and those of the plain loop say the same."""
    made = {file.stem: file for file in output.rglob("*.docx")}
    assert len(made) == count, f"{len(made)} documents of {count}"
    for file in plain.iterdir():
        assert words(file.read_bytes()) == words(made[file.stem.lower()].read_bytes()), file.stem


def build(place: Path, output: Path, jobs: int) -> float:
    """Seconds of `vanban build`, its start included."""
    start = time.perf_counter()
    subprocess.run(command(place, output, jobs), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def command(place: Path, output: Path, jobs: int) -> list[str]:
    """The command that builds a dossier's commitments."""
    options = ("--kind", KIND, "--jobs", str(jobs), "--output", str(output))
    return [sys.executable, "-m", "pipeline", "build", str(place), *options]
