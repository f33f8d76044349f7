"""A Dask cluster. The only module that knows `distributed`.

Dask keeps the queue, watches its workers and gives what a dead one had to another; what finished on a dead worker may
be done again, which is why work must bear repeating. All that travels is bytes, opened where the work is done: neither
the scheduler nor a worker without Vanban trips over the names in it.
"""

import asyncio
import logging
import operator
import pickle
import platform
import uuid
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from pipeline.executors import Lost, Work, parted, parts_of
from pipeline.messages import text as _
from pipeline.problems import UsageError

T = TypeVar("T")
R = TypeVar("R")

PATIENCE = 15  # seconds, for the scheduler's answer and the first worker
STILL = 45  # seconds without a sign of life, after which the cluster is given up
FIRST_LOOK, LAST_LOOK = 2, 16  # seconds between two looks at a cluster that is still: ever longer
AGAIN = 5  # seconds that it is still, after which a chunk is asked for once more
AHEAD = 4  # chunks under way per thread of the cluster
FEWEST = 8  # chunks under way, however few workers there are as yet
_SPEAKERS = ("distributed", "distributed.client", "tornado.application", "asyncio")  # the loggers that Dask fills


class Cluster:
    """The workers of a scheduler, which may come and go while it works.

    Raises UsageError "no-extra" where Dask is not installed; `run` raises "no-cluster" where the scheduler does not
    answer or nothing happens there any more, "other-version" where a worker cannot import what it is to do.
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
            yield from _Run(self, client, work).results(chunks)

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
            raise self.unusable(str(error) or repr(error)) from error

    def unusable(self, reason: str) -> UsageError:
        """The error that says why the cluster cannot be used."""
        return UsageError("no-cluster", address=self.address, reason=reason)

    @property
    def killed(self) -> type[Exception]:
        """What Dask raises for a task that too many workers died of."""
        killed: type[Exception] = self._dask.KilledWorker
        return killed


class _Run:
    """One run. What the workers do goes to each of them once and not with each chunk."""

    def __init__(self, cluster: Cluster, client: Any, work: Work[Any, Any]) -> None:
        self._cluster, self._client = cluster, client
        self._packed = pickle.dumps(_Packed(pickle.dumps(work)))
        self._send()

    def _send(self, **where: Any) -> None:
        with self._cluster.asked():
            self._work = self._client.submit(bytes, self._packed, pure=False, **where)

    def results(self, chunks: Iterable[Sequence[T]]) -> Iterator[Any | Lost[T]]:
        waiting: deque[tuple[Sequence[T], Any]] = deque()
        for chunk in chunks:
            waiting.append((chunk, self._submit(chunk)))
            if len(waiting) > FEWEST and len(waiting) > AHEAD * self._threads():
                yield from self._first(waiting)
        while waiting:
            yield from self._first(waiting)

    def _submit(self, chunk: Sequence[T], **where: Any) -> Any:
        key = f"vanban-{uuid.uuid4()}"
        opened = (pickle.loads, self._work)
        with self._cluster.asked():
            return self._client.get({key: (operator.call, opened, pickle.dumps(chunk))}, key, sync=False, **where)

    def _threads(self) -> int:
        with self._cluster.asked():
            return sum(self._client.nthreads().values())

    def _first(self, waiting: deque[tuple[Sequence[T], Any]]) -> Iterator[Any | Lost[T]]:
        """What became of the first chunk that waits. Where workers died of it, of all that wait.

        A chunk is blamed for whatever its workers died of. So it is parted and done when nothing else is under way.
        """
        if made := self._made(*waiting[0]):
            waiting.popleft()
            yield from made
            return
        known = [(chunk, self._made(chunk, future)) for chunk, future in waiting]
        waiting.clear()
        for chunk, made in known:
            yield from made
            for part in () if made else parts_of(chunk):
                yield from parted(self._alone, self._cluster.killed, part)

    def _made(self, chunk: Sequence[T], future: Any) -> list[Any]:
        """What became of a chunk; nothing where too many workers died."""
        try:
            return [self._result(chunk, future)]
        except self._cluster.killed:
            return []

    def _alone(self, chunk: Sequence[T]) -> Any:
        self._send()  # anew, for it may have been blamed too
        return self._result(chunk, self._submit(chunk))

    def _result(self, chunk: Sequence[T], future: Any) -> Any:
        """What became of a chunk, however long that takes while the cluster is at work."""
        still, look, known = 0, FIRST_LOOK, self._signs()
        while True:
            try:
                return pickle.loads(future.result(timeout=look))  # noqa: S301  from those whom we gave it to
            except Exception as error:
                if isinstance(error, ImportError) or _Packed.__name__ in str(error):  # as where it is not yet known
                    raise UsageError("other-version", host=self._cluster.address, reason=str(error)) from error
                if future.status == "error":
                    raise  # the work's own
                is_gone = not isinstance(error, TimeoutError)
            before, known = known, self._signs()
            if known != before and not is_gone:
                still, look = 0, FIRST_LOOK
                continue
            still, look = still + look, min(2 * look, LAST_LOOK)
            if still > STILL:
                raise self._cluster.unusable(_("no sign of life for {seconds} seconds").format(seconds=STILL))
            if is_gone or (known and still > AGAIN):
                where = {"workers": self._lively(), "allow_other_workers": True}
                self._send(**where)
                future = self._submit(chunk, **where)

    def _lively(self) -> list[str]:
        """The workers heard of just now: a stuck one seems to be idle, and would be given the chunk again."""
        workers = self._workers()
        latest = max((one["last_seen"] for one in workers.values()), default=0)
        return [address for address, one in workers.items() if one["last_seen"] > latest - AGAIN]

    def _workers(self) -> dict[str, dict[str, Any]]:
        with self._cluster.asked():
            told: dict[str, Any] = self._client.sync(self._client.scheduler.identity, callback_timeout=PATIENCE)
        workers: dict[str, dict[str, Any]] = told["workers"]
        return workers

    def _signs(self) -> set[tuple[str, float]]:
        """The workers by their folders, with their last heartbeats while at work: as long as these live, it changes."""
        workers = self._workers().values()
        at_work = (one["metrics"].get("task_counts", {}).get("executing", 0) > 0 for one in workers)
        return {(one["local_directory"], is_at * one["last_seen"]) for one, is_at in zip(workers, at_work, strict=True)}


@dataclass(frozen=True, slots=True)
class _Packed:
    """Work that has travelled, to be done for a chunk that has; so does what is made of it."""

    work: bytes

    def __call__(self, chunk: bytes) -> bytes:
        try:
            work = pickle.loads(self.work)  # noqa: S301  it comes from the build that we work for
            items = pickle.loads(chunk)  # noqa: S301
        except (ImportError, AttributeError) as error:
            raise UsageError("other-version", host=platform.node(), reason=str(error)) from error
        return pickle.dumps(work(items))
