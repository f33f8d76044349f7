"""A new workbook of nothing but texts: what stands in for a table that is no .xlsx."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from xml.sax.saxutils import escape, quoteattr

from pipeline.archive import read_members, write_package
from pipeline.sources import letters
from pipeline.workbooks.parts import Parts
from pipeline.workbooks.styles import add_styles
from pipeline.workbooks.texts import stored

Lines = Iterable[tuple[int, Sequence[str]]]
"""Rows with their numbers, which grow."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
_MEASURED = 200  # rows from the top that columns are made wide enough for
_NARROW, _WIDE = 8, 45  # characters
_SHEET = "xl/worksheets/sheet1.xml"


def blank(name: str, lines: Lines = ()) -> Parts:
    """A workbook with a sheet of that name that holds the lines as texts; without a sheet where there are none."""
    waiting = iter(lines)
    top = list(islice(waiting, _MEASURED))
    sheet = f'<sheet name={quoteattr(sheet_name(name))} sheetId="1" r:id="rId1"/>' if top else ""
    parts = Parts(read_members(write_package({k: v.encode() for k, v in _members(sheet).items()})))
    if top:
        style = add_styles(parts, f"{{{_MAIN}}}").text
        parts.put(_SHEET, _sheet(top, waiting, style))
    return parts


def sheet_name(name: str) -> str:
    """The name as a sheet may have it."""
    return _NOT_IN_NAMES.sub("-", name).strip("'")[:_LONGEST_NAME] or "-"


def _members(sheet: str) -> dict[str, str]:
    parts = {"/xl/workbook.xml": f"{_TYPE}.sheet.main+xml"}
    parts |= {f"/{_SHEET}": f"{_TYPE}.worksheet+xml"} if sheet else {}
    types = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types += "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    tie = f'<Relationship Id="rId1" Type="{_KINDS}/worksheet" Target="/{_SHEET}"/>' if sheet else ""
    main = f'<Relationship Id="rId1" Type="{_KINDS}/officeDocument" Target="/xl/workbook.xml"/>'
    book = f"<bookViews><workbookView/></bookViews><sheets>{sheet}</sheets>"
    return {
        "[Content_Types].xml": f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": _ties(main),
        "xl/workbook.xml": f'{_DECLARED}<workbook xmlns="{_MAIN}" xmlns:r="{_KINDS}">{book}</workbook>',
        "xl/_rels/workbook.xml.rels": _ties(tie),
    }


def _ties(rows: str) -> str:
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _sheet(top: Sequence[tuple[int, Sequence[str]]], rest: Lines, style: int) -> bytes:
    widths = [
        min(max(_NARROW, *(len(values[index]) + 2 for _number, values in top if index < len(values))), _WIDE)
        for index in range(max(len(values) for _number, values in top))
    ]
    columns = "".join(
        f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>' for index, width in enumerate(widths, 1)
    )
    pieces = [f'{_DECLARED}<worksheet xmlns="{_MAIN}">', f"<cols>{columns}</cols>" if columns else "", "<sheetData>"]
    for number, values in chain(top, rest):
        pieces.append(f'<row r="{number}">')
        pieces += (
            f'<c r="{letters(index)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
            f"{escape(stored(value))}</t></is></c>"
            for index, value in enumerate(values)
            if value
        )
        pieces.append("</row>")
    pieces.append("</sheetData></worksheet>")
    return "".join(pieces).encode()
