"""Each paragraph is recognised, by its style or by its words and place, and the document for what it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.components import Anatomy, fold, identify, is_capitals, kind_called
from pipeline.decree import decree
from pipeline.problems import UsageError
from pipeline.view import read
from tests.paper_docx import zipped
from tests.papers import CASES, changed, sound

PAPERS = sorted(path.stem for path in (CASES / "papers").glob("*.txt"))
KINDS = {"annex": "annex", "attachment": "charter", "charter": "charter", "commitment": "commitment",
         "decision": "decision", "decree": "decision", "letter": "letter", "minutes": "minutes",
         "plan": "plan"}  # fmt: skip
COMPONENTS = {component.key for component in decree().components}


def anatomy(paper, dialect="plain") -> Anatomy:
    return identify(read(paper.docx(dialect)))


def keys(paper, dialect="plain") -> list[tuple[str, str]]:
    parts = anatomy(paper, dialect).parts()
    return [(part.key, part.paragraph.text) for part in parts if part.paragraph.visible]


@pytest.mark.parametrize("dialect", ["styled", "plain"])
@pytest.mark.parametrize("name", PAPERS)
def test_every_paragraph_of_a_sound_paper_is_recognised(name, dialect):
    written = [
        (line.key if line.key in COMPONENTS else "", line.text.replace("**", "").replace("//", ""))
        for _, lines in sound(name).sections
        for line in lines
        if line.text.strip()
    ]
    assert keys(sound(name), dialect) == written


@pytest.mark.parametrize("dialect", ["styled", "plain"])
@pytest.mark.parametrize(("name", "kind"), KINDS.items())
def test_a_document_is_taken_for_what_it_is(name, kind, dialect):
    assert anatomy(sound(name), dialect).kind == kind


def test_every_sound_paper_has_its_kind_said_here():
    assert set(PAPERS) == set(KINDS)


def test_a_letter_is_known_by_number_and_addressee_alone():
    assert anatomy(changed(sound("letter"), {"drop": ["letter_subject"]})).kind == "letter"


def test_what_bears_no_sign_is_unknown():
    assert anatomy(changed(sound("plan"), {"drop": ["type_name", "subject"]})).kind == "unknown"


def test_the_annex_is_parted_from_the_main_document():
    taken = anatomy(sound("letter"))
    assert [part.words for part in taken.of("signer")] == ["Nguyễn Văn Mẫu"]
    (annex,) = taken.annexes
    assert annex[0].key == "annex_label"
    assert not taken.of("annex_label")


def test_the_bold_name_is_the_issuers_and_the_other_its_superiors():
    taken = anatomy(sound("plan"))
    assert [part.words for part in taken.of("superior")] == ["ỦY BAN NHÂN DÂN XÃ LỤC NAM"]
    assert [part.words for part in taken.of("issuer")] == ["PHÒNG VĂN HÓA - XÃ HỘI"]


def test_lines_parted_by_breaks_in_one_cell_stand_alone():
    both = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    paper = changed(sound("letter"), {"drop": ["motto"], "set": {"national_title": {"text": both}}})
    taken = anatomy(paper)
    assert [part.words for part in taken.of("national_title", "motto")] == both.split("\n")


def test_a_foot_without_a_table_is_recognised():
    cells = {key: {"cell": "."} for key in ("recipients_label", "recipients", "authority", "signer", "empty")}
    paper = changed(sound("decision"), {"set": cells})
    taken = anatomy(paper)
    assert len(taken.of("recipients")) == 2
    assert [part.words for part in taken.of("authority")] == [
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    ]
    assert [part.words for part in taken.of("signer")] == ["Nguyễn Văn Mẫu"]


def test_a_style_is_known_by_its_name_when_word_has_changed_its_id():
    docx = zipped(
        {
            "document": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            '<w:p><w:pPr><w:pStyle w:val="ND30NidungX"/></w:pPr><w:r><w:t>Kính gửi: ai đó</w:t></w:r></w:p>'
            '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>Kính gửi: ai đó</w:t></w:r></w:p>'
            "</w:body></w:document>",
            "styles": '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:style w:type="paragraph" w:styleId="ND30NidungX"><w:name w:val="ND30 Nội dung"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="ND30 Ô bảng"/></w:style></w:styles>',
        }
    )
    assert [part.key for part in identify(read(docx)).parts()] == ["body", ""]


@pytest.mark.parametrize("name", ["GM", "giấy mời", "Giấy mời", "invitation"])
def test_a_kind_has_a_key_a_name_and_an_abbreviation(name):
    assert kind_called(name) == "invitation"


def test_what_is_no_kind_is_refused_with_those_there_are():
    with pytest.raises(UsageError) as refused:
        kind_called("thiệp")
    assert "commitment" in refused.value.problem.values["known"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("CỘNG HOÀ", "CỘNG HÒA"),
        ("uỷ ban, Uỷ ban, UỶ BAN", "ủy ban, Ủy ban, ỦY BAN"),
        ("khoẻ", "khỏe"),
        ("quý, Quỳnh, hoàn, khoản, thuỷ", "quý, Quỳnh, hoàn, khoản, thủy"),
        ("Số:\u00a0\u00a0 05 \t/ ", "Số: 05 /"),
    ],
)
def test_equal_words_fold_to_equal_text(text, folded):
    assert fold(text) == folded


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạòỏõóọèẻẽéẹỳỷỹýỵùủũúụ AOUY\u00a0", max_size=30))
def test_folding_twice_is_folding_once_and_knows_no_forms_of_unicode(text):
    assert fold(fold(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(("text", "capitals"), [("ĐỀ ÁN 06", True), ("Đề án", False), ("06/2026", False), ("", False)])
def test_capitals_are_letters_none_of_which_is_small(text, capitals):
    assert is_capitals(text) == capitals
