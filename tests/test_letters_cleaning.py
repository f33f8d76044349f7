"""Text is put into one form without a reader noticing."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters import cleaned
from tests.old_letters import COMMUNES

INVISIBLE = "\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
BREAKS = ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("e\u0302\u0301 ê\u0301 e\u0301\u0302 é\u0302", "ế ế ế ế"),
        ("a\u0306\u0323 ạ\u0306 a\u0323\u0306", "ặ ặ ặ"),
        ("á\u0306 o\u0301\u031b U\u0309\u031b", "ắ ớ Ử"),
        ("Thu\u0309y, i\u0340 a\u0341", "Thủy, ì á"),
        ("ÐỒNG Ðồng QÐ-UBND NÐ-CP Ɖông", "ĐỒNG Đồng QĐ-UBND NĐ-CP Đông"),
        ("ðồng ðƯỜNG ð\u1ee9c", "đồng đƯỜNG đức"),
        ("ðu\u031bo\u031b\u0300ng", "đường"),
        ("100.000 ð ð/c", "100.000 đ đ/c"),
        ("Guðmundur Sigurður", "Guðmundur Sigurður"),
        ("Nguyễn Vǎn Nǎm, lǎo", "Nguyễn Văn Năm, lǎo"),
        ("  Lục \t Nam \n", "Lục Nam"),
        ("Tổ 1 \n  Thôn Đông\n\nxã Mẫu", "Tổ 1\nThôn Đông\n\nxã Mẫu"),
        ("5\xa0m² № 1 ½ x⁵ ﬁ", "5 m² № 1 ½ x⁵ ﬁ"),  # NFKC would have made 5 m2 No 1 1⁄2 x5 fi
        ("\u202a0100 000 001\u202c", "0100 000 001"),
        ("Å \u212b 日本 \u0e01\u0e33", "Å Å 日本 \u0e01\u0e33"),
        ("", ""),
        (" \ufeff ", ""),
    ],
)
def test_text_is_composed_in_real_letters_with_plain_spaces(text, becomes):
    assert cleaned(text) == becomes


@pytest.mark.parametrize("char", INVISIBLE)
def test_invisible_characters_are_dropped(char):
    assert cleaned(f"L{char}ục{char} Nam{char}") == "Lục Nam"


@pytest.mark.parametrize("char", SPACES)
def test_every_odd_space_is_a_space_and_runs_are_one(char):
    assert cleaned(f"{char}Lục{char}{char} Nam{char}") == "Lục Nam"


@pytest.mark.parametrize("char", BREAKS)
def test_line_breaks_stay(char):
    assert cleaned(f"Lục {char} Nam") == "Lục\nNam"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_come_out_the_same_from_every_system(form):
    for name in COMMUNES:
        assert cleaned(unicodedata.normalize(form, name)) == name


ODD = st.text(
    st.sampled_from("aeođĐÐƉðɖǎǍ ếnág\n" + INVISIBLE + SPACES + "".join(BREAKS) + "\u0300\u0301\u0302\u0306\u031b")
)


@given(st.text() | ODD)
def test_cleaning_twice_is_cleaning_once(text):
    assert cleaned(cleaned(text)) == cleaned(text)


@given(st.text() | ODD)
def test_nothing_unclean_is_left(text):
    clean = cleaned(text)
    assert unicodedata.is_normalized("NFC", clean)
    assert not set(clean) & set(INVISIBLE + SPACES + "".join(BREAKS).replace("\n", "") + "ÐƉ")
    assert "  " not in clean
    assert clean == "\n".join(line.strip(" ") for line in clean.split("\n"))


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126) | st.sampled_from("ăâđêôơưấệỷẴ½²°–“”…")))
def test_clean_text_comes_back_as_the_same_object(text):
    assert cleaned(text) is text
