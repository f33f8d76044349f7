"""One page of each kind as a picture for the README, made by `python -m tests.pictures` (LibreOffice, poppler)."""

import subprocess
import tempfile
from datetime import date
from pathlib import Path

from pipeline.build import Request, build

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


def main():
    """Build the dossier, print it, take the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        list(build(Request(ROOT / "data" / "luc-nam-2022", output), today=date(2022, 12, 15)))
        for picture, (document, page) in PAGES.items():
            docx = output / "luc-nam-2022" / f"{document}.docx"
            convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, docx]
            subprocess.run(convert, check=True, capture_output=True)
            pages = ["-f", str(page), "-l", str(page), "-singlefile", "-r", DPI, "-gray", "-png"]
            subprocess.run(["pdftoppm", *pages, output / f"{docx.stem}.pdf", IMAGES / picture], check=True)


if __name__ == "__main__":
    main()
