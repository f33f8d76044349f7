"""What checking a paper costs, against python-docx opening it and going through its text; pages a second."""

import io
import shutil
import statistics
import time
from collections.abc import Callable

from docx import Document

from pipeline.office import Source, convert
from pipeline.pages import read_pages
from pipeline.rules import check
from tests.papers import Paper, changed, sound

ROUNDS, TIMES = 7, 3
LONG = 1000  # paragraphs of text in the long paper
PAPERS = ("letter", "plan", "commitment")


def main() -> None:
    """Sound papers, in our styles and without them; then a long one, which should cost no more a paragraph."""
    papers = {name: sound(name) for name in PAPERS}
    papers[f"letter of {LONG}"] = long_letter()
    for name, paper in papers.items():
        measure(f"{name}, styled", paper.docx("styled"))
        measure(f"{name}, plain", paper.docx("plain"))


def long_letter() -> Paper:
    """A sound letter with many more paragraphs."""
    text = "Các xã, thị trấn tiếp tục rà soát các cơ sở trên địa bàn, báo cáo kết quả về Ủy ban nhân dân; có {} việc."
    lines = [{"at": "before body", "key": "body", "text": text.format(number)} for number in range(LONG)]
    return changed(sound("letter"), {"add": lines})


def measure(name: str, docx: bytes) -> None:
    """One paper: the ratio is taken within the round."""
    assert not check(docx), name
    paragraphs = len(texts(docx))
    ratios, taken = [], []
    for _round in range(ROUNDS):
        ours, theirs = timed(check, docx), timed(texts, docx)
        ratios.append(ours / theirs)
        taken.append(ours)
    cost = 1000 * statistics.median(taken)
    pages = f"{pages_of(docx) / cost * 1000:6.0f} pages a second" if shutil.which("soffice") else ""
    print(
        f"{name:<24} {cost:7.1f} ms  {cost / paragraphs:6.3f} ms a paragraph  "
        f"{statistics.median(ratios):5.2f} x opening ({min(ratios):.2f} to {max(ratios):.2f})  {pages}"
    )


def pages_of(docx: bytes) -> int:
    """How many pages it takes on paper."""
    (pdf,) = convert([Source(docx, "paper")])
    assert isinstance(pdf, bytes), pdf
    return len(read_pages(pdf).pages)


def texts(docx: bytes) -> list[str]:
    """The text of every paragraph, tables and all, as python-docx reads it."""
    document = Document(io.BytesIO(docx))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for holder in (document, *cells) for paragraph in holder.paragraphs]


def timed(work: Callable[[bytes], object], docx: bytes) -> float:
    """Seconds for one, over a few."""
    start = time.perf_counter()
    for _time in range(TIMES):
        work(docx)
    return (time.perf_counter() - start) / TIMES
