"""The head of the printed page: what stands on one line, and the drawn lines (R032, R036, R045, R059, R069, R077)."""

from collections.abc import Iterator

from pipeline.decree import Component, decree
from pipeline.pages import Page, Stroke, Word
from pipeline.rules.checks import Miss, advice, miss
from pipeline.rules.rendered.checks import printed
from pipeline.rules.rendered.seeing import Placed, Seen, Spot

# Baselines so far apart are not level; from half a line on they are two lines.
_LEVEL_MM, _TWO_LINES_MM = 1.5, 2.5
# How far below its text a line may stand, and how far from its middle.
_REACH_MM, _MIDDLE_MM = 8.0, 2.0
# What overlaps less than this does not touch.
_TOUCH_MM = 0.15
_RULED = tuple(component for component in decree().components if component.share)


@printed("R032", "R069")
def on_one_line(seen: Seen) -> Iterator[Miss]:
    """Quốc hiệu, Tiêu ngữ and the date take one line each."""
    for one in seen.of("national_title", "motto", "place_date") if seen.in_columns else ():
        paragraph, lines = one.part.paragraph, len(one.spots)
        if lines > 1 and one.certain and "\n" not in paragraph.text.strip():
            name = seen.subject.table.component(one.part.key).name
            number = "R069" if one.part.key == "place_date" else "R032"
            # LibreOffice may indent a line that Word does not: a date must also be too wide for the room it is given
            if number == "R032" or sum(spot.line.width for spot in one.spots) > paragraph.width_mm:
                yield advice(miss(number, "takes-lines", one.part, name=name, lines=str(lines)))


@printed("R059")
def level(seen: Seen) -> Iterator[Miss]:
    """Number and date stand on one line of the page."""
    numbers, dates = seen.of("number"), seen.of("place_date")
    if not (seen.in_columns and numbers and dates and numbers[0].certain and dates[0].certain):
        return
    (page, number), (other, day) = numbers[0].spots[0], dates[0].spots[0]
    apart = abs(number.baseline - day.baseline)
    if page != other or apart <= _LEVEL_MM or not _beside(number.left, number.right, day.left, day.right):
        return
    found = miss("R059", "printed-not-level", dates[0].part, apart=round(apart, 1))
    yield found if apart > _TWO_LINES_MM else advice(found)


@printed(*(component.share.rule for component in _RULED if component.share))
def rules(seen: Seen) -> Iterator[Miss]:
    """The line under the component is as long as its row says, in the middle, and touches no letter."""
    for row in _RULED if seen.in_columns else ():
        block = _block(seen.main, row.key)
        if block and all(one.certain for one in block):
            yield from _held(seen, row, block)


def _beside(left: float, right: float, other_left: float, other_right: float) -> bool:
    """Whether two texts stand beside each other, not one above the other."""
    return right <= other_left or other_right <= left


def _block(main: tuple[Placed, ...], key: str) -> list[Placed]:
    """The first parts of this component that stand together; none where one of them is underlined."""
    block: list[Placed] = []
    for one in main:
        if one.part.key == key and one.part.paragraph.visible:
            block.append(one)
        elif block and one.part.paragraph.visible:
            break
    underlined = any(run.look.underline for one in block for run in one.part.paragraph.visible)
    return [] if underlined else block


def _held(seen: Seen, row: Component, block: list[Placed]) -> Iterator[Miss]:
    assert row.share is not None
    spots = [spot for one in block for spot in one.spots]
    strokes = list(_strokes(seen.pages[spots[-1].page - 1], spots))
    if not strokes:
        return  # missing or typed: the document itself says which
    widest = max((spot.line for spot in spots), key=lambda line: line.width)
    share = row.share
    stroke = min(strokes, key=lambda one: not share.allows(one.length / widest.width))
    last = block[-1].part
    if not share.allows(stroke.length / widest.width):
        asked = {"least": 100 * float(share.least), "most": 100 * float(share.most)}
        code = "printed-rule-as-text" if share.least == share.most else "printed-rule-length"
        measured = {"length": round(stroke.length, 1), "share": round(100 * stroke.length / widest.width)}
        yield miss(share.rule, code, last, name=row.name, **measured, **asked)
    if (aside := abs(stroke.middle - widest.middle)) > _MIDDLE_MM:
        yield advice(miss(share.rule, "rule-aside", last, name=row.name, aside=round(aside, 1)))
    ink = max((word.bottom for word in spots[-1].line.words if _over(stroke, word)), default=0.0)
    if stroke.bottom < spots[-1].line.baseline - _TOUCH_MM:
        yield miss(share.rule, "rule-through", last, name=row.name)
    elif stroke.top < ink - _TOUCH_MM:
        yield advice(miss(share.rule, "rule-touches", last, name=row.name))


def _strokes(page: Page, spots: list[Spot]) -> Iterator[Stroke]:
    """The lines that can only be meant for this text: close below it or through its last line, under nothing else."""
    last = spots[-1].line
    own = {word for spot in spots for word in spot.line.words}
    left, right = (min(spot.line.left for spot in spots), max(spot.line.right for spot in spots))
    top = min(spot.line.top for spot in spots)
    others = [word for word in page.words if word not in own and word.baseline > top]
    below = [word.top for word in others if word.baseline > last.bottom and word.left < right and word.right > left]
    end = min([last.baseline + _REACH_MM, *below])
    for stroke in page.strokes:
        middle = (stroke.top + stroke.bottom) / 2
        if not (stroke.lying and last.top < middle < end and stroke.left < right and stroke.right > left):
            continue
        beside = (word for word in others if word.baseline < stroke.bottom)
        if not _framed(stroke, page) and not any(_over(stroke, word) for word in beside):
            yield stroke


def _over(stroke: Stroke, word: Word) -> bool:
    return word.left < stroke.right and word.right > stroke.left


def _framed(stroke: Stroke, page: Page) -> bool:
    """Whether a line ends at another that runs down the page: it is the edge of a cell."""
    return any(
        not other.lying
        and other.top - _TOUCH_MM < stroke.bottom
        and other.bottom + _TOUCH_MM > stroke.top
        and min(abs(other.middle - stroke.left), abs(other.middle - stroke.right)) < 1
        for other in page.strokes
    )
