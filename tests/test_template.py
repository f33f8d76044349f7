"""Templates: what they need, what they print, what they refuse and in which words."""

import io
import re
import threading
from collections import UserDict, namedtuple
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
import yaml
from docx import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docxtpl import InlineImage, Listing, RichText
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.archive import is_ours, read_package
from pipeline.problems import PackageError, TemplateError, UsageError
from pipeline.template import Template
from tests import docx
from tests.conftest import CASES


def rendered(text, **context):
    """The text of a paragraph filled in."""
    return docx.paragraphs(Template(docx.document(text)).render(context))[0]


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("Yêu cầu thực hiện", "Yêu cầu thực hiện./."),
        ("Yêu cầu thực hiện.", "Yêu cầu thực hiện./."),
        ("Yêu cầu thực hiện./.", "Yêu cầu thực hiện./."),
        ("... lao động, y tế...", "... lao động, y tế..../."),
        ("A & B <x>.", "A & B <x>./."),
    ],
)
def test_the_closing_mark_takes_the_place_of_a_full_stop_and_of_nothing_else(text, closed):
    assert rendered("{{ said|closed }}", said=text) == closed


# What a template needs

TAGS = yaml.safe_load((CASES / "template" / "tags.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "names"), TAGS.values(), ids=TAGS)
def test_the_tags_are_the_names_that_a_template_needs(text, names):
    assert Template(docx.document(text)).tags == set(names)


def test_the_tags_of_all_parts_are_told():
    source = docx.document("{{ a }}", header="{{ b.c }}", footer="{{ d }}", properties={"title": "{{ e }}"})
    assert Template(source).tags == {"a", "b.c", "d", "e"}


def test_a_template_is_named_after_its_file_unless_a_name_is_given(tmp_path):
    path = tmp_path / "mẫu.docx"
    path.write_bytes(docx.document("x"))
    assert Template(path).name == str(path)
    assert Template(path, name="kế hoạch").name == "kế hoạch"
    assert Template(path.read_bytes()).name


def test_no_template_and_no_document_are_told_apart(tmp_path):
    with pytest.raises(UsageError):
        Template(tmp_path / "không-có.docx")
    with pytest.raises(PackageError):
        Template(b"x")


# What it prints


@dataclass(frozen=True)
class Office:
    name: str
    items: tuple[str, ...] = ()


Pair = namedtuple("Pair", "name place")

VALUES = {
    "text": ("{{ a }}", "Lục Nam", "Lục Nam"),
    "number": ("{{ a }}", 1234567, "1234567"),
    "fraction": ("{{ a }}", 2.5, "2.5"),
    "decimal": ("{{ a }}", Decimal("1.10"), "1.10"),
    "truth": ("{{ a }}", True, "True"),
    "date": ("{{ a }}", date(2026, 3, 5), "2026-03-05"),
    "nothing, allowed for": ("[{{ a or '' }}{{ a|default('', true) }}]", None, "[]"),
    "attribute of a data class": ("{{ a.name }}", Office("Sở"), "Sở"),
    "item of a mapping": ("{{ a.name }}", {"name": "Sở"}, "Sở"),
    "item of another mapping": ("{{ a.name }}", UserDict(name="Sở"), "Sở"),
    "item named as a method": ("{{ a.items }}{{ a.keys }}", {"items": "x", "keys": "y"}, "xy"),
    "attribute named as a method of mappings": ("{{ a.items[0] }}", Office("Sở", ("x",)), "x"),
    "item named as a word of Python's": (
        "{{ a.from }}{{ a.class }}{{ a.None }}",
        {"from": 1, "class": 2, "None": 3},
        "123",
    ),
    "items and attributes in turn": (
        "{% for x in a %}{{ x.name }};{% endfor %}{{ a[1].name.upper() }}",
        [Office("Sở"), {"name": "Phòng"}, Office("Ban"), UserDict(name="Tổ"), Pair("Đội", ""), {"name": "Hội"}],
        "Sở;Phòng;Ban;Tổ;Đội;Hội;PHÒNG",
    ),
    "named tuple": ("{{ a.name }} {{ a[1] }}", Pair("x", "y"), "x y"),
    "loop over a tuple": ("{% for x in a %}{{ x }};{% endfor %}", ("x", "y"), "x;y;"),
    "loop over what can be passed once": ("{% for x in a %}{{ x }};{% endfor %}", iter("xy"), "x;y;"),
    "length of what can be passed once": ("{% for x in a %}{{ loop.length }}{% endfor %}", iter("xy"), "22"),
    "markup characters": ("{{ a }}", "<w:p>&amp; \"'</w:p>", "<w:p>&amp; \"'</w:p>"),
    "tags in a value": ("{{ a }}", "{{ b }}{% x %}{# #}{_{", "{{ b }}{% x %}{# #}{_{"),
    "escaped once by every means": ("{{ a|e }}{{ a|escape }}{{ a|safe }}{{ a|forceescape }}", "<", "<<<<"),
    "escaped where it is switched off": ("{% autoescape false %}{{ a }}{% endautoescape %}", "<&>", "<&>"),
    "escaped through a block": ("{% set b %}{{ a }}{% endset %}{{ b }}", "<&>", "<&>"),
    "line breaks of any system": ("{{ a }}", "a\r\nb\rc\nd", "a\nb\nc\nd"),
    "listing": ("{{ a }}", Listing("a\nb\t<c>"), "a\nb\t<c>"),
    "formatted": ("{{ '%s ngày %05.1f' % (a, 2.25) }} {{ '{:,}'.format(1234567) }}", "x", "x ngày 002.2 1,234,567"),
}


@pytest.mark.parametrize(("text", "value", "printed"), VALUES.values(), ids=VALUES)
def test_a_value_prints_as_it_is(text, value, printed):
    assert rendered(text, a=value) == printed


TYPED = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff").filter(lambda c: c >= " ")
    | st.sampled_from("\t\n&<>\"'{}%#ệ\u0301\u200b\u00a0\u2028\x85😀\ud7ff\ufffd"),
    max_size=40,
)
EVERYWHERE = Template(
    docx.document(
        "{{ a }}",
        "trước {{ a }} sau",
        build=lambda made: made.add_paragraph("").add_run("{{r a }}"),
        header="{{ a }}",
        footer="x{{ a }}",
        properties={"title": "{{ a }}"},
    )
)


@given(TYPED)
@example("\u202eệ\u0301 e\u0302\u0323")
@example(" hai  đầu ")
def test_whatever_xml_can_hold_comes_back_as_typed(text):
    made = Document(io.BytesIO(EVERYWHERE.render({"a": text})))
    section = made.sections[0]
    assert [paragraph.text for paragraph in made.paragraphs] == [text, f"trước {text} sau", text]
    assert section.header.paragraphs[0].text == text
    assert section.footer.paragraphs[0].text == "x" + text
    assert made.core_properties.title == text


@given(
    st.text(st.characters(codec=None) | st.characters(max_codepoint=0x20) | st.sampled_from("\ud800\ufffe"), max_size=9)
)
def test_any_text_at_all_comes_back_or_is_refused(text):
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", text):
        with pytest.raises(TemplateError) as raised:
            EVERYWHERE.render({"a": text})
        assert raised.value.problem.code == "template-character"
    else:
        printed = docx.paragraphs(EVERYWHERE.render({"a": text}))[0]
        assert printed == text.replace("\r\n", "\n").replace("\r", "\n")


def test_own_filters_are_added():
    source = docx.document("{{ a|money }}")
    assert (
        docx.paragraphs(Template(source, filters={"money": "{:,} đồng".format}).render({"a": 1000}))[0] == "1,000 đồng"
    )


def test_a_rule_is_drawn_by_its_filter():
    source = docx.document("{{p issuer|rule('issuer', 65) }}", "sau")
    made = docx.members(Template(source).render({"issuer": ["ỦY BAN NHÂN DÂN", "XÃ LỤC NAM"]}))
    assert b"w:pBdr" in made["word/document.xml"]


# What stays the same


def noted(note):
    """Build a document's footnotes part."""

    def build(made):
        note_xml = f'<w:footnote w:id="1"><w:p><w:r><w:t>{note}</w:t></w:r></w:p></w:footnote>'
        xml = f"<w:footnotes {nsdecls('w')}>{note_xml}</w:footnotes>"
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    return build


ALL_PARTS = docx.document(
    "{{ body }}",
    header="{{ header }}",
    footer="{{ footer }}",
    properties={"title": "{{ properties }}"},
    build=noted("{{ footnotes }}"),
)
WHERE = ("body", "header", "footer", "footnotes", "properties")


def of(record, *, without=""):
    return {part: f"{record} {part}" for part in WHERE if part != without}


@pytest.mark.parametrize("part", WHERE)
def test_a_record_that_fails_leaves_nothing_to_the_next(part):
    template = Template(ALL_PARTS)
    alone = template.render(of("GAMMA"))
    template.render(of("ALPHA"))
    with pytest.raises(TemplateError):
        template.render(of("BETA", without=part))
    assert template.render(of("GAMMA")) == alone
    text = b"".join(docx.members(alone).values()).decode("utf-8", "replace")
    assert all(f"GAMMA {name}" in text for name in WHERE)
    assert "ALPHA" not in text
    assert "BETA" not in text


def test_a_picture_of_one_record_does_not_reach_the_next(tmp_path):
    from PIL import Image

    paths = [tmp_path / f"{colour}.png" for colour in ("red", "blue")]
    for path in paths:
        Image.new("RGB", (2, 2), path.stem).save(path)
    template = Template(docx.document("{{ a }}", "{{p b }}"))
    made = []
    for path in paths:
        sub = template.new_subdoc()
        sub.add_picture(str(path))
        made.append(docx.members(template.render({"a": InlineImage(template, str(path)), "b": sub})))
    media = [{data for name, data in parts.items() if "media" in name} for parts in made]
    assert media == [{path.read_bytes()} for path in paths]


def test_threads_share_a_template_and_no_values():
    template = Template(ALL_PARTS)
    alone = {record: template.render(of(record)) for record in "ABCDEFGH"}
    wrong = []

    def work(record):
        for turn in range(50):
            if turn % 5 == 4:
                with pytest.raises(TemplateError):
                    template.render(of(record, without=WHERE[turn % 4]))
            elif template.render(of(record)) != alone[record]:
                wrong.append(record)

    threads = [threading.Thread(target=work, args=(record,)) for record in alone]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_same_template_and_values_give_the_same_bytes():
    first, second = Template(ALL_PARTS).render(of("A")), Template(ALL_PARTS).render(of("A"))
    assert first == second
    assert first != Template(ALL_PARTS).render(of("B"))


def test_pictures_links_and_sub_documents_give_the_same_bytes_too():
    from tests.dialect_values import annex, picture

    def made():
        template = Template(docx.document("{{ a }}", "{{p b }}", "{{r c }}"))
        link = RichText("x", url_id=template.build_url_id("https://example.org"))
        return template.render(
            {"a": InlineImage(template, picture("red")), "b": template.new_subdoc(annex()), "c": link}
        )

    first = made()
    assert first == made()
    assert is_ours(first)


def test_what_is_rendered_is_ours_and_sound():
    data = Template(ALL_PARTS).render(of("A"))
    assert is_ours(data)
    assert read_package(data).main == "word/document.xml"


def test_parts_without_tags_say_the_same_in_no_more_room():
    source = read_package(ALL_PARTS).members["word/styles.xml"]
    made = read_package(Template(ALL_PARTS).render(of("A"))).members["word/styles.xml"]
    assert made.data == source.data
    assert len(made.packed) <= len(source.packed)
