"""What a check reads of a document is known, so that it is left out only where it would have told the same."""

import random
from dataclasses import asdict, replace
from functools import cache
from operator import add, attrgetter, eq

import pytest

from pipeline.components import identify
from pipeline.rules import check
from pipeline.rules.alike import Exemplar
from pipeline.rules.checks import CHECKS, Miss, Subject
from pipeline.view import Place, Run, read
from tests.varied import SOURCES, WORDS, agrees, filled, leaves, primed, put, strange


@cache
def untold():
    """For each check, how often it was left out of the checking of a document, and where it would have told another."""
    left_out: dict[str, tuple[list[str], list[str]]] = {}
    chance = random.Random(30)
    for source in SOURCES:
        make, asked = source.values
        template, contexts = make(*asked)
        first = template.fill(contexts[0])
        exemplar = Exemplar(first.docx, dict(zip(template.part_names, first.pieces, strict=True)))
        paths = list(leaves(contexts[0]))
        for path, word in (
            (path, word) for path in chance.sample(paths, min(20, len(paths))) for word in chance.sample(WORDS, 3)
        ):
            one = filled(template, put(contexts[0], path, lambda _, word=word: word))
            stale = exemplar.stale(one.pieces) if one and one.pieces else None
            if stale is None or stale & 1:
                continue
            view = read(one.docx)
            subject = Subject(view, identify(view))
            for bit, (held, misses) in enumerate(exemplar.checks, start=1):
                if not stale >> bit & 1:
                    told, wrong = left_out.setdefault(f"{held.__module__}.{held.__name__}", ([], []))
                    told.append(word)
                    if list(held(subject)) != misses:
                        wrong.append(f"{source.id}: {path} {word!r}")
    return left_out


@pytest.mark.slow
def test_a_check_that_is_left_out_would_have_told_the_same():
    told = untold()
    assert {name: wrong for name, (_, wrong) in told.items() if wrong} == {}
    assert set(told) == {f"{one.__module__}.{one.__name__}" for one in CHECKS}


def first_words(subject):
    return subject.anatomy.main[0].words


def every_run(subject):
    return [run for paragraph in subject.view.everywhere() for run in paragraph.runs]


WAYS = {
    "words": lambda subject: [part.words for part in subject.anatomy.parts()],
    "texts": lambda subject: [paragraph.text for paragraph in subject.view.everywhere()],
    "texts of runs": lambda subject: [run.text for run in every_run(subject)],
    "visible texts": lambda subject: [run.text for part in subject.anatomy.main for run in part.paragraph.visible],
    "paragraphs made of others": lambda subject: [replace(one, style="").text for one in subject.view.paragraphs],
    "runs made of others": lambda subject: [replace(run, field="x").text for run in every_run(subject)],
    "parts made of others": lambda subject: [replace(part, key="").words for part in subject.anatomy.main],
    "what is printed": lambda subject: [repr(part) for part in subject.anatomy.main],
    "all values": lambda subject: [asdict(paragraph) for paragraph in subject.view.paragraphs],
    "hashes": lambda subject: [hash(paragraph) for paragraph in subject.view.paragraphs],
    "comparisons": lambda subject: [
        one == replace(one, runs=(Run("Nội dung", one.runs[0].look),)) for one in subject.view.paragraphs if one.runs
    ],
    "comparisons of runs": lambda subject: [run == Run("Nội dung", run.look) for run in every_run(subject)],
    "order": lambda subject: [part.place for part in sorted(subject.anatomy.main, key=attrgetter("words"))],
    "facts": lambda subject: [part.tells(len) for part in subject.anatomy.main],
    "facts about texts": lambda subject: [paragraph.tells(str.lower) for paragraph in subject.view.paragraphs],
    "facts about runs": lambda subject: [run.tells(eq, "x") for run in every_run(subject)],
    "facts that know more": lambda subject: [
        part.tells(lambda _: first_words(subject)) for part in subject.anatomy.main
    ],
    "facts with other words for a default": lambda subject: [
        part.tells(lambda _, more=first_words(subject): more) for part in subject.anatomy.main
    ],
    "facts with methods of other words": lambda subject: [
        part.tells(first_words(subject).count) for part in subject.anatomy.main
    ],
    "facts that are given other words": lambda subject: [
        part.tells(add, first_words(subject)) for part in subject.anatomy.main
    ],
    "facts that are given the document": lambda subject: [
        part.tells(lambda _, whole: first_words(whole), subject) for part in subject.anatomy.main
    ],
}


@pytest.mark.parametrize("way", WAYS)
def test_no_check_reads_words_unseen(way, monkeypatch):
    def smuggler(subject):
        for number, value in enumerate(WAYS[way](subject)):
            yield Miss("R030", "fixed-words", Place(), values={"words": f"{number}: {value}"})

    monkeypatch.setattr("pipeline.rules.checks.CHECKS", [smuggler])
    template, (context,) = strange("plan", "styled")
    checker = primed(template, context)
    before = check(template.fill(context).docx)
    for name in list(context)[::4]:
        one = template.fill({**context, name: "x"})
        assert agrees(checker, one, "")
    assert check(template.fill({**context, "t0": "x", "t9": "Nội dung"}).docx) != before
