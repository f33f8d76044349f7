"""The manifest: a line for each document, in the order of the build, and what the last build said of each.

As long as every line says what the old manifest says (but for its status, of which a byte a document is remembered)
nothing is written. From the first difference on, the new manifest grows beside the old and replaces it in the end. What
a killed build has left of one is taken up by the next, which goes on from there.
"""

import json
from array import array
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from itertools import islice, takewhile
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from pipeline.dossier import Seen
from pipeline.publish.entry import STATUSES, Entry
from pipeline.publish.parts import PART
from pipeline.publish.whole import writing

MANIFEST = "manifest.jsonl"

Line = dict[str, Any]
_encoded = json.JSONEncoder(ensure_ascii=False).encode
_NEEDED = ("id", "kind", "path", "input_sha256", "output_sha256")
_UNCHANGED = STATUSES.index("unchanged")


class Manifest:
    """The manifest on a shelf's desk, being written anew; lines of kinds that are not built are kept as they stand.

    For each kind in turn: `begin` it, let those of its lines `stand` that need no work, `look` up its other documents
    in the order in which they are made, `add` them in the same order; any number may be looked up ahead. Some 40 bytes
    a document are held.
    """

    def __init__(self, desk: Path, kinds: set[str]) -> None:
        self.path = desk / MANIFEST
        self.beside = desk / f".{MANIFEST}{PART}"
        self.kinds = kinds
        self._ahead = set(kinds)
        self._kind = ""
        self._statuses = bytearray()  # of the lines that have agreed so far
        self._new: IO[str] | None = None
        self._moved = False
        self._index: _Index | None = None
        self._looked: deque[int] = deque()

    def __enter__(self) -> Self:
        with writing(self.path):
            if self.beside.exists():
                _take_up(self.beside, self.path)
        self._old = _Cursor(self.path)
        return self

    def begin(self, kind: str) -> None:
        """Turn to the documents of a kind; those of the kinds before it have all been added."""
        self._forget()
        while self.has_next:
            self._old.step()
        self._moved = self._moved or self._old.number != len(self._statuses)
        while (line := self._old.line) is not None and line["kind"] not in self._ahead:
            self._pass(line)
            self._old.step()
        self._ahead.discard(kind)
        self._kind = kind

    def leave(self, kind: str) -> None:
        """Keep the lines of a kind as they stand: its documents are not built after all."""
        self.kinds.discard(kind)
        self._ahead.discard(kind)

    @property
    def has_next(self) -> bool:
        """Whether there are old lines of the kind beyond those that stand."""
        return self._old.line is not None and self._old.line["kind"] == self._kind

    def first_path(self) -> str:
        """Where the first document of the kind stood that was made; empty where the old manifest knows of none."""
        lines = takewhile(lambda line: line["kind"] == self._kind, islice(lines_of(self.path), self._old.number, None))
        return next((line["path"] for line in lines if line["status"] != "failed"), "")

    def old_texts(self) -> Iterator[str]:
        """The old lines of the kind, as they stand in a manifest that nobody has touched; none is taken yet."""
        return takewhile(lambda text: kind_in(text) == self._kind, islice(_texts(self.path), self._old.number, None))

    def stand(self, count: int) -> None:
        """Take the next lines of the kind, so many, as those of unchanged documents."""
        for _ in range(count):
            if self._new is None:
                self._statuses.append(_UNCHANGED)
            elif (line := self._old.line) is not None:
                self._say({**line, "status": STATUSES[_UNCHANGED]})
            self._old.step()

    def look(self, id: str) -> Line | None:
        """The old line of the next document of the kind, wherever it stood among those of its kind."""
        if self._index is None:
            self._index = _Index(self.path, self._old.number, self._kind)
        number, line = self._index.find(id)
        self._looked.append(number)
        return line

    def add(self, entry: Entry, old: Line | None) -> None:
        """Take the line of a document, of which the old manifest has said `old`."""
        line = entry.as_json()
        agrees = self._looked.popleft() == len(self._statuses)
        if not agrees or old is None or old != line | {"status": old["status"]}:
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
            self._new = self.beside.open("w", encoding="utf-8", errors="replace", newline="\n")
            for status, line in zip(self._statuses, lines_of(self.path), strict=False):
                self._new.write(_text({**line, "status": STATUSES[status]}))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._forget()
            self._old.close()
            if self._new is not None:
                with suppress(OSError):
                    self._new.close()

    def _forget(self) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None

    def _finish(self) -> None:
        self._ahead.clear()
        self.begin("")
        if self._moved or self._old.is_spoilt or not self.path.exists():
            self._start()
        if self._new is not None:
            with writing(self.path):
                self._new.close()
                self.beside.replace(self.path)


