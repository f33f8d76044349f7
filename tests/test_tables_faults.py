"""Tables that cannot be read for sure say exactly which cell must change."""

import pytest

from pipeline.dossier import load
from tests import tables
from tests.old_letters import encode
from tests.tables import Formula, Table

FAULTS = {}


def fault(name, **at):
    """Put a function that spoils a table among the faults; `at` gives the codes by cell, or by "row9"."""

    def put(change):
        FAULTS[name] = (change, {place: set(codes.split()) for place, codes in at.items()})
        return change

    return put


def _cell(name, key, value, *, row=1, **at):
    def change(table):
        table.rows[row][key] = value

    fault(name, **at)(change)


_cell("a formula that was never reckoned", "name", Formula("A1"), B3="formula-without-value")
_cell("an error", "owner_id", Formula("1/0", "#DIV/0!"), L3="cell-error")
_cell("an old identity number", "owner_id", "099072000", L3="old-identity-number")
_cell("a number of another birth", "owner_id", "099073000002", L3="number-not-of-birth")
_cell("a day that never was", "owner_birth", "31/2/1972", K3="not-a-date")
_cell("a birth of either century", "owner_birth", "5/3/71", K3="short-year-of-birth")
_cell("a year where a day is asked", "owner_id_date", "2021", M3="only-a-year")
_cell("a tax code with a wrong digit", "tax_code", "9900000017", G3="wrong-check-digit")
_cell("too many rooms", "rooms", 9_999_999, H3="impossible-count")
_cell("a telephone of before 2018", "phone", "0168 000 0001", P3="phone-retired")
_cell("a commune of nobody", "commune", "Xã Không Có", F3="unknown-commune")
_cell("a mark where nothing is to be repeated", "owner_name", "nt", J3="ditto-not-here")
_cell("a mark in the first row", "address", "nt", row=0, E2="ditto-of-nothing")


@fault("two things in a column", C1="mixed-column", row1="missing-column")
def _(table):
    table.headers["business_type"] = "Loại hình, ngành nghề"
    table.without("trade")


@fault("one header over two columns", C2="spread-column", row2="missing-column")
def _(table):
    table.over = {"name": "Tên cơ sở", "business_type": "Tên cơ sở"}
    table.headers |= {"name": "", "business_type": ""}


@fault("a name and a count merged over two rows", B3="missing-field")
def _(table):
    table.joined = [(0, 1, "name"), (0, 1, "rooms")]


@fault("a group of a commune that nobody knows", row8="unknown-commune", row9="unknown-commune")
def _(table):
    table.rows.sort(key=lambda row: row["commune"], reverse=True)
    table.before = {0: [["I. Xã Mẫu Một"]], 3: [["II. Xã Mẫu Haii"], ["Thôn Mẫu 4"]]}
    table.without("commune")


@fault("a column twice", T1="column-twice")
def _(table):
    table.headers["+again"] = "Điện thoại"


@fault("a header that is nearly known", B1="unknown-column", row1="missing-column")
def _(table):
    table.headers["name"] = "Tên cơ sởr"


@fault("a row below the signatures", row9="row-below-end")
def _(table):
    last = table.rows.pop()
    table.below = [[], ["NGƯỜI LẬP BIỂU"], [], [last.get(key) for key in table.headers]]


@fault("a second table", row8="second-table")
def _(table):
    table.below = [[], ["Mã cơ quan", "Tên cơ sở", "Địa chỉ cơ sở", "Số phòng"], ["CS-1", "Mẫu", "Thôn 1", "2"]]


@fault("the heading of the next page has a column more", row5="second-table")
def _(table):
    page = list(table.headers.values())
    table.without("topics")
    table.before[3] = [page]


@fault("our own headers over two rows, one of them over two columns", U2="spread-column")
def _(table):
    table.headers |= {"owner_sex": "", "+woman": ""}
    table.over = {"owner_sex": "Giới tính", "+woman": "Giới tính"}
    for row, sex in zip(table.rows, ("Nam", "nam", "ông", "Nam", "nam"), strict=True):
        row |= {"owner_sex": sex, "+woman": "-"}


@fault("an old font", J2="letters-of-old-font")
def _(table):
    table.fonts["owner_name"] = ".VnTime"
    for row, name in zip(table.rows, ("Nguyễn Văn Mẫu", *["Mau"] * 4), strict=True):
        row["owner_name"] = encode(name, "tcvn3")


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_at_its_cell_and_nothing_else_is(name, dossier_folder):
    change, wanted = FAULTS[name]
    (dossier_folder / "businesses.csv").unlink()
    table = Table()
    change(table)
    tables.write_xlsx(dossier_folder / "businesses.xlsx", table)
    found = {}
    for problem in load(dossier_folder).problems:
        found.setdefault(problem.where.cell or f"row{problem.where.row}", set()).add(problem.code)
        assert problem.where.sheet == "Sheet1"
        assert problem.hint
    assert found == wanted
