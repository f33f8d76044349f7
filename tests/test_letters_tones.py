"""The tones of oa, oe and uy stand in the old manner or the new, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters import place_tones
from pipeline.vietnamese import bare
from tests.old_letters import COMMUNES

PAIRS = [
    ("hòa", "hoà"),
    ("hóa", "hoá"),
    ("hỏa", "hoả"),
    ("xõa", "xoã"),
    ("họa", "hoạ"),
    ("hòe", "hoè"),
    ("khỏe", "khoẻ"),
    ("thủy", "thuỷ"),
    ("lũy", "luỹ"),
    ("lụy", "luỵ"),
    ("giòa", "gioà"),
    ("Ủy ban nhân dân xã Thụy Hòa", "Uỷ ban nhân dân xã Thuỵ Hoà"),
    ("CỘNG HÒA", "CỘNG HOÀ"),
    ("HòA hÒa", "HoÀ hOà"),
    ("(Hòa Bình), “Hòa”; Hòa-Thủy.", "(Hoà Bình), “Hoà”; Hoà-Thuỷ."),
]
LEFT = [
    *("quý Quỳ QUỶ quỵ", "hoàn hoài huỳnh tuyết khuỷu khoèo ngoáy", "thuở Huế lúa", "già", "hoa huy khoe"),
    *("hoà/xã", "hoà@xa.vn", "HOÀ2", "12/QĐ-HOÀ", "https://hoà.vn/thuỷ", "hòa/xã", "hòa@xa.vn", "HÒA2"),
    *("Noè_x", "noàb", "góat", "fòa", "Krúy", ""),
]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_each_manner_becomes_the_other(old, new):
    assert place_tones(new, "old") == old
    assert place_tones(old, "new") == new


@pytest.mark.parametrize("text", LEFT)
@pytest.mark.parametrize("manner", ["old", "new"])
def test_addresses_other_rimes_and_what_is_no_syllable_are_left(text, manner):
    assert place_tones(text, manner) == text


TEXT = st.text(st.sampled_from("hqgtHQoaeuyOAEUYnòàóáỏảõãọạèéẻẽẹùủúũụỳýỷỹỵÒÀÚỶ /@1-._\n")) | st.lists(
    st.sampled_from([*COMMUNES, *(word for pair in PAIRS for word in pair), *LEFT])
).map(" ".join)


@given(TEXT, st.sampled_from(["old", "new"]), st.sampled_from(["old", "new"]))
def test_the_last_manner_alone_counts(text, first, last):
    assert place_tones(place_tones(text, first), last) == place_tones(text, last)


@given(TEXT, st.sampled_from(["old", "new"]))
def test_letters_and_capitals_stay(text, manner):
    assert bare(place_tones(text, manner)) == bare(text)


def test_names_of_communes_come_back():
    for name in COMMUNES:
        assert place_tones(place_tones(name, "new"), "old") == place_tones(name, "old")
