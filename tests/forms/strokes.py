"""The short rules of a page, in the ways in which Word users draw them."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from tests.forms.widths import EMU, POINT

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)


def line(paragraph: Paragraph, how: str, length: int, room: int, below: int, number: int) -> None:
    """A line of this length in twips, centred in `room`, `below` twips under the paragraph's top."""
    start = (room - length) // 2
    if how == "drawing":
        paragraph._p.append(parse_xml(drawing(start, length, below, number)))
    elif how == "vml":
        paragraph._p.append(parse_xml(f"<w:r {NAMES}>{picture(start, length, below, number)}</w:r>"))
    else:
        raise ValueError(how)


def border(paragraph: Paragraph, side: str) -> None:
    """A border over or under the whole paragraph, which its indents make short."""
    edge = f"<w:pBdr {nsdecls('w')}><w:{side} w:val='single' w:sz='6' w:space='1' w:color='auto'/></w:pBdr>"
    ppr = paragraph._p.get_or_add_pPr()
    spacing = next((tag for tag in ppr if tag.tag.endswith("}spacing")), None)
    if spacing is None:
        ppr.append(parse_xml(edge))
    else:
        spacing.addprevious(parse_xml(edge))


def picture(start: int, length: int, below: int, number: int) -> str:
    """The line as Word of twenty years ago wrote it."""
    begin, end, down = (f"{twips / POINT:g}pt" for twips in (start, start + length, below))
    return (
        f'<w:pict><v:line id="Line {number}" o:spid="_x0000_s{1026 + number}" '
        f'style="position:absolute;z-index:{number};mso-position-horizontal-relative:text;'
        f'mso-position-vertical-relative:text" from="{begin},{down}" to="{end},{down}" strokeweight=".75pt"/></w:pict>'
    )


def drawing(start: int, length: int, below: int, number: int) -> str:
    """The line as Word writes it today, with the old one for programs that do not know it."""
    return (
        f"<w:r {NAMES}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wp:anchor distT='0' distB='0' distL='114300' distR='114300' simplePos='0' relativeHeight='{251659264 + number}' "
        f"behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
        f"<wp:positionH relativeFrom='column'><wp:posOffset>{start * EMU}</wp:posOffset></wp:positionH>"
        f"<wp:positionV relativeFrom='paragraph'><wp:posOffset>{below * EMU}</wp:posOffset></wp:positionV>"
        f"<wp:extent cx='{length * EMU}' cy='0'/><wp:effectExtent l='0' t='0' r='19050' b='19050'/><wp:wrapNone/>"
        f"<wp:docPr id='{number}' name='Straight Connector {number}'/><wp:cNvGraphicFramePr/>"
        "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        f"<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{length * EMU}' cy='0'/></a:xfrm>"
        "<a:prstGeom prst='line'><a:avLst/></a:prstGeom><a:ln w='9525'><a:solidFill><a:srgbClr val='000000'/>"
        "</a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        f"</mc:Choice><mc:Fallback>{picture(start, length, below, number)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def stamp(text: str, width: int, height: int, how: str, fonts: str, number: int) -> str:
    """A boxed word in red, 13 points; sizes in twips."""
    word = (
        "<w:txbxContent><w:p><w:pPr><w:spacing w:before='0' w:after='0' w:line='240' w:lineRule='auto'/>"
        f"<w:jc w:val='center'/></w:pPr><w:r><w:rPr><w:rFonts {fonts}/><w:b/><w:color w:val='FF0000'/><w:sz w:val='26'/>"
        f"<w:szCs w:val='26'/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    )
    size = f"width:{width / POINT:g}pt;height:{height / POINT:g}pt"
    old = (
        f'<w:pict><v:rect id="Dau{number}" style="position:absolute;margin-left:30pt;margin-top:4pt;{size};z-index:9" '
        f'strokecolor="red"><v:textbox inset="0,1pt,0,0">{word}</v:textbox></v:rect></w:pict>'
    )
    if how == "vml":
        return f"<w:r {NAMES}>{old}</w:r>"
    return (
        f"<w:r {NAMES}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wp:anchor distT='0' distB='0' distL='114300' distR='114300' simplePos='0' relativeHeight='{251669264 + number}' "
        "behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/>"
        "<wp:positionH relativeFrom='column'><wp:posOffset>381000</wp:posOffset></wp:positionH>"
        "<wp:positionV relativeFrom='paragraph'><wp:posOffset>50800</wp:posOffset></wp:positionV>"
        f"<wp:extent cx='{width * EMU}' cy='{height * EMU}'/><wp:effectExtent l='0' t='0' r='0' b='0'/><wp:wrapNone/>"
        f"<wp:docPr id='{number}' name='Text Box {number}'/><wp:cNvGraphicFramePr/>"
        "<a:graphic><a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>"
        "<wps:wsp><wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/>"
        f"<a:ext cx='{width * EMU}' cy='{height * EMU}'/></a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom>"
        "<a:ln w='9525'><a:solidFill><a:srgbClr val='FF0000'/></a:solidFill></a:ln></wps:spPr>"
        f"<wps:txbx>{word}</wps:txbx><wps:bodyPr lIns='0' tIns='12700' rIns='0' bIns='0'/></wps:wsp>"
        f"</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
