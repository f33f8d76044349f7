"""Few ways of spoiling a Word file: words, letters, paragraphs, pages."""

import copy
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor, Twips
from docx.text.paragraph import Paragraph
from docx.text.run import Run

STARTS = {
    "nation": r"CỘNG HÒA XÃ",
    "motto": r"Độc lập - ",
    "number": r"Số: ",
    "date": r".+, ngày .* năm \d{4}$",
    "about": r"V/v ",
    "title": r"(KẾ HOẠCH|QUYẾT ĐỊNH|HƯỚNG DẪN)$",
    "authority": r"BỘ TRƯỞNG BỘ",
    "order": r"QUYẾT ĐỊNH:",
    "ground": r"(Căn cứ|Theo đề nghị) .*[;.]$",
    "section": r"[IVX]+\. ",
    "clause": r"\d+\. ",
    "point": r"[a-zđ]\) ",
    "dash": r"- .{60}",
    "article": r"Điều \d+\. ",
    "chapter": r"Chương [IVX]+$",
    "address": r"Kính gửi",
    "label": r"Nơi nhận",
    "kept": r"- Lưu",
    "kt": r"KT\. ",
    "deputy": r"(PHÓ|THỨ) ",
    "end": r".*\./\.$",
    "annex": r"Phụ lục( I)?$",
    "annexes": r"Phụ lục I+$",
    "issued": r"QUY CHẾ$",
    "note": r"\(Kèm theo",
    "mention": r".*Phụ lục",
    "cited": r"(Thực hiện|Căn cứ|.* tại Kế hoạch).* số .* ngày .* của ",
}
OUTSIDE = {"ground", "section", "clause", "point", "dash", "article", "end", "mention", "cited"}  # never in tables
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SHAPES = {f"{MARKUP}AlternateContent", qn("w:pict"), qn("w:drawing"), qn("w:pBdr")}


class AbsentError(Exception):
    """The document has nothing that could be spoilt in this way."""


class Paper:
    """A Word file in which paragraphs are found by what they are."""

    def __init__(self, docx: bytes) -> None:
        self.document = Document(io.BytesIO(docx))

    def save(self) -> bytes:
        """The Word file as it is now."""
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def paragraphs(self) -> list[Paragraph]:
        """All of them, tables and all, in the order of the page."""
        body = self.document.element.body
        inside = {p for box in body.iter(qn("w:txbxContent")) for p in box.iter(qn("w:p"))}
        return [Paragraph(p, self.document._body) for p in body.iter(qn("w:p")) if p not in inside]

    def find(self, role: str) -> list[Paragraph]:
        """Those of a role, at least one; AbsentError otherwise."""
        found = list(getattr(self, f"_{role}")() if hasattr(self, f"_{role}") else self._matching(role))
        if not found:
            raise AbsentError(role)
        return found

    def _matching(self, role: str) -> list[Paragraph]:
        return [
            paragraph
            for paragraph in self.paragraphs()
            if re.match(STARTS[role], paragraph.text) and not (role in OUTSIDE and in_table(paragraph))
        ]

    def _own(self) -> list[Paragraph]:
        superior = {paragraph._p for paragraph in self._superior()}
        return [paragraph for paragraph in self._own_cell() if paragraph.text.strip() and paragraph._p not in superior]

    def _superior(self) -> list[Paragraph]:
        """Those of the head's left cell that a typist left upright: nothing in styles of ours."""
        named = [paragraph for paragraph in self._own_cell() if paragraph.text.strip()]
        bold = [any(run.bold for run in paragraph.runs) for paragraph in named]
        return [paragraph for paragraph, is_bold in zip(named, bold, strict=True) if any(bold) and not is_bold]

    def _own_cell(self) -> list[Paragraph]:
        return self.document.tables[0].rows[0].cells[0].paragraphs

    def _nation_cell(self) -> list[Paragraph]:
        return self.document.tables[0].rows[0].cells[1].paragraphs

    def _after(self, role: str) -> list[Paragraph]:
        """The paragraph of the page after the first of a role."""
        there = [paragraph._p for paragraph in self.paragraphs()]
        return [self.paragraphs()[there.index(self.find(role)[0]._p) + 1]]

    def _summary(self) -> list[Paragraph]:
        return self._after("title")

    def _under_summary(self) -> list[Paragraph]:
        return [*self._summary(), *self._after("summary")]

    def _annex_title(self) -> list[Paragraph]:
        return self._after("annex")

    def _chapter_title(self) -> list[Paragraph]:
        return self._after("chapter")

    def _body(self) -> list[Paragraph]:
        summary = {paragraph._p for paragraph in (self._summary() if self._matching("title") else [])}
        other = r"Điều \d|Căn cứ|Theo đề nghị|\(|[IVX]+\. |\d+\. .{0,40}$|Kính gửi|- |CỘNG|BỘ"
        return [
            paragraph
            for paragraph in self.paragraphs()
            if len(paragraph.text) > 60 and not re.match(other, paragraph.text)
            if not in_table(paragraph) and paragraph._p not in summary
        ]

    def _addressee(self) -> list[Paragraph]:
        after = self.paragraphs()
        start = [paragraph._p for paragraph in after].index(self.find("address")[0]._p)
        rest = after[start + 1 :]
        ends = next(place for place, paragraph in enumerate(rest) if not paragraph.text.startswith("- "))
        return rest[:ends]

    def _recipient(self) -> list[Paragraph]:
        label = self.find("label")[0]
        return [Paragraph(p, label._parent) for p in label._p.itersiblings(qn("w:p")) if text_of(p).startswith("- ")]

    def _right(self) -> list[Paragraph]:
        cell = next(self.find("label")[0]._p.iterancestors(qn("w:tc")))
        beside = next(cell.itersiblings(qn("w:tc")))
        return [Paragraph(p, self.document._body) for p in beside.iter(qn("w:p")) if text_of(p)]

    def _office(self) -> list[Paragraph]:
        return self._right()[:-1]

    def _signer(self) -> list[Paragraph]:
        return self._right()[-1:]

    def _cell(self) -> list[Paragraph]:
        """The head cells of a table with lines."""
        tables = [table for table in self.document.tables if len(table.columns) > 3]
        return [paragraph for table in tables for cell in table.rows[0].cells for paragraph in cell.paragraphs]

    def _last(self) -> list[Paragraph]:
        """What ends the file, where it has an annex."""
        self.find("note")
        return [paragraph for paragraph in self.paragraphs() if paragraph.text.strip()][-1:]

    def _page_number(self) -> list[Paragraph]:
        return [paragraph for paragraph in self.document.sections[0].header.paragraphs if field_in(paragraph)]


