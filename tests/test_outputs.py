"""Folders, ZIPs, object stores: the same documents under the same manifest, whoever made them."""

import hashlib
import json
import os
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from pipeline.build import Request, build
from pipeline.events import Notice
from pipeline.problems import OutputError, UsageError
from pipeline.publish import parts, write_whole
from tests.clusters import local_cluster
from tests.outputs import KEYS, Bucket, Folder, Zip, documents, manifest_in, s3_server
from tests.test_build import TODAY, entries, events, problems, replace_in, small_disk, statuses


@pytest.fixture(scope="session")
def s3_address(tmp_path_factory):
    pytest.importorskip("s3fs", reason="the extra `s3` is not installed")
    pytest.importorskip("moto.server", reason="moto[server] is not installed")
    with s3_server(tmp_path_factory.mktemp("moto")) as address:
        yield address


@pytest.fixture
def place(request, tmp_path, monkeypatch):
    """An output of the shape asked for."""
    if request.param != "s3":
        return {"folder": Folder, "zip": Zip}[request.param](tmp_path)
    address = request.getfixturevalue("s3_address")
    for name, value in {**KEYS, "AWS_ENDPOINT_URL": address, "VANBAN_CACHE": str(tmp_path / "cache")}.items():
        monkeypatch.setenv(name, value)
    import boto3

    return Bucket(boto3.client("s3"), hashlib.sha256(str(tmp_path).encode()).hexdigest()[:40])


SHAPES = ["folder", "zip", pytest.param("s3", marks=pytest.mark.slow)]
every_shape = pytest.mark.parametrize("place", SHAPES, indirect=True)


@pytest.fixture
def expected(dossier_folder, tmp_path):
    """What one process makes into a folder: documents by name, lines of the manifest without their paths."""
    plain = Folder(tmp_path / "plain")
    events(dossier_folder, plain.address)
    return documents(plain), without(manifest_in(plain), "path")


def without(lines, *keys):
    return [{key: value for key, value in line.items() if key not in keys} for line in lines]


@pytest.fixture
def small_chunks(monkeypatch):
    """A pool is worth its while for five rows."""
    monkeypatch.setattr("pipeline.executors.processes.WORTH_A_POOL", 2)
    for executor in ("processes.Processes", "cluster.Cluster"):
        monkeypatch.setattr(f"pipeline.executors.{executor}.chunk", 2)


@pytest.fixture(scope="session")
def s3_cluster(s3_address, tmp_path_factory):
    """A cluster whose workers know the S3 server."""
    folder = tmp_path_factory.mktemp("dask") / "cluster"
    with pytest.MonkeyPatch.context() as patched:
        for name, value in {**KEYS, "AWS_ENDPOINT_URL": s3_address}.items():
            patched.setenv(name, value)
        with local_cluster(folder) as cluster:
            yield cluster


@every_shape
@pytest.mark.parametrize("workers", ["one", "two", pytest.param("cluster", marks=pytest.mark.slow)])
def test_documents_and_manifest_are_the_same_wherever_they_go(
    dossier_folder, expected, place, workers, small_chunks, request
):
    scheduler = request.getfixturevalue("s3_cluster").address if workers == "cluster" else ""
    found = events(dossier_folder, place.address, jobs=2 if workers == "two" else 1, scheduler=scheduler)
    assert {entry.status for entry in entries(found)} == {"made"}
    assert (documents(place), without(manifest_in(place), "path")) == expected
    for line in manifest_in(place):
        assert hashlib.sha256(place.holds(line)).hexdigest() == line["output_sha256"]


@every_shape
def test_a_second_build_changes_no_file(dossier_folder, place):
    events(dossier_folder, place.address)
    before = place.files()
    found = events(dossier_folder, place.address)
    assert set(statuses(found).values()) == {"unchanged"}
    assert place.files() == before


@every_shape
def test_a_changed_row_changes_its_document_and_the_manifest(dossier_folder, place):
    events(dossier_folder, place.address)
    before = place.members()
    replace_in(dossier_folder / "businesses.csv", "0100000004", "0100000044")
    found = statuses(events(dossier_folder, place.address))
    assert [key for key, status in found.items() if status == "made"] == [("commitment", "cs-004")]
    after = place.members()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"nho/commitment/cs-004.docx", "nho/manifest.jsonl"}


