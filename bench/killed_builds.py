"""One hundred builds killed at random moments: never a broken file, and the next build completes."""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

BUILDS = 100
COMMAND = [sys.executable, "-m", "pipeline", "build", "data/luc-nam-2022", "--jobs", "1", "--output"]


def main() -> None:
    """Kill, look at every file, finish, compare with a build that nobody killed."""
    moments = random.Random(2022)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole"
        start = time.monotonic()
        subprocess.run([*COMMAND, str(whole)], check=True, stdout=subprocess.DEVNULL)
        took = time.monotonic() - start
        right = contents(whole)
        in_the_middle = 0
        for number in range(BUILDS):
            output = Path(folder) / f"killed-{number}"
            process = subprocess.Popen([*COMMAND, str(output)], stdout=subprocess.DEVNULL)
            time.sleep(moments.uniform(0, took))
            process.send_signal(signal.SIGKILL)
            process.wait()
            left = contents(output)
            in_the_middle += 0 < len(left) < len(right)
            for name, data in left.items():
                assert data == right[name], f"build {number}: {name} is not whole"
                assert zipfile.ZipFile(output / name).testzip() is None
            subprocess.run([*COMMAND, str(output)], check=True, stdout=subprocess.DEVNULL)
            assert contents(output) == right, f"build {number}: the next build did not complete"
            assert not list(output.rglob("*.part"))
            shutil.rmtree(output)
    print(f"{BUILDS} builds killed, {in_the_middle} with some documents written: no broken file, all completed")


def contents(folder: Path) -> dict[str, bytes]:
    """The documents below a folder, by their path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.docx")}
