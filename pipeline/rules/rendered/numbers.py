"""Page numbers as they are printed: there, in their place, of the right value (R020 to R024)."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from pipeline.pages import Line, Page, lines_of
from pipeline.rules.checks import Miss, miss_in_document, miss_in_section
from pipeline.rules.rendered.checks import printed
from pipeline.rules.rendered.seeing import Seen
from pipeline.view import Paragraph, Section

_MIDDLE_MM = 3.0
_ALONE = re.compile(r"\W*(?P<number>\d{1,4})\W*")
_DIGITS = re.compile(r"\d+")
Sight = Literal["top", "aside", "bottom", "wrong", "none"]
_CODES: dict[Sight, tuple[str, str]] = {
    "none": ("R020", "number-not-printed"),
    "wrong": ("R020", "number-wrong"),
    "aside": ("R021", "number-aside"),
    "bottom": ("R021", "number-below"),
}


@printed("R020", "R021", "R022", "R024")
def page_numbers(seen: Seen) -> Iterator[Miss]:
    """Every page but the first shows its number in the middle of the top margin; so do those of each annex."""
    lacking: dict[Sight, list[int]] = {}
    annexes = seen.annex_pages()
    counted = dict(_counted(seen))
    before = 0
    for page in seen.pages:
        if page.number not in counted:
            continue
        section, number, opens = counted[page.number]
        sight, value = _sight(page, section, number)
        if page.number == 1 or page.number in annexes:
            if sight in ("top", "aside", "bottom"):
                yield _shown_first(section, annex=page.number in annexes)
        elif not (sight == "none" and opens and _hidden(section)) and not (sight == "wrong" and value == before + 1):
            lacking.setdefault(sight, []).append(page.number)
        before = value or number
    for sight, (rule, code) in _CODES.items():
        if pages := lacking.get(sight):
            yield miss_in_document(rule, code, pages=", ".join(map(str, pages)))


def _shown_first(section: Section, *, annex: bool) -> Miss:
    if annex:
        return miss_in_section("R024", "number-on-annex", section.number)
    return miss_in_section("R022", "number-on-first", section.number)


def _counted(seen: Seen) -> Iterator[tuple[int, tuple[Section, int, bool]]]:
    """Each page whose number can be told: its section, its number, whether it is the section's first."""
    number, last = 0, 0
    for page in seen.pages:
        section = seen.sections.get(page.number)
        if section is None:
            return
        opens = section.number != last
        number = section.page_start if opens and section.page_start is not None else number + 1
        last = section.number
        if section.page_format == "decimal":
            yield page.number, (section, number, opens)


def _sight(page: Page, section: Section, number: int) -> tuple[Sight, int]:
    """Where the number of a page is seen, and which number stands there (0 where none does)."""
    middles = (page.width / 2, (section.left_mm + page.width - section.right_mm) / 2)
    top = _lines(page, 0, section.top_mm)
    for line in top:
        if str(number) in _DIGITS.findall(line.text):
            central = min(abs(line.middle - middle) for middle in middles) <= _MIDDLE_MM
            return ("top" if central else "aside"), number
    for line in _lines(page, page.height - section.bottom_mm, page.height):
        if (found := _ALONE.fullmatch(line.text)) and int(found["number"]) == number:
            return "bottom", number
    alone = [int(found["number"]) for line in top if (found := _ALONE.fullmatch(line.text))]
    return ("wrong", alone[0]) if len(alone) == 1 else ("none", 0)


def _lines(page: Page, top: float, bottom: float) -> tuple[Line, ...]:
    return lines_of(word for word in page.words if top <= word.baseline < bottom)


def _hidden(section: Section) -> bool:
    """Whether the section means its first page to show no number."""
    return section.title_page and not _numbered(section.shown("header", first=True))


def _numbered(paragraphs: Iterable[Paragraph]) -> bool:
    return any(field.name == "PAGE" for paragraph in paragraphs for field in paragraph.fields)