@every_shape
def test_building_one_kind_keeps_the_documents_of_the_others(dossier_folder, place):
    events(dossier_folder, place.address)
    before = documents(place)
    for kind in ("plan", "commitment"):
        replace_in(dossier_folder / "businesses.csv", "0100000004", "0100000044")
        found = events(dossier_folder, place.address, kinds=(kind,))
        replace_in(dossier_folder / "businesses.csv", "0100000044", "0100000004")
        assert {entry.kind for entry in entries(found)} <= {kind}
        assert documents(place).keys() == before.keys()
        for line in manifest_in(place):
            assert hashlib.sha256(place.holds(line)).hexdigest() == line["output_sha256"]


@every_shape
def test_a_build_that_is_stopped_is_finished_by_the_next(dossier_folder, expected, place):
    events(dossier_folder, place.address)
    replace_in(dossier_folder / "businesses.csv", "01000000", "01000001")
    stopped = build(Request(dossier_folder, place.address), today=TODAY)
    while getattr(next(stopped), "id", "") != "cs-002":
        pass
    with pytest.raises(OutputError) as caught:
        events(dossier_folder, place.address)
    assert caught.value.problem.code == "output-locked"
    stopped.close()
    replace_in(dossier_folder / "businesses.csv", "01000001", "01000000")
    assert set(statuses(events(dossier_folder, place.address)).values()) <= {"made", "unchanged"}
    assert (documents(place), without(manifest_in(place), "path", "status")) == (
        expected[0],
        without(expected[1], "status"),
    )


@pytest.fixture
def zips(tmp_path):
    return Zip(tmp_path)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_each_commune_has_a_zip_beside_the_one_that_was_asked_for(dossier_folder, zips):
    events(dossier_folder, zips.address)
    assert names(zips.folder) == ["forms-xa-mau-hai.zip", "forms-xa-mau-mot.zip", "forms.zip"]
    places = {line["id"]: line["path"] for line in manifest_in(zips) if line["kind"] in ("directive", "commitment")}
    assert places["directive"] == "forms.zip/nho/directive/directive.docx"
    assert places["cs-001"] == "forms-xa-mau-mot.zip/nho/commitment/cs-001.docx"


def test_zips_take_their_places_when_all_are_whole(dossier_folder, zips):
    def whole():
        return {path.name: (path.stat().st_ino, path.read_bytes()) for path in zips.folder.glob("*.zip")}

    events(dossier_folder, zips.address)
    before = whole()
    replace_in(dossier_folder / "businesses.csv", "01000000", "01000001")
    stopped = build(Request(dossier_folder, zips.address), today=TODAY)
    while getattr(next(stopped), "kind", "") != "statistics":
        assert whole() == before
    stopped.close()
    assert whole() == before
    assert names(zips.folder) == sorted(before)
    events(dossier_folder, zips.address)
    assert all(whole()[name] != before[name] for name in before)


def test_what_a_killed_build_left_of_zips_is_cleared(dossier_folder, zips):
    zips.folder.mkdir()
    for name in (".forms.zip.part", ".forms.zip.forms-xa-cu.zip.part", ".forms.zip.forms-xa-mau-mot.zip.part"):
        (zips.folder / name).write_bytes(b"PK\3\4")
    others = zips.folder / ".forms-2.zip.part"
    others.touch()
    events(dossier_folder, zips.address)
    assert names(zips.folder) == [others.name, "forms-xa-mau-hai.zip", "forms-xa-mau-mot.zip", "forms.zip"]
    assert zips.members()


@pytest.mark.parametrize("theirs", ["forms.zip", "forms-xa-mau-mot.zip"])
@pytest.mark.parametrize("is_zip", [True, False])
def test_a_file_of_somebody_elses_in_the_place_of_a_zip_is_kept_aside(dossier_folder, zips, theirs, is_zip):
    zips.folder.mkdir()
    with zipfile.ZipFile(zips.folder / theirs, "w") as archive:
        archive.writestr("nho/directive/directive.docx", "something of theirs")
    if not is_zip:
        (zips.folder / theirs).write_bytes(b"no ZIP")
    before = (zips.folder / theirs).read_bytes()
    found = events(dossier_folder, zips.address)
    (kept,) = zips.folder.glob("*.edited-*.zip")
    assert kept.read_bytes() == before
    (notice,) = (event.problem for event in found if isinstance(event, Notice))
    assert (notice.code, notice.where.file, notice.values["kept"]) == (
        "edited-by-hand",
        str(zips.folder / theirs),
        kept.name,
    )
    kept.unlink()
    assert len(documents(zips)) == 12


