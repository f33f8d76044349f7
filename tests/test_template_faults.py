"""Templates: what they refuse, when compiled and when filled in, and in which words."""

import io

import pytest
from docxtpl import InlineImage, Listing, RichText, RichTextParagraph
from markupsafe import Markup

from pipeline.problems import TemplateError, Where
from pipeline.template import Template
from tests import docx
from tests.test_template import Office, rendered

RECORD = Where(file="hộ.csv", row=7, record="HKD-001")


def refused(source, context=None, **options):
    """The problem of compiling a template or, given a context, of rendering it."""
    with pytest.raises(TemplateError) as raised:
        Template(source, name="mẫu.docx").render(context or {}, **options)
    problem = raised.value.problem
    assert "{" not in problem.message.replace("{{", "").replace("{%", "").replace("{#", "")
    assert problem.hint
    return problem


# What it refuses when it is compiled


def in_table(text):
    def build(made):
        made.add_table(1, 1)
        grid = made.add_table(2, 2)
        grid.cell(1, 0).text = text

    return docx.document("một", build=build)


def row_with(made, *texts):
    for cell, text in zip(made.add_table(1, len(texts)).rows[0].cells, texts, strict=True):
        cell.text = text


FAULTS = {
    "text beside a paragraph's tag": (
        docx.document("x", "Kính gửi {%p if a %}", "{%p endif %}"),
        "template-lost-text",
        ["paragraph 2", "Kính gửi", "{%p if a %}"],
    ),
    "a tag beside a paragraph's tag": (
        docx.document("{%p if a %}{{ b }}", "{%p endif %}"),
        "template-lost-text",
        ["{{ b }}"],
    ),
    "two tags of a paragraph": (docx.document("{%p if a %}{%p endif %}"), "template-lost-text", ["{%p endif %}"]),
    "text beside a value of a paragraph": (docx.document("x {{p a }}"), "template-lost-text", ["“x”"]),
    "text beside a row's tag": (
        in_table("{%tr for x in a %} TT"),
        "template-lost-text",
        ["table 2, row 2, cell 1", "TT"],
    ),
    "text in another cell of a row's tag": (
        docx.document(build=lambda made: row_with(made, "{%tr if a %}", "giữ")),
        "template-lost-text",
        ["giữ"],
    ),
    "text beside a cell's tag": (in_table("{%tc if a %}x"), "template-lost-text", ["“x”"]),
    "a tag that is not closed": (docx.document("x", "y {{ a", "z"), "template-unclosed", ["paragraph 2", "{{ a"]),
    "a block that is not ended": (
        docx.document("{% if a %}", "{% for x in b %}", "{% endfor %}"),
        "template-unclosed",
        ["paragraph 1", "{% if a %}"],
    ),
    "an end without a block": (docx.document("x", "{% endif %}"), "template-syntax", ["paragraph 2", "endif"]),
    "an unknown tag": (docx.document("{% thẻ %}"), "template-syntax", ["{% thẻ %}"]),
    "a value without a sign between": (docx.document("{{ a b }}"), "template-syntax", ["{{ a b }}"]),
    "a character that Jinja does not know": (
        docx.document("{{ a }}", "{{ a ? b }}"),
        "template-syntax",
        ["paragraph 2", "'?'"],
    ),
    "an unknown filter": (docx.document("{% if a %}{{ b|viết_hoa }}{% endif %}"), "template-unknown", ["viết_hoa"]),
    "an unknown test": (docx.document("{{ a is đẹp }}"), "template-unknown", ["đẹp"]),
    "another file": (docx.document("{% include 'x' %}"), "template-elsewhere", ["include"]),
    "a fault in a header": (
        docx.document("x", header="{{ a|không_có }}"),
        "template-unknown",
        ["a header (word/header1.xml)", "paragraph 1"],
    ),
    "a fault in a footer": (docx.document("x", footer="{{ a b }}"), "template-syntax", ["a footer (word/footer1.xml)"]),
    "a fault in a property": (
        docx.document("x", properties={"title": "{{ a b }}"}),
        "template-syntax",
        ["the properties (docProps/core.xml)"],
    ),
}


