"""Templates give what docxtpl gives, part by part, for each tag of its dialect and each of its kinds of values.

What may differ, and why: [Content_Types].xml names the same types in another order (python-docx sorts them); the
properties that docxtpl adds empty are left out; the signatures of lists that sub-documents bring along are drawn by
lot in docxtpl.
"""

import io
import re

import pytest
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined
from lxml import etree

from pipeline.archive import read_package
from pipeline.problems import TemplateError
from pipeline.template import Template
from tests import docx
from tests.dialect import CASES, table
from tests.dialect_places import DRAWN, PLACES, THINGS, placed
from tests.dialect_values import annex, picture


@pytest.mark.parametrize("build", CASES.values(), ids=CASES)
def test_each_part_is_what_docxtpl_makes_of_it(build):
    contexts = []
    source = docx.document(build=lambda made: contexts.append(build(made)))
    make = contexts[0] if callable(contexts[0]) else lambda _: contexts[0]
    ours = Template(source)
    assert told(ours.render(make(ours))) == told(by_docxtpl(source, make))


ELSEWHERE = {
    ("picture", "footnote"): "docxtpl fails",
    ("sub-document", "footnote"): "docxtpl writes damaged XML",
    ("sub-document", "header"): "its parts would be tied to the body",
    ("sub-document", "first footer"): "its parts would be tied to the body",
}
"""What docxtpl itself cannot put there, and why; we refuse it in words."""


def anything_anywhere():
    """Each thing in each place; each of them once does not wait for the slow tests."""
    for at, thing in enumerate((*THINGS, *DRAWN)):
        for number, place in enumerate(PLACES):
            later = (at - number) % len(PLACES)
            yield pytest.param(thing, place, id=f"{thing} in {place}", marks=[pytest.mark.slow] if later else [])


@pytest.mark.parametrize(("thing", "place"), list(anything_anywhere()))
def test_each_thing_in_each_place_is_what_docxtpl_makes_of_it(thing, place):
    source, make = placed(thing, place)
    ours = Template(source)
    if (thing, place) in ELSEWHERE:
        with pytest.raises(TemplateError, match="cannot stand at"):
            ours.render(make(ours))
        return
    filled = ours.fill(make(ours))
    assert told(filled.docx) == told(by_docxtpl(source, make))
    members = docx.members(filled.docx)
    assert filled.pieces or thing in DRAWN
    assert [b"".join(pieces) for pieces in filled.pieces] == [
        members[name] for name in ours.part_names if filled.pieces
    ]


def by_docxtpl(source, make):
    """The document that docxtpl makes, escaping and strict."""
    template, buffer = DocxTemplate(io.BytesIO(source)), io.BytesIO()
    template.render(make(template), Environment(autoescape=True, undefined=StrictUndefined))
    template.save(buffer)
    return buffer.getvalue()


def test_every_tag_of_the_dialect_has_a_case():
    texts = "".join(docx.members(docx.document(build=build))["word/document.xml"].decode() for build in CASES.values())
    for tag in ("{%p ", "{%tr ", "{%tc ", "{%r ", "{{r ", "{{p ", "{#p ", "{#tr ", "{%- ", " -%}", "{_{", "{_%"):
        assert tag in texts
    assert all(f"{{% {tag} " in texts for tag in ("vm", "hm", "colspan", "cellbg", "raw", "set", "macro", "filter"))


def told(data):
    """All that a document says, by member; see above for what is left out."""
    package = read_package(data)
    parts = {name: (package.content_type(name), meaning(name, package[name])) for name in package}
    del parts["[Content_Types].xml"]
    return parts


def meaning(name, data):
    if not name.endswith((".xml", ".rels")):
        return data
    if name.endswith("core.xml"):
        root = etree.fromstring(data)
        for element in [element for element in root if not element.text]:
            root.remove(element)
        data = etree.tostring(root)
    text = docx.canonical(data)
    return re.sub(r'(<w:nsid w:val=")[^"]*', r"\1", text) if name.endswith("numbering.xml") else text


def test_a_row_less_table_is_dropped_where_docxtpl_leaves_a_damaged_one():
    source = docx.document(build=lambda made: table(made, ["{%tr for x in rows %}"], ["{{ x }}"], ["{%tr endfor %}"]))
    assert b"<w:tbl>" not in docx.members(Template(source).render({"rows": []}))["word/document.xml"]
    assert b"<w:tbl>" in docx.members(Template(source).render({"rows": [1]}))["word/document.xml"]


