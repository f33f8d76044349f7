"""The whole flow: a folder in, whole files and a manifest out, whatever happens on the way."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import docx
import pytest

from pipeline.build import Request, build
from pipeline.events import Breakage, Checked, Fault, Notice, Stand
from pipeline.problems import OutputError, UsageError
from pipeline.publish import Entry
from tests.clusters import wait_until

ROOT = Path(__file__).parent.parent
TODAY = date(2030, 1, 1)
EVERYTHING = {"directive": 1, "plan": 2, "commitment": 5, "follow-up": 2, "statistics": 1, "report": 1}


def events(folder, output, **options):
    return list(build(Request(folder, output, **options), today=TODAY))


def entries(found):
    return [event for event in found if isinstance(event, Entry)]


def statuses(found):
    lines = [json.loads(line) for event in found if isinstance(event, Stand) for line in event.lines]
    stand = [(line["kind"], line["id"]) for line in lines]
    return {(entry.kind, entry.id): entry.status for entry in entries(found)} | dict.fromkeys(stand, "unchanged")


def problems(found, kind=Fault):
    return [event.problem.code for event in found if isinstance(event, kind)]


def times(folder):
    return {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


def manifest(output):
    return [json.loads(line) for line in (output / "nho" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]


def text_of(path):
    document = docx.Document(path)
    cells = (p.text for t in document.tables for row in t.rows for cell in row.cells for p in cell.paragraphs)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_every_row_gives_one_entry_and_every_entry_a_file(dossier_folder, tmp_path):
    found = events(dossier_folder, tmp_path / "out")
    counts = {kind: sum(e.kind == kind for e in entries(found)) for kind in EVERYTHING}
    assert counts == EVERYTHING
    assert set(statuses(found).values()) == {"made"}
    for entry in entries(found):
        assert zipfile.ZipFile(tmp_path / "out" / entry.path).testzip() is None
    assert [event for event in found if isinstance(event, Checked) and event.finding.level == "error"] == []


def test_the_manifest_says_where_each_document_came_from_and_its_hash(dossier_folder, tmp_path):
    import hashlib

    found = events(dossier_folder, tmp_path / "out")
    lines = manifest(tmp_path / "out")
    assert lines == [entry.as_json() for entry in entries(found)]
    for line in lines:
        assert hashlib.sha256((tmp_path / "out" / line["path"]).read_bytes()).hexdigest() == line["output_sha256"]
        assert len(line["input_sha256"]) == 64
    form = next(line for line in lines if line["id"] == "cs-003")
    assert form["record"] == {"file": str(dossier_folder / "businesses.csv"), "sheet": "", "row": 4}


def test_a_second_build_writes_nothing(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "out")
    before = times(tmp_path / "out")
    found = events(dossier_folder, tmp_path / "out")
    assert set(statuses(found).values()) == {"unchanged"}
    assert times(tmp_path / "out") == before


def test_two_builds_of_one_input_make_the_same_bytes(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "one")
    events(dossier_folder, tmp_path / "two")
    for path in sorted((tmp_path / "one").rglob("*.docx")):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


def test_a_change_of_one_row_rewrites_one_document(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "out")
    path = dossier_folder / "businesses.csv"
    path.write_text(path.read_text("utf-8").replace("0100000004", "0100000044"), encoding="utf-8")
    found = statuses(events(dossier_folder, tmp_path / "out"))
    assert [key for key, status in found.items() if status == "made"] == [("commitment", "cs-004")]
    assert {line["id"]: line["status"] for line in manifest(tmp_path / "out")}["cs-004"] == "made"


def test_building_one_kind_keeps_the_others_in_the_manifest(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "out")
    before = manifest(tmp_path / "out")
    events(dossier_folder, tmp_path / "out", kinds=("follow-up",), as_of=date(2022, 12, 5))
    after = manifest(tmp_path / "out")
    assert [line for line in after if line["kind"] != "follow-up"] == [
        line for line in before if line["kind"] != "follow-up"
    ]
    assert [line["id"] for line in after if line["kind"] == "follow-up"] == ["xa-hai"]


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_build_tells_whom_nobody_needs_to_remind_any_more(dossier_folder, tmp_path, time):
    path = dossier_folder / "dossier.yaml"
    sent = "issued: [{document: follow-up/phong-mau, number: 9, day: 2022-10-20}]\n"
    path.write_text(path.read_text(encoding="utf-8") + sent, encoding="utf-8")
    for _ in ("first", "second")[: 1 + (time == "second")]:
        found = events(dossier_folder, tmp_path / "out", kinds=("follow-up",))
    assert problems(found, Notice) == ["follow-up-not-needed"]


def test_a_faulty_row_fails_its_own_form_and_what_is_counted_from_all(dossier_folder, tmp_path):
    path = dossier_folder / "businesses.csv"
    path.write_text(path.read_text("utf-8").replace('xã Mẫu Hai",Xã Mẫu Hai,', 'xã Mẫu Hai",,', 1), encoding="utf-8")
    found = events(dossier_folder, tmp_path / "out")
    assert statuses(found) == {
        ("directive", "directive"): "made",
        ("plan", "office"): "made",
        ("plan", "phong-mau"): "made",
        ("commitment", "cs-001"): "made",
        ("commitment", "cs-002"): "made",
        ("commitment", "cs-003"): "made",
        ("commitment", "cs-004"): "failed",
        ("commitment", "cs-005"): "made",
    }
    assert problems(found) == ["missing-field", "kind-not-sound", "kind-not-sound", "kind-not-sound"]
    assert not (tmp_path / "out" / "nho" / "commitment" / "cs-004.docx").exists()


def test_any_text_prints_as_it_was_typed(dossier_folder, tmp_path):
    import unicodedata

    typed = "A & B <x> \"y\" 'z' ]]> {{ 7*7 }} {% if %} 🎉 " + unicodedata.normalize("NFD", "Hòa ệ")
    composed = unicodedata.normalize("NFC", typed)
    path = dossier_folder / "businesses.csv"
    cell = '"' + typed.replace('"', '""') + '\nhàng hai"'
    path.write_text(path.read_text("utf-8").replace("Cơ sở Mẫu Số 01 (DỮ LIỆU MẪU)", cell), encoding="utf-8")
    found = events(dossier_folder, tmp_path / "out", kinds=("commitment",))
    assert statuses(found)["commitment", "cs-001"] == "made"
    assert composed + "\nhàng hai" in text_of(tmp_path / "out" / "nho" / "commitment" / "cs-001.docx")


def test_a_document_edited_in_word_is_kept_aside(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "out")
    path = tmp_path / "out" / "nho" / "directive" / "directive.docx"
    edited = docx.Document(path)
    edited.add_paragraph("Sửa tay")
    edited.save(path)
    theirs = path.read_bytes()
    found = events(dossier_folder, tmp_path / "out")
    assert problems(found, Notice) == ["edited-by-hand"]
    (kept,) = path.parent.glob("directive.edited-*.docx")
    assert kept.read_bytes() == theirs
    assert "Sửa tay" not in text_of(path)
    assert problems(events(dossier_folder, tmp_path / "out"), Notice) == []


def test_documents_that_the_data_no_longer_give_are_named(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "out")
    path = dossier_folder / "businesses.csv"
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:-1]) + "\n", encoding="utf-8")
    found = events(dossier_folder, tmp_path / "out")
    (notice,) = (e.problem for e in found if isinstance(e, Notice))
    assert notice.code == "left-over"
    assert notice.values["path"].endswith("cs-005.docx")
    assert [line["id"] for line in manifest(tmp_path / "out") if line["kind"] == "commitment"][-1] == "cs-004"


def test_a_broken_template_stops_its_kind_and_no_other(dossier_folder, tmp_path):
    (dossier_folder / "templates").mkdir()
    (dossier_folder / "templates" / "plan.docx").write_bytes(b"not a document")
    found = events(dossier_folder, tmp_path / "out")
    assert len(problems(found, Breakage)) == 1
    assert {kind for kind, _id in statuses(found)} == set(EVERYTHING) - {"plan"}


def test_what_is_not_built_keeps_its_lines_in_the_manifest(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "out")
    before = [line for line in manifest(tmp_path / "out") if line["kind"] == "plan"]
    (dossier_folder / "templates").mkdir()
    (dossier_folder / "templates" / "plan.docx").write_bytes(b"not a document")
    events(dossier_folder, tmp_path / "out", as_of=date(2022, 12, 5))
    assert [line for line in manifest(tmp_path / "out") if line["kind"] == "plan"] == before


def test_a_dossiers_own_template_takes_the_place_of_the_built_in_one(dossier_folder, tmp_path):
    (dossier_folder / "templates").mkdir()
    own = docx.Document(ROOT / "templates" / "directive.docx")
    body = next(p for p in own.paragraphs if "block.text" in p.text and p.style.name == "ND30 Nội dung")
    loop = next(p for p in own.paragraphs if "for block in body" in p.text)
    loop.insert_paragraph_before("MẪU RIÊNG {{ subject }}", body.style)
    own.save(dossier_folder / "templates" / "directive.docx")
    events(dossier_folder, tmp_path / "out", kinds=("directive",))
    text = text_of(tmp_path / "out" / "nho" / "directive" / "directive.docx")
    assert "MẪU RIÊNG tăng cường công tác thử nghiệm" in text


def test_a_missing_field_of_a_template_names_template_record_and_field(dossier_folder, tmp_path):
    (dossier_folder / "templates").mkdir()
    own = docx.Document(ROOT / "templates" / "commitment.docx")
    own.add_paragraph("{{ khong_co }}")
    own.save(dossier_folder / "templates" / "commitment.docx")
    found = events(dossier_folder, tmp_path / "out", kinds=("commitment",))
    assert set(statuses(found).values()) == {"failed"}
    problem = next(e.problem for e in found if isinstance(e, Fault))
    words = problem.message + str(problem.where)
    assert "khong_co" in words
    assert "commitment.docx" in words
    assert "cs-001" in words.lower()


def test_an_unknown_kind_is_refused(dossier_folder, tmp_path):
    with pytest.raises(UsageError) as caught:
        events(dossier_folder, tmp_path / "out", kinds=("invitation",))
    assert caught.value.problem.code == "unknown-kind"


def test_an_output_that_is_no_folder_is_said_to_be_unwritable(dossier_folder, tmp_path):
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(OutputError) as caught:
        events(dossier_folder, tmp_path / "out")
    assert caught.value.problem.code == "cannot-write"


@pytest.mark.skipif(os.name != "posix", reason="locks are held on posix systems")
def test_two_builds_do_not_write_to_one_output_at_once(dossier_folder, tmp_path):
    first = build(Request(dossier_folder, tmp_path / "out"), today=TODAY)
    next(first)
    with pytest.raises(OutputError) as caught:
        events(dossier_folder, tmp_path / "out")
    assert caught.value.problem.code == "output-locked"
    first.close()
    assert set(statuses(events(dossier_folder, tmp_path / "out")).values()) <= {"made", "unchanged"}


def test_a_file_size_limit_fails_what_is_larger_and_leaves_nothing_half_written(dossier_folder, tmp_path):
    sizes = sorted(len(p.read_bytes()) for p in made_by(dossier_folder, tmp_path / "sizes"))
    limit = sizes[len(sizes) // 2]
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}));"
        "sys.argv = ['vanban', '--lang', 'en', 'build', 'nho', '--output', 'out'];"
        "from pipeline.__main__ import main; main()"
    )
    done = run_python(code.format(limit), tmp_path)
    assert done.returncode == 1, done.stderr
    assert "cannot be written" in done.stderr
    made = sorted((tmp_path / "out").rglob("*.docx"))
    assert 0 < len(made) < len(sizes)
    assert all(zipfile.ZipFile(path).testzip() is None for path in made)
    assert not list((tmp_path / "out").rglob(".*.part"))


@contextmanager
def small_disk(folder, size):
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=False)


def test_a_full_disk_stops_the_build_in_words_with_whole_files_only(dossier_folder, tmp_path, vanban):
    with small_disk(tmp_path / "disk", "64k") as disk:
        done = vanban("build", dossier_folder, "--output", disk / "out")
        assert done.returncode == 2, done.stderr
        assert "cannot be written" in done.stderr
        made = sorted(disk.rglob("*.docx"))
        assert made
        assert all(zipfile.ZipFile(path).testzip() is None for path in made)
        assert not list(disk.rglob(".*-*.part"))


def made_by(folder, output):
    events(folder, output)
    return sorted(output.rglob("*.docx"))


def run_python(code, cwd):
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        # a limit on files would cut compiled modules short, and leave them so
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


def many_businesses(folder, count):
    """The small dossier with `count` businesses: its own, over and over under new ids."""
    path = folder / "businesses.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    more = [rows[n % 5].replace(rows[n % 5][:6], f"CS-{n:05d}", 1) for n in range(count)]
    path.write_text("\n".join([header, *more]) + "\n", encoding="utf-8")


@pytest.mark.slow
def test_a_killed_build_leaves_whole_files_and_the_next_one_finishes(dossier_folder, tmp_path):
    many_businesses(dossier_folder, 300)
    start = time.monotonic()
    whole = {p.relative_to(tmp_path / "whole"): p.read_bytes() for p in made_by(dossier_folder, tmp_path / "whole")}
    took = time.monotonic() - start
    moments = random.Random(30)
    for round in range(6):
        output = tmp_path / f"killed-{round}"
        command = [sys.executable, "-m", "pipeline", "build", dossier_folder, "--output", output, "--jobs", "1"]
        process = subprocess.Popen(
            command,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.3, 0.4 + took))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for path in output.rglob("*.docx"):
            assert path.read_bytes() == whole[path.relative_to(output)]
        found = events(dossier_folder, output)
        assert set(statuses(found).values()) <= {"made", "unchanged"}
        assert {p.relative_to(output) for p in output.rglob("*.docx")} == set(whole)
        assert not list(output.rglob("*.part"))
        shutil.rmtree(output)


@pytest.mark.slow
def test_a_pool_of_processes_makes_what_one_process_makes(dossier_folder, tmp_path):
    many_businesses(dossier_folder, 200)
    one = {p.name: p.read_bytes() for p in made_by(dossier_folder, tmp_path / "one")}
    found = events(dossier_folder, tmp_path / "two", jobs=2)
    assert [e.id for e in entries(found) if e.kind == "commitment"] == [f"cs-{n:05d}" for n in range(200)]
    assert {p.name: p.read_bytes() for p in (tmp_path / "two").rglob("*.docx")} == one


def test_no_personal_number_is_in_file_names_or_the_manifest(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "out")
    text = (tmp_path / "out" / "nho" / "manifest.jsonl").read_text("utf-8")
    names = " ".join(str(path.relative_to(tmp_path)) for path in (tmp_path / "out").rglob("*"))
    for number in ("09907", "0100000", "9900000016"):
        assert number not in names
        assert f'"{number}' not in text


def replace_in(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_no_id_can_leave_the_output_folder(dossier_folder, tmp_path):
    for file in ("agencies.csv", "reports.csv"):
        replace_in(dossier_folder / file, "phong-mau", "../../../Phòng mẫu")
    replace_in(dossier_folder / "tasks.yaml", "phong-mau", "../../../Phòng mẫu")
    found = events(dossier_folder, tmp_path / "deep" / "er" / "out")
    assert statuses(found)["plan", "phong-mau"] == "made"
    assert [p for p in tmp_path.rglob("*.docx") if (tmp_path / "deep" / "er" / "out") not in p.parents] == []


def test_two_documents_never_share_a_file(dossier_folder, tmp_path):
    for file in ("agencies.csv", "reports.csv", "tasks.yaml"):
        replace_in(dossier_folder / file, "phong-mau", "office")
    found = events(dossier_folder, tmp_path / "out", kinds=("plan",))
    assert [(e.id, e.status) for e in entries(found)] == [("office", "made"), ("office", "failed")]
    assert problems(found) == ["document-twice"]


def test_a_second_row_of_one_id_fails_under_a_name_of_its_own(dossier_folder, tmp_path):
    replace_in(dossier_folder / "businesses.csv", "CS-002", "CS-001")
    found = entries(events(dossier_folder, tmp_path / "out", kinds=("commitment",)))
    assert [(e.id, e.status) for e in found][:2] == [("cs-001", "made"), ("cs-001-row-3", "failed")]


def test_a_kind_misspelt_in_the_dossier_is_told(dossier_folder, tmp_path):
    path = dossier_folder / "dossier.yaml"
    path.write_text(path.read_text("utf-8") + "documents: [directiv, plan]\n", encoding="utf-8")
    found = events(dossier_folder, tmp_path / "out")
    assert problems(found) == ["unknown-kind"]
    assert {e.kind for e in entries(found)} == {"plan"}


@pytest.mark.parametrize("line", ["{}", "null", '{"status": "odd"}', '{"kind": "plan", "status": "made"', "\x00"])
def test_a_manifest_that_somebody_spoilt_is_written_anew(dossier_folder, tmp_path, line):
    events(dossier_folder, tmp_path / "out")
    before = manifest(tmp_path / "out")
    (tmp_path / "out" / "nho" / "manifest.jsonl").write_text(line + "\n", encoding="utf-8")
    events(dossier_folder, tmp_path / "out")
    assert [line["path"] for line in manifest(tmp_path / "out")] == [line["path"] for line in before]


def test_one_file_that_cannot_be_written_fails_alone(dossier_folder, tmp_path):
    (tmp_path / "out" / "nho" / "commitment" / "cs-002.docx").mkdir(parents=True)
    found = events(dossier_folder, tmp_path / "out")
    assert [key for key, status in statuses(found).items() if status == "failed"] == [("commitment", "cs-002")]
    assert problems(found) == ["cannot-write-one"]


def test_a_record_too_large_for_a_document_fails_alone(dossier_folder, tmp_path):
    replace_in(dossier_folder / "businesses.csv", "Cơ sở Mẫu Số 01 (DỮ LIỆU MẪU)", "Cơ sở " + "rất lớn " * 15_000)
    replace_in(dossier_folder / "businesses.csv", "Nguyễn Văn Mẫu,05/3/1972", '"A\nB",05/3/1972')
    found = statuses(events(dossier_folder, tmp_path / "out", kinds=("commitment",)))
    assert set(found) == {("commitment", f"cs-00{n}") for n in range(1, 6)}
    assert found["commitment", "cs-003"] == "made"


def test_a_pool_keeps_the_order_of_rows_and_the_language(dossier_folder, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.executors.processes.WORTH_A_POOL", 2)
    monkeypatch.setattr("pipeline.executors.processes.Processes.chunk", 2)
    replace_in(dossier_folder / "businesses.csv", "0100000003", "x")
    events(dossier_folder, tmp_path / "one")
    events(dossier_folder, tmp_path / "two", jobs=2)
    assert manifest(tmp_path / "one") == manifest(tmp_path / "two")
    for path in sorted((tmp_path / "one").rglob("*.docx")):
        assert path.read_bytes() == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()


@pytest.mark.parametrize("field", [6, 7, 9, 11])
@pytest.mark.parametrize("line", [1, 2, 3, 4])
def test_no_faulty_agency_ends_the_build(dossier_folder, tmp_path, line, field):
    import csv

    path = dossier_folder / "agencies.csv"
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    rows[line][field] = "" if field != 11 else "chữ thường"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    found = events(dossier_folder, tmp_path / "out")
    assert all(entry.status in ("made", "failed") for entry in entries(found))


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="process groups are posix")
def test_a_pool_killed_with_its_build_leaves_neither_a_lock_nor_workers(dossier_folder, tmp_path):
    many_businesses(dossier_folder, 2000)
    command = [sys.executable, "-m", "pipeline", "build", dossier_folder, "--kind", "commitment", "--jobs", "2"]
    process = subprocess.Popen(
        [*command, "--output", tmp_path / "out"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: list(tmp_path.glob("out/nho/commitment/*.docx")))
    assert process.poll() is None, "it was to be killed at work"
    process.kill()
    process.wait()
    many_businesses(dossier_folder, 5)
    assert len(entries(events(dossier_folder, tmp_path / "out", kinds=("commitment",)))) == 5
    wait_until(lambda: not group_lives(process.pid))


def group_lives(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_citizen_number_as_id_names_no_file(dossier_folder, tmp_path):
    replace_in(dossier_folder / "businesses.csv", "CS-004", "099074000004")
    found = events(dossier_folder, tmp_path / "out", kinds=("commitment",))
    assert problems(found) == ["id-is-personal"]
    assert [e.id for e in entries(found) if e.status == "failed"] == ["row-5"]
    told = " ".join(str(e.problem.as_json()) for e in found if isinstance(e, Fault))
    assert "099074000004" not in told + str(manifest(tmp_path / "out"))


def test_the_office_does_not_write_to_itself(dossier_folder, tmp_path):
    replace_in(dossier_folder / "tasks.yaml", "id: NV3\n  clause: 2, gạch đầu dòng thứ nhất", "id: NV3\n  clause: x")
    text = (dossier_folder / "tasks.yaml").read_text("utf-8")
    head, tail = text.split("- id: NV3")
    (dossier_folder / "tasks.yaml").write_text(head + "- id: NV3" + tail.replace("lead: cap-xa", "lead: ubnd-huyen", 1))
    (dossier_folder / "reports.csv").write_text("Mã nhiệm vụ;Mã cơ quan;Ngày báo cáo;Trạng thái\n", encoding="utf-8")
    found = events(dossier_folder, tmp_path / "out")
    assert [e.id for e in entries(found) if e.kind == "follow-up"] == ["phong-mau", "xa-mot"]


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1)])
def test_a_cut_off_day_of_no_use_is_refused(dossier_folder, tmp_path, day):
    with pytest.raises(UsageError) as caught:
        events(dossier_folder, tmp_path / "out", as_of=day)
    assert caught.value.problem.code == "day-out-of-range"
