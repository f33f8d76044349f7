"""A document in pieces, and what is left undone because it would change nothing."""

import itertools
import re
from dataclasses import replace

import pytest
from docxtpl import InlineImage, Listing
from jinja2 import Environment

from pipeline.problems import TemplateError
from pipeline.template import Template
from tests import docx
from tests.dialect import table
from tests.dialect_values import picture
from tests.test_template import ALL_PARTS, WHERE, of


def whole(data, template):
    """The members with tags of a document, in the template's order."""
    members = docx.members(data)
    return [members[name] for name in template.part_names]


def test_the_pieces_are_literals_of_the_template_and_values():
    template = Template(docx.document("trước {{ a }} giữa {{ b }} sau"))
    (first,), (second,) = (template.fill({"a": a, "b": "R&D"}).pieces for a in ("x", "y"))
    assert [one for one in first if one not in second] == [b"x"]
    assert b"R&amp;D" in first
    literals = [(one, other) for one, other in zip(first, second, strict=True) if len(one) > len("R&amp;D")]
    assert len(literals) > 2
    assert all(one is other for one, other in literals)


@pytest.mark.parametrize("text", ["x", "một\nhai\tba", Listing("x\ay")], ids=["a word", "lines", "a listing"])
def test_the_pieces_join_to_the_parts_and_every_other_member_is_the_templates(text):
    template = Template(ALL_PARTS)
    made = template.fill(of("A") | {"body": text, "header": text})
    assert set(template.part_names) == {name for name, data in template.package.items() if b"{{" in data}
    assert len(template.part_names) == len(WHERE)
    assert [b"".join(pieces) for pieces in made.pieces] == whole(made.docx, template)
    others = {name: data for name, data in docx.members(made.docx).items() if name not in template.part_names}
    assert others == {name: data for name, data in template.package.items() if name not in template.part_names}


def test_every_document_begins_with_its_templates_start():
    template = Template(docx.document("trước {{ a }}", "{%p if a == 'x' %}", "sau", "{%p endif %}"))
    (part,) = template._parts
    assert part.known.start.endswith("trước ".encode())
    assert all(whole(template.fill({"a": a}).docx, template)[0].startswith(part.known.start) for a in ("x", "y"))


SEEN = (
    *("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "cycle('x', 'y')"),
    *("changed(item)", "previtem is defined", "nextitem is defined", "previtem|default('-')", "nextitem|default('-')"),
)
WALKED = {
    "a list": "{%p for item in items %}",
    "another twice": "{%p for item in items + items %}",
    "some of a list": "{%p for item in items if item != 'b' %}",
    "a bit by bit": "{%p for item in items|map('upper') %}",
    "a dict": "{%p for item in table %}",
    "a text": "{%p for item in 'xyz' %}",
    "nothing": "{%p for item in [] %}",
}


@pytest.mark.parametrize("begin", WALKED.values(), ids=WALKED)
def test_a_loop_knows_what_jinjas_knows(begin):
    """Each name in a loop of its own: what a loop is asked for decides how it is made."""
    data = {"items": ["a", "b", "b", "c"], "table": {"k": 1, "l": 2}}
    loops = [(begin, f"{{{{ item }}}}={{{{ loop.{name} }}}}; {name}", "{%p endfor %}") for name in SEEN]
    made = Template(docx.document(*itertools.chain(*loops))).render(data)
    expected = "".join(itertools.chain(*loops)).replace("%p", "%")
    assert words(made).split("; ") == Environment().from_string(expected).render(data).split("; ")


def test_a_number_prints_as_itself_after_one_that_equals_it():
    made = Template(docx.document("{{ a }} {{ b }} {{ c }} {{ d }} {{ a }}")).render(
        {"a": 1, "b": True, "c": 1.0, "d": "1"}
    )
    assert words(made) == "1 True 1.0 1 1"


def words(data):
    return "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", docx.members(data)["word/document.xml"].decode()))


def test_there_are_no_pieces_where_other_members_change():
    template = Template(docx.document("{{ a }}"))
    assert template.fill({"a": InlineImage(template, picture("red"))}).pieces == ()


def test_a_line_break_alone_does_not_make_a_part_one_piece():
    (pieces,) = Template(docx.document("{{ a }}")).fill({"a": "một\nhai\tba"}).pieces
    assert [piece for piece in pieces if b"ba" in piece] == [
        b'm\xe1\xbb\x99t</w:t><w:br/><w:t xml:space="preserve">hai</w:t></w:r><w:r><w:tab/></w:r><w:r>'
        b'<w:t xml:space="preserve">ba'
    ]


# What may leave a cell, a table or a header with nothing in it. Each letter is a value.

