"""Tables in the habits of clerks give the records of their clean twin, or say exactly which cell must change."""

import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dossier import Faulty, load
from pipeline.problems import Where
from pipeline.records import Business, read_record
from pipeline.typed import replaced
from tests import tables
from tests.commune_books import SENT
from tests.conftest import CASES
from tests.table_habits import HABITS
from tests.tables import HEADERS, Table

NO_ID = "-"


def read(folder):
    """What a dossier's businesses are, and the codes of what is told about them; nothing may be wrong."""
    loaded = load(folder)
    assert loaded.problems == (), [f"{problem.where} {problem.code} {problem.message}" for problem in loaded.problems]
    found = list(loaded.dossier.businesses())
    assert not [item for item in found if isinstance(item, Faulty)]
    return [item.record for item in found], {notice.code for notice in loaded.notices}


def clean(rows):
    """The records of rows by key, as they are typed without any habit."""
    records = []
    for row in rows:
        record = read_record(
            Business,
            {key: tables.shown(value) for key, value in row.items() if value not in (None, "")},
            lambda _place: Where(),
        )
        assert isinstance(record, Business), record
        records.append(record)
    return records


def in_order(records, *, ids=True):
    """Records by what tells them apart, without their ids where a table has none."""
    said = records if ids else [replaced(record, {"id": NO_ID}) for record in records]
    return sorted(said, key=lambda record: record.owner_id)


@pytest.mark.parametrize("name", HABITS)
def test_a_table_in_a_habit_of_clerks_reads_as_its_clean_twin(name, folder):
    twin, table = clean(tables.small()), Table()
    HABITS[name].change(table)
    tables.write_xlsx(folder / "businesses.xlsx", table)
    records, told = read(folder)
    assert in_order(records, ids="id" in table.headers) == in_order(twin, ids="id" in table.headers)
    assert told == HABITS[name].told


@pytest.mark.parametrize("name", SENT)
def test_a_workbook_as_a_commune_sends_it_reads_as_its_clean_twin(name, folder):
    twin, table, sent = clean(tables.small()), Table(), SENT[name]
    path = folder / f"businesses{sent.suffix}"
    afterwards = sent.make(table)
    tables.WRITERS[sent.suffix](path, table)
    if afterwards:
        afterwards(path)
    records, told = read(folder)
    assert in_order(records, ids="id" in table.headers) == in_order(twin, ids="id" in table.headers)
    assert told == sent.told


WORDS = ("Mẫu", "Thử", "Nghiệm", "Ví", "Dụ", "Hòa", "Thuỷ", "Đức", "Ngọc", "Ánh", "Quý", "Nguyệt")
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
days = st.dates(date(2015, 1, 1), date(2022, 8, 31))


@st.composite
def businesses(draw):
    """Sound rows of businesses, some of their fields left out."""
    rows = []
    for index in range(1, draw(st.integers(1, 6)) + 1):
        birth = draw(st.dates(date(1930, 1, 1), date(2003, 12, 31)))
        woman = draw(st.booleans())
        century = 2 * (birth.year // 100 - 19) + woman
        maybe = lambda strategy: draw(st.none() | strategy)  # noqa: E731
        rows.append(
            {
                "id": f"CS-{index:03}",
                "name": f"Cơ sở {draw(words)} {index}",
                "business_type": draw(st.sampled_from(["Hộ kinh doanh", "Công ty TNHH"])),
                "trade": draw(st.sampled_from(["Lưu trú", "Karaoke", "Quán cà phê"])),
                "address": f"Thôn {draw(words)}",
                "commune": draw(st.sampled_from(["Xã Mẫu Một", "Xã Mẫu Hai"])),
                "tax_code": draw(st.sampled_from(["9900000016", "0100109106"])),
                "rooms": maybe(st.integers(0, 99)),
                "workers": maybe(st.integers(1, 1200)),
                "owner_name": draw(words),
                "owner_sex": maybe(st.just("nữ" if woman else "Nam")),
                "owner_birth": birth,
                "owner_id": f"099{century}{birth:%y}{index:06}",
                "owner_id_date": draw(days),
                "owner_id_place": draw(st.sampled_from(["Bộ Công an", "Cục Cảnh sát QLHC về TTXH"])),
                "residence": f"Tổ {draw(words)}",
                "phone": f"0100{draw(st.integers(0, 999999)):06}",
                "capacity": draw(st.sampled_from(["Chủ hộ kinh doanh", "Người quản lý"])),
                "topics": draw(st.sampled_from([None, "tnxh", "pccc", "tnxh; pccc"])),
                "signed_on": maybe(days),
                "note": maybe(words),
            }
        )
    return rows


SLOTS = {
    slot: [name for name, one in HABITS.items() if one.slot == slot]
    for slot in (h.slot for h in HABITS.values())
    if slot != "alone"
}
habits = st.fixed_dictionaries({slot: st.none() | st.sampled_from(names) for slot, names in SLOTS.items()})


@given(businesses(), habits, st.sampled_from(list(tables.WRITERS)))
def test_any_table_in_any_mixture_of_habits_reads_as_its_clean_twin(rows, chosen, suffix):
    twin = clean(rows)
    table = Table([dict(row) for row in rows], {key: HEADERS[key] for key in rows[0]})
    for name, one in HABITS.items():
        if name in chosen.values():
            one.change(table)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(CASES / "dossier", Path(place, "nho")))
        (folder / "businesses.csv").unlink()
        tables.WRITERS[suffix](folder / f"businesses{suffix}", table)
        records, _told = read(folder)
    assert in_order(records, ids="id" in table.headers) == in_order(twin, ids="id" in table.headers)
