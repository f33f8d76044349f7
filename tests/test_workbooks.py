"""Faults are marked in a copy of the clerk's workbook: everything else of it stays, and the marks go away again."""

import re
import shutil

import openpyxl
import pytest
from lxml import etree

from pipeline import messages
from pipeline.cli import validating
from pipeline.dossier import load
from pipeline.problems import Problem, UsageError, Where
from pipeline.records import Business
from pipeline.sources import FAULTS_SHEET, read_table
from pipeline.workbooks import cleared, marked, marking
from tests import clerks, tables
from tests.tables import Table

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠A", "_x003D_1", "a\x0bb")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PERSONAL = "099071000001"


@pytest.fixture
def clerk(tmp_path):
    return clerks.workbook(tmp_path / "businesses.xlsx")


def fault(cell="N6", code="not-a-name", sheet=clerks.SHEET, **values):
    row = int(re.sub("[^0-9]", "", cell) or 0) or None
    address = cell if re.match("[A-Z]", cell) else ""
    values = {"label": "Họ và tên chủ cơ sở", "value": "mẫu"} | values
    return Problem(Where("businesses.xlsx", sheet, row, address), code, "owner_name", values)


def opened(content, tmp_path):
    (tmp_path / "copy.xlsx").write_bytes(content)
    return openpyxl.load_workbook(tmp_path / "copy.xlsx")


def copy_of(path, tmp_path, *problems):
    return opened(marked(path, problems, Business).content, tmp_path)


def comments(book):
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def coloured(sheet):
    return {
        str(area)
        for holder in sheet.conditional_formatting
        for rule in holder.rules
        if rule.formula == ['"Vanban"="Vanban"']
        for area in holder.cells
    }


def listed(book):
    return [[cell.value for cell in row] for row in book[FAULTS_SHEET].iter_rows(min_row=5)]


def cells_of(parts, name="xl/worksheets/sheet1.xml"):
    return re.search(rb"<(x:)?sheetData>.*</(x:)?sheetData>", parts[name], re.DOTALL)[0]


def test_the_list_stands_first_and_links_to_the_cells(clerk, tmp_path):
    book = copy_of(clerk, tmp_path, fault("J6"), fault("K7", "not-a-date", value="31/2/1990"))
    assert book.sheetnames == [FAULTS_SHEET, clerks.SHEET, "Tổng hợp"]
    assert book.active.title == FAULTS_SHEET
    first, second = listed(book)
    assert first[:4] == ["1", clerks.SHEET, "J6", "Họ và tên chủ cơ sở"]
    assert second[4:] == [
        "Họ và tên chủ cơ sở: '31/2/1990' is not a date",
        "write day/month/year, such as 05/01/2026, of a day that exists",
    ]
    assert book[FAULTS_SHEET]["C5"].hyperlink.location == f"'{clerks.SHEET}'!J6"


def test_faulty_cells_are_coloured_and_say_what_to_do(clerk, tmp_path):
    book = copy_of(clerk, tmp_path, fault("J6"), fault("J6", "not-a-date"), fault("K7"))
    assert coloured(book[clerks.SHEET]) == {"J6", "K7"}
    said = comments(book)[clerks.SHEET, "J6"]
    assert "is not written as a name" in said
    assert "is not a date" in said
    assert "begin each word with a capital" in said


NOTICE = Problem(
    Where("businesses.xlsx", clerks.SHEET, 8, "B8"), "told-twice", "name", {"name": "Quán Mẫu", "first": "B4"}
)


def test_notices_stand_below_the_faults_and_have_a_milder_colour(clerk, tmp_path):
    also = Problem(Where("businesses.xlsx", clerks.SHEET, 6, "J6"), "phone-unusual", "phone", {"label": "Điện thoại"})
    book = opened(marked(clerk, [fault("J6")], Business, [NOTICE, also]).content, tmp_path)
    first, title, second, third = listed(book)
    assert [row[2] for row in (first, second, third)] == ["J6", "B8", "J6"]
    assert title[0] == "Notices"
    assert "2 notices" in book[FAULTS_SHEET]["A3"].value
    assert book[FAULTS_SHEET]["C7"].hyperlink.location == f"'{clerks.SHEET}'!B8"
    fills = {
        str(area): rule.dxf.fill.bgColor.rgb
        for holder in book[clerks.SHEET].conditional_formatting
        for rule in holder.rules
        for area in holder.cells
        if rule.formula == ['"Vanban"="Vanban"']
    }
    assert fills == {"J6": "FFFFC7CE", "B8": "FFFFF2CC"}
    assert "seems to stand at B4" in comments(book)[clerks.SHEET, "B8"]