def test_a_cell_or_header_of_which_nothing_is_left_keeps_a_paragraph():
    def build(made):
        cell = table(made, ["{%p if a %}", "x"]).cell(0, 0)
        cell.add_paragraph("y")
        cell.add_paragraph("{%p endif %}")
        header = made.sections[0].header
        header.paragraphs[0].text = "{{p b }}"

    made = Document(io.BytesIO(Template(docx.document(build=build)).render({"a": False, "b": ""})))
    assert [len(cell.paragraphs) for cell in made.tables[0].rows[0].cells] == [1, 1]
    assert len(made.sections[0].header.paragraphs) == 1


def test_a_cell_that_is_left_with_a_table_keeps_a_paragraph_behind_it():
    def build(made):
        cell = table(made, ["x"]).cell(0, 0)
        cell.add_table(1, 1)
        cell.paragraphs[-1].text = "{%p if a %}"
        cell.add_paragraph("{%p endif %}")

    made = Document(io.BytesIO(Template(docx.document(build=build)).render({"a": False})))
    assert [element.tag.rpartition("}")[2] for element in made.tables[0].cell(0, 0)._tc][-2:] == ["tbl", "p"]


def test_a_property_prints_as_typed_where_docxtpl_escapes_it_twice():
    source = docx.document(properties={"title": "{{ a }}", "keywords": "x {{ a }}"})
    made = Document(io.BytesIO(Template(source).render({"a": "R&D <1>"})))
    assert (made.core_properties.title, made.core_properties.keywords) == ("R&D <1>", "x R&D <1>")


def test_a_text_where_rich_text_was_meant_prints_in_the_run_of_the_tag():
    source = docx.document(build=lambda made: setattr(made.add_paragraph("a ").add_run("{{r x }}"), "bold", True))
    line = Document(io.BytesIO(Template(source).render({"x": "R&D\n2"}))).paragraphs[0]
    assert line.text == "a R&D\n2"
    assert [run.bold for run in line.runs if "R&D" in run.text] == [True]


def test_endnotes_are_filled_too():
    def build(made):
        note = '<w:endnote w:id="1"><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:endnote>'
        xml = f"<w:endnotes {nsdecls('w')}>{note}</w:endnotes>"
        kind = CONTENT_TYPE.WML_ENDNOTES
        part = Part(PackURI("/word/endnotes.xml"), kind, xml.encode(), made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)

    made = Template(docx.document(build=build)).render({"a": "cuối"})
    assert "cuối" in docx.members(made)["word/endnotes.xml"].decode()


def with_footnotes(*texts):
    """A document with a footnote for each text, and its number in the body."""

    def build(made):
        notes = "".join(
            f'<w:footnote w:id="{at}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
            for at, text in enumerate(texts, 1)
        )
        xml = f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>"
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        for at in range(1, len(texts) + 1):
            line = made.add_paragraph("{{p sub }}" if at == 1 and "{{" in texts[0] else "chú thích")
            if "sub" not in line.text:
                line._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{at}"/></w:r>'))

    return docx.document(build=build)


def test_the_notes_of_a_sub_document_join_those_of_the_template():
    template = Template(with_footnotes("của mẫu {{ a }}"))
    sub = template.new_subdoc(io.BytesIO(with_footnotes("của phụ lục")))
    made = docx.members(template.render({"a": "R&D", "sub": sub}))
    notes = [text for text in etree.fromstring(made["word/footnotes.xml"]).itertext() if text.strip()]
    assert notes == ["của mẫu R&D", "của phụ lục"]
    assert made["word/document.xml"].count(b"footnoteReference") == 1


def test_values_made_with_a_docxtemplate_print_as_well():
    source = docx.document("{{p a }}", "{{ b }}")
    other = DocxTemplate(io.BytesIO(source))
    context = {"a": other.new_subdoc(annex()), "b": InlineImage(other, picture("red"))}
    made = Document(io.BytesIO(Template(source).render(context)))
    assert "Phụ lục" in [paragraph.text for paragraph in made.paragraphs]
    assert len(made.inline_shapes) == 2