EMPTIED = {
    "condition": [["{%p if a %}", "x", "{%p endif %}"]],
    "loop": [["{%p for x in b %}", "{{ x }}", "{%p endfor %}"]],
    "loop in a condition": [["{%p if b %}", "{%p for x in b %}", "x", "{%p endfor %}", "{%p endif %}"]],
    "either of two": [["{%p if a %}", "x", "{%p else %}", "{{p c }}", "{%p endif %}"]],
    "value": [["{{p c }}"], ["x"]],
    "loop over cells": [["x", "{%p for x in b %}"], ["{%p endfor %}"]],
    "names over cells": [["x", "{%p with d = 1 %}"], ["{%p endwith %}"]],
    "macro": [["{%p macro m() %}", "{%p if a %}", "x", "{%p endif %}", "{%p endmacro %}", "{{p m() }}"]],
    "rows": [["{%tr for x in b %}"], [""]],
}


def in_cells(cells):
    """A table with these paragraphs in its cells, a row that stands and, for rows, one in the loop."""

    def build(made):
        inner = cells[0][0].startswith("{%tr")
        rows = [["x", "y"], ["", ""], ["{{ a }}", ""], ["{%tr endfor %}", ""]] if inner else [["", ""]]
        grid = table(made, *rows)
        for cell, texts in zip(grid.rows[inner].cells, cells, strict=False):
            cell.text, *others = texts
            for text in others:
                cell.add_paragraph(text)
        if inner:
            grid._tbl.remove(grid.rows[0]._tr)
        table(made, ["cuối"]).rows[0].cells[0].paragraphs[0].text = "{{ a }}"

    return docx.document(build=build)


@pytest.mark.parametrize("cells", EMPTIED.values(), ids=EMPTIED)
@pytest.mark.parametrize("a", [0, 1])
@pytest.mark.parametrize("b", ["", "12"])
def test_what_a_part_is_spared_would_have_changed_nothing(cells, a, b):
    template, thorough = Template(in_cells(cells)), Template(in_cells(cells))
    thorough._parts = tuple(replace(part, whole=True) for part in thorough._parts)
    values = {"a": a, "b": b, "c": ""}
    made = template.render(values)
    assert made == thorough.render(values)
    body = docx.members(made)["word/document.xml"]
    assert b"</w:tcPr></w:tc>" not in body
    assert b"</w:tblGrid></w:tbl>" not in body


@pytest.mark.parametrize(
    ("texts", "drawings"),
    [(["x"], 1), (["{%p for x in b %}", "{%p endfor %}"], 3), (["{%p if b %}", "{%p endif %}"], 2)],
)
def test_drawings_are_numbered_wherever_they_stand(texts, drawings):
    def build(made):
        if drawings > 1:
            made.add_picture(picture("blue"))
        first, *others = texts
        made.add_paragraph(first)
        made.add_picture(picture("red"))
        for text in others:
            made.add_paragraph(text)
        made.add_paragraph("{{ a }}")

    made = docx.members(Template(docx.document(build=build)).render({"a": "x", "b": "12"}))["word/document.xml"]
    numbers = [int(found.split(b'id="')[1].split(b'"')[0]) for found in made.split(b"<wp:docPr")[1:]]
    assert numbers == list(range(1001, 1001 + drawings))


ENDLESS = {
    "a long literal": ["{% for i in range(400000) %}" + "x" * 1000 + "{% endfor %}"],
    "long values": ["{% for i in range(9999) %}{{ 'x' * 200000 }}{% endfor %}"],
    "values of some length": ["{% for i in range(99999) %}{{ 'x' * 5000 }}{% endfor %}"],
    "tabs": ["{% for i in range(99999) %}{{ '\\t' * 5000 }}{% endfor %}"],
    "values with markup characters": ["{% for i in range(9999) %}{{ '<' * 200000 }}{% endfor %}"],
}


@pytest.mark.parametrize("texts", ENDLESS.values(), ids=ENDLESS)
def test_a_part_does_not_grow_without_end(texts):
    with pytest.raises(TemplateError) as raised:
        Template(docx.document(*texts)).render({})
    assert raised.value.problem.code == "template-endless"


@pytest.mark.parametrize("text", ["{{ '\\t' * 200000 }}", "{% if true %}{{ a }}{% endif %}"])
def test_breaks_do_not_grow_without_end_by_what_they_take_along(text):
    def build(made):
        run = made.add_paragraph().add_run(text)
        run.font.name = "x" * 9999

    with pytest.raises(TemplateError) as raised:
        Template(docx.document(build=build)).render({"a": Listing("\t" * 200000)})
    assert raised.value.problem.code == "template-endless"


def test_a_long_document_is_no_endless_one():
    made = Template(docx.document("{%p for x in rows %}", "{{ x }}", "{%p endfor %}")).render(
        {"rows": ["x" * 99] * 20000}
    )
    assert docx.members(made)["word/document.xml"].count(b"<w:p>") == 20000