Change = Callable[[Paper], None]


@dataclass(frozen=True)
class Defect:
    """What a clerk does wrong, and the rules that may report it."""

    name: str
    rules: frozenset[str]
    change: Change


def text_of(p) -> str:
    """The text of a paragraph's element."""
    return Paragraph(p, None).text


def in_table(paragraph: Paragraph) -> bool:
    """Whether it stands in a table."""
    return next(paragraph._p.iterancestors(qn("w:tc")), None) is not None


def field_in(paragraph: Paragraph) -> bool:
    """Whether it holds a field."""
    return any(True for tag in ("w:fldSimple", "w:instrText") for _found in paragraph._p.iter(qn(tag)))


def rewrite(paragraph: Paragraph, text: str) -> None:
    """New words in the letters of the first run; lines drawn there stay."""
    runs = [run for run in paragraph.runs if run.text]
    for run in runs[1:]:
        run._r.getparent().remove(run._r)
    (runs[0] if runs else paragraph.add_run()).text = text


def say(role: str, old: str, new: str, *, every: bool = False) -> Change:
    """Words replaced (a regular expression), in the first paragraph of the role that has them, or in all."""

    def change(paper: Paper) -> None:
        having = [paragraph for paragraph in paper.find(role) if re.search(old, paragraph.text)]
        if not having:
            raise AbsentError(old)
        for paragraph in having if every else having[:1]:
            run = next((run for run in paragraph.runs if re.search(old, run.text)), None)
            if run is not None and not {"^", "$"} & set(old):
                run.text = re.sub(old, new, run.text, count=1)
            else:
                rewrite(paragraph, re.sub(old, new, paragraph.text, count=1))

    return change


def put(role: str, text: str | Callable[[str], str], place: int = 0) -> Change:
    """Other words in place of the whole paragraph, or made from them."""

    def change(paper: Paper) -> None:
        paragraph = paper.find(role)[place]
        rewrite(paragraph, text if isinstance(text, str) else text(paragraph.text))

    return change


def only(role: str, change: Change) -> Change:
    """A change of papers that have this role."""
    return both(lambda paper: paper.find(role) and None, change)


def look(role: str, place: int | None = 0, **changes: object) -> Change:
    """Letters changed in one paragraph of the role, or in all (None): size, bold, italic, underline, colour, name."""

    def change(paper: Paper) -> None:
        found = paper.find(role)
        for paragraph in found if place is None else [found[place]]:
            for run in (Run(r, paragraph) for r in paragraph._p.iter(qn("w:r"))):
                for name, value in changes.items():
                    if name == "colour":
                        run.font.color.rgb = RGBColor.from_string(str(value))
                    elif name == "name":
                        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
                        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                            fonts.set(qn(f"w:{script}"), str(value))
                    else:
                        setattr(run.font, name, Pt(value) if name == "size" else value)  # type: ignore[arg-type]

    return change


ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER,
         "both": WD_ALIGN_PARAGRAPH.JUSTIFY}  # fmt: skip


