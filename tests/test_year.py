"""One year of a campaign, from the directive to the report upward, by the commands that a clerk types.

What stands in the finished files is held against the register, and against counts made here from what was put in.
"""

import io
import json
import re
import shutil
from collections import Counter
from datetime import date

import docx
import openpyxl
import pytest
from click.testing import CliRunner

from pipeline.cli import vanban
from pipeline.dossier import load
from pipeline.register import place_of
from pipeline.register.numbers import Numbers
from pipeline.register.store import open_store
from pipeline.vietnamese import day_text, number_text, short_date
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SOURCE = ROOT / "data" / "luc-nam-2026"
DIRECTIVE, PLAN, FIRST, SECOND, UPWARD = (
    *(date(2026, 3, 5), date(2026, 3, 12), date(2026, 5, 6), date(2026, 5, 27)),
    date(2026, 6, 15),
)
CITED = re.compile(r"số (\d+)/([A-ZĐ&-]+) ngày (\d+) tháng (\d+) năm (\d+)")


class Campaign:
    """A copy of the sample without what came later, and what was put in since."""

    def __init__(self, folder):
        self.folder = shutil.copytree(SOURCE, folder / "data" / "luc-nam")
        self.output = folder / "output"
        told = load(SOURCE).dossier
        self.reports = [(r.task, r.agency, r.day, r.status, r.result) for r in told.reports]
        self.signed = {found.record.id: found.record.signed_on for found in told.businesses()}
        (self.folder / "reports.xlsx").unlink()
        header = "Mã nhiệm vụ,Mã cơ quan,Ngày báo cáo,Trạng thái,Kết quả\n"
        (self.folder / "reports.csv").write_text(header, encoding="utf-8")
        book = openpyxl.load_workbook(self.folder / "businesses.xlsx")
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value == "Ngày ký cam kết":
                        for below in sheet.iter_rows(min_row=cell.row + 1, min_col=cell.column, max_col=cell.column):
                            below[0].value = None
        book.save(self.folder / "businesses.xlsx")
        path = self.folder / "dossier.yaml"
        path.write_text(path.read_text(encoding="utf-8").partition("issued:")[0], encoding="utf-8")
        self.fed = date.min

    def run(self, *arguments):
        done = CliRunner().invoke(vanban, ["--lang", "en", *map(str, arguments)])
        assert done.exit_code == 0, (arguments, done.output, done.exception)
        return done.stdout

    def issue(self, *what, day, as_of=None):
        as_of = ("--as-of", as_of) if as_of else ()
        said = self.run("issue", self.folder, *what, "--date", day, *as_of, "--output", self.output, "--json")
        return json.loads(said)["documents"]

    def feed(self, until):
        """Record, from tables, what came in since the last time."""
        reports = [row for row in self.reports if self.fed < row[2] <= until]
        rows = ((*row[:3], STATUS[row[3]], row[4]) for row in reports)
        table = listed(self.folder.parent / "bao-cao.xlsx", REPORTS, *rows)
        assert self.run("report", self.folder, "--from", table) == f"{len(reports)} recorded, 0 known already\n"
        signed = {id: day for id, day in self.signed.items() if day and self.fed < day <= until}
        table = listed(self.folder.parent / "da-ky.xlsx", ["Mã cơ sở", "Ngày ký cam kết"], *signed.items())
        assert self.run("signed", self.folder, "--from", table) == f"{len(signed)} recorded, 0 known already\n"
        assert self.run("signed", self.folder, "--from", table) == f"0 recorded, {len(signed)} known already\n"
        self.fed = until

    def states(self, as_of):
        """How many tasks of each agency are done, in time, overdue: from what was put in, and nothing else."""
        dossier, counts = load(self.folder).dossier, {}
        for task in dossier.tasks:
            for agency in dossier.leads(task):
                own = [f.record.id for f in dossier.businesses() if dossier.answers_for(f.record) == agency]
                if task.commitments and own:
                    done = all(self.signed[id] and self.signed[id] <= as_of for id in own)
                else:
                    done = any(r[:2] == (task.id, agency.id) and r[2] <= as_of and r[3] == "done" for r in self.reports)
                late = task.deadline is not None and task.deadline < as_of
                state = "done" if done else "overdue" if late else "in_time"
                counts.setdefault(agency.id, Counter())[state] += 1
        return counts

    def entries(self):
        """The lines of the register by number and symbol."""
        numbers = Numbers(open_store(place_of(self.folder, {})))
        dossier = load(self.folder).dossier
        return {(e.number, e.slip.symbol): e for e in numbers.entries(dossier.office.name, dossier.id)}


REPORTS = ["Mã nhiệm vụ", "Mã cơ quan", "Ngày báo cáo", "Trạng thái", "Kết quả"]
STATUS = {"done": "Hoàn thành", "in_progress": "Đang thực hiện"}


def listed(path, *rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def text_of(data):
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*cells, *(paragraph.text for paragraph in document.paragraphs)]).split())


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """The campaign at the end of its year, and what was issued on the way: the answer of each command."""
    campaign = Campaign(tmp_path_factory.mktemp("year"))
    campaign.issued = {"directive": campaign.issue("directive", day=DIRECTIVE)}
    campaign.issued["plan"] = campaign.issue("plan/office", day=PLAN)
    for name, day in (("first", FIRST), ("second", SECOND)):
        campaign.feed(day)
        campaign.issued[name] = campaign.issue("--all", "follow-up", day=day, as_of=day)
    campaign.feed(UPWARD)
    campaign.issued["report"] = campaign.issue(f"report/{UPWARD}", day=UPWARD, as_of=UPWARD)
    campaign.texts = {
        (line["number"], line["symbol"]): text_of((campaign.output.parent / line["path"]).read_bytes())
        for lines in campaign.issued.values()
        for line in lines
    }
    return campaign