def test_a_zip_of_a_commune_that_is_gone_is_named(dossier_folder, zips):
    events(dossier_folder, zips.address)
    replace_in(dossier_folder / "businesses.csv", "Xã Mẫu Hai", "Xã Mẫu Một")
    found = events(dossier_folder, zips.address, kinds=("commitment",))
    (notice,) = (event.problem for event in found if isinstance(event, Notice))
    assert (notice.code, notice.values["path"]) == ("left-over", str(zips.folder / "forms-xa-mau-hai.zip"))


def test_documents_that_failed_are_in_no_zip(dossier_folder, zips):
    events(dossier_folder, zips.address)
    replace_in(dossier_folder / "businesses.csv", "0100000002", "x")
    events(dossier_folder, zips.address)
    assert "nho/commitment/cs-002.docx" not in zips.members()
    assert next(line["status"] for line in manifest_in(zips) if line["id"] == "cs-002") == "failed"


def test_a_full_disk_leaves_the_zips_as_they_were(dossier_folder, zips, tmp_path, vanban):
    events(dossier_folder, zips.address)
    before = {path.name: path.read_bytes() for path in zips.folder.iterdir()}
    replace_in(dossier_folder / "businesses.csv", "01000000", "01000001")
    with small_disk(tmp_path / "disk", int(1.5 * sum(map(len, before.values())))) as disk:
        for name, data in before.items():
            (disk / name).write_bytes(data)
        done = vanban("build", dossier_folder, "--output", disk / "forms.zip")
        assert (done.returncode, done.stderr.count("cannot be written")) == (2, 1), done.stderr
        assert {path.name: path.read_bytes() for path in disk.iterdir()} == before


def test_a_document_replaced_in_a_zip_is_kept_with_it(dossier_folder, zips):
    events(dossier_folder, zips.address)
    with zipfile.ZipFile(zips.folder / "forms-xa-mau-mot.zip", "a") as archive, pytest.warns(UserWarning, match="Dupl"):
        archive.writestr("nho/commitment/cs-001.docx", "mended by a clerk")
    edited = (zips.folder / "forms-xa-mau-mot.zip").read_bytes()
    assert problems(events(dossier_folder, zips.address), Notice) == ["edited-by-hand"]
    (kept,) = zips.folder.glob("forms-xa-mau-mot.edited-*.zip")
    assert kept.read_bytes() == edited
    assert problems(events(dossier_folder, zips.address), Notice) == []


LEFT = {  # by whom: the name, how old it is, whether the next build takes it away
    "a process of this machine that is gone": (f".{parts._HOST}-{{gone}}-1.part", 0, True),
    "a process that runs": (f".{parts._HOST}-{os.getpid()}-1.part", 0, False),
    "a process whose number has another, long ago": (f".{parts._HOST}-{os.getpid()}-1.part", parts.STALE * 2, True),
    "another machine, just now": (".may-khac-1-1.part", 0, False),
    "another machine, long ago": (".may-khac-1-1.part", parts.STALE * 2, True),
    "an earlier version, long ago": (".cs-001.docx.part", parts.STALE * 2, True),
}


@pytest.mark.parametrize("by", LEFT)
def test_what_was_left_half_written_is_cleared_when_nobody_writes_it_any_more(dossier_folder, tmp_path, by):
    name, age, is_cleared = LEFT[by]
    ended = subprocess.Popen(["true"])
    ended.wait()
    left = tmp_path / "out" / "nho" / "commitment" / name.format(gone=ended.pid)
    left.parent.mkdir(parents=True)
    left.touch()
    os.utime(left, (time.time() - age,) * 2)
    events(dossier_folder, tmp_path / "out")
    assert left.exists() != is_cleared


