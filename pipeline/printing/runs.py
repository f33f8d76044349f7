"""What goes to the printer: the forms of each commune in one file, in the order of their owners' names.

Forms are taken as they were built, converted many at once whatever commune they are of, and bound again; a file that
would be too large is parted. On top lies a list of its forms. Some hundred bytes a form are held, and the pages of
one commune.
"""

import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from pipeline.documents import PerBusiness, kind_named, kinds
from pipeline.documents.base import letterhead
from pipeline.dossier import Dossier, Faulty, load
from pipeline.events import Event, Fault, Notice
from pipeline.pdf import Leaves, Properties, Source, Wanted, bound, leaves_of, make_leaves
from pipeline.printing.place import put_pdf
from pipeline.problems import Problem, UsageError, VanbanError, Where
from pipeline.publish import Status, document_lines, open_shelf, writing
from pipeline.stationery import cover_template
from pipeline.template import Template
from pipeline.vietnamese import alphabetical, initial_small, slug

# What a list on top takes: for its fonts, and for each name on it.
COVER_BYTES, NAME_BYTES = 60_000, 300


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What to print: the forms of a kind as they lie in `output`, by commune or all as one, and how.

    `by_name` sorts them by their owners' given names, else they stand as in the table; no file is larger than `most`
    bytes, unless a single form is.
    """

    folder: Path
    output: Path
    kind: str
    by_commune: bool = True
    by_name: bool = True
    copies: int = 1
    duplex: bool = False
    most: int = 20 << 20
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class PrintFile:
    """A file that was bound: how many forms are in it, how many pages it has with the list on top."""

    path: str
    title: str
    forms: int
    pages: int
    status: Status


@dataclass(frozen=True, slots=True)
class _Form:
    commune: str
    path: str
    owner: str
    business: str
    place: str


@dataclass(frozen=True, slots=True)
class _Volume:
    """A file to be, without its list: `body` are its pages, `first` the number of its first form."""

    name: str
    title: str
    part: str
    first: int
    forms: Sequence[_Form]
    body: Path


def print_forms(order: PrintOrder) -> Iterator[Event | PrintFile]:
    """Bind the forms that were built, and tell of each file; a form that cannot be printed is a fault, and left out.

    Raises UsageError for a kind that is none of the businesses', VanbanError where there is no LibreOffice,
    OutputError where nothing can be written.
    """
    kind = kind_named(order.kind)
    if not issubclass(kind, PerBusiness):
        known = ", ".join(name for name, one in kinds().items() if issubclass(one, PerBusiness))
        raise UsageError("not-per-business", kind=order.kind, known=known)
    dossier = load(order.folder, rows=False).dossier
    if dossier is None:
        return
    with open_shelf(order.output, dossier.id) as shelf, tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        forms = _forms(dossier, order, shelf.desk)
        if not forms:
            raise UsageError("nothing-to-print", kind=order.kind)
        press = _Bindery(order, dossier, Path(folder), shelf.desk / "print" / order.kind)
        volumes: list[_Volume] = []
        leaves = make_leaves(
            (Source(order.output / form.path, str(order.output / form.path)) for form in forms), Wanted(jobs=order.jobs)
        )
        for commune, run in groupby(forms, key=lambda form: form.commune):
            whole = list(run)
            given = list(zip(whole, islice(leaves, len(whole)), strict=True))
            yield from (Fault(made.problem) for _form, made in given if isinstance(made, VanbanError))
            volumes += press.volumes(commune, [(form, made) for form, made in given if isinstance(made, Leaves)])
        yield from press.finish(volumes)


def _forms(dossier: Dossier, order: PrintOrder, desk: Path) -> list[_Form]:
    """The forms that were built, commune by commune in alphabetical order, each in the order wanted."""
    lines = (line for line in document_lines(desk) if line["kind"] == order.kind and line["status"] != "failed")
    paths = {line["id"]: line["path"] for line in lines}
    forms = []
    for found in dossier.businesses():
        if not isinstance(found, Faulty) and (path := paths.pop(slug(found.record.id), "")):
            business = found.record
            commune = dossier.answers_for(business).area if order.by_commune else ""
            forms.append(_Form(commune, path, business.owner_name, business.name, business.address))
    if order.by_name:
        forms.sort(key=lambda form: by_given_name(form.owner))
    return sorted(forms, key=lambda form: alphabetical(form.commune))


def by_given_name(name: str) -> list[tuple[tuple[int, ...], ...]]:
    """The key that sorts people as Vietnamese lists do: by given name, then family name, then what is between."""
    *others, given = name.split() or [""]
    return [alphabetical(word) for word in (given, *others)]


@dataclass(frozen=True)
class _Bindery:
    """Binds files of one order: first without their lists, for it must be known what each will hold."""

    order: PrintOrder
    dossier: Dossier
    folder: Path
    place: Path

    def volumes(self, commune: str, forms: Sequence[tuple[_Form, Leaves]]) -> Iterator[_Volume]:
        """The files of a commune, as few as its forms fit into."""
        stem = slug(commune) or self.order.kind
        parts = list(self._parts(forms)) if forms else []
        first = 1
        for number, (some, body) in enumerate(parts, 1):
            several = len(parts) > 1
            path = self.folder / f"{stem}-{number}.pdf"
            with writing(path):
                path.write_bytes(body)
            name = f"{stem}-{number}.pdf" if several else f"{stem}.pdf"
            part = f"phần {number}/{len(parts)}; " if several else ""
            yield _Volume(name, commune, part, first, [form for form, _leaves in some], path)
            first += len(some)

    def _parts(self, forms: Sequence[tuple[_Form, Leaves]]) -> Sequence[tuple[Sequence[tuple[_Form, Leaves]], bytes]]:
        number = 1
        while True:
            size = math.ceil(len(forms) / number)
            parts = [forms[start : start + size] for start in range(0, len(forms), size)]
            bodies = [self._body([leaves for _form, leaves in part]) for part in parts]
            room = self.order.most - COVER_BYTES - NAME_BYTES * size
            if size == 1 or all(len(body) <= room for body in bodies):
                return list(zip(parts, bodies, strict=True))
            number = max(number + 1, math.ceil(sum(map(len, bodies)) / max(room, 1)))

    def _body(self, leaves: Sequence[Leaves]) -> bytes:
        return bound(leaves, Properties(), copies=self.order.copies, duplex=self.order.duplex)

    def finish(self, volumes: Sequence[_Volume]) -> Iterator[Event | PrintFile]:
        """Lay its list on each file and put it in its place; tell of the files of earlier runs that are left."""
        template = Template(cover_template(), name="danh-sach.docx")
        lists = make_leaves(
            (Source(template.render(self._words(volume)), volume.name) for volume in volumes),
            Wanted(jobs=self.order.jobs),
        )
        for volume, cover in zip(volumes, lists, strict=True):
            if isinstance(cover, VanbanError):
                yield Fault(cover.problem)
                continue
            [body] = leaves_of(volume.body.read_bytes(), 1, ())
            volume.body.unlink()
            title = f"{self._title(volume.title)}{', ' + volume.part.rstrip('; ') if volume.part else ''}"
            pdf = bound([cover, body], Properties(title=title), duplex=self.order.duplex)
            [pages] = leaves_of(pdf, 1, ())
            path = self.place / volume.name
            status, notice = put_pdf(path, pdf)
            yield from (Notice(one) for one in [notice] if one)
            yield PrintFile(str(path), title, len(volume.forms), pages.end, status)
        written = {volume.name for volume in volumes}
        for left in sorted(self.place.glob("*.pdf")):
            if left.name not in written and ".edited-" not in left.name:
                yield Notice(Problem(Where(file=str(left)), "left-over", "", {"path": str(left)}))

    def _title(self, commune: str) -> str:
        first = kind_named(self.order.kind).__doc__ or self.order.kind
        name = first.partition(":")[0].strip().lower() if self.order.kind == "commitment" else self.order.kind
        return f"{name} của các cơ sở{' tại ' + initial_small(commune) if commune else ''}"

    def _words(self, volume: _Volume) -> dict[str, object]:
        """What the list says."""
        head = letterhead(self.dossier.office)
        copies = f"; mỗi cơ sở in {self.order.copies} bản" if self.order.copies > 1 else ""
        return {
            "superior": head["superior"],
            "issuer": head["issuer"],
            "subject": f"Kèm {self._title(volume.title)}",
            "note": f"({volume.part}{len(volume.forms)} cơ sở{copies})",
            "forms": [
                {"number": str(number), "owner": form.owner, "business": form.business, "place": form.place}
                for number, form in enumerate(volume.forms, volume.first)
            ],
        }
