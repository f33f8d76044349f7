"""Figures as the benches give them: measured, with their range, against what is wanted; as a Markdown table."""

import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

LIBRARIES = ("vanban", "docxtpl", "jinja2", "lxml", "openpyxl", "python-calamine", "isal")


@dataclass(frozen=True)
class Figure:
    """One figure: what was measured, its value in `unit`, the range of its medians, the bound that is wanted."""

    what: str
    value: float
    unit: str
    spread: tuple[float, float] | None = None
    least: float | None = None
    most: float | None = None
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the value keeps its bound, where it has one."""
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def row(self) -> str:
        """A row of the table."""
        wanted = f"at least {self.least:g}" if self.least is not None else ""
        wanted = f"at most {self.most:g}" if self.most is not None else wanted
        mark = wanted and (": yes" if self.holds else ": **no**")
        spread = f"{short(self.spread[0])} to {short(self.spread[1])}" if self.spread else ""
        return f"| {self.what} | {short(self.value)} {self.unit} | {spread} | {wanted}{mark} | {self.note} |"


def short(value: float) -> str:
    """A number with as many digits as a measurement bears."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{digits}f}"


def ratios(above: Sequence[Sequence[float]], below: Sequence[Sequence[float]]) -> tuple[float, tuple[float, float]]:
    """The median of the ratios within a round, and the range of the sets' medians; a set is a list of rounds."""
    sets = [[a / b for a, b in zip(*pair, strict=True)] for pair in zip(above, below, strict=True)]
    medians = [median(rounds) for rounds in sets]
    return median([ratio for rounds in sets for ratio in rounds]), (min(medians), max(medians))


def table(figures: Iterable[Figure]) -> str:
    """The figures as a Markdown table."""
    head = "| what | measured | range | wanted | |\n| --- | ---: | --- | --- | --- |\n"
    return head + "\n".join(figure.row() for figure in figures) + "\n"


def machine() -> str:
    """What the figures were taken on and when, as a Markdown list."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"- {models[0] if models else platform.processor()}, {os.cpu_count()} cores, {memory:.0f} GiB of memory\n"
        f"- {platform.system()} {platform.release()}, Python {sys.version.split()[0]}\n"
        f"- {', '.join(_versions())}\n"
        f"- taken on {date.today().isoformat()}\n"
    )


def _versions() -> Iterable[str]:
    for name in LIBRARIES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"no {name}"
