"""Filled templates on paper: where LibreOffice ends the pages, and what stands on them."""

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from pipeline.stationery import build
from pipeline.template import Template

VALUES = yaml.safe_load((Path(__file__).parent / "cases" / "stationery.yaml").read_text(encoding="utf-8"))
SENTENCE = "Đoạn này của văn bản dài hơn một dòng để chữ phải xuống dòng như trong một văn bản thật"
# Paragraphs of text: from one page with room to spare to a second page well begun.
LENGTHS = range(8, 26)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")),
        reason="LibreOffice or poppler is missing",
    ),
]


def printed(folder, documents):
    """The texts of the pages of each document, by its name."""
    for name, content in documents.items():
        (folder / f"{name}.docx").write_bytes(content)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = [str(folder / f"{name}.docx") for name in documents]
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: pages(folder / f"{name}.pdf") for name in documents}


def pages(pdf):
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in text.split("\f")[:-1]]


def letter(count, last):
    """A letter of `count` paragraphs, the last one with `last` sentences in it."""
    body = [{"style": "body", "text": f"{number}. {SENTENCE}."} for number in range(1, count)]
    body.append({"style": "body", "text": f"{count}. " + ". ".join([SENTENCE] * last)})
    return VALUES["directive"] | {"body": body}


@pytest.fixture(scope="module")
def letters(tmp_path_factory):
    """The pages of letters of every length, their last paragraph short and long."""
    template = Template(build("directive"))
    documents = {f"{count}-{last}": template.render(letter(count, last)) for count in LENGTHS for last in (1, 4)}
    return printed(tmp_path_factory.mktemp("letters"), documents)


def test_the_signature_never_stands_on_a_page_without_text(letters):
    signed = {name: next(p for p in found if "Dương Công Định" in p) for name, found in letters.items()}
    assert [name for name, page in signed.items() if not any("xuống dòng" in line for line in page)] == []


def test_the_signature_is_not_split_from_office_and_recipients(letters):
    for found in letters.values():
        [page] = [page for page in found if any("Nơi nhận:" in line for line in page)]
        assert "Dương Công Định" in page
        assert any("KT. CHỦ TỊCH" in line for line in page)


def test_the_lengths_tried_end_on_either_side_of_the_page(letters):
    assert {len(found) for found in letters.values()} == {1, 2}


def test_the_first_page_has_no_number_and_the_second_has_a_2_on_top(letters):
    for first, *second in letters.values():
        assert not first[0].isdigit()
        assert [page[0] for page in second] == ["2"] * len(second)


@pytest.fixture(scope="module")
def annexed(tmp_path_factory):
    """The pages of a plan and of a follow-up whose annexes are longer than a page."""
    tasks = [VALUES["plan"]["tasks"][0] | {"number": str(number)} for number in range(1, 30)]
    unsigned = [VALUES["follow_up"]["unsigned"][0] | {"number": str(number)} for number in range(1, 60)]
    documents = {
        "plan": Template(build("plan")).render(VALUES["plan"] | {"tasks": tasks}),
        "follow_up": Template(build("follow_up")).render(VALUES["follow_up"] | {"unsigned": unsigned}),
        "no_annex": Template(build("follow_up")).render(VALUES["follow_up"] | {"unsigned": []}),
        "commitment": Template(build("commitment")).render(VALUES["commitment"]),
    }
    return printed(tmp_path_factory.mktemp("annexed"), documents)


@pytest.mark.parametrize("name", ["plan", "follow_up"])
def test_an_annex_begins_a_page_counts_from_1_and_repeats_the_head_of_its_table(annexed, name):
    [start] = [at for at, page in enumerate(annexed[name]) if page[0] == "Phụ lục"]
    following = annexed[name][start + 1 :]
    assert [page[0] for page in following] == [str(number) for number in range(2, len(following) + 2)]
    assert all(any(line.startswith("STT") for line in page) for page in following)
    assert any(line.endswith("./.") for line in annexed[name][-1])


def test_no_page_is_empty_and_short_papers_stay_short(annexed):
    assert all(all(page) for page in annexed.values())
    assert len(annexed["no_annex"]) == 1
    assert len(annexed["commitment"]) <= 2
