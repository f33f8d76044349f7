"""What can be a syllable of Vietnamese, and where its tone may stand."""

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.letters import cleaned, is_syllable, place_tones
from pipeline.vietnamese import bare
from tests.old_letters import CASES, COMMUNES, PEOPLE

NAMES = sorted({name for names in PEOPLE.values() for name in names})
WORDS = yaml.safe_load((CASES / "syllables.yaml").read_text(encoding="utf-8"))
NONE = [word for words in WORDS["none"].values() for word in words]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_people_are_syllables_small_and_capital_in_both_manners(name):
    for written in (name, place_tones(name, "old"), place_tones(name, "new")):
        assert is_syllable(written)
        assert is_syllable(written.lower())
        assert is_syllable(written.upper())


def test_names_of_communes_are_syllables_but_for_those_of_the_highlands():
    words = [word for name in COMMUNES for word in name.replace("-", " ").split() if not word.isascii()]
    others = {word for word in words if not is_syllable(word)}
    assert len(others) < 0.02 * len(words)
    assert {"Krông", "Đăk"} <= others  # a stop without its tone, an onset from elsewhere


@pytest.mark.parametrize("text", WORDS["rare"])
def test_rare_rimes_are_syllables(text):
    assert is_syllable(text)


@pytest.mark.parametrize("text", ["", "-", "5", "Tổ5", "m²", "Nam Định", "Tr\xadêng", *NONE])
def test_what_nobody_could_say_is_none(text):
    assert not is_syllable(text)


@pytest.mark.parametrize("text", ["Lôc", "viêt", "hàc", "hòan"])
def test_a_tone_forgotten_or_misplaced_can_be_let_pass(text):
    assert not is_syllable(text)
    assert is_syllable(text, any_tone=True)


@given(st.sampled_from(NAMES), st.sampled_from("\u0300\u0301\u0303\u0309\u0323"))
def test_a_syllable_bears_any_tone_unless_it_ends_in_a_stop(name, tone):
    apart = unicodedata.normalize("NFD", name)
    own = [mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323"]
    if not own:
        return
    other = cleaned(apart.replace(own[0], tone))
    ends_in_a_stop = bare(name).lower().endswith(("c", "ch", "p", "t"))
    assert is_syllable(other) is (not ends_in_a_stop or tone in "\u0301\u0323")


@given(st.text(st.sampled_from("aăâeêioôơuưyáàảãạốừngchtpmqđ")))
def test_either_manner_of_a_syllable_is_a_syllable(text):
    assert is_syllable(place_tones(text, "old")) == is_syllable(place_tones(text, "new")) == is_syllable(text)
