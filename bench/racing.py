"""Engines, each in a process of its own, in interleaved rounds of a random order; fresh processes for each set."""

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bench.templates import Sample, page

SECONDS = 0.2  # that an engine works in a round
FEWEST, MOST = 3, 5000  # documents of an engine in a round
TRIED = 3  # documents that are compared before anything is timed
ROOM = 4 << 30  # bytes that a RAM disk must have free

Rates = Mapping[str, Sequence[Sequence[float]]]


def docxtpls(sample: Sample) -> Sample:
    """The sample as it is, for engines that take docxtpl's tags."""
    return sample


@dataclass(frozen=True)
class Engine:
    """What is raced: `command` is completed by a template's path and that of the records, in its own tags."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    tags: Callable[[Sample], Sample] = docxtpls
    loops: bool = True  # whether it takes loops within loops
    warming: float = SECONDS  # seconds before its rounds


def python(engine: str) -> tuple[str, ...]:
    """The command of an engine of bench/engine.py."""
    return (sys.executable, "-m", "bench.engine", engine)


class Runner:
    """An engine's process at work on a sample."""

    def __init__(self, engine: Engine, sample: Sample, folder: Path) -> None:
        stem = re.sub(r"\W+", "-", f"{engine.name} {sample.name}")
        template, records = folder / f"{stem}.docx", folder / f"{stem}.json"
        own = engine.tags(sample)
        template.write_bytes(own.file())
        records.write_text(json.dumps(own.records, ensure_ascii=False), encoding="utf-8")
        self.process = subprocess.Popen(
            [*engine.command, str(template), str(records)],
            env={**os.environ, **engine.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.folder, self.stem, self.warming, self.count = folder, stem, engine.warming, FEWEST
        if self._answer() != "ready":
            raise RuntimeError(f"{engine.name} did not start")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.process.communicate()  # the end of its input ends it

    def warm_up(self) -> None:
        """Work for a while, and find out how many documents make a round."""
        for number, seconds in enumerate((self.warming, SECONDS)):
            self.count = min(max(int(seconds * self.make(number)), FEWEST), MOST)

    def make(self, number: int, *, count: int = 0) -> float:
        """Documents a second, made in a new folder of this number."""
        folder, count = self.made(number), count or self.count
        folder.mkdir()
        print(folder, count, file=self.process.stdin, flush=True)
        return count / float(self._answer())

    def made(self, number: int) -> Path:
        """The folder of this number."""
        return self.folder / f"{self.stem}-{number}"

    def _answer(self) -> str:
        return self.process.stdout.readline().strip()


def race(engines: Sequence[Engine], sample: Sample, *, folder: Path, sets: int, rounds: int, keep: bool) -> Rates:
    """Documents a second by engine, set and round. With `keep` no file is deleted until all is over."""
    chance = random.Random(sample.name)
    rates: dict[str, list[list[float]]] = {engine.name: [] for engine in engines}
    for number in range(sets):
        place = Path(tempfile.mkdtemp(dir=folder))
        with ExitStack() as stack:
            runners = {engine.name: stack.enter_context(Runner(engine, sample, place)) for engine in engines}
            for runner in runners.values():
                runner.warm_up()
            for taken in rates.values():
                taken.append([])
            for turn in range(2, rounds + 2):
                for name in chance.sample(list(runners), len(runners)):
                    rates[name][number].append(runners[name].make(turn))
                    if not keep:
                        shutil.rmtree(runners[name].made(turn))
        if not keep:
            shutil.rmtree(place)
    return rates


def sizes(engines: Sequence[Engine], sample: Sample, folder: Path) -> dict[str, float]:
    """Bytes of a document by engine; first of all, each engine's documents must say what docxtpl's say.

    Raises AssertionError where one does not.
    """
    found, right = {}, []
    for engine in engines:
        with tempfile.TemporaryDirectory(dir=folder) as place, Runner(engine, sample, Path(place)) as runner:
            runner.make(0, count=TRIED)
            made = [(runner.made(0) / f"{number}.docx").read_bytes() for number in range(TRIED)]
        texts = [words(docx) for docx in made]
        right = right or texts
        assert texts == right, f"{engine.name} says something else"
        found[engine.name] = sum(map(len, made)) / TRIED
    return found


def words(docx: bytes) -> str:
    """What a page says, without spaces: breaks of lines and paragraphs differ between engines."""
    return re.sub(r"\s", "", "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", page(docx))))


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for what is written: on a RAM disk where there is one with room, else where temporary files go."""
    ram = Path("/dev/shm")
    room = ram.is_dir() and shutil.disk_usage(ram).free > ROOM
    with tempfile.TemporaryDirectory(prefix="vanban-bench-", dir=ram if room else None) as folder:
        yield Path(folder)
