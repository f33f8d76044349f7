"""The decree's table holds together, and a table that does not is refused."""

import math
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decree import Range, decree, load

SOURCE = files("pipeline.decree").joinpath("nd30.toml").read_text(encoding="utf-8")

# What the decree's Mục V says of sizes, key by key, so that a slip in the table shows here.
SIZES = {
    "national_title": (12, 13),
    "motto": (13, 14),
    "superior": (12, 13),
    "issuer": (12, 13),
    "number": (13, 13),
    "place_date": (13, 14),
    "type_name": (13, 14),
    "subject": (13, 14),
    "letter_subject": (12, 13),
    "addressee": (13, 14),
    "body": (13, 14),
    "basis": (13, 14),
    "heading": (13, 14),
    "article": (13, 14),
    "authority": (13, 14),
    "signer": (13, 14),
    "recipients_label": (12, 12),
    "recipients": (11, 11),
    "annex_label": (14, 14),
    "annex_title": (13, 14),
    "annex_note": (13, 14),
    "urgency": (13, 14),
    "circulation": (13, 14),
    "drafter": (11, 11),
    "contact": (11, 12),
    "page_number": (13, 14),
    "signature_info": (10, 10),
}

BROKEN = {
    "a size to use outside its range": ("least = 13, most = 14, use = 14", "least = 13, most = 14, use = 15"),
    "an indent to use between the two allowed": (
        "only = [10, 12.7]\nuse = 12.7",
        "only = [10, 12.7]\nuse = 11",
    ),
    "the same key twice": ('key = "motto"', 'key = "national_title"'),
    "the same style twice": ('name = "Tiêu ngữ"', 'name = "Quốc hiệu"'),
    "the same abbreviation twice": ('abbreviation = "QyĐ"', 'abbreviation = "QĐ"'),
    "an abbreviation left out": ('abbreviation = "GM"\n', ""),
    "a type left out": (
        '[[types]]\nkey = "public_letter"\nname = "Thư công"\nfirst_recipient = "none"\n',
        "",
    ),
    "a rule number that is none": ('rule = "R010"', 'rule = "10"'),
    "one rule cited in two places": ("[rules.R011]\n", "[rules.R010]\n"),
    "a key that is not known": ('face = "Times New Roman"', 'font = "Times New Roman"'),
    "no clause": ('clause = "Phụ lục I, Phần I, Mục III, khoản 3"\n', 'clause = ""\n'),
    "decomposed letters": ("Tiêu ngữ", "Tie\u0302u ngữ"),
    "a cell that the diagram lacks": ('cell = "7b"', 'cell = "7d"'),
}


@pytest.mark.parametrize(("before", "after"), BROKEN.values(), ids=BROKEN)
def test_a_table_that_does_not_hold_together_is_refused(before, after):
    assert before in SOURCE
    with pytest.raises(ValueError, match=r"\S"):
        load(SOURCE.replace(before, after, 1))


def test_the_table_is_read_once():
    assert decree() is decree()


@pytest.mark.parametrize(("key", "sizes"), SIZES.items())
def test_sizes_are_those_of_the_decree(key, sizes):
    size = decree().component(key).size_pt
    assert (size.least, size.most) == sizes


def test_the_types_come_in_the_order_of_the_decree():
    types = decree().types
    assert (len(types), types[0].name, types[9].name, types[17].name, types[28].name) == (
        29, "Nghị quyết", "Kế hoạch", "Công văn", "Thư công",
    )  # fmt: skip
    assert [one.name for one in types if not one.abbreviation] == ["Công văn", "Thư công"]
    assert {one.key for one in types if one.addressed != "no"} == {"report", "submission", "letter"}


def test_a_style_is_named_after_its_component():
    title = decree().component("national_title")
    assert (title.style, title.style_id) == ("ND30 Quốc hiệu", "ND30NationalTitle")


@pytest.mark.parametrize("key", ["motto", "issuer", "subject"])
def test_three_components_have_a_rule_below(key):
    share = decree().component(key).share
    assert share is not None
    assert share.use <= 1


def test_no_other_component_has_a_rule_below():
    assert sum(component.share is not None for component in decree().components) == 3


def test_every_rule_of_a_row_can_be_cited():
    table = decree()
    for component in table.components:
        assert table.citation(component.rule).clause == component.clause
    with pytest.raises(KeyError):
        table.citation("R999")


def test_what_a_citizens_paper_lacks_is_not_asked_of_it():
    table = decree()
    cells = {component.cell for component in table.components if not component.private}
    assert {"2", "3", "9a", "9b"} <= cells
    assert not cells & {"1", "5a", "6"}


@given(st.decimals(0, 100, places=2), st.decimals(0, 100, places=2), st.floats(-10, 110))
def test_a_range_allows_what_lies_in_it(one, other, value):
    least, most = sorted((one, other))
    limits = Range(least=least, most=most, use=least)
    assert limits.allows(float(least)) and limits.allows(float(most))  # noqa: PT018
    if not math.isclose(value, float(least), abs_tol=1e-5) and not math.isclose(value, float(most), abs_tol=1e-5):
        assert limits.allows(value) == (float(least) <= value <= float(most))


def test_a_tolerance_widens_a_range_and_single_values():
    wide = Range(least=Decimal(10), most=Decimal(20), use=Decimal(10), tolerance=Decimal("0.5"))
    single = Range(**vars(wide), only=(Decimal(10), Decimal(20)))
    assert [wide.allows(value) for value in (9.4, 9.5, 15, 20.5, 20.6)] == [False, True, True, True, False]
    assert [single.allows(value) for value in (9.4, 9.5, 15, 20.5, 20.6)] == [False, True, False, True, False]
