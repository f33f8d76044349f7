"""Where documents are pressed: in this process, or in a pool of them when there are enough to be worth its start.

Results come out in the order of the documents, a few chunks ahead at most, so memory does not grow with their number.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice

from pipeline.documents import Document
from pipeline.press import Press, Pressed
from pipeline.problems import VanbanError

CHUNK = 32  # documents that travel together
WORTH_A_POOL = 4 * CHUNK  # with fewer, starting processes costs more than it saves
AHEAD = 3  # chunks under way per process


def press_all(press: Press, documents: Iterable[Document], jobs: int) -> Iterator[Pressed]:
    """Press every document with `jobs` processes.

    Raises VanbanError "worker-died" when a process dies.
    """
    stream = iter(documents)
    first = list(islice(stream, WORTH_A_POOL if jobs > 1 else 0))
    if len(first) < WORTH_A_POOL:
        yield from map(press.make, chain(first, stream))
    else:
        yield from _in_a_pool(press, chain(first, stream), jobs)


def _in_a_pool(press: Press, documents: Iterator[Document], jobs: int) -> Iterator[Pressed]:
    waiting: deque[Future[list[Pressed]]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        try:
            while chunk := list(islice(documents, CHUNK)):
                waiting.append(pool.submit(_make, press, chunk))
                if len(waiting) > AHEAD * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise VanbanError("worker-died") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _make(press: Press, documents: list[Document]) -> list[Pressed]:
    return [press.make(document) for document in documents]
