"""Files come out as rows of composed text, each cell with its address, whatever the format."""

import json
import unicodedata
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from pipeline.problems import UsageError
from pipeline.sources import read_table, read_tree, read_values

TABLE = [{"Tên": "Hòa", "Số": "5"}, {"Tên": "Bình & Lê <x>", "Số": "12"}]


def write_csv(path, separator=",", encoding="utf-8"):
    lines = ["Tên" + separator + "Số", "Hòa" + separator + "5", "", "Bình & Lê <x>" + separator + "12"]
    path.write_text("\n".join(lines), encoding=encoding)
    return path


def write_xlsx(path, title=True):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Danh sách"
    if title:
        sheet.append(["DANH SÁCH MẪU"])
        sheet.append([])
    sheet.append(["Tên", "Số"])
    sheet.append([unicodedata.normalize("NFD", "Hòa"), 5.0])
    sheet.append([None, "  "])
    sheet.append(["Bình & Lê <x>", "12"])
    book.save(path)
    return path


def write_yaml(path):
    path.write_text("- Tên: Hòa\n  Số: 5\n- Tên: Bình & Lê <x>\n  Số: '12'\n", encoding="utf-8")
    return path


def write_json(path):
    path.write_text(json.dumps(TABLE), encoding="utf-8")
    return path


WRITERS = {
    "comma.csv": write_csv,
    "semicolon.csv": lambda path: write_csv(path, ";"),
    "tab.csv": lambda path: write_csv(path, "\t"),
    "mark.csv": lambda path: write_csv(path, encoding="utf-8-sig"),
    "titled.xlsx": write_xlsx,
    "plain.xlsx": lambda path: write_xlsx(path, title=False),
    "list.yaml": write_yaml,
    "list.json": write_json,
}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_rows(name, tmp_path):
    table = read_table(WRITERS[name](tmp_path / name))
    assert [dict(row.cells) for row in table.rows()] == TABLE
    assert [dict(row.cells) for row in table.rows()] == TABLE, "a table can be read again"


@pytest.mark.parametrize(
    ("name", "place"),
    [("comma.csv", "comma.csv:row 4"), ("titled.xlsx", "titled.xlsx:Danh sách:B6"), ("list.yaml", "list.yaml:row 4")],
)
def test_a_cell_knows_its_address(name, place, tmp_path):
    row = list(read_table(WRITERS[name](tmp_path / name), shown_as=name).rows())[1]
    assert str(row.at("Số")) == place


def test_cells_of_a_workbook_become_text_as_a_clerk_reads_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c", "d", "e", "f"])
    book.active.append([date(2022, 9, 5), datetime(2022, 9, 5), 12.0, 1.5, True, 99071000001])
    book.save(tmp_path / "x.xlsx")
    row = next(read_table(tmp_path / "x.xlsx").rows())
    assert list(row.cells.values()) == ["2022-09-05", "2022-09-05", "12", "1.5", "x", "99071000001"]


