"""A folder of data gives a dossier, or every fault in it with its place."""

import csv
import json
import pickle
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import yaml

from pipeline.dossier import Faulty, Found, Seen, find, load
from pipeline.problems import UsageError
from pipeline.problems.texts import TEXTS

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "faults.yaml").read_text(encoding="utf-8"))


def break_it(folder, case):
    """Apply one case to a copy of the sound dossier; gives the first line that it changed, if it changed one."""
    path = folder / case["file"]
    if "instead_of" in case:
        (folder / case["instead_of"]).unlink()
    if case.get("remove"):
        path.unlink()
    elif "whole_hex" in case:
        path.write_bytes(bytes.fromhex(case["whole_hex"]))
    elif "whole" in case:
        path.write_text(case["whole"], encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
        if "header" in case:
            text = text.replace(*case["header"])
        assert case["find"] in text, "the case breaks nothing"
        broken = text.replace(case["find"], case["put"], 1)
        path.write_text(broken, encoding="utf-8")
        pairs = zip(text.splitlines(), broken.splitlines(), strict=False)
        return next(number for number, (old, new) in enumerate(pairs, 1) if old != new)
    return None


def test_the_small_dossier_is_sound(dossier_folder):
    loaded = load(dossier_folder)
    assert loaded.problems == ()
    assert loaded.unsound == frozenset()
    assert len(list(loaded.dossier.businesses())) == 5


@pytest.mark.parametrize("case", CASES, ids=[f"{c['code']}-{c['file']}-{n}" for n, c in enumerate(CASES)])
def test_a_fault_is_told_with_its_place(case, dossier_folder):
    changed = break_it(dossier_folder, case)
    loaded = load(dossier_folder)
    found = [p for p in loaded.problems if p.code == case["code"] and p.field == case["field"]]
    assert found, [(p.code, p.field, str(p.where), p.message) for p in loaded.problems]
    problem = found[0]
    file = Path(case["file"]).stem if case.get("remove") else case["file"]
    assert Path(problem.where.file).name == case.get("file_of_fault", file)
    assert problem.where.row == case.get("row", changed)
    assert problem.message
    assert problem.hint
    assert loaded.unsound


def test_every_fault_of_every_file_comes_out_of_one_reading(dossier_folder):
    wanted = ["not-a-date", "not-a-name", "unknown-task", "not-a-phone"]
    for code in wanted:
        break_it(dossier_folder, next(c for c in CASES if c["code"] == code))
    found = {problem.code for problem in load(dossier_folder).problems}
    assert set(wanted) <= found


def test_a_faulty_business_spoils_no_other(dossier_folder):
    break_it(dossier_folder, next(c for c in CASES if c["code"] == "not-a-phone"))
    loaded = load(dossier_folder)
    rows = list(loaded.dossier.businesses())
    assert [isinstance(row, Faulty) for row in rows] == [True, False, False, False, False]
    assert loaded.unsound == {"businesses"}


def test_personal_numbers_stay_out_of_messages(dossier_folder):
    for code in ("not-a-personal-number", "not-a-phone", "not-a-tax-code"):
        case = next(c for c in CASES if c["code"] == code)
        break_it(dossier_folder, {**case, "put": case["find"][:-1] + "?"})
    problems = load(dossier_folder).problems
    assert len(problems) >= 3
    for problem in problems:
        assert not re.search(r"\d{8}", problem.message + problem.hint + str(problem.where))


def test_every_code_has_words_and_a_case_somewhere():
    tests = Path(__file__).parent
    files = [*tests.rglob("*.py"), *tests.rglob("*.yaml"), *tests.rglob("*.toml"), *tests.rglob("*.csv")]
    written = {word for path in files for word in re.findall(r"\w+(?:-\w+)*", path.read_text(encoding="utf-8"))}
    assert set(TEXTS) <= written


def test_dossiers_are_found_in_a_project_a_data_folder_or_alone(dossier_folder, tmp_path):
    project = tmp_path / "office" / "data"
    project.mkdir(parents=True)
    alone = dossier_folder.rename(project / "nho")
    assert find(alone) == find(project) == find(project.parent) == find(tmp_path) == (alone,)


def test_a_folder_without_a_dossier_is_said_to_be_none(tmp_path):
    with pytest.raises(UsageError) as caught:
        find(tmp_path)
    assert caught.value.problem.code == "no-dossier"


def test_an_unreadable_table_is_one_fault_and_not_a_hundred(dossier_folder):
    for name in ("tasks.yaml", "agencies.csv"):
        copy = (dossier_folder / name).read_bytes()
        (dossier_folder / name).write_bytes(b"\xff\xfe\x00\xd8")
        assert [problem.code for problem in load(dossier_folder).problems] == ["not-text"]
        (dossier_folder / name).write_bytes(copy)


def test_the_rows_of_businesses_are_read_where_they_are_asked_for_and_only_there(dossier_folder):
    break_it(dossier_folder, next(c for c in CASES if c["code"] == "not-a-phone"))
    loaded = load(dossier_folder, rows=False)
    assert loaded.problems == ()
    assert loaded.unsound == frozenset()
    assert [isinstance(row, Faulty) for row in loaded.dossier.businesses()] == [True, False, False, False, False]
    break_it(dossier_folder, next(c for c in CASES if c["code"] == "missing-column"))
    assert load(dossier_folder, rows=False).unsound == {"businesses"}


def write_as(suffix, folder):
    """The table of businesses in another format."""
    with (folder / "businesses.csv").open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    (folder / "businesses.csv").unlink()
    path = folder / f"businesses{suffix}"
    if suffix == ".xlsx":
        book = openpyxl.Workbook()
        for row in (header, *rows):
            book.active.append(row)
        book.save(path)
    else:
        path.write_text(json.dumps([dict(zip(header, row, strict=True)) for row in rows]), encoding="utf-8")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_a_dossier_and_its_rows_travel_in_few_bytes_and_give_the_same_businesses(suffix, dossier_folder):
    if suffix != ".csv":
        write_as(suffix, dossier_folder)
    dossier = load(dossier_folder).dossier
    items = list(dossier.businesses())
    rows = list(dossier.business_rows())
    sent = pickle.dumps(dossier)
    assert b"Karaoke" not in sent, "a row of businesses travels along"
    travelled = pickle.loads(sent)
    assert [travelled.business(row) for row in pickle.loads(pickle.dumps(rows))] == items
    assert pickle.loads(pickle.dumps(items)) == items
    assert list(travelled.businesses()) == items
    assert pickle.dumps(rows).count(b"businesses" + suffix.encode()) == 1, "what all rows share travels once"


def test_a_file_that_breaks_off_is_a_faulty_row_at_the_end(dossier_folder):
    with (dossier_folder / "businesses.csv").open("a", encoding="utf-8") as file:
        file.write('CS-006,"never closed')
    dossier = load(dossier_folder, rows=False).dossier
    *rows, last = map(dossier.business, dossier.business_rows())
    assert [isinstance(row, Found) for row in rows] == [True] * 5
    assert [problem.code for problem in last.problems] == ["not-csv"]
    assert dossier.business(pickle.loads(pickle.dumps(last))) == last


def test_an_id_that_stands_twice_is_told_with_the_place_of_the_first(dossier_folder):
    break_it(dossier_folder, next(c for c in CASES if c["code"] == "id-twice" and c["file"] == "businesses.csv"))
    dossier = load(dossier_folder, rows=False).dossier
    first, second, *_ = dossier.business_rows()
    seen = Seen()
    twice = [dossier.business_twice(row, "cs-001", seen) for row in (first, second)]
    assert twice.pop(0) is None
    assert [(str(problem.where), problem.values["first"]) for problem in twice] == [
        (f"{dossier_folder}/businesses.csv:row 3:CS 001", f"{dossier_folder}/businesses.csv:row 2")
    ]
    assert [item.problems for item in dossier.businesses() if isinstance(item, Faulty)] == [tuple(twice)]


@pytest.mark.parametrize(("field", "code"), [("deadline", "not-a-date"), ("content", "forbidden-character")])
def test_half_a_character_is_told_in_whole_ones(field, code, dossier_folder):
    tasks = yaml.safe_load((dossier_folder / "tasks.yaml").read_text(encoding="utf-8"))
    tasks[0] = {key: str(value) for key, value in tasks[0].items()} | {field: "\ud800"}
    (dossier_folder / "tasks.yaml").unlink()
    (dossier_folder / "tasks.json").write_text(json.dumps(tasks, default=str), encoding="utf-8")
    problem = next(p for p in load(dossier_folder).problems if p.field == field)
    assert problem.code == code
    assert problem.message.encode("utf-8")


PEAK = """
import sys
from pathlib import Path
from pipeline.dossier import load
dossier = load(Path(sys.argv[1]), rows=False).dossier
read = sum(1 for _ in dossier.businesses())
status = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
print(read, status["VmHWM"].split()[0])
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the system does not tell a process's peak")
def test_ten_times_the_businesses_take_no_more_memory(dossier_folder):
    path = dossier_folder / "businesses.csv"
    header, row, *_rest = path.read_text(encoding="utf-8").splitlines()
    peaks = []
    for count in (5_000, 50_000):
        rows = (row.replace("CS-001", f"CS-{number}", 1) for number in range(count))
        path.write_text("\n".join([header, *rows]), encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", PEAK, dossier_folder], capture_output=True, text=True, check=True)
        read, peak = map(int, done.stdout.split())
        assert read == count
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 2_048, "kilobytes"
