"""A pool of processes on this machine. It is imported where one is started, for what it needs takes long to import.

When a process dies, the chunks under way are done again, one by one in a process of their own; one that kills its
process once more is parted until the item is found that does it.
"""

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from threading import Thread
from typing import Any, TypeVar

from pipeline.executors import Lost, Work, parted

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 3  # chunks under way per process


def run(jobs: int, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Generator[R | Lost[T], None, None]:
    """What `work` makes of each chunk in so many processes, in order; see Executor."""
    waiting: deque[tuple[Sequence[T], Future[R]]] = deque()
    pool = _pool(jobs, work)
    try:
        for chunk in chunks:
            try:
                future = pool.submit(_do, chunk)
            except BrokenProcessPool:
                pool = _pool(jobs, work)
                future = pool.submit(_do, chunk)
            waiting.append((chunk, future))
            if len(waiting) > AHEAD * jobs:
                yield from _result(work, *waiting.popleft())
        while waiting:
            yield from _result(work, *waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(jobs: int, work: Work[T, R]) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, initializer=_begin, initargs=(work,))


_work: Work[Any, Any]  # of this worker: it travels once, and not with each chunk


def _begin(work: Work[T, R]) -> None:
    """Start a worker, which outlives no build that is killed; one that is interrupted ends its workers itself."""
    global _work  # noqa: PLW0603
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _do(chunk: Sequence[Any]) -> Any:
    return _work(chunk)


def _result(work: Work[T, R], chunk: Sequence[T], future: "Future[R]") -> Iterator[R | Lost[T]]:
    """What became of a chunk; where its pool broke, it is done again."""
    try:
        made = future.result()
    except BrokenProcessPool:
        yield from parted(partial(_alone, work), BrokenProcessPool, chunk)
    else:
        yield made


def _alone(work: Work[T, R], chunk: Sequence[T]) -> R:
    """The chunk done in a process of its own. Raises BrokenProcessPool where that dies too."""
    with _pool(1, work) as pool:
        made: R = pool.submit(_do, chunk).result()
    return made
