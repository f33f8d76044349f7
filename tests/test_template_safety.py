"""Templates are not trusted: they reach nothing but their values, change nothing, and come to an end."""

import io
import itertools
import os
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml
from docx import Document
from docxtpl import InlineImage

from pipeline.problems import TemplateError
from pipeline.template import Template
from tests import docx
from tests.conftest import CASES

SECRET = "bí mật"


def leak():
    """A function whose globals hold a secret."""
    return SECRET


@dataclass
class Record:
    name: str = "Sở"
    tags: list[str] = field(default_factory=lambda: ["x"])
    _private: str = SECRET

    def rename(self):
        return self.name


ATTACKS = yaml.safe_load((CASES / "template" / "attacks.yaml").read_text(encoding="utf-8"))
ENDLESS = yaml.safe_load((CASES / "template" / "endless.yaml").read_text(encoding="utf-8"))

MOST_MEMORY = 200 << 20
MOST_SECONDS = 15  # of the processor: a second or two where it runs at full speed, and far from without end


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_a_template_reaches_nothing_but_its_values(text, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    template = Template(docx.document(text))
    record, given = Record(), {"a": 1}
    with secret.open() as file, pytest.raises(TemplateError) as raised:
        template.render(
            {
                "leak": leak,
                "record": record,
                "given": given,
                "path": Path(secret),
                "file": file,
                "picture": InlineImage(template, "x.png"),
                "document": Document(),
                "template": template,
                "os": os,
            }
        )
    assert raised.value.problem.code in ("template-unsafe", "template-no-text", "template-missing")
    assert SECRET not in raised.value.problem.message
    assert (record.tags, given) == (["x"], {"a": 1})


def test_what_a_template_may_reach_still_works():
    text = "{{ record.name }} {{ record.rename() }} {{ given.a }} {{ '{0.name}'.format(record) }} {{ record.tags[0] }}"
    made = Template(docx.document(text)).render({"record": Record(), "given": {"a": 1}})
    assert docx.paragraphs(made) == ["Sở Sở 1 Sở x"]


@pytest.mark.parametrize("owner", [Record(name="{0.__globals__}".format), {"name": "{0.__globals__}".format}])
def test_a_format_among_the_values_is_measured_and_confined_as_well(owner):
    template = Template(docx.document("{{ owner.name(leak) }}"))
    for _ in range(2):  # what a class has is remembered
        with pytest.raises(TemplateError) as raised:
            template.render({"owner": owner, "leak": leak})
        assert SECRET not in raised.value.problem.message


def test_what_one_class_may_be_asked_for_another_may_not():
    template = Template(docx.document("{{ a.name }} {{ a._private }}"))
    for _ in range(2):
        with pytest.raises(TemplateError) as raised:
            template.render({"a": Record()})
        assert raised.value.problem.code == "template-unsafe"
    named = Template(docx.document("{{ a.name }}"))
    assert docx.paragraphs(named.render({"a": Record()})) == ["Sở"]
    with pytest.raises(TemplateError) as raised:
        named.render({"a": Path("/etc/passwd")})
    assert raised.value.problem.code == "template-unsafe"


@pytest.fixture
def little_memory():
    """A bound on what this process may take beside what it has."""
    resource = pytest.importorskip("resource")
    status = Path("/proc/self/statm")
    if not status.exists():
        pytest.skip("the size of this process is not known here")
    has = int(status.read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (has + MOST_MEMORY, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.slow
@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS)
def test_a_template_comes_to_an_end(text, little_memory):
    start = time.process_time()
    with pytest.raises(TemplateError) as raised:
        Template(docx.document(text)).render({})
    assert time.process_time() - start < MOST_SECONDS
    assert raised.value.problem.code in ("template-endless", "template-unsafe")
    fault = raised.value.__cause__
    assert fault is not None
    assert not isinstance(fault.__cause__, MemoryError)


BOUNDED = {
    "a line of dots": ("{{ '.' * 60 }}", "." * 60),
    "a long number": ("{{ 2 ** 64 }}", str(2**64)),
    "a number in a text": ("{{ '%s số 123456 ngày %02d' % ('x', 5) }}", "x số 123456 ngày 05"),
    "a text joined": ("{{ 'a' ~ 1 ~ 'b' }}", "a1b"),
    "a large number to a filter": (
        "{{ 12345678901 |default(0) }} {{ '%d'|format(12345678901) }}",
        "12345678901 12345678901",
    ),
    "a column of a width": ("{{ 'x'.ljust(5) }}|", "x    |"),
    "a replacement": (
        "{{ 'Sở A'.replace('A', 'B') }} {{ ('a ' * 20000)|replace('long', 'longer')|length }}",
        "Sở B 40000",
    ),
    "many items joined": ("{{ range(9999)|join(', ')|length }}", str(sum(len(str(n)) + 2 for n in range(9999)) - 2)),
    "a list that prints": ("{{ [1, ('a', none)]|string }} {{ {'a': [1]}|tojson }}", "[1, ('a', None)] {\"a\": [1]}"),
    "a list added to": ("{{ ([1] + [2, 3])|sum }} {{ [3, 1, 2]|sort|first }} {{ [1, 2, 3][1:]|length }}", "6 1 2"),
    "batches and slices": ("{{ range(5)|batch(2, 0)|list|length }} {{ range(5)|slice(2)|list|length }}", "3 2"),
    "a comparison of lists": ("{{ [1, 2] == [1, 2] }} {{ 'a' in ['a'] }} {{ 2 is in([1, 2]) }}", "True True True"),
    "rounding": ("{{ 2.345|round(2, 'floor') }} {{ 1250|round(-2) }}", "2.34 1200"),
}


@pytest.mark.parametrize(("text", "printed"), BOUNDED.values(), ids=BOUNDED)
def test_the_bounds_do_not_get_in_the_way(text, printed):
    assert docx.paragraphs(Template(docx.document(text)).render({})) == [printed]


def test_the_bounds_leave_room_for_the_records_of_a_province():
    text = "{% for r in rows|sort(attribute='name') %}{% if r.name in names %}x{% endif %}{% endfor %}"
    names = [f"Cơ sở {number}" for number in range(5000)]
    rows = [{"name": name, "address": "x" * 100, "workers": 5} for name in names]
    joined = "{{ rows|map(attribute='name')|join('; ')|length }}"
    made = Template(docx.document(joined + text)).render({"rows": rows, "names": ["Cơ sở 7"]})
    assert docx.paragraphs(made) == [f"{len('; '.join(names))}x"]


@pytest.mark.parametrize(
    "text",
    [
        "{% filter upper %}R&D {{ a }}{% endfilter %}",
        "{% set t | upper %}R&D {{ a }}{% endset %}{{ t }}",
        "{% filter lower|upper %}R&D {{ a }}{% endfilter %}",
    ],
)
def test_the_filters_of_a_block_see_its_text_as_it_reads(text):
    made = Template(docx.document(text)).render({"a": "<x> & &amp; y"})
    assert docx.paragraphs(made) == ["R&D <X> & &AMP; Y"]


@pytest.mark.parametrize("name", ["random", "lipsum", "urlize", "xmlattr"])
def test_chance_and_html_are_not_offered(name):
    text = "{{ lipsum() }}" if name == "lipsum" else f"{{{{ [1]|{name} }}}}"
    with pytest.raises(TemplateError):
        Template(docx.document(text)).render({})


@pytest.mark.parametrize("text", ["{{ a|(run)('<w:b>') }}", "{{ ['x']|map('(run)', '<w:b>')|first }}"])
def test_no_template_can_use_the_filters_of_the_compiler_to_damage_a_document(text):
    with pytest.raises(TemplateError):
        Template(docx.document(text)).render({"a": "x"})


DEEP = {
    "loops": "{% for x in a %}" * 30 + "{% endfor %}" * 30,
    "brackets": "{{ " + "(" * 5000 + "a" + ")" * 5000 + " }}",
    "a number": "{{ " + "9" * 5000 + " }}",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_a_template_that_is_too_deep_to_compile_is_refused(text):
    with pytest.raises(TemplateError) as raised:
        Template(docx.document(text))
    assert raised.value.problem.code == "template-syntax"


def test_what_goes_on_without_end_is_refused():
    with pytest.raises(TemplateError) as raised:
        Template(docx.document("{% for x in a %}{{ x }}{% endfor %}")).render({"a": itertools.count()})
    assert raised.value.problem.code == "template-endless"


def test_a_sub_document_brings_no_ties_to_elsewhere():
    template = Template(docx.document("{{p a }}"))
    sub = template.new_subdoc(io.BytesIO(docx.document("x")))
    sub.subdocx.part.relate_to(
        "https://example.org/x.png",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
        is_external=True,
    )
    made = docx.members(template.render({"a": sub}))
    assert not any(b"example.org" in data for data in made.values())
