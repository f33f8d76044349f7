"""TCVN3 and VNI text becomes Unicode, letter by letter."""

import shutil
import subprocess
import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters import KINDS, decode, font_kind, is_capitals_font
from pipeline.letters.legacy import TABLES
from tests.old_letters import CASES, COMMUNES, encode

TEXTS = yaml.safe_load((CASES / "legacy.yaml").read_text(encoding="utf-8"))
SMALL = "abcdeghiklmnopqrstuvxy àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


@pytest.mark.parametrize(
    ("kind", "shown", "says"), [(k, *case) for k, cases in TEXTS.items() for case in cases.items()]
)
def test_texts_of_old_fonts_read_as_they_were_meant(kind, shown, says):
    assert decode(shown, kind) == says


@pytest.mark.parametrize("kind", KINDS)
def test_each_table_has_every_small_letter_of_vietnamese_once(kind):
    letters = [letter for letter in TABLES[kind].values() if letter.islower()]
    assert sorted(letters) == sorted(letter for letter in SMALL if not letter.isascii())
    assert all(unicodedata.is_normalized("NFC", letter) for letter in TABLES[kind].values())


def test_vni_has_every_capital_and_tcvn3_only_those_without_a_tone():
    capitals = {letter.upper() for letter in SMALL if not letter.isascii()}
    assert {letter for letter in TABLES["vni"].values() if letter.isupper()} == capitals
    assert {letter for letter in TABLES["tcvn3"].values() if letter.isupper()} == set("ĂÂÊÔƠƯĐ")


def test_no_letter_of_tcvn3_is_another_where_a_file_is_taken_for_windows_1252():
    for code in TABLES["tcvn3"]:
        assert code.encode("latin-1").decode("cp1252") == code


@pytest.mark.skipif(not shutil.which("iconv"), reason="needs iconv")
@pytest.mark.parametrize("code", TABLES["tcvn3"])
def test_tcvn3_is_what_the_c_library_has(code):
    run = subprocess.run(
        ["iconv", "-f", "TCVN5712-1", "-t", "UTF-8"],
        input=code.encode("latin-1") + b" ",  # a letter waits there for a tone after it
        capture_output=True,
        check=False,
    )
    if b"not supported" in run.stderr:
        pytest.skip("this iconv knows no TCVN")
    assert run.stdout.decode() == TABLES["tcvn3"][code] + " "


@given(st.text(SMALL + "ĂÂÊÔƠƯĐ-,./0123456789"))
def test_small_tcvn3_text_survives(text):
    assert decode(encode(text, "tcvn3"), "tcvn3") == text


@given(st.text(SMALL + "-,./0123456789"), st.randoms())
def test_vni_text_survives_in_any_case(text, dice):
    text = "".join(dice.choice((letter.upper(), letter)) for letter in text)
    assert decode(encode(text, "vni"), "vni") == text


@given(st.text(SMALL + "ĂÂÊÔƠƯĐ"))
def test_text_in_a_capital_font_is_capital_throughout(text):
    assert decode(encode(text, "tcvn3"), "tcvn3", capitals=True) == text.upper()


@pytest.mark.parametrize("kind", KINDS)
def test_ascii_is_the_same_in_every_encoding(kind):
    text = "".join(map(chr, range(128)))
    assert decode(text, kind) == text


def test_what_is_no_code_stays():
    assert decode("“30 °C” – 日本", "tcvn3") == "“30 °C” – 日本"
    assert decode("ú é ß", "vni") == "ú é ß"  # marks without their letters


@pytest.mark.parametrize("name", COMMUNES[::25])
@pytest.mark.parametrize("kind", KINDS)
def test_names_of_communes_survive(name, kind):
    decoded = decode(encode(name, kind), kind)
    assert decoded == name if kind == "vni" else decoded.lower() == name.lower()


@pytest.mark.parametrize(
    ("font", "kind", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".VnArial NarrowH", "tcvn3", True),
        (".vntime", "tcvn3", False),
        ("VNI-Times", "vni", False),
        ("VNI-HELVE-H", "vni", False),
        ("VNI 27 Bendigo", "vni", False),
        ("Times New Roman", None, False),
        ("VNtimes new roman", None, False),
        ("", None, False),
    ],
)
def test_the_names_of_fonts_tell_the_encoding_and_whether_they_draw_capitals(font, kind, capitals):
    assert font_kind(font) == kind
    assert is_capitals_font(font) is capitals
