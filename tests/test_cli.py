"""The command line: exit codes, data on stdout, everything else on stderr, in Vietnamese unless asked otherwise."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline.cli import checking
from pipeline.problems import UsageError
from tests.papers import changed, sound

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


@pytest.fixture
def letter(tmp_path):
    """A user's own template."""
    document = docx.Document()
    document.add_paragraph("Kính gửi {{ ho_va_ten }}, số {{ so }}")
    document.save(tmp_path / "thư mời.docx")
    return tmp_path / "thư mời.docx"


def paragraph(path):
    return docx.Document(path).paragraphs[0].text


def test_build_makes_documents_and_says_how_many(vanban, dossier_folder, tmp_path):
    done = vanban("build", dossier_folder)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "12 documents: 12 made, 0 unchanged, 0 failed" in done.stdout
    assert (tmp_path / "output" / "nho" / "directive" / "directive.docx").is_file()
    assert "12 unchanged" in vanban("build", dossier_folder).stdout


def test_build_without_an_argument_takes_every_dossier_under_data(vanban, dossier_folder, tmp_path):
    (tmp_path / "data").mkdir()
    shutil.move(dossier_folder, tmp_path / "data" / "mot")
    shutil.copytree(tmp_path / "data" / "mot", tmp_path / "data" / "hai")
    done = vanban("build")
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "output").iterdir()} == {"mot", "hai"}


