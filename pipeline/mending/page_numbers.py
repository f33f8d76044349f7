"""The page number: in the middle of the header from page 2 on, none on page 1; annexes anew (R020 to R024)."""

from collections.abc import Iterator, Sequence

from lxml import etree
from lxml.etree import _Element

from pipeline.decree import decree
from pipeline.mending.draft import Draft, mends, nearest
from pipeline.mending.letters import fields, letters, rewrite
from pipeline.mending.markup import child, forget, paragraphs, parsed, put, set_align, set_value, switch
from pipeline.mending.stories import add_story, has_content, story
from pipeline.rules.checks import Miss
from pipeline.view.names import W
from pipeline.view.values import StoryKind, Variant

_TABS = frozenset((W + "tab", W + "ptab"))
_KINDS: tuple[StoryKind, ...] = ("header", "footer")


@mends("R020")
def looks(draft: Draft, misses: Sequence[Miss]) -> None:
    """The number upright and regular, of an allowed size, in Arabic digits."""
    row = draft.subject.table.component("page_number")
    for one in misses:
        if one.code == "page-number-format":
            forget(draft.end(one.at.section).find(W + "pgNumType"), "fmt")
        elif one.code == "page-number-size":
            for run in _runs_of_numbers(draft.element(one.at)):
                set_value(child(run, "rPr"), "sz", 2 * nearest(row.size_pt, float(one.values["size"])))
        elif one.code == "page-number-style":
            for run in _runs_of_numbers(draft.element(one.at)):
                switch(child(run, "rPr"), "b", on=False)
                switch(child(run, "rPr"), "i", on=False)
        elif one.code == "no-page-number":
            _number_everywhere(draft)


@mends("R021")
def place(draft: Draft, misses: Sequence[Miss]) -> None:
    """Out of the footers, into the middle of the headers."""
    for one in misses:
        paragraph = draft.element(one.at)
        if one.code == "page-number-below":
            for below in paragraphs(paragraph.getroottree().getroot()):
                _erase_numbers(below)
            if not any(letter.char.isalnum() for letter in letters(paragraph)):
                rewrite(letters(paragraph), lambda _: "")  # the hyphens of "- 2 -"
            _number_everywhere(draft)
        elif one.code == "page-number-aside":
            set_align(paragraph, "center")
            _erase_tabs(paragraph)


@mends("R022", "R024")
def first_pages(draft: Draft, misses: Sequence[Miss]) -> None:
    """No number on the first page of the document and of an annex; the document begins with page 1."""
    for one in misses:
        if one.code == "first-page-start":
            forget(draft.end(one.at.section).find(W + "pgNumType"), "start")
        else:
            _hide_on_first(draft, one.at.section)


@mends("R023")
def annexes(draft: Draft, misses: Sequence[Miss]) -> None:
    """Pages from 1 in the section of an annex, where it begins one."""
    paragraphs = draft.subject.view.paragraphs
    for one in misses:
        at = next(index for index, paragraph in enumerate(paragraphs) if paragraph.place == one.at)
        before = [paragraph.place.section for paragraph in paragraphs[:at] if paragraph.visible]
        if not before or before[-1] < one.at.section:
            put(draft.end(one.at.section), "pgNumType", start=1)


def _number_everywhere(draft: Draft) -> None:
    """A page number in every header of the pages after the first that has none."""
    variants: tuple[Variant, ...] = ("default", "even") if draft.traced.parts.even_and_odd else ("default",)
    for section in range(1, len(draft.traced.ends) + 1):
        for variant in variants:
            name = story(draft, section, "header", variant)
            root = draft.tree(name) if name else add_story(draft, section, "header", variant)
            if root is not None and not any(_numbers(paragraph) for paragraph in paragraphs(root)):
                _write_number(root)


def _write_number(root: _Element) -> None:
    """Put the number into the empty paragraph that a header begins with, or into one of its own above the rest."""
    row, face = decree().component("page_number"), decree().face
    first = root.find(W + "p")
    if first is None or letters(first) or first is not root[0] or len(first) > len(first.findall(W + "pPr")):
        first = etree.Element(W + "p")
        root.insert(0, first)
    set_align(first, row.align)
    put(child(first, "pPr"), "ind", left=0, right=0, firstLine=0)
    faces = " ".join(f'w:{slot}="{face}"' for slot in ("ascii", "hAnsi", "eastAsia", "cs"))
    run = (
        f'<w:r><w:rPr><w:rFonts {faces}/><w:b w:val="0"/><w:i w:val="0"/><w:color w:val="auto"/>'
        f'<w:sz w:val="{round(2 * row.size_pt.use)}"/></w:rPr><w:t>2</w:t></w:r>'
    )
    first.append(parsed(f'<w:fldSimple w:instr=" PAGE ">{run}</w:fldSimple>'))


def _hide_on_first(draft: Draft, section: int) -> None:
    """A first page of its own for a section; what its header and footer hold besides the number stays on it."""
    end = draft.end(section)
    title = end.find(W + "titlePg")
    if title is None or title.get(W + "val", "1") in ("0", "false", "off"):
        for kind in _KINDS:
            other = story(draft, section, kind, "default")
            shown = draft.tree(other) if other else None
            if (
                shown is not None
                and not story(draft, section, kind, "first")
                and (kind == "header" or has_content(shown))
            ):
                for paragraph in paragraphs(add_story(draft, section, kind, "first", like=other)):
                    _erase_numbers(paragraph)
        switch(end, "titlePg", on=True)
    name = story(draft, section, "header", "first")
    root = draft.tree(name) if name else None
    for paragraph in paragraphs(root) if root is not None else ():
        _erase_numbers(paragraph)


def _numbers(paragraph: _Element) -> list[tuple[_Element, ...]]:
    return [span.elements for span in fields(paragraph) if span.name == "PAGE"]


def _erase_numbers(paragraph: _Element) -> None:
    """Take the fields of the page number away, and the runs that then hold nothing."""
    for elements in _numbers(paragraph):
        for element in elements:
            holder = element.getparent()
            if holder is None:
                continue
            holder.remove(element)
            if holder.tag == W + "r" and all(one.tag == W + "rPr" for one in holder):
                outer = holder.getparent()
                assert outer is not None
                outer.remove(holder)


def _erase_tabs(paragraph: _Element) -> None:
    """Take the tabs away that pushed a number aside, where nothing else stands in its paragraph."""
    inner = {one for elements in _numbers(paragraph) for element in elements for one in element.iter()}
    if all(letter.char.isspace() or letter.node in inner for letter in letters(paragraph)):
        for run in paragraph.iter(W + "r"):
            for tab in [one for one in run if one.tag in _TABS]:
                run.remove(tab)


def _runs_of_numbers(paragraph: _Element) -> Iterator[_Element]:
    """The runs of the page number's fields."""
    seen: set[_Element] = set()
    for elements in _numbers(paragraph):
        for element in elements:
            for run in [element.getparent(), *element.iter(W + "r")]:
                if run is not None and run.tag == W + "r" and run not in seen:
                    seen.add(run)
                    yield run