def test_two_machines_that_write_one_document_do_not_take_each_others_file(tmp_path, monkeypatch):
    replaced = []

    def as_the_other_writes(beside, path):
        monkeypatch.undo()
        monkeypatch.setattr(parts, "_HOST", "may-khac")
        write_whole(path, b"theirs")
        monkeypatch.undo()
        replaced.append(path.read_bytes())
        Path(beside).replace(path)

    monkeypatch.setattr("pipeline.publish.whole.os.replace", as_the_other_writes)
    write_whole(tmp_path / "a.docx", b"ours")
    assert (replaced, (tmp_path / "a.docx").read_bytes()) == ([b"theirs"], b"ours")
    assert names(tmp_path) == ["a.docx"]


@pytest.fixture
def grouped(dossier_folder, tmp_path, monkeypatch):
    """A dossier with so many businesses that they stand in folders of their communes."""
    monkeypatch.setattr("pipeline.build.MANY", 4)
    return dossier_folder, tmp_path / "out"


def forms(output):
    folder = output / "nho" / "commitment"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.docx"))


ONE, TWO = "xa-mau-mot", "xa-mau-hai"
BY_COMMUNE = [f"{TWO}/cs-004.docx", f"{TWO}/cs-005.docx", *(f"{ONE}/cs-00{n}.docx" for n in (1, 2, 3))]


def test_many_forms_stand_in_folders_of_their_communes(grouped):
    events(*grouped)
    assert forms(grouped[1]) == BY_COMMUNE


@pytest.mark.parametrize("many", [4, 5])
@pytest.mark.parametrize("faulty", ["0100000001", None])
def test_forms_stay_where_they_stood_however_many_there_are(grouped, monkeypatch, many, faulty):
    events(*grouped)
    monkeypatch.setattr("pipeline.build.MANY", many)
    if faulty:
        replace_in(grouped[0] / "businesses.csv", faulty, "x")
    for _ in range(2):
        events(*grouped)
        assert forms(grouped[1]) == BY_COMMUNE


def test_a_first_row_that_fails_says_nothing_of_where_the_others_stand(grouped):
    data = (grouped[0] / "businesses.csv").read_text("utf-8")
    replace_in(grouped[0] / "businesses.csv", "0100000001", "x")
    events(*grouped)
    (grouped[0] / "businesses.csv").write_text(data, "utf-8")
    events(*grouped)
    assert forms(grouped[1]) == BY_COMMUNE


@pytest.mark.parametrize("place", ["folder", "s3"], indirect=True)
def test_a_form_that_moves_to_another_commune_is_left_over_in_the_old_one(grouped, place):
    events(grouped[0], place.address)
    lines = (grouped[0] / "businesses.csv").read_text("utf-8").splitlines()
    lines[3] = lines[3].replace("Xã Mẫu Một", "Xã Mẫu Hai")
    (grouped[0] / "businesses.csv").write_text("\n".join(lines), "utf-8")
    for _ in range(2):
        found = events(grouped[0], place.address, kinds=("commitment",))
        paths = [event.problem.values["path"] for event in found if isinstance(event, Notice)]
        assert paths == [f"{place.address}/nho/commitment/{ONE}/cs-003.docx"]


def test_a_broken_template_leaves_nothing_over(dossier_folder, tmp_path):
    events(dossier_folder, tmp_path / "out")
    (dossier_folder / "templates").mkdir()
    (dossier_folder / "templates" / "plan.docx").write_bytes(b"not a document")
    assert problems(events(dossier_folder, tmp_path / "out"), Notice) == []


def test_an_address_of_no_known_kind_is_refused(dossier_folder):
    with pytest.raises(UsageError) as caught:
        events(dossier_folder, "no-such-store://bucket/folder")
    assert (caught.value.problem.code, caught.value.problem.values["address"]) == (
        "unknown-address",
        "no-such-store://bucket/folder",
    )


def test_a_zip_takes_the_documents_of_one_dossier(dossier_folder, tmp_path, vanban):
    shutil.copytree(dossier_folder, tmp_path / "other")
    done = vanban("build", dossier_folder, tmp_path / "other", "--output", "all.zip", "--json")
    assert done.returncode == 2
    assert [problem["code"] for problem in json.loads(done.stdout)["problems"]] == ["zip-of-several"]
    assert not (tmp_path / "all.zip").exists()
