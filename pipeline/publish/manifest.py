"""The manifest: a line for each document, in the order of the build, and what the last build said of each.

As long as every line says what the old manifest says (but for its status, of which a byte a document is remembered)
nothing is written. From the first difference on, the new manifest grows beside the old and replaces it in the end. What
a killed build has left of one is taken up by the next, which goes on from there.
"""

import json
from collections import OrderedDict
from collections.abc import Generator, Iterator
from contextlib import suppress
from itertools import chain, islice, takewhile
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
_UNCHANGED = STATUSES.index("unchanged")


class Manifest:
    """The manifest on a shelf's desk, being written anew; lines of kinds that are not built are kept as they stand.

    For each kind in turn: `begin` it, let those of its lines `stand` that need no work, `look` up its other documents
    in the order in which they are made, `add` them in the same order; any number may be looked up ahead. Memory does
    not grow with their number.
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
        self._old = _Cursor(self.path)
        return self

    def begin(self, kind: str) -> None:
        """Turn to the documents of a kind; those of the kinds before it have all been added."""
        self._moved = self._moved or bool(self._window)
        self._window.clear()
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
        """Whether there are old lines of the kind that are not taken yet."""
        return self._old.line is not None and self._old.line["kind"] == self._kind

    def first_path(self) -> str:
        """Where the first document of the kind stood that was made; empty where the old manifest knows of none."""
        lines = takewhile(lambda line: line["kind"] == self._kind, islice(_lines(self.path), self._old.number, None))
        return next((line["path"] for line in lines if line["status"] != "failed"), "")

    def old_texts(self) -> Iterator[str]:
        """The old lines of the kind, as they stand in a manifest that nobody has touched; none is taken yet."""
        return takewhile(lambda text: kind_in(text) == self._kind, islice(_texts(self.path), self._old.number, None))

    def stand(self, count: int) -> None:
        """Take the next lines of the kind, so many, as those of unchanged documents."""
        for _ in range(count):
            if self._new is None:
                self._statuses.append(_UNCHANGED)
                self._old.step()
            elif (line := self._old.line) is not None:
                self._say({**line, "status": STATUSES[_UNCHANGED]})
                self._old.step()

    def look(self, id: str) -> Line | None:
        """The old line of the next document of the kind, where there is one about as far down."""
        window = self._window
        while id not in window and (next_line := self._old.line) is not None and next_line["kind"] == self._kind:
            if len(window) == WINDOW:
                return None
            window[next_line["id"]] = next_line
            self._old.step()
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
            self._old.close()
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


class _Cursor:
    """The lines of an old manifest one after the other, each taken apart only where somebody looks at it."""

    def __init__(self, path: Path) -> None:
        self.number = 0
        self._texts = _texts(path)
        self._text = next(self._texts, "")
        self._line: Line | None = None

    @property
    def line(self) -> Line | None:
        """The line to come; None at the end, and from a line on that is none of ours."""
        if self._line is None and self._text:
            self._line = _parsed(self._text)
            self._text = self._text if self._line else ""
        return self._line

    def step(self) -> None:
        """Go on to the next line."""
        self.number += 1
        self._line = None
        self._text = next(self._texts, "")

    def close(self) -> None:
        """Let go of the file."""
        self._texts.close()


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


def _texts(path: Path) -> Generator[str, None, None]:
    """A manifest's lines as they stand, as far as they are text."""
    if path.exists():
        with suppress(UnicodeDecodeError), writing(path), path.open(encoding="utf-8") as file:
            yield from file


def _lines(path: Path) -> Iterator[Line]:
    """A manifest's lines, as far as they are lines of ours."""
    for text in _texts(path):
        line = _parsed(text)
        if line is None:
            return
        yield line


def _parsed(text: str) -> Line | None:
    with suppress(ValueError):
        line = json.loads(text)
        if isinstance(line, dict) and line.get("status") in STATUSES and line.keys() >= _NEEDED:
            return line
    return None


def _text(line: Line) -> str:
    return _encoded(line) + "\n"