def lay(role: str, place: int | None = 0, **changes: object) -> Change:
    """Paragraphs changed: align, first and left (twips), before and after (points), line (share, or Pt for exact)."""
    names = {"first": "first_line_indent", "left": "left_indent", "before": "space_before", "after": "space_after"}

    def change(paper: Paper) -> None:
        found = paper.find(role)
        for paragraph in found if place is None else [found[place]]:
            layout = paragraph.paragraph_format
            for name, value in changes.items():
                if name == "align":
                    layout.alignment = ALIGN[str(value)]
                elif name == "line":
                    layout.line_spacing = value  # type: ignore[assignment]
                else:
                    length = Twips(value) if name in {"first", "left"} else Pt(value)  # type: ignore[arg-type]
                    setattr(layout, names[name], length)

    return change


def drop(role: str, place: int | None = 0) -> Change:
    """One paragraph away, or all (None)."""

    def change(paper: Paper) -> None:
        found = paper.find(role)
        for paragraph in found if place is None else [found[place]]:
            paragraph._p.getparent().remove(paragraph._p)

    return change


def add(role: str, *texts: str, place: int = 0, like: str = "", before: bool = False) -> Change:
    """Paragraphs that look like that of the role (or of `like`), after it or before it."""

    def change(paper: Paper) -> None:
        there = paper.find(role)[place]
        model = paper.find(like)[0] if like else there
        for text in texts if before else reversed(texts):
            twin = copy.deepcopy(model._p)
            for shape in [tag for tag in twin.iter() if tag.tag in SHAPES]:
                shape.getparent().remove(shape)
            (there._p.addprevious if before else there._p.addnext)(twin)
            rewrite(Paragraph(twin, there._parent), text)

    return change


def shapes(paper: Paper, role: str) -> list:
    """The lines drawn in the paragraphs of a role."""
    found = [tag for paragraph in paper.find(role) for tag in paragraph._p.iter() if tag.tag in SHAPES]
    if not found:
        raise AbsentError(role)
    return found


def undrawn(role: str) -> Change:
    """The line in these paragraphs away."""

    def change(paper: Paper) -> None:
        for shape in shapes(paper, role):
            holder = next(shape.iterancestors(qn("w:p")), None)
            shape.getparent().remove(shape)
            if (
                holder is not None and holder.getparent() is not None and not "".join(holder.itertext()).strip()
            ):  # its style may draw it again
                holder.getparent().remove(holder)

    return change


def redrawn(role: str, ratio: float) -> Change:
    """The line in these paragraphs longer or shorter: `ratio` of its length."""

    def change(paper: Paper) -> None:
        for shape in shapes(paper, role):
            if shape.tag == qn("w:pBdr"):
                paragraph = Paragraph(shape.getparent().getparent(), paper.document._body)
                cell = next(shape.iterancestors(qn("w:tc")), None)
                section = paper.document.sections[0]
                width = section.page_width - section.left_margin - section.right_margin
                room = int(cell.find(f".//{qn('w:tcW')}").get(qn("w:w"))) if cell is not None else width // 635
                layouts = (paragraph.paragraph_format, paragraph.style.paragraph_format)
                indent = next(layout.left_indent for layout in layouts if layout.left_indent is not None)
                side = Twips(int(room - ratio * (room - 2 * indent.twips)) // 2)
                paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
            for tag in shape.iter():
                if tag.get("cx", "0") != "0":
                    tag.set("cx", str(int(int(tag.get("cx")) * ratio)))
                if tag.get("to"):
                    (begin, _down), (end, down) = (
                        [float(part.removesuffix("pt")) for part in tag.get(name).split(",")] for name in ("from", "to")
                    )
                    tag.set("to", f"{begin + (end - begin) * ratio:g}pt,{down:g}pt")

    return change


def both(*changes: Change) -> Change:
    """Several changes that make one defect."""

    def change(paper: Paper) -> None:
        for one in changes:
            one(paper)

    return change


def page(**millimetres: float) -> Change:
    """The first section's paper or margins."""

    def change(paper: Paper) -> None:
        for name, length in millimetres.items():
            setattr(paper.document.sections[0], name, Mm(length))

    return change


def element(tag: str, **values: str) -> OxmlElement:
    """An empty element with attributes of Word's own name space."""
    made = OxmlElement(tag)
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made
