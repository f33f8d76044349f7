"""Which paragraph of a document is which component of the decree's page, and what kind of document it is.

A paragraph in one of our styles is what its style says. Any other is recognised by its words and its place.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from pipeline.components import patterns
from pipeline.components.folding import fold, is_capitals
from pipeline.components.recognise import Recogniser, part_issuer
from pipeline.decree import decree
from pipeline.problems import UsageError
from pipeline.view import Paragraph, Run, View

__all__ = ["RUNNING", "Anatomy", "Part", "fold", "identify", "is_capitals", "kind_called"]

LETTER, ANNEX, COMMITMENT, UNKNOWN = "letter", "annex", "commitment", "unknown"
# The components that make up running text, numbered or not.
RUNNING = frozenset(component.key for component in decree().components if component.first_line)


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph and the component that it is ("" where that cannot be told)."""

    key: str
    paragraph: Paragraph

    @property
    def words(self) -> str:
        """Its text, folded."""
        return fold(self.paragraph.text)


@dataclass(frozen=True)
class Anatomy:
    """A document taken apart: `main` up to the first annex, then each annex from its label on.

    `kind` is the key of one of the 29 types, "annex" (a file that is nothing else), "commitment" (a paper
    that a citizen signs) or "unknown".
    """

    kind: str
    main: tuple[Part, ...]
    annexes: tuple[tuple[Part, ...], ...]

    def parts(self) -> Iterator[Part]:
        """Every part, in order."""
        yield from self.main
        for annex in self.annexes:
            yield from annex

    def of(self, *keys: str) -> tuple[Part, ...]:
        """The parts of the main document that are these components and say something, in order."""
        return tuple(part for part in self.main if part.key in keys and part.paragraph.visible)

    @cached_property
    def private(self) -> bool:
        """Whether the decree binds nobody here: a citizen's paper that only borrows its layout."""
        return self.kind == COMMITMENT


def identify(view: View, kind: str | None = None) -> Anatomy:
    """The document taken apart; `kind` (a key) says what it is where the caller knows."""
    keyed = list(_keyed(view))
    parts = [Part(key, paragraph) for key, (_, paragraph) in zip(part_issuer(keyed), keyed, strict=True)]
    starts = [index for index, part in enumerate(parts) if part.key == "annex_label" and part.paragraph.visible]
    bounds = [*starts, len(parts)]
    main = tuple(parts[: bounds[0]])
    annexes = tuple(tuple(parts[start:end]) for start, end in pairwise(bounds))
    return Anatomy(kind or _kind(main, annexes), main, annexes)


def kind_called(name: str) -> str:
    """The key of the kind that people call `name`: its key, its Vietnamese name or its abbreviation.

    UsageError where there is no such kind.
    """
    wanted = fold(name)
    for one in decree().types:
        if wanted in (one.key, one.abbreviation) or wanted.lower() == fold(one.name).lower():
            return one.key
    others = {"phụ lục": ANNEX, fold(decree().words.commitment).lower(): COMMITMENT}
    if (key := others.get(wanted.lower(), wanted)) in (ANNEX, COMMITMENT, UNKNOWN):
        return key
    known = [one.key for one in decree().types]
    raise UsageError("unknown-kind", kind=name, known=", ".join([*known, ANNEX, COMMITMENT]))


def _keyed(view: View) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph of the body with its component; unstyled lines of one cell stand alone."""
    title = next((one for one in view.paragraphs if patterns.NATIONAL_TITLE.match(fold(one.text))), None)
    recogniser = Recogniser(title.place if title else None)
    for paragraph in view.paragraphs:
        if (known := _styled(paragraph)) is not None:
            recogniser.note(known, paragraph)
            yield known, paragraph
            continue
        lines = _lines(paragraph) if paragraph.place.table or paragraph.layout.align == "center" else [paragraph]
        for line in lines:
            yield recogniser.key(line), line


def _styled(paragraph: Paragraph) -> str | None:
    """The component that a paragraph's style names, "" for another style of ours, None for any other."""
    known = patterns.key_of_style(paragraph)
    return known or ("" if patterns.is_ours(paragraph) else None)


def _lines(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph parted at its line breaks; drawn lines stay with the last."""
    if "\n" not in paragraph.text.strip():
        return [paragraph]
    lines: list[list[Run]] = [[]]
    for run in paragraph.runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines.extend([replace(run, text=text)] for text in rest)
    *early, last = [
        replace(paragraph, runs=tuple(runs), fields=(), label="" if index else paragraph.label)
        for index, runs in enumerate(lines)
    ]
    return [replace(line, lines_mm=()) for line in early] + [last]


def _kind(main: tuple[Part, ...], annexes: tuple[tuple[Part, ...], ...]) -> str:
    found = {part.key for part in main if part.paragraph.visible}
    named = next((part.words.upper().rstrip(":") for part in main if part.key == "type_name"), "")
    if named:
        names = patterns.type_names()
        return names.get(named) or next((key for name, key in names.items() if named.startswith(name)), UNKNOWN)
    if "letter_subject" in found or {"number", "addressee"} <= found:
        return LETTER
    if annexes and not found & {"national_title", "number"}:
        return ANNEX
    return UNKNOWN
