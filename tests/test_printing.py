"""PDFs beside the documents of a build: what is unchanged is left, what fails is named, nothing is half-written."""

import contextlib
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # they start LibreOffice
FULL = 300 << 10  # bytes: more than the documents take, less than their PDFs


def made_in(output):
    return {path.relative_to(output).as_posix(): path.stat().st_mtime_ns for path in output.rglob("*.pdf")}


@contextlib.contextmanager
def small_disk(folder, size):
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a disk of its own cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def whole(output):
    """Every PDF below a folder can be opened, and nothing else was left there."""
    for path in output.rglob("*"):
        assert not path.name.endswith(".part")
        if path.suffix == ".pdf":
            pikepdf.open(path).close()
    return True


def test_a_build_makes_the_pdf_of_each_document_once(dossier_folder, tmp_path, vanban):
    command = ("build", dossier_folder, "--format", "pdf", "--output", "out", "--json")
    told = json.loads(vanban(*command, "--as-of", "2026-06-15").stdout)["documents"]
    docx, pdf = ({one["path"].rpartition(".")[0] for one in told if one["path"].endswith(end)} for end in ("x", "f"))
    assert docx == pdf != set()
    out = tmp_path / "out"
    for line in map(json.loads, (out / "nho" / "manifest-pdf.jsonl").read_text("utf-8").splitlines()):
        assert hashlib.sha256((out / line["path"]).read_bytes()).hexdigest() == line["output_sha256"]
    before = made_in(out)
    (gone, *_), (signed, *_) = sorted(before), sorted(before, reverse=True)
    (out / gone).unlink()
    with (out / signed).open("ab") as file:
        file.write(b"\n/ByteRange [0 1 2 3]")
    as_signed = made_in(out)[signed]
    told = json.loads(vanban(*command, "--as-of", "2026-06-15").stdout)["documents"]
    assert [one["path"] for one in told if one["status"] == "made"] == [gone]
    assert made_in(out)[signed] == as_signed
    told = json.loads(vanban(*command, "--as-of", "2026-07-15").stdout)["documents"]
    changed = {one["path"].rpartition(".")[0] for one in told if one["status"] == "made"}
    kinds = {path.split("/")[1] for path in changed}
    assert "statistics" in kinds
    assert not kinds & {"directive", "plan", "commitment"}
    assert changed == {one["path"][:-5] for one in told if one["status"] == "made" and one["path"].endswith(".docx")}


def test_without_libreoffice_the_documents_are_made_and_that_is_said(dossier_folder, tmp_path, vanban):
    empty = tmp_path / "bin"
    empty.mkdir()
    result = vanban("build", dossier_folder, "--format", "pdf", "--kind", "directive", env={"PATH": str(empty)})
    assert result.returncode == 2
    assert "LibreOffice is not on this machine" in result.stderr, "office-missing"
    assert list((tmp_path / "output").rglob("*.docx"))
    assert whole(tmp_path / "output")


def test_a_full_disk_is_told_and_the_next_build_finishes(dossier_folder, tmp_path, vanban):
    with small_disk(tmp_path / "disk", FULL) as disk:
        command = ("build", dossier_folder, "--format", "pdf", "--output", disk / "out")
        result = vanban(*command)
        assert result.returncode == 2
        assert "cannot be written: No space left on device" in result.stderr
        assert made_in(disk)
        assert whole(disk)
        shutil.copytree(disk / "out", tmp_path / "out")
    done = made_in(tmp_path / "out")
    result = vanban("build", dossier_folder, "--format", "pdf", "--output", tmp_path / "out")
    assert result.returncode == 0, result.stderr
    assert done.items() <= made_in(tmp_path / "out").items()
    assert len(made_in(tmp_path / "out")) == len(list((tmp_path / "out").rglob("*.docx")))


def test_a_full_disk_for_what_is_under_way_is_no_fault_of_the_documents(dossier_folder, tmp_path, vanban):
    with small_disk(tmp_path / "disk", "600k") as disk:
        result = vanban("build", dossier_folder, "--format", "pdf", env={"TMPDIR": str(disk)})
    assert result.returncode == 2
    assert "TMPDIR cannot be written: No space left on device" in result.stderr
    assert "LibreOffice cannot print" not in result.stderr


def test_pdfs_are_made_in_folders_only(vanban):
    result = vanban("build", ROOT / "data" / "luc-nam-2026", "--format", "pdf", "--output", "forms.zip")
    assert result.returncode == 2
    assert "PDFs are made beside their documents" in result.stderr, "pdf-elsewhere"


def test_a_face_that_is_not_as_wide_is_told_once_and_mended_when_it_is_there(dossier_folder, tmp_path, vanban):
    face = next(Path("/usr/share/fonts").rglob("DejaVuSans.ttf"), None)
    if face is None:
        pytest.skip("there is no other face here to be taken instead")
    (tmp_path / "fonts").mkdir()
    shutil.copy(face, tmp_path / "fonts")
    told = f"<fontconfig><dir>{tmp_path}/fonts</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    (tmp_path / "fonts.conf").write_text(told)
    command = ("build", dossier_folder, "--format", "pdf", "--kind", "commitment")
    result = vanban(*command, env={"FONTCONFIG_FILE": str(tmp_path / "fonts.conf")})
    assert result.returncode == 0
    assert "5 PDFs, this the first, are set in DejaVuSans" in result.stderr, "faces-missing"
    assert result.stderr.count("for want of a face as wide") == 1
    again = vanban(*command)
    assert "5 PDF files: 5 made" in again.stdout
    assert again.stderr == ""
