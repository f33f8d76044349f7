"""Widths of text, against the font itself and against the decree's figures."""

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.metrics import advances, face, widest_line_mm, width_mm, wrapped
from pipeline.stationery import measure

FONTS = next(Path("/usr/share/fonts").rglob("LiberationSerif-Regular.ttf"), Path("/absent/font")).parent

# What nd30 and its samples measure: text, size, bold, italic, millimetres.
MEASURED = [
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False, 88.3),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, False, 95.7),
    ("Độc lập - Tự do - Hạnh phúc", 13, True, False, 56.1),
    ("Độc lập - Tự do - Hạnh phúc", 14, True, False, 60.5),
    ("ỦY BAN NHÂN DÂN", 13, True, False, 43.2),
    ("ỦY BAN NHÂN DÂN XÃ AN THỚI ĐÔNG", 12, True, False, 80.1),
    ("Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", 13, False, True, 96.4),
    ("Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2019", 14, False, True, 103.9),
]
VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
SIGNS = "fjwzFJWZ0123456789 \N{NO-BREAK SPACE}.,;:!?/\\-–—()[]\"'“”‘’…%&+=<>@#*•§°²³½₫€№"
OFFICIAL = VIETNAMESE + VIETNAMESE.upper() + SIGNS

words = st.text(st.sampled_from(VIETNAMESE.upper()), min_size=1, max_size=9)


@pytest.mark.parametrize(("text", "size", "bold", "italic", "mm"), MEASURED)
def test_a_text_is_as_wide_as_the_decrees_samples_measure(text, size, bold, italic, mm):
    assert width_mm(text, size, bold=bold, italic=italic) == pytest.approx(mm, abs=0.06)


@pytest.mark.skipif(not FONTS.exists(), reason="Liberation Serif is not installed")
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_the_table_is_what_the_font_files_say(bold, italic):
    stored = advances(bold=bold, italic=italic)
    font = measure.measured(FONTS / measure.FILES[face(bold=bold, italic=italic)])
    common = stored.keys() & font.keys()
    assert set(OFFICIAL) <= common
    assert [character for character in common if stored[character] != font[character]] == []


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("italic", [False, True])
def test_every_character_of_official_vietnamese_has_a_width_of_its_own(bold, italic):
    table = advances(bold=bold, italic=italic)
    assert [character for character in OFFICIAL if table.get(character, 0) <= 0] == []


@given(st.lists(words, min_size=1).map(" ".join))
def test_composed_and_decomposed_text_are_equally_wide(text):
    assert width_mm(unicodedata.normalize("NFD", text), 13) == width_mm(text, 13)


@given(words, words, st.floats(1, 72))
def test_widths_add_up_and_grow_with_the_size(left, right, size):
    whole = width_mm(left + right, size)
    assert whole == pytest.approx(width_mm(left, size) + width_mm(right, size))
    assert whole == pytest.approx(width_mm(left + right, 1) * size)


def test_a_character_that_the_table_lacks_counts_as_a_digit():
    assert width_mm("漢", 13) == width_mm("0", 13)


@pytest.mark.parametrize("invisible", ["\N{ZERO WIDTH SPACE}", "\N{SOFT HYPHEN}", "\N{COMBINING TILDE}"])
def test_what_takes_no_room_counts_for_nothing(invisible):
    assert width_mm("m" + invisible, 13) == width_mm("m", 13)


@given(st.lists(words, min_size=1).map(" ".join), st.floats(20, 170))
def test_wrapped_lines_hold_the_whole_text_and_stay_in_the_box(text, box):
    lines = list(wrapped(text, 13, box, bold=True))
    assert " ".join(lines) == text
    assert all(width_mm(line, 13, bold=True) <= box for line in lines if " " in line)


@given(st.lists(words, min_size=2).map(" ".join), st.floats(20, 170))
def test_no_line_has_room_for_the_first_word_of_the_next(text, box):
    lines = list(wrapped(text, 13, box))
    longer = [f"{line} {following.split()[0]}" for line, following in pairwise(lines)]
    assert all(width_mm(line, 13) > box for line in longer)


def test_a_line_may_end_after_a_hyphen_and_never_at_a_no_break_space():
    assert list(wrapped("UBND-LĐTBXH", 13, 20)) == ["UBND-", "LĐTBXH"]
    assert list(wrapped("ngày\N{NO-BREAK SPACE}05 tháng", 13, 12)) == ["ngày\N{NO-BREAK SPACE}05", "tháng"]


def test_the_widest_line_is_that_of_all_paragraphs_and_of_the_box_at_most():
    name = ("ỦY BAN NHÂN DÂN", "XÃ A")
    assert widest_line_mm(name, 13, 65, bold=True) == width_mm(name[0], 13, bold=True)
    assert widest_line_mm("Ỷ" * 60, 13, 65) == 65
    assert widest_line_mm((), 13, 65) == 0
