"""A Word template as readable text, so that a change of it shows in a review.

One line a paragraph, its style in parentheses with what is set by hand beside it; sections, headers, tables
and drawn rules in brackets. It is for reading only: templates are not built from it.
"""

from collections.abc import Iterator
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from pipeline import lines

SIDES = {
    WD_ALIGN_PARAGRAPH.LEFT: "trái",
    WD_ALIGN_PARAGRAPH.CENTER: "giữa",
    WD_ALIGN_PARAGRAPH.RIGHT: "phải",
    WD_ALIGN_PARAGRAPH.JUSTIFY: "đều hai bên",
}


def snapshot(content: bytes) -> str:
    """The text of a .docx, ending with a line feed."""
    return "\n".join(_document(Document(BytesIO(content)))) + "\n"


def _document(document: WordDocument) -> Iterator[str]:
    sections = iter(document.sections)
    section = next(sections)
    yield f"# {document.core_properties.title}"
    yield from _section(section)
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            yield from _table(item)
            continue
        yield _paragraph(item, _text_width(section))
        if item._p.xpath("w:pPr/w:sectPr"):
            section = next(sections)
            yield from _section(section)


def _section(section: Section) -> Iterator[str]:
    way = "ngang" if section.orientation == WD_ORIENT.LANDSCAPE else "dọc"
    edges = {
        "trên": section.top_margin,
        "dưới": section.bottom_margin,
        "trái": section.left_margin,
        "phải": section.right_margin,
        "đầu trang": section.header_distance,
    }
    margins = ", ".join(f"{name} {_mm(edge)}" for name, edge in edges.items())
    numbers = section._sectPr.find(qn("w:pgNumType"))
    start = "đánh tiếp" if numbers is None else f"từ {numbers.get(qn('w:start'))}"
    yield ""
    yield f"[phần: giấy {way} {_mm(section.page_width)} x {_mm(section.page_height)} mm; lề {margins} mm]"
    yield f"[số trang {start}]"
    headers = [("các trang", section.header)]
    if section.different_first_page_header_footer:
        headers = [("trang đầu", section.first_page_header), ("các trang sau", section.header)]
    for pages, header in headers:
        for paragraph in header.paragraphs:
            yield f"[đầu {pages}] {_paragraph(paragraph)}"
    yield ""


def _text_width(section: Section) -> Length:
    return Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))


def _table(table: Table) -> Iterator[str]:
    widths = " + ".join(_mm(column.width) for column in table.columns)
    borders = "có viền" if table._tbl.tblPr.find(qn("w:tblBorders")) is not None else "không viền"
    yield f"[bảng {borders}: {widths} mm]"
    for number, row in enumerate(table.rows, 1):
        yield f"[hàng {number}{_marks(row)}]"
        for place, cell in enumerate(_distinct(row), 1):
            for paragraph in cell.paragraphs:
                yield f"  {place} | {_paragraph(paragraph, cell.width)}"
    yield "[hết bảng]"


def _marks(row: _Row) -> str:
    marks = {"w:tblHeader": "; lặp lại ở mỗi trang", "w:cantSplit": "; không ngắt giữa hai trang"}
    return "".join(text for mark, text in marks.items() if row._tr.xpath(f"w:trPr/{mark}"))


def _distinct(row: _Row) -> list[_Cell]:
    """The cells of a row, each once however many columns it spans."""
    return list({cell._tc: cell for cell in row.cells}.values())


def _paragraph(paragraph: Paragraph, box: Length | None = None) -> str:
    style = paragraph.style.name if paragraph.style is not None else ""
    if style == lines.STYLE and box is not None:
        look = paragraph.paragraph_format
        return f"({style}) dài {_mm(Length(box - (look.left_indent or 0) - (look.right_indent or 0)))} mm"
    return f"({'; '.join([style or '', *_by_hand(paragraph)])}) {_words(paragraph)}".rstrip()


def _by_hand(paragraph: Paragraph) -> Iterator[str]:
    look = paragraph.paragraph_format
    if look.alignment is not None:
        yield f"căn {SIDES[look.alignment]}"
    if look.left_indent is not None:
        yield f"thụt {_mm(look.left_indent)} mm"
    if look.space_before is not None:
        yield f"cách trên {_figure(look.space_before.pt)} pt"
    if look.space_after is not None:
        yield f"cách dưới {_figure(look.space_after.pt)} pt"
    if look.keep_with_next:
        yield "giữ với đoạn sau"


def _words(paragraph: Paragraph) -> str:
    """The text, bold pieces between asterisks; a field shows as its code."""
    field = "".join(code.text or "" for code in paragraph._p.iter(qn("w:instrText"))).strip()
    if field:
        return f"[{field}]"
    return "".join(f"**{run.text}**" if run.bold else run.text for run in paragraph.runs)


def _mm(length: Length | None) -> str:
    return "" if length is None else _figure(length / Mm(1))


def _figure(value: float) -> str:
    """To one place behind the comma, which only stands where it is needed."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