def test_a_file_with_notices_alone_has_a_copy_and_once_it_is_looked_through_a_clean_one(
    dossier_folder, tmp_path, capsys
):
    (dossier_folder / "businesses.csv").unlink()
    table = Table()
    table.rows.append(dict(table.rows[0], id="CS-099"))
    tables.write_xlsx(dossier_folder / "businesses.xlsx", table)
    for name, marks in (("FIXME.xlsx", {"B7"}), ("FIXME-2.xlsx", set())):
        assert validating.run(dossier_folder, tmp_path / name, convert=False, as_json=False) == 0
        assert coloured(openpyxl.load_workbook(tmp_path / name)["Sheet1"]) == marks
        shutil.copy(tmp_path / name, dossier_folder / "businesses.xlsx")


@pytest.mark.parametrize(
    ("problem", "cell"),
    [
        (fault("J6"), "J6"),
        (fault("6"), "A6"),
        (fault(""), None),
        (fault("J6", sheet=""), "J6"),
        (fault("J6", sheet="Tổng hợp"), "J6"),
        (fault("J6", sheet="gone"), "J6"),
    ],
    ids=["cell", "row", "file", "no sheet", "another sheet", "a sheet that is not there"],
)
def test_a_fault_stands_at_its_cell_at_its_rows_first_or_only_in_the_list(clerk, tmp_path, problem, cell):
    book = copy_of(clerk, tmp_path, problem)
    assert listed(book)[0][2] == cell
    sheet = "Tổng hợp" if problem.where.sheet == "Tổng hợp" else clerks.SHEET
    assert (sheet, cell) in comments(book) or cell is None


@pytest.mark.parametrize("change", [lambda parts: parts, clerks.unknown_parts, clerks.prefixed, clerks.strict])
def test_everything_else_stays_byte_for_byte(clerk, change):
    clerks.repack(clerk, change)
    before = clerks.members(clerk)
    after = clerks.members(marked(clerk, [fault("J6")], Business).content)
    assert cells_of(after) == cells_of(before)
    changed = {name for name in before if after.get(name) != before[name]}
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",  # no two sheets are selected
        "xl/comments/comment1.xml",
        "xl/drawings/commentsDrawing1.vml",
    } | {name for name in before if "legacyDrawing" in name}
    for kept in (b"dataValidation", b"mergeCell", b"conditionalFormatting", b"cols", b"extLst"):
        assert after["xl/worksheets/sheet1.xml"].count(kept) >= before["xl/worksheets/sheet1.xml"].count(kept)


@pytest.mark.parametrize("change", [lambda parts: parts, clerks.unknown_parts, clerks.prefixed, clerks.strict])
def test_the_copy_reads_as_the_same_table(clerk, tmp_path, change):
    clerks.repack(clerk, change)
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(marked(clerk, [fault("J6")], Business).content)
    before, after = read_table(clerk, shown_as="t"), read_table(copy, shown_as="t")
    assert after.header == before.header
    assert list(after.rows()) == list(before.rows())


def test_names_and_print_titles_keep_their_sheets(clerk, tmp_path):
    book = copy_of(clerk, tmp_path, fault("J6"))
    assert book[clerks.SHEET].print_title_rows == "$3:$3"
    assert book["Tổng hợp"].print_title_rows == "$1:$1"
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [FAULTS_SHEET]


def test_a_clerks_comment_is_kept_and_ours_stands_below(clerk, tmp_path):
    book = copy_of(clerk, tmp_path, fault(clerks.NOTED))
    said = comments(book)[clerks.SHEET, clerks.NOTED]
    assert said.startswith(clerks.NOTE)
    assert "is not written as a name" in said
    assert book[clerks.SHEET][clerks.NOTED].comment.author == "Nguyễn Văn Mẫu"
    clean = opened(cleared(tmp_path / "copy.xlsx"), tmp_path)
    assert comments(clean) == {(clerks.SHEET, clerks.NOTED): clerks.NOTE}


