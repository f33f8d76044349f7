"""Documents at an address: `--output s3://bucket/folder`. The only module that knows fsspec.

A store takes an object whole or not at all. The manifest is written in the user's cache folder, where a killed build is
taken up from, and put beside the documents in the end.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from pipeline.caching import cache_folder
from pipeline.problems import OutputError, Problem, UsageError, Where
from pipeline.publish.lock import Lock
from pipeline.publish.manifest import MANIFEST
from pipeline.publish.shelf import Grouping, Parcel, Put
from pipeline.publish.whole import writing


@dataclass(frozen=True, slots=True)
class RemoteHand(Grouping):
    """Puts objects below an address, the `root`, from any process that may write there."""

    carries: ClassVar[bool] = False

    def holds(self, documents: Sequence[tuple[str, str]]) -> list[bool]:
        """See Hand; all are asked for at once."""
        store, root = _store(self.root)
        paths = [f"{root}/{name}" for name, _sha256 in documents]
        with _reaching(self.root):
            there = store.cat(paths, on_error="return") if paths else {}
        return [_sha256_of(there[path]) == sha256 for path, (_name, sha256) in zip(paths, documents, strict=True)]

    def put(self, documents: Sequence[Parcel]) -> list[Put]:
        """See Hand; all go at once, and replace what stands there."""
        known = [one for one in documents if one.known]
        held = self.holds([(one.name, hashlib.sha256(one.docx).hexdigest()) for one in known])
        standing = {one.name for one, is_held in zip(known, held, strict=True) if is_held}
        store, root = _store(self.root)
        new = {f"{root}/{one.name}": one.docx for one in documents if one.name not in standing}
        with _reaching(self.root):
            if new:
                store.pipe(new)
        return [("unchanged" if one.name in standing else "made", None) for one in documents]


def _sha256_of(content: bytes | Exception) -> str:
    """The hash of what a store gave; empty where it gave nothing."""
    return hashlib.sha256(content).hexdigest() if isinstance(content, bytes) else ""


class RemoteShelf:
    """The documents of one dossier below an address. Builds of one user on one machine wait for one another."""

    told: tuple[Problem, ...] = ()

    def __init__(self, address: str, dossier: str) -> None:
        self._address, self._dossier = address.rstrip("/"), dossier
        self._store, root = _store(self._address)
        self._folder = f"{root}/{dossier}"
        name = hashlib.sha256(f"{self._address}/{dossier}".encode()).hexdigest()[:16]
        self.desk = cache_folder() / "desks" / name
        self._manifest = self.desk / MANIFEST

    def __enter__(self) -> Self:
        with writing(self.desk):
            self.desk.mkdir(parents=True, exist_ok=True)
            self._lock = Lock(self.desk, f"{self._address}/{self._dossier}")
            self._manifest.unlink(missing_ok=True)
        with _reaching(self._address):
            self._store.invalidate_cache()
            if self._store.exists(f"{self._folder}/{MANIFEST}"):
                self._store.get_file(f"{self._folder}/{MANIFEST}", str(self._manifest))
        self._fetched = self._written()
        return self

    def _written(self) -> tuple[int, int] | None:
        """What tells one writing of the manifest on the desk from another; None where there is none."""
        with suppress(FileNotFoundError):
            return (stat := self._manifest.stat()).st_ino, stat.st_mtime_ns
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None and self._written() != self._fetched:
                with _reaching(self._address):
                    self._store.put_file(str(self._manifest), f"{self._folder}/{MANIFEST}")
        finally:
            self._lock.release()

    def hand(self, *, many: bool, abroad: bool) -> RemoteHand:
        """See Shelf."""
        return RemoteHand(self._address, self._dossier, many)

    def receive(self, name: str, docx: bytes) -> None:
        """Nothing comes back: the hand writes all."""
        raise NotImplementedError(name)

    def left_over(self, kind: str, is_known: Callable[[str], bool]) -> Iterator[str]:
        """See Shelf."""
        with _reaching(self._address):
            self._store.invalidate_cache()
            for folder, _folders, files in self._store.walk(f"{self._folder}/{kind}"):
                group = f"{self._dossier}/{kind}{folder.removeprefix(f'{self._folder}/{kind}')}"
                names = (f"{group}/{file}" for file in files if file.endswith(".docx"))
                yield from (f"{self._address}/{name}" for name in names if not is_known(name))
                self._store.invalidate_cache(folder)  # which would hold what was listed


def _store(address: str) -> tuple[Any, str]:
    """The file system of an address, and the address as it knows it; fsspec keeps one for each process."""
    try:
        import fsspec

        store, root = fsspec.core.url_to_fs(address)
    except ImportError as error:
        module = error.name or "fsspec"
        raise UsageError("no-extra", module=module, extra="s3") from error
    except ValueError as error:
        raise UsageError("unknown-address", address=address, reason=str(error)) from error
    return store, str(root)


@contextmanager
def _reaching(address: str) -> Iterator[None]:
    """Turn what a store says into an OutputError."""
    try:
        yield
    except Exception as error:  # each store has errors of its own
        raise OutputError("cannot-write", Where(file=address), path=address, reason=str(error)) from error
