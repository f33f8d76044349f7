"""Which paragraph of a document is which component of the decree's page, and what kind of document it is.

A paragraph in one of our styles is what its style says. Any other is recognised by its words and its place.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, pairwise
from typing import TypeVar

from pipeline.components import patterns
from pipeline.components.folding import fold, is_capitals
from pipeline.components.halves import parted, real
from pipeline.components.landmarks import landmarks, texts
from pipeline.components.names import part_issuer
from pipeline.components.recognise import Recogniser
from pipeline.decree import decree
from pipeline.messages import text as _
from pipeline.problems import UsageError
from pipeline.view import Paragraph, Place, Run, Story, View
from pipeline.view.facts import blind_to_digits

__all__ = ["RUNNING", "Anatomy", "Part", "fold", "identify", "is_capitals", "kind_called", "kind_name"]

LETTER, ANNEX, COMMITMENT, UNKNOWN = "letter", "annex", "commitment", "unknown"
# The components that make up running text, numbered or not.
RUNNING = frozenset(component.key for component in decree().components if component.first_line)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, the component that it is ("" where that cannot be told), and its text, folded."""

    key: str
    paragraph: Paragraph
    words: str = field(init=False)

    def __getattr__(self, name: str) -> str:
        """The words, folded once, when they are first asked for."""
        if name != "words":
            raise AttributeError(name)
        words = fold(self.paragraph.text)
        object.__setattr__(self, "words", words)
        return words

    def tells(self, fact: Callable[..., T], *given: object) -> T:
        """A fact about its words, as `Paragraph.tells` about its text."""
        return fact(self.words, *given)

    @property
    def place(self) -> Place:
        """Where it stands in the file."""
        return real(self.paragraph.place)


@dataclass(frozen=True)
class Anatomy:
    """A document taken apart: `main` up to the first annex, then each annex from its label on.

    `attached` are the texts issued with it in the same file (a charter after its decision), each with its own head.
    `stories` are the components in headers and footers. `kind` is the key of one of the 29 types, "annex" (a file
    that is nothing else), "commitment" (a paper that a citizen signs) or "unknown".
    """

    kind: str
    main: tuple[Part, ...]
    annexes: tuple[tuple[Part, ...], ...] = ()
    attached: tuple[tuple[Part, ...], ...] = ()
    stories: tuple[Part, ...] = ()

    @cached_property
    def texts(self) -> tuple[tuple[Part, ...], ...]:
        """The main document, then what belongs to it, each on its own."""
        return (self.main, *self.annexes, *self.attached)

    def parts(self) -> Iterator[Part]:
        """Every part of the body, in order."""
        return chain.from_iterable(self.texts)

    def of(self, *keys: str) -> tuple[Part, ...]:
        """The parts of the main document that are these components and say something, in order."""
        return tuple(part for part in self.main if part.key in keys and part.paragraph.visible)

    @cached_property
    def private(self) -> bool:
        """Whether the decree binds nobody here: a citizen's paper that only borrows its layout."""
        return self.kind == COMMITMENT

    @cached_property
    def is_attachment(self) -> bool:
        """Whether the whole file is a text issued with another: it has a head, but no number of its own (R178)."""
        return bool(self.of("type_name") and self.of("annex_note")) and not self.of("number")


def identify(view: View, kind: str | None = None) -> Anatomy:
    """The document taken apart; `kind` (a key) says what it is where the caller knows."""
    paragraphs = tuple(parted(view.paragraphs))
    main, *others = [chunk for text in texts(paragraphs) for chunk in _chunks(text)]
    annexes = tuple(one for one in others if one[0].key == "annex_label")
    attached = tuple(one for one in others if one[0].key != "annex_label")
    stories = tuple(part for story in view.stories for part in _in_story(story))
    return Anatomy(kind or _kind(main, annexes), main, annexes, attached, stories)


def _chunks(text: Sequence[Paragraph]) -> Iterator[tuple[Part, ...]]:
    """A text up to its first annex, then each of its annexes."""
    keyed = list(_keyed(text))
    parts = [Part(key, paragraph) for key, (_, paragraph) in zip(part_issuer(keyed), keyed, strict=True)]
    starts = [index for index, part in enumerate(parts) if part.key == "annex_label" and part.paragraph.visible]
    for start, end in pairwise([0, *starts, len(parts)]):
        yield tuple(parts[start:end])


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


def kind_name(kind: str) -> str:
    """What people call a kind: its Vietnamese name, in the chosen language where it is none of the 29 types."""
    table = decree()
    names = {one.key: one.name for one in table.types}
    others = {ANNEX: table.component("annex_label").name, COMMITMENT: table.words.commitment.capitalize()}
    return {**names, **others}.get(kind) or _("unknown kind")


def _keyed(text: Sequence[Paragraph]) -> Iterator[tuple[str, Paragraph]]:
    """Every paragraph of a text with its component; unstyled lines of one cell stand alone."""
    recogniser = Recogniser(landmarks(text))
    for paragraph in text:
        if (known := _styled(paragraph)) is not None:
            for line in _lines(paragraph) if paragraph.place.table else [paragraph]:
                key = _despite_style(known, line)
                recogniser.note(key, line)
                yield key, line
            continue
        lines = _lines(paragraph) if paragraph.place.table or paragraph.layout.align == "center" else [paragraph]
        for line in lines:
            yield recogniser.key(line), line


def _in_story(story: Story) -> Iterator[Part]:
    """What stands in a header or footer, by style or words; the page number has its own checks."""
    for paragraph in story.paragraphs:
        words = fold(paragraph.text)
        if not words:
            continue
        key = _styled(paragraph)
        if key is None and words.upper() in patterns.circulations():
            key = "circulation"
        elif key is None and (patterns.COPY_MARK.match(words) or patterns.SIGNED_MARK.match(words)):
            key = "signature_info"
        elif key is None and story.kind == "footer" and patterns.CONTACT.search(words):
            key = "contact"
        if key and key != "page_number":
            yield Part(key, paragraph)


def _styled(paragraph: Paragraph) -> str | None:
    """The component that a paragraph's style names, "" for another style of ours, None for any other."""
    known = patterns.key_of_style(paragraph)
    return known or ("" if patterns.is_ours(paragraph) else None)


def _despite_style(key: str, paragraph: Paragraph) -> str:
    """What a styled line is where its words deny its style: a typed rule, the name of a type."""
    told = paragraph.tells(_by_words)
    if told == "type_name" and key in ("", "annex_title"):
        return key
    return key if told is None else told


@blind_to_digits
def _by_words(text: str) -> str | None:
    """What words make of a line whatever its style: nothing ("") of a typed rule; None where they leave it as it is."""
    words = fold(text)
    if words and patterns.RULE.fullmatch(words):
        return ""
    return "type_name" if words in patterns.type_names() else None


@blind_to_digits
def _is_broken(text: str) -> bool:
    return "\n" in text.strip()


def _lines(paragraph: Paragraph) -> list[Paragraph]:
    """The paragraph parted at its line breaks; drawn lines stay with the last."""
    if not paragraph.tells(_is_broken):
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
