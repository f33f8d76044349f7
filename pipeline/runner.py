"""Where documents are pressed: in this process, or in a pool of them when there are enough to be worth its start.

Results come out in the order of the documents, a few chunks ahead at most, so memory does not grow with their number.
"""

import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from threading import Thread

from pipeline import messages
from pipeline.documents import Document
from pipeline.dossier import Faulty
from pipeline.press import Press, Pressed
from pipeline.problems import VanbanError

CHUNK = 32  # documents that travel together
WORTH_A_POOL = 4 * CHUNK  # with fewer, starting processes costs more than it saves
AHEAD = 3  # chunks under way per process
MOST_JOBS = 61 if sys.platform == "win32" else 256  # Windows waits for no more at once

Draft = Document | Faulty


def press_all(press: Press, drafts: Iterable[Draft], jobs: int) -> Iterator[Pressed | Faulty]:
    """Press every document with `jobs` processes; faulty rows come out in their place as they are.

    Raises VanbanError "worker-died" when a process dies.
    """
    stream = iter(drafts)
    first = list(islice(stream, WORTH_A_POOL if jobs > 1 else 0))
    if len(first) < WORTH_A_POOL:
        yield from (_pressed(press, draft) for draft in chain(first, stream))
    else:
        yield from _in_a_pool(press, chain(first, stream), min(jobs, MOST_JOBS))


def _in_a_pool(press: Press, drafts: Iterator[Draft], jobs: int) -> Iterator[Pressed | Faulty]:
    waiting: deque[Future[list[Pressed | Faulty]]] = deque()
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(messages.language(),)) as pool:
        try:
            while chunk := list(islice(drafts, CHUNK)):
                waiting.append(pool.submit(_chunk, press, chunk))
                if len(waiting) > AHEAD * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise VanbanError("worker-died") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(language: str) -> None:
    """Start a worker: it speaks the build's language, and does not outlive a build that is killed."""
    messages.use(language)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _chunk(press: Press, drafts: list[Draft]) -> list[Pressed | Faulty]:
    return [_pressed(press, draft) for draft in drafts]


def _pressed(press: Press, draft: Draft) -> Pressed | Faulty:
    return draft if isinstance(draft, Faulty) else press.make(draft)
