"""The page that is written on: its size, margins and header distance from the decree's table."""

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from pipeline.decree import Decree
from pipeline.stationery.flow import Flow
from pipeline.stationery.units import mm


class Page(Flow):
    """A document written from its first page on, section after section.

    Every section counts its pages from 1 and prints no number on the first (the blank package says so).
    """

    def __init__(self, document: WordDocument, table: Decree) -> None:
        page, section = table.page, document.sections[-1]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = mm(page.width_mm.use), mm(page.height_mm.use)
        section.top_margin, section.bottom_margin = mm(page.top_mm.use), mm(page.bottom_mm.use)
        section.left_margin, section.right_margin = mm(page.left_mm.use), mm(page.right_mm.use)
        section.header_distance = section.footer_distance = mm(page.header_mm.use)
        section.gutter = Mm(0)
        super().__init__(document, table, float(page.width_mm.use - page.left_mm.use - page.right_mm.use))
        self.document = document

    def end_section(self) -> None:
        """The next page begins a section like this one."""
        last = self.document.sections[-1]._sectPr
        self.end()._p.get_or_add_pPr().append(deepcopy(last))

    def turn(self) -> None:
        """From the next page on the paper lies sideways."""
        self.end_section()
        page, section = self.table.page, self.document.sections[-1]
        margin = mm(page.landscape_margin_mm.use)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = margin
        self.width_mm = float(page.height_mm.use - 2 * page.landscape_margin_mm.use)
