"""Whatever the values, a template gives what docxtpl gives with escaping on."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.template import Template
from tests import docx
from tests.conftest import examples
from tests.dialect import table
from tests.dialect_places import plain
from tests.test_template_docxtpl import by_docxtpl, told

pytestmark = pytest.mark.slow

# docxtpl takes `{_{` and the like in a value for its own, and spoils them.
TEXT = st.text(
    st.sampled_from("\t\n\n&<>\"'{}%#\\-ệ\u0301\u200b\u00a0\u2028\x85\x7f😀 ")
    | st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="_\ufffe\uffff"),
    max_size=12,
)
NUMBER = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False) | st.booleans() | st.decimals(allow_nan=False)
VALUE = TEXT | NUMBER
ROW = st.fixed_dictionaries({"x": VALUE, "many": st.lists(TEXT, max_size=3), "yes": st.booleans()})
CONTEXT = st.fixed_dictionaries({"a": VALUE, "b": TEXT, "rows": st.lists(ROW, max_size=4), "n": st.integers(0, 3)})


def letter(made):
    line = made.add_paragraph("{{ a }}, {{ b }}")
    line.add_run(" {{ b }}{% if n %}, {{ a }}{% endif %}").bold = True
    for text in ("{%p for x in rows %}", "{{ loop.index }}. {{ x.x }}{% if loop.last %}.{% else %};{% endif %}"):
        made.add_paragraph(text)
    for text in ("{%p for y in x.many %}", "\u2013 {{ y }} / {{ loop.length }}", "{%p endfor %}", "{%p endfor %}"):
        made.add_paragraph(text)
    made.sections[0].header.paragraphs[0].text = "{{ b }}"
    made.sections[0].footer.paragraphs[0].text = "{% for x in rows %}{{ x.x }} {% endfor %}"


def tables(made):
    loop = ["{%tr for x in rows %}", ""], ["{% if x.yes %}{{ x.x }}{% endif %}", "{{ a }}"], ["{%tr endfor %}", ""]
    grid = table(made, ["TT", "{{ b }}"], *loop)
    grid.cell(0, 1).paragraphs[0].runs[0].italic = True
    table(made, ["{%tc for x in rows %}", "{{ x.x }}", "{%tc endfor %}", "cuối"])
    table(made, ["{% colspan 1 if n else 2 %}{{ b }}", "{{ a }}"])
    row = ["{%tr for x in rows %}", ""], ["{% vm %}{{ a }}", "{{ x.many|join(', ') }}"], ["{%tr endfor %}", ""]
    table(made, ["x", "y"], *row)


def language(made):
    made.add_paragraph("{% set t %}[{{ a }}|{{ b }}]{% endset %}{{ t }}")
    made.add_paragraph("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m(b) }} {{ a ~ b }} {{ b[:2] }}")
    made.add_paragraph("{% filter replace('ệ', 'e') %}{{ b }}{% endfilter %} {{ b|replace('&', 'và') }}")
    made.add_paragraph("{% for x in rows if x.yes %}{{ x.x }}{% else %}không{% endfor %} {{ rows|length }}")


@cache
def compiled(build):
    source = docx.document(build=build, base=plain())
    return source, Template(source)


@pytest.mark.parametrize("build", [letter, tables, language])
@settings(max_examples=examples(0.6))
@given(context=CONTEXT)
def test_the_parts_are_docxtpls(build, context):
    source, template = compiled(build)
    assert told(template.render(context)) == told(by_docxtpl(source, lambda _: context))
