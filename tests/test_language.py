"""The rules of language and order on texts of any kind: quotations, labels, numbering, names, citations."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components import fold
from pipeline.decree import decree, load
from pipeline.rules.documents import named
from pipeline.rules.labels import parse
from pipeline.rules.levels import judged
from pipeline.rules.names import misspelled
from pipeline.rules.quotes import HIDDEN, own_words, telling
from pipeline.vietnamese import roman
from tests.test_decree import SOURCE

LETTERS = decree().language.point_letters
MARKED = {
    "chapter": lambda number: f"Chương {roman(number)}",
    "section": lambda number: f"Mục {number}",
    "article": lambda number: f"Điều {number}. Nội dung",
    "heading": lambda number: f"{roman(number)}. NỘI DUNG",
    "clause": lambda number: f"{number}. Nội dung.",
    "point": lambda number: f"{LETTERS[number - 1]}) Nội dung;",
}
ORDERS = [
    ("chapter", "section", "article", "clause", "point"),
    ("heading", "clause", "point"),
    ("clause", "point"),
    ("point", "clause"),
    ("chapter", "clause"),
]
# A tree: for each item, its children.
trees = st.recursive(st.just([]), lambda children: st.lists(children, min_size=1, max_size=5), max_leaves=25)


def numbered(tree, order, articles=None):
    """The tree as paragraphs (path, text), each level numbered from 1 in its parent, articles throughout."""
    articles = articles if articles is not None else [0]
    if not order:
        return
    for index, children in enumerate(tree, start=1):
        number = index
        if order[0] == "article":
            articles[0] += 1
            number = articles[0]
        yield (order[0], index, len(tree), not children), MARKED[order[0]](number)
        yield "", "Đoạn văn không đánh số."
        yield from numbered(children, order[1:], articles)


def faults(texts):
    return [(fault.rule, fault.code) for fault in judged([telling(text) for text in texts], [True] * len(texts))]


def shown(texts):
    """The texts with what is quoted in them hidden."""
    return [tells(str) for tells in own_words([telling(text) for text in texts])]


@given(trees, st.sampled_from(ORDERS))
def test_whatever_is_numbered_in_order_has_no_fault(tree, order):
    assert faults([text for _, text in numbered(tree, order)]) == []


@given(st.integers(min_value=3, max_value=len(LETTERS)), st.sampled_from(sorted(MARKED)), st.data())
def test_an_inner_item_left_out_is_one_fault(length, kind, data):
    gone = data.draw(st.integers(min_value=2, max_value=length - 1))
    texts = [MARKED[kind](number) for number in range(1, length + 1) if number != gone]
    (fault,) = faults(texts)
    assert fault in {("R112", "skipped"), ("R111", "foreign-letter")}


@given(trees, st.sampled_from(ORDERS), st.data())
def test_an_inner_item_left_out_of_a_tree_is_one_fault(tree, order, data):
    """It has no children, for those would fall to the item above it."""
    paragraphs = list(numbered(tree, order))
    inner = [index for index, (path, _) in enumerate(paragraphs) if path and 1 < path[1] < path[2] and path[3]]
    if inner:
        gone = data.draw(st.sampled_from(inner))
        texts = [text for index, (_, text) in enumerate(paragraphs) if index != gone]
        assert len(faults(texts)) == 1


@given(st.integers(min_value=2, max_value=20), st.sampled_from(["clause", "point", "article", "heading"]), st.data())
def test_an_item_that_stands_twice_is_one_fault(length, kind, data):
    twice = data.draw(st.integers(min_value=2, max_value=length))
    numbers = [*range(1, twice + 1), *range(twice, length + 1)]
    assert faults([MARKED[kind](number) for number in numbers]) == [("R112", "repeated")]


@given(st.integers(min_value=6, max_value=26))
def test_the_english_alphabet_is_one_fault(length):
    texts = [f"{letter}) Nội dung;" for letter in "abcdefghijklmnopqrstuvwxyz"[:length]]
    assert faults(texts) == [("R111", "foreign-letter")]


@given(st.lists(st.text(alphabet='123abđIVX.)/ \u201c\u201d"Điều', max_size=12), max_size=8))
def test_no_text_however_odd_stops_the_reading(texts):
    for fault in judged(own_words([telling(text) for text in texts]), [True] * len(texts)):
        assert 0 <= fault.at < len(texts)
        assert fault.wanted


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Chương II", "Chương", 2),
        ("Phần thứ ba", "Phần", 3),
        ("Tiểu mục 4", "Tiểu mục", 4),
        ("Điều 12. Hiệu lực", "Điều", 12),
        ("IV. TỔ CHỨC", "I", 4),
        ("IV.TỔ CHỨC", "I", 4),
        ("A. ĐÁNH GIÁ CHUNG", "A", 1),
        ("7. Công an xã", "1", 7),
        ("2.3. Công an xã", "1.1", 3),
        ("đ) Công an xã", "a", 5),
    ],
)
def test_labels_are_read(text, kind, value):
    label = parse(text)
    assert label is not None
    assert (label.kind, label.value) == (kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- Công an xã",
        "2.000 đồng",
        "05.3.2026",
        "100. Công an xã",
        "Điều 5 và Điều 7 của Quy chế này",
        "Chương trình công tác",
        "Mục đích, yêu cầu",
        "V. I. Lê-nin",
        "V/v kiểm tra",
        "C. Mác và Ph. Ăng-ghen",
        "XIII.10. Chế biến",
        "Phần thứ yếu",
    ],
)
def test_other_beginnings_are_no_labels(text):
    assert parse(text) is None


@given(st.lists(st.text(alphabet='ab “”«»"„', max_size=15), max_size=6))
def test_hidden_text_is_as_long_as_before_and_nothing_else_changes(texts):
    for text, own in zip(texts, shown(texts), strict=True):
        assert len(text) == len(own)
        assert all(new in (old, HIDDEN) for old, new in zip(text, own, strict=True))


def test_a_quotation_may_go_on_over_paragraphs_and_a_stray_mark_hides_one_only():
    assert re.sub(f"{HIDDEN}+", "_", "|".join(shown(["sửa: “1. a", "2. b”. Rồi", "3. c"]))) == "sửa: _|_. Rồi|3. c"
    assert shown(['màn hình 14" mới', "3. c"])[1] == "3. c"
    assert shown(["mở “ ngoặc", "3. c", "“d”"])[1] == "3. c"
    assert shown(['sửa: "1. a', "2. b", 'c" xong'])[1] == HIDDEN * 4


def test_every_name_of_the_table_is_no_fault_of_its_own_and_is_in_one_form():
    for name in decree().language.every_name():
        for form in (name.text, *name.like.also):
            assert fold(form) == form
            before = name.like.after[0] if name.like.after else "gồm"
            assert list(misspelled(f"Các nơi {before} {form} tham gia.")) == [], form
            assert list(misspelled(f"{form[0].upper()}{form[1:]} tham gia.")) == [], form
            assert list(misspelled(f"Các nơi {before} {form.upper()} tham gia.")) == [], form


def test_every_name_of_the_table_is_found_where_a_capital_is_missing_or_too_many():
    for name in decree().language.every_name():
        before = name.like.after[0] if name.like.after else "gồm"
        *words, last = name.text.split()
        other = " ".join([*words, last[0].swapcase() + last[1:]])
        wrong = name.text[0].lower() + name.text[1:] if name.like.faulty == "small" else other
        (found,) = misspelled(f"Các nơi {before} {wrong} tham gia.")
        assert (found.rule, found.wanted) == (name.like.rule, name.text)


@pytest.mark.parametrize(
    "text",
    [
        "Luật số 69/2020/QH14",
        "Kế hoạch số 12/KH-UBND",
        "Công văn 15/SYT-NV",
        "Nghị định số 30/2020/NĐ-CP",
        "Nghị quyết số 18-NQ/TW",
        "quyết định số 12/QĐ-UBND",
    ],
)
def test_documents_are_known_by_type_and_number(text):
    (found,) = named(f"Thực hiện {text} về kiểm tra.")
    assert f"Thực hiện {text} về kiểm tra."[found.start : found.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "theo hợp đồng số 69/2020/QH14",
        "quy phạm pháp luật số 64/2025/QH15",
        "Bộ luật số 45/2019/QH14",
        "kỳ báo cáo 105/LĐVL-Sở",
        "quyết định số 3 tổ",
        "công văn 12/KH-UBND",
        "kế hoạch ngày 12/3/2026",
    ],
)
def test_numbers_of_other_types_are_no_documents(text):
    assert list(named(f"Thực hiện {text} về kiểm tra.")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('rule = "R200l"\nfields', 'rule = "R299x"\nfields'),
        ('["Liên hợp quốc"]', '["Quốc khánh"]'),
        ('["Liên hợp quốc"]', '["Liên hợp quốc"]\nsince = 1945'),
        ('faulty = "small"', 'faulty = "large"'),
    ],
)
def test_a_table_whose_names_do_not_hold_together_is_refused(old, new):
    assert old in SOURCE
    with pytest.raises(ValueError):
        load(SOURCE.replace(old, new, 1))
