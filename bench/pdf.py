"""PDFs of commitment forms: merged, against one call of LibreOffice for each file, one for all, and unoserver."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from statistics import median

from bench.building import KIND, businesses_in, dossier
from bench.figures import Figure

COUNTS = (48, 200, 1000)  # forms; an office of one commune, of some, of a district
ROUNDS = {48: 3, 200: 3, 1000: 1}
ALONE = 12  # files of which each gets a call of its own
CALL = 200  # files of one call: given 1,000, LibreOffice 7.4 ends after some 250 of them, and says that all is well
WANTED = 5.0  # times one call for all files, from this many forms on:
MANY = 200
UNOSERVER = "BENCH_UNOSERVER"  # the folder of its programs: they need the Python that LibreOffice is tied to
PORT = 23456

Way = Callable[[Sequence[Path], Path], None]


def main() -> Iterator[Figure]:
    """Each way in each round with the same files, first one worker and then two; ratios are taken within a round."""
    if not shutil.which("soffice"):
        print("LibreOffice is missing")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = forms(folder, max(COUNTS))
        alone = [measured(each_alone, files[:ALONE], folder) for _round in range(2)]
        yield figure("one call a file", ALONE, alone)
        for count in COUNTS:
            yield from compared(files[:count], folder)


def forms(folder: Path, count: int) -> list[Path]:
    """So many forms, built."""
    place = dossier(folder / "dossier", businesses_in(folder / "businesses.xlsx", count))
    command = ["build", str(place), "--kind", KIND, "--output", str(folder / "forms")]
    subprocess.run([sys.executable, "-m", "pipeline", *command], check=True, stdout=subprocess.DEVNULL)
    return sorted((folder / "forms").rglob("*.docx"))


def compared(files: Sequence[Path], folder: Path) -> Iterator[Figure]:
    """The ways that take all files at once."""
    count = len(files)
    ways: dict[str, Way] = {}
    for jobs in (1, 2):
        ways[f"one call for all, {jobs} at once"] = lambda some, to, jobs=jobs: one_call(some, to, jobs)
        ways[f"vanban pdf --jobs {jobs}"] = lambda some, to, jobs=jobs: ours(some, to, jobs)
    programs = unoserver()
    if programs and count == MANY:
        ways["unoserver, one client"] = lambda some, to: by_unoserver(some, to, programs)
    elif count == MANY:
        print(f"unoserver is missing: {UNOSERVER} names no folder that has it")
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _round in range(ROUNDS[count]):
        for name, way in ways.items():
            taken[name].append(measured(way, files, folder))
    for name, rounds in taken.items():
        yield figure(name, count, rounds)
    for jobs in (1, 2):
        above, below = taken[f"one call for all, {jobs} at once"], taken[f"vanban pdf --jobs {jobs}"]
        pairs = list(zip(above, below, strict=True))
        seconds = [a[0] / b[0] for a, b in pairs]
        yield Figure(
            f"{count} forms: merged against one call for all, {jobs} at once",
            median(seconds),
            "times",
            (min(seconds), max(seconds)),
            least=WANTED if count >= MANY else None,
            note=f"{median(a[1] / b[1] for a, b in pairs):.1f} times by the processor's time",
        )


def figure(name: str, count: int, rounds: Sequence[tuple[float, float]]) -> Figure:
    """PDFs a second, and what each takes of a processor."""
    rates = [count / seconds for seconds, _processor in rounds]
    each = 1000 * median(processor for _seconds, processor in rounds) / count
    spread = (min(rates), max(rates))
    return Figure(f"{count} forms: {name}", median(rates), "PDFs/s", spread, note=f"{each:.1f} ms of a processor each")


def measured(way: Way, files: Sequence[Path], folder: Path) -> tuple[float, float]:
    """Seconds, and seconds of processors, that a way takes; it must give a PDF of each file."""
    output = Path(tempfile.mkdtemp(dir=folder))
    before, start = os.times(), time.perf_counter()
    way(files, output)
    seconds, after = time.perf_counter() - start, os.times()
    made = len(list(output.glob("*.pdf")))
    if made < len(files):
        raise RuntimeError(f"{made} of {len(files)} PDFs were made")
    shutil.rmtree(output)
    return seconds, sum(after[:4]) - sum(before[:4])


def soffice(files: Sequence[Path], output: Path) -> None:
    """One call, with a new profile, as anybody would write it."""
    with tempfile.TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        silent = subprocess.DEVNULL
        subprocess.run([*command, "--outdir", output, *files], check=True, stdout=silent, stderr=silent)


def each_alone(files: Sequence[Path], output: Path) -> None:
    """A call for each file."""
    for file in files:
        soffice([file], output)


def one_call(files: Sequence[Path], output: Path, jobs: int) -> None:
    """One call, or some at once that share the files; more where there are too many for one."""
    with ThreadPoolExecutor(jobs) as pool:
        size = min(CALL, -(-len(files) // jobs))
        list(pool.map(lambda start: soffice(files[start : start + size], output), range(0, len(files), size)))


def ours(files: Sequence[Path], output: Path, jobs: int) -> None:
    """`vanban pdf`, its own start too."""
    command = [sys.executable, "-m", "pipeline", "pdf", "--jobs", str(jobs), "--output", output, *files]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def unoserver() -> Path | None:
    """Where unoserver's programs are."""
    named = os.environ.get(UNOSERVER) or os.path.dirname(shutil.which("unoserver") or "")  # noqa: PTH120
    return Path(named) if named and Path(named, "unoserver").exists() else None


def by_unoserver(files: Sequence[Path], output: Path, programs: Path) -> None:
    """One server, and one client that sends it one file after the other; its own start too."""
    with tempfile.TemporaryDirectory() as profile:
        at = ["--port", str(PORT), "--uno-port", str(PORT + 1)]
        start = [programs / "unoserver", *at, "--user-installation", profile]
        silent = subprocess.DEVNULL
        server = subprocess.Popen([*map(str, start)], stdout=silent, stderr=silent, start_new_session=True)
        try:
            code = (
                "import sys, time\nfrom pathlib import Path\nfrom unoserver.client import UnoClient\n"
                f"client = UnoClient(port='{PORT}')\n"
                "for file in sys.argv[2:]:\n"
                "    for _try in range(100):\n"
                "        try:\n"
                "            client.convert(inpath=file, outpath=str(Path(sys.argv[1], Path(file).stem + '.pdf')))\n"
                "            break\n"
                "        except ConnectionRefusedError:\n"
                "            time.sleep(0.2)\n"
            )
            command = [programs / "python", "-c", code, output, *files]
            subprocess.run([*map(str, command)], check=True, stdout=silent, stderr=silent)
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(20)
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()
