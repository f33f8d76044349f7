"""Whole files and the manifest: a document is written beside its place and renamed, or not written at all.

A file whose bytes would not change is not touched, and neither is a manifest that would say the same. A file that
somebody has saved since we wrote it (its members do not bear our stamp) is moved aside, never overwritten.
"""

import errno
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self, get_args

from pipeline.archive import is_ours
from pipeline.problems import OutputError, Problem, Where

MANIFEST = "manifest.jsonl"
PART = ".part"  # what a killed build may leave; the next one clears it
NO_MORE_FILES = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)  # errors after which no other file fares better

_held: set[int] = set()  # open locks of this process; a forked child must not hold them with it


def _let_go() -> None:
    for lock in _held:
        os.close(lock)
    _held.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_let_go)

Status = Literal["made", "unchanged", "failed"]
STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the manifest: one row in, one entry out, whatever became of it. `path` is relative to the output."""

    id: str
    kind: str
    path: str
    record: Where
    template: str
    input_sha256: str
    output_sha256: str
    status: Status

    def as_json(self) -> dict[str, Any]:
        """The object of the manifest's line (its keys are a contract)."""
        record = {"file": self.record.file, "sheet": self.record.sheet, "row": self.record.row}
        return {
            "id": self.id,
            "kind": self.kind,
            "path": self.path,
            "record": record,
            "template": self.template,
            "input_sha256": self.input_sha256,
            "output_sha256": self.output_sha256,
            "status": self.status,
        }


class Shelf:
    """The output folder of one dossier, held by one build at a time.

    Raises OutputError "output-locked" on entering where another build holds it, "cannot-write" where it cannot be
    written; the latter also from `put` and from leaving.
    """

    def __init__(self, output: Path, dossier: str) -> None:
        self.output = output
        self.folder = output / dossier
        self._lock: int | None = None

    def __enter__(self) -> Self:
        with _writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder, os.O_RDONLY) if os.name == "posix" else None
            if self._lock is not None:
                self._hold(self._lock)
            for left in self.folder.rglob(f".*{PART}"):
                left.unlink(missing_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._lock is not None:
            _held.discard(self._lock)
            os.close(self._lock)

    def _hold(self, lock: int) -> None:
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(lock)
            self._lock = None
            raise OutputError("output-locked", Where(file=str(self.folder)), path=str(self.folder)) from error
        _held.add(lock)

    def path_of(self, kind: str, id: str) -> Path:
        """Where the document stands: `<output>/<dossier>/<kind>/<id>.docx`."""
        return self.folder / kind / f"{id}.docx"

    def name_of(self, kind: str, id: str) -> str:
        """The same, as the manifest has it: below the output folder, with forward slashes."""
        return self.path_of(kind, id).relative_to(self.output).as_posix()

    def put(self, kind: str, id: str, docx: bytes) -> tuple[Status, Problem | None]:
        """Put a document in its place, as `put_whole` does."""
        return put_whole(self.path_of(kind, id), docx, record=id)

    def left_over(self, kind: str, ids: set[str]) -> tuple[Path, ...]:
        """Documents of a kind on the shelf that the present data did not give, and nobody has edited."""
        found = sorted((self.folder / kind).glob("*.docx"))
        theirs = re.compile(r"~\$.*|.*\.edited-[0-9a-f]{8}\.docx")  # Word's own locks, and what was kept aside
        return tuple(path for path in found if path.stem not in ids and not theirs.fullmatch(path.name))


def put_whole(path: Path, docx: bytes, *, record: str = "") -> tuple[Status, Problem | None]:
    """Write a document unless it stands there already; what somebody has edited by hand is moved aside first.

    Gives the status ("failed" where this file alone cannot be written) and the notice or fault to tell. Raises
    OutputError where no other file would fare better.
    """
    aside: Problem | None = None
    try:
        with suppress(FileNotFoundError):
            present = path.read_bytes()
            if present == docx:
                return "unchanged", None
            if not is_ours(present):
                kept = path.with_name(f"{path.stem}.edited-{hashlib.sha256(present).hexdigest()[:8]}.docx")
                path.replace(kept)
                aside = Problem(Where(file=str(path), record=record), "edited-by-hand", "", {"kept": kept.name})
        write_whole(path, docx)
    except OSError as error:
        if error.errno in NO_MORE_FILES or not _writable(path.parent):
            raise cannot_write(path, error) from error
        values = {"path": str(path), "reason": error.strerror or str(error)}
        return "failed", Problem(Where(file=str(path), record=record), "cannot-write-one", "", values)
    return "made", aside


def _writable(folder: Path) -> bool:
    """Whether files can be made in a folder, or in the nearest one above it that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)


def write_whole(path: Path, data: bytes) -> None:
    """Write beside `path` and rename: `path` is either as it was or whole. Raises OSError."""
    beside = path.with_name(f".{path.name}{PART}")
    try:
        try:
            beside.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(data)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


class Manifest:
    """The manifest being written anew: lines of the kinds not built this time are kept as they stand.

    Nothing is written as long as every line says what the old one says (but for its status, of which a byte a document
    is remembered); from the first difference on, the new manifest grows beside the old and replaces it in the end.
    """

    def __init__(self, folder: Path, kinds: set[str]) -> None:
        self.path = folder / MANIFEST
        self.beside = folder / f".{MANIFEST}{PART}"
        self.kinds = kinds
        self._statuses = bytearray()
        self._new: IO[str] | None = None

    def __enter__(self) -> Self:
        self._old = self._lines()
        self._next = self._ahead()
        return self

    def _lines(self) -> Iterator[dict[str, Any]]:
        """The old manifest's lines, as far as they are lines of ours."""
        if not self.path.exists():
            return
        with suppress(ValueError), _writing(self.path), self.path.open(encoding="utf-8") as file:
            for text in file:
                line = json.loads(text)
                if not isinstance(line, dict) or line.get("status") not in STATUSES:
                    return
                yield line

    def _ahead(self) -> dict[str, Any] | None:
        """The next old line of a kind that is built now; those of other kinds are kept on the way."""
        for line in self._old:
            if line.get("kind") in self.kinds:
                return line
            self._say(line)
        return None

    def add(self, entry: Entry) -> None:
        """Take the line of one document, in the order of the build."""
        line = entry.as_json()
        old = self._next
        if self._new is None and (old is None or {**old, "status": ""} != {**line, "status": ""}):
            self._begin()
        self._say(line)
        if old is not None:
            self._next = self._ahead()

    def _say(self, line: dict[str, Any]) -> None:
        if self._new is None:
            self._statuses.append(STATUSES.index(line["status"]))
        else:
            with _writing(self.path):
                self._new.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _begin(self) -> None:
        """Start the new manifest with the lines that have agreed so far."""
        with _writing(self.path):
            self._new = self.beside.open("w", encoding="utf-8", newline="\n")
        for status, line in zip(self._statuses, self._lines(), strict=False):
            self._say({**line, "status": STATUSES[status]})

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            if self._new is not None:
                with suppress(OSError):
                    self._new.close()
                with suppress(OSError):
                    self.beside.unlink(missing_ok=True)

    def _finish(self) -> None:
        if self._new is None and (self._next is not None or not self.path.exists()):
            self._begin()
        while self._next is not None:
            self._next = self._ahead()
        if self._new is not None:
            with _writing(self.path):
                self._new.close()
                self.beside.replace(self.path)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


def cannot_write(path: Path, error: OSError) -> OutputError:
    """The error that says why `path` could not be written."""
    reason = error.strerror or str(error)
    return OutputError("cannot-write", Where(file=str(path)), path=str(path), reason=reason)
