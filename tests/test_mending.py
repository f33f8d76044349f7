"""A mended copy keeps the decree in all that needs no person, says the same words, and is otherwise what it was."""

import io
import re
import subprocess
import tomllib
from collections import Counter
from datetime import date
from functools import cache, partial

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.archive import is_ours, read_package
from pipeline.components import fold
from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.mending import mend, mended_rules, wording
from pipeline.mending.letters import fields
from pipeline.press import open_press
from pipeline.problems import PackageError, UsageError
from pipeline.rules import RULES, check
from tests.conftest import ROOT, examples
from tests.docx import document, members
from tests.docx import zipped as zipped_members
from tests.forms import forms
from tests.paper_docx import zipped
from tests.papers import CASES, changed, sound
from tests.test_rules import FAULTY, PAPERS
from tests.test_view import SECTION, part
from tests.test_word_order import ORDER, R, W, out_of_order

HERE = CASES / "mending"
PERSONS = tomllib.loads((HERE / "persons.toml").read_text(encoding="utf-8"))
STYLED, PLAIN = "styled", "plain"
ORDERED = [W + name for name in ("p", "r", "pPr", "rPr", "pBdr", "sectPr")]
DIALECTS = pytest.mark.parametrize("dialect", [STYLED, PLAIN])
COMMENTS = f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="0" w:author="VT"><w:p/></w:comment></w:comments>'
EVERY = 12  # of the forms so many, for which there is time each time
OFFICE = {"document": "office", "styles": "office-styles"}


