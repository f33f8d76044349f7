"""How long it takes to start: `vanban --help` against the bare interpreter, one document against importing docxtpl."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.figures import Figure, ratios
from bench.templates import DOSSIER

ROUNDS = 15
BARE, IMPORT = "python -c pass", "python -c 'import docxtpl'"
HELP, COLD, WARM = "vanban --help", "vanban build, one document, cold cache", "vanban build, one document, warm cache"
ONE = [sys.executable, "-m", "pipeline", "build", str(DOSSIER), "--kind", "directive", "--output"]
BOUNDS = {HELP: (BARE, 5.0), COLD: (IMPORT, 2.5), WARM: (IMPORT, 2.5)}


def main() -> Iterator[Figure]:
    """Interleaved rounds; each build finds an empty output folder, and its cache of compiled templates as named."""
    with tempfile.TemporaryDirectory() as place:
        folder, output = Path(place), Path(place, "output")
        commands = {
            BARE: ([sys.executable, "-c", "pass"], ""),
            IMPORT: ([sys.executable, "-c", "import docxtpl"], ""),
            HELP: ([sys.executable, "-m", "pipeline", "--help"], ""),
            COLD: ([*ONE, str(output)], "cold"),
            WARM: ([*ONE, str(output)], "warm"),
        }
        times: dict[str, list[list[float]]] = {name: [] for name in commands}
        for turn in range(ROUNDS + 1):
            for name, (command, cache) in commands.items():
                shutil.rmtree(output, ignore_errors=True)
                shutil.rmtree(folder / "cold", ignore_errors=True)
                taken = seconds(command, {"VANBAN_CACHE": str(folder / cache)})
                if turn:  # the first round fills the caches of the disk and of compiled code, and the warm one
                    times[name].append([taken])
        for name, (base, most) in BOUNDS.items():
            value, spread = ratios(times[name], times[base])
            middle = sorted(taken for (taken,) in times[name])[ROUNDS // 2]
            yield Figure(name, value, f"× {base}", spread, most=most, note=f"{1000 * middle:.0f} ms")


def seconds(command: list[str], environment: Mapping[str, str]) -> float:
    """What a command takes from start to end, its modules compiled beforehand as those of an installed program are."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**inherited, **environment})
    return time.perf_counter() - start
