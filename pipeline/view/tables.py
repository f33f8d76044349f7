"""Tables: their cells, how wide these are inside, and which parts of the table's style format them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from pipeline.view.blocks import children
from pipeline.view.measures import millimetres, whole
from pipeline.view.names import VAL, W
from pipeline.view.properties import cell_margins
from pipeline.view.styles import Stylesheet, TableKey

# Word's own, where a table says nothing.
_CELL_MARGIN_MM = 115 * 25.4 / 1440
# The bits of `w:tblLook` (ECMA-376 part 1, 17.4.55) and of `w:cnfStyle` (17.3.1.8), the first on the left.
_LOOK_BITS = {
    "firstRow": 0x20,
    "lastRow": 0x40,
    "firstColumn": 0x80,
    "lastColumn": 0x100,
    "noHBand": 0x200,
    "noVBand": 0x400,
}
_TOLD_BITS = (
    *("firstRow", "lastRow", "firstCol", "lastCol", "band1Vert", "band2Vert", "band1Horz", "band2Horz"),
    *("neCell", "nwCell", "seCell", "swCell"),
)
# The order in which the parts of a style apply, the later going before the earlier (17.7.6).
_ORDER = (
    *("wholeTable", "band1Vert", "band2Vert", "band1Horz", "band2Horz"),
    *("firstRow", "lastRow", "firstCol", "lastCol", "nwCell", "neCell", "swCell", "seCell"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: where it stands (1-based), the width that its text may fill, the style that holds in it."""

    element: _Element
    row: int
    column: int
    box_mm: float
    style: TableKey


def cells(table: _Element, styles: Stylesheet) -> Iterator[Cell]:
    """The cells of a table, row by row."""
    named = table.find(f"{W}tblPr/{W}tblStyle")
    style = (named.get(VAL, "") if named is not None else "") or styles.standard.get("table", "")
    margins = {"left_mm": _CELL_MARGIN_MM, "right_mm": _CELL_MARGIN_MM}
    margins.update(styles.cell_margins(style))
    margins.update(cell_margins(table.find(f"{W}tblPr/{W}tblCellMar")))
    grid = [millimetres(column.get(W + "w")) or 0.0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    rows = list(children(table, W + "tr"))
    parts = _Parts(styles, style, table.find(f"{W}tblPr/{W}tblLook"), len(rows))
    for row, source in enumerate(rows):
        in_row = list(children(source, W + "tc"))
        of_row = {**margins, **cell_margins(source.find(f"{W}tblPrEx/{W}tblCellMar"))}
        column = _count(source, f"{W}trPr/{W}gridBefore", 0)
        for index, cell in enumerate(in_row):
            span = _count(cell, f"{W}tcPr/{W}gridSpan", 1)
            inner = {**of_row, **cell_margins(cell.find(f"{W}tcPr/{W}tcMar"))}
            width = _width(cell) or sum(grid[column : column + span])
            box_mm = width - inner["left_mm"] - inner["right_mm"]
            yield Cell(cell, row + 1, column + 1, box_mm, parts.of(source, cell, row, index, len(in_row)))
            column += span


class _Parts:
    """Which parts of a table's style hold where: by `w:tblLook`, and by `w:cnfStyle` where there is none."""

    def __init__(self, styles: Stylesheet, style: str, look: _Element | None, rows: int) -> None:
        self.known = styles.conditions(style)
        self.style, self.rows = style, rows
        self.bands = styles.bands(style)
        self.look = _asked(look) if look is not None else None

    def of(self, row: _Element, cell: _Element, number: int, column: int, columns: int) -> TableKey:
        if not self.known:
            return (self.style,)
        if self.look is None:
            held = {"wholeTable", *_told(row.find(f"{W}trPr/{W}cnfStyle")), *_told(cell.find(f"{W}tcPr/{W}cnfStyle"))}
        else:
            held = {"wholeTable", *self._at(self.look, number, column, columns)}
        return (self.style, *(part for part in _ORDER if part in held and part in self.known))

    def _at(self, look: Mapping[str, bool], row: int, column: int, columns: int) -> Iterator[str]:
        top, bottom = look["firstRow"] and row == 0, look["lastRow"] and row == self.rows - 1
        left, right = look["firstColumn"] and column == 0, look["lastColumn"] and column == columns - 1
        sides = {"firstRow": top, "lastRow": bottom, "firstCol": left, "lastCol": right}
        corners = {"nwCell": top and left, "neCell": top and right}
        corners |= {"swCell": bottom and left, "seCell": bottom and right}
        yield from (part for part, holds in (sides | corners).items() if holds)
        if not (top or bottom or look["noHBand"]):
            yield f"band{(row - look['firstRow']) // self.bands[0] % 2 + 1}Horz"
        if not (left or right or look["noVBand"]):
            yield f"band{(column - look['firstColumn']) // self.bands[1] % 2 + 1}Vert"


def _asked(look: _Element) -> Mapping[str, bool]:
    try:
        bits = int(look.get(VAL, "0"), 16)
    except ValueError:
        bits = 0
    told = {name: look.get(W + name) for name in _LOOK_BITS}
    return {
        name: bool(bits & bit) if (value := told[name]) is None else value in ("1", "true", "on")
        for name, bit in _LOOK_BITS.items()
    }


def _told(source: _Element | None) -> Iterator[str]:
    bits = source.get(VAL, "") if source is not None else ""
    return (part for part, bit in zip(_TOLD_BITS, bits, strict=False) if bit == "1")


def _count(source: _Element, path: str, standard: int) -> int:
    found = source.find(path)
    return (whole(found.get(VAL)) if found is not None else None) or standard


def _width(cell: _Element) -> float | None:
    width = cell.find(f"{W}tcPr/{W}tcW")
    if width is None or width.get(W + "type", "dxa") != "dxa":
        return None
    return millimetres(width.get(W + "w"))
