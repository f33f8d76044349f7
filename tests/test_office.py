"""LibreOffice behind its door: many files a start, one that fails alone, nothing left running, nothing fetched."""

import io
import os
import shutil
import stat
import sys
import tempfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from PIL import Image

from pipeline import office
from pipeline.office import Office, Source, convert, find_office
from pipeline.office.profile import write_profile
from pipeline.pages import read_pages
from pipeline.problems import PackageError, VanbanError
from tests.clusters import wait_until
from tests.paper_docx import zipped
from tests.papers import sound

pytestmark = pytest.mark.slow  # they start processes of their own

# A program with LibreOffice's arguments that does what the files say, and writes down what it was started with.
STAND_IN = """#!{python}
import os, subprocess, sys, time
from pathlib import Path
arguments = sys.argv[1:]
log, output = Path({log!r}), Path(arguments[arguments.index("--outdir") + 1])
files = [Path(one) for one in arguments[arguments.index("--outdir") + 2:]]
profile = next(one for one in arguments if one.startswith("-env:UserInstallation="))
with log.open("a") as lines:
    print(profile, *(file.read_bytes().decode() for file in files), file=lines)
for file in files:
    words = file.read_bytes().decode()
    if words == "hang" or (words == "hang in company" and len(files) > 1):
        child = subprocess.Popen(["sleep", "600"])
        Path({log!r} + ".child").write_text(str(child.pid))
        time.sleep(600)
    if words == "crash" or (words == "crash in company" and len(files) > 1):
        os.abort()
    pdf = output / (file.stem + ".pdf")
    if words == "cut short":
        pdf.write_bytes(b"%PDF-1.6 of")
        time.sleep(600)
    if words != "nothing":
        pdf.write_bytes(b"%PDF-1.6 of " + file.read_bytes() + b"\\n%%EOF\\n")
"""


@pytest.fixture
def stand_in(tmp_path):
    """Convert words with the stand-in; what comes out, and what each start was given."""
    log = tmp_path / "log"
    program = tmp_path / "soffice"
    program.write_text(STAND_IN.format(python=sys.executable, log=str(log)))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)

    def run(*words, **limits):
        sources = [Source(word.encode(), f"{word}.docx") for word in words]
        results = list(convert(sources, Office(str(program), **({"start_s": 4, "file_s": 2} | limits))))
        shown = [str(one.problem.where) if isinstance(one, VanbanError) else one.split(b"\n")[0] for one in results]
        starts = [line.split(" ", 1) for line in log.read_text().splitlines()]
        return shown, [files for _, files in starts], [profile for profile, _ in starts]

    return run


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().split()[2]


def test_all_files_take_one_start_and_come_back_in_order(stand_in):
    shown, starts, _ = stand_in("a", "b", "c")
    assert shown == [b"%PDF-1.6 of a", b"%PDF-1.6 of b", b"%PDF-1.6 of c"]
    assert starts == ["a b c"]


def test_no_file_takes_no_start():
    assert list(convert([], Office("/no/such/program"))) == []


def test_very_many_files_take_several_starts(stand_in, monkeypatch):
    monkeypatch.setattr(office, "BATCH", 2)
    shown, starts, _ = stand_in("a", "b", "c")
    assert shown == [b"%PDF-1.6 of a", b"%PDF-1.6 of b", b"%PDF-1.6 of c"]
    assert starts == ["a b", "c"]


def test_a_file_without_a_pdf_is_tried_once_more_alone_and_then_named(stand_in):
    shown, starts, _ = stand_in("a", "nothing", "c")
    assert shown == [b"%PDF-1.6 of a", "nothing.docx", b"%PDF-1.6 of c"]
    assert starts == ["a nothing c", "nothing"]


def test_a_single_file_is_not_tried_twice(stand_in):
    shown, starts, _ = stand_in("nothing")
    assert (shown, starts) == (["nothing.docx"], ["nothing"])


@pytest.mark.parametrize("fault", ["crash", "hang"])
def test_a_file_that_breaks_a_start_off_does_not_keep_the_others(stand_in, fault):
    shown, starts, _ = stand_in("a", fault, "c", "d")
    assert shown == [b"%PDF-1.6 of a", f"{fault}.docx", b"%PDF-1.6 of c", b"%PDF-1.6 of d"]
    assert starts == [f"a {fault} c d", fault, "c d"]


@pytest.mark.parametrize("fault", ["crash in company", "hang in company"])
def test_a_file_that_fails_in_company_comes_through_alone(stand_in, fault):
    shown, _, _ = stand_in("a", fault, "c")
    assert shown == [b"%PDF-1.6 of a", f"%PDF-1.6 of {fault}".encode(), b"%PDF-1.6 of c"]


def test_a_pdf_that_was_cut_short_does_not_count(stand_in):
    shown, _, _ = stand_in("a", "cut short", "c")
    assert shown == [b"%PDF-1.6 of a", "cut short.docx", b"%PDF-1.6 of c"]


def test_what_hangs_is_killed_with_its_children(stand_in, tmp_path):
    stand_in("hang")
    child = int((tmp_path / "log.child").read_text())
    wait_until(lambda: not alive(child))


