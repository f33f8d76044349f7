"""The documents of a build one after the other, each with the pictures of its pages.

Word files go to LibreOffice many at once; processes draw their PDFs while the next ones are converted.
"""

import base64
import os
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from pipeline.dossier import Dossier
from pipeline.executors import Executor, Lost
from pipeline.gallery.facts import Facts, capital, told
from pipeline.gallery.log import Log
from pipeline.gallery.names import kind_title, kind_titles
from pipeline.office import Office
from pipeline.pages import Sketch, hidden, sketches_of
from pipeline.pdf import Made, Source, Wanted, make_pdfs
from pipeline.problems import Problem, Where
from pipeline.publish import Line, document_lines
from pipeline.rules import Finding

BATCH = 256  # documents that are converted together, whose PDFs are held
CHUNK = 8  # documents whose pages are drawn together


class _Under(NamedTuple):
    """A document under way: what stands beside its pictures, and what kept it from being printed."""

    line: Line
    title: str
    where: Where
    facts: Facts
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as the address of its own picture, with its text line by line."""

    address: str
    width: int
    height: int
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Document:
    """A document as the page shows it; `mark` names it there, links are relative to the page.

    `pages` is how many it has, `pictures` those that are shown.
    """

    mark: str
    id: str
    title: str
    status: str
    where: str
    facts: Facts
    docx: str
    pdf: str
    pages: int
    pictures: Sequence[Picture]
    problems: Sequence[Problem]
    findings: Sequence[Finding]

    @property
    def needs_a_look(self) -> bool:
        """Whether there is more to it than its pages."""
        return bool(self.problems or self.findings or not self.pictures)


@dataclass
class Kind:
    """The documents of a kind: the first `limit` are shown, and those of which the log has kept what is wrong."""

    gallery: "Gallery"
    name: str
    shown: int = 0

    @cached_property
    def title(self) -> str:
        """What a document of the kind is called."""
        return kind_title(self.name)

    @cached_property
    def titles(self) -> str:
        """What the documents of the kind are called."""
        return kind_titles(self.name)

    @property
    def count(self) -> int:
        """How many there are."""
        return self.gallery.log.counts[self.name].total()

    @cached_property
    def remarked(self) -> int:
        """How many of them have findings or could not be made, as far as that was kept."""
        start = f"{self.gallery.output}/{self.gallery.dossier.id}/{self.name}/"
        found = sum(name.startswith(start) for name in self.gallery.log.findings)
        return found + self.gallery.log.counts[self.name]["failed"]

    @property
    def left(self) -> int:
        """How many are not shown, once all others have been."""
        return self.count - self.shown

    @property
    def folder(self) -> str:
        """A link to their folder."""
        return self.gallery.link(self.gallery.output / self.gallery.dossier.id / self.name)

    @property
    def documents(self) -> Iterator[Document]:
        """Those that are shown, in the order of the build."""
        for document in self.gallery.documents(self.name):
            self.shown += 1
            yield document


@dataclass
class Gallery:
    """What a build has left in `output` (see `Log`), to be shown by the file `page`.

    Of each kind the first `limit` documents are shown, all where it is 0. `done` counts the documents shown.
    """

    dossier: Dossier
    log: Log
    output: Path
    page: Path
    as_of: date
    office: Office
    executor: Executor
    jobs: int = 1
    limit: int = 0
    done: int = field(default=0, init=False)

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of which there are documents, in the order of the build."""
        return [Kind(self, name) for name in self.log.counts]

    @property
    def title(self) -> str:
        """What the campaign is called."""
        return capital(self.dossier.campaign.title or self.dossier.campaign.directive.subject)

    @property
    def most(self) -> int:
        """How many documents are shown at most."""
        return sum(min(one.count, self.limit or one.count) + one.remarked for one in self.kinds)

    def link(self, path: Path) -> str:
        """The address of a file as seen from the page."""
        try:
            return "./" + quote(Path(os.path.relpath(path, self.page.parent)).as_posix())
        except ValueError:  # on another drive of Windows
            return path.absolute().as_uri()

    def documents(self, kind: str) -> Iterator[Document]:
        """The documents of a kind that are shown."""
        under_way: deque[_Under] = deque()
        for drawn in self.executor.run(draw, self._printed(kind, under_way)):
            for pages, sketches in [(0, ())] if isinstance(drawn, Lost) else drawn:
                yield self._document(under_way.popleft(), pages, sketches)

    def _printed(self, kind: str, under_way: deque[_Under]) -> Iterator[Sequence[bytes]]:
        """The PDFs of the documents in chunks, empty for those of which there is none; `under_way` takes the rest."""
        chosen = self._chosen(kind)
        while batch := list(islice(chosen, BATCH)):
            sources = [(at, Source(self._path(one.line), one.line["path"])) for at, one in enumerate(batch)]
            sources = [(at, source) for at, source in sources if batch[at].line["status"] != "failed"]
            pdfs = [b""] * len(batch)
            wanted = Wanted(jobs=self.jobs)
            # all of them at once: what prints is at rest when processes are started
            for number, made in list(make_pdfs((source for _at, source in sources), wanted, self.office)):
                at = sources[number][0]
                if isinstance(made, Made):
                    pdfs[at] = made.pdf
                else:
                    batch[at] = batch[at]._replace(problems=(*batch[at].problems, made.problem))
            for start in range(0, len(batch), CHUNK):
                under_way.extend(batch[start : start + CHUNK])
                yield pdfs[start : start + CHUNK]

    def _chosen(self, kind: str) -> Iterator[_Under]:
        lines = (line for line in document_lines(self.output / self.dossier.id) if line["kind"] == kind)
        for number, (line, said) in enumerate(told(self.dossier, kind, lines)):
            failed, where = line["status"] == "failed", said.where
            problems = self.log.of_row((where.file, where.sheet, where.row)) if failed else []
            if self.limit and number >= self.limit and not problems and not self._findings(line):
                continue
            yield _Under(line, said.title, said.where, said.facts, tuple(problems))

    def _document(self, one: _Under, pages: int, sketches: Sequence[Sketch]) -> Document:
        self.done += 1
        path = self._path(one.line)
        pdf = path.with_suffix(".pdf")
        failed = one.line["status"] == "failed"
        return Document(
            mark=f"d{self.done}",
            id=one.line["id"],
            title=hidden(one.title) or one.line["id"],
            status=one.line["status"],
            where=str(one.where),
            facts=one.facts,
            docx="" if failed else self.link(path),
            pdf=self.link(pdf) if pdf.is_file() and not failed else "",
            pages=pages,
            pictures=[Picture(_address(one.webp), one.width, one.height, one.lines) for one in sketches],
            problems=one.problems,
            findings=self._findings(one.line),
        )

    def _path(self, line: Line) -> Path:
        return self.output / str(line["path"])

    def _findings(self, line: Line) -> Sequence[Finding]:
        return self.log.findings.get(f"{self.output}/{line['path']}", ())


def draw(pdfs: Sequence[bytes]) -> list[tuple[int, tuple[Sketch, ...]]]:
    """What `sketches_of` makes of each; of one that cannot be read, as of one that is empty, nothing."""
    return [_drawn(pdf) for pdf in pdfs]


def _drawn(pdf: bytes) -> tuple[int, tuple[Sketch, ...]]:
    try:
        return sketches_of(pdf) if pdf else (0, ())
    except ValueError:
        return 0, ()


def _address(webp: bytes) -> str:
    return "data:image/webp;base64," + base64.b64encode(webp).decode()