def test_a_second_run_leaves_no_old_marks(clerk, tmp_path):
    once = marked(clerk, [fault("J6"), fault("K7"), fault(clerks.NOTED)], Business).content
    (tmp_path / "again.xlsx").write_bytes(once)
    book = copy_of(tmp_path / "again.xlsx", tmp_path, fault("K7"))
    assert book.sheetnames.count(FAULTS_SHEET) == 1
    assert coloured(book[clerks.SHEET]) == {"K7"}
    assert set(comments(book)) == {(clerks.SHEET, "K7"), (clerks.SHEET, clerks.NOTED)}
    assert comments(book)[clerks.SHEET, "K7"].count("▼") == 1


def test_a_comment_that_libreoffice_has_saved_is_taken_away(clerk, tmp_path):
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(marked(clerk, [fault("J6")], Business).content)
    anchored = b"</text><commentPr><anchor><from>10</from></anchor></commentPr></comment>"

    def saved(parts):
        return {n: d.replace(b"</text></comment>", anchored) if "comment" in n else d for n, d in parts.items()}

    clerks.repack(copy, saved)
    assert any(anchored in data for data in clerks.members(copy).values())
    assert not [n for n, d in clerks.members(cleared(copy)).items() if b'ref="J6"' in d and "comment" in n]


def test_a_cleared_copy_is_the_workbook_that_it_was(clerk, tmp_path):
    (tmp_path / "copy.xlsx").write_bytes(marked(clerk, [fault("J6"), fault(clerks.NOTED)], Business).content)
    before, after = clerks.members(clerk), clerks.members(cleared(tmp_path / "copy.xlsx"))
    assert set(after) == set(before)

    def root(parts, name):
        tree = etree.fromstring(parts[name])
        for rule in tree.iter(f"{MAIN}cfRule"):
            rule.attrib.pop("priority")
        for view in tree.iter(f"{MAIN}sheetView"):
            view.attrib.pop("tabSelected", None)
        return etree.tostring(tree, method="c14n")

    assert root(after, "xl/worksheets/sheet1.xml") == root(before, "xl/worksheets/sheet1.xml")
    assert root(after, "xl/worksheets/sheet2.xml") == root(before, "xl/worksheets/sheet2.xml")
    (tmp_path / "clean.xlsx").write_bytes(cleared(tmp_path / "copy.xlsx"))
    assert cleared(tmp_path / "clean.xlsx") is None


def test_a_clerks_own_colour_rules_come_after_ours_and_stay(clerk, tmp_path):
    book = copy_of(clerk, tmp_path, fault("H6"))
    rules = {rule.type: rule.priority for holder in book[clerks.SHEET].conditional_formatting for rule in holder.rules}
    assert rules["expression"] < rules["cellIs"]


def test_a_copy_that_is_corrected_and_put_back_is_sound_and_clean(dossier_folder, tmp_path):
    (dossier_folder / "businesses.csv").unlink()
    table = clerks.workbook(dossier_folder / "businesses.xlsx", {"J6": "nguyễn văn mẫu", "L7": "12345"})
    found = load(dossier_folder).problems
    assert {problem.where.cell for problem in found} == {"J6", "L7"}
    book = copy_of(table, tmp_path, *found)
    assert coloured(book[clerks.SHEET]) == {"J6", "L7"}
    book[clerks.SHEET]["J6"], book[clerks.SHEET]["L7"] = "Nguyễn Văn Mẫu", "099074000004"
    book.save(table)  # by another program, as Excel would
    assert load(dossier_folder).problems == ()
    clean = opened(cleared(table), tmp_path)
    assert clean.sheetnames == [clerks.SHEET, "Tổng hợp"]
    assert coloured(clean[clerks.SHEET]) == set()
    assert set(comments(clean)) == {(clerks.SHEET, clerks.NOTED)}


