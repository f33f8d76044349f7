"""What checking printed pages costs, against LibreOffice converting the same files with nothing around it."""

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.components import identify
from pipeline.office import find_office
from pipeline.rules.rendered import check_rendered
from pipeline.view import read
from tests.papers import sound

ROUNDS, FILES = 3, 60
PAPERS = ("letter", "plan", "commitment", "decision")


def main() -> None:
    """Many short papers in one go, then one alone: what a start costs whom."""
    if not shutil.which("soffice"):
        print("LibreOffice is missing")
        return
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, f"{number}.docx") for number in range(FILES)]
        for number, file in enumerate(files):
            file.write_bytes(sound(PAPERS[number % len(PAPERS)]).docx("styled" if number % 2 else "plain"))
        measure(f"{FILES} files", files)
        measure("1 file", files[:1])


def measure(name: str, files: Sequence[Path]) -> None:
    """Some files: the ratio is taken within the round, in which each goes first in turn."""
    ratios, taken = [], []
    for number in range(ROUNDS):
        works = [ours, bare] if number % 2 else [bare, ours]
        seconds = {work: timed(work, files) for work in works}
        ratios.append(seconds[ours] / seconds[bare])
        taken.append(seconds[ours] / len(files))
    print(
        f"{name:<9} {statistics.median(taken):6.3f} s a document  "
        f"{statistics.median(ratios):5.2f} x bare conversion ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def ours(files: Sequence[Path]) -> None:
    """What `vanban check --rendered` adds: reading and conversion, measuring, rules."""
    documents = []
    for file in files:
        view = read(file)
        documents.append((file.name, file, view, identify(view)))
    assert all(findings == () for findings in check_rendered(documents).values())


def bare(files: Sequence[Path]) -> None:
    """LibreOffice alone, with a profile of its own, as anybody would call it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [find_office().program, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, *map(str, files)]
        subprocess.run(command, check=True, capture_output=True)
        assert len(list(Path(folder).glob("*.pdf"))) == len(files)


def timed(work: Callable[[Sequence[Path]], None], files: Sequence[Path]) -> float:
    """Seconds for all."""
    start = time.perf_counter()
    work(files)
    return time.perf_counter() - start