def seeded():
    """Every case in either dialect; every sixth, in one of them in turn, does not wait for the slow tests."""
    every = [(f"{rule}: {name}", case) for rule, cases in FAULTY.items() for name, case in cases.items()]
    for at, (name, case) in enumerate(every):
        for dialect in (STYLED,) if case.get("styled") else (STYLED, PLAIN):
            later = at % 6 or (not case.get("styled") and dialect != (STYLED, PLAIN)[at // 6 % 2])
            yield pytest.param(name, dialect, id=f"{name} ({dialect})", marks=[pytest.mark.slow] if later else [])


def at_once():
    """The cases that do not wait, each once."""
    return [one.values for one in seeded() if not one.marks]


@cache
def mended(docx):
    return mend(docx)


def case_of(name):
    rule, _, case = name.partition(": ")
    return FAULTY[rule][case]


@cache
def faulty(name, dialect):
    case = case_of(name)
    return changed(sound(case.get("paper", "letter")), case).docx(dialect)


def persons(findings, name=""):
    """The findings that a person decides on."""
    codes = {*PERSONS["findings"], *PERSONS["cases"].get(name, ())}
    return [one for one in findings if one.rule in PERSONS["rules"] or one.code in codes]


def roots(docx):
    package = read_package(docx, lenient=True)
    return {name: package.xml(name) for name in package if re.fullmatch(r"word/[a-z]+\d*\.xml", name)}


def words(docx):
    """What stands in the text in letters and digits: zeros at the front, page numbers and deleted text left out."""
    for name, root in roots(docx).items():
        if name.startswith(("word/document", "word/header", "word/footer")):
            for paragraph in list(root.iter(W + "p")):
                for span in fields(paragraph):
                    for element in span.elements if span.name == "PAGE" else ():
                        element.getparent().remove(element)
            said = " ".join("".join(one.itertext(W + "t")) for one in root.iter(W + "p"))
            yield from (word.lstrip("0").casefold() for word in re.findall(r"[^\W_]+", fold(said)))


def counts(docx):
    """How many there are of what is not to be touched."""
    kept = ("ins", "del", "delText", "pPrChange", "rPrChange", "sdt", "fldChar", "instrText", "bookmarkStart", "tbl",
            "commentRangeStart", "commentReference", "drawing", "br", "tc", "tr")  # fmt: skip
    return Counter(one.tag for root in roots(docx).values() for one in root.iter(*(W + tag for tag in kept)))


def office(**more):
    """A letter with tracked changes, fields, content controls and nested tables, typed by hand and badly."""
    written = {kind: (HERE / f"{name}.xml").read_text(encoding="utf-8") for kind, name in OFFICE.items()}
    body = re.sub(r"\n\s*", "", written["document"])
    section = more.pop("section", SECTION.replace('left="1701"', 'left="1134"'))
    return zipped(
        {
            "document": part("document", f"<body>{body}{section}</body>"),
            "styles": part("styles", written["styles"]),
            "comments": COMMENTS,
            **{kind: part("header1" if kind.startswith("header") else kind, text) for kind, text in more.items()},
        }
    )


# ---- what is mended, and what is not -------------------------------------------------------------------------------


def test_every_rule_is_mended_or_left_to_a_person():
    assert set(PERSONS["rules"]) | mended_rules() == set(RULES)
    assert not set(PERSONS["rules"]) & mended_rules()


@pytest.mark.slow
def test_every_finding_said_to_be_left_is_left_somewhere():
    sought = set(PERSONS["findings"])
    for name in (name for name, dialect in (case.values for case in seeded()) if dialect == STYLED):
        found = {one.split()[0] for one in case_of(name)["finds"]}
        if sought and found - set(PERSONS["rules"]):
            sought -= {one.code for one in mended(faulty(name, STYLED)).after}
    assert sought == set()


@pytest.mark.parametrize(("name", "dialect"), list(seeded()))
def test_a_seeded_defect_is_mended_unless_a_person_must_decide(name, dialect):
    """And the copy says the same words in the same order, is the same when mended again, and is told as it is."""
    docx = faulty(name, dialect)
    made = mended(docx)
    assert [str(one) for one in made.after if one not in persons(made.after, name)] == []
    assert not Counter(one.code for one in made.after) - Counter(one.code for one in made.before)
    assert (made.before, made.after) == (check(docx), check(made.docx))
    assert list(words(made.docx)) == list(words(docx))
    assert {out_of_order(one) for root in roots(made.docx).values() for one in root.iter(*ORDERED)} == {""}
    assert mend(made.docx).docx == made.docx


# ---- what is sound stays as it is ----------------------------------------------------------------------------------


@DIALECTS
@pytest.mark.parametrize("name", PAPERS)
def test_a_sound_paper_comes_back_byte_for_byte(name, dialect):
    docx = sound(name).docx(dialect)
    assert mend(docx).docx == docx


def test_forms_as_offices_type_them_come_back_byte_for_byte():
    assert [form.name for form in [*forms()][::EVERY] if mend(form.docx).docx != form.docx] == []


@pytest.mark.slow
def test_the_other_forms_come_back_byte_for_byte():
    others = (form for at, form in enumerate(forms()) if at % EVERY)
    assert [form.name for form in others if mend(form.docx).docx != form.docx] == []


@pytest.mark.parametrize("kind", kinds())
def test_what_we_build_comes_back_byte_for_byte(kind):
    folder = ROOT / "data" / "luc-nam-2026"
    first = next(kinds()[kind].drafts(load(folder).dossier, date(2026, 12, 31)))
    docx = open_press(kinds()[kind], folder).make([first])[0].docx
    assert mend(docx).docx == docx


def test_a_file_in_which_all_is_a_persons_comes_back_byte_for_byte():
    docx = changed(sound("letter"), {"drop": ["addressee", "addressees"]}).docx()
    made = mend(docx)
    assert made.after
    assert made.docx == docx


def test_members_that_are_not_mended_lie_as_they_lay():
    docx = changed(sound("letter"), {"page": {"left": 25}}).docx()
    before, after = read_package(docx), read_package(mend(docx).docx)
    assert list(after) == ["[Content_Types].xml", *(name for name in before if name != "[Content_Types].xml")]
    other = [name for name in before if before.members[name] != after.members[name]]
    assert other == ["word/document.xml"]


def test_a_copy_is_not_taken_for_a_file_of_ours():
    docx = changed(sound("letter"), {"page": {"left": 25}}).docx()
    assert not is_ours(mend(docx).docx)


def test_a_file_is_mended_from_its_path(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(changed(sound("letter"), {"page": {"left": 25}}).docx())
    made = mend(path, name="a.docx", kind="công văn")
    assert [one.file for one in made.before] == ["a.docx"]
    assert made.docx == mend(path.read_bytes()).docx


def test_what_cannot_be_read_is_refused():
    with pytest.raises(PackageError):
        mend(b"PK nothing of the kind")
    with pytest.raises(UsageError, match="thiệp mời"):
        mend(sound("letter").docx(), kind="thiệp mời")


def test_a_strict_open_xml_file_is_not_mended():
    names = re.compile(rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument)/2006/")
    parts = members(changed(sound("letter"), {"page": {"left": 25}}).docx())
    strict = {name: names.sub(rb"http://purl.oclc.org/ooxml/\1/", data) for name, data in parts.items()}
    strict["[Content_Types].xml"] = parts["[Content_Types].xml"]
    assert check(zipped_members(strict))
    with pytest.raises(PackageError) as refused:
        mend(zipped_members(strict))
    assert refused.value.problem.code == "package-strict"


# ---- several defects at once ---------------------------------------------------------------------------------------


@cache
def curable():
    """The seeded cases after which nothing is left for a person."""
    cases = [case for case in at_once() if not case_of(case[0]).get("styled")]
    return [case_of(case[0]) for case in cases if not mended(faulty(*case)).after]


def together(cases):
    """The changes of several cases as one."""
    whole = {}
    for case in cases:
        for name, wanted in case.items():
            if isinstance(wanted, dict):
                inner = whole.setdefault(name, {})
                for key, value in wanted.items():
                    inner[key] = {**inner.get(key, {}), **value} if isinstance(value, dict) else value
            elif isinstance(wanted, list) and name != "finds":
                whole[name] = [*whole.get(name, []), *wanted]
    return whole


@settings(max_examples=examples(0.6))
@given(st.data())
def test_several_defects_at_once_are_mended(data):
    cases = curable()
    paper = data.draw(st.sampled_from(sorted({case.get("paper", "letter") for case in cases})))
    own = [case for case in cases if case.get("paper", "letter") == paper]
    chosen = data.draw(st.lists(st.sampled_from(own), min_size=2, max_size=6))
    docx = changed(sound(paper), together(chosen)).docx(data.draw(st.sampled_from([STYLED, PLAIN])))
    made = mend(docx)
    assert [str(one) for one in made.after if one not in persons(made.after)] == []
    assert mend(made.docx).docx == made.docx
    assert list(words(made.docx)) == list(words(docx))


# ---- wording -------------------------------------------------------------------------------------------------------


def texts():
    for called, cases in tomllib.loads((HERE / "wording.toml").read_text(encoding="utf-8")).items():
        name, _, argument = called.partition(" ")
        fix = getattr(wording, name)
        for text, made in cases.items():
            yield pytest.param(fix, [argument] if argument else [], text, made, id=f"{called}: {text}")


@pytest.mark.parametrize(("fix", "arguments", "text", "made"), list(texts()))
def test_a_text_is_put_right_or_left(fix, arguments, text, made):
    assert fix(text, *arguments) == made
    assert fix(made, *arguments) == made


FIXES = [
    *(wording.number, wording.date_line, wording.date_comma, wording.item, wording.archive, wording.headed),
    *(partial(wording.ended, mark=mark) for mark in (";", ".", "./.")),
    *(partial(wording.opened, wanted=wanted) for wanted in ("Số:", "V/v", "Kính gửi:", "Phụ lục")),
    *(partial(wording.fixed, wanted=wanted) for wanted in ("Nơi nhận:", "Độc lập - Tự do - Hạnh phúc")),
]
PIECES = st.sampled_from(
    ["Số", "số:", "5", "05", "012", "/", " / ", "-", " – ", "UBND", "ngày ", " tháng ", " năm ", "2026", ",", ";", ".",
     "./.", "Lưu", "VT", "Nơi nhận", "Độc lập", "Tự do", "hạnh phúc", "Kính gửi", ":", " ", "\t", "…", "V/v", "CHƯƠNG",
     "II", "THỨ NHẤT", "Phụ lục", "- ", "+ "]
)  # fmt: skip


@given(st.sampled_from(FIXES), st.lists(PIECES, max_size=8).map("".join))
def test_no_fix_changes_a_letter(fix, text):
    def said(one):
        return re.sub(r"(?<!\d)0+", "", re.sub(r"[\W_]+", "", one)).casefold()

    assert said(fix(text)) == said(text)
    assert fix(fix(text)) == fix(text)


# ---- a letter as it comes out of an office -------------------------------------------------------------------------


# Tracked changes and comments are a person's; so is an empty paragraph that holds a bookmark.
LEFT_IN_OFFICE = [("V001", "tracked"), ("V002", "commented"), ("R087", "spacer"), ("R019", "color")]


def test_a_letter_with_everything_in_it_is_mended():
    docx = office()
    made = mend(docx)
    assert len({one.rule for one in made.before}) > 20
    assert [(one.rule, one.code) for one in made.after] == LEFT_IN_OFFICE
    assert list(words(made.docx)) == list(words(docx))
    assert mend(made.docx).docx == made.docx


def test_tracked_changes_fields_controls_tables_and_pictures_stay():
    docx = office()
    before, after = counts(docx), counts(mend(docx).docx)
    assert {tag: after[tag] for tag in before} == before


def test_elements_of_an_office_letter_stand_in_order():
    known = ORDERED[2:]
    last = {"pPr": "pPrChange", "rPr": "rPrChange"}
    for root in roots(mend(office()).docx).values():
        for element in root.iter(*known):
            name = element.tag.removeprefix(W)
            children = [child for child in element if child.tag != W + last.get(name, "")]
            assert len(element) - len(children) <= 1
            assert children == list(element)[: len(children)]
            places = [ORDER[name].replace("*", "").split().index(child.tag.removeprefix(W)) for child in children]
            assert places == sorted(places)


def test_text_on_a_dark_ground_keeps_its_colour():
    made = roots(mend(office()).docx)["word/document.xml"]
    colors = [element.get(W + "val") for element in made.iter(W + "color")]
    assert "FFFFFF" in colors
    assert not {"C00000", "0070C0"} & set(colors)
    assert not any(element.get(W + "themeColor") for element in made.iter(W + "color"))


def test_the_theme_no_longer_says_the_face():
    made = roots(mend(office()).docx)
    fonts = [element for root in made.values() for element in root.iter(W + "rFonts")]
    assert {value for element in fonts for value in element.attrib.values()} == {"Times New Roman"}


def test_what_data_fills_in_is_not_rewritten():
    control = '<sdt><sdtPr><dataBinding xpath="/so"/></sdtPr><sdtContent><r><t>5</t></r></sdtContent></sdt>'
    plain = zipped(
        {"document": part("document", f"<body><p><r><t>Số: </t></r>{control}<r><t>/UBND-VP</t></r></p></body>")}
    )
    assert "R051" in {one.rule for one in check(plain)}
    assert "R051" in {one.rule for one in mend(plain).after}


@pytest.mark.parametrize("face", [".VnTime", "VNI-Times", "Symbol", "Wingdings"])
def test_a_face_whose_letters_are_others_stays(face):
    docx = changed(sound("letter"), {"set": {"body 2": {"face": face}}}).docx(PLAIN)
    made = mend(docx)
    assert made.after
    assert made.docx == docx


@pytest.mark.parametrize(
    "content",
    [
        '<bookmarkStart id="1" name="a"/><bookmarkEnd id="1"/>',
        '<r><drawing><wp:inline><wp:extent cx="1" cy="1"/></wp:inline></drawing></r>',
        '<r><br type="page"/></r>',
        '<pPr><pBdr><top val="single" sz="4"/></pBdr></pPr>',
        '<pPr><rPr><ins id="1" author="a"/></rPr></pPr>',
        '<ins id="1" author="a"><r><t> </t></r></ins>',
        '<commentRangeStart id="1"/>',
    ],
)
def test_an_empty_paragraph_that_holds_something_stays(content):
    text = "<p><r><t>Một đoạn văn.</t></r></p>"
    docx = zipped({"document": part("document", f"<body>{text}<p>{content}</p>{text}<p/>{text}{SECTION}</body>")})
    made = roots(mend(docx).docx)["word/document.xml"]
    assert len(made.findall(f"{W}body/{W}p")) == 4


# ---- page numbers --------------------------------------------------------------------------------------------------

PAGE = '<p><pPr><jc val="right"/></pPr>{}<fldSimple instr=" PAGE "><r><t>1</t></r></fldSimple></p>'
REFERENCE = '<{}Reference type="default" r:id="{}"/>'


def numbered(docx):
    """Of each section, in which of its headers and footers there is a page number."""
    package = read_package(docx)
    targets = {tie.id: tie.target for tie in package.relationships(package.main)}
    for section in package.xml(package.main).iter(W + "sectPr"):
        for reference in section.iter(W + "headerReference", W + "footerReference"):
            root = package.xml(targets[reference.get(R + "id")])
            kind = reference.tag.removeprefix(W).removesuffix("Reference")
            names = [span.name for paragraph in root.iter(W + "p") for span in fields(paragraph)]
            yield kind, reference.get(W + "type"), "PAGE" in names


def test_a_document_without_headers_gets_them():
    made = mend(document("Một đoạn văn.")).docx
    assert sorted(numbered(made)) == [("header", "default", True), ("header", "first", False)]
    package = read_package(made)
    ties = package.relationships(package.main)
    assert len({tie.id for tie in ties}) == len(ties)
    headers = [tie.target for tie in ties if tie.kind == "header"]
    assert len(set(headers)) == len(headers) == 2
    assert {package.content_type(name).rpartition(".")[2] for name in headers} == {"header+xml"}
    assert Document(io.BytesIO(made)).sections[0].different_first_page_header_footer


@pytest.mark.parametrize("beside", ["", "<r><t>- </t></r>"])
def test_a_number_moves_out_of_the_footer(beside):
    section = SECTION.replace("<sectPr>", "<sectPr>" + REFERENCE.format("footer", "f1"))
    docx = zipped(
        {
            "document": part("document", f"<body><p><r><t>Một đoạn văn.</t></r></p>{section}</body>"),
            "footer1": part("header1", PAGE.format(beside)).replace("w:hdr", "w:ftr"),
        }
    )
    made = mend(docx)
    assert sorted(numbered(made.docx)) == [
        ("footer", "default", False),
        ("header", "default", True),
        ("header", "first", False),
    ]
    assert not {"R020", "R021", "R022", "R025"} & {one.rule for one in made.after}


def test_what_else_a_footer_says_stays_on_the_first_page():
    words = "<r><t>Mật khẩu </t></r>"
    section = SECTION.replace("<sectPr>", "<sectPr>" + REFERENCE.format("footer", "f1"))
    footer = part("header1", PAGE.format(words)).replace("w:hdr", "w:ftr")
    body = part("document", f"<body><p><r><t>Một đoạn văn.</t></r></p>{section}</body>")
    made = mend(zipped({"document": body, "footer1": footer})).docx
    assert sorted(numbered(made)) == [
        ("footer", "default", False),
        ("footer", "first", False),
        ("header", "default", True),
        ("header", "first", False),
    ]  # fmt: skip
    said = ["".join(root.itertext(W + "t")) for name, root in roots(made).items() if "footer" in name]
    assert said == ["Mật khẩu ", "Mật khẩu "]


# ---- other programs ------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_copies_open_in_python_docx_and_in_libreoffice(tmp_path):
    several = {
        "set": {"motto": {"rule": "_____"}, "body": {"size": 12}},
        "number": {"kind": "footer"},
        "page": {"left": 20},
    }
    copies = {
        "office": mend(office()).docx,
        "plain": mend(changed(sound("letter"), several).docx(PLAIN)).docx,
        "styled": mend(changed(sound("plan"), several).docx(STYLED)).docx,
        "bare": mend(document("Một đoạn văn.", "Một đoạn nữa.")).docx,
    }
    for name, docx in copies.items():
        assert Document(io.BytesIO(docx)).paragraphs
        (tmp_path / f"{name}.docx").write_bytes(docx)
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *tmp_path.glob("*.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for name in copies:
        assert (tmp_path / f"{name}.pdf").stat().st_size > 5000
