"""Paragraphs as plain values: what the reader sees, not how it is stored.

Lengths on the page are millimetres, sizes and spacings points, line spacing lines (where its rule is "auto").
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

Align = Literal["left", "center", "right", "both", "distribute"]
StoryKind = Literal["body", "header", "footer", "footnote", "endnote"]
Variant = Literal["default", "first", "even"]
Vertical = Literal["", "superscript", "subscript"]
LineRule = Literal["auto", "exact", "atLeast"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands. Numbers are 1-based; `table`, `row` and `column` are 0 outside tables.

    `paragraph` counts within the cell, or within the story outside tables. `section` is the section in which
    the paragraph is defined: a header stands in the first section that has it, a note in that of its sign. `box`
    is the number of the text box in which the paragraph stands, 0 outside; paragraphs count within it, and `row`
    and `column` are those of a table in it.
    """

    story: StoryKind = "body"
    variant: Variant = "default"
    section: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0
    box: int = 0

    @property
    def cell(self) -> tuple[int, int, int]:
        """Table, row and column: the same for all paragraphs of a cell, and for all outside tables."""
        return self.table, self.row, self.column


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set, after all inheritance.

    A face is "" where nothing says one; `color` is "auto" or "RRGGBB", `shading` the colour behind it or "" for
    none and white, `highlight` the name of a marker's colour or "". `strike` is one line through it, or two.
    """

    ascii: str = ""
    hansi: str = ""
    cs: str = ""
    east_asia: str = ""
    size_pt: float = 10
    bold: bool = False
    italic: bool = False
    underline: bool = False
    caps: bool = False
    hidden: bool = False
    color: str = "auto"
    small_caps: bool = False
    strike: bool = False
    vertical: Vertical = ""
    highlight: str = ""
    shading: str = ""
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look; `field` names the field whose result it is ("PAGE"), "" for plain text."""

    text: str
    look: Look
    field: str = ""

    def tells(self, fact: Callable[..., T], *given: object) -> T:
        """A fact about its text, as `Paragraph.tells`."""
        return fact(self.text, *given)


@dataclass(frozen=True, slots=True)
class Field:
    """A field and the look of its result."""

    name: str
    look: Look


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paragraph is laid out, after all inheritance.

    `first_line_mm` is below 0 for a hanging indent. `line` is in lines where `line_rule` is "auto", else in
    points. `contextual`: no space next to a paragraph of the same style. `top` and `bottom`: it has such a
    border. `framed`: it stands in a frame beside the text (w:framePr). Where the paragraph runs from right to left
    (`rtl`), left and right are those of the page all the same.
    """

    align: Align = "left"
    left_mm: float = 0
    right_mm: float = 0
    first_line_mm: float = 0
    before_pt: float = 0
    after_pt: float = 0
    line: float = 1
    line_rule: LineRule = "auto"
    contextual: bool = False
    top: bool = False
    bottom: bool = False
    framed: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    page_break_before: bool = False
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, as wide as its box between its indents.

    `box_mm` is the width of the cell or page that it may fill, `lines_mm` the lengths of lines drawn in it.
    `label` is its automatic number or bullet as printed ("1.", "a)", "-"), "" for none; `label_gap` is the space
    after it, if any. `text` begins with both; `runs` and `visible` do not hold them.
    """

    place: Place
    style: str
    style_id: str
    layout: Layout
    runs: tuple[Run, ...]
    box_mm: float
    fields: tuple[Field, ...] = ()
    lines_mm: tuple[float, ...] = ()
    label: str = ""
    label_gap: str = ""
    label_look: Look | None = None
    text: str = field(init=False)
    visible: tuple[Run, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Work out `text` (all of it) and `visible` (the runs with something to see)."""
        shown = [run for run in self.runs if not run.look.hidden]
        text = "".join([run.text for run in shown])
        object.__setattr__(self, "text", f"{self.label}{self.label_gap}{text}" if self.label else text)
        object.__setattr__(self, "visible", tuple(run for run in shown if run.text and not run.text.isspace()))

    def tells(self, fact: Callable[..., T], *given: object) -> T:
        """What `fact`, a pure function, makes of its text and of plain values that are `given` to it.

        Who asks for no more than that depends on no more: on the same fact about another text nothing changes.
        """
        return fact(self.text, *given)

    @property
    def width_mm(self) -> float:
        """The width between its indents."""
        return self.box_mm - self.layout.left_mm - self.layout.right_mm