@pytest.mark.parametrize("said", FORMULAS)
def test_nothing_that_we_write_is_ever_calculated(clerk, said):
    parts = clerks.members(
        marked(clerk, [fault("J6", value=said), fault("6", "unknown-column", name=said, near="")]).content
    )
    new = set(parts) - set(clerks.members(clerk))
    (name,) = (name for name in new if "worksheets/sheet" in name)
    all_text(parts, name)


def all_text(parts, name):
    """Every cell of a sheet is a text, in a style that keeps it one when somebody edits it."""
    styles = etree.fromstring(parts["xl/styles.xml"]).find(f"{MAIN}cellXfs")
    sheet = etree.fromstring(parts[name])
    cells = list(sheet.iter(f"{MAIN}c"))
    assert cells
    assert not list(sheet.iter(f"{MAIN}f"))
    for cell in cells:
        assert cell.get("t") == ("inlineStr" if len(cell) else None)
        style = styles[int(cell.get("s"))]
        assert (style.get("quotePrefix"), style.get("numFmtId")) == ("1", "49")


def test_texts_come_out_as_they_were_given(clerk, tmp_path):
    # openpyxl does not undo the escape of an underscore
    book = copy_of(clerk, tmp_path, *(fault("J6", value=said) for said in FORMULAS))
    for said, row in zip(FORMULAS, listed(book), strict=True):
        expected = said.replace("\r", "\n").replace("\x0b", "�")
        assert f"'{expected}'" in row[4].replace("_x005F_", "_")


def test_personal_numbers_are_masked_in_list_and_comments(clerk):
    content = marked(
        clerk, [fault("J6", value=PERSONAL), fault("3", "unknown-column", name=PERSONAL, near="")], None
    ).content
    new = {n: d for n, d in clerks.members(content).items() if d != clerks.members(clerk).get(n) and "sheet1" not in n}
    assert not [name for name, data in new.items() if PERSONAL.encode() in data]


def test_macros_are_left_out_and_that_is_told(clerk, tmp_path):
    source = clerks.repack(clerk, clerks.with_macros).rename(tmp_path / "businesses.xlsm")
    content, notices = marked(source, [fault("J6")], Business)
    assert [notice.code for notice in notices] == ["macros-left-out"]
    parts = clerks.members(content)
    assert not [name for name in parts if "vba" in name]
    assert b"macroEnabled" not in parts["[Content_Types].xml"]
    assert opened(content, tmp_path).sheetnames[0] == FAULTS_SHEET


