"""What we add to a workbook's styles; what stands there keeps its number."""

from typing import NamedTuple

from lxml import etree

from pipeline.workbooks.parts import Element, Parts, namespace, put_in_order

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
_FACE = '<name val="Times New Roman"/><family val="1"/>'
_FONTS = {
    "title": f'<font><b/><sz val="14"/>{_FACE}</font>',
    "header": f'<font><b/><sz val="12"/>{_FACE}</font>',
    "text": f'<font><sz val="12"/>{_FACE}</font>',
    "link": f'<font><u/><sz val="12"/><color rgb="FF0563C1"/>{_FACE}</font>',
}
_PLAIN_FILL = '<fill><patternFill patternType="none"/></fill>'
_SOLID = '<fill><patternFill patternType="solid"><fgColor rgb="{}"/><bgColor {}/></patternFill></fill>'
_HEADER_FILL = _SOLID.format("FFD9E2F3", 'indexed="64"')
_NO_BORDER = "<border><left/><right/><top/><bottom/><diagonal/></border>"
_EDGE = '<{0} style="thin"><color rgb="FF808080"/></{0}>'
_BORDER = f"<border>{''.join(_EDGE.format(side) for side in ('left', 'right', 'top', 'bottom'))}<diagonal/></border>"
_RED, _PINK, _YELLOW = "FF9C0006", "FFFFC7CE", "FFFFF2CC"
_PINK_FILL = _SOLID.format(_PINK, f'rgb="{_PINK}"')
_WRONG = f'<dxf><font><color rgb="{_RED}"/></font>{_PINK_FILL}</dxf>'
_YELLOW_FILL = _SOLID.format(_YELLOW, f'rgb="{_YELLOW}"')
_NOTED = f"<dxf>{_YELLOW_FILL}</dxf>"
_EMPTY = (
    f'<styleSheet xmlns="{{}}"><fonts>{_FONTS["text"]}</fonts><fills>{_PLAIN_FILL}<fill><patternFill '
    f'patternType="gray125"/></fill></fills><borders>{_NO_BORDER}</borders><cellStyleXfs><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '</cellXfs><cellStyles><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_TEXT_FORMAT = "49"  # @, built in: ECMA-376, Part 1, 18.8.30


class Styles(NamedTuple):
    """The numbers of our styles in a workbook: of cells, and (`wrong`, `noted`) of the differential formats of ours.

    `wrong` is that of faulty cells, `noted` that of cells of which there is a notice.
    """

    title: int
    header: int
    text: int
    middle: int
    link: int
    plain: int
    wrong: int
    noted: int


def add_styles(parts: Parts, main: str) -> Styles:
    """Our styles in the workbook, put there unless they are there already; `main` is its namespace in braces."""
    part = next((tie.target for tie in parts.ties(parts.main) if tie.kind == "styles" and tie.target in parts), "")
    if not part:
        part = "xl/styles.xml"
        parts.put(part, _EMPTY.format(main[1:-1]).encode(), _KIND)
        parts.tie(parts.main, "styles", part)
    sheet = parts.xml(part)
    fonts = {name: _index(sheet, "fonts", font) for name, font in _FONTS.items()}
    plain, fill = _index(sheet, "fills", _PLAIN_FILL), _index(sheet, "fills", _HEADER_FILL)
    none, border = _index(sheet, "borders", _NO_BORDER), _index(sheet, "borders", _BORDER)

    def cell(font: str, fill: int, border: int, across: str, down: str = "top", *, wrap: bool = True) -> int:
        fonted = f'numFmtId="{_TEXT_FORMAT}" fontId="{fonts[font]}" fillId="{fill}" borderId="{border}"'
        applied = " ".join(f'apply{what}="1"' for what in ("NumberFormat", "Font", "Fill", "Border", "Alignment"))
        alignment = f'<alignment horizontal="{across}" vertical="{down}" wrapText="{int(wrap)}"/>'
        return _index(sheet, "cellXfs", f'<xf {fonted} xfId="0" quotePrefix="1" {applied}>{alignment}</xf>')

    styles = Styles(
        title=cell("title", plain, none, "left", wrap=False),
        header=cell("header", fill, border, "center", "center"),
        text=cell("text", plain, border, "left"),
        middle=cell("text", plain, border, "center"),
        link=cell("link", plain, border, "center"),
        plain=cell("text", plain, none, "left", wrap=False),
        wrong=_index(sheet, "dxfs", _WRONG),
        noted=_index(sheet, "dxfs", _NOTED),
    )
    parts.put(part, sheet)
    return styles


def _index(sheet: Element, name: str, said: str) -> int:
    """The number of a style among its like; it is appended where it is not there."""
    main = namespace(sheet)
    holder = sheet.find(main + name)
    if holder is None:
        holder = etree.Element(main + name)
        put_in_order(sheet, holder, _ORDER)
    (new,) = etree.fromstring(f'<x xmlns="{main[1:-1]}">{said}</x>')
    wanted = _canonical(new)
    for index, other in enumerate(holder):
        if _canonical(other) == wanted:
            return index
    holder.append(new)
    holder.set("count", str(len(holder)))
    return len(holder) - 1


def _canonical(element: Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
