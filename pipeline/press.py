"""One template at work: a document's words in, a checked .docx out. It travels to worker processes as it is.

Each thread compiles it once, and checks once what cannot differ between two of its documents.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from threading import local

from pipeline.documents import Document
from pipeline.problems import PackageError, Problem, TemplateError, UsageError, Where
from pipeline.rules import Finding
from pipeline.rules.alike import Checker
from pipeline.template import Filled, Template


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of a document: its bytes, unless it failed; the fault; what the decree says of it."""

    docx: bytes | None
    problem: Problem | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Press:
    """A template for documents of one kind, as it travels; compiled once in each thread that uses it."""

    source: bytes
    path: Path

    @property
    def template(self) -> Template:
        """The compiled template. Raises TemplateError or PackageError where it cannot be used."""
        return _compiled(self.source, str(self.path))[0]

    def make(self, documents: Iterable[Document]) -> list[Pressed]:
        """Fill the template with each and hold the results against the decree. An error there fails a document."""
        template, checker = _compiled(self.source, str(self.path))
        filled = [(document, _filled(template, document)) for document in documents]
        return [one if isinstance(one, Pressed) else _checked(checker, document, one) for document, one in filled]


def _filled(template: Template, document: Document) -> Filled | Pressed:
    try:
        return template.fill(document.context(), record=document.record)
    except (TemplateError, PackageError) as error:
        return _failed(document, error)


def _checked(checker: Checker, document: Document, filled: Filled) -> Pressed:
    try:
        name = f"{document.kind}/{document.id}"
        findings = checker.check(filled.docx, filled.pieces, name=name)
        if otherwise := document.held(filled.docx, name):
            findings += otherwise
    except PackageError as error:
        return _failed(document, error)
    sound = not document.official or all(finding.level != "error" for finding in findings)
    return Pressed(filled.docx if sound else None, None, findings)


def _failed(document: Document, error: TemplateError | PackageError) -> Pressed:
    problem = error.problem
    return Pressed(None, replace(problem, where=replace(problem.where, record=document.id)))


class _Own(local):
    """What a thread has compiled: a checker learns from each document, and must not be asked by two at once."""

    def __init__(self) -> None:
        self.compiled = lru_cache(maxsize=16)(_compile)


def _compile(source: bytes, name: str) -> tuple[Template, Checker]:
    template = Template(source, name=name)
    return template, Checker(template.part_names)


_own = _Own()


def _compiled(source: bytes, name: str) -> tuple[Template, Checker]:
    return _own.compiled(source, name)


def open_press(kind: type[Document], folder: Path) -> Press:
    """What `find_press` finds, compiled. Raises TemplateError or PackageError where it cannot be used."""
    press = find_press(kind, folder)
    press.template  # noqa: B018
    return press


def find_press(kind: type[Document], folder: Path) -> Press:
    """The template of a kind: the dossier's own where it has one under `templates/`, else the built-in one.

    Raises UsageError "not-found".
    """
    for path in (folder / "templates" / kind.template.name, template_folder() / kind.template):
        if path.is_file():
            return Press(path.read_bytes(), path)
    path = template_folder() / kind.template
    raise UsageError("not-found", Where(file=str(path)), path=str(path))


def template_folder() -> Path:
    """The folder of the built-in templates: in the package where it is installed, beside it in a checkout."""
    inside = Path(__file__).parent / "templates"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "templates"
