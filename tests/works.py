"""What executors are given to do in tests: it travels to workers by its name."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.problems import OutputError


@dataclass(frozen=True)
class Doubling:
    """Doubles numbers, and does odd things at some; `folder` is where it remembers what it has done."""

    folder: Path
    fatal: tuple[int, ...] = ()  # whoever takes up one of these dies
    once: int = -1  # whoever takes up this one dies, the first time
    broken: int = -1  # an error
    seconds: float = 0

    def __call__(self, numbers):
        time.sleep(self.seconds)
        return [self._double(number) for number in numbers]

    def _double(self, number):
        (self.folder / f"{number}").touch()
        if number in self.fatal:
            os._exit(1)
        if number == self.once and not (self.folder / "died").exists():
            (self.folder / "died").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        if number == self.broken:
            raise OutputError("cannot-write", path="somewhere", reason="no space left")
        return number * 2


class Counting(Doubling):
    """Writes down for each number how often it was given to be doubled."""

    def _double(self, number):
        told = self.folder / f"{number}"
        told.write_text(str(int(told.read_text() or 0) + 1 if told.exists() else 1))
        return number * 2
