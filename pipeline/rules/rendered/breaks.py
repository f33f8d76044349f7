"""Where pages end, and what stands outside their margins (R012 to R016, R023, R087, R096)."""

from collections.abc import Iterable, Iterator, Sequence

from pipeline.pages import Page, Word
from pipeline.rules.checks import Miss, advice, miss, miss_in_document
from pipeline.rules.rendered.checks import printed
from pipeline.rules.rendered.seeing import Placed, Seen
from pipeline.rules.together import SIGNATURE
from pipeline.view import Section

# Lines of text that go with the signature, and how far apart baselines are that are two lines.
_LINES, _APART_MM = 2, 2.0
# A list of recipients that is longer goes on wherever it must.
_LONG_LIST = 20
_BEYOND_MM = 1.0


@printed("R096")
def signature(seen: Seen) -> Iterator[Miss]:
    """Authority, signer and Nơi nhận stand on one page, with two lines of text or more above them."""
    block = seen.of(*SIGNATURE)
    listed = seen.of("recipients", "drafter")
    if sum(len(one.spots) for one in listed) > _LONG_LIST:
        block = tuple(one for one in block if one not in listed)
    if not (block and seen.certain):
        return
    first = min(spot.page for one in block for spot in one.spots)
    behind = [one for one in block if any(spot.page > first for spot in one.spots)]
    page = seen.pages[first - 1]
    if behind:
        yield miss("R096", "signature-split", behind[0].part, page=str(first))
    elif not page.pictures and (lines := _lines_above(seen, page, block)) < _LINES:
        yield miss("R096", "signature-alone", block[0].part, page=str(first), lines=str(lines), least=str(_LINES))


def _lines_above(seen: Seen, page: Page, block: Sequence[Placed]) -> int:
    """How many lines of text stand above these parts on the page."""
    top = min(spot.line.top for one in block for spot in one.spots)
    own = {word for one in block for spot in one.spots for word in spot.line.words}
    above = sorted({word.baseline for word in page.words if seen.inside(page, word) and word not in own})
    lines, last = 0, 0.0
    for baseline in above:
        if baseline < top and baseline - last > _APART_MM:
            lines, last = lines + 1, baseline
    return lines


@printed("R023")
def annex_on_new_page(seen: Seen) -> Iterator[Miss]:
    """An annex does not begin on the page on which the document ends."""
    ends = [spot.page for one in seen.main for spot in one.spots]
    labels = seen.parts[len(seen.main) : len(seen.main) + 1]
    if ends and labels and labels[0].spots and labels[0].spots[0].page == max(ends):
        yield miss("R023", "annex-on-last-page", labels[0].part, page=str(max(ends)))


@printed("R087")
def empty_pages(seen: Seen) -> Iterator[Miss]:
    """No page is empty."""
    for page in seen.pages:
        if not (page.strokes or page.pictures or any(seen.inside(page, word) for word in page.words)):
            yield advice(miss_in_document("R087", "empty-page", page=str(page.number)))


@printed("R013", "R014", "R015", "R016")
def margins(seen: Seen) -> Iterator[Miss]:
    """No text stands in the side margins, nor in the bottom one but for a footer; tables keep to them too."""
    if not seen.certain:
        return
    for section in seen.subject.view.sections:
        parts = [one for one in seen.parts if one.part.paragraph.place.section == section.number]
        for side in ("left", "right"):
            yield from _beyond(seen, section, parts, side)
    yield from _below(seen)


def _beyond(seen: Seen, section: Section, parts: Iterable[Placed], side: str) -> Iterator[Miss]:
    """The text that goes farthest into a side margin, where it also leaves less than the decree's least."""
    table = seen.subject.table.page
    limit = table.landscape_margin_mm if section.landscape else getattr(table, f"{side}_mm")
    margin = min(getattr(section, f"{side}_mm"), float(limit.least))
    words = (
        (_room(seen.pages[spot.page - 1], word, side), one)
        for one in parts
        for spot in one.spots
        for word in spot.line.words
    )
    room, one = min(words, key=lambda pair: pair[0], default=(margin, None))
    if one is not None and margin - room > _BEYOND_MM:
        yield miss(limit.rule, f"beyond-{side}", one.part, beyond=round(margin - room, 1))


def _room(page: Page, word: Word, side: str) -> float:
    """What a word leaves between itself and the edge of the paper."""
    return word.left if side == "left" else page.width - word.right


def _below(seen: Seen) -> Iterator[Miss]:
    """What stands below the bottom margin, in a document whose footers are empty."""
    footers = [one for story in seen.subject.view.stories if story.kind == "footer" for one in story.paragraphs]
    if any(one.visible or one.fields for one in footers):
        return
    for page in seen.pages:
        section = seen.sections.get(page.number)
        low = [word for word in page.words if section and word.baseline > page.height - section.bottom_mm + _BEYOND_MM]
        if low:
            yield miss_in_document("R013", "below-bottom", page=str(page.number))
