"""What a fact says of a text it says of the text with other digits, where it is one that digits cannot change."""

import html
import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pipeline.decree import decree
from pipeline.rules.labels import parse
from pipeline.rules.numbers import _misdated, _misnumbered
from pipeline.rules.quotes import _hidden
from pipeline.rules.spellings import capital_units, spellings
from pipeline.view.facts import blind_facts, is_blind, masked
from pipeline.view.varying import plain
from tests.conftest import examples
from tests.varied import WORDS, leaves

DIGIT = re.compile("[0-9]")
PHRASES = (
    *(word for word in WORDS if len(word) < 100),
    *("Khoản 0", "khoản 1 điều 2", "Mục 00", "Mục 5.", "Phần 0.", "Phần thứ 0", "Điều 000.", "Điều 7", "Chương 0:"),
    *("Công an quận 0", "phường 12.", "Số: 00", "1.0.", "0)", "0", "12", "2٣", "“Quận 1”", "2\u0301", "hoà 1", "uỷ2"),
    *("I.1", "a1)", "D.2", "Loại 070", "ngày 05", "năm 2026", "nghị định số 0/2020/NĐ-CP", "văn bản này", "Văn 2"),
    *(" ", "\t", "\n", "\f", "- ", ". ", ", ", "; ", "/", "Nguyễn Văn", "nguyễn thị 3 Hoa", "ĐỒI NGÔ", "1\u20e3"),
)
TEXTS = st.lists(st.sampled_from(PHRASES) | st.text(max_size=4), max_size=6).map("".join)
GIVEN = {
    "spellings": [("",), ("Kế hoạch",)],
    "capital_units": [("Lục Nam",), ("",)],
    "_hidden": [(spellings, ""), (parse,)],
    "str.startswith": [("Điều",), ("",)],
    "str.endswith": [(".",), ("Ngô",)],
}
FACTS = [
    pytest.param(fact, given, id=f"{fact.__qualname__} {number}")
    for fact in sorted(blind_facts(), key=lambda fact: (getattr(fact, "__module__", ""), fact.__qualname__))
    for number, given in enumerate(GIVEN.get(fact.__qualname__, [()]))
]


def ones(text):
    return DIGIT.sub("1", text)


@pytest.mark.parametrize(("fact", "given_beside"), FACTS)
def test_digits_cannot_change_it(fact, given_beside):
    @settings(max_examples=examples(3))
    @given(TEXTS)
    @example("Phần 0.")
    @example("tại quận 5; Khoản 2, khoản 3")
    def of_any(text):
        try:
            value = fact(ones(text), *given_beside)
        except IndexError:  # no fact of a text without words
            assume(False)
        if is_blind(fact, given_beside, value):
            assert fact(text, *given_beside) == value

    of_any()


@pytest.mark.parametrize(
    ("fact", "beside", "text"),
    [
        pytest.param(_misdated, (), "Lục Nam, ngày 05 tháng 13 năm 2026", id="a month that is not there"),
        pytest.param(_misnumbered, (), "Số: 00/KH-UBND", id="a number that is none"),
        pytest.param(spellings, ("",), "tại quận 5.", id="a misspelling that has a digit"),
        pytest.param(parse, (), "Điều 5.", id="a label"),
        pytest.param(str.startswith, ("5",), "5.", id="a digit that is asked for"),
        pytest.param(_hidden, (_misdated,), "Lục Nam, ngày 31 tháng 4 năm 2026", id="another fact of what is shown"),
    ],
)
def test_what_digits_change_is_no_such_fact(fact, beside, text):
    told = fact(ones(text), *beside)
    assert told != fact(text, *beside)
    assert not is_blind(fact, beside, told)


def test_what_is_given_beside_the_text_holds_no_digits():
    assert is_blind(capital_units, ("Lục Nam",), ())
    assert not is_blind(capital_units, ("Phường 12",), ())
    assert not is_blind(str.endswith, (("5", "."),), False)


@given(st.text().map(html.escape) | st.text().map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")))
@example("&#34;1&#39;2&quot;")
def test_a_masked_piece_is_the_text_with_all_its_digits_alike(piece):
    text = plain(piece.encode())
    if text is not None:
        assert plain(masked(piece.encode())) == ones(text)


@pytest.mark.parametrize("piece", [b"&#49;", b"&#x31;", b"<w:t>2</w:t>", b"2 < 3", b"\xff2", "\u0001".encode()])
def test_what_is_more_than_text_is_more_when_masked(piece):
    assert plain(piece) is None
    assert plain(masked(piece)) is None


def text_at(value, path):
    for step in path:
        value = value[step] if isinstance(value, dict | list | tuple) else getattr(value, step)
    return value


@pytest.mark.parametrize("table", ["language", "words"])
def test_no_word_that_is_looked_for_holds_a_digit(table):
    words = getattr(decree(), table)
    assert [text for path in leaves(words) if DIGIT.search(text := text_at(words, path))] == []
