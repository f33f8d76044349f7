"""`mend(docx)`: a copy of any .docx in which is put right what needs no person.

A mender is registered for the rules that it mends and is given what breaks them; so a sound document comes back as it
is. The words stay: letters and digits are the same before and after, in their order. Of the text, only this changes:

- combining marks join their letters (NFC);
- zeros before the document's number, the day and the month; spaces in the number and its symbol;
- capitals, tone marks, marks and spaces within the decree's own words: Quốc hiệu, Tiêu ngữ, "QUYẾT ĐỊNH:", "Số:",
  "V/v", "Kính gửi:", "Nơi nhận:", "Lưu: VT,", "Phụ lục", "Phần", "Chương", "Mục"; the comma after the place;
- the hyphen before an item under Kính gửi and Nơi nhận, the mark after it, after an item of the legal basis and after
  the content ("./.");
- tabs and blanks at the beginning of a paragraph go where its first line gets its indent, and the hyphens of "- 2 -"
  with a number that leaves a footer;
- characters typed for a rule ("_____") give way to a drawn one; page numbers move, being fields.

What is left are the findings that only a person can decide.
"""

from dataclasses import dataclass
from pathlib import Path

from pipeline.components import identify, kind_called
from pipeline.mending import flow, looks, page_numbers, pages, rules_drawn, wording  # noqa: F401  to register menders
from pipeline.mending.draft import MENDERS, Draft
from pipeline.problems import PackageError, Where
from pipeline.rules import Finding, told
from pipeline.rules.checks import RULES, Miss, Subject, checks_of
from pipeline.view import trace

__all__ = ["Mended", "mend", "mended_rules"]

# What is mended may bring out more (a size changes a rule's length); after so many rounds nothing new comes out.
_ROUNDS = 8


@dataclass(frozen=True)
class Mended:
    """A mended copy, with what was found before and what is left for a person."""

    docx: bytes
    before: tuple[Finding, ...]
    after: tuple[Finding, ...]


def mended_rules() -> frozenset[str]:
    """The rules that something is done about."""
    return frozenset().union(*(rules for rules, _ in MENDERS))


def mend(docx: bytes | Path, *, kind: str | None = None, name: str = "") -> Mended:
    """The document mended; byte for byte what was given where nothing can be mended.

    `kind` says what it is where it cannot be told, `name` names the file in the findings. Raises what
    `pipeline.rules.check` raises, and PackageError for Strict Open XML.
    """
    key = kind_called(kind) if kind else None
    draft, misses = _read(docx, key, name)
    before = told(misses, draft.subject, name=name)
    data = docx.read_bytes() if isinstance(docx, Path) else docx
    for _ in range(_ROUNDS):
        for rules, mender in MENDERS:
            if breaches := [one for one in misses if one.rule in rules]:
                mender(draft, breaches)
        if (packed := draft.packed()) is None:
            break
        data = packed
        draft, misses = _read(data, key, name)
    return Mended(data, before, told(misses, draft.subject, name=name))


def _read(docx: bytes | Path, kind: str | None, name: str) -> tuple[Draft, list[Miss]]:
    """A document on the desk, and every breach at every place that the decree holds against it."""
    traced = trace(docx, name=name)
    if traced.parts.strict:  # the trees that were read bear other names than the file's
        raise PackageError("package-strict", Where(name))
    subject = Subject(traced.view, identify(traced.view, kind))
    held = (one for check in checks_of(subject.anatomy) for one in check(subject))
    private = subject.anatomy.private
    return Draft(traced, subject), [one for one in held if not private or RULES[one.rule].citation.private]
