"""Which kinds of a dossier's documents need no work: nothing that goes into them has changed since they were made.

Beside the manifest stands a hash of all that went into each kind whose documents were all sound, and of the manifest
itself. Where these are still the same, each document is as the manifest says, if its file is.
"""

import hashlib
import json
from contextlib import suppress
from pathlib import Path

from pipeline.publish.manifest import MANIFEST
from pipeline.publish.whole import write_whole

_FILE = ".settled.json"


class Settled:
    """The settled kinds of the documents on a desk, each with the hash of what went into it."""

    def __init__(self, desk: Path) -> None:
        self._desk = desk
        self._kinds: dict[str, str] = {}
        with suppress(OSError, ValueError, TypeError, KeyError):
            told = json.loads((desk / _FILE).read_text("utf-8"))
            if told["manifest"] == self._manifest():
                self._kinds = dict(told["kinds"])

    def has(self, kind: str, sha256: str) -> bool:
        """Whether a kind is settled with this hash."""
        return self._kinds.get(kind) == sha256

    def note(self, kind: str, sha256: str | None) -> None:
        """Take note that a kind is settled, or with None that it is not."""
        self._kinds.pop(kind, None)
        if sha256 is not None:
            self._kinds[kind] = sha256

    def save(self) -> None:
        """Keep what was noted, now that the manifest is written. Nothing is lost where that cannot be."""
        with suppress(OSError):
            told = {"manifest": self._manifest(), "kinds": self._kinds}
            text = json.dumps(told, sort_keys=True) + "\n"
            path = self._desk / _FILE
            if not path.exists() or path.read_text("utf-8") != text:
                write_whole(path, text.encode())

    def _manifest(self) -> str:
        with (self._desk / MANIFEST).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
