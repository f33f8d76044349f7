"""A sheet typed as a Word file: page, head, text, foot, annexes."""

import io
from dataclasses import replace

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from tests.forms.body import Body
from tests.forms.dialects import Dialect
from tests.forms.foot import Foot
from tests.forms.hand import Hand, Look, element, put_in_order
from tests.forms.head import Head
from tests.forms.sheet import Annex, Sheet
from tests.forms.widths import MM

PAPER = 210
AUTHOR = "DỮ LIỆU MẪU"


def typed(sheet: Sheet, dialect: Dialect) -> bytes:
    """The Word file; the same bytes in every run."""
    document = Document()
    document.core_properties.author = document.core_properties.comments = AUTHOR
    hand = Hand(document, dialect)
    section = document.sections[0]
    set_page(section, dialect)
    number_pages(section, hand)
    room = round((PAPER - dialect.margins[2] - dialect.margins[3]) * MM)
    head, body, foot = Head(hand, room), Body(hand, room), Foot(hand, room)
    head.write(sheet)
    body.write(sheet.body, last=bool(sheet.signer[1]))
    foot.write(sheet)
    if sheet.address:
        head.address(section, sheet.address)
    for annex in sheet.annexes:
        attach(annex, sheet, hand)
    put_in_order(document.element)
    for section in document.sections:
        put_in_order(section.header._element)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def attach(annex: Annex, sheet: Sheet, hand: Hand) -> None:
    """A part of its own: its pages are numbered from 1."""
    section = hand.document.add_section(WD_SECTION.NEW_PAGE)
    room = set_page(section, hand.dialect, landscape=annex.landscape)
    start = section._sectPr.find(qn("w:pgNumType"))
    if start is None:
        start = element("w:pgNumType")
        section._sectPr.find(qn("w:pgMar")).addnext(start)
    start.set(qn("w:start"), "1")
    head, body = Head(hand, room), Body(hand, room)
    blank = hand.dialect.blank
    day, month, year = sheet.date or ("", "", "")
    number, day = (sheet.number, day) if blank is None else (blank, blank)
    note = annex.note.format(f"số {number}{sheet.symbol} ngày {day} tháng {month} năm {year}")
    if annex.issuer:
        head.names(annex.issuer)
        head.title(annex.label, annex.title, note)
    else:
        head.annex(annex.label, annex.title, note)
    body.write(annex.body, table=annex.table)


def set_page(section: Section, dialect: Dialect, *, landscape: bool = False) -> int:
    """A4 with the maker's margins; the room for text, in twips."""
    width, height = (297, PAPER) if landscape else (PAPER, 297)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = (Mm(margin) for margin in dialect.margins)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    return round((width - dialect.margins[2] - dialect.margins[3]) * MM)


def number_pages(section: Section, hand: Hand) -> None:
    """The number of the page, centred on top, not on the first."""
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    for old in list(paragraph._p):
        paragraph._p.remove(old)
    look = Look(size=hand.dialect.size, align="center", name="Số trang")
    hand.write(paragraph, look)
    holder = paragraph._p
    if hand.dialect.field == "simple":
        holder = element("w:fldSimple w:instr=' PAGE '")
        paragraph._p.append(holder)
        content: list[str] = ["w:t"]
    else:
        content = [
            "w:fldChar w:fldCharType='begin'", "w:instrText xml:space='preserve'",
            "w:fldChar w:fldCharType='separate'", "w:t", "w:fldChar w:fldCharType='end'",
        ]  # fmt: skip
    for tag in content:
        run = element("w:r")
        properties = element("w:rPr")
        properties.extend(hand.letters(replace(look)) if hand.dialect.fonts != "styles" else [])
        run.append(properties)
        run.append(element(tag))
        if "instrText" in tag:
            run[-1].text = " PAGE   \\* MERGEFORMAT "
        elif tag == "w:t":
            run[-1].text = "2"
        holder.append(run)
