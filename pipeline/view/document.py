"""A Word document as a whole: its pages, its stories, what stands beside the text. Lengths are millimetres."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pipeline.view.values import Paragraph, Place, StoryKind, Variant


@dataclass(frozen=True, slots=True)
class Story:
    """A header or a footer, or all footnotes or all endnotes in the order of their signs.

    A header stands in every section from the one that defines it to the next that does.
    """

    kind: StoryKind
    variant: Variant
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section's page; `left_mm` includes the gutter. `page_start` is None where page numbers run on.

    `stories` holds its headers and footers, those taken over from the section before among them; `header_mm` and
    `footer_mm` are how far they stand from the edge. `continuous`: it begins on the page on which the one before
    ends. `even_and_odd`: pages with even numbers have headers of their own. `column_mm` is the width of its first
    column (of the text where there is one).
    """

    number: int
    width_mm: float
    height_mm: float
    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    title_page: bool
    page_start: int | None
    page_format: str
    stories: Mapping[tuple[StoryKind, Variant], Story] = field(default_factory=dict)
    header_mm: float = 0
    footer_mm: float = 0
    continuous: bool = False
    even_and_odd: bool = False
    columns: int = 1
    column_mm: float = 0

    @property
    def landscape(self) -> bool:
        """Whether the page lies on its long side."""
        return self.width_mm > self.height_mm

    @property
    def text_mm(self) -> float:
        """The width between its margins."""
        return self.width_mm - self.left_mm - self.right_mm

    def shown(self, kind: StoryKind, *, first: bool, even: bool = False) -> tuple[Paragraph, ...]:
        """The paragraphs of the header or footer on the section's first page, or on others, even or odd."""
        variant: Variant = "even" if even and self.even_and_odd else "default"
        variant = "first" if first and self.title_page else variant
        story = self.stories.get((kind, variant))
        return story.paragraphs if story else ()


@dataclass(frozen=True, slots=True)
class Box:
    """A text box, anchored in the paragraph `at`; `outlined`: it has a border that can be seen."""

    number: int
    width_mm: float
    height_mm: float
    at: Place
    outlined: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, anchored in the paragraph `at`. `name` is its member of the file ("" where it is not in it).

    `kind` is what its bytes are ("png", "jpeg", "emf"), "" where that cannot be told. `x_mm` and `y_mm` tell how
    far a floating one stands from what `frame` names ("column/paragraph"), None where that is left to Word.
    `alpha`: parts of it let through what is behind; None for what is no PNG.
    """

    at: Place
    name: str
    kind: str
    width_mm: float
    height_mm: float
    floating: bool
    x_mm: float | None
    y_mm: float | None
    frame: str
    alpha: bool | None


@dataclass(frozen=True, slots=True)
class Trace:
    """How often something is met, and where first: None where it is nowhere, or not in a paragraph."""

    count: int = 0
    at: Place | None = None

    def __bool__(self) -> bool:
        return self.count > 0


@dataclass(frozen=True, slots=True)
class Traces:
    """What work has left in a document: tracked changes, comments, runs of hidden text, content controls.

    `placeholders` are controls that still show what should be filled in. Controls that Word itself puts around page
    numbers and tables of contents are not counted. `external` names what is taken from elsewhere, hyperlinks apart
    ("attachedTemplate"); `macros`: there are some.
    """

    insertions: Trace = Trace()
    deletions: Trace = Trace()
    moves: Trace = Trace()
    format_changes: Trace = Trace()
    comments: Trace = Trace()
    hidden: Trace = Trace()
    controls: Trace = Trace()
    placeholders: Trace = Trace()
    external: tuple[str, ...] = ()
    macros: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """A document: its sections, the paragraphs of its body in order (tables and all), its stories.

    The paragraphs of a text box follow that in which it is anchored; `boxes` are those of every story, by number.
    """

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    stories: tuple[Story, ...] = ()
    boxes: Mapping[int, Box] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()
    traces: Traces = Traces()

    @property
    def running(self) -> tuple[Story, ...]:
        """The stories that stand in the margins of pages: headers and footers."""
        return tuple(story for story in self.stories if story.kind in ("header", "footer"))

    def everywhere(self) -> Iterator[Paragraph]:
        """Every paragraph: of the body, then of each header, footer and note once."""
        yield from self.paragraphs
        for story in self.stories:
            yield from story.paragraphs
