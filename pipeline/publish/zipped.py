"""Documents in ZIPs: `--output forms.zip` makes forms.zip and, for each commune, forms-<commune>.zip beside it.

Documents go into their ZIP as they come and are never held. ZIPs are written aside and take their places together, when
all are whole; one whose bytes would not change is not touched. forms.zip holds the manifest too.
"""

import filecmp
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from pipeline.archive import ZipStream
from pipeline.publish.lock import Lock
from pipeline.publish.manifest import MANIFEST
from pipeline.publish.shelf import Parcel, Put
from pipeline.publish.whole import PART, writing


@dataclass(frozen=True, slots=True)
class ZipHand:
    """Reaches no ZIP: only the build writes them."""

    name: str
    dossier: str
    carries: ClassVar[bool] = True

    def name_of(self, kind: str, id: str, group: str = "") -> str:
        """See Hand; a name begins with that of the ZIP."""
        stem, suffix = self.name[:-4], self.name[-4:]
        return f"{stem}{'-' if group else ''}{group}{suffix}/{self.dossier}/{kind}/{id}.docx"

    def holds(self, documents: Sequence[tuple[str, str]]) -> list[bool]:
        """None: a ZIP is written anew as a whole."""
        return [False] * len(documents)

    def put(self, documents: Sequence[Parcel]) -> list[Put]:
        """Say which are new; the bytes of all go to `ZipShelf.receive`."""
        return [("unchanged" if one.known else "made", None) for one in documents]


class ZipShelf:
    """The ZIPs of one dossier, beside one another."""

    def __init__(self, path: Path, dossier: str) -> None:
        self._path, self._dossier = path, dossier
        self._open: dict[str, ZipStream] = {}
        self._files = ExitStack()

    def __enter__(self) -> Self:
        self._desk = self._files.enter_context(tempfile.TemporaryDirectory())
        self.desk = Path(self._desk)
        with writing(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError, KeyError, zipfile.BadZipFile):
                self._take_manifest()
            self._lock = Lock(self._beside(self._path.name), self._path)
        return self

    def _take_manifest(self) -> None:
        """Lay the manifest of the last build on the desk."""
        member = f"{self._dossier}/{MANIFEST}"
        with zipfile.ZipFile(self._path) as old, old.open(member) as lines, (self.desk / MANIFEST).open("wb") as file:
            shutil.copyfileobj(lines, file)

    def hand(self, *, many: bool, abroad: bool) -> ZipHand:
        """See Shelf."""
        return ZipHand(self._path.name, self._dossier)

    def receive(self, name: str, docx: bytes) -> None:
        """Add a document to its ZIP."""
        file, _, member = name.partition("/")
        with writing(self._path):
            self._zip(file).add(member, docx)

    def _zip(self, file: str) -> ZipStream:
        if file not in self._open:
            beside = self._files.enter_context(self._beside(file).open("wb"))
            self._open[file] = self._files.enter_context(ZipStream(beside))
        return self._open[file]

    def _beside(self, file: str) -> Path:
        return self._path.with_name(f".{file}{PART}")

    def left_over(self, kind: str, is_known: Callable[[str], bool]) -> Iterator[str]:
        """None: what the data no longer give is in no ZIP any more."""
        yield from ()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            with writing(self._path), (self.desk / MANIFEST).open("rb") as lines:
                self._zip(self._path.name).add_file(f"{self._dossier}/{MANIFEST}", lines)
        self._files.__exit__(kind, error, at)
        with writing(self._path):
            for file in self._open:
                beside, place = self._beside(file), self._path.with_name(file)
                if kind is not None or (place.exists() and filecmp.cmp(beside, place, shallow=False)):
                    beside.unlink(missing_ok=True)
                else:
                    beside.replace(place)
        self._lock.release()
