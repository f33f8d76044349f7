"""Tables: the invisible ones that set columns of text side by side, and the ruled ones that hold data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.oxml.ns import nsdecls
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt
from docx.table import Table, _Row

from pipeline.stationery import styles
from pipeline.stationery.flow import Bold, Flow
from pipeline.stationery.page import Page

# 0.5 pt (in eighths), the thinnest line that every printer draws whole.
BORDER_EIGHTHS = 4
# Between a border and the text beside it.
CELL_SIDE_MM = 1.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a data table: `text` is what its cells hold, usually a tag.

    The one column of width 0 takes what the others leave.
    """

    title: str
    width_mm: float
    text: str
    align: str = "center"


@dataclass(frozen=True, slots=True)
class _Cells:
    """A row of a data table with a text for each column; a head stands again on each page."""

    texts: Sequence[str | Bold]
    head: bool = False


def side_by_side(page: Page, *widths_mm: float, rows: int = 1, top_pt: float = 0) -> list[list[Flow]]:
    """Flows beside each other in rows that stay whole: no borders, no padding but `top_pt` above each row."""
    table = _fixed(page, widths_mm, rows, top_pt=top_pt)
    for row in table.rows:
        _mark(row, "w:cantSplit")
    return [
        [Flow(cell, page.table, width) for cell, width in zip(row.cells, widths_mm, strict=True)] for row in table.rows
    ]


def data_table(page: Page, columns: Sequence[Column], loop: str, *, plain_if: str = "") -> None:
    """A ruled table with a row for each turn of `loop`; its head stands again on each page, no row is split.

    With `plain_if`, rows where that condition fails are bold.
    """
    rest = page.width_mm - sum(column.width_mm for column in columns)
    columns = [column if column.width_mm else replace(column, width_mm=rest) for column in columns]
    plain = _Cells([column.text for column in columns])
    bold = _Cells([Bold(column.text) for column in columns])
    body = [f"{{%tr if {plain_if} %}}", plain, "{%tr else %}", bold, "{%tr endif %}"] if plain_if else [plain]
    rows: list[str | _Cells] = [
        _Cells([column.title for column in columns], head=True),
        f"{{%tr for {loop} %}}",
        *body,
        "{%tr endfor %}",
    ]
    table = _fixed(page, [column.width_mm for column in columns], len(rows), ruled=True)
    for row, content in zip(table.rows, rows, strict=True):
        if isinstance(content, str):
            Flow(row.cells[0].merge(row.cells[-1]), page.table, page.width_mm).tag(content)
        else:
            _fill(page, row, columns, content)


def _fill(page: Page, row: _Row, columns: Sequence[Column], cells: _Cells) -> None:
    _mark(row, "w:cantSplit")
    if cells.head:
        _mark(row, "w:tblHeader")
    for cell, column, text in zip(row.cells, columns, cells.texts, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        style = styles.CELL_HEAD if cells.head else styles.CELL
        written = Flow(cell, page.table, column.width_mm).styled(style[0], text)
        if not cells.head and column.align != "left":
            written.alignment = styles.ALIGNMENTS[column.align]


def _fixed(page: Page, widths_mm: Sequence[float], rows: int, *, ruled: bool = False, top_pt: float = 0) -> Table:
    """A table of fixed widths, stated in the grid and in the cells, since word processors read either."""
    table: Table = page.document.add_table(rows, len(widths_mm))
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
    table._tbl.replace(table._tbl.tblPr, parse_xml(_look(sum(widths_mm), ruled=ruled, top_pt=top_pt)))
    return table


def _look(width_mm: float, *, ruled: bool, top_pt: float) -> str:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="{BORDER_EIGHTHS}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    side = Mm(CELL_SIDE_MM).twips if ruled else 0
    padding = {"top": Pt(top_pt).twips, "left": side, "bottom": 0, "right": side}
    return (
        f'<w:tblPr {nsdecls("w")}><w:tblW w:w="{Mm(width_mm).twips}" w:type="dxa"/>'
        + (f"<w:tblBorders>{edges}</w:tblBorders>" if ruled else "")
        + '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        + "".join(f'<w:{edge} w:w="{twips}" w:type="dxa"/>' for edge, twips in padding.items())
        + "</w:tblCellMar></w:tblPr>"
    )


def _mark(row: _Row, mark: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(mark))
