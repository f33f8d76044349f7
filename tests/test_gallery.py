"""A whole build on one page: everything on it, nothing of outside, no personal number, no markup out of the data."""

import base64
import csv
import hashlib
import io
import json
import re
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from PIL import Image

from pipeline import messages
from pipeline.cli import BREAKAGE, FAULTS
from pipeline.cli.previewing import Request, gallery
from pipeline.events import Fault
from pipeline.gallery import Log
from pipeline.gallery.documents import draw
from pipeline.gallery.log import MOST
from pipeline.pages import hidden, sketches_of
from pipeline.problems import Problem, UsageError, Where
from tests.conftest import CASES
from tests.test_pages import pdf, text

TODAY = date(2022, 12, 15)
HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)> & CƠ SỞ MẪU"
PERSONAL = re.compile(r"(?<![\w/+])\d{9,}(?![\w/+])")


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Số CCCD: 099071000001;", "Số CCCD: …;"),
        ("điện thoại 0100 000 001, 0100.000.002.", "điện thoại …, …."),
        ("MST 0100000001-001", "MST …"),
        ("ngày 05/3/2022, số 123/KH-UBND", "ngày 05/3/2022, số 123/KH-UBND"),
        ("1.500.000.000 đồng; 100.000.000 đồng", "1.500.000.000 đồng; 100.000.000 đồng"),
        ("năm 2025, 2026; 12 34 56 78 90", "năm 2025, 2026; 12 34 56 78 90"),
    ],
)
def test_personal_numbers_are_hidden_and_dates_and_sums_are_not(shown, said):
    assert hidden(shown) == said


@pytest.mark.parametrize("numbers", [("099071000001", "099082345678"), ("0100 000 001", "0100 222 333")])
def test_pages_that_differ_in_personal_numbers_alone_look_the_same(numbers):
    sketches = [sketches_of(pdf(text(30, 250, f"So {number} ngay 05/3/2022")))[1][0] for number in numbers]
    assert sketches[0] == sketches[1]
    assert sketches[0].lines == ("So … ngay 05/3/2022",)


def test_pages_that_differ_in_anything_else_do_not():
    one, other = (sketches_of(pdf(text(30, 250, f"Ngay {day}/3/2022")))[1][0] for day in ("05", "06"))
    assert one.webp != other.webp
    assert Image.open(io.BytesIO(one.webp)).size == (one.width, one.height)


@pytest.mark.parametrize("size", [(210, 297), (5000, 300)])
def test_a_page_of_any_size_is_a_picture_of_bounded_size(size):
    (sketch,) = sketches_of(pdf("", size=size))[1]
    assert 1000 < max(sketch.width, sketch.height) < 2500


def test_a_pdf_that_cannot_be_read_gives_no_pages_and_spoils_no_other():
    sound = pdf(text(30, 250, "Mot"))
    assert [pages for pages, _sketches in draw([b"", sound, b"%PDF-1.4 cut", sound])] == [0, 1, 0, 1]


def test_of_many_faults_all_are_counted_and_a_page_full_is_kept():
    log = Log()
    for row in range(MOST + 500):
        log.add(Fault(Problem(Where("a.csv", "", row), "missing-field")))
    assert (log.told["problems"], len(log.problems)) == (MOST + 500, MOST)
    assert log.of_row(("a.csv", "", 3)) == [log.problems[3]]


def hostile_dossier(folder):
    """The small dossier; its first business is called HOSTILE, the second has no personal number that can be one."""
    dossier = Path(shutil.copytree(CASES / "dossier", folder / "nho"))
    table = dossier / "businesses.csv"
    with table.open(encoding="utf-8", newline="") as file:
        header, first, second, *rest = csv.reader(file)
    first[1], second[11] = HOSTILE, "0990720000029"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, first, second, *rest])
    return dossier


