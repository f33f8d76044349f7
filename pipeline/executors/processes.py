"""Processes of this machine: with little to do, none is started."""

import sys
from collections.abc import Generator, Iterable, Sequence
from itertools import chain, islice
from typing import TypeVar

from pipeline.executors import Here, Lost, Work

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_POOL = 8  # chunks: with fewer, starting processes costs more than it saves
MOST_JOBS = 61 if sys.platform == "win32" else 256  # Windows waits for no more at once


class Processes:
    """`jobs` processes, from so many chunks on as are worth them; fewer are worked off by the process that asks."""

    chunk = 64
    abroad = False

    def __init__(self, jobs: int) -> None:
        self.jobs = min(jobs, MOST_JOBS)

    def run(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Generator[R | Lost[T], None, None]:
        """See Executor."""
        stream = iter(chunks)
        first = list(islice(stream, WORTH_A_POOL))
        if len(first) < WORTH_A_POOL:
            yield from Here().run(work, first)
            return
        from pipeline.executors.pool import run

        yield from run(self.jobs, work, chain(first, stream))
