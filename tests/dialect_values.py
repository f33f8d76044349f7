"""Templates, as in `dialect`, for each of docxtpl's own kinds of values."""

import io

from docx import Document
from docx.shared import Mm
from docxtpl import InlineImage, RichText, RichTextParagraph
from PIL import Image

from tests.dialect import case, table


def picture(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3), colour).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


@case
def drawings_in_loops(made):
    made.add_picture(picture("blue"))
    made.add_paragraph("{%p for x in rows %}")
    made.add_picture(picture("red"))
    made.add_paragraph("{{ x }}")
    made.add_paragraph("{%p endfor %}")
    return {"rows": [1, 2, 3]}


@case
def rich_texts(made):
    made.add_paragraph("trước {{r a }} giữa {{r b }} sau")
    rich = RichText("đậm & nghiêng", bold=True, italic=True, color="#ff0000", size=28, font="Arial")
    rich.add("\ndòng\thai", underline="double", highlight="#ffff00", superscript=True, style="Strong")
    rich.add(RichText("\ađoạn"))
    return {"a": rich, "b": RichText("<>")}


@case
def rich_paragraphs(made):
    made.add_paragraph("{{p a }}")
    rich = RichTextParagraph("một", parastyle="ListBullet")
    rich.add(RichText("hai", bold=True))
    return {"a": rich}


@case
def links(made):
    made.add_paragraph("{{r a }} {{ b }}")
    made.add_paragraph("{{r c }}")

    def context(template):
        address = "https://vanban.chinhphu.vn/?a=1&b=2"
        rich = RichText("Nghị định 30", url_id=template.build_url_id(address), bold=True)
        return {"a": rich, "b": "x & y", "c": RichText("lần nữa", url_id=template.build_url_id(address))}

    return context


@case
def pictures(made):
    made.add_paragraph("{%p for x in rows %}")
    made.add_paragraph("trước {{ x.picture }} {{ x.text }}")
    made.add_paragraph("{%p endfor %}")
    made.sections[0].header.paragraphs[0].text = "{{ logo }}"

    def context(template):
        red, blue = (InlineImage(template, picture(colour), width=Mm(20)) for colour in ("red", "blue"))
        linked = InlineImage(template, picture("red"), height=Mm(5), anchor="https://vanban.chinhphu.vn")
        rows = [{"picture": image, "text": "R&D\n2"} for image in (red, blue, red, linked)]
        return {"rows": rows, "logo": InlineImage(template, picture("green"), width=Mm(9))}

    return context


def annex():
    made = Document()
    made.add_heading("Phụ lục", 1)
    made.add_paragraph("một", style="List Number")
    made.add_paragraph("hai", style="List Number")
    made.add_picture(picture("yellow"))
    table(made, ["a", "b"], ["c & d", "{{ không phải thẻ }}"])
    buffer = io.BytesIO()
    made.save(buffer)
    buffer.seek(0)
    return buffer


@case
def sub_documents_from_files(made):
    for text in ("{{ a }}", "{{p first }}", "giữa", "{%p for x in rest %}", "{{p x }}", "{%p endfor %}"):
        made.add_paragraph(text)

    def context(template):
        first, *rest = (template.new_subdoc(annex()) for _ in range(3))
        return {"a": "x & y", "first": first, "rest": rest}

    return context


@case
def sub_documents_written_in_place(made):
    made.add_paragraph("{{p a }}")
    made.add_paragraph("{{ b }}")

    def context(template):
        sub = template.new_subdoc()
        sub.add_paragraph("Đề mục", style="Heading 2")
        sub.add_picture(picture("red"), width=Mm(10))
        table(sub, ["x", "y"])
        return {"a": sub, "b": "\tsau"}

    return context
