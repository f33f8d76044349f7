"""The plain docxtpl loop that whole builds are held against: rows in, files out, nothing checked.

    python -m bench.plain_loop DOSSIER TEMPLATE FOLDER ROWS

It prints the seconds that the first ROWS rows took, reading them included.
"""

import csv
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment
from openpyxl import load_workbook

from pipeline.lines import rule_under

FIELDS = (  # noqa: SIM905
    "id business_name business_type trade address commune registration tax_code certificate rooms workers owner_name "
    "owner_birth owner_id owner_id_date owner_id_place residence current_residence phone capacity topics signed_on note"
).split()  # of the columns, from left to right
DOTS = "." * 40
BLANK = "\u00a0" * 6


def main(dossier: str, template: str, folder: str, count: str) -> None:
    """Make the documents of the first rows."""
    folder_of_dossier = Path(dossier)
    prose = yaml.safe_load((folder_of_dossier / "dossier.yaml").read_text(encoding="utf-8"))["commitment"]
    with (folder_of_dossier / "agencies.csv").open(encoding="utf-8-sig", newline="") as file:
        places = {row["Địa bàn"]: row["Địa danh"] for row in csv.DictReader(file)}
    environment = Environment(autoescape=True)
    environment.filters["rule"] = rule_under
    start = time.perf_counter()
    for row in islice(rows(folder_of_dossier / "businesses.xlsx"), int(count)):
        document = DocxTemplate(template)
        document.render(context(row, prose, places), environment, autoescape=True)
        document.save(f"{folder}/{row['id']}.docx")
    print(time.perf_counter() - start)


def rows(workbook: Path) -> Iterator[dict[str, Any]]:
    """The rows below the title and the header."""
    sheet = load_workbook(workbook, read_only=True).active
    for values in sheet.iter_rows(min_row=3, values_only=True):
        yield dict(zip(FIELDS, values, strict=True))


def context(row: dict[str, Any], prose: dict[str, Any], places: dict[str, str]) -> dict[str, Any]:
    """What the template says of a row."""
    topics = [topic for topic in prose["topics"] if topic["key"] in row["topics"].split("; ")]
    commune = row["commune"][0].lower() + row["commune"][1:]
    words = {"commune": commune, "COMMUNE": commune.upper(), "topics": "; ".join(topic["name"] for topic in topics)}
    texts = {key: said(value) for key, value in row.items()}
    return {
        **texts,
        "subject": prose["subject"].format(**words),
        "addressees": [text.format(**words) for text in prose["addressees"]],
        "lead_in": prose["lead_in"].format(**words),
        "undertakings": [text for topic in topics for text in topic["undertakings"]],
        "closing": [text.format(**words) for text in prose["closing"]],
        "confirmation": [text.format(**words) for text in prose["confirmation"]],
        "place": places[row["commune"]],
        "date": long(row["signed_on"]),
        "signer_label": "NGƯỜI CAM KẾT",
        "signer_note": "(Ký, ghi rõ họ tên, đóng dấu nếu có)",
    }


def said(value: Any) -> str:
    """A cell as the form prints it."""
    if isinstance(value, date):
        return f"{value.day:02d}/{month(value)}/{value.year}"
    return DOTS if value is None else str(value)


def long(day: date | None) -> str:
    """The day of signing, or blanks to write it in."""
    if day is None:
        return f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    return f"ngày {day.day:02d} tháng {month(day)} năm {day.year}"


def month(day: date) -> str:
    """A month as offices write it: a zero before 1 and 2 only."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


if __name__ == "__main__":
    main(*sys.argv[1:])