def hostile_page(folder, language="en"):
    """The page of the hostile dossier, and the exit code."""
    messages.use(language)
    output = folder / "văn bản"
    (output / "nho" / "commitment").mkdir(parents=True)
    (output / "nho" / "commitment" / "cs-001.pdf").write_bytes(b"%PDF-1.4")
    code = gallery(Request(hostile_dossier(folder), str(output), jobs=2), today=TODAY)
    return output / "nho" / "preview.html", code


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The page of the hostile dossier in English, and the exit code."""
    return hostile_page(tmp_path_factory.mktemp("gallery"))


@pytest.fixture(scope="module")
def page(built):
    """The page as a tree."""
    return html.fromstring(built[0].read_text(encoding="utf-8"))


def manifest(built):
    return [json.loads(line) for line in built[0].with_name("manifest.jsonl").read_text("utf-8").splitlines()]


def said(element):
    return " ".join(element.text_content().split())


@pytest.mark.slow
def test_every_document_of_the_build_is_on_the_page_with_its_pages_and_its_row(built, page):
    articles = page.xpath("//article")
    lines = manifest(built)
    assert len(articles) == len(lines)
    assert {line["kind"] for line in lines} == {"directive", "plan", "commitment"}
    for line, article in zip(lines, articles, strict=True):
        assert said(article.find(".//span[@class='id']")) == line["id"]
        assert Path(line["record"]["file"]).name in said(article.find_class("beside")[0])
        if line["status"] == "failed":
            assert not article.findall(".//img")
            continue
        captions = [said(caption).split(" Make")[0] for caption in article.findall(".//figcaption")]
        assert captions == [f"Page {n + 1} of {len(captions)}" for n in range(len(captions))] != []


@pytest.mark.slow
def test_pictures_are_those_of_the_pages(page):
    for image in page.xpath("//img"):
        kind, data = image.get("src").split(",", 1)
        assert kind == "data:image/webp;base64"
        picture = Image.open(io.BytesIO(base64.b64decode(data)))
        assert picture.size == (int(image.get("width")), int(image.get("height")))
        assert picture.convert("L").getextrema() == (0, 255)


@pytest.mark.slow
def test_what_could_not_be_made_is_told_with_its_fault(built, page):
    (failed,) = (article for article in page.find_class("heavy") if "This document could not be made." in said(article))
    assert "cs-002" in said(failed)
    assert "12 digits" in said(failed.find_class("faults")[0])
    assert "Thôn Mẫu 2" in said(failed)
    assert built[1] == FAULTS


@pytest.mark.slow
def test_data_are_text_on_the_page_and_never_markup(page):
    (name,) = (title for title in page.xpath("//h3") if title.text_content() == HOSTILE)
    assert len(name) == 0
    assert len(page.xpath("//script")) == 1
    attributes = {attribute for element in page.iter() if isinstance(element.tag, str) for attribute in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name == "style"]


@pytest.mark.slow
def test_no_personal_number_is_on_the_page(built):
    content = re.sub(r"data:image/webp;base64,[\w+/=]+", "", built[0].read_text(encoding="utf-8"))
    assert PERSONAL.findall(content) == []
    assert "…" in content


@pytest.mark.slow
def test_the_page_needs_nothing_of_outside_and_may_run_nothing_but_its_own(built, page):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag in ("style", "script"):
        (element,) = page.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
        assert not re.search(r"https?:|url\(|@import", element.text)
    assert "default-src 'none'" in policy
    assert not page.xpath("//link | //iframe | //object | //*[@src][not(self::img)]")
    marks = set(page.xpath("//@id"))
    for address in page.xpath("//@href"):
        if address.startswith("#"):
            assert address[1:] in marks
        else:
            assert address.startswith("./")
            assert (built[0].parent / unquote(address)).exists()


@pytest.mark.slow
def test_a_pdf_beside_the_word_file_is_linked_too(page):
    assert [link for link in page.xpath("//@href") if link.endswith(".pdf")] == ["./commitment/cs-001.pdf"]


@pytest.mark.slow
def test_the_same_build_gives_the_same_page_and_a_limit_a_shorter_one(built, tmp_path, capsys):
    output, whole = built[0].parent.parent, built[0].read_bytes()
    dossier = output.parent / "nho"
    again = Request(dossier, str(output), jobs=1)
    gallery(again, today=TODAY)
    assert built[0].read_bytes() == whole
    short = tmp_path / "elsewhere" / "short.html"
    gallery(Request(dossier, str(output), short, ("commitment",), limit=1), today=TODAY)
    few = html.fromstring(short.read_text(encoding="utf-8"))
    assert [said(one) for one in few.xpath("//article//span[@class='id']")] == ["cs-001", "cs-002"]
    number = len([line for line in manifest(built) if line["kind"] == "commitment"])
    assert f"{number - 2} more are not shown here." in said(few)
    for address in few.xpath("//a/@href[starts-with(., '.')]"):
        assert (short.parent / unquote(address)).exists()
    assert f"short.html: 2 of {number} documents shown" in capsys.readouterr().out


@pytest.mark.slow
def test_a_file_that_is_no_such_page_is_never_overwritten(tmp_path):
    page = tmp_path / "mine.html"
    page.write_text("<p>mine</p>")
    with pytest.raises(UsageError) as error:
        gallery(Request(CASES / "dossier", str(tmp_path), page), today=TODAY)
    assert error.value.problem.code == "exists"
    assert page.read_text() == "<p>mine</p>"


def test_without_libreoffice_it_is_said_and_nothing_is_built(vanban, dossier_folder, tmp_path):
    done = vanban("preview", dossier_folder, "--html", env={"PATH": str(tmp_path)})
    assert done.returncode == BREAKAGE
    assert "LibreOffice is not on this machine" in done.stderr
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize("output", ["forms.zip", "s3://office/forms"])
def test_documents_that_lie_in_no_folder_are_not_looked_through(output):
    with pytest.raises(UsageError) as error:
        gallery(Request(CASES / "dossier", output), today=TODAY)
    assert error.value.problem.code == "preview-elsewhere"


def test_a_picture_of_one_page_needs_a_place_to_go(vanban, tmp_path):
    done = vanban("preview", tmp_path / "letter.docx")
    assert done.returncode == BREAKAGE
    assert "--output is needed, or --html." in done.stderr
