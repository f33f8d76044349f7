"""Pictures for the README and the guides, made by `python -m tests.pictures` (LibreOffice, poppler).

One page of each kind that is built, and a faulty letter before and after mending.
"""

import subprocess
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

from pipeline.build import Request, build
from pipeline.mending import mend
from tests.papers import changed, sound

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
DPI = "64"
# picture: document of the 2022 dossier, page
PAGES = {
    "directive": ("directive/directive", 1),
    "plan": ("plan/office", 1),
    "plan-annex": ("plan/office", 5),
    "commitment": ("commitment/cs005", 1),
    "follow-up": ("follow-up/ubnd-tam-di", 1),
    "statistics": ("statistics/statistics", 1),
}
# How the letter of docs/how-to/check-file.md differs from a sound one.
RUNNING = {"size": 12, "align": "left", "first_line": 0}
FAULTS = {
    "page": {"left": 25, "top": 15, "title_page": False},
    "number": {"kind": "footer", "size": 12},
    "set": {
        "motto": {"text": "Độc lập – Tự do – Hạnh phúc", "rule": "_______________"},
        "number": {"text": "Số: 5/UBND-VHXH"},
        "place_date": {"text": "Lục Nam, ngày 5 tháng 3 năm 2026"},
        "body": RUNNING,
        "body 1": {
            "text": "Thời gian qua, công tác phòng, chống tệ nạn xã hội trên địa bàn xã đã đạt được một số kết quả "
            "nhất định. Để tiếp tục thực hiện tốt công tác này, Ủy ban nhân dân xã yêu cầu:"
        },
        "clause_title": {"size": 12, "first_line": 0},
        "clause": RUNNING,
        "recipients": {"size": 12},
        "signer": {"text": "TS. Nguyễn Văn Mẫu"},
    },
}


def main():
    """Build the dossier, print it, take the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        list(build(Request(ROOT / "data" / "luc-nam-2022", output), today=date(2022, 12, 15)))
        for picture, (document, page) in PAGES.items():
            take(picture, output / "luc-nam-2022" / f"{document}.docx", page, output)
    letters()


def faulty() -> bytes:
    """The faulty letter, written without styles and on one page."""
    letter = sound("letter")
    return changed(replace(letter, sections=letter.sections[:1]), FAULTS).docx("plain")


def letters():
    """Take the pictures of the faulty letter and of its mended copy."""
    with tempfile.TemporaryDirectory() as folder:
        for picture, docx in {"check-faulty": faulty(), "check-mended": mend(faulty()).docx}.items():
            path = Path(folder) / f"{picture}.docx"
            path.write_bytes(docx)
            take(picture, path, 1, Path(folder))


def take(picture: str, docx: Path, page: int, folder: Path):
    """Print the document into the folder and take the picture of one of its pages."""
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, docx]
    subprocess.run(convert, check=True, capture_output=True)
    pages = ["-f", str(page), "-l", str(page), "-singlefile", "-r", DPI, "-gray", "-png"]
    subprocess.run(["pdftoppm", *pages, folder / f"{docx.stem}.pdf", IMAGES / picture], check=True)


if __name__ == "__main__":
    main()
