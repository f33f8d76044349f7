"""What the printed page shows is found (cases/rendered), and sound documents show nothing (LibreOffice, poppler)."""

import io
import shutil
import subprocess
import tomllib
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from pipeline.build import Request, build
from pipeline.components import identify
from pipeline.office import Source, convert
from pipeline.pages import read_pages
from pipeline.problems import VanbanError
from pipeline.publish import Entry
from pipeline.rules import check
from pipeline.rules.checks import Subject
from pipeline.rules.rendered import beyond, check_pages, check_rendered
from pipeline.rules.texts.rendered import TEXTS
from pipeline.view import read
from tests.conftest import CASES, ROOT
from tests.papers import changed, sound

SENTENCE = "Đoạn này của văn bản dài hơn một dòng để chữ phải xuống dòng như trong một văn bản thật."
DIALECTS = ("styled", "plain")
SOUND, FAULTY = (
    tomllib.loads((CASES / "rendered" / f"{name}.toml").read_text(encoding="utf-8")) for name in ("sound", "faulty")
)
SEEDED = {
    f"{name} ({dialect})": (case, dialect)
    for name, case in {**SOUND, **FAULTY}.items()
    for dialect in case.get("dialects", DIALECTS)
}
PAPERS = {
    f"the paper {path.stem} ({dialect})": ({"paper": path.stem}, dialect)
    for path in sorted((CASES / "papers").glob("*.txt"))
    for dialect in DIALECTS
}
DOSSIERS = {"luc-nam-2022": date(2022, 12, 15), "luc-nam-2026": date(2026, 6, 15)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")),
        reason="LibreOffice or poppler is missing",
    ),
]


def paper(case):
    """The paper of a case; `paragraphs` is how many more of them its text has."""
    line = {"at": "before body", "key": "body", "text": SENTENCE}
    longer = changed(sound(case.get("paper", "letter")), {"add": [line] * case.get("paragraphs", 0)})
    return changed(longer, case)


def document(name, docx):
    view = read(docx)
    return name, docx, view, identify(view)


def shown(findings):
    """The rules of the findings, as cases write them; an error in their place as it is."""
    if isinstance(findings, VanbanError):
        return findings
    return sorted(one.rule if one.level == "error" else f"{one.rule} warning" for one in findings)


def test_each_seeded_fault_is_seen_and_nothing_else(letter):
    """Every case and every sound paper, printed in one go; each text is said by one, with all its places filled."""
    papers = {**SEEDED, **PAPERS}
    printed = check_rendered([document(name, paper(case).docx(dialect)) for name, (case, dialect) in papers.items()])
    wrong = {
        name: list(map(str, printed[name]))
        for name, (case, _) in papers.items()
        if shown(printed[name]) != sorted(case.get("finds", []))
    }
    assert wrong == {}
    subject, pages = letter
    findings = [one for name in SEEDED for one in printed[name]]
    findings += [one for move, _ in MOVED.values() for one in check_pages(subject, move(pages))]
    assert {one.code for one in findings} | {"no-right-face"} == set(TEXTS)
    assert not [one for one in findings if "{" in one.message + one.hint]


def test_sound_cases_find_nothing_and_faulty_ones_something():
    assert not any(case.get("finds") for case in SOUND.values())
    assert all(case["finds"] for case in FAULTY.values())


def test_every_document_of_the_example_dossiers_looks_sound(tmp_path):
    """A single line of text may stand above a signature: a warning, and the only one. Each fourth form is printed."""
    requests = [(Request(ROOT / "data" / name, tmp_path), day) for name, day in DOSSIERS.items()]
    entries = [event for request, day in requests for event in build(request, today=day) if isinstance(event, Entry)]
    files = sorted(tmp_path.rglob("*.docx"))
    assert len(files) == len(entries) > 200
    files = [file for at, file in enumerate(files) if file.parent.name != "commitment" or at % 4 == 0]
    results = check_rendered([document(str(file.relative_to(tmp_path)), file) for file in files])
    assert list(results) == [str(file.relative_to(tmp_path)) for file in files]
    found = {rule for findings in results.values() for rule in shown(findings)}
    assert found <= {"R096 warning"}


@pytest.fixture(scope="module")
def letter():
    """A sound letter of two pages without paragraph styles: what it is, and its printed pages."""
    docx = paper({"paragraphs": 16}).docx("plain")
    (pdf,) = convert([Source(docx)])
    view = read(docx)
    return Subject(view, identify(view)), read_pages(pdf)


def lifted(pages, up):
    """The pages with every drawn line moved up."""
    moved = (replace(one, strokes=tuple(_up(stroke, up) for stroke in one.strokes)) for one in pages.pages)
    return replace(pages, pages=tuple(moved))


