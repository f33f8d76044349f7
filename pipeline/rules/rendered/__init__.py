"""The checks of the page as it is printed: what only shows after layout.

Each document goes through LibreOffice and comes back as a PDF, whose words and lines are measured. What a document
says of itself (`pipeline.rules.check`) is not asked again, but the same rows of the decree's table are held against it.
Where a text is not set in a face of the right widths, nothing that hangs on them is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.components import Anatomy
from pipeline.office import Office, Source, convert
from pipeline.pages import Pages, read_pages
from pipeline.problems import VanbanError, Where
from pipeline.rules import told
from pipeline.rules.checks import Subject
from pipeline.rules.finding import Finding
from pipeline.rules.rendered import breaks, faces, head, numbers  # noqa: F401  importing them registers their checks
from pipeline.rules.rendered.checks import PRINTED
from pipeline.rules.rendered.seeing import Seen
from pipeline.view import View

__all__ = ["beyond", "check_pages", "check_rendered"]

# What goes beyond a margin is another fault than the margin's own.
_OTHERS = frozenset({"beyond-left", "beyond-right", "below-bottom"})

Document = tuple[str, bytes | Path, View, Anatomy]


def check_rendered(
    documents: Sequence[Document], office: Office | None = None
) -> Mapping[str, tuple[Finding, ...] | VanbanError]:
    """The findings of the printed pages of each document (name, file, view, anatomy), by its name.

    The file is that of the view, read with `pipeline.view`. In the place of a document that cannot be printed stands
    the error. VanbanError is raised where there is no LibreOffice.
    """
    results: dict[str, tuple[Finding, ...] | VanbanError] = {}
    pdfs = convert([Source(docx, name) for name, docx, _, _ in documents], office)
    for (name, _, view, anatomy), pdf in zip(documents, pdfs, strict=True):
        try:
            results[name] = (
                pdf if isinstance(pdf, VanbanError) else check_pages(Subject(view, anatomy), read_pages(pdf), name=name)
            )
        except ValueError:
            results[name] = VanbanError("office-failed", Where(name))
    return results


def check_pages(subject: Subject, pages: Pages, *, name: str = "") -> tuple[Finding, ...]:
    """The findings of a document's printed pages."""
    seen = Seen(subject, pages)
    return told((miss for check in PRINTED for miss in check(seen)), subject, name=name)


def beyond(findings: Iterable[Finding], rendered: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of `rendered` whose rule the document's own `findings` do not tell of already."""
    rules = {finding.rule for finding in findings}
    return tuple(one for one in rendered if one.code in _OTHERS or one.rule not in rules)
