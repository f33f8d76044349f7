"""One template at work: a document's words in, a checked .docx out. It travels to worker processes as it is.

Each process compiles it once, and checks once what cannot differ between two of its documents; one thread uses it.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.documents import Document
from pipeline.problems import PackageError, Problem, TemplateError
from pipeline.rules import Finding
from pipeline.rules.alike import Checker
from pipeline.template import Template


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of a document: its bytes, unless it failed; the fault; what the decree says of it."""

    docx: bytes | None
    problem: Problem | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Press:
    """A template for documents of one kind, as it travels; compiled once in each process that uses it."""

    source: bytes
    path: Path

    @property
    def template(self) -> Template:
        """The compiled template. Raises TemplateError or PackageError where it cannot be used."""
        return _compiled(self.source, str(self.path))[0]

    def make(self, document: Document) -> Pressed:
        """Fill the template and hold the result against the decree. An error there fails the document."""
        template, checker = _compiled(self.source, str(self.path))
        try:
            docx, pieces = template.fill(document.context(), record=document.record)
            findings = checker.check(docx, pieces, name=f"{document.kind}/{document.id}")
        except (TemplateError, PackageError) as error:
            problem = error.problem
            return Pressed(None, replace(problem, where=replace(problem.where, record=document.id)))
        sound = not document.official or all(finding.level != "error" for finding in findings)
        return Pressed(docx if sound else None, None, findings)


@lru_cache(maxsize=16)
def _compiled(source: bytes, name: str) -> tuple[Template, Checker]:
    template = Template(source, name=name)
    return template, Checker(template.part_names)