def test_yaml_scalars_stay_the_text_that_was_written(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: no\nb: 010\nc: 2022-09-05\nd:\ne: 1e3\n", encoding="utf-8")
    assert read_tree(path).value == {"a": "no", "b": "010", "c": "2022-09-05", "d": None, "e": "1e3"}


def test_a_users_own_data_keep_their_types(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: false\nb: 10\nc: 2022-09-05\nd: [x, {e: 'Hòa'}]\n", encoding="utf-8")
    assert read_values(path) == {"a": False, "b": 10, "c": date(2022, 9, 5), "d": ["x", {"e": "Hòa"}]}


def test_a_sheet_is_chosen_by_its_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    other = book.create_sheet("Hai")
    other.append(["c", "d"])
    other.append(["1", "2"])
    book.save(tmp_path / "x.xlsx")
    assert [dict(row.cells) for row in read_table(tmp_path / "x.xlsx", sheet="Hai").rows()] == [{"c": "1", "d": "2"}]
    with pytest.raises(UsageError, match="Ba") as caught:
        read_table(tmp_path / "x.xlsx", sheet="Ba")
    assert caught.value.problem.code == "no-such-sheet"


REFUSED = {
    "not-found": ("missing.csv", None),
    "unknown-format": ("table.pdf", b"%PDF"),
    "not-text": ("table.csv", b"\xff\xfe\x00\xd8"),
    "empty-table": ("table.csv", b"\n\n"),
    "not-a-workbook": ("table.xlsx", b"PK\x03\x04 not really"),
    "not-a-list": ("table.yaml", b"- one\n- two\n"),
    "not-yaml": ("table.yaml", b"[" * 5000),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_cannot_be_read_is_refused_in_words(code, tmp_path):
    name, data = REFUSED[code]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(UsageError) as caught:
        list(read_table(path).rows())
    assert caught.value.problem.code == code
    assert caught.value.problem.hint


def test_a_folder_in_place_of_a_file_is_unreadable(tmp_path):
    with pytest.raises(UsageError) as caught:
        read_tree(tmp_path)
    assert caught.value.problem.code in ("unreadable", "not-found")


@pytest.mark.parametrize(
    ("code", "module", "limit", "name"),
    [
        ("file-too-large", "tree", "MOST_BYTES", "list.yaml"),
        ("workbook-too-large", "xlsx", "MOST_BYTES", "plain.xlsx"),
        ("table-too-large", "text", "MOST_ROWS", "comma.csv"),
    ],
)
def test_limits_hold(code, module, limit, name, tmp_path, monkeypatch):
    path = WRITERS[name](tmp_path / name)
    monkeypatch.setattr(f"pipeline.sources.{module}.{limit}", 2)
    with pytest.raises(UsageError) as caught:
        list(read_table(path).rows())
    assert caught.value.problem.code == code


def test_entities_in_a_workbook_are_refused(tmp_path):
    path = write_xlsx(tmp_path / "x.xlsx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/extra.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(UsageError) as caught:
        read_table(path)
    assert caught.value.problem.code == "not-a-workbook"


BROKEN = {
    "not-csv": ("x.csv", 'a,b\n1,"2\n3,4\n'),
    "not-json": ("x.json", '[{"a": 1,}]'),
    "yaml-twice": ("x.json", '[{"a": 1, "a": 2}]'),
}


@pytest.mark.parametrize("code", BROKEN)
def test_broken_text_is_told_with_its_own_words(code, tmp_path):
    name, text = BROKEN[code]
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        list(read_table(tmp_path / name).rows())
    assert caught.value.problem.code == code


def test_a_cell_too_many_is_a_fault_of_its_row_and_not_lost(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text('a,b\n"1",2,3\n4,5\n6,"7\n8"\n9,10\n', encoding="utf-8")
    rows = list(read_table(path).rows())
    assert [[problem.code for problem in row.faults] for row in rows] == [["row-too-long"], [], [], []]
    assert [row.where.row for row in rows] == [2, 3, 4, 6]


def test_an_error_in_a_cell_is_a_fault_with_its_address(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["1", "#N/A"])
    book.save(tmp_path / "x.xlsx")
    (row,) = read_table(tmp_path / "x.xlsx").rows()
    assert [(problem.code, problem.where.cell) for problem in row.faults] == [("cell-error", "B2")]


@pytest.mark.parametrize("old_new", [(b"</row>", b"</ro"), (b"<v>", b"<v>x")], ids=["cut", "no number"])
def test_a_sheet_that_breaks_off_is_told(tmp_path, old_new):
    book = openpyxl.Workbook()
    for row in (["a", "b"], [1, 2], [3, 4]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    with zipfile.ZipFile(tmp_path / "x.xlsx") as package:
        members = {name: package.read(name) for name in package.namelist()}
    head, tail = members["xl/worksheets/sheet1.xml"].rsplit(old_new[0], 1)
    members["xl/worksheets/sheet1.xml"] = head + old_new[1] + tail
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    with pytest.raises(UsageError) as caught:
        list(read_table(tmp_path / "x.xlsx").rows())
    assert caught.value.problem.code == "not-a-workbook"


@pytest.mark.parametrize("text", ["a: 2022-13-45", "a: 0x_", "a: " + "9" * 5000])
def test_yaml_that_names_no_value_is_told(text, tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_values(path)
    assert caught.value.problem.code == "not-yaml"


def test_json_is_read_as_json(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"d": "🎉", "n": 1e3, "b": True, "x": None}]), encoding="utf-8")
    assert read_tree(path).value == [{"d": "🎉", "n": "1000.0", "b": "true", "x": None}]
    assert read_values(path) == [{"d": "🎉", "n": 1000.0, "b": True, "x": None}]


def test_a_document_type_behind_a_long_comment_is_refused_too(tmp_path):
    path = write_xlsx(tmp_path / "x.xlsx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("xl/extra.xml", f"<!--{' ' * 9000}--><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    with pytest.raises(UsageError) as caught:
        read_table(path)
    assert caught.value.problem.code == "not-a-workbook"


@pytest.mark.parametrize("name", ["deep.yaml", "deep.json"])
def test_nesting_without_end_is_told_and_not_followed(tmp_path, name):
    (tmp_path / name).write_text("[" * 100_000)
    with pytest.raises(UsageError) as caught:
        read_tree(tmp_path / name)
    assert caught.value.problem.code == "not-yaml"


def test_a_title_of_two_cells_is_not_taken_for_the_header(tmp_path):
    book = openpyxl.Workbook()
    for row in (["UBND XÃ MẪU", None, None, "CỘNG HÒA"], ["a", "b", "c", "d"], [1, 2, 3, None]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    assert [dict(row.cells) for row in read_table(tmp_path / "x.xlsx").rows()] == [{"a": "1", "b": "2", "c": "3"}]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
@pytest.mark.parametrize("rows", [1, 7, 2000])
def test_a_table_knows_whether_it_has_so_many_rows(tmp_path, suffix, rows):
    path, texts = tmp_path / f"table{suffix}", [f"row> {number}" for number in range(rows)]
    if suffix == ".csv":
        path.write_text("\r\n".join(["a,b", *(f"{text},x" for text in texts)]), "utf-8")
    elif suffix == ".json":
        path.write_text(json.dumps([{"a": text} for text in texts]), "utf-8")
    else:
        book = openpyxl.Workbook()
        for row in [("a", "b"), *((text, "x") for text in texts)]:
            book.active.append(row)
        book.save(path)
    table = read_table(path)
    assert [table.has(count) for count in (1, rows, rows + 1, rows + 1000)] == [True, True, False, False]


CELLS = {  # of a row, and whether that is plain without reading it
    "a number": ('<c r="A{row}" s="3"><v>{row}</v></c>', True),
    "a number that says so": ('<c t="n"><v>{row}</v></c>', True),
    "a text of its own": ('<c r="A{row}" t="inlineStr"><is><t>x row&gt; row> {row}</t></is></c>', True),
    "a text with a mark": ('<c r="A{row}" t="inlineStr"><is><t>Đ {row}</t></is></c>', False),
    "a formula's text": ('<c r="A{row}" t="str"><v>{row}</v></c>', False),
    "with a prefix": ('<x:c r="A{row}"><x:v>{row}</x:v></x:c>', False),
}
NOTHING = {
    "no cell": "",
    "a style": '<c r="A{row}" s="3"/>',
    "a blank": '<c r="A{row}" t="inlineStr"><is><t> </t></is></c>',
    "an escaped blank": '<c r="A{row}" t="inlineStr"><is><t>_x0020_</t></is></c>',
    "untrue": '<c r="A{row}" t="b"><v>0</v></c>',
}


def sheet_of(path, cells, empty, prefix=""):
    """A workbook of a header, 30 rows with these cells, and 90 others with cells that say nothing."""
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(path)
    part, rows = "xl/worksheets/sheet1.xml", [*[cells] * 30, *[empty] * 90]
    texts = [f'<{prefix}row r="{n}">{one.format(row=n)}</{prefix}row>' for n, one in enumerate(rows, 2)]
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    root = (
        f"<{prefix}worksheet xmlns{':x' if prefix else ''}='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    )
    head = "".join(
        f'<{prefix}c r="{at}1" t="inlineStr"><{prefix}is><{prefix}t>{at}</{prefix}t></{prefix}is></{prefix}c>'
        for at in "AB"
    )
    head = f'<{prefix}row r="1">{head}</{prefix}row>'
    end = f"</{prefix}sheetData></{prefix}worksheet>"
    parts[part] = "".join([root, f"<{prefix}sheetData>", head, *texts, end]).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


@pytest.mark.parametrize("stretch", [64, 1 << 20])
@pytest.mark.parametrize("empty", NOTHING.values(), ids=NOTHING)
@pytest.mark.parametrize(("cells", "is_plain"), CELLS.values(), ids=CELLS)
def test_rows_that_say_nothing_are_not_counted(tmp_path, monkeypatch, cells, is_plain, empty, stretch):
    monkeypatch.setattr("pipeline.sources.book.STRETCH", stretch)
    prefix = "x:" if "x:" in cells else ""
    if prefix:
        empty = empty.replace("<", f"<{prefix}").replace(f"<{prefix}/", f"</{prefix}")
    table = read_table(sheet_of(tmp_path / "x.xlsx", cells, empty, prefix))
    assert [table.has(count) for count in (29, 30, 31, 120, 121)] == [True, True, False, False, False]


@pytest.mark.parametrize(("cells", "is_plain"), CELLS.values(), ids=CELLS)
def test_rows_are_read_for_their_number_only_where_it_is_not_plain(tmp_path, cells, is_plain):
    table = read_table(sheet_of(tmp_path / "x.xlsx", cells, "", "x:" if "x:" in cells else ""))
    least = sum(at_least for at_least, _at_most in table.stretches())
    assert max(least, 0) == (30 if is_plain else 0)
