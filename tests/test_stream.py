"""A ZIP written as a stream is a ZIP to every reader, however many members it has and however large it is."""

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from pipeline.archive import ZipStream, is_ours

NAMES = ["a/một.docx", "a/two.docx", "b/ba.docx"]


def stream_of(path, members):
    stream = ZipStream(path)
    for name, data in members.items():
        stream.add(name, data)
    stream.finish()
    return path


def members_of(path):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def is_sound(path):
    """Whether other programs find no fault in a ZIP, as far as this machine has some."""
    testers = [["unzip", "-tqq", path], ["7z", "t", path], ["zip", "-T", path], ["bsdtar", "-tf", path]]
    there = [command for command in testers if shutil.which(command[0])]
    return all(subprocess.run(command, capture_output=True, check=False).returncode == 0 for command in there)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_what_goes_in_comes_out(tmp_path, count):
    members = {name: name.encode() * 1000 for name in NAMES[:count]}
    path = stream_of(tmp_path / "forms.zip", members)
    assert members_of(path) == members
    assert is_sound(path) or not count  # Info-ZIP complains of an empty one
    assert is_ours(path) is bool(count)


def test_the_same_members_give_the_same_bytes(tmp_path):
    members = dict.fromkeys(NAMES, b"x")
    one, two = (stream_of(tmp_path / name, members).read_bytes() for name in ("one.zip", "two.zip"))
    assert one == two


def test_a_file_goes_in_like_its_bytes(tmp_path):
    data = os.urandom(3_000_000)
    stream = ZipStream(tmp_path / "one.zip")
    stream.add_file("manifest.jsonl", io.BytesIO(data))
    stream.finish()
    assert (tmp_path / "one.zip").read_bytes() == stream_of(tmp_path / "two.zip", {"manifest.jsonl": data}).read_bytes()


def test_what_stood_at_the_place_is_no_part_of_it(tmp_path):
    (tmp_path / "forms.zip").write_bytes(b"left by a killed build")
    assert members_of(stream_of(tmp_path / "forms.zip", {"a": b"b"})) == {"a": b"b"}


@pytest.mark.parametrize(("far", "many"), [(1, 1), (1000, 0xFFFF), (3100, 0xFFFF), (0xFFFFFFFF, 3), (0xFFFFFFFF, 4)])
def test_wide_fields_are_read_back(tmp_path, monkeypatch, far, many):
    monkeypatch.setattr("pipeline.archive.stream._FAR", far)
    monkeypatch.setattr("pipeline.archive.stream._MANY", many)
    members = {name: os.urandom(1000) for name in NAMES}
    path = stream_of(tmp_path / "forms.zip", members)
    assert (b"PK\6\6" in path.read_bytes()[3100:]) is (far < 3300 or many <= 3)
    assert members_of(path) == members
    assert is_sound(path)


@pytest.mark.slow
def test_there_may_be_more_members_than_two_bytes_can_count(tmp_path):
    members = {f"{number}.docx": str(number).encode() for number in range(70_000)}
    path = stream_of(tmp_path / "forms.zip", members)
    assert members_of(path) == members
    assert is_sound(path)


def test_a_member_may_stand_beyond_4_gb(tmp_path):
    path = tmp_path / "forms.zip"
    stream = ZipStream(path)
    for name in ("first", "second"):
        with path.open("ab") as file:
            stream._begin(file, name, 0, 2**31 + 1)
        os.truncate(path, stream._size)  # a hole in the file stands for the member
    stream.add("last.docx", b"the last one")
    stream.finish()
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("last.docx").header_offset > 2**32
        assert archive.read("last.docx") == b"the last one"


@pytest.mark.skipif(os.name != "posix", reason="the number of open files is limited so on posix")
def test_any_number_of_zips_are_written_with_few_open_files(tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/dev/fd").iterdir())) + 8, hard))
    try:
        streams = [ZipStream(tmp_path / f"{number}.zip") for number in range(100)]
        for round in "abc":
            for stream in streams:
                stream.add(f"{round}.docx", round.encode())
        for stream in streams:
            stream.finish()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert all(members_of(tmp_path / f"{n}.zip") == {"a.docx": b"a", "b.docx": b"b", "c.docx": b"c"} for n in (0, 99))
