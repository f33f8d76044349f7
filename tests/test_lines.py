"""The drawn rules: as long as the decree has them, whatever stands above."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from lxml import etree

from pipeline.decree import decree
from pipeline.lines import STYLE_ID, rule_under
from pipeline.metrics import widest_line_mm

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIPS_PER_MM = 1440 / 25.4
UNDERLINED = [component.key for component in decree().components if component.share]

WORDS = [
    "ỦY",
    "BAN",
    "NHÂN",
    "DÂN",
    "XÃ",
    "PHƯỜNG",
    "HUYỆN",
    "LỤC",
    "PHÒNG",
    "VĂN",
    "HÓA",
    "-",
    "THÔNG",
    "TIN",
]

names = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join), min_size=1, max_size=4)


def drawn(markup):
    """The paragraph of a rule, parsed."""
    return etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{markup}</x>')[0]


def length_mm(paragraph, box_mm):
    indents = paragraph.find(f"{W}pPr/{W}ind")
    return box_mm - (int(indents.get(W + "left")) + int(indents.get(W + "right"))) / TWIPS_PER_MM


@pytest.mark.parametrize("key", UNDERLINED)
@given(lines=names, box=st.sampled_from([60.0, 65.0, 100.0, 165.0]))
def test_a_rule_keeps_to_the_decrees_share_of_the_widest_line(key, lines, box):
    component = decree().component(key)
    widest = widest_line_mm(lines, float(component.size_pt.use), box, bold=component.bold, italic=component.italic)
    length = length_mm(drawn(rule_under(lines, key, box)), box)
    assert component.share.allows(length / widest)
    assert length <= box + 0.1


def test_the_rule_under_the_motto_is_as_long_as_the_motto():
    paragraph = drawn(rule_under(decree().component("motto").text, "motto", 100))
    assert length_mm(paragraph, 100) == pytest.approx(60.5, abs=0.1)


def test_a_rule_under_a_wrapped_name_follows_its_widest_line_not_the_whole_name():
    one_line = length_mm(drawn(rule_under("ỦY BAN NHÂN DÂN XÃ AN THỚI ĐÔNG", "issuer", 165)), 165)
    wrapped = length_mm(drawn(rule_under("ỦY BAN NHÂN DÂN XÃ AN THỚI ĐÔNG", "issuer", 65)), 65)
    assert wrapped < one_line


def test_a_rule_is_a_solid_black_border_of_an_empty_paragraph_centred_in_its_box():
    paragraph = drawn(rule_under("ỦY BAN NHÂN DÂN", "issuer", 65))
    border = paragraph.find(f"{W}pPr/{W}pBdr/{W}top")
    indents = paragraph.find(f"{W}pPr/{W}ind")
    assert paragraph.find(f"{W}pPr/{W}pStyle").get(W + "val") == STYLE_ID
    assert (border.get(W + "val"), border.get(W + "color")) == ("single", "000000")
    assert 4 <= int(border.get(W + "sz")) <= 6  # eighths of a point
    assert indents.get(W + "left") == indents.get(W + "right")
    assert paragraph.find(f"{W}r") is None


def test_a_rule_is_not_escaped_by_a_template_and_lets_nothing_of_the_text_in():
    markup = rule_under("</w:p><w:p> & <b>", "issuer", 65)
    assert markup.count("<w:p>") == markup.count("</w:p>") == 1
    assert Environment(autoescape=True).from_string("{{ rule }}").render(rule=markup) == markup


def test_a_component_without_a_rule_is_refused():
    with pytest.raises(ValueError, match="body"):
        rule_under("Nội dung", "body", 165)
    with pytest.raises(KeyError):
        rule_under("Nội dung", "no_such_component", 165)