def test_every_document_of_the_year_is_in_the_register_under_the_number_that_it_bears(year):
    entries = year.entries()
    assert set(entries) == set(year.texts)
    for (number, symbol), entry in entries.items():
        text = year.texts[number, symbol]
        assert f"Số: {number_text(number)}/{symbol}" in text
        assert day_text(entry.day) in text
    for symbol in {symbol for _number, symbol in entries}:
        own = sorted(number for number, of in entries if of == symbol)
        assert own == list(range(1, len(own) + 1))


def test_the_book_that_is_printed_at_the_end_of_the_year_has_a_line_for_each_of_them(year):
    path = year.output.parent / "so.xlsx"
    year.run("register", year.folder, "--year", DIRECTIVE.year, "--export", path)
    rows = [row for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    lines = {row[0]: row[1] for row in rows if re.fullmatch(r"\d+/\S+", str(row[0]))}
    assert lines == {
        f"{number_text(number)}/{symbol}": short_date(entry.day) for (number, symbol), entry in year.entries().items()
    }


def test_every_number_and_day_that_is_quoted_is_the_registers(year):
    entries, quoted = year.entries(), Counter()
    symbols = {symbol for _number, symbol in entries}
    for own, text in year.texts.items():
        for number, symbol, *day in CITED.findall(text):
            if symbol in symbols and (int(number), symbol) != own:  # the other symbols are other offices'
                entry = entries[int(number), symbol]
                assert entry.day == date(*map(int, reversed(day)))
                assert entry.day <= entries[own].day
                quoted[entry.slip.kind] += 1
    assert quoted["directive"] == len(year.texts) - 1
    assert quoted["follow-up"] > 0


def test_reminders_go_to_whoever_is_late_and_say_how_late(year):
    dossier = load(year.folder).dossier
    for name, day in (("first", FIRST), ("second", SECOND)):
        states = year.states(day)
        late = {id for id, counts in states.items() if counts["overdue"] and id != dossier.office.id}
        letters = {line["id"].partition("-lan-")[0]: line for line in year.issued[name]}
        assert set(letters) == late
        for id, line in letters.items():
            counts, text = states[id], year.texts[line["number"], line["symbol"]]
            said = (
                f"đã hoàn thành {counts['done']} nhiệm vụ, đang thực hiện trong thời hạn {counts['in_time']} nhiệm vụ; "
                f"còn {counts['overdue']} nhiệm vụ đã quá thời hạn"
            )
            assert said in text
            assert f"chủ trì thực hiện {counts.total()} nhiệm vụ" in text


def test_a_second_reminder_cites_the_first_and_goes_to_nobody_who_has_caught_up(year):
    first = {line["id"]: line for line in year.issued["first"]}
    levels = Counter()
    for line in year.issued["second"]:
        id, _, level = line["id"].partition("-lan-")
        text = year.texts[line["number"], line["symbol"]]
        levels[level] += 1
        assert (id in first) == (level == "2")
        if level:
            cited = f"số {number_text(first[id]['number'])}/{first[id]['symbol']} {day_text(FIRST)}"
            assert cited in text
            assert "(lần 2)" in text
    assert levels["2"] > 0
    assert set(first) - {line["id"].partition("-lan-")[0] for line in year.issued["second"]}


def test_the_report_upward_the_board_and_the_counts_made_here_are_the_same(year):
    states = sum(year.states(UPWARD).values(), Counter())
    board = json.loads(year.run("status", year.folder, "--as-of", UPWARD, "--json"))
    assert {state: board[state] for state in ("done", "in_time", "overdue")} == dict(states)
    assert board["total"] == states.total()
    signed = sum(1 for day in year.signed.values() if day and day <= UPWARD)
    assert sum(one["signed"] for one in board["commitments"]) == signed
    assert sum(one["establishments"] for one in board["commitments"]) == len(year.signed)
    sent = [(one["agency"], one["level"], one["number"], one["day"]) for one in board["follow_ups"]]
    assert sorted(sent) == sorted(
        (line["id"].partition("-lan-")[0], int(line["id"].partition("-lan-")[2] or 1), line["number"], line["day"])
        for name in ("first", "second")
        for line in year.issued[name]
    )
    (line,) = year.issued["report"]
    text = year.texts[line["number"], line["symbol"]]
    assert f"đã hoàn thành {states['done']}," in text
    assert f"đang thực hiện trong thời hạn {states['in_time']};" in text
    assert f"quá thời hạn chưa hoàn thành {states['overdue']}," in text
    assert f"{signed} cơ sở đã ký cam kết" in text
    assert f"{len(year.signed) - signed} cơ sở chưa ký" in text
    assert f"tính đến hết {day_text(UPWARD)}" in text


def test_a_build_at_the_end_of_the_year_leaves_every_issued_document_as_it_was(year):
    files = {path: path.read_bytes() for path in (year.output / "luc-nam" / "issued").rglob("*.docx")}
    assert len(files) == len(year.texts)
    year.run("build", year.folder, "--as-of", UPWARD, "--output", year.output)
    assert {path: path.read_bytes() for path in files} == files
