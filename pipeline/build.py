"""The whole flow, left to right: a dossier's folder in, its documents and their manifest out.

    load -> drafts -> press (fill, check) -> shelf -> manifest

What happens comes out as events, one by one, so that a caller may count, show and stop; nothing is held.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.documents import Document, kind_named, kinds
from pipeline.dossier import Faulty, load
from pipeline.press import Press, Pressed
from pipeline.problems import PackageError, Problem, TemplateError, UsageError, Where
from pipeline.publish import Entry, Manifest, Shelf, Status
from pipeline.rules import Finding
from pipeline.runner import press_all
from pipeline.vietnamese import slug

FIRST_YEAR, LAST_YEAR = 1945, 2999  # of a cut-off day: sums of days stay dates


@dataclass(frozen=True, slots=True)
class Request:
    """What to build: one dossier, the kinds wanted (all it has, where empty), the cut-off day, where to."""

    folder: Path
    output: Path
    as_of: date | None = None
    kinds: tuple[str, ...] = ()
    jobs: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the data or a document: exit code 1."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Breakage:
    """Something that stops a kind of document altogether, such as a broken template: exit code 2."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know that is no fault."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """What the decree says of one document."""

    finding: Finding


Event = Entry | Fault | Breakage | Notice | Checked


def build(request: Request, *, today: date) -> Iterator[Event]:
    """Make every document that the request asks for; `today` is the cut-off day where nothing else says one.

    Raises UsageError for a folder without a dossier or an unknown kind, OutputError where nothing can be written.
    """
    wanted = _wanted(request.kinds)
    loaded = load(request.folder)
    yield from map(Fault, loaded.problems)
    if loaded.dossier is None:
        return
    dossier = loaded.dossier
    as_of = request.as_of or dossier.campaign.as_of or today
    if not FIRST_YEAR <= as_of.year <= LAST_YEAR:
        raise UsageError("day-out-of-range", day=str(as_of))
    asked = dossier.campaign.documents
    chosen = {name: kind for name, kind in wanted.items() if request.kinds or name in (asked or wanted)}
    for name in (name for name in asked if name not in kinds()):
        values = {"kind": name, "known": ", ".join(kinds())}
        yield Fault(Problem(Where(file=str(dossier.folder / "dossier.yaml")), "unknown-kind", "documents", values))
    presses: dict[type[Document], Press] = {}
    for kind in chosen.values():
        if faults := sorted(loaded.unsound & {"campaign", *kind.needs}):
            values = {"kind": kind.kind, "tables": ", ".join(faults)}
            yield Fault(Problem(Where(file=str(dossier.folder)), "kind-not-sound", "", values))
            continue
        try:
            presses[kind] = open_press(kind, dossier.folder)
        except (TemplateError, PackageError, UsageError) as error:
            yield Breakage(error.problem)
    built = {kind.kind for kind in presses}
    with Shelf(request.output, dossier.id) as shelf, Manifest(shelf.folder, built) as manifest:
        for kind, press in presses.items():
            for event in _documents(kind.drafts(dossier, as_of), kind.kind, press, shelf, jobs=request.jobs):
                if isinstance(event, Entry):
                    manifest.add(event)
                yield event


def _wanted(names: tuple[str, ...]) -> Mapping[str, type[Document]]:
    asked = [kind_named(name) for name in names]
    return {name: kind for name, kind in kinds().items() if not asked or kind in asked}


def _documents(
    drafts: Iterator[Document | Faulty], kind: str, press: Press, shelf: Shelf, *, jobs: int
) -> Iterator[Event]:
    """The documents of one kind, one after the other, put on the shelf; the faulty rows among them as failed."""
    ids: set[str] = set()
    for item in press_all(press, drafts, jobs):
        if isinstance(item, Faulty):  # what is wrong with it was said when the dossier was read
            id = slug(item.id)
            id = f"{id}-row-{item.where.row}".lstrip("-") if not id or id in ids else id
            yield Entry(id, kind, shelf.name_of(kind, id), item.where, press.path.name, "", "", "failed")
        else:
            id = slug(item.document.id)
            yield from _put(item, id, press, shelf, taken=id in ids)
        ids.add(id)
    for path in shelf.left_over(kind, ids):
        yield Notice(Problem(Where(file=str(path)), "left-over", "", {"path": str(path)}))


def _put(pressed: Pressed, id: str, press: Press, shelf: Shelf, *, taken: bool) -> Iterator[Event]:
    """Put one document on the shelf under its id in ASCII, and say what became of it."""
    document = pressed.document
    file = str(shelf.path_of(document.kind, id))
    yield from (Checked(replace(finding, file=file)) for finding in pressed.findings)
    status: Status = "failed"
    problem = pressed.problem
    if taken or not id:
        problem = Problem(document.record, "document-twice", "id", {"path": file})
    elif pressed.docx is not None:
        status, problem = shelf.put(document.kind, id, pressed.docx)
    if problem:
        yield Fault(problem) if status == "failed" else Notice(problem)
    yield Entry(
        id=id,
        kind=document.kind,
        path=shelf.name_of(document.kind, id),
        record=document.record,
        template=press.path.name,
        input_sha256=pressed.input_sha256,
        output_sha256=hashlib.sha256(pressed.docx).hexdigest() if pressed.docx and status != "failed" else "",
        status=status,
    )


def open_press(kind: type[Document], folder: Path) -> Press:
    """The template of a kind: the dossier's own where it has one under `templates/`, else the built-in one.

    Raises UsageError "not-found"; TemplateError or PackageError where it cannot be used.
    """
    for path in (folder / "templates" / kind.template.name, template_folder() / kind.template):
        if path.is_file():
            press = Press(path.read_bytes(), path)
            press.template  # noqa: B018  compiled here, so that a broken template is told once
            return press
    path = template_folder() / kind.template
    raise UsageError("not-found", Where(file=str(path)), path=str(path))


def template_folder() -> Path:
    """The folder of the built-in templates: in the package where it is installed, beside it in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"