@pytest.mark.parametrize(("source", "code", "told"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_a_template_is_found_when_it_is_compiled(source, code, told):
    problem = refused(source)
    assert (problem.code, problem.where.file) == (code, "mẫu.docx")
    for words in told:
        assert words in problem.message


def test_white_space_and_comments_beside_a_tag_are_no_loss():
    source = docx.document(" {%p if a %}\t", "x", "{%p endif %}{# hết #}")
    assert docx.paragraphs(Template(source).render({"a": True})) == ["x"]


# What it refuses when it is filled in

BAD_VALUES = {
    "a missing name": ("{{ a }}", {}, "template-missing", "a"),
    "a missing attribute": ("{{ a.ten }}", {"a": Office("Sở")}, "template-missing", "a.ten"),
    "a missing item": ("{{ a.ten }}", {"a": {}}, "template-missing", "a.ten"),
    "a missing name in a loop": ("{% for x in a %}{{ x.b }}{% endfor %}", {"a": [{}]}, "template-missing", "x.b"),
    "nothing": ("{{ a.b }}", {"a": {"b": None}}, "template-empty", "a.b"),
    "a loop over nothing": ("{% for x in a.b %}{% endfor %}", {"a": {"b": None}}, "template-empty", "a.b"),
    "a control character": ("{{ a }}", {"a": "x\x00"}, "template-character", "a"),
    "a vertical tab": ("{{ a }}", {"a": "x\x0b"}, "template-character", "a"),
    "a bell": ("{{ a }}", {"a": "\a"}, "template-character", "a"),
    "a surrogate": ("{{ a }}", {"a": "\ud800"}, "template-character", "a"),
    "no character": ("{{ a }}", {"a": "\ufffe"}, "template-character", "a"),
    "a control character in a listing": ("{{ a }}", {"a": Listing("\x01")}, "template-character", "a"),
    "a control character in rich text": ("{{r a }}", {"a": RichText("\x01")}, "template-character", "a"),
    "a list": ("{{ a }}", {"a": ["x"]}, "template-no-text", "a"),
    "a mapping": ("{{ a }}", {"a": {"x": 1}}, "template-no-text", "a"),
    "a data class": ("{{ a }}", {"a": Office("Sở")}, "template-no-text", "a"),
    "bytes": ("{{ a }}", {"a": b"x"}, "template-no-text", "a"),
    "a function": ("{{ a }}", {"a": print}, "template-no-text", "a"),
    "rich text as text": ("{{ a }}", {"a": RichText("x")}, "template-misplaced", "a"),
    "rich text as a paragraph": ("{{p a }}", {"a": RichText("x")}, "template-misplaced", "a"),
    "a paragraph as rich text": ("{{r a }}", {"a": RichTextParagraph("x")}, "template-misplaced", "a"),
    "text as a paragraph": ("{{p a }}", {"a": "x"}, "template-misplaced", "a"),
    "a picture as rich text": ("{{r a }}", {"a": InlineImage(None, "x.png")}, "template-misplaced", "a"),
    "no picture": ("{{ a }}", {"a": InlineImage(None, "không-có.png")}, "template-picture", "a"),
    "a text for a picture": ("{{ a }}", {"a": InlineImage(None, io.BytesIO(b"x"))}, "template-picture", "a"),
    "half a picture": ("{{ a }}", {"a": InlineImage(None, io.BytesIO(b"\x89PNG\r\n\x1a\n"))}, "template-picture", "a"),
    "a link of another document": ("{{r a }}", {"a": RichText("x", url_id="rId1")}, "template-link", "a"),
    "an operation on the wrong kind": ("{{ a + 1 }}", {"a": "x"}, "template-run", "a"),
    "a division by nothing": ("{{ 1 / a }}", {"a": 0}, "template-run", "a"),
    "markup that breaks the document": ("{{ a }}", {"a": Markup("</w:t>")}, "template-xml", ""),
    "markup cut in two": ("{% set b %}{{ a }}{% endset %}{{ b[:1] }}", {"a": "&"}, "template-xml", ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "context", "code", "name"), BAD_VALUES.values(), ids=BAD_VALUES)
def test_a_value_that_cannot_stand_is_refused_with_its_place_and_record(text, context, code, name):
    problem = refused(docx.document("đầu", text), context, record=RECORD)
    assert (problem.code, problem.where) == (code, RECORD)
    assert "mẫu.docx" in problem.message
    assert "the body (word/document.xml)" in problem.message
    if name:
        assert problem.field.startswith(name) if code == "template-run" else problem.field == name
        assert "paragraph 2" in problem.message


def test_a_value_is_not_told_in_the_message():
    assert "0240" not in str(refused(docx.document("{{ a }}"), {"a": "024090001234\x00"}).message)
    assert "0240" not in str(refused(docx.document("{{ a|round }}"), {"a": "024090001234"}).message)


def test_without_a_record_the_template_is_the_place():
    assert refused(docx.document("{{ a }}")).where == Where("mẫu.docx")


def test_all_missing_names_are_told_at_once():
    source = docx.document(
        "{{ a }} {{ b.c }} {{ d }}", "{% for x in e %}{{ x.f }}{% endfor %}", "{{ có }}", header="{{ g|upper }}{{ a }}"
    )
    problem = refused(source, {"b": {}, "d": 1, "e": [{}, {}], "có": "x"})
    assert "nothing is given for a, b.c, x.f, g" in problem.message
    assert problem.field == "a"


LENIENT = {
    "a branch not taken": "{% if false %}{{ a }}{% endif %}",
    "a test": "{% if a is defined %}{{ a }}{% endif %}",
    "a default": "{{ a|default('') }}",
    "a loop over nothing": "{% for x in [] %}{{ a }}{% endfor %}",
    "a macro not called": "{% macro m() %}{{ a }}{% endmacro %}",
    "the second of two": "{{ '' if true else a }}",
}


@pytest.mark.parametrize("text", LENIENT.values(), ids=LENIENT)
def test_a_name_that_is_not_asked_for_may_be_missing(text):
    assert rendered(text) == ""


def test_a_fault_in_a_table_is_found_by_its_cell():
    assert "table 2, row 2, cell 1 “x {{ a }}”" in refused(in_table("x {{ a }}")).message


def test_a_block_that_cuts_through_paragraphs_is_refused_where_it_would_damage_the_document():
    def build(made):
        row_with(made, "{% if a %}", "x")
        made.add_paragraph("{% endif %}")

    template = Template(docx.document(build=build))
    assert template.render({"a": True})
    with pytest.raises(TemplateError) as raised:
        template.render({"a": False})
    assert raised.value.problem.code == "template-xml"
