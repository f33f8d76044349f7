"""Every rule has papers that keep it and papers that break it (cases/rules/<rule>); sound papers break none."""

import io
import re
import tomllib
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components import identify
from pipeline.decree import decree
from pipeline.messages import text as translated
from pipeline.problems import PackageError, UsageError
from pipeline.rules import RULES, Finding, check, registry
from pipeline.rules.texts import TEXTS, THEMES, reminders, rendered
from pipeline.view import Place, read
from tests.papers import CASES, changed, sound

PAPERS = sorted(path.stem for path in (CASES / "papers").glob("*.txt"))
SOUND, FAULTY = (
    {
        path.parent.name: tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((CASES / "rules").glob(f"*/{name}.toml"))
    }
    for name in ("sound", "faulty")
)
CASES_BY_RULE: dict[str, dict[str, dict[str, Any]]] = {
    rule: {**SOUND.get(rule, {}), **FAULTY.get(rule, {})} for rule in sorted({*SOUND, *FAULTY})
}


FOUND: dict[tuple[str, str], list[Finding]] = {}


def found(case: dict[str, Any], dialect: str) -> list[Finding]:
    """What a case is told; each is checked once, however many tests ask."""
    key = repr(case), dialect
    if key not in FOUND:
        FOUND[key] = list(check(changed(sound(case.get("paper", "letter")), case).docx(dialect)))
    return FOUND[key]


@pytest.mark.parametrize("dialect", ["styled", pytest.param("plain", marks=pytest.mark.slow)])
@pytest.mark.parametrize("rule", CASES_BY_RULE)
def test_a_seeded_defect_is_found_and_nothing_else(rule, dialect):
    wrong = {}
    for name, case in CASES_BY_RULE[rule].items():
        if dialect == "plain" and case.get("styled"):
            continue
        findings = found(case, dialect)
        seen = [finding.rule if finding.level == "error" else f"{finding.rule} warning" for finding in findings]
        if sorted(seen) != sorted(case.get("finds", [])):
            wrong[name] = [str(finding) for finding in findings]
    assert wrong == {}


@pytest.mark.parametrize("dialect", ["styled", "plain"])
@pytest.mark.parametrize("name", PAPERS)
def test_a_sound_paper_has_no_findings(name, dialect):
    assert [str(finding) for finding in check(sound(name).docx(dialect))] == []


def test_every_rule_of_the_table_is_checked_and_no_other():
    assert set(RULES) == set(decree().citations)


def test_every_rule_is_kept_by_one_case_and_broken_by_another():
    assert set(RULES) == set(SOUND) == set(FAULTY)
    for cases_by_rule, broken in ((SOUND, False), (FAULTY, True)):
        for rule, cases in cases_by_rule.items():
            assert cases
            for name, case in cases.items():
                assert (rule in {one.split()[0] for one in case.get("finds", [])}) is broken, f"{rule}: {name}"


def test_every_rule_says_what_it_holds():
    for code, rule in RULES.items():
        assert all((rule.summary, rule.clause, *(check.__doc__ for check in rule.checks))), code


def test_the_registry_lists_every_rule_by_its_code():
    assert [rule.code for rule in registry()] == sorted(RULES)


def test_a_row_of_the_table_is_summed_up_in_a_line():
    line = translated("size {least} to {most}").format(least="12", most="13")
    assert line in RULES["R031"].summary
    assert RULES["R014"].summary.lower() == translated("left margin {least} to {most} mm").format(least=30, most=35)
    assert "TM." in RULES["R135"].summary


def test_every_text_is_found_by_a_case_and_has_all_its_places_filled():
    said: set[str] = set()
    for cases in CASES_BY_RULE.values():
        for case in cases.values():
            for finding in found(case, "styled"):
                said.add(finding.code)
                assert "{" not in finding.message + finding.hint
    elsewhere = {*rendered.TEXTS, *reminders.TEXTS}  # test_rendered.py, test_reminders_held.py
    assert said == set(TEXTS) - elsewhere


def test_no_two_themes_have_a_text_of_one_code():
    assert sum(len(theme.TEXTS) for theme in THEMES) == len(TEXTS)


def test_a_finding_says_where_what_and_what_to_do():
    (finding,) = found({"page": {"left": 25}}, "styled")
    assert (finding.rule, finding.level, finding.at) == ("R014", "error", Place(section=1))
    assert finding.as_json() == {
        "file": "",
        "rule": "R014",
        "level": "error",
        "place": translated("section {section}").format(section=1),
        "message": translated("the left margin is {value} mm").format(value="25"),
        "clause": "Phụ lục I, Phần I, Mục I, khoản 3",
        "hint": translated("set it to {least} to {most} mm").format(least="30", most="35"),
        "excerpt": "",
    }
    assert finding.hint
    assert finding.clause in str(finding)