def test_the_time_allowed_grows_with_the_files_that_are_done(tmp_path):
    program = tmp_path / "soffice"
    slow = STAND_IN.replace("for file in files:", "for file in files:\n    time.sleep(1)")
    program.write_text(slow.format(python=sys.executable, log=str(tmp_path / "log")))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    results = list(convert([Source(b"a")] * 6, Office(str(program), start_s=2, file_s=2.5)))
    assert all(isinstance(one, bytes) for one in results)


def test_every_start_has_a_profile_of_its_own_that_is_thrown_away(stand_in):
    _, _, profiles = stand_in("a", "crash", "c")
    assert len(set(profiles)) == 3
    assert not any(Path(one.removeprefix("-env:UserInstallation=file://")).exists() for one in profiles)


def test_files_lie_under_our_names_and_no_user_file_is_touched(stand_in, tmp_path):
    path = tmp_path / "-- kế hoạch; $(x).docx"
    path.write_bytes(b"a")
    before = path.stat().st_mtime_ns, set(tmp_path.iterdir())
    program = tmp_path / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(tmp_path / 'seen')!r}, 'w').write(' '.join(sys.argv))\n"
    )
    (error,) = convert([Source(path, path.name)], Office(str(program)))
    assert error.problem.where.file == path.name
    seen = (tmp_path / "seen").read_text()
    assert seen.endswith("/0001.docx")
    assert "kế hoạch" not in seen
    assert (path.stat().st_mtime_ns, set(tmp_path.iterdir()) - {tmp_path / "seen"}) == before


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(stand_in, tmp_path):
    (tmp_path / "soffice.log").touch()
    program = Office(str(tmp_path / "soffice"))
    gone, there = convert([Source(tmp_path / "gone.docx", "gone.docx"), Source(b"a", "a.docx")], program)
    assert isinstance(gone, PackageError)
    assert gone.problem.where.file == "gone.docx"
    assert isinstance(there, bytes)


def test_a_machine_without_libreoffice_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(VanbanError) as raised:
        find_office()
    assert raised.value.problem.code == "office-missing"
    assert "libreoffice-writer" in raised.value.problem.hint
    with pytest.raises(VanbanError):
        list(convert([Source(b"a")]))


def test_the_profile_lets_no_macro_run_and_no_link_be_followed(tmp_path):
    write_profile(tmp_path)
    said = (tmp_path / "user" / "registrymodifications.xcu").read_text()
    for name, value in (
        ("DisableMacrosExecution", "true"),
        ("MacroSecurityLevel", "3"),
        ("BlockUntrustedRefererLinks", "true"),
        ("Link", "2"),
    ):
        assert f'oor:name="{name}" oor:op="fuse"><value>{value}</value>' in said


real = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is missing")


@real
def test_libreoffice_prints_what_it_can_and_names_what_it_cannot(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    good, bad, also = convert([Source(sound("plan").docx()), Source(b"no document", "bad.docx"), Source(letter(""))])
    assert good.startswith(b"%PDF-")
    assert also.startswith(b"%PDF-")
    assert bad.problem.code == "office-failed"
    assert bad.problem.where.file == "bad.docx"
    assert list(tmp_path.iterdir()) == []


@real
def test_only_the_reader_of_docx_sees_a_file():
    page = b"<html><body><p>Not a Word document</p></body></html>"
    (result,) = convert([Source(page, "page.docx")])
    assert result.problem.code == "office-failed"


@real
def test_nothing_is_fetched_from_elsewhere():
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (result,) = convert([Source(letter(f"http://127.0.0.1:{server.server_port}"))])
        server.shutdown()
    assert result.startswith(b"%PDF-")
    assert asked == []


@real
def test_no_other_file_of_the_machine_is_taken_in(tmp_path):
    Image.new("RGB", (50, 50), "red").save(tmp_path / "picture.png")
    (result,) = convert([Source(letter(tmp_path.as_uri()))])
    assert read_pages(result).pages[0].pictures == 0


def letter(elsewhere):
    """A letter; where `elsewhere` is given, with a picture, a text and a template that lie there."""
    if not elsewhere:
        return sound("letter").docx()
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    picture = (
        f'<w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/>'
        f'<wp:docPr id="1" name="x"/><a:graphic xmlns:a="{drawing}/main"><a:graphicData uri="{drawing}/picture">'
        f'<pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{r}" r:link="p"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    inserted = f'<w:instrText>INCLUDEPICTURE "{elsewhere}/field.png" \\d</w:instrText>'
    field = "".join(
        f"<w:r>{one}</w:r>"
        for one in ('<w:fldChar w:fldCharType="begin"/>', inserted, '<w:fldChar w:fldCharType="end"/>')
    )
    document = (
        f"<w:document {w}><w:body><w:p><w:r><w:t>Chữ</w:t></w:r><w:r>{picture}</w:r>{field}</w:p></w:body></w:document>"
    )
    source = zipped({"document": document})
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name == "word/_rels/document.xml.rels":
                tie = f'<Relationship Id="p" Type="{r}/image" TargetMode="External" Target="{elsewhere}/picture.png"/>'
                text = text.replace("</Relationships>", tie + "</Relationships>")
            new.writestr(name, text)
    return data.getvalue()
