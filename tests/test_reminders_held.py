"""A built reminder is held against the campaign: whatever it says otherwise is a finding (R260 to R266)."""

import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from pipeline.build import Request, build
from pipeline.decree import decree
from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.events import Checked
from pipeline.press import template_folder
from pipeline.problems import TemplateError
from pipeline.publish import Entry
from pipeline.rules.reminders import check_reminder
from pipeline.rules.texts.reminders import TEXTS
from pipeline.template import Template
from tests import varied
from tests.conftest import ROOT
from tests.test_documents import to_all
from tests.varied import DAYS

BUILT_IN = template_folder() / "follow_up.docx"


def edited(docx, old, new):
    """The .docx with a text of its pages replaced."""
    source, target = zipfile.ZipFile(io.BytesIO(docx)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                assert old.encode() in data, old
                data = data.replace(old.encode(), new.encode())
            archive.writestr(name, data)
    return target.getvalue()


@pytest.fixture(scope="module")
def letter():
    """The third reminder to the police of a commune, and its file."""
    dossier = load(ROOT / "data" / "luc-nam-2026").dossier
    drafts = kinds()["follow-up"].drafts(dossier, DAYS["luc-nam-2026"])
    (found,) = (draft for draft in drafts if draft.id == "cong-an-xa-lan-3")
    return found, Template(BUILT_IN).render(found.context())


def found(docx, facts):
    return {(one.rule, one.code) for one in check_reminder(docx, facts)}


def test_a_sound_letter_says_what_the_campaign_says(letter):
    document, docx = letter
    assert document.held(docx, "") == ()


NOT_STATED = ("R264", "fact-not-stated")
WRONG = [
    ("215/UBND-VHXH", "216/UBND-VHXH", {("R260", "directive-not-cited"), ("R260", "cited-unknown"), NOT_STATED}),
    ("ngày 05 tháng 3 năm 2026", "ngày 06 tháng 3 năm 2026", {("R260", "directive-not-cited"),
        ("R260", "cited-of-another-day"), NOT_STATED}),
    ("574/UBND-VHXH", "575/UBND-VHXH", {("R260", "reminder-not-cited"), ("R260", "cited-unknown"), NOT_STATED}),
    ("ngày 15 tháng 6 năm 2026", "ngày 14 tháng 6 năm 2026", {("R261", "no-cut-off"), NOT_STATED}),
    ("ngày 22 tháng 6 năm 2026", "ngày 23 tháng 6 năm 2026", {("R262", "no-new-deadline"), NOT_STATED}),
    ("Kính gửi: Công an xã", "Kính gửi: Trạm Y tế xã", {("R263", "late-not-addressed"),
        ("R263", "addressed-not-late")}),
    ("hoàn thành 2 nhiệm vụ", "hoàn thành 5 nhiệm vụ", {("R264", "other-count"), NOT_STATED}),
    ("Nhà nghỉ Mẫu Số 10", "Nhà nghỉ Mẫu Số 99", {("R264", "row-missing"), ("R264", "row-of-nothing")}),
    ("(lần 3)", "(lần 2)", {("R265", "other-level")}),
    ("(lần 3)", "", {("R265", "other-level")}),
    ("0100 000 026", "số máy lẻ", {("R266", "no-contact")}),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "codes"), WRONG, ids=[f"{old} -> {new}" for old, new, _ in WRONG])
def test_what_a_letter_says_otherwise_is_found(letter, old, new, codes):
    document, docx = letter
    assert found(edited(docx, old, new), document.facts) == codes


@pytest.mark.parametrize("days", [0, 7, 8])
def test_a_deadline_lies_behind_the_day_of_the_letter(letter, days):
    document, docx = letter
    facts = replace(document.facts, day=document.facts.as_of + timedelta(days=days))
    assert found(docx, facts) == ({("R262", "deadline-is-past")} if days >= 7 else set())


ODD = varied.TEXTS.map(str.strip).filter(lambda text: text and "purl.oclc" not in text)  # that is read as a namespace


