"""Where work is done: in this process, in a pool of processes, or on a Dask cluster.

    executor = executor_for(jobs=2, scheduler="")
    for made in executor.run(work, chunks):
        ...

Results come in the order of the chunks, with a few chunks under way at most, so that neither side's memory grows with
their number. `work` travels, and may be done twice: it must leave the same behind, however often it is done.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[Sequence[T]], R]

PARTS = 8  # of a chunk of which its process has died


@dataclass(frozen=True, slots=True)
class Lost(Generic[T]):
    """An item that nothing was made of: whatever process took it up died of it, and of nothing else."""

    item: T


class Executor(Protocol):
    """Something that works. `chunk` is how many items are worth sending together.

    `abroad` says that others may work for it: on other machines, in other folders.
    """

    chunk: int
    abroad: bool

    def run(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Generator[R | Lost[T], None, None]:
        """What `work` makes of each chunk, in order; an item that kills whoever takes it up comes out as Lost.

        A chunk that had to be parted gives a result for each part. Closing the iterator stops the work.
        """


class Here:
    """The process that asks."""

    chunk = 64
    abroad = False

    def run(self, work: Work[T, R], chunks: Iterable[Sequence[T]]) -> Generator[R | Lost[T], None, None]:
        """One chunk after the other."""
        yield from map(work, chunks)


def executor_for(jobs: int, scheduler: str = "") -> Executor:
    """The executor for so many processes, or for the cluster whose scheduler has this address.

    Raises UsageError "no-extra" where Dask is not installed.
    """
    if scheduler:
        from pipeline.executors.cluster import Cluster

        return Cluster(scheduler)
    if jobs > 1:
        from pipeline.executors.processes import Processes

        return Processes(jobs)
    return Here()


def parted(attempt: Callable[[Sequence[T]], R], died: type[Exception], chunk: Sequence[T]) -> Iterator[R | Lost[T]]:
    """What `attempt` makes of a chunk; where it raises `died`, of its parts, item by item in the end."""
    try:
        made = attempt(chunk)
    except died:
        if len(chunk) == 1:
            yield Lost(chunk[0])
            return
        for part in parts_of(chunk):
            yield from parted(attempt, died, part)
    else:
        yield made


def parts_of(chunk: Sequence[T]) -> Iterator[Sequence[T]]:
    """The chunk in a few parts, by which the item is found that kills: each death on the way may cost a machine."""
    size = -(-len(chunk) // PARTS)
    yield from (chunk[start : start + size] for start in range(0, len(chunk), size))
