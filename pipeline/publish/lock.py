"""One build at a time: a lock that the system lets go when its process ends, however that ends."""

import os
from contextlib import suppress
from pathlib import Path

from pipeline.problems import OutputError, Where

_held: set[int] = set()  # open locks of this process; a forked child must not hold them with it


def _let_go() -> None:
    for lock in _held:
        os.close(lock)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)


class Lock:
    """The lock of a folder, or of a file, which is made where it is missing; none on systems without flock.

    Raises OutputError "output-locked" where another build holds it, OSError where it cannot be opened. `shown` is
    what people know the place as.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self._lock = _locked(path, shown) if os.name == "posix" else None

    def release(self) -> None:
        """Let others in."""
        if self._lock is not None:
            _held.discard(self._lock)
            os.close(self._lock)
            self._lock = None


def _locked(path: Path, shown: str) -> int:
    import fcntl

    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT
    while True:
        lock = os.open(path, flags, 0o666)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(lock)
            raise OutputError("output-locked", Where(file=shown), path=shown) from error
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(lock), path.stat()):
                _held.add(lock)
                return lock
        os.close(lock)  # a build that has just ended has put the file in its place
