"""A cell that holds several values is parted where that can be done in one way only, and told otherwise."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dossier import load
from pipeline.headings import Vocabulary, read_columns
from pipeline.headings.cells import can_part, parted
from pipeline.records import Business, columns
from tests import tables
from tests.conftest import CASES
from tests.tables import Table
from tests.test_tables import clean, read

BUSINESSES = Vocabulary(Business)
with (CASES / "several.csv").open(encoding="utf-8", newline="") as file:
    CELLS = list(csv.DictReader(file))


def parts_of(header):
    """The fields of a column with this header."""
    (column,) = read_columns([(header,)], BUSINESSES)
    return column.parts


@pytest.mark.parametrize("case", CELLS, ids=[f"{case['header']}: {case['cell']}" for case in CELLS])
def test_the_values_of_a_cell_go_to_their_fields(case):
    found = parted(case["cell"], parts_of(case["header"]))
    wanted = dict(one.split("=") for one in case["read"].split("|")) if case["read"] else None
    assert (found and {key: value for key, value in found.items() if key[0] != "-"}) == wanted


KEYS = [column.key for column in columns(Business)]


@given(st.lists(st.sampled_from(KEYS), min_size=2, max_size=4, unique=True).filter(can_part), st.text(max_size=60))
def test_no_text_is_lost_or_made_up_in_parting_it(keys, text):
    found = parted(text, tuple(keys))
    if found is not None:
        assert found.keys() <= set(keys)
        assert all(piece in text for value in found.values() for piece in value.split(", "))
        digits = lambda said: sorted(filter(str.isdigit, said))  # noqa: E731
        assert digits("".join(found.values())) == digits(text)


def together(table, header, *keys, between=", "):
    """One column in place of several."""
    for row in table.rows:
        row[keys[0]] = between.join(tables.shown(row[key]) for key in keys)
    table.headers[keys[0]] = header
    table.without(*keys[1:])


TOGETHER = {
    "the identity card": ("Số CCCD/ngày cấp/nơi cấp", ("owner_id", "owner_id_date", "owner_id_place")),
    "the person": ("Họ tên, ngày sinh chủ cơ sở", ("owner_name", "owner_birth")),
    "the person and how to reach him": ("Chủ cơ sở (SĐT)", ("owner_name", "phone")),
}


@pytest.mark.parametrize("name", TOGETHER)
@pytest.mark.parametrize("between", [", ", "; ", " - ", "\n"])
def test_a_table_whose_cells_hold_several_values_reads_as_its_clean_twin(name, between, folder):
    table = Table()
    header, keys = TOGETHER[name]
    together(table, header, *keys, between=between)
    tables.write_xlsx(folder / "businesses.xlsx", table)
    assert read(folder) == (clean(tables.small()), set())


def test_a_cell_that_may_be_parted_otherwise_is_one_fault_of_that_cell(folder):
    table = Table()
    together(table, "Số CCCD, ngày cấp", "owner_id", "owner_id_date")
    table.rows[1]["owner_id"] += " hoặc 12/5/2021"
    tables.write_xlsx(folder / "businesses.xlsx", table)
    (problem,) = load(folder).problems
    assert (problem.code, problem.where.cell) == ("cell-not-parted", "L3")
    assert "Số CCCD, ngày cấp" in problem.message
    assert table.rows[1]["owner_id"][:12] not in problem.message


def test_a_field_that_has_a_column_of_its_own_too_is_told(folder):
    table = Table()
    table.headers["owner_id_date"] = "Số CCCD, ngày cấp"
    tables.write_xlsx(folder / "businesses.xlsx", table)
    assert {problem.code for problem in load(folder).problems} == {"mixed-column", "missing-column"}
