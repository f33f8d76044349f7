"""The checks of a finished document against Decree 30/2020/NĐ-CP: `check(docx)` gives its findings.

Most rules are rows of the decree's table held against the document by a few mechanisms (`page`, `look`,
`lengths`); the others (`wording`, `numbers`, `body`, `ending`, `annexes`, `together`) read what the components say.
What only shows on the printed page is checked by `pipeline.rules.rendered`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.components import identify, kind_called
from pipeline.rules import (  # noqa: F401  importing them registers their checks
    annexes,
    body,
    ending,
    lengths,
    letters,
    look,
    numbers,
    page,
    together,
    wording,
)
from pipeline.rules.checks import CHECKS, RULES, Miss, Rule, Subject
from pipeline.rules.finding import Finding
from pipeline.view import Place, View, read

__all__ = ["RULES", "Finding", "Rule", "check", "check_view", "registry", "told"]


def registry() -> tuple[Rule, ...]:
    """Every rule that is checked, in the order of their codes."""
    return tuple(RULES[code] for code in sorted(RULES))


def check(docx: bytes | Path, *, kind: str | None = None, name: str = "") -> tuple[Finding, ...]:
    """Hold a .docx against the decree; the findings come in the order of the document.

    What concerns the whole document or a section comes first. Findings of one place come by their rules, whose
    numbers follow the page: set-up, head, number, date, subject, body, ending, annexes.

    `kind` says what it is where it cannot be told: a type of document by key, Vietnamese name or
    abbreviation, "annex" or "commitment". `name` is the file's name in the findings. PackageError where it is
    no Word document, UsageError where there is no such kind.
    """
    return check_view(read(docx, name=name), kind=kind_called(kind) if kind else None, name=name)


def check_view(view: View, *, kind: str | None = None, name: str = "") -> tuple[Finding, ...]:
    """Hold a view against the decree; `kind` is a key."""
    subject = Subject(view, identify(view, kind))
    return told((miss for one in CHECKS for miss in one(subject)), subject, name=name)


def told(misses: Iterable[Miss], subject: Subject, *, name: str = "") -> tuple[Finding, ...]:
    """The misses as findings, in the order of the document."""
    findings = list(_merged(_findings(misses, private=subject.anatomy.private, name=name)))
    if findings:
        order = {paragraph.place: index for index, paragraph in enumerate(subject.view.everywhere())}
        findings.sort(key=lambda finding: (order.get(finding.at, -1), finding.rule))
    return tuple(findings)


def _findings(misses: Iterable[Miss], *, private: bool, name: str) -> Iterator[Finding]:
    """Each miss with its citation; to a private paper the decree is advice, where it speaks to it at all."""
    for one in misses:
        citation = RULES[one.rule].citation
        if private and not citation.private:
            continue
        level = "warning" if private else one.level or citation.level
        yield Finding(one.rule, level, one.at, one.code, one.values, citation.clause, one.excerpt, file=name)


def _merged(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same fault in many places as one finding, at the first of them."""
    places: dict[object, dict[Place, Finding]] = {}
    for finding in findings:
        key = (finding.rule, finding.code, finding.level, *finding.values.items())
        places.setdefault(key, {}).setdefault(finding.at, finding)
    for found in places.values():
        yield replace(next(iter(found.values())), more=len(found) - 1)
