"""The measurements themselves: what is compared is comparable."""

import io
import re
import zipfile
from functools import cache

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment

from bench.figures import Figure, ratios
from bench.floor import ready
from bench.peer_templates import in_braces, in_merge_fields
from bench.racing import words
from bench.templates import page, samples
from bench.word_saving import latent
from pipeline.lines import rule_under
from pipeline.template import Template

NAMES = ("commitment", "commitment with lists", "directive", "compact")
each_sample = pytest.mark.parametrize("sample", NAMES, indirect=True)


@cache
def made():
    """The samples by name."""
    return {sample.name: sample for sample in samples(40)}


@pytest.fixture
def sample(request):
    return made()[request.param]


def test_every_sample_is_looked_at():
    assert tuple(made()) == NAMES


def test_word_names_376_styles_of_its_own():
    assert len({name for name, _looks in latent()}) == 376


@each_sample
def test_a_template_for_measuring_has_styles_as_large_as_words(sample):
    with zipfile.ZipFile(io.BytesIO(sample.file())) as archive:
        assert 38_000 < archive.getinfo("word/styles.xml").file_size < 44_000


@pytest.mark.parametrize("name", ["commitment with lists", "directive"])
def test_a_page_saved_by_word_is_as_heavy_as_words_own(name):
    saved = page(made()[name].file())
    paragraphs, runs = (len(re.findall(rf"<w:{tag}[ >]", saved)) for tag in ("p", "r"))
    assert 400 < len(saved) / paragraphs < 620  # bytes, in templates of docxtpl's tests
    assert 2 < runs / paragraphs < 3.6


@each_sample
def test_docxtpl_and_the_floor_say_what_we_say(sample):
    record = sample.records[-1]
    ours = words(Template(sample.file()).render(record))
    others = ready(sample.file(), sample.records[-3:])
    environment = Environment(autoescape=True)
    environment.filters["rule"] = rule_under
    theirs, made = DocxTemplate(io.BytesIO(sample.file())), io.BytesIO()
    theirs.render(record, environment, autoescape=True)
    theirs.save(made)
    assert ours == words(made.getvalue())
    assert [words(others(number)) for number in range(3)][-1] == ours
    assert "{" not in ours


def test_a_form_of_an_office_has_a_businesss_fields_alone():
    form = made()["commitment"]
    assert 18 <= len(form.records[0]) <= 22
    assert Template(form.docx).tags == form.records[0].keys()
    assert page(form.docx).count("<w:p>") > 40  # its obligations are typed


@pytest.mark.parametrize("name", ["commitment", "commitment with lists"])
def test_no_two_forms_say_the_same(name):
    records = made()[name].records
    assert len({record["owner_id"] for record in records}) == len({record["business_name"] for record in records}) == 40


def test_the_tasks_of_directives_are_different_ones():
    tasks = [agency["tasks"] for record in made()["directive"].records[:20] for agency in record["agencies"]]
    contents = [task["content"] for listed in tasks for task in listed]
    assert len(set(contents)) > 0.9 * len(contents)


@each_sample
def test_a_peers_template_has_none_of_docxtpls_tags(sample):
    assert not re.search(r"\{\{|\{%", page(in_braces(sample).docx))


def test_a_mail_merge_is_given_a_text_for_every_field():
    merged = in_merge_fields(made()["commitment with lists"])
    fields = set(re.findall(r"MERGEFIELD (\w+)", page(merged.docx)))
    assert len(fields) > 25
    assert all(isinstance(record[field], str) for record in merged.records for field in fields)


def test_a_ratio_is_taken_within_a_round_and_its_range_between_sets():
    assert ratios([[10, 20], [30, 90]], [[1, 1], [1, 3]]) == (25, (15, 30))


@pytest.mark.parametrize(
    ("figure", "row"),
    [
        (Figure("a", 312.4, "×", (290, 330.2), least=250), "| a | 312 × | 290 to 330 | at least 250: yes |  |"),
        (Figure("b", 6.25, "%", most=6, note="why"), "| b | 6.25 % |  | at most 6: **no** | why |"),
        (Figure("c", 1234.5, "µs"), "| c | 1,234 µs |  |  |  |"),
    ],
)
def test_a_figure_says_whether_it_keeps_its_bound(figure, row):
    assert figure.row() == row
