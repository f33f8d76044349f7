"""Documents in ZIPs: `--output forms.zip` makes forms.zip and, for each commune, forms-<commune>.zip beside it.

Documents go into their ZIP as they come and are never held. ZIPs are written aside and take their places together, when
all are whole; one whose bytes would not change is not touched. forms.zip holds the manifest too, and takes its place
last.
"""

import filecmp
import glob
import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from pipeline.archive import ZipStream, is_ours
from pipeline.problems import Problem, Where
from pipeline.publish.lock import Lock
from pipeline.publish.manifest import MANIFEST, lines_of
from pipeline.publish.parts import PART
from pipeline.publish.shelf import Parcel, Put
from pipeline.publish.whole import keep_aside, writing


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
        self._zips: dict[str, ZipStream] = {}
        self._kinds: set[str] = set()  # of which documents were received
        self.told: list[Problem] = []

    def __enter__(self) -> Self:
        with writing(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(self._beside(self._path.name), str(self._path))
            for left in self._path.parent.glob(f".{glob.escape(self._path.name)}.*{PART}"):
                left.unlink()
            self._zip(self._path.name)
            self._desk = tempfile.TemporaryDirectory()
            self.desk = Path(self._desk.name)
            with suppress(FileNotFoundError, KeyError, zipfile.BadZipFile):
                self._take_manifest()
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
        self._kinds.add(_kind(member))
        with writing(self._path):
            self._zip(file).add(member, docx)

    def _zip(self, file: str) -> ZipStream:
        if file not in self._zips:
            self._zips[file] = ZipStream(self._beside(file))
        return self._zips[file]

    def _beside(self, file: str) -> Path:
        """Where a ZIP is written; the place of forms.zip itself is locked."""
        main = self._path.name
        return self._path.with_name(f".{main}{PART}" if file == main else f".{main}.{file}{PART}")

    def left_over(self, kind: str, is_known: Callable[[str], bool]) -> Iterator[str]:
        """See Shelf: the ZIPs of groups that no document of the kind is in any more."""
        kinds: dict[str, set[str]] = {}
        for line in lines_of(self.desk / MANIFEST):
            kinds.setdefault(line["path"].partition("/")[0], set()).add(line["kind"])
        for file, held in kinds.items():
            path = self._path.with_name(file)
            if held == {kind} and file not in self._zips and path.exists():
                yield str(path)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            with writing(self._path):
                if kind is None:
                    self._finish()
                for file in self._zips:
                    self._beside(file).unlink(missing_ok=True)
        finally:
            self._desk.cleanup()
            self._lock.release()

    def _finish(self) -> None:
        """Complete the ZIPs and put them in their places."""
        self._keep()
        main = self._zips.pop(self._path.name)
        with (self.desk / MANIFEST).open("rb") as lines:
            main.add_file(f"{self._dossier}/{MANIFEST}", lines)
        self._zips[self._path.name] = main  # the last
        for stream in self._zips.values():
            stream.finish()
        for file in self._zips:
            beside, place = self._beside(file), self._path.with_name(file)
            if not (place.exists() and filecmp.cmp(beside, place, shallow=False)):
                if place.exists() and not is_ours(place):
                    with place.open("rb") as theirs:
                        kept = keep_aside(place, hashlib.file_digest(theirs, "sha256").hexdigest())
                    self.told.append(Problem(Where(file=str(place)), "edited-by-hand", "", {"kept": kept}))
                beside.replace(place)

    def _keep(self) -> None:
        """Take over the documents of kinds that were not built this time."""
        made = (line["kind"] for line in lines_of(self.desk / MANIFEST) if line["status"] != "failed")
        if not (kept := set(made) - self._kinds):
            return
        for file, stream in self._zips.items():
            with suppress(FileNotFoundError), zipfile.ZipFile(self._path.with_name(file)) as old:
                for member in old.namelist():
                    if member.startswith(f"{self._dossier}/") and _kind(member) in kept:
                        stream.add(member, old.read(member))


def _kind(member: str) -> str:
    return member.split("/")[1]