def test_a_fault_in_many_places_is_one_finding():
    (finding,) = found({"set": {"body": {"align": "left"}}}, "styled")
    assert (finding.rule, finding.more) == ("R085", 2)
    assert finding.excerpt.startswith("Thời gian qua")


def test_findings_come_in_the_order_of_the_document():
    findings = found(
        {
            "set": {"signer": {"size": 16}, "motto": {"text": "Độc lập – Tự do – Hạnh phúc"}},
            "page": {"left": 25},
        },
        "styled",
    )
    assert [finding.rule for finding in findings] == ["R014", "R033", "R143"]


def test_findings_of_one_place_come_in_the_order_of_the_page():
    """What is missing has no place; of what is missing, page, head, number, subject, Kính gửi, foot come in turn."""
    lacking = ("national_title", "number", "letter_subject", "addressee", "addressees", "authority")
    case = {"drop": lacking, "number": {"variants": []}}
    findings = check(changed(sound("letter"), case).docx("styled"), kind="letter")
    missing = [finding.rule for finding in findings if finding.at == Place()]
    assert missing == ["R020", "R031", "R052", "R080", "R120", "R141"]


def test_findings_of_one_paragraph_come_in_the_order_of_their_rules():
    case = {"set": {"number": {"text": "Số: 5/CV-ubnd", "size": 12}}}
    rules = [finding.rule for finding in found(case, "styled")]
    assert rules == ["R051", "R052", "R056", "R058"]


def test_to_a_citizens_paper_the_decree_is_advice():
    case = {"paper": "commitment", "page": {"left": 25}, "set": {"national_title": {"size": 16}}}
    findings = found(case, "styled")
    assert {finding.level for finding in findings} == {"warning"}
    assert [finding.rule for finding in findings] == ["R014", "R031", "R037"]


def test_a_citizens_paper_may_be_called_anything():
    paper = changed(sound("commitment"), {"set": {"type_name": {"text": "BẢN CAM KẾT CỦA CHỦ CƠ SỞ"}}})
    assert identify(read(paper.docx("plain"))).private
    assert not check(paper.docx("plain"))


def test_a_citizens_paper_needs_neither_number_nor_recipients():
    paper = sound("commitment")
    assert identify(read(paper.docx())).private
    assert not check(paper.docx())


def test_the_caller_may_say_what_a_document_is():
    paper = changed(sound("plan"), {"drop": ["type_name", "subject"]})
    rules = [finding.rule for finding in check(paper.docx(), kind="công văn")]
    assert {"R056", "R080"} <= set(rules)


@pytest.mark.parametrize("name", ["KH", "Kế hoạch", "kế hoạch", "plan"])
def test_a_kind_is_known_by_key_name_and_abbreviation(name):
    assert check(sound("plan").docx(), kind=name) == ()


def test_an_unknown_kind_is_refused():
    with pytest.raises(UsageError, match="thiệp mời"):
        check(sound("plan").docx(), kind="thiệp mời")


def test_what_is_no_word_document_is_refused():
    with pytest.raises(PackageError):
        check(b"PK nothing of the kind")


def test_a_file_is_named_in_its_findings(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(changed(sound("letter"), {"page": {"left": 25}}).docx())
    (finding,) = check(path, name="a.docx")
    assert finding.file == "a.docx"
    assert str(finding).startswith("a.docx: ")


def test_decimals_are_written_as_the_reader_writes_them():
    (finding,) = found({"page": {"left": 29.5}}, "styled")
    assert re.search(r"29[.,]5", finding.message)
    assert "29.5" not in finding.message or translated(".") == "."


ODD = st.text(alphabet="0123456789.-%٣²ABpt", max_size=6) | st.sampled_from(["9" * 400, "-1", "1e9", "auto"])
LETTER = sound("letter").docx("plain")


@given(st.integers(min_value=0), ODD)
def test_no_value_however_odd_stops_a_check(which, odd):
    with zipfile.ZipFile(io.BytesIO(LETTER)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    values = list(re.finditer(r'(?<= w:)(\w+)="[^"]*"', parts["word/document.xml"]))
    start, end = values[which % len(values)].span()
    text = parts["word/document.xml"]
    parts["word/document.xml"] = f'{text[:start]}{text[start:end].split("=")[0]}="{odd}"{text[end:]}'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    for finding in check(data.getvalue()):
        assert str(finding)