class _Cursor:
    """The lines of an old manifest one after the other, each taken apart only where somebody looks at it."""

    def __init__(self, path: Path) -> None:
        self.number = 0
        self.is_spoilt = False
        self._texts = _texts(path)
        self._text = next(self._texts, "")
        self._line: Line | None = None

    @property
    def line(self) -> Line | None:
        """The line to come; None at the end, and from a line on that is none of ours."""
        if self._line is None and self._text and not self.is_spoilt:
            self._line = _parsed(self._text)
            self.is_spoilt = self._line is None
        return self._line

    def step(self) -> None:
        """Go on to the next line."""
        self.number += 1
        self._line = None
        self._text = next(self._texts, "")

    def close(self) -> None:
        """Let go of the file."""
        self._texts.close()


class _Index:
    """Where in an old manifest the lines of a kind stand, from line `number` on."""

    def __init__(self, path: Path, number: int, kind: str) -> None:
        self._first = number
        self._ids = Seen()
        self._places = array("Q")
        self._file = path.open("rb") if path.exists() else None
        place = sum(map(len, islice(self._file, number))) if self._file else 0
        for text in self._file or ():
            line = _parsed(text)
            if line is None or line["kind"] != kind:
                break
            self._ids.first(line["id"], len(self._places))
            self._places.append(place)
            place += len(text)

    def find(self, id: str) -> tuple[int, Line | None]:
        """The number and the line of an id; -1 and None where there is none."""
        number = self._ids.get(id)
        if self._file is None or number is None:
            return -1, None
        self._file.seek(self._places[number])
        return self._first + number, _parsed(self._file.readline())

    def close(self) -> None:
        """Let go of the file."""
        if self._file:
            self._file.close()


def kind_in(text: str) -> str:
    """The kind in a line that we wrote."""
    return text.split('"', 8)[7]


def id_in(text: str) -> str:
    """The id in a line that we wrote."""
    return text.split('"', 4)[3]


def path_in(text: str) -> str:
    """The path in a line that we wrote."""
    return text.split('"', 12)[11]


def _take_up(written: Path, path: Path) -> None:
    """Put what a killed build has written of a manifest before what it had not come to."""
    merged = written.with_name(f".taken-up-{MANIFEST}{PART}")
    listed = Seen()
    with merged.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for line in lines_of(written):
            listed.first(f"{line['kind']}/{line['id']}", 0)
            file.write(_text(line))
        file.writelines(_text(line) for line in lines_of(path) if f"{line['kind']}/{line['id']}" not in listed)
    merged.replace(path)
    written.unlink()


def lines_of(path: Path) -> Iterator[Line]:
    """A manifest's lines, as far as they are lines of ours. Raises OutputError where it cannot be read."""
    for text in _texts(path):
        line = _parsed(text)
        if line is None:
            return
        yield line


def _texts(path: Path) -> Generator[str, None, None]:
    """A manifest's lines as they stand."""
    if path.exists():
        with writing(path), path.open(encoding="utf-8", errors="replace", newline="\n") as file:
            yield from file


def _parsed(text: str | bytes) -> Line | None:
    with suppress(ValueError, RecursionError):
        line = json.loads(text)
        if isinstance(line, dict) and line.get("status") in STATUSES:
            return line if all(isinstance(line.get(key), str) for key in _NEEDED) else None
    return None


def _text(line: Line) -> str:
    return _encoded(line) + "\n"
