"""Ways of spoiling a file that concern one place only."""

import copy
import unicodedata

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from bench.seeding import AbsentError, Change, Defect, Paper, add, both, element, lay, look, rewrite


def landscape(paper: Paper) -> None:
    """The first section turned on its side."""
    section = paper.document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section._sectPr.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")


def decomposed(paper: Paper) -> None:
    """A paragraph with combining letters."""
    paragraph = paper.find("body")[0]
    rewrite(paragraph, unicodedata.normalize("NFD", paragraph.text))


def header(role: str, **changes: object) -> Change:
    """The page number's letters or place."""
    return both(look(role, **{k: v for k, v in changes.items() if k != "align"}),
                lay(role, **{k: v for k, v in changes.items() if k == "align"}))  # fmt: skip


def number_at_foot(paper: Paper) -> None:
    """The page number below, as in many templates of reports."""
    for section in paper.document.sections:
        if not section.header.is_linked_to_previous:
            for paragraph in list(section.header.paragraphs):
                section.footer.paragraphs[0]._p.addnext(copy.deepcopy(paragraph._p))
                for child in list(paragraph._p):
                    if child.tag != qn("w:pPr"):
                        paragraph._p.remove(child)


def no_number(paper: Paper) -> None:
    """No page number anywhere."""
    for section in paper.document.sections:
        for paragraph in section.header.paragraphs:
            for child in list(paragraph._p):
                if child.tag != qn("w:pPr"):
                    paragraph._p.remove(child)


def numbered_first(paper: Paper) -> None:
    """The first page shows its number too."""
    paper.document.sections[0].different_first_page_header_footer = False


def page_x(paper: Paper) -> None:
    """`Trang 2` instead of the number alone."""
    paragraph = paper.find("page_number")[0]
    word = copy.deepcopy(next(paragraph._p.iter(qn("w:r"))))
    for child in list(word):
        if child.tag != qn("w:rPr"):
            word.remove(child)
    word.append(element("w:t"))
    word[-1].text = "Trang "
    paragraph._p.find(qn("w:pPr")).addnext(word)


def page_numbers(**values: str) -> Change:
    """The first section's pgNumType."""

    def change(paper: Paper) -> None:
        properties = paper.document.sections[0]._sectPr
        for old in properties.findall(qn("w:pgNumType")):
            properties.remove(old)
        properties.find(qn("w:pgMar")).addnext(element("w:pgNumType", **values))

    return change


def annex_runs_on(paper: Paper) -> None:
    """The annex goes on with the main part's page numbers."""
    if len(paper.document.sections) < 2:
        raise AbsentError("annex")
    for tag in list(paper.document.element.body.iter(qn("w:pgNumType"))):
        tag.getparent().remove(tag)


def footer(text: str) -> Change:
    """Words at the foot of every page."""

    def change(paper: Paper) -> None:
        for section in paper.document.sections:
            section.footer.is_linked_to_previous = False
            rewrite(section.footer.paragraphs[0], text)

    return change


def running_title(paper: Paper) -> None:
    """A title at the head of every page."""
    paragraph = paper.document.sections[0].header.add_paragraph()
    rewrite(paragraph, "Dự thảo công văn của huyện")


def of_another_size(paper: Paper) -> None:
    """One paragraph at 13 among those at 14, or the other way about."""
    normal = paper.document.styles["Normal"].font.size
    look("body", size=14 if normal is not None and normal.pt == 13 else 13)(paper)


def narrow_head(paper: Paper) -> None:
    """The right column too narrow for the national title."""
    for row in paper.document.tables[0].rows:
        for cell, share in zip(row.cells, (Mm(95), Mm(65)), strict=True):
            cell.width = share
    for column, share in zip(paper.document.tables[0].columns, (Mm(95), Mm(65)), strict=True):
        column.width = share


