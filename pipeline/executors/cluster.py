"""A Dask cluster. The only module that knows `distributed`.

Dask keeps the queue, watches its workers and gives what a dead one had to another; what finished on a dead worker may
be done again, which is why work must bear repeating.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pipeline.executors import Lost, Work, parts_of
from pipeline.problems import UsageError

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 30  # seconds, for the scheduler and its first worker
AHEAD = 4  # chunks under way per thread of the cluster
FEWEST = 8  # chunks under way, however few workers there are as yet


class Cluster:
    """The workers of a scheduler, which all see the output and have this very version installed.

    Raises UsageError "no-extra" where Dask is not installed; `run` raises "no-cluster" where the scheduler does not
    answer or has no workers, "other-version" where a worker would make other bytes.
    """

    chunk = 256

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError as error:
            raise UsageError("no-extra", module="distributed", extra="cluster") from error
        self._dask: Any = distributed
        self.address = address

    def run(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Iterator[R | Lost[T]]:
        """See Executor."""
        waiting: deque[tuple[Sequence[T], Any]] = deque()
        client = self._client()
        try:
            most = max(FEWEST, AHEAD * sum(client.nthreads().values()))
            for chunk in chunks:
                waiting.append((chunk, self._submit(client, work, chunk)))
                if len(waiting) > most:
                    yield from self._done(client, work, *waiting.popleft())
            while waiting:
                yield from self._done(client, work, *waiting.popleft())
        finally:
            client.close()

    def _client(self) -> Any:
        try:
            client = self._dask.Client(self.address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError) as error:
            raise UsageError("no-cluster", address=self.address, reason=str(error)) from error
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except (OSError, self._dask.TimeoutError) as error:
            client.close()
            raise UsageError("no-cluster", address=self.address, reason=str(error)) from error
        return client

    def _submit(self, client: Any, work: Work[T, R], chunk: Sequence[T]) -> Any:
        return client.submit(work, chunk, pure=False, retries=0)

    def _done(self, client: Any, work: Work[T, R], chunk: Sequence[T], future: Any) -> Iterator[R | Lost[T]]:
        """What became of a chunk; one of which too many workers died is parted, item by item in the end."""
        try:
            yield future.result()
        except self._dask.KilledWorker:
            if len(chunk) == 1:
                yield Lost(chunk[0])
                return
            for part in parts_of(chunk):
                yield from self._done(client, work, part, self._submit(client, work, part))
