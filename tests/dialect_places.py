"""Each tag of docxtpl's dialect, and where in a document it can stand: every thing in every place is a case."""

import io
from copy import deepcopy
from functools import cache

from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph
from lxml import etree

from tests.dialect import table
from tests.dialect_values import annex, picture

ROWS = [{"g": "A", "x": "một & <hai>"}, {"g": "B", "x": "ba\tbốn\nnăm"}]


def lines(*texts):
    """What adds these paragraphs."""
    return lambda made: [made.add_paragraph(text) for text in texts]


def grid(*rows):
    """What adds a table with these texts."""
    return lambda made: table(made, *rows)


def runs(*texts):
    """What adds a paragraph with a bold run for each text."""

    def add(made):
        line = made.add_paragraph()
        for text in texts:
            line.add_run(text).bold = True

    return add


THINGS = {
    "text": (lines("trước {{ a }} sau"), {"a": "R&D <\"'>"}),
    "lines and tabs": (runs("{{ a }}", " {", "{ a }}."), {"a": "một\nhai\tba\n\n\t"}),
    "lines in a loop": (lines("{% for x in rows %}{{ x.x }}{% if not loop.last %}; {% endif %}{% endfor %}"), {}),
    "listing": (lines("trước {{ a }} sau"), {"a": Listing("một\nhai\tba\aĐoạn <&>\fTrang")}),
    "paragraph loop": (lines("{%p for x in rows %}", "{{ x.x }}", "{%p endfor %}"), {}),
    "paragraph condition": (lines("{%p if a %}", "có", "{%p else %}", "không", "{%p endif %}", "cuối"), {"a": False}),
    "paragraph comment": (lines("{#p bỏ đi #}", "giữ {# và đây #}lại"), {}),
    "paragraphs joined": (lines("đầu ", "{%- if a %} giữa {%- endif %}", "cuối {{ a }}"), {"a": 1}),
    "run condition": (runs("trước ", "{%r if a %}", "đậm", "{%r endif %}", " sau"), {"a": True}),
    "run loop": (runs("{%r for x in rows %}", "{{ x.g }}\t", "{%r endfor %}"), {}),
    "rich text": (runs("trước ", "{{r a }}", " sau"), {"a": RichText("x & y\nz", italic=True, color="FF0000")}),
    "rich paragraph": (lines("{{p a }}"), {"a": RichTextParagraph("x & y", parastyle="ListBullet")}),
    "row loop": (
        grid(["TT", "x"], ["{%tr for x in rows %}", ""], ["{{ x.g }}", "{{ x.x }}"], ["{%tr endfor %}", ""]),
        {},
    ),
    "row condition": (grid(["{%tr if a %}", ""], ["có", "{{ a }}"], ["{%tr endif %}", ""], ["cuối", ""]), {"a": 0}),
    "row comment": (grid(["{#tr bỏ #}", "đi"], ["giữ", "{{ a }}"]), {"a": "x"}),
    "cell loop": (grid(["{%tc for x in rows %}", "{{ x.g }}", "{%tc endfor %}"]), {}),
    "cell condition": (grid(["{%tc if a %}", "{{ a }}", "{%tc endif %}", "cuối"]), {"a": "x"}),
    "merged downwards": (
        grid(["{%tr for x in rows %}", ""], ["{% vm %}{{ a }}", "{{ x.x }}"], ["{%tr endfor %}", ""]),
        {"a": "g"},
    ),
    "merged sideways": (grid(["{%tc for x in rows %}", "{% hm %}{{ a }}", "{%tc endfor %}"]), {"a": "g"}),
    "spanning": (grid(["{% colspan n %}{{ a }}", ""], ["x", "y"]), {"n": 2, "a": "g"}),
    "shaded": (grid(["{% cellbg a %}x", "y"]), {"a": "FFEE00"}),
    "delimiters": (lines("{_{ a }_} {_% b %_} {% raw %}{{ c }}{% endraw %}{{ a }}"), {"a": "x"}),
    "defined": (
        lines("{% set b %}<{{ a }}>{% endset %}{{ b }} {% with c = a ~ 1 %}{{ c }}{% endwith %}"),
        {"a": "x&\n"},
    ),
    "macro": (lines("{% macro m(x) %}({{ x }}){% endmacro %}{{ m(a) }} {{ m('y') }}"), {"a": "R&D\t1"}),
    "call": (lines("{% macro m() %}({{ caller() }}){% endmacro %}{% call m() %}{{ a }}{% endcall %}"), {"a": "R&D\n1"}),
    "recursive loop": (
        lines("{% for x in tree recursive %}{{ x.n }}[{{ loop(x.c) }}]{% endfor %}"),
        {"tree": [{"n": "a\n&", "c": [{"n": "b", "c": []}]}, {"n": "c", "c": []}]},
    ),
}
DRAWN = {
    "picture": (lines("trước {{ a }} sau"), lambda template: {"a": InlineImage(template, picture("red"))}),
    "sub-document": (lines("{{p a }}"), lambda template: {"a": template.new_subdoc(annex())}),
}


def in_body(made, blocks):
    made.element.body.extend(blocks)
    made.element.body.append(made.element.body.sectPr)  # which stands last


def in_cell(made, blocks):
    _fill(made.add_table(1, 2).cell(0, 1), blocks)


def in_nested_cell(made, blocks):
    _fill(made.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0), blocks)


def in_header(made, blocks):
    made.sections[0].header.paragraphs[0]._p.getparent().extend(blocks)


def in_first_footer(made, blocks):
    made.sections[0].different_first_page_header_footer = True
    made.sections[0].first_page_footer.paragraphs[0]._p.getparent().extend(blocks)


def in_footnote(made, blocks):
    made.add_paragraph("{{ other }}")
    root = parse_xml(f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"/></w:footnotes>')
    root[0].extend(blocks)
    xml = etree.tostring(root, encoding="unicode")
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def in_text_box(made, blocks):
    box = parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:rPr><w:i/></w:rPr><w:pict><v:shape><v:textbox>'
        "<w:txbxContent/></v:textbox></v:shape></w:pict></w:r>"
    )
    next(box.iter("{*}txbxContent")).extend(blocks)
    line = made.add_paragraph("trước {{ other }}")
    line._p.append(box)
    line.add_run(" sau {{ other }}")


def _fill(cell, blocks):
    cell._tc.extend([*blocks, deepcopy(cell.paragraphs[-1]._p)])


PLACES = {
    place.__name__.removeprefix("in_").replace("_", " "): place
    for place in (in_body, in_cell, in_nested_cell, in_header, in_first_footer, in_footnote, in_text_box)
}


@cache
def plain():
    """A Word file with hardly any styles: what is not looked at takes no time."""
    made = Document()
    for style in list(made.styles.element.style_lst):
        if style.name_val not in ("Normal", "Normal Table", "Table Grid", "Default Paragraph Font"):
            made.styles.element.remove(style)
    for id, tie in list(made.part.rels.items()):
        if tie.reltype.rpartition("/")[2] in ("customXml", "numbering", "stylesWithEffects", "theme"):
            del made.part.rels[id]
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def placed(thing, place):
    """The template with a thing in a place, and what makes its context."""
    add, context = (THINGS | DRAWN)[thing]
    aside, made = Document(io.BytesIO(plain())), Document(io.BytesIO(plain()))
    add(aside)
    PLACES[place](made, list(aside.element.body)[:-1])
    buffer = io.BytesIO()
    made.save(buffer)
    values = context if callable(context) else lambda _: context
    return buffer.getvalue(), lambda template: {"other": "x\ty", "rows": ROWS, **values(template)}
