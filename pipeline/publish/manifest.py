"""The manifest: a line for each document, in the order of the build, and what the last build said of each.

As long as every line says what the old manifest says (but for its status, of which a byte a document is remembered)
nothing is written. From the first difference on, the new manifest grows beside the old and replaces it in the end. What
a killed build has left of one is taken up by the next, which goes on from there.
"""

import json
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pipeline.publish.entry import STATUSES, Entry
from pipeline.publish.whole import PART, writing

MANIFEST = "manifest.jsonl"
WINDOW = 1024  # old lines among which that of a document is looked for

Line = dict[str, Any]
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_NEEDED = {"id", "kind", "path", "input_sha256", "output_sha256"}


class Manifest:
    """The manifest on a shelf's desk, being written anew; lines of kinds that are not built are kept as they stand.

    For each kind in turn: `begin` it, `look` up its documents in the order in which they are made, `add` them in the
    same order; any number may be looked up ahead. Memory does not grow with their number.
    """

    def __init__(self, desk: Path, kinds: set[str]) -> None:
        self.path = desk / MANIFEST
        self.beside = desk / f".{MANIFEST}{PART}"
        self.kinds = kinds
        self._ahead = set(kinds)
        self._kind = ""
        self._statuses = bytearray()
        self._new: IO[str] | None = None
        self._moved = False
        self._window: OrderedDict[str, Line] = OrderedDict()

    def __enter__(self) -> Self:
        with writing(self.path):
            if self.beside.exists():
                _take_up(self.beside, self.path)
        self._old = _lines(self.path)
        self._next = next(self._old, None)
        return self

    def begin(self, kind: str) -> None:
        """Turn to the documents of a kind; those of the kinds before it have all been added."""
        self._moved = self._moved or bool(self._window)
        self._window.clear()
        while self._next is not None and self._next["kind"] not in self._ahead:
            self._pass(self._next)
            self._next = next(self._old, None)
        self._ahead.discard(kind)
        self._kind = kind

    def leave(self, kind: str) -> None:
        """Keep the lines of a kind as they stand: its documents are not built after all."""
        self.kinds.discard(kind)
        self._ahead.discard(kind)

    @property
    def next_path(self) -> str:
        """Where the next document of the kind stood; empty where the old manifest has none."""
        return self._next["path"] if self._next is not None and self._next["kind"] == self._kind else ""

    def look(self, id: str) -> Line | None:
        """The old line of the next document of the kind, where there is one about as far down."""
        window = self._window
        while id not in window and self._next is not None and self._next["kind"] == self._kind:
            if len(window) == WINDOW:
                return None
            window[self._next["id"]] = self._next
            self._next = next(self._old, None)
        if id not in window:
            return None
        while True:
            first, line = window.popitem(last=False)
            if first == id:
                return line
            self._moved = True

    def add(self, entry: Entry, old: Line | None) -> None:
        """Take the line of a document, of which the old manifest has said `old`."""
        line = entry.as_json()
        if old is None or self._moved or old != line | {"status": old["status"]}:
            self._start()
        self._say(line)

    def _pass(self, line: Line) -> None:
        """Keep an old line of a kind that is not built; drop one of a kind that is."""
        if line["kind"] in self.kinds:
            self._moved = True
        else:
            self._say(line)

    def _say(self, line: Line) -> None:
        if self._moved:
            self._start()
        if self._new is None:
            self._statuses.append(STATUSES.index(line["status"]))
        else:
            with writing(self.path):
                self._new.write(_text(line))

    def _start(self) -> None:
        """Begin the new manifest, if it is not begun, with the lines that have agreed so far."""
        if self._new is not None:
            return
        with writing(self.path):
            self._new = self.beside.open("w", encoding="utf-8", newline="\n")
            for status, line in zip(self._statuses, _lines(self.path), strict=False):
                self._new.write(_text({**line, "status": STATUSES[status]}))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            if self._new is not None:
                with suppress(OSError):
                    self._new.close()

    def _finish(self) -> None:
        self._ahead.clear()
        self.begin("")
        if self._moved or not self.path.exists():
            self._start()
        if self._new is not None:
            with writing(self.path):
                self._new.close()
                self.beside.replace(self.path)


def _take_up(written: Path, path: Path) -> None:
    """Put what a killed build has written of a manifest before what it had not come to."""
    last, kinds = None, set()
    for line in _lines(written):
        last = (line["kind"], line["id"])
        kinds.add(line["kind"])
    rest = _lines(path)
    if not any((line["kind"], line["id"]) == last for line in rest):
        rest = (line for line in _lines(path) if line["kind"] not in kinds)
    merged = written.with_name(f".taken-up-{MANIFEST}{PART}")
    with merged.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(map(_text, chain(_lines(written), rest)))
    merged.replace(path)
    written.unlink()


def _lines(path: Path) -> Iterator[Line]:
    """A manifest's lines, as far as they are lines of ours."""
    if not path.exists():
        return
    with suppress(ValueError), writing(path), path.open(encoding="utf-8") as file:
        for text in file:
            line = json.loads(text)
            if not (isinstance(line, dict) and line.get("status") in STATUSES and line.keys() >= _NEEDED):
                return
            yield line


def _text(line: Line) -> str:
    return _encoded(line) + "\n"
