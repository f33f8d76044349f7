"""A sheet's letters are told by its columns: converted, told cell by cell, or only suspected."""

import pytest

from pipeline.dossier.lettering import Lettering
from pipeline.headings import Heading, HeadingColumn
from pipeline.sources import open_sheets

HEADING = Heading(1, 1, (HeadingColumn(("Họ và tên",), "owner_name"),))
OLD = ["NguyÔn V¨n MÉu", "TrÇn ThÞ ThÝ Dô", "Lª §øc MÉu", "Ph¹m Hång VÝ Dô"]
NEW = ["Nguyễn Văn Mẫu", "Trần Thị Thí Dụ", "Lê Đức Mẫu", "Phạm Hồng Ví Dụ"]


def read(folder, cells, *, convert):
    """What the cells say, and the codes of faults and of notices."""
    path = folder / "names.csv"
    path.write_text("\n".join(["Họ và tên", *cells]), encoding="utf-8")
    (sheet,) = open_sheets(path).sheets
    lettering, notices = Lettering(sheet, HEADING, convert=convert), []
    said, faults = [], []
    for raw in sheet.rows():
        if raw.number > HEADING.bottom:
            texts, found = lettering.read(raw, raw.texts, notices.append)
            said += texts
            faults += [problem.code for problem in found]
    return said, faults, [notice.code for notice in notices]


@pytest.mark.parametrize("rows", [[], NEW], ids=["alone", "among Unicode"])
def test_an_old_font_is_converted_where_that_is_asked_and_else_told_cell_by_cell(tmp_path, rows):
    assert read(tmp_path, [*OLD, *rows], convert=True) == ([*NEW, *rows], [], ["letters-converted"])
    said, faults, notices = read(tmp_path, [*OLD, *rows], convert=False)
    assert (said, faults, notices) == ([*OLD, *rows], ["letters-of-old-font"] * len(OLD), [])


def test_a_cell_that_may_be_either_is_told_with_both_readings(tmp_path):
    said, faults, _notices = read(tmp_path, [*OLD, *NEW, "Krông Nô"], convert=True)
    assert faults == ["letters-of-two-readings"]
    assert said == [*NEW, *NEW, "Krông Nô"]


def test_too_little_to_say_is_a_suspicion_and_changes_nothing(tmp_path):
    cells = [*NEW, "TrÇn ThÞ MÉu"]
    assert read(tmp_path, cells, convert=True) == (cells, [], ["letters-suspect"])


def test_unicode_is_left_but_for_what_nobody_sees(tmp_path):
    assert read(tmp_path, ["Nguyễn\u00a0Văn  Mẫu", *NEW], convert=True) == ([NEW[0], *NEW], [], [])
