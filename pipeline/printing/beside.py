"""The PDFs of a build's documents, each beside its .docx, and their own manifest: what each was made of.

The manifest of the documents is read in their order, a stretch of it at a time, so that memory is flat. What the
manifest of the PDFs says was made of this very document, and stands there still, is not made again.
"""

import hashlib
import json
import shutil
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from pipeline import __version__
from pipeline.dossier import Seen
from pipeline.events import Event, Fault, Notice, Printed
from pipeline.pdf import WAVE, Made, Source, Wanted, make_pdfs
from pipeline.printing.place import put_pdf
from pipeline.problems import Problem, UsageError, VanbanError, Where
from pipeline.publish import Entry, Line, document_lines, open_shelf, writing

MANIFEST, GROWING = "manifest-pdf.jsonl", ".manifest-pdf.jsonl.new"

# What is to be told of a document, and the line of its PDF in their manifest.
Told = tuple[Sequence[Event], Mapping[str, object] | None]


def print_documents(output: str | Path, dossier: str, kinds: Sequence[str], wanted: Wanted) -> Iterator[Event]:
    """Make the PDFs of the documents of these kinds (of all, where there are none) that the manifest tells of.

    Raises UsageError "pdf-elsewhere" where the output is no folder, VanbanError where there is no LibreOffice,
    OutputError where nothing can be written.
    """
    if "://" in str(output) or str(output).lower().endswith(".zip"):
        raise UsageError("pdf-elsewhere", output=str(output))
    with open_shelf(output, dossier) as shelf:
        known = _Known(shelf.desk)
        printing = _Printing(Path(output), wanted, known)
        lines = document_lines(shelf.desk)
        with writing(shelf.desk / MANIFEST), (shelf.desk / GROWING).open("w", encoding="utf-8") as growing:
            while stretch := list(islice(lines, WAVE)):
                for told, line in printing.stretch(stretch, kinds):
                    yield from told
                    if line:
                        growing.write(json.dumps(line, ensure_ascii=False) + "\n")
                growing.flush()
        yield from printing.at_the_end()
        with writing(shelf.desk / MANIFEST):
            known.close()
            (shelf.desk / GROWING).replace(shelf.desk / MANIFEST)


class _Printing:
    """PDFs being made below `output`."""

    def __init__(self, output: Path, wanted: Wanted, known: "_Known") -> None:
        self._output, self._wanted, self._known = output, wanted, known
        self._strange: Counter[str] = Counter()
        self._first_strange = ""

    def stretch(self, lines: Sequence[Line], kinds: Sequence[str]) -> Iterator[Told]:
        """What there is to tell of each document, in their order."""
        told: dict[int, Told] = {}
        wanted: list[int] = []
        for at, line in enumerate(lines):
            path = _pdf_of(line["path"])
            old = self._known.find(path)
            if kinds and line["kind"] not in kinds:
                told[at] = (), old
            elif line["status"] == "failed":
                told[at] = self._told(line, "failed", "", ())
            elif old and not old.get("findings") and self._stands(path, line, old):
                told[at] = self._told(line, "unchanged", old["output_sha256"], ())
            else:
                wanted.append(at)
        sources = (Source(self._output / lines[at]["path"], str(self._output / lines[at]["path"])) for at in wanted)
        for number, made in make_pdfs(sources, self._wanted) if wanted else ():
            told[wanted[number]] = self._put(lines[wanted[number]], made)
        return (told[at] for at in range(len(lines)))

    def _put(self, line: Line, made: Made | VanbanError) -> Told:
        if isinstance(made, VanbanError):
            events, told = self._told(line, "failed", "", ())
            return (Fault(made.problem), *events), told
        path = _pdf_of(line["path"])
        status, notice = put_pdf(self._output / path, made.pdf)
        if made.strange:
            self._strange.update(made.strange)
            self._first_strange = self._first_strange or path
        events, told = self._told(line, status, hashlib.sha256(made.pdf).hexdigest(), made.strange)
        return (*(Notice(one) for one in [notice] if one), *events), told

    def _told(self, line: Line, status: str, sha256: str, strange: Sequence[str]) -> Told:
        entry = Entry(
            id=line["id"],
            kind=line["kind"],
            path=_pdf_of(line["path"]),
            record=Where(**line["record"]),
            template=line["template"],
            input_sha256=self._input(line),
            output_sha256=sha256,
            status=status,  # type: ignore[arg-type]
            findings=len(strange),
        )
        return (Printed(entry),), entry.as_json()

    def _input(self, line: Line) -> str:
        """The hash of all that goes into a PDF."""
        said = (line["output_sha256"], __version__, self._wanted.options, self._wanted.metadata)
        return hashlib.sha256(repr(said).encode()).hexdigest()

    def _stands(self, path: str, line: Line, old: Line) -> bool:
        """Whether a PDF is of the document as it is, and as it was left or signed since."""
        if old["input_sha256"] != self._input(line):
            return False
        try:
            pdf = (self._output / path).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(pdf).hexdigest() == old["output_sha256"] or b"/ByteRange" in pdf

    def at_the_end(self) -> Iterator[Event]:
        """What is said once of all: faces that stood in for others, PDFs of documents that are no more."""
        if self._strange:
            values = {"faces": ", ".join(sorted(self._strange)), "count": str(max(self._strange.values()))}
            yield Notice(Problem(Where(str(self._output / self._first_strange)), "faces-missing", "", values))
        for path in self._known.left_over():
            if (self._output / path).exists():
                yield Notice(Problem(Where(file=str(self._output / path)), "left-over", "", {"path": path}))


class _Known:
    """What the last manifest of PDFs says, and what a killed run has added to it; some 30 bytes a PDF are held."""

    def __init__(self, desk: Path) -> None:
        path, grown = desk / MANIFEST, desk / GROWING
        with writing(path):
            if grown.exists():
                with grown.open("ab") as whole:
                    if path.exists():
                        with path.open("rb") as old:
                            shutil.copyfileobj(old, whole)
                grown.replace(path)
            path.touch()
            self._file = path.open("rb")
        self._numbers, self._places, self._asked = Seen(), array("Q"), bytearray()
        place = 0
        for text in self._file:
            if (line := _parsed(text)) and self._numbers.first(line["path"], len(self._places)) is None:
                self._places.append(place)
            place += len(text)
        self._asked = bytearray(len(self._places))

    def find(self, path: str) -> Line | None:
        """The line of a PDF."""
        number = self._numbers.get(path)
        if number is None:
            return None
        self._asked[number] = 1
        self._file.seek(self._places[number])
        return _parsed(self._file.readline())

    def left_over(self) -> Iterator[str]:
        """The paths of the PDFs that nobody has asked for."""
        for number, place in enumerate(self._places):
            if not self._asked[number]:
                self._file.seek(place)
                if line := _parsed(self._file.readline()):
                    yield line["path"]

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _parsed(text: bytes) -> Line | None:
    try:
        line = json.loads(text)
        return line if all(isinstance(line[key], str) for key in ("path", "input_sha256", "output_sha256")) else None
    except (ValueError, KeyError, TypeError):
        return None


def _pdf_of(path: str) -> str:
    return path.removesuffix(".docx") + ".pdf"
