"""The named paragraph styles: one for each component of the decree's table, and a few of our own.

A clerk finds them in Word's gallery, all beginning with "ND30".
"""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from pipeline import lines
from pipeline.decree import Component, Decree
from pipeline.metrics import width_mm
from pipeline.stationery.units import mm, pt

ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

# Where "Kính gửi:" begins above a list: the hyphens then stand 45 mm in, as in the decree's sample.
ADDRESSEE_MM = 27
# Room above and below the text of a table's cell.
CELL_PT = 2
# A paragraph that only Word asks for, after a table: too small to be seen or to make a page.
END_PT = 1
TAG_GREY = RGBColor(128, 128, 128)

# Styles that the decree does not know: name and id.
CELL = ("ND30 Ô bảng", "ND30Cell")
CELL_HEAD = ("ND30 Đầu bảng", "ND30CellHead")
AS_OF = ("ND30 Thời điểm số liệu", "ND30AsOf")
SIGNER_NOTE = ("ND30 Ghi chú chữ ký", "ND30SignerNote")
END = ("ND30 Hết phần", "ND30End")
TAG = ("ND30 Lệnh mẫu", "ND30Tag")
RULE = (lines.STYLE, lines.STYLE_ID)


def add_styles(document: WordDocument, table: Decree) -> None:
    """Give the document every style that the templates write in; what a clerk adds in "Normal" looks like the body."""
    _shape(document.styles["Normal"], table.component("body"), table)
    for component in table.components:
        _shape(_added(document, component.style, component.style_id), component, table)
    _place_addressees(document, table)
    _add_cells(document, table)
    _add_remarks(document, table)
    _add_machinery(document, table)


def _shape(style: ParagraphStyle, component: Component, table: Decree) -> None:
    look = style.paragraph_format
    style.font.size = pt(component.size_pt.use)
    style.font.bold = component.bold or None
    style.font.italic = component.italic or None
    look.alignment = ALIGNMENTS[component.align]
    look.space_before, look.space_after = pt(component.before_pt), pt(component.after_pt)
    look.keep_with_next = component.keep_next or None
    if component.first_line:
        look.first_line_indent = mm(table.paragraphs.first_line_mm.use)
        look.line_spacing = float(table.paragraphs.line.use)


def _place_addressees(document: WordDocument, table: Decree) -> None:
    """The hyphens stand under the colon of "Kính gửi:" (R123), wrapped lines under the first word."""
    label, listed = table.component("addressee"), table.component("addressees")
    colon = width_mm(label.text.removesuffix(":"), float(label.size_pt.use))
    hyphen = width_mm("- ", float(listed.size_pt.use))
    style = document.styles[listed.style]
    look = style.paragraph_format
    look.left_indent, look.first_line_indent = Mm(ADDRESSEE_MM + colon + hyphen), Mm(-hyphen)
    # As much room below as above; below the list, not between its lines.
    for component in (label, listed):
        document.styles[component.style].paragraph_format.space_after = pt(label.before_pt)
    style.element.get_or_add_pPr().find(qn("w:ind")).addnext(OxmlElement("w:contextualSpacing"))


def _add_cells(document: WordDocument, table: Decree) -> None:
    for name, align, bold in ((CELL, "left", None), (CELL_HEAD, "center", True)):
        cell = _added(document, *name)
        cell.font.size, cell.font.bold = pt(table.component("body").size_pt.least), bold
        look = cell.paragraph_format
        look.alignment = ALIGNMENTS[align]
        look.space_before = look.space_after = Pt(CELL_PT)


def _add_remarks(document: WordDocument, table: Decree) -> None:
    for name, align in ((AS_OF, "right"), (SIGNER_NOTE, "center")):
        remark = _added(document, *name)
        remark.font.size, remark.font.italic = pt(table.component("body").size_pt.least), True
        remark.paragraph_format.alignment = ALIGNMENTS[align]
        remark.paragraph_format.keep_with_next = True
    document.styles[AS_OF[0]].paragraph_format.space_after = pt(table.paragraphs.gap_pt.use)


def _add_machinery(document: WordDocument, table: Decree) -> None:
    end = _added(document, *END)
    end.font.size = Pt(END_PT)
    end.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    end.paragraph_format.line_spacing = Pt(END_PT)

    tag = _added(document, *TAG)
    tag.font.size = pt(table.component("recipients").size_pt.use)
    tag.font.color.rgb = TAG_GREY

    rule = _added(document, *RULE)
    rule.element.append(parse_xml(f"<w:pPr {nsdecls('w')}>{lines.LOOK}</w:pPr>"))


def _added(document: WordDocument, name: str, style_id: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = None  # nothing of the body's look is inherited
    style.quick_style = True
    style.element.set(qn("w:styleId"), style_id)
    return style
