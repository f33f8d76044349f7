"""Folders, ZIPs, object stores: the same documents under the same manifest, whoever made them."""

import hashlib
import os

import pytest

from pipeline.build import Request, build
from pipeline.events import Notice
from pipeline.problems import OutputError
from tests.clusters import ROOT, local_cluster
from tests.outputs import KEYS, Bucket, Folder, Zip, documents, manifest_in, s3_server
from tests.test_build import TODAY, entries, events, problems, replace_in, statuses


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


every_shape = pytest.mark.parametrize("place", ["folder", "zip", "s3"], indirect=True)


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
    replace_in(dossier_folder / "businesses.csv", "01000000", "02000000")
    stopped = build(Request(dossier_folder, place.address), today=TODAY)
    while getattr(next(stopped), "id", "") != "cs-002":
        pass
    with pytest.raises(OutputError) as caught:
        events(dossier_folder, place.address)
    assert caught.value.problem.code == "output-locked"
    stopped.close()
    replace_in(dossier_folder / "businesses.csv", "02000000", "01000000")
    assert set(statuses(events(dossier_folder, place.address)).values()) <= {"made", "unchanged"}
    assert (documents(place), without(manifest_in(place), "path", "status")) == (
        expected[0],
        without(expected[1], "status"),
    )
