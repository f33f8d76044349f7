"""PDFs of Word files: the same pages merged as alone, the same bytes twice, one bad file beside many good ones."""

import io
import json
import os
import signal
import threading
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from PIL import Image, ImageChops

from pipeline.archive import read_package, write_package
from pipeline.cli import printing
from pipeline.cli import vanban as commands
from pipeline.cli.previewing import picture as preview
from pipeline.office import Office, convert, find_office
from pipeline.pdf import Made, Source, Wanted, is_ours, make_pdfs, making
from pipeline.pdf.faces import asked_faces, strange_faces
from pipeline.pdf.merging import merged, sheet_of
from pipeline.pdf.properties import Properties, issued_properties
from pipeline.problems import VanbanError
from pipeline.problems.texts import TEXTS
from tests.paper_docx import zipped

SAMPLE = Path(__file__).parent.parent / "data" / "luc-nam-2026"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PLAIN = f'<w:p xmlns:w="{W}"><w:r><w:t>Một đoạn</w:t></w:r></w:p>'
SECTION = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"


def paper(body, section=SECTION):
    document = f'<w:document xmlns:w="{W}"><w:body>{body}{section}</w:body></w:document>'
    return zipped({"document": document})


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The documents of the sample dossier, by their paths."""
    folder = tmp_path_factory.mktemp("built")
    result = CliRunner().invoke(commands, ["build", str(SAMPLE), "--output", str(folder), "--jobs", "1"])
    assert result.exit_code == 0, result.output
    return sorted(folder.rglob("*.docx"))


def pdfs_of(files, **wanted):
    made = dict(make_pdfs([Source(file, f"{number}.docx") for number, file in enumerate(files)], Wanted(**wanted)))
    return [made[number] for number in range(len(made))]


def forms(built, count):
    """The first of the commitment forms that were built."""
    yield from (file.read_bytes() for file in [one for one in built if one.parent.name == "commitment"][:count])


def pictures(pdf):
    return [page.render(scale=1.4).to_pil() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:p>",
        "<w:p><w:r><w:instrText> NUMPAGES </w:instrText></w:r></w:p>",
        "<w:p><w:r><w:footnoteReference w:id='1'/></w:r></w:p>",
        "<w:p><w:hyperlink w:anchor='here'/></w:p>",
        "<w:p><w:r><x:drawing xmlns:x='urn:other'/></w:r></w:p>",
        f"<w:p><w:pPr>{SECTION}</w:pPr></w:p><w:p/>",
        "<w:tbl/>",
        "<w:p><w:pPr><w:ind w:left='720'/></w:pPr></w:p>",
    ],
)
def test_what_counts_through_a_document_stands_alone(body):
    assert sheet_of(read_package(paper(body))) is None


def test_only_documents_that_share_all_but_their_words_stand_together():
    wide = SECTION.replace("11906", "16838")
    one, other, turned = (sheet_of(read_package(paper(PLAIN, each))) for each in (SECTION, SECTION, wide))
    assert one.key == other.key != turned.key


def test_every_document_of_a_merged_one_begins_a_page_numbered_one():
    whole = read_package(merged([sheet_of(read_package(paper(PLAIN))) for _ in range(3)]))
    root = whole.xml(whole.main)
    starts = [one.get(f"{{{W}}}start") for one in root.iter(f"{{{W}}}pgNumType")]
    assert starts == ["1", "1", "1"]
    assert len(list(root.iter(f"{{{W}}}bookmarkStart"))) == 3


@pytest.mark.slow
@pytest.mark.parametrize("archival", [False, True])
def test_pages_are_the_same_merged_as_alone(built, archival, monkeypatch):
    files = [*forms(built, 26), *built[-11:]]
    given = []
    monkeypatch.setattr(making, "convert", lambda sources, *rest: given.append(len(sources)) or convert(sources, *rest))
    sources = [Source(file, f"{number}.docx") for number, file in enumerate(files)]
    together = [made for _, made in sorted(make_pdfs(sources, Wanted(archival)), key=lambda one: one[0])]
    assert len(given) == 1, "a merged document failed, and was made one by one"
    assert given[0] < len(files) / 2, "nothing was merged"
    alone = list(convert(sources, None, Wanted(archival).options))
    for one, other in zip(together, alone, strict=True):
        pages, wanted = pictures(one.pdf), pictures(other)
        assert len(pages) == len(wanted)
        assert not any(ImageChops.difference(a, b).getbbox() for a, b in zip(pages, wanted, strict=True))


@pytest.mark.slow
def test_the_same_files_give_the_same_bytes_however_many_work(built):
    files = list(forms(built, 30))
    assert [one.pdf for one in pdfs_of(files, jobs=1)] == [one.pdf for one in pdfs_of(files, jobs=2)]


@pytest.mark.slow
def test_an_archival_pdf_says_so_and_what_its_page_says(built):
    letter = next(one for one in built if one.parent.name == "directive")
    (made,) = pdfs_of([letter], archival=True, metadata=True)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert pdf.pdf_version >= "1.6"
        with pdf.open_metadata() as said:
            assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "B")
            assert said["dc:identifier"] == str(pdf.docinfo["/Keywords"]) == "215/UBND-VHXH"
            assert said["dc:title"].startswith("Công văn tăng cường phòng, chống tệ nạn mại dâm")
            assert said["dc:date"] == ["2026-03-05"]
    assert is_ours(made.pdf)


def test_an_annex_in_its_own_file_says_what_it_is_and_what_it_comes_with():
    note = "(Kèm theo Kế hoạch số 32/KH-UBND ngày 05 tháng 3 năm 2026 của Ủy ban nhân dân xã Mẫu)"
    lines = ("Phụ lục II", "DANH MỤC NHIỆM VỤ", note, "1. Rà soát (DỮ LIỆU MẪU)")
    body = "".join(f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>{one}</w:t></w:r></w:p>" for one in lines)
    assert issued_properties(paper(body)) == Properties(
        title="Phụ lục II DANH MỤC NHIỆM VỤ",
        subject="DANH MỤC NHIỆM VỤ",
        author="Ủy ban nhân dân xã Mẫu",
        number="32/KH-UBND",
        date="2026-03-05",
    )


def children(parent):
    """The processes below a process, from /proc."""
    parents = {}
    for one in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(one.parent.name)] = int(one.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    found = {parent}
    while more := {pid for pid, above in parents.items() if above in found} - found:
        found |= more
    return found - {parent}


@pytest.mark.slow
def test_all_are_made_though_a_worker_is_killed_in_the_middle(built):
    files = [one for one in built if one.parent.name == "commitment"][:30]
    killed = []
    done = threading.Event()

    def kill():
        while not killed and not done.wait(0.2):
            for pid in children(os.getpid()):
                if Path(f"/proc/{pid}/comm").read_text().startswith("soffice.bin"):
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)

    killer = threading.Thread(target=kill)
    killer.start()
    made = pdfs_of(files, jobs=2)
    done.set()
    killer.join()
    assert killed
    assert not any(isinstance(one, VanbanError) for one in made)


@pytest.mark.slow
def test_a_damaged_file_is_named_and_the_others_are_made(built, tmp_path, vanban):
    good, bad = tmp_path / "good.docx", tmp_path / "bad.docx"
    good.write_bytes(built[0].read_bytes())
    bad.write_bytes(built[0].read_bytes()[:3000])
    result = vanban("pdf", good, bad, "--json")
    told = json.loads(result.stdout)
    assert result.returncode == 2
    assert {Path(one["file"]).name: one["status"] for one in told["documents"]} == {
        "good.docx": "made",
        "bad.docx": "failed",
    }
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix) == ["bad.docx", "good.docx", "good.pdf"]
    assert json.loads(vanban("pdf", good, "--json").stdout)["documents"][0]["status"] == "unchanged"


@pytest.mark.slow
def test_a_pdf_that_is_not_ours_is_kept(built, tmp_path, vanban):
    letter = tmp_path / "letter.docx"
    letter.write_bytes(built[0].read_bytes())
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7 signed elsewhere")
    result = vanban("pdf", letter)
    assert result.returncode == 0, result.stderr
    assert "kept as" in result.stderr
    (kept,) = tmp_path.glob("letter.edited-*.pdf")
    assert kept.read_bytes() == b"%PDF-1.7 signed elsewhere"


@pytest.mark.slow
def test_a_page_is_drawn(built, tmp_path, vanban):
    picture = tmp_path / "page.png"
    assert vanban("preview", built[0], "--output", picture).returncode == 0
    with Image.open(picture) as drawn:
        width, height = drawn.size
    assert height / width == pytest.approx(297 / 210, rel=0.01)
    beyond = vanban("preview", built[0], "--page", "99", "--output", tmp_path / "none.png")
    assert beyond.returncode == 2
    assert not (tmp_path / "none.png").exists()


def test_without_libreoffice_that_is_said(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(VanbanError) as error:
        list(make_pdfs([Source(paper(PLAIN), "a.docx")], Wanted()))
    assert error.value.problem.code == "office-missing"


def test_faces_that_the_document_does_not_ask_for_are_named():
    package = read_package(paper(PLAIN))
    asked = asked_faces(package)
    assert strange_faces(asked, ["LiberationSerif-Bold", "TimesNewRomanPSMT", "DejaVuSerif"]) == ["DejaVuSerif"]


def test_two_files_of_one_name_are_not_one_pdf(tmp_path, vanban):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.docx").write_bytes(b"damaged")
    result = vanban("pdf", "a/x.docx", "b/x.docx", "--output", "out", "--json")
    codes = [one["code"] for one in json.loads(result.stdout)["problems"]]
    assert "pdf-twice" in codes
    assert result.returncode == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("content", "page", "code"), [(b"not one", 1, "not-pdf"), (None, 9, "no-page")])
def test_what_cannot_be_drawn_is_told(content, page, code, tmp_path):
    if content is None:
        blank = pikepdf.new()
        blank.add_blank_page()
        blank.save(tmp_path / "a.pdf")
    else:
        (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(VanbanError) as error:
        preview(tmp_path / "a.pdf", page, tmp_path / "a.png")
    assert error.value.problem.code == code
    assert not (tmp_path / "a.png").exists()


def test_a_strange_face_is_told_and_a_strange_pdf_kept(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 signed")
    made = [(0, Made(b"%PDF-1.7 new", ["DejaVuSerif"]))]
    monkeypatch.setattr(printing, "make_pdfs", lambda *_: iter(made))
    assert printing.run([tmp_path / "a.docx"], None, jobs=1) == 0
    told = capsys.readouterr().err
    assert TEXTS["pdf-kept"].hint in told
    assert "DejaVuSerif" in told, "face-missing"


# LibreOffice itself, but for files that say so.
PICKY = """#!/bin/sh
left=no
for one; do
    shift
    case "$one" in
        *.docx)
            unzip -p "$one" word/document.xml | grep -q 'KHONG IN DUOC' && continue
            left=yes ;;
    esac
    set -- "$@" "$one"
done
[ $left = yes ] && exec {soffice} "$@"
"""


@pytest.mark.slow
def test_one_that_cannot_be_printed_spoils_none_of_those_it_was_merged_with(built, tmp_path):
    program = tmp_path / "soffice"
    program.write_text(PICKY.format(soffice=find_office().program))
    program.chmod(0o755)
    files = list(forms(built, 12))
    package = read_package(files[7])
    content = package[package.main].replace("BẢN CAM KẾT".encode(), b"KHONG IN DUOC")
    files[7] = write_package({name: package[name] for name in package} | {package.main: content})
    sources = [Source(file, f"{number}.docx") for number, file in enumerate(files)]
    made = dict(make_pdfs(sources, Wanted(jobs=2), Office(str(program))))
    failed = {number: one.problem for number, one in made.items() if isinstance(one, VanbanError)}
    assert {number: (one.code, one.where.file) for number, one in failed.items()} == {7: ("office-failed", "7.docx")}
    assert len(made) == len(files)
