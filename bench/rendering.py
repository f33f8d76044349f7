"""Documents a second on one core, files written: ours, docxtpl, peers when asked, and the useful floor."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from bench.figures import Figure, ratios
from bench.peers import installed
from bench.racing import Engine, Rates, python, race, sizes, work_folder
from bench.templates import Sample, samples

SETS, ROUNDS = 4, 9
DOCXTPL = "docxtpl"
VANBAN, FLOOR = "Vanban, {}", "floor, {}"
ZLIB, ISAL = "zlib", "ISA-L"
TIMES = {
    ("commitment", VANBAN.format(ISAL)): 250,
    ("commitment", VANBAN.format(ZLIB)): 140,
    ("directive", VANBAN.format(ISAL)): 120,
    ("directive", VANBAN.format(ZLIB)): 60,
}
UNIT = "× docxtpl"
BARE = 2000  # files whose bare creation is timed before a disk is trusted


def main(*, peers: bool = False) -> Iterator[Figure]:
    """Each template on the RAM disk, then the commitment on the disk."""
    with tempfile.TemporaryDirectory() as place, work_folder() as folder:
        others = installed(Path(place)) if peers else []
        for sample in samples():
            engines = [e for e in (*ours(), *others) if e.loops or sample.name == "commitment"]
            weights = sizes(engines, sample, folder)
            rates = race(engines, sample, folder=folder, sets=SETS, rounds=ROUNDS, keep=False)
            yield from speeds(sample.name, rates)
            yield from shares(sample.name, rates)
            yield from growth(sample.name, weights)
    yield from on_disk(samples()[0])


def ours() -> list[Engine]:
    """First docxtpl, to which the others are compared; ours and the floor, with either library that deflates."""
    libraries = {ZLIB: {"VANBAN_DEFLATE": "zlib"}}
    if find_spec("isal"):
        libraries[ISAL] = {}
    else:
        print("ISA-L is not installed (pip install isal): zlib alone is measured")
    pairs = ((VANBAN, "vanban"), (FLOOR, "floor"))
    engines = [Engine(n.format(lib), python(e), env) for lib, env in libraries.items() for n, e in pairs]
    return [Engine(DOCXTPL, python("docxtpl")), *engines]


def speeds(sample: str, rates: Rates, suffix: str = "") -> Iterator[Figure]:
    """Each engine's documents a second as a multiple of docxtpl's."""
    for name, taken in rates.items():
        value, spread = ratios(taken, rates[DOCXTPL])
        least = TIMES.get((sample, name)) if not suffix else None
        rate = median(rate for rounds in taken for rate in rounds)
        yield Figure(
            f"{sample}: {name}{suffix}", value, UNIT, spread, least=least, note=f"{rate:,.0f} documents a second"
        )


def shares(sample: str, rates: Rates) -> Iterator[Figure]:
    """Our share of the floor's documents a second."""
    for library in (ISAL, ZLIB):
        if VANBAN.format(library) in rates:
            value, (low, high) = ratios(rates[VANBAN.format(library)], rates[FLOOR.format(library)])
            yield Figure(
                f"{sample}: share of the floor, {library}", 100 * value, "%", (100 * low, 100 * high), least=50
            )


def growth(sample: str, weights: Mapping[str, float]) -> Iterator[Figure]:
    """How much larger our files are than docxtpl's."""
    for name in (name for name in weights if name.startswith("Vanban")):
        more = 100 * (weights[name] / weights[DOCXTPL] - 1)
        note = f"{weights[name]:,.0f} bytes"
        yield Figure(f"{sample}: file size, {name}", more, "% over docxtpl's", most=6, note=note)


def on_disk(sample: Sample) -> Iterator[Figure]:
    """The same where files lie on a disk; nothing is deleted meanwhile, since that makes creating files dear."""
    with tempfile.TemporaryDirectory(prefix="vanban-bench-", dir=disk()) as place:
        folder = Path(place)
        yield Figure("creating a file of 16 kB on the disk", bare(folder), "µs")
        engines = [engine for engine in ours() if not engine.name.startswith("floor")]
        rates = race(engines, sample, folder=folder, sets=1, rounds=ROUNDS, keep=True)
        yield from speeds(sample.name, rates, " on the disk")


def disk() -> str | None:
    """Where files surely lie on a disk: /var/tmp outlives a restart."""
    return "/var/tmp" if Path("/var/tmp").is_dir() else None


def bare(folder: Path) -> float:
    """Microseconds for a new file of 16 kB."""
    data, times = bytes(16 << 10), []
    for number in range(BARE):
        start = time.perf_counter()
        with open(folder / f"bare-{number}", "wb", buffering=0) as file:  # noqa: PTH123
            file.write(data)
        times.append(time.perf_counter() - start)
    return 1e6 * median(times)