def test_more_faults_than_a_workbook_takes_are_told(clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(marking, "MOST_MARKS", 3)
    book = copy_of(clerk, tmp_path, *(fault(f"J{row}") for row in range(4, 12)))
    assert len(listed(book)) == 3
    assert book[FAULTS_SHEET]["A2"].value.startswith("8 faults.")
    assert "first 3" in book[FAULTS_SHEET]["A2"].value
    assert coloured(book[clerks.SHEET]) == {"J4", "J5", "J6"}


def test_a_csv_comes_as_a_workbook_of_its_rows(dossier_folder, tmp_path):
    path = dossier_folder / "businesses.csv"
    path.write_text(path.read_text("utf-8").replace("099073000003", "=1+1"), encoding="utf-8")
    problems = load(dossier_folder).problems
    assert [problem.code for problem in problems] == ["cell-formula"]
    content = marked(path, problems, Business).content
    book = opened(content, tmp_path)
    assert book.sheetnames == [FAULTS_SHEET, "businesses"]
    sheet = book["businesses"]
    assert coloured(sheet) == {listed(book)[0][2]}
    assert sheet[listed(book)[0][2]].value == "=1+1"
    assert [c.value for c in sheet[1]][:2] == ["Mã cơ sở", "Tên cơ sở"]
    parts = clerks.members(content)
    all_text(parts, "xl/worksheets/sheet1.xml")
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("name", ["tasks.yaml", "dossier.yaml"])
def test_a_text_file_comes_as_its_lines(dossier_folder, tmp_path, name):
    path = dossier_folder / name
    lines = path.read_text("utf-8").splitlines()
    book = copy_of(path, tmp_path, Problem(Where(str(path), "", 3), "empty-section", "x"))
    assert [cell.value or "" for cell in book[path.stem]["A"]] == [line or "" for line in lines]
    assert coloured(book[path.stem]) == {"A3"}


@pytest.mark.parametrize("name", ["businesses.xlsx", "businesses.xls", "businesses.csv"])
def test_a_file_that_cannot_be_read_gives_the_list_alone(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\x7fELF\x02\x00 no table")
    book = copy_of(path, tmp_path, Problem(Where(str(path)), "not-a-workbook", "", {"path": str(path)}))
    assert book.sheetnames == [FAULTS_SHEET]
    assert "is not a sound workbook" in listed(book)[0][4]


def test_the_list_is_in_the_language_chosen(clerk, tmp_path):
    messages.use("vi")
    book = copy_of(clerk, tmp_path, fault("J6"))
    assert [cell.value for cell in book[FAULTS_SHEET][4]] == ["STT", "Trang tính", "Ô", "Cột", "Sai gì", "Cách sửa"]


@pytest.mark.slow
def test_validate_writes_the_copy_and_leaves_the_clerks_file(vanban, dossier_folder, tmp_path):
    (dossier_folder / "businesses.csv").unlink()
    table = clerks.workbook(dossier_folder / "businesses.xlsx", {"J6": "nguyễn văn mẫu"})
    before = table.read_bytes()
    done = vanban("validate", dossier_folder, "--workbook", "FIXME.xlsx")
    assert done.returncode == 1
    assert "FIXME.xlsx: 1 faults and 0 notices of" in done.stdout
    assert table.read_bytes() == before
    book = openpyxl.load_workbook(tmp_path / "FIXME.xlsx")
    assert coloured(book[clerks.SHEET]) == {"J6"}
    again = vanban("validate", dossier_folder, "--workbook", "FIXME.xlsx")
    assert again.returncode == 2
    assert "nothing is overwritten" in again.stderr
    shutil.copy(tmp_path / "FIXME.xlsx", table)
    book[clerks.SHEET]["J6"] = "Nguyễn Văn Mẫu"
    book.save(table)
    sound = vanban("validate", dossier_folder, "--workbook", "clean.xlsx")
    assert sound.returncode == 0, sound.stderr
    assert "without the marks" in sound.stdout
    assert openpyxl.load_workbook(tmp_path / "clean.xlsx").sheetnames == [clerks.SHEET, "Tổng hợp"]


@pytest.mark.slow
def test_several_faulty_files_have_a_copy_each_and_none_writes_nothing(vanban, dossier_folder, tmp_path):
    done = vanban("validate", dossier_folder, "--workbook", "FIXME.xlsx")
    assert done.returncode == 0
    assert "no faults: no workbook is written" in done.stdout
    for name, good, bad in (("businesses", "099073000003", "1"), ("agencies", "Phạm Ví Dụ", "phạm ví dụ")):
        path = dossier_folder / f"{name}.csv"
        path.write_text(path.read_text("utf-8").replace(good, bad), encoding="utf-8")
    done = vanban("validate", dossier_folder, "--workbook", "FIXME.xlsx", "--json")
    assert done.returncode == 1
    assert done.stdout.startswith("{")
    assert {path.name for path in tmp_path.glob("*.xlsx")} == {"FIXME-businesses.xlsx", "FIXME-agencies.xlsx"}


@pytest.mark.parametrize("name", ["FIXME.xls", "FIXME.xlsm", "FIXME"])
def test_a_copy_is_an_xlsx_and_called_so(dossier_folder, tmp_path, name):
    with pytest.raises(UsageError) as refused:
        validating.run(dossier_folder, tmp_path / name, convert=False, as_json=False)
    assert refused.value.problem.code == "not-xlsx-name"


def test_where_no_file_is_faulty_no_copy_is_written(dossier_folder, tmp_path, capsys):
    (dossier_folder / "reports.csv").unlink()
    assert validating.run(dossier_folder, tmp_path / "FIXME.xlsx", convert=False, as_json=False) == 1
    assert "no workbook is written: no file is faulty" in capsys.readouterr().out
    assert list(tmp_path.glob("FIXME*")) == []
