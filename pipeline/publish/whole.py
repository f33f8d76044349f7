"""Whole files: a file is written beside its place and renamed, or not written at all."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.archive import is_ours
from pipeline.problems import OutputError, Problem, Where
from pipeline.publish.entry import Status
from pipeline.publish.parts import part_name

NO_MORE_FILES = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)  # errors after which no other file fares better
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def put_whole(path: str | Path, docx: bytes, *, record: str = "") -> tuple[Status, Problem | None]:
    """Write a document unless it stands there already; what somebody has edited by hand is moved aside first.

    Gives the status ("failed" where this file alone cannot be written) and the notice or fault to tell. Raises
    OutputError where no other file would fare better.
    """
    aside: Problem | None = None
    path = os.fspath(path)
    try:
        with suppress(FileNotFoundError):
            present = read_bytes(path)
            if present == docx:
                return "unchanged", None
            if not is_ours(present):
                kept = keep_aside(path, hashlib.sha256(present).hexdigest())
                aside = Problem(Where(file=path, record=record), "edited-by-hand", "", {"kept": kept})
        write_whole(path, docx)
    except OSError as error:
        if error.errno in NO_MORE_FILES or not _writable(Path(path).parent):
            raise cannot_write(path, error) from error
        values = {"path": path, "reason": error.strerror or str(error)}
        return "failed", Problem(Where(file=path, record=record), "cannot-write-one", "", values)
    return "made", aside


def keep_aside(path: str | Path, sha256: str) -> str:
    """Rename a file that is not ours to lose, and give its new name. Raises OSError."""
    path = Path(path)
    kept = path.with_name(f"{path.stem}.edited-{sha256[:8]}{path.suffix}")
    path.replace(kept)
    return kept.name


def read_bytes(path: str) -> bytes:
    """All of a file, by one call of the system where it can be. Raises OSError."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        size = os.fstat(file).st_size
        data = os.read(file, size + 1)
        while len(data) < size and (more := os.read(file, size)):
            data += more
        return data
    finally:
        os.close(file)


def write_whole(path: str | Path, data: bytes, *, mode: int | None = None) -> None:
    """Write beside `path` and rename: `path` is either as it was or whole. Raises OSError.

    A file that is given a `mode` is kept for good: it is on the disk when this returns.
    """
    folder = os.path.dirname(os.fspath(path))  # noqa: PTH120
    beside = os.path.join(folder, part_name())  # noqa: PTH118  a path object costs as much as the file
    try:
        try:
            file = os.open(beside, _NEW, 0o666)
        except FileNotFoundError:
            Path(folder).mkdir(parents=True, exist_ok=True)
            file = os.open(beside, _NEW, 0o666)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
            if mode is not None:
                os.fsync(file)
        finally:
            os.close(file)
        if mode is not None:
            os.chmod(beside, mode)  # noqa: PTH101
        os.replace(beside, path)  # noqa: PTH105
    except OSError:
        with suppress(OSError):
            Path(beside).unlink(missing_ok=True)
        raise


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder, or in the nearest one above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn what the system says of `path` into an OutputError."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: str | Path, error: OSError) -> OutputError:
    """The error that says why `path` could not be written."""
    reason = error.strerror or str(error)
    return OutputError("cannot-write", Where(file=str(path)), path=str(path), reason=reason)
