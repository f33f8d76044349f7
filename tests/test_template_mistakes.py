"""What goes wrong with docxtpl in a batch and goes right here; the rest of these stand with what they are about."""

import re

import pytest
from docxtpl import InlineImage

from pipeline.problems import TemplateError
from pipeline.template import Template
from tests import docx
from tests.dialect import table
from tests.dialect_values import picture
from tests.test_template import ALL_PARTS, WHERE, of


@pytest.mark.parametrize("part", WHERE)
def test_a_control_character_is_refused_in_every_part_alike(part):
    with pytest.raises(TemplateError) as raised:
        Template(ALL_PARTS).render(of("A") | {part: "x\x01"})
    assert (raised.value.problem.code, raised.value.problem.field) == ("template-character", part)


@pytest.mark.parametrize("part", WHERE)
def test_markup_characters_come_through_in_every_part_alike(part):
    made = Template(ALL_PARTS).render(of("A") | {part: "Smith & Co <Ltd> \"x\" 'y'"})
    text = b"".join(docx.members(made).values()).decode("utf-8", "replace")
    assert "Smith &amp; Co &lt;Ltd&gt; &#34;x&#34; &#39;y&#39;" in text


@pytest.mark.parametrize("texts", [("đầu {{ a", "}} cuối"), ("{% if", "a %}x{% endif %}"), ("{{ a {{ b }}",)])
def test_a_tag_that_spans_paragraphs_is_refused_and_joins_none(texts):
    with pytest.raises(TemplateError) as raised:
        Template(docx.document("x", *texts))
    assert raised.value.problem.code in ("template-unclosed", "template-syntax")
    assert "paragraph 2" in raised.value.problem.message


@pytest.mark.parametrize(
    ("texts", "left"),
    [
        (["đầu {# bỏ {{ a", "}} cả đây #} cuối"], ["đầu  cuối"]),
        (["{% raw %}", "{{ a }} }}", "{% endraw %}"], ["", "{{ a }} }}", ""]),
        (["{# {{ #}{{ a }}{# }} #}", "{% raw %}{{{% endraw %}"], ["x", "{{"]),
    ],
)
def test_comments_and_raw_texts_may_span_paragraphs(texts, left):
    assert docx.paragraphs(Template(docx.document(*texts)).render({"a": "x"})) == left


@pytest.mark.parametrize("text", ["{# a", "{% raw %} a"])
def test_a_comment_without_end_is_found(text):
    with pytest.raises(TemplateError) as raised:
        Template(docx.document("x", text, "y"))
    assert "paragraph 2" in raised.value.problem.message


def test_cells_merge_downwards_within_their_group_and_two_in_a_row():
    def build(made):
        rows = ["{%tr for g in groups %}"] + [""] * 2, ["{%tr for x in g.rows %}"] + [""] * 2
        row = ["{% vm %}{{ g.name }}", "{% vm %}{{ g.place }}", "{{ x }}"]
        table(made, *rows, row, *(["{%tr endfor %}"] + [""] * 2 for _ in rows))

    groups = [{"name": name, "place": "x", "rows": rows} for name, rows in (("A", "12"), ("B", "1"))]
    made = docx.members(Template(docx.document(build=build)).render({"groups": groups}))["word/document.xml"]
    assert re.findall(rb'w:vMerge w:val="(\w+)"', made) == [b"restart"] * 2 + [b"continue"] * 2 + [b"restart"] * 2


def test_asking_for_the_template_as_a_document_changes_none_that_was_made():
    template = Template(docx.document("{{ a }}"))
    before = template.render({"a": "x"})
    template.get_docx().add_paragraph("y")
    assert template.render({"a": "x"}) == before
    assert [line.text for line in template.get_docx().paragraphs] == ["{{ a }}"]


def test_the_names_of_every_part_are_told_in_full():
    assert Template(ALL_PARTS).tags == set(WHERE)


def test_a_picture_used_many_times_is_stored_once():
    template = Template(docx.document("{{ a }}{{ a }}", "{%p for x in rows %}", "{{ a }}", "{%p endfor %}"))
    made = docx.members(template.render({"a": InlineImage(template, picture("red")), "rows": "123"}))
    assert len([name for name in made if "media" in name]) == 1
    assert made["word/document.xml"].count(b"<a:blip") == 5


def test_no_break_spaces_in_a_tag_are_spaces():
    made = Template(docx.document("{{\u00a0a\u00a0}}{%\u00a0if\u00a0a\u00a0%}!{%\u00a0endif\u00a0%}")).render(
        {"a": "x"}
    )
    assert docx.paragraphs(made) == ["x!"]
