"""A Dask cluster. The only module that knows `distributed`.

Dask keeps the queue, watches its workers and gives what a dead one had to another; what finished on a dead worker may
be done again, which is why work must bear repeating.
"""

import asyncio
import logging
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from pipeline.executors import Lost, Work, parts_of
from pipeline.problems import UsageError

T = TypeVar("T")
R = TypeVar("R")

LONGEST = 600  # seconds that a chunk may take
PATIENCE = 15  # seconds, for the scheduler's answer, and for a worker where there is none
AHEAD = 4  # chunks under way per thread of the cluster
FEWEST = 8  # chunks under way, however few workers there are as yet
_SPEAKERS = ("distributed", "distributed.client", "tornado.application", "asyncio")  # the loggers that Dask fills


class Cluster:
    """The workers of a scheduler, which may come and go while it works.

    Raises UsageError "no-extra" where Dask is not installed; `run` raises "no-cluster" where the scheduler does not
    answer or is left without workers, "other-version" where a worker cannot import what it is to do.
    """

    chunk = 256
    abroad = True

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError as error:
            raise UsageError("no-extra", module="distributed", extra="cluster") from error
        for name in _SPEAKERS:  # what matters is raised as well
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        self._dask: Any = distributed
        self.address = address

    def run(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Generator[R | Lost[T], None, None]:
        """See Executor. What is under way when the iterator is closed comes to its end."""
        with self.asked(), warnings.catch_warnings(action="ignore"):  # about the versions of libraries
            asyncio.run(self._try())
            client = self._dask.Client(self.address, timeout=PATIENCE, set_as_default=False)
        with closing(client):
            with self.asked():
                client.wait_for_workers(1, timeout=PATIENCE)
                travelled = client.submit(_itself, work, pure=False)
            yield from _Run(self, client, travelled).results(chunks)

    async def _try(self) -> None:
        """Raise whatever is wrong with the address: a client that was refused would say so once more in the end."""
        settings = self._dask.Security().get_connection_args("client")
        async with asyncio.timeout(PATIENCE + 1):  # a listener that says nothing is waited for without end
            comm = await self._dask.connect(self.address, timeout=PATIENCE, **settings)
        comm.abort()

    @contextmanager
    def asked(self) -> Iterator[None]:
        """Turn whatever Dask raises where it does not answer, which is this or that, into a UsageError."""
        try:
            yield
        except Exception as error:
            raise UsageError("no-cluster", address=self.address, reason=str(error) or repr(error)) from error

    @property
    def killed(self) -> type[Exception]:
        """What Dask raises for a task that too many workers died of."""
        killed: type[Exception] = self._dask.KilledWorker
        return killed


@dataclass(frozen=True, slots=True)
class _Run:
    """One run. `work` stands for what the workers do, which goes to each of them once and not with each chunk."""

    cluster: Cluster
    client: Any
    work: Any

    def results(self, chunks: Iterable[Sequence[T]]) -> Iterator[Any | Lost[T]]:
        waiting: deque[tuple[Sequence[T], Any]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._submit(chunk)))
            if len(waiting) > FEWEST and len(waiting) > AHEAD * self._threads():
                yield from self._done(*waiting.popleft())
        while waiting:
            yield from self._done(*waiting.popleft())

    def _submit(self, chunk: Sequence[T]) -> Any:
        with self.cluster.asked():
            return self.client.submit(_do, self.work, chunk, pure=False)

    def _threads(self) -> int:
        with self.cluster.asked():
            return sum(self.client.nthreads().values())

    def _done(self, chunk: Sequence[T], future: Any) -> Iterator[Any | Lost[T]]:
        """What became of a chunk; one of which too many workers died is parted, item by item in the end."""
        try:
            made = self._result(future)
        except self.cluster.killed:
            if len(chunk) == 1:
                yield Lost(chunk[0])
                return
            for part in parts_of(chunk):
                yield from self._done(part, self._submit(part))
        except ImportError as error:
            raise UsageError("other-version", host=self.cluster.address, reason=str(error)) from error
        else:
            yield made

    def _result(self, future: Any) -> Any:
        for _ in range(LONGEST // PATIENCE):
            try:
                return future.result(timeout=PATIENCE)
            except Exception as error:
                if future.status == "error":
                    raise  # the work's own
                with self.cluster.asked():
                    if not isinstance(error, TimeoutError):
                        raise
                    self.client.wait_for_workers(1, timeout=PATIENCE)
        reason = f"no answer in {LONGEST} seconds"
        raise UsageError("no-cluster", address=self.cluster.address, reason=reason)


def _itself(work: Work[T, R]) -> Work[T, R]:
    return work


def _do(work: Work[T, R], chunk: Sequence[T]) -> R:
    return work(chunk)
