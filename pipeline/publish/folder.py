"""Documents as files in folders: `<output>/<dossier>/<kind>/<id>.docx`."""

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Self

from pipeline.problems import OutputError, Problem
from pipeline.publish.lock import Lock
from pipeline.publish.manifest import MANIFEST
from pipeline.publish.parts import PART, is_left, part_name
from pipeline.publish.shelf import Grouping, Parcel, Put
from pipeline.publish.whole import put_whole, read_bytes, writing

_NOT_OURS = re.compile(r"~\$.*|.*\.edited-[0-9a-f]{8}\.docx")  # Word's own locks, and what was kept aside


@dataclass(frozen=True, slots=True)
class FolderHand(Grouping):
    """Writes files below `root`, under which workers on other machines see the same folder.

    There they find the file `mark`, if it is told; where they do not, nothing is written.
    """

    mark: str = ""
    carries: ClassVar[bool] = False

    def holds(self, documents: Sequence[tuple[str, str]]) -> list[bool]:
        """See Hand."""
        return [_sha256(f"{self.root}/{name}") == sha256 for name, sha256 in documents]

    def put(self, documents: Sequence[Parcel]) -> list[Put]:
        """See Hand; what somebody has edited by hand is moved aside. Raises OutputError "not-shared" too."""
        if self.mark and not Path(self.root, self.dossier, self.mark).exists():
            raise OutputError("not-shared", path=self.root)
        return [put_whole(f"{self.root}/{one.name}", one.docx, record=one.record) for one in documents]


def _sha256(path: str) -> str:
    """The hash of a file; empty where it cannot be read."""
    try:
        return hashlib.sha256(read_bytes(path)).hexdigest()
    except OSError:
        return ""


class FolderShelf:
    """The folder of one dossier below `output`."""

    told: tuple[Problem, ...] = ()

    def __init__(self, output: Path, dossier: str) -> None:
        self.desk = output / dossier
        self._output, self._dossier = output, dossier
        self._mark = self.desk / part_name("shared")  # seen by whoever sees the folder
        self._lock: Lock | None = None

    def __enter__(self) -> Self:
        with writing(self.desk):
            self.desk.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(self.desk, str(self.desk))
            for left in _files(self.desk, PART):
                if left.name != f".{MANIFEST}{PART}" and is_left(left):
                    Path(left.path).unlink(missing_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._mark.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.release()

    def hand(self, *, many: bool, abroad: bool) -> FolderHand:
        """See Shelf."""
        if not abroad:
            return FolderHand(str(self._output), self._dossier, many)
        with writing(self.desk):
            self._mark.touch()
        return FolderHand(str(self._output.absolute()), self._dossier, many, self._mark.name)

    def receive(self, name: str, docx: bytes) -> None:
        """Nothing comes back: the hand writes all."""
        raise NotImplementedError(name)

    def left_over(self, kind: str, is_known: Callable[[str], bool]) -> Iterator[str]:
        """See Shelf; what was edited by hand and kept aside is none of them."""
        start = len(str(self.desk))
        for file in _files(self.desk / kind, ".docx"):
            name = self._dossier + file.path[start:].replace(os.sep, "/")
            if not is_known(name) and not _NOT_OURS.fullmatch(file.name):
                yield file.path


def _files(folder: Path | str, ending: str) -> Iterator[os.DirEntry[str]]:
    """The files below a folder with names that end so; of a hundred thousand others, as little as can be is made."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path, ending)
            elif entry.name.endswith(ending):
                yield entry