def date_up(paper: Paper) -> None:
    """Place and date a row above the number."""
    date = paper.find("date")[0]
    cell = next(date._p.iterancestors(qn("w:tc")))
    cell.append(Paragraph(copy.deepcopy(date._p), date._parent)._p)
    paper.document.tables[0].rows[0].cells[1]._tc.append(date._p)
    rewrite(Paragraph(cell[-1], date._parent), "")


def lettered_by_word(paper: Paper) -> None:
    """Six points numbered by Word, which knows no đ."""
    model = paper.find("body")[0]
    part = paper.document.part
    if not any(relation.reltype == RELATIONSHIP_TYPE.NUMBERING for relation in part.rels.values()):
        part.relate_to(Document().part.numbering_part, RELATIONSHIP_TYPE.NUMBERING)
    root = part.numbering_part.element
    level = element("w:lvl", ilvl="0")
    level.extend([element("w:start", val="1"), element("w:numFmt", val="lowerLetter"), element("w:suff", val="space"),
                  element("w:lvlText", val="%1)")])  # fmt: skip
    kind = element("w:abstractNum", abstractNumId="7777")
    kind.append(level)
    root.insert(0, kind)
    number = element("w:num", numId="7777")
    number.append(element("w:abstractNumId", val="7777"))
    root.append(number)
    for text in SIX[::-1]:
        twin = copy.deepcopy(model._p)
        model._p.addnext(twin)
        rewrite(Paragraph(twin, model._parent), text)
        wanted = element("w:numPr")
        wanted.extend([element("w:ilvl", val="0"), element("w:numId", val="7777")])
        properties = twin.get_or_add_pPr()
        style = properties.find(qn("w:pStyle"))
        properties.insert(0, wanted) if style is None else style.addnext(wanted)


def swapped_foot(paper: Paper) -> None:
    """Signature left, recipients right."""
    label = paper.find("label")[0]
    cell = next(label._p.iterancestors(qn("w:tc")))
    beside = next(cell.itersiblings(qn("w:tc")))
    left = [child for child in cell if child.tag == qn("w:p")]
    right = [child for child in beside if child.tag == qn("w:p")]
    for p in left:
        beside.append(p)
    for p in right:
        cell.append(p)


def box(text: str, width: float, height: float, size: float = 13) -> Change:
    """A stamp of urgency of this size, millimetres, in the left column of the head."""

    def change(paper: Paper) -> None:
        from docx.oxml import parse_xml

        from tests.forms.hand import FONTS
        from tests.forms.strokes import stamp
        from tests.forms.widths import MM

        xml = stamp(text, round(width * MM), round(height * MM), "drawing", FONTS, 91).replace('"26"', str(2 * size))
        xml = xml.replace("w:val='26'", f"w:val='{round(2 * size)}'")
        number = paper.find("number")[0]
        twin = copy.deepcopy(number._p)
        next(number._p.iterancestors(qn("w:tc"))).append(twin)
        rewrite(Paragraph(twin, number._parent), "")
        twin.append(parse_xml(xml))

    return change


SIX = (
    "Lập danh sách cơ sở;",
    "Phân loại cơ sở;",
    "Kiểm tra hồ sơ;",
    "Ký cam kết;",
    "Tổng hợp số liệu;",
    "Báo cáo kết quả.",
)
SOUND_SIX = tuple(f"{letter}) {text}" for letter, text in zip("abcdđe", SIX, strict=True))
OLD_SIX = tuple(f"{letter}) {text}" for letter, text in zip("abcdef", SIX, strict=True))
BODY = "Các cơ quan, đơn vị rà soát, báo cáo đúng thời hạn"


def row(name: str, rules: str, change: Change) -> Defect:
    """One defect; rules by their numbers, with a space between."""
    return Defect(name, frozenset(f"R{rule}" for rule in rules.split()), change)


def sentence(name: str, rules: str, text: str) -> Defect:
    """A paragraph with a fault in its words."""
    return row(name, rules, add("body", text))
