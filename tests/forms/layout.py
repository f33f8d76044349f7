"""Tables without lines, in which offices lay out the head and the foot of a page."""

from collections.abc import Callable

from docx.oxml.ns import qn
from docx.shared import Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tests.forms.hand import Hand, element

Add = Callable[[], Paragraph]  # the next paragraph of the place where it is used


def layout_table(hand: Hand, rows: int, widths: tuple[int, ...]) -> Table:
    """A table without lines, in the maker's cells; widths in twips."""
    table = hand.document.add_table(rows, len(widths))
    properties = table._tbl.tblPr
    margin = hand.dialect.cell_margin
    kept = {tag: properties.find(qn(tag)) for tag in ("w:tblW", "w:tblLook")}
    edges = element("w:tblBorders")
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    edges.extend(element(f"w:{side} w:val='none' w:sz='0' w:space='0' w:color='auto'") for side in sides)
    cells = element("w:tblCellMar")
    cells.extend(element(f"w:{side} w:w='{margin}' w:type='dxa'") for side in ("left", "right"))
    fixed = element("w:tblLayout w:type='fixed'")
    properties[:] = [kept["w:tblW"], *[edges] * (hand.dialect.borders == "none"), fixed, cells, kept["w:tblLook"]]
    for row in table.rows:
        if hand.dialect.keep:
            row._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Twips(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
    return table


def filling(cell: _Cell) -> Add:
    """Paragraphs of a cell, the first of which is there already."""
    there = [cell.paragraphs[0]]

    def add() -> Paragraph:
        return there.pop() if there else cell.add_paragraph()

    return add