def test_build_prints_one_json_object(vanban, dossier_folder):
    path = dossier_folder / "businesses.csv"
    path.write_text(path.read_text("utf-8").replace("0100000001", "x"), encoding="utf-8")
    done = vanban("build", dossier_folder, "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert set(found) == {"documents", "problems", "findings"}
    assert {d["status"] for d in found["documents"]} == {"made", "failed"}
    problem = found["problems"][0]
    assert {"file", "sheet", "cell", "field", "code", "message", "hint"} <= set(problem)
    assert (problem["field"], problem["code"]) == ("phone", "not-a-phone")


def test_build_as_of_a_day_looks_at_progress_on_that_day(vanban, dossier_folder):
    options = ("build", dossier_folder, "--kind", "follow-up", "--json", "--as-of")
    assert [d["id"] for d in json.loads(vanban(*options, "2022-12-05").stdout)["documents"]] == ["xa-hai"]
    assert [d["id"] for d in json.loads(vanban(*options, "2022-12-15").stdout)["documents"]] == ["xa-mot", "xa-hai"]


def test_two_dossiers_of_one_name_would_mix_and_are_refused(vanban, dossier_folder, tmp_path):
    other = shutil.copytree(dossier_folder, tmp_path / "b" / "nho")
    done = vanban("build", dossier_folder, other)
    assert done.returncode == 2
    assert "same output folder" in done.stderr  # same-folder-name


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["build", "nowhere"], "there is no dossier in nowhere"),
        (["build", "nho", "--kind", "poem"], "there is no kind of document poem"),
        (["build", "nho", "--as-of", "yesterday"], "yesterday"),
        (["build", "nho", "--format", "odt"], "odt"),
        (["validate", "nowhere"], "there is no dossier"),
        (["check", "nowhere.docx"], "nowhere.docx"),
        (["render", "nowhere.docx", "x.csv", "--output", "out"], "there is no file nowhere.docx"),
        (["template", "show", "poem"], "there is no kind of document poem"),
        (["template", "check", "nowhere.docx"], "there is no file"),
        (["poem"], "poem"),
    ],
)
def test_a_command_that_cannot_be_obeyed_ends_with_two(vanban, dossier_folder, arguments, words):
    done = vanban(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_validate_finds_faults_and_writes_nothing(vanban, dossier_folder, tmp_path):
    assert vanban("validate", dossier_folder).returncode == 0
    path = dossier_folder / "tasks.yaml"
    path.write_text(path.read_text("utf-8").replace("2022-10-15", "2022-02-30"), encoding="utf-8")
    done = vanban("validate", dossier_folder)
    assert done.returncode == 1
    assert "tasks.yaml:row 7" in done.stderr
    assert "hint:" in done.stderr
    assert [p["code"] for p in json.loads(vanban("validate", dossier_folder, "--json").stdout)["problems"]] == [
        "not-a-date"
    ]
    assert not (tmp_path / "output").exists()


def test_messages_are_vietnamese_unless_english_is_asked_for(vanban, dossier_folder):
    path = dossier_folder / "tasks.yaml"
    path.write_text(path.read_text("utf-8").replace("2022-10-15", "2022-02-30"), encoding="utf-8")
    vietnamese = vanban("--lang", "vi", "validate", dossier_folder).stderr
    assert "không phải" in vietnamese
    assert "gợi ý" in vietnamese
    by_default = [sys.executable, "-m", "pipeline", "validate", dossier_folder]
    for env, words in (({}, "không phải"), ({"VANBAN_LANG": "en"}, "is not a date")):
        done = subprocess.run(by_default, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        assert words in done.stderr


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_render_makes_one_document_a_row(vanban, letter, tmp_path, suffix):
    table = tmp_path / f"ds.{suffix}"
    if suffix == "csv":
        table.write_text("Họ và tên,Số\nTrần Thị Mẫu,1\nLê & <Văn>,2\n", encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in (["Họ và tên", "Số"], ["Trần Thị Mẫu", 1], ["Lê & <Văn>", 2]):
            book.active.append(row)
        book.save(table)
    done = vanban("render", letter, table, "--output", "out", "--name", "{so}-{ho_va_ten}")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["1-tran-thi-mau.docx", "2-le-van.docx"]
    assert paragraph(tmp_path / "out" / "2-le-van.docx") == "Kính gửi Lê & <Văn>, số 2"


def test_render_takes_an_object_as_one_document_and_a_list_as_many(vanban, letter, tmp_path):
    one = tmp_path / "one.json"
    one.write_text(json.dumps({"ho_va_ten": "Mẫu", "so": 5}), encoding="utf-8")
    assert vanban("render", letter, one, "--output", "one").returncode == 0
    assert paragraph(tmp_path / "one" / "thu-moi-0001.docx") == "Kính gửi Mẫu, số 5"
    many = tmp_path / "many.yaml"
    many.write_text("- {ho_va_ten: A, so: 1}\n- {ho_va_ten: B, so: 2}\n", encoding="utf-8")
    assert "2 documents: 2 made" in vanban("render", letter, many, "--output", "many").stdout


def test_render_with_keys_takes_the_header_exactly(vanban, letter, tmp_path):
    table = tmp_path / "ds.csv"
    table.write_text("ho_va_ten,so\nMẫu,1\n", encoding="utf-8")
    assert vanban("render", letter, table, "--output", "out", "--header", "keys").returncode == 0
    table.write_text("Họ và tên,so\nMẫu,1\n", encoding="utf-8")
    done = vanban("render", letter, table, "--output", "out", "--header", "keys")
    assert done.returncode == 1
    assert "ho_va_ten" in done.stderr


def test_a_row_without_a_field_fails_alone_and_is_named(vanban, letter, tmp_path):
    data = tmp_path / "ds.yaml"
    data.write_text("- {ho_va_ten: A, so: 1}\n- {ho_va_ten: B}\n- {ho_va_ten: C, so: 3}\n", encoding="utf-8")
    done = vanban("render", letter, data, "--output", "out", "--name", "{ho_va_ten}", "--json")
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert [d["status"] for d in found["documents"]] == ["made", "failed", "made"]
    assert "so" in found["problems"][0]["message"]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.docx", "c.docx"]


def test_two_rows_of_one_file_name_do_not_overwrite_each_other(vanban, letter, tmp_path):
    table = tmp_path / "ds.csv"
    table.write_text("Họ và tên,Số\nMẫu,1\nMẪU,2\n…,3\n", encoding="utf-8")
    done = vanban("render", letter, table, "--output", "out", "--name", "{ho_va_ten}")
    assert done.returncode == 1
    assert "is that of" in done.stderr  # name-twice
    assert "gives no file name" in done.stderr  # no-name
    assert paragraph(tmp_path / "out" / "mau.docx") == "Kính gửi Mẫu, số 1"


def test_a_file_name_cannot_leave_the_output_folder(vanban, letter, tmp_path):
    table = tmp_path / "ds.csv"
    table.write_text("Họ và tên,Số\n../../evil,1\n", encoding="utf-8")
    assert vanban("render", letter, table, "--output", "out", "--name", "{ho_va_ten}").returncode == 0
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["evil.docx"]


def test_check_says_what_breaks_the_decree(vanban, dossier_folder, tmp_path, letter):
    vanban("build", dossier_folder)
    made = tmp_path / "output" / "nho" / "directive" / "directive.docx"
    assert vanban("check", made).returncode == 0
    done = vanban("check", made, letter)
    assert done.returncode == 1
    assert "R0" in done.stdout
    found = json.loads(vanban("check", letter, "--json").stdout)
    assert {"file", "rule", "level", "place", "message", "clause"} <= set(found["findings"][0])


def test_check_of_a_file_that_is_none_ends_with_two_and_checks_the_others(vanban, dossier_folder, tmp_path):
    vanban("build", dossier_folder)
    made = tmp_path / "output" / "nho" / "directive" / "directive.docx"
    (tmp_path / "bad.docx").write_bytes(b"PK nothing")
    done = vanban("check", tmp_path / "bad.docx", made)
    assert done.returncode == 2
    assert "bad.docx" in done.stderr
    assert "directive.docx" in done.stdout


@pytest.fixture
def faulty(tmp_path):
    """A letter with a fault that mending takes away, and one that it leaves to a person."""
    paper = changed(sound("letter"), {"page": {"left": 25}, "set": {"signer": {"text": "TS. Nguyễn Văn Mẫu"}}})
    path = tmp_path / "thu.docx"
    path.write_bytes(paper.docx("plain"))
    return path


def test_check_names_the_kind_the_place_and_what_to_do(vanban, faulty):
    first, *lines = vanban("check", faulty).stdout.splitlines()
    assert first == f"{faulty} (Công văn): 2 errors, 0 warnings"
    assert lines[:3] == [
        "  section 1",
        "    error R014: the left margin is 25 mm",
        "    set it to 30 to 35 mm (Phụ lục I, Phần I, Mục I, khoản 3)",
    ]
    assert "«TS. Nguyễn Văn Mẫu»" in lines[3]


def test_check_tells_the_kind_of_each_file_in_json(vanban, faulty):
    (document,) = json.loads(vanban("check", faulty, "--json").stdout)["documents"]
    assert document == {"file": str(faulty), "kind": "letter", "name": "Công văn", "errors": 2, "warnings": 0}


def test_check_writes_a_mended_copy_and_lists_what_is_left(vanban, faulty, tmp_path):
    before = faulty.read_bytes()
    done = vanban("check", faulty, "--fix", "moi.docx")
    assert done.returncode == 1
    assert "1 places mended in moi.docx, 1 left to a person" in done.stderr
    assert "R144" in done.stdout
    assert "R014" not in done.stdout
    assert faulty.read_bytes() == before
    assert vanban("check", "moi.docx").stdout == done.stdout


def test_a_mended_copy_overwrites_nothing_and_is_one_of_one_file(vanban, faulty, tmp_path):
    done = vanban("check", faulty, "--fix", faulty)
    assert (done.returncode, "exists" in done.stderr) == (2, True)
    with pytest.raises(UsageError) as caught:
        checking.run(checking.Request((faulty, faulty), fix=tmp_path / "moi.docx"))
    assert caught.value.problem.code == "one-file-to-mend"
    assert not (tmp_path / "moi.docx").exists()


def test_check_prints_sarif(vanban, faulty, tmp_path):
    (tmp_path / "x.docx").write_bytes(b"%PDF-1.7")
    done = vanban("check", faulty, "x.docx", "--sarif")
    (run,) = json.loads(done.stdout)["runs"]
    assert done.returncode == 2
    assert [result["ruleId"] for result in run["results"]] == ["R014", "R144"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "PDF" in told["message"]["text"]
    assert not run["invocations"][0]["executionSuccessful"]


def test_a_hundred_files_with_a_broken_one_get_ninety_nine_answers_and_one_error(vanban, faulty, tmp_path):
    folder = tmp_path / "nhieu"
    folder.mkdir()
    for number in range(99):
        shutil.copy(faulty, folder / f"{number:03}.docx")
    (folder / "hong.docx").write_bytes(faulty.read_bytes()[:2000])
    done = vanban("check", folder)
    assert done.returncode == 2
    assert sum(line.endswith("2 errors, 0 warnings") for line in done.stdout.splitlines()) == 99
    assert "hong.docx" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_word_files_is_told(tmp_path):
    (tmp_path / "trong").mkdir()
    with pytest.raises(UsageError) as caught:
        checking.run(checking.Request((tmp_path / "trong",)))
    assert caught.value.problem.code == "no-documents"


def test_a_fault_of_ours_in_one_file_leaves_the_others_their_answers(faulty, monkeypatch, capsys):
    def fails(file, **_options):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(checking, "examine", fails)
    assert checking.run(checking.Request((faulty,))) == 2
    assert "oops" in capsys.readouterr().err  # its code is check-failed


def test_template_list_and_show_name_every_kind_and_tag(vanban):
    listed = vanban("template", "list").stdout
    for kind in ("directive", "plan", "commitment", "follow-up", "statistics", "report"):
        assert kind in listed
        assert vanban("template", "show", kind).returncode == 0
    assert "tasks[].deadline" in vanban("template", "show", "plan").stdout


def test_a_new_template_is_sound_until_it_asks_for_what_there_is_not(vanban, tmp_path):
    assert vanban("template", "new", "plan", "mine/plan.docx").returncode == 0
    assert vanban("template", "check", "mine/plan.docx").returncode == 0
    document = docx.Document(tmp_path / "mine" / "plan.docx")
    document.add_paragraph("{{ khong_co }}")
    document.save(tmp_path / "mine" / "plan.docx")
    done = vanban("template", "check", "mine/plan.docx")
    assert done.returncode == 1
    assert "the tag khong_co is none that a plan gives" in done.stderr  # unknown-tag


def test_a_new_template_overwrites_nothing(vanban, tmp_path):
    (tmp_path / "plan.docx").write_text("mine")
    done = vanban("template", "new", "plan", "plan.docx")
    assert done.returncode == 2
    assert "exists" in done.stderr
    assert (tmp_path / "plan.docx").read_text() == "mine"


def test_init_makes_a_project_that_builds(vanban, tmp_path):
    done = vanban("init", "my-office")
    assert done.returncode == 0, done.stderr
    assert vanban("build", cwd=tmp_path / "my-office").returncode == 0
    assert vanban("build", "my-office", "--output", "elsewhere").returncode == 0
    assert list((tmp_path / "my-office" / "output").rglob("*.docx"))


def test_init_touches_no_folder_that_holds_anything(vanban, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    done = vanban("init", "full")
    assert done.returncode == 2
    assert "full is not empty" in done.stderr  # folder-not-empty
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["x"]


def test_render_goes_on_behind_a_record_that_gives_no_name_or_is_none(vanban, letter, tmp_path):
    data = tmp_path / "ds.json"
    data.write_text(json.dumps([{"ho_va_ten": "A", "so": 1}, {"so": 2}, "none", {"ho_va_ten": "B", "so": 3}]))
    done = vanban("render", letter, data, "--output", "out", "--name", "{ho_va_ten}")
    assert done.returncode == 1
    assert "4 documents: 2 made, 0 unchanged, 2 failed" in done.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.docx", "b.docx"]


def test_render_overwrites_neither_its_template_nor_what_somebody_edited(vanban, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ x }}")
    document.save(tmp_path / "t.docx")
    (tmp_path / "d.json").write_text('{"x": "y"}')
    before = (tmp_path / "t.docx").read_bytes()
    refused = vanban("render", "t.docx", "d.json", "--output", ".", "--name", "t")
    assert refused.returncode == 1
    assert "would overwrite the template" in refused.stderr  # overwrites-input
    assert (tmp_path / "t.docx").read_bytes() == before
    (tmp_path / "out").mkdir()
    document.save(tmp_path / "out" / "mine.docx")
    assert "kept as mine.edited-" in vanban("render", "t.docx", "d.json", "--output", "out", "--name", "mine").stderr


def test_two_headers_of_one_tag_are_refused(vanban, letter, tmp_path):
    (tmp_path / "ds.csv").write_text("Họ và tên,Ho va ten,Số\nA,B,1\n", encoding="utf-8")
    done = vanban("render", letter, "ds.csv", "--output", "out")
    assert done.returncode == 2
    assert "a second column means the same" in done.stderr


@pytest.mark.parametrize("kind", ["directive", "plan", "commitment", "follow-up", "statistics", "report"])
def test_a_built_in_template_uses_all_that_its_kind_gives(vanban, tmp_path, kind):
    assert vanban("template", "new", kind, "mine.docx").returncode == 0
    assert "not used" not in vanban("template", "check", "mine.docx", "--kind", kind).stdout


def test_long_numbers_in_a_wrong_column_are_masked(vanban, dossier_folder):
    path = dossier_folder / "businesses.csv"
    text = path.read_text("utf-8").replace("2021-05-10", "099071000001", 1)
    path.write_text(text.replace(",1,3,Nguyễn", ",0100000001,3,Nguyễn", 1), encoding="utf-8")
    done = vanban("build", dossier_folder, "--json")
    assert done.returncode == 1
    assert "099071000001" not in done.stdout + done.stderr
    assert "0100000001" not in done.stdout + done.stderr


def test_folders_without_a_letter_in_ascii_do_not_mix(vanban, dossier_folder, tmp_path):
    first = dossier_folder.rename(tmp_path / "中文")
    second = shutil.copytree(first, tmp_path / "dossier")
    done = vanban("build", first, second)
    assert done.returncode == 2
    assert "same output folder" in done.stderr


def test_an_empty_cell_is_an_error_unless_the_template_allows_it(vanban, tmp_path):
    document = docx.Document()
    document.add_paragraph("{{ STT }}. {{ ten }} {{ ghi_chu or '' }}")
    document.save(tmp_path / "t.docx")
    (tmp_path / "ds.csv").write_text("STT,Tên,Ghi chú\n1,A,\n2,,x\n", encoding="utf-8")
    done = vanban("render", "t.docx", "ds.csv", "--output", "out", "--name", "{STT}")
    assert done.returncode == 1
    assert "ten is empty" in done.stderr
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["1.docx"]


def test_json_is_printed_even_when_the_command_cannot_be_obeyed(vanban):
    done = vanban("build", "nowhere", "--json")
    assert done.returncode == 2
    assert [problem["code"] for problem in json.loads(done.stdout)["problems"]] == ["no-dossier"]


def test_what_was_not_made_is_in_the_summary(vanban, dossier_folder):
    path = dossier_folder / "reports.csv"
    path.write_text(path.read_text("utf-8").replace("14/10/2022", "14/13/2022"), encoding="utf-8")
    done = vanban("build", dossier_folder)
    assert done.returncode == 1
    assert "follow-up    none made: faults in the data" in done.stdout


def test_init_takes_an_empty_folder_even_the_one_we_stand_in(vanban, tmp_path):
    (tmp_path / "empty").mkdir()
    done = vanban("init", ".", cwd=tmp_path / "empty")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in (tmp_path / "empty").iterdir()) == ["README.md", "data"]
    assert not list(tmp_path.glob(".*.part"))
