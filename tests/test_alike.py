"""Documents of one template are checked by what differs between them, and always as if each were the only one."""

import random

import pytest
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.problems import PackageError
from pipeline.rules import alike, check
from pipeline.rules.alike import Checker, Exemplar
from pipeline.template import Template
from tests import docx
from tests.conftest import examples
from tests.varied import SOURCES, WORDS, agrees, filled, leaves, primed, put, redated, spoilt, strange


@pytest.mark.slow
@pytest.mark.parametrize(("source", "asked"), SOURCES)
def test_whatever_the_values_it_finds_what_the_full_check_finds(source, asked):
    template, contexts = source(*asked)

    @settings(max_examples=examples(0.06))
    @given(st.data())
    def of_any(data):
        checker = primed(template, contexts[0])
        for number in range(3):
            context = data.draw(st.sampled_from(contexts))
            for path in data.draw(st.lists(st.sampled_from(list(leaves(context))), max_size=6)):
                context = put(context, path, lambda text: data.draw(spoilt(text)))
            for twin in (context, redated(context, random.Random(data.draw(st.integers(0, 99))))):
                if one := filled(template, twin):
                    assert agrees(checker, one, f"{number}.docx")

    of_any()


@pytest.mark.slow
@pytest.mark.parametrize(("source", "asked"), SOURCES)
def test_documents_that_differ_in_digits_alone_are_checked_as_the_full_check_does(source, asked):
    template, contexts = source(*asked)
    checker, chance = primed(template, contexts[0]), random.Random(str(asked))
    for _ in range(6):
        one = template.fill(redated(contexts[0], chance))
        assert agrees(checker, one, "x")


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        *SOURCES[::5],
        *(pytest.param(*one.values, id=one.id, marks=pytest.mark.slow) for one in SOURCES if one not in SOURCES[::5]),
    ],
)
def test_each_text_changed_alone_is_checked_as_the_full_check_does(source, asked):
    template, contexts = source(*asked)
    checker, chance = primed(template, contexts[0]), random.Random(str(asked))
    paths = list(leaves(contexts[0]))
    for path in chance.sample(paths, min(examples(0.12), len(paths))):
        word = chance.choice(WORDS)
        if one := filled(template, put(contexts[0], path, lambda text, word=word: f"{text} {word}")):
            assert agrees(checker, one, "x"), (path, word)


def rows(made):
    made.add_paragraph("{{ a }}")
    for text in ("{%p for x in rows %}", "Dòng {{ x }}.", "{%p endfor %}"):
        made.add_paragraph(text)


def hidden(made):
    made.add_paragraph("Nội dung ").add_run("{{ a }}").font.hidden = True


def alone(made):
    made.add_paragraph("Nội dung: ").add_run("{{ a }}")


def colored(made):
    made.add_paragraph("Nội dung {{ a }}")
    made.paragraphs[0].runs[0].font.color.rgb = RGBColor(1, 2, 3)
    color = made.paragraphs[0].runs[0]._r.rPr.find(f"{docx.W}color")
    color.set(f"{docx.W}val", "{{ b }}")


BODY = {"build": alone}
SHAPES = {
    "another value": (BODY, {"a": "một"}, {"a": "hai"}, True),
    "a value with signs of markup": (BODY, {"a": "một"}, {"a": "<b> & 'c'"}, True),
    "a value that is a run, left empty": (BODY, {"a": "một"}, {"a": ""}, False),
    "a value that is a run, blank": (BODY, {"a": "một"}, {"a": " "}, False),
    "a value beside words, left empty": ({"build": rows}, {"a": "x", "rows": ["một"]}, {"a": "x", "rows": [""]}, True),
    "one more row": ({"build": rows}, {"a": "x", "rows": ["một"]}, {"a": "x", "rows": ["một", "hai"]}, False),
    "a value with a line break": (BODY, {"a": "một"}, {"a": "một\nhai"}, False),
    "a value that is hidden": ({"build": hidden}, {"a": "một"}, {"a": "hai"}, False),
    "a value that is a colour": ({"build": colored}, {"a": "x", "b": "FF0000"}, {"a": "x", "b": "00FF00"}, False),
    "a value with a name of Strict Open XML": (BODY, {"a": "một"}, {"a": "http://purl.oclc.org/ooxml/a/b"}, False),
    "a value in a header": ({"header": "{{ a }}", **BODY}, {"a": "một"}, {"a": "hai"}, False),
    "a value in a header that stays": (
        {"header": "{{ b }}", **BODY},
        {"a": "một", "b": "x"},
        {"a": "hai", "b": "x"},
        True,
    ),
    "a value in the file's properties": (
        {"properties": {"title": "{{ a }}"}, **BODY},
        {"a": "một"},
        {"a": "hai"},
        True,
    ),
}


@pytest.mark.parametrize("name", SHAPES)
def test_what_is_more_than_other_words_is_checked_in_full(name, monkeypatch):
    parts, before, after, short = SHAPES[name]
    template = Template(docx.document(**parts))
    checker, one = primed(template, before), template.fill(after)
    wanted = check(one.docx, name="a")
    full = []
    monkeypatch.setattr(alike, "check", lambda docx, **named: full.append(docx) or wanted)
    assert checker.check(one.docx, one.pieces, name="a") == wanted
    assert bool(full) is not short


@pytest.mark.parametrize("parts", [BODY, {"properties": {"title": "{{ a }}"}}], ids=["the body", "what no check reads"])
def test_what_the_full_check_refuses_is_refused(parts):
    template = Template(docx.document(**parts))
    checker, one = primed(template, {"a": "một"}), template.fill({"a": "hai " * 300_000})
    for refusing in (lambda: check(one.docx), lambda: checker.check(one.docx, one.pieces)):
        with pytest.raises(PackageError) as refused:
            refusing()
        assert refused.value.problem.code == "package-bomb"


def test_a_finding_names_its_own_document():
    template, (context,) = strange("letter", "plain")
    faulty = {**context, "t1": "Độc lập"}
    checker = primed(template, faulty)
    for number in range(3):
        one = template.fill({**faulty, "t9": f"Nội dung số {number}."})
        findings = checker.check(one.docx, one.pieces, name=f"{number}.docx")
        assert {finding.file for finding in findings} == {f"{number}.docx"}


def test_a_document_without_pieces_is_checked_in_full():
    template, (context,) = strange("letter", "plain")
    checker, one = primed(template, context), template.fill({**context, "t1": "Độc lập"})
    assert checker.check(one.docx, (), name="a") == check(one.docx, name="a") != ()


def test_shapes_that_do_not_come_again_cost_little(monkeypatch):
    made = []
    monkeypatch.setattr(alike, "Exemplar", lambda *given: made.append(given) or Exemplar(*given))
    template = Template(docx.document(header="{{ a }}", **BODY))
    checker = Checker(template.part_names)
    for number in range(200):
        one = template.fill({"a": f"{number}"})
        checker.check(one.docx, one.pieces)
    assert len(made) < 8