def _up(stroke, up):
    return replace(stroke, top=stroke.top - up, bottom=stroke.bottom - up)


def lowered(pages, to):
    """The pages with the last word of page 1 moved down."""
    first, *others = pages.pages
    *words, last = first.words
    words.append(replace(last, baseline=to, top=to - 3, bottom=to))
    return replace(pages, pages=(replace(first, words=tuple(words)), *others))


MOVED = {
    "as it is": (lambda pages: pages, []),
    "lines through the letters": (lambda pages: lifted(pages, 3.5), ["R036", "R045"]),
    "lines that touch the letters": (lambda pages: lifted(pages, 1.3), ["R036 warning"]),
    "a word below the bottom margin": (lambda pages: lowered(pages, 279), ["R013"]),
    "a word just above the bottom margin": (lambda pages: lowered(pages, 277), []),
}


@pytest.mark.parametrize("name", MOVED)
def test_what_is_moved_on_the_page_is_seen(letter, name):
    subject, pages = letter
    move, finds = MOVED[name]
    assert shown(check_pages(subject, move(pages))) == finds


def test_words_of_another_face_are_not_measured(letter):
    """A page that is set in a face of other widths is not as its reader sees it: only the face is told of."""
    subject, pages = letter
    wide = [
        replace(page, words=tuple(replace(word, face="DejaVuSerif", left=word.left - 20) for word in page.words))
        for page in pages.pages
    ]
    findings = check_pages(subject, replace(lifted(pages, 3.5), pages=tuple(wide)))
    assert [(one.rule, one.code) for one in findings] == [("R017", "no-right-face")]


def test_a_machine_without_a_right_face_is_told_so(tmp_path, monkeypatch):
    found = subprocess.run(["fc-match", "-f", "%{file}", "DejaVu Sans"], capture_output=True, text=True, check=True)
    if "DejaVuSans" not in found.stdout:
        pytest.skip("DejaVu Sans is missing")
    (tmp_path / "faces").mkdir()
    shutil.copy(found.stdout, tmp_path / "faces")
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}/faces</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(config))
    faulty = paper({"set": {"motto": {"rule": 30}}, "number": {"variants": []}, "paragraphs": 16}).docx()
    results = check_rendered([document("sound", sound("plan").docx()), document("faulty", faulty)])
    assert shown(results["sound"]) == ["R017 warning"]
    # what needs no measuring is still told of
    assert shown(results["faulty"]) == ["R017 warning", "R020"]


def test_a_table_that_libreoffice_undoes_is_not_measured():
    """LibreOffice undoes a table with a style that it does not know; Word shows it as it is."""
    docx = paper({"set": {"motto": {"rule": 57.6}, "issuer": {"rule": 20}}}).docx("plain")
    parts = {}
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    unknown = b'<w:pPr><w:pStyle w:val="Unknown"/><w:pBdr>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:pPr><w:pBdr>", unknown)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    assert unknown in parts["word/document.xml"]
    assert shown(check_rendered([document("a", data.getvalue())])["a"]) == []


def test_what_cannot_be_printed_is_an_error_in_its_place():
    name, docx, view, anatomy = document("sound", sound("plan").docx())
    results = check_rendered([("broken", b"no document", view, anatomy), (name, docx, view, anatomy)])
    assert results["broken"].problem.code == "office-failed"
    assert results["broken"].problem.where.file == "broken"
    assert results["sound"] == ()


def test_what_the_document_tells_of_is_not_told_twice():
    case = {"set": {"motto": {"rule": 30}, "place_date": {"before": 24}}, "page": {"left": 25}}
    name, docx, view, anatomy = document("a", paper(case).docx())
    findings, rendered = check(docx), check_rendered([(name, docx, view, anatomy)])[name]
    assert {one.rule for one in findings} == {"R014", "R036"}
    assert shown(rendered) == ["R036", "R059"]
    assert shown(beyond(findings, rendered)) == ["R059"]


def test_a_finding_names_its_file_its_place_and_its_clause():
    (finding,) = check_rendered([document("a.docx", paper({"set": {"place_date": {"before": 24}}}).docx())])["a.docx"]
    assert (finding.file, finding.rule, finding.at.table, finding.at.row) == ("a.docx", "R059", 1, 2)
    assert finding.clause == "Phụ lục I, Phần I, Mục II, khoản 3, điểm c"
    assert finding.excerpt.startswith("Lục Nam, ngày 05")


def test_to_a_citizens_paper_the_page_is_advice():
    case = {"paper": "commitment", "set": {"motto": {"rule": 30}}}
    assert shown(check_rendered([document("a", paper(case).docx())])["a"]) == ["R036 warning"]
