"""A fault in one of many documents of a template is found, in whichever of their values it is."""

import random
import shutil
import time
import tomllib
import unicodedata

import pytest

from bench.businesses import SETTINGS, businesses
from bench.sheets import write_table
from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.press import template_folder
from pipeline.records import Business, columns
from pipeline.rules import alike, check
from pipeline.rules.alike import Checker
from pipeline.template import Template
from tests import tagged
from tests.conftest import CASES, ROOT
from tests.papers import changed, sound
from tests.varied import DAYS, DIALECTS, primed


def says(case):
    """Whether a case puts words of its own anywhere."""
    return any("text" in line for line in (*case.get("set", {}).values(), *case.get("add", ())))


SAYING = [
    (f"{path.parent.name}: {name}", case)
    for path in sorted((CASES / "rules").glob("*/*.toml"))
    for name, case in tomllib.loads(path.read_text(encoding="utf-8")).items()
    if says(case)
]
SEEDED = {name: (case, "styled" if case.get("styled") else DIALECTS[at % 2]) for at, (name, case) in enumerate(SAYING)}


@pytest.mark.slow
@pytest.mark.parametrize(("case", "dialect"), SEEDED.values(), ids=SEEDED)
def test_a_defect_that_a_value_brings_is_found(case, dialect):
    paper = sound(case.get("paper", "letter"))
    data = changed(paper, case).docx(dialect)
    template, context = tagged.template(data), tagged.record(data)
    usual = set(tagged.record(paper.docx(dialect)).values())
    harmless = {name: text if text in usual else "Nội dung khác" for name, text in context.items()}
    one = template.fill(context)
    findings = primed(template, harmless).check(one.docx, one.pieces)
    assert findings == check(one.docx)
    told = [finding.rule if finding.level == "error" else f"{finding.rule} warning" for finding in findings]
    assert sorted(told) == sorted(case.get("finds", []))


FAULTS = {
    "a name in small letters": ("owner_name", lambda text: text.lower()),
    "decomposed letters": ("business_name", lambda text: unicodedata.normalize("NFD", text)),
    "a character of no alphabet": ("trade", lambda text: f"{text} \uf0b7"),
    "a day without its zero": ("date", lambda _: "ngày 5 tháng 10 năm 2022"),
    "a month that is not there": ("date", lambda _: "ngày 05 tháng 13 năm 2022"),
    "a day that is not there": ("date", lambda _: "ngày 31 tháng 4 năm 2022"),
    "a unit with a number": ("owner_id_place", lambda _: "Công an phường 12"),
    "an article that is small": ("owner_id_place", lambda text: f"{text}, khoản 2 điều 5"),
    "a document whose type is small": ("certificate", lambda _: "theo kế hoạch số 12/KH-UBND"),
    "a province with a capital": ("address", lambda text: text.replace("tỉnh", "Tỉnh")),
    "a sentence that begins small": ("residence", lambda text: f"{text}, cạnh chợ. nhà riêng, tầng hai"),
    "the body's name misspelt": ("owner_id_place", lambda _: "Uỷ Ban nhân dân xã"),
    "a place that is small": ("place", lambda text: text.lower()),
    "a name with one capital": ("capacity", lambda text: f"{text}, theo ủy Ban nhân dân"),
}


@pytest.mark.slow
def test_in_ten_thousand_documents_each_fault_is_found_and_nothing_else(tmp_path, monkeypatch):
    """Each is in the words of one document only; how long a check takes is told, not judged."""
    folder = shutil.copytree(ROOT / "data" / "luc-nam-2022", tmp_path / "luc-nam-2022")
    (folder / "businesses.xlsx").unlink()
    write_table(folder / "businesses.csv", "", tuple(columns(Business)), businesses(SETTINGS["luc-nam-2022"], 10_000))
    kind = kinds()["commitment"]
    contexts = [one.context() for one in kind.drafts(load(folder).dossier, DAYS["luc-nam-2022"])]
    assert len(contexts) == 10_000
    chance = random.Random(10_000)
    chance.shuffle(contexts)
    spoilt = dict(zip(chance.sample(range(10_000), len(FAULTS)), FAULTS.values(), strict=True))
    for at, (key, change) in spoilt.items():
        contexts[at] = {**contexts[at], key: change(contexts[at][key])}
    full = []
    monkeypatch.setattr(alike, "check", lambda docx, **named: full.append(docx) or check(docx, **named))
    template = Template(template_folder() / kind.template)
    checker, took, found = Checker(template.part_names), 0.0, {}
    for at, context in enumerate(contexts):
        one = template.fill(context)
        began = time.process_time()
        findings = checker.check(one.docx, one.pieces, name=str(at))
        took += time.process_time() - began
        if findings:
            found[at] = findings
            assert findings == check(one.docx, name=str(at))
        elif at % 100 == 0:
            assert check(one.docx) == ()
    assert found.keys() == spoilt.keys()
    print(f"{took * 100:.0f} microseconds a document, {len(full)} of 10,000 checked in full")
    assert len(full) < 100
