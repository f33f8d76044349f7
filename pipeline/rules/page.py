"""The page: paper, margins, page numbers (R010 to R016, R020 to R025)."""

from collections.abc import Iterator

from pipeline.rules.checks import Miss, Subject, advice, asked, miss, miss_in_document, miss_in_section, rule
from pipeline.view import Field, Paragraph, Section

_MARGINS = ("top_mm", "bottom_mm", "left_mm", "right_mm")


@rule("R010")
def paper(subject: Subject) -> Iterator[Miss]:
    """Every page is A4, upright or lying."""
    page = subject.table.page
    for section in subject.view.sections:
        short, long = sorted((section.width_mm, section.height_mm))
        if not (page.width_mm.allows(short) and page.height_mm.allows(long)):
            size = {"width": round(section.width_mm, 1), "height": round(section.height_mm, 1)}
            wanted = {"least": float(page.width_mm.use), "most": float(page.height_mm.use)}
            yield miss_in_section("R010", "paper", section.number, **size, **wanted)


@rule("R011")
def orientation(subject: Subject) -> Iterator[Miss]:
    """A page lies on its side only where it holds a table; the first page of a document hardly ever does."""
    with_tables = {paragraph.place.section for paragraph in subject.view.paragraphs if paragraph.place.table}
    for section in subject.view.sections:
        if section.landscape and section.number not in with_tables:
            yield miss_in_section("R011", "landscape", section.number)
        elif section.landscape and section.number == 1 and subject.anatomy.of("national_title"):
            yield advice(miss_in_section("R011", "landscape-first", section.number))


@rule("R012", "R013", "R014", "R015", "R016")
def margins(subject: Subject) -> Iterator[Miss]:
    """The margins of an upright page lie in the decree's ranges; those of a lying one are not too small."""
    page = subject.table.page
    for section in subject.view.sections:
        for side in _MARGINS:
            limit = page.landscape_margin_mm if section.landscape else getattr(page, side)
            value = getattr(section, side)
            if not limit.allows(value):
                code = f"lying-{side}" if section.landscape else side
                yield miss_in_section(limit.rule, code, section.number, value=round(value, 1), **asked(limit))


@rule("R020")
def page_number(subject: Subject) -> Iterator[Miss]:
    """The page number is in Arabic digits, upright, of the decree's size; there is one."""
    row = subject.table.component("page_number")
    found = False
    for paragraph in subject.view.everywhere():
        for field in _page_fields(paragraph):
            found = True
            if not row.size_pt.allows(field.look.size_pt):
                yield miss("R020", "page-number-size", paragraph, size=field.look.size_pt, **asked(row.size_pt))
            if field.look.bold or field.look.italic:
                yield miss("R020", "page-number-style", paragraph)
    if not found:
        yield advice(miss_in_document("R020", "no-page-number"))
    for section in subject.view.sections:
        if section.page_format != "decimal":
            yield miss_in_section("R020", "page-number-format", section.number)


@rule("R021")
def page_number_place(subject: Subject) -> Iterator[Miss]:
    """The page number stands in the middle of the top margin."""
    for story in subject.view.running:
        for paragraph in filter(_page_fields, story.paragraphs):
            if story.kind == "footer":
                yield miss("R021", "page-number-below", paragraph)
            elif paragraph.layout.align != "center":
                yield miss("R021", "page-number-aside", paragraph)


@rule("R022")
def first_page(subject: Subject) -> Iterator[Miss]:
    """Page 1 counts, but shows no number."""
    for section in subject.view.sections[:1]:
        if any(map(_page_fields, section.shown("header", first=True))):
            yield miss_in_section("R022", "first-page-number", section.number)
        if section.page_start not in (None, 1):
            yield miss_in_section("R022", "first-page-start", section.number, start=str(section.page_start))


@rule("R023", "R024")
def annex_pages(subject: Subject) -> Iterator[Miss]:
    """The pages of each annex are numbered anew from 1, and its first page shows no number.

    So should be those of a text that is issued with the document.
    """
    sections = {section.number: section for section in subject.view.sections}
    seen = [part.paragraph.place.section for part in subject.anatomy.main if part.paragraph.visible]
    before = seen[-1] if seen else 0
    _, *others = subject.anatomy.texts
    for annex in others:
        number = annex[0].paragraph.place.section
        section = sections.get(number)
        if section is not None and not _numbered_anew(section, before):
            one = miss("R023", "annex-numbering", annex[0])
            yield one if annex[0].key == "annex_label" else advice(one)
        elif section is not None and any(map(_page_fields, section.shown("header", first=True))):
            yield miss("R024", "annex-first-page", annex[0])
        before = annex[-1].paragraph.place.section


@rule("R025")
def nothing_else(subject: Subject) -> Iterator[Miss]:
    """Headers hold the page number and footers nothing, but for what the decree puts there (ô 11, 13, 14)."""
    allowed = {part.paragraph.place for part in subject.anatomy.stories}
    for story in subject.view.running:
        for paragraph in story.paragraphs:
            other = any(run.field != "PAGE" for run in paragraph.visible)
            if other and story.variant != "first" and paragraph.place not in allowed:
                yield miss("R025", f"text-in-{story.kind}", paragraph)


def _numbered_anew(section: Section, before: int) -> bool:
    return section.number > before and (section.page_start == 1 or section.number == 1)


def _page_fields(paragraph: Paragraph) -> tuple[Field, ...]:
    return tuple(field for field in paragraph.fields if field.name == "PAGE")
