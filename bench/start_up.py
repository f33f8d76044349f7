"""How long `vanban --help` takes, as a ratio to the bare interpreter."""

import statistics
import subprocess
import sys
import time

ROUNDS = 21
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import click": [sys.executable, "-c", "import click"],
    "vanban --help": [sys.executable, "-m", "pipeline", "--help"],
    "vanban validate (small dossier)": [sys.executable, "-m", "pipeline", "validate", "tests/cases/dossier"],
}


def main() -> None:
    """Interleaved rounds; medians."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _round in range(ROUNDS):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times[name].append(time.perf_counter() - start)
    bare = statistics.median(times["python -c pass"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:<34} {1000 * median:7.1f} ms  {median / bare:5.2f} x")
