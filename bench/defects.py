"""How many single faults of clerks the check finds, seeded into sound papers of ours and of strangers."""

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.defect_rows_page import HEADS, PAGES
from bench.defect_rows_text import ANNEXES, BODIES, CAPITALS, FEET, TITLES
from bench.seeding import AbsentError, Defect, Paper, rewrite
from pipeline.build import Request, build
from pipeline.rules import check
from tests.forms import form

DEFECTS = (*PAGES, *HEADS, *TITLES, *BODIES, *FEET, *ANNEXES, *CAPITALS)
DOSSIER = Path(__file__).parent.parent / "data" / "luc-nam-2022"
OURS = {"letter, ours": "directive/directive", "plan, ours": "plan/office"}
THEIRS = {
    "decision, a typist's": ("decision-attached", "typist"),
    "letter, default cells": ("letter-department", "default-cells"),
    "guidance, a styler's": ("guidance", "styled"),
}
Seen = set[tuple[str, str]]


def main() -> None:
    """Seed every defect into every paper where it can be, and count."""
    totals = [0, 0]
    for name, docx in sound_papers().items():
        before = seen(docx)
        results = list(seeded(docx, before))
        missed = [(defect, new) for defect, found, new in results if not found]
        print(f"{name}: {len(results)} seeded, {len(results) - len(missed)} found ({share(results)})")
        for rule, message in sorted(before):
            print(f"  false on the sound paper: {rule} {message}")
        for defect, new in missed:
            other = ", ".join(sorted({rule for rule, _message in new})) or "nothing"
            print(f"  missed: {defect.name} (wanted {', '.join(sorted(defect.rules))}; said {other})")
        totals[0] += len(results)
        totals[1] += len(results) - len(missed)
    print(f"in all: {len(DEFECTS)} defects, {totals[0]} seeded, {totals[1]} found ({totals[1] / totals[0]:.1%})")


def share(results: list) -> str:
    """How many of them are found."""
    return f"{sum(found for _defect, found, _new in results) / len(results):.1%}"


def seeded(docx: bytes, before: Seen) -> Iterator[tuple[Defect, bool, Seen]]:
    """Each defect that this paper can have, whether it is found, and what is said that was not said before."""
    for defect in DEFECTS:
        paper = Paper(docx)
        try:
            defect.change(paper)
        except AbsentError:
            continue
        new = seen(paper.save()) - before
        yield defect, any(matches(rule, defect.rules) for rule, _message in new), new


def matches(rule: str, wanted: frozenset[str]) -> bool:
    """R200 stands for all its letters."""
    return rule in wanted or rule[:4] in wanted


def seen(docx: bytes) -> Seen:
    """The findings without their places."""
    return {(finding.rule, finding.message) for finding in check(docx)}


def sound_papers() -> dict[str, bytes]:
    """Ours as issued, and those of strangers."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder)
        list(build(Request(DOSSIER, output), today=date(2022, 12, 15)))
        ours = {name: issued((output / DOSSIER.name / f"{path}.docx").read_bytes()) for name, path in OURS.items()}
    return ours | {name: form(*which).docx for name, which in THEIRS.items()}


def issued(docx: bytes) -> bytes:
    """A draft of ours with its numbers and days filled in."""
    paper = Paper(docx)
    for paragraph in paper.paragraphs():
        text = re.sub(r"(Số: |số )\xa0+/", r"\g<1>128/", paragraph.text)
        text = re.sub(r"ngày \xa0+ tháng", "ngày 16 tháng", text)
        if text != paragraph.text:
            rewrite(paragraph, text)
    return paper.save()
