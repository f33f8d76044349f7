"""`python -m bench [NAME]...`: run the measurements named, or all of them, the quick ones first."""

import argparse
import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from bench import (
    building,
    checking,
    defects,
    figures,
    killed_builds,
    memory,
    pdf,
    picture,
    reading,
    rendered,
    rendering,
    start_up,
)
from bench.figures import Figure

ROOT = Path(__file__).parent.parent
RESULTS, PICTURE = ROOT / "bench" / "RESULTS.md", ROOT / "docs" / "images" / "speed.png"


def main() -> None:
    """Run each measurement under its name; what it gives as figures becomes a table."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="start_up, checking, ...; all, unless given")
    parser.add_argument("--peers", action="store_true", help="race peers too, installed by pip and npm for the time")
    parser.add_argument("--count", type=int, default=building.COUNT, help="businesses of the largest build")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name} and {PICTURE.name}")
    asked = parser.parse_args()
    peers = asked.peers or os.environ.get("BENCH_PEERS") == "1"
    benches: dict[str, Callable[[], Iterable[Figure] | None]] = {
        "start_up": start_up.main,
        "checking": checking.main,
        "reading": reading.main,
        "rendered": rendered.main,
        "rendering": partial(rendering.main, peers=peers),
        "memory": partial(memory.main, count=asked.count),
        "building": partial(building.main, count=asked.count),
        "pdf": pdf.main,
        "defects": defects.main,
        "killed_builds": killed_builds.main,
    }
    if unknown := set(asked.names) - set(benches):
        parser.error(f"no such measurement: {', '.join(sorted(unknown))} (there are {', '.join(benches)})")
    print(figures.machine(), end="", flush=True)
    tables = {}
    for name in asked.names or benches:
        what = (sys.modules[f"bench.{name}"].__doc__ or "").splitlines()[0]
        print(f"\n== {name}: {what}", flush=True)
        if found := shown(benches[name]() or ()):
            tables[f"## `{name}`\n\n{what}\n"] = found
    if asked.write:
        write(tables)


def shown(found: Iterable[Figure]) -> list[Figure]:
    """The figures, each printed as a row of a table as soon as it is there."""
    taken: list[Figure] = []
    for figure in found:
        print(figure.row() if taken else figures.table([figure]).rstrip(), flush=True)
        taken.append(figure)
    return taken


def write(tables: dict[str, list[Figure]]) -> None:
    """Write the tables with the machine they were taken on, and the picture where engines were raced."""
    sections = [f"{title}\n{figures.table(found)}" for title, found in tables.items()]
    head = "# What `make bench` measured\n\n`bench/README.md` says what the figures mean.\n\n"
    RESULTS.write_text(head + "\n".join([figures.machine(), *sections]), encoding="utf-8")
    found = [figure for figures_ in tables.values() for figure in figures_]
    if any(figure.unit == rendering.UNIT for figure in found):
        picture.draw(found, PICTURE)


if __name__ == "__main__":
    main()
