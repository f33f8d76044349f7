"""Peak memory of whole builds from CSV, all processes added up: a hundred thousand rows against ten thousand."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from bench.building import COUNT, JOBS, businesses_in, command, dossier
from bench.figures import Figure
from bench.racing import work_folder

INTERVAL = 0.02  # seconds between two looks


def main(*, count: int = COUNT) -> Iterator[Figure]:
    """For one job and for two, the same dossier with a tenth of the rows and with all of them."""
    if not Path("/proc/self/status").exists():
        print("peak memory is read from /proc, which this system does not have")
        return
    with work_folder() as folder:
        peaks: dict[int, list[int]] = {jobs: [] for jobs in JOBS}
        for number in (count // 10, count):
            place = dossier(folder / f"dossier-{number}", businesses_in(folder / f"{number}.csv", number))
            for jobs in JOBS:
                peaks[jobs].append(peak(command(place, folder / "output", jobs)))
                shutil.rmtree(folder / "output")
        for jobs, (few, many) in peaks.items():
            note = f"{few >> 20} MiB for {count // 10:,} rows, {many >> 20} MiB for {count:,}"
            what = f"peak memory, {jobs} job{'s' * (jobs > 1)}"
            yield Figure(what, many / few, "× that of a tenth of the rows", most=1.1, note=note)


def peak(command: list[str]) -> int:
    """The most bytes that a command and the processes it starts hold at once; pages they share count for each."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(held, family(process.pid))))
        time.sleep(INTERVAL)
    assert process.returncode == 0
    return most


def family(pid: int) -> Iterator[int]:
    """A process and those below it, as far as they are still there."""
    yield pid
    try:
        lists = [file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    for child in " ".join(lists).split():
        yield from family(int(child))


def held(pid: int) -> int:
    """Bytes that a process has held at its highest; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM")), 0)
