"""The sheet that lists all faults, each with a link to its cell."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from pipeline.messages import text as _
from pipeline.problems import Problem, masked
from pipeline.sources import FAULTS_SHEET, letters
from pipeline.workbooks.parts import Element, new_root
from pipeline.workbooks.styles import Styles
from pipeline.workbooks.texts import stored, text_cell

_WIDTHS = (7, 20, 9, 24, 58, 58)  # characters
_TOP = 4  # the row of the header
_LINE = 17  # points


class Mark(NamedTuple):
    """A fault or a notice with its place in the workbook: `address` is "" where it stands at no cell."""

    sheet: str
    address: str
    column: str
    problem: Problem


def listing(main: str, marks: Sequence[Mark], left_out: int, notices: Sequence[Mark], styles: Styles) -> Element:
    """The sheet's root element: the faults, and below them the notices under a title of their own.

    `left_out` is how many faults are too many to be listed.
    """
    root = new_root(main, "worksheet")
    setup = etree.SubElement(root, f"{main}sheetPr")
    etree.SubElement(setup, f"{main}tabColor", rgb="FFC00000")
    etree.SubElement(setup, f"{main}pageSetUpPr", fitToPage="1")
    views = etree.SubElement(root, f"{main}sheetViews")
    view = etree.SubElement(views, f"{main}sheetView", workbookViewId="0", tabSelected="1", showGridLines="0")
    below = f"A{_TOP + 1}"
    etree.SubElement(view, f"{main}pane", ySplit=str(_TOP), topLeftCell=below, activePane="bottomLeft", state="frozen")
    etree.SubElement(view, f"{main}selection", pane="bottomLeft", activeCell=below, sqref=below)
    columns = etree.SubElement(root, f"{main}cols")
    for number, width in enumerate(map(str, _WIDTHS), 1):
        etree.SubElement(columns, f"{main}col", min=str(number), max=str(number), width=width, customWidth="1")
    rows = etree.SubElement(root, f"{main}sheetData")
    total = len(marks) + left_out
    _row(rows, main, 1, [(FAULTS_SHEET.upper(), styles.title)])
    said = _("{count} faults. Mend the coloured cells, save the file, and look for faults again.").format(count=total)
    if left_out:
        said += " " + _("The first {count} stand here; mend them first.").format(count=len(marks))
    _row(rows, main, 2, [(said, styles.plain)])
    if notices:
        said = _("{count} notices, in yellow: look whether it is so; if it is, nothing need be done.")
        _row(rows, main, 3, [(said.format(count=len(notices)), styles.plain)])
    headings = (_("No."), _("Sheet"), _("Cell"), _("Column"), _("What is wrong"), _("What to do"))
    _row(rows, main, _TOP, [(heading, styles.header) for heading in headings])
    links = etree.Element(f"{main}hyperlinks")
    row = _TOP
    for number, mark in enumerate((*marks, *notices), 1):
        row += 1
        if notices and number == len(marks) + 1:
            _row(rows, main, row, [(_("Notices"), styles.title)])
            row += 1
        values = (
            (str(number), styles.middle),
            (mark.sheet if mark.address else "", styles.text),
            (mark.address, styles.link if mark.address else styles.middle),
            (masked(mark.column), styles.text),
            (mark.problem.message, styles.text),
            (mark.problem.hint, styles.text),
        )
        _row(rows, main, row, values)
        if mark.address:
            place = f"'{mark.sheet.replace(chr(39), chr(39) * 2)}'!{mark.address}"
            etree.SubElement(links, f"{main}hyperlink", ref=f"C{row}", location=stored(place), display=mark.address)
    if len(links):
        root.append(links)
    margins = {"left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.6", "header": "0.3", "footer": "0.3"}  # inches
    etree.SubElement(root, f"{main}pageMargins", margins)
    etree.SubElement(root, f"{main}pageSetup", paperSize="9", orientation="landscape", fitToWidth="1", fitToHeight="0")
    footer = etree.SubElement(root, f"{main}headerFooter")
    etree.SubElement(footer, f"{main}oddFooter").text = '&C&"Times New Roman"&P/&N'
    return root


def _row(rows: Element, main: str, number: int, values: Sequence[tuple[str, int]]) -> None:
    lines = (
        max(_lines(text, width) for (text, _style), width in zip(values, _WIDTHS, strict=False)) if values[1:] else 1
    )
    height = str(_LINE * lines + 1)  # programs do not agree on when to make rows as high as their texts
    row = etree.SubElement(rows, f"{main}row", r=str(number), ht=height, customHeight="1")
    for index, (text, style) in enumerate(values):
        row.append(text_cell(main, f"{letters(index)}{number}", text, style))


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, at least one."""
    return sum(1 + len(line) // width for line in text.split("\n"))
