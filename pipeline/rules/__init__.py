"""The checks of a finished document against Decree 30/2020/NĐ-CP: `check(docx)` gives its findings.

Most rules are rows of the decree's table held against the document by a few mechanisms (`page`, `look`,
`lengths`); the others, each named by what it reads (`numbers`, `places`, `signing`), hold what the components say.
`capitals`, `citations` and `sequences` read the text itself. What only shows on the printed page
is checked by `pipeline.rules.rendered`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.components import Anatomy, identify, kind_called
from pipeline.decree import decree
from pipeline.rules import (  # noqa: F401  importing them registers their checks
    annexes,
    body,
    capitals,
    citations,
    deciding,
    ending,
    issuers,
    lengths,
    letters,
    look,
    numbers,
    page,
    places,
    sequences,
    signing,
    stamps,
    together,
    traces,
    wording,
)
from pipeline.rules.checks import RULES, Miss, Rule, Subject, checks_of
from pipeline.rules.finding import Finding
from pipeline.view import Place, View, read

__all__ = ["RULES", "Finding", "Report", "Rule", "check", "examine", "registry", "told"]


def registry() -> tuple[Rule, ...]:
    """Every rule that is checked, in the order of their codes."""
    return tuple(RULES[code] for code in sorted(RULES))


@dataclass(frozen=True)
class Report:
    """What the decree says of one file: `kind` is the key of what it was taken for, or of what the caller said."""

    name: str
    view: View
    anatomy: Anatomy
    findings: tuple[Finding, ...]

    @property
    def kind(self) -> str:
        """The key of the kind of document."""
        return self.anatomy.kind

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(finding.level == "error" for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return len(self.findings) - self.errors


def check(docx: bytes | Path, *, kind: str | None = None, name: str = "") -> tuple[Finding, ...]:
    """The findings of `examine`."""
    return examine(docx, kind=kind, name=name).findings


def examine(docx: bytes | Path, *, kind: str | None = None, name: str = "") -> Report:
    """Hold a .docx against the decree; the findings come in the order of the document.

    What concerns the whole document or a section comes first. Findings of one place come by their rules, whose
    numbers follow the page: set-up, head, number, date, subject, body, ending, annexes.

    `kind` says what it is where it cannot be told: a type of document by key, Vietnamese name or
    abbreviation, "annex" or "commitment". `name` is the file's name in the findings. PackageError where it is
    no Word document, UsageError where there is no such kind.
    """
    view = read(docx, name=name)
    anatomy = identify(view, kind_called(kind) if kind else None)
    subject = Subject(view, anatomy)
    misses = (miss for one in checks_of(anatomy) for miss in one(subject))
    return Report(name, view, anatomy, told(misses, subject, name=name))


def told(misses: Iterable[Miss], subject: Subject, *, name: str = "") -> tuple[Finding, ...]:
    """The breaches as findings, the same ones together, in the order of the document."""
    findings = list(_merged(_findings(misses, private=subject.anatomy.private, name=name)))
    if findings:
        order = {paragraph.place: index for index, paragraph in enumerate(subject.view.everywhere())}
        findings.sort(key=lambda finding: (order.get(finding.at, -1), finding.rule))
    return tuple(findings)


def _findings(misses: Iterable[Miss], *, private: bool, name: str) -> Iterator[Finding]:
    """Each miss with its citation; to a private paper the decree is advice, where it speaks to it at all."""
    for one in misses:
        citation = decree().citation(one.rule)
        if private and not citation.private:
            continue
        level = "warning" if private else one.level or citation.level
        yield Finding(one.rule, level, one.at, one.code, one.values, citation.clause, one.excerpt, file=name)


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same fault in many places as one finding, at the first of them."""
    met: dict[object, dict[Place, Finding]] = {}
    for finding in findings:
        key = (finding.rule, finding.code, finding.level, *finding.values.items())
        met.setdefault(key, {}).setdefault(finding.at, finding)
    for found in met.values():
        yield replace(next(iter(found.values())), more=len(found) - 1)