@pytest.mark.slow
@given(st.tuples(ODD, ODD, ODD, ODD, ODD))
def test_no_name_or_title_however_odd_makes_a_sound_letter_say_otherwise(letter, odd):
    document, _docx = letter
    who, title, name, owner, address = (
        f"{first} {text}" for first, text in zip(("Công an", "Nhiệm vụ", "Quán", "Bà", "Thôn"), odd, strict=True)
    )
    task = replace(document.overdue[0], content=title)
    business = replace(document.unsigned[0], name=name, owner=owner, address=address)
    facts = replace(
        document.facts,
        addressees=(who,),
        tasks=((title, task.deadline, task.days), *document.facts.tasks[1:]),
        businesses=((name, owner, address), *document.facts.businesses[1:]),
    )
    said = replace(
        document,
        addressees=(who,),
        overdue=(task, *document.overdue[1:]),
        unsigned=(business, *document.unsigned[1:]),
    )
    with suppress(TemplateError):  # a text that no XML can hold
        assert found(Template(BUILT_IN).render(said.context()), facts) == set()


def test_every_rule_of_reminders_is_broken_here_and_every_text_said(letter):
    said = {one for _old, _new, codes in WRONG for one in codes} | {("R262", "deadline-is-past")}
    assert {rule for rule, _code in said} == set(decree().reminders)
    assert {code for _rule, code in said} == set(TEXTS)


def texts_of(docx):
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]


def build_one(folder, output):
    events = list(build(Request(folder, output, kinds=("follow-up",)), today=date(2022, 12, 15)))
    findings = {event.finding.code for event in events if isinstance(event, Checked)}
    return [event.status for event in events if isinstance(event, Entry)], findings


def test_a_template_that_quotes_another_number_makes_no_letter(dossier_folder, tmp_path):
    path = dossier_folder / "dossier.yaml"
    issued = "issued: [{document: directive, number: 7, day: 2022-09-05}]\n"
    path.write_text(path.read_text(encoding="utf-8") + issued, encoding="utf-8")
    assert build_one(dossier_folder, tmp_path / "out") == (["made", "made"], set())
    own = dossier_folder / "templates" / "follow_up.docx"
    own.parent.mkdir()
    own.write_bytes(edited(BUILT_IN.read_bytes(), "{{ block.text }}", '{{ block.text|replace("07/UBND", "70/UBND") }}'))
    statuses, findings = build_one(dossier_folder, tmp_path / "out")
    assert statuses == ["failed", "failed"]
    assert findings == {"directive-not-cited", "cited-unknown", "fact-not-stated"}


def test_a_letter_to_all_may_be_addressed_to_those_on_its_list(dossier_folder, tmp_path):
    to_all(dossier_folder)
    path = dossier_folder / "dossier.yaml"
    said = "  to: all\n  addressed_as: Các cơ quan, đơn vị theo danh sách kèm theo\n"
    path.write_text(path.read_text(encoding="utf-8").replace("  to: all\n", said), encoding="utf-8")
    assert build_one(dossier_folder, tmp_path / "out") == (["made"], set())
    text = (tmp_path / "out" / "nho" / "follow-up" / "all.docx").read_bytes()
    assert "Kính gửi: Các cơ quan, đơn vị theo danh sách kèm theo" in texts_of(text)
    path.write_text(path.read_text(encoding="utf-8").replace("theo danh sách kèm theo", "có tên"), encoding="utf-8")
    statuses, findings = build_one(dossier_folder, tmp_path / "out")
    assert (statuses, findings) == (["failed"], {"late-not-addressed", "addressed-not-late"})


def test_prose_that_quotes_a_number_by_hand_makes_no_letter(dossier_folder, tmp_path):
    path = dossier_folder / "dossier.yaml"
    text = path.read_text(encoding="utf-8").replace('"{directive} giao', '"Công văn số 70/UBND-TN giao')
    path.write_text(text, encoding="utf-8")
    statuses, findings = build_one(dossier_folder, tmp_path / "out")
    assert statuses == ["failed", "failed"]
    assert {"directive-not-cited", "cited-unknown"} <= findings
