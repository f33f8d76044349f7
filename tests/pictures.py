"""Pictures for the README and the guides, made by `python -m tests.pictures` (LibreOffice with Calc, poppler).

One page of each kind that is built, a faulty letter before and after mending, a faulty table before and after marking,
a blank form, the page on which a build is looked through (Chromium).
"""

import contextlib
import io
import shutil
import subprocess
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from PIL import Image

from pipeline import messages
from pipeline.build import Request as Order
from pipeline.build import build
from pipeline.cli.previewing import Request, gallery
from pipeline.dossier import load
from pipeline.mending import mend
from pipeline.records import Business
from pipeline.workbooks import asked, form, marked
from tests import clerks
from tests.conftest import CASES
from tests.papers import changed, sound

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
DPI, SHEET_DPI = "64", "92"
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
        list(build(Order(ROOT / "data" / "luc-nam-2022", output), today=date(2022, 12, 15)))
        for picture, (document, page) in PAGES.items():
            take(picture, output / "luc-nam-2022" / f"{document}.docx", page, output)
    letters()
    tables()
    preview()


def preview():
    """Take the picture of the page of a build, at its first commitment form."""
    from playwright.sync_api import sync_playwright

    messages.use("vi")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        output = Path(folder)
        with contextlib.chdir(ROOT):  # paths are shown as they are given
            gallery(Request(Path("data/luc-nam-2026"), folder, limit=2), today=date(2026, 6, 15))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 860})
        page.goto((output / "luc-nam-2026" / "preview.html").as_uri() + "#kind-commitment")
        page.wait_for_timeout(1000)  # pictures come into sight
        shown = Image.open(io.BytesIO(page.screenshot()))
        shown.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(IMAGES / "preview.png", optimize=True)
        browser.close()


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


# How the table of docs/how-to/tables.md differs from a sound one, and which of its columns are shown.
TABLE_FAULTS = {"J5": "trần thị mẫu", "K6": "31/2/1973", "L7": "9907400000", "F8": "Xã Mẫu Ba", "H4": "mười"}
TABLE_SHOWN = "A1:M8"
TABLE_WIDTHS = dict(zip("ABCDEFGHIJKLM", (9, 30, 15, 11, 24, 12, 13, 7, 7, 19, 12, 15, 12), strict=True))


def tables():
    """Take the pictures of the faulty table, of the list of its faults, of its marked cells, and of a blank form."""
    messages.use("vi")
    with tempfile.TemporaryDirectory() as folder:
        dossier = Path(shutil.copytree(CASES / "dossier", Path(folder) / "ho-so"))
        (dossier / "businesses.csv").unlink()
        table = clerks.workbook(dossier / "businesses.xlsx", TABLE_FAULTS)
        book = openpyxl.load_workbook(table)
        sheet = book[clerks.SHEET]
        for letter, width in TABLE_WIDTHS.items():
            sheet.column_dimensions[letter].width = width
        sheet.print_area, sheet.page_setup.orientation = TABLE_SHOWN, "landscape"
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_options.gridLines = True
        sheet[clerks.NOTED].comment = None
        sheet["C4"].fill = PatternFill()
        sheet.row_dimensions[clerks.HEADER].height = 32
        for row in sheet["A3:M8"]:
            for cell in row:
                cell.font = Font(name="Times New Roman", size=11, bold=cell.row == clerks.HEADER)
                cell.alignment = Alignment(vertical="center", wrap_text=True)
        book.save(table)
        copy = Path(folder) / "FIXME.xlsx"
        copy.write_bytes(marked(table, load(dossier).problems, Business).content)
        blank = Path(folder) / "xa-mau-mot.xlsx"
        blank.write_bytes(form("Xã Mẫu Một", asked("Xã Mẫu Một", ("pc-mai-dam", "pccc"))))
        shown = {
            "table-faulty": (table, 1, 190),
            "table-list": (copy, 1, 170),
            "table-marked": (copy, 2, 190),
            "table-form": (blank, 1, 220),
        }
        for picture, (workbook, page, top) in shown.items():
            take(picture, workbook, page, Path(folder), colours=True, top=top)


def take(picture: str, docx: Path, page: int, folder: Path, *, colours: bool = False, top: int = 0):
    """Print the document into the folder and take the picture of a page, or of the top of it, so many pixels."""
    convert = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, docx]
    subprocess.run(convert, check=True, capture_output=True)
    pages = ["-f", str(page), "-l", str(page), "-singlefile", "-png"]
    pages += [] if colours else ["-gray"]
    pages += ["-r", SHEET_DPI, "-x", "20", "-y", "45", "-W", "1050", "-H", str(top)] if top else ["-r", DPI]
    subprocess.run(["pdftoppm", *pages, folder / f"{docx.stem}.pdf", IMAGES / picture], check=True)


if __name__ == "__main__":
    main()
