"""A Word document is seen as Word shows it: with what styles, defaults and themes add to it.

XML is written here without the prefix w:, which `wordml` puts in.
"""

import re
import struct
import time
import tomllib
from copy import deepcopy
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.problems import PackageError
from pipeline.rules import Finding
from pipeline.view import Look, Paragraph, Place, Traces, View, read, trace
from tests import docx
from tests.conftest import examples
from tests.paper_docx import PAGE, R, W, zipped
from tests.papers import CASES, sound

NAMES = {
    "w": W,
    "r": R,
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "v": "urn:schemas-microsoft-com:vml",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "o": "urn:schemas-microsoft-com:office:office",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
ROOTS = {
    "document": "w:document",
    "styles": "w:styles",
    "settings": "w:settings",
    "header1": "w:hdr",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "theme": "a:theme",
}
TRACES = [one.name for one in fields(Traces) if one.name not in ("external", "macros")]
STYLES = (CASES / "view" / "styles.xml").read_text(encoding="utf-8")
THEME = (CASES / "view" / "theme.xml").read_text(encoding="utf-8")
SECTION = (
    '<sectPr><pgSz w="11906" h="16838"/>'
    '<pgMar top="1134" bottom="1134" left="1701" right="851" gutter="0" header="567"/></sectPr>'
)


def rows(name: str) -> dict[str, Any]:
    """The cases of a file by their names."""
    return tomllib.loads((CASES / "view" / f"{name}.toml").read_text(encoding="utf-8"))


def cases(name: str) -> Any:
    """The cases of a file, each with its name as the test's id."""
    found = rows(name)
    return pytest.mark.parametrize("case", found.values(), ids=found)


def wordml(short: str) -> str:
    """The XML with the prefix w: at each element that has none, and at its attributes."""

    def tag(found: re.Match[str]) -> str:
        return re.sub(r" (?=\w+=)", " w:", f"<{found[1]}w:{found[2]}{found[3]}>")

    return re.sub(r"<(/?)(\w+)((?:\s[^<>]*?)?/?)>", tag, short)


def part(kind: str, content: str) -> str:
    return f"<{ROOTS[kind]} {DECLARED}>{wordml(content)}</{ROOTS[kind]}>"


def seen(body: str, *, section: str = SECTION, **parts: str) -> View:
    """The view of a document with this body, and with these other parts."""
    contents = {"document": f"<body>{body}{section}</body>", "styles": STYLES, "theme": THEME, **parts}
    return read(zipped({kind: part(kind, content) for kind, content in contents.items()}))


def paragraph(content: str, **parts: str) -> Paragraph:
    return seen(content, **parts).paragraphs[0]


def close(value: Any) -> Any:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return pytest.approx(value, abs=0.01) if number else value


@cases("looks")
def test_a_look_is_what_word_shows(case):
    style = f'<pPr><pStyle val="{case["style"]}"/></pPr>' if "style" in case else ""
    body = f"<p>{style}<r><rPr>{case.get('says', '')}</rPr><t>chữ</t></r></p>"
    if "table" in case:
        body = f'<tbl><tblPr><tblStyle val="{case["table"]}"/></tblPr><tr><tc>{body}</tc></tr></tbl>'
    look = paragraph(body).runs[0].look
    assert {name: getattr(look, name) for name in case["seen"]} == case["seen"]


def test_bold_in_the_defaults_stays_bold_through_the_styles():
    styles = STYLES.replace('<sz val="24"/>', '<b/><sz val="24"/>', 1)
    (run,) = paragraph('<p><pPr><pStyle val="Strong"/></pPr><r><t>a</t></r></p>', styles=styles).runs
    assert run.look.bold


@cases("layouts")
def test_a_layout_is_what_word_shows(case):
    level = [["decimal", "%1.", case.get("level", "")]]
    run = f"<r>{case['run']}<t>a</t></r>" if "run" in case else ""
    layout = paragraph(f"<p><pPr>{case['says']}</pPr>{run}</p>", numbering=lists({"levels": level})).layout
    expected = {name: close(value) for name, value in case["seen"].items()}
    assert {name: getattr(layout, name) for name in expected} == expected


@cases("texts")
def test_the_text_is_what_a_reader_sees(case):
    assert paragraph(f"<p>{case['xml']}</p>").text == case["text"]


def lists(case: dict[str, Any]) -> str:
    """The content of numbering.xml: as a case writes it out, or from its levels."""
    levels = ""
    for depth, (form, text, *rest) in enumerate(case.get("levels", ())):
        more = "".join(rest)
        start = "" if "<start" in more else '<start val="1"/>'
        form = "" if "<numFmt" in more else f'<numFmt val="{form}"/>'
        levels += f'<lvl ilvl="{depth}">{start}{more}{form}<lvlText val="{text}"/></lvl>'
    made = f'<abstractNum abstractNumId="1">{levels}</abstractNum><num numId="1"><abstractNumId val="1"/></num>'
    return case.get("numbering", made) + case.get("more", "")


def in_list(number: int, level: int) -> str:
    return f'<p><pPr><numPr><ilvl val="{level}"/><numId val="{number}"/></numPr></pPr></p>'


@cases("numbering")
def test_a_label_is_what_word_prints(case):
    body = case["xml"] if "xml" in case else "".join(in_list(*one) if one else "<p/>" for one in case["body"])
    assert [one.label for one in seen(body, numbering=lists(case)).paragraphs] == case["labels"]


@pytest.mark.parametrize(("suffix", "text"), [("", "1. a"), ("tab", "1. a"), ("space", "1. a"), ("nothing", "1.a")])
def test_the_text_begins_with_the_label(suffix, text):
    more = f'<suff val="{suffix}"/>' if suffix else ""
    one = paragraph(
        in_list(1, 0).replace("</p>", "<r><t>a</t></r></p>"), numbering=lists({"levels": [["decimal", "%1.", more]]})
    )
    assert (one.text, [run.text for run in one.visible]) == (text, ["a"])


def test_a_label_that_ends_with_a_space_is_parted_from_the_text_by_it():
    levels = {"levels": [["decimal", "Điều %1: ", '<suff val="nothing"/>']]}
    one = paragraph(in_list(1, 0).replace("</p>", "<r><t>a</t></r></p>"), numbering=lists(levels))
    assert (one.label, one.text) == ("Điều 1:", "Điều 1: a")


def test_a_label_looks_like_the_end_of_its_paragraph_and_as_its_level_says():
    levels = {"levels": [["decimal", "%1.", "<rPr><i/></rPr>"]]}
    marked = in_list(1, 0).replace("</pPr>", '<rPr><b/><sz val="30"/></rPr></pPr>')
    look = paragraph(marked, numbering=lists(levels)).label_look
    assert look
    assert (look.bold, look.italic, look.size_pt) == (True, True, 15)


def test_a_label_may_be_hidden():
    levels = {"levels": [["decimal", "%1.", "<rPr><vanish/></rPr>"]]}
    one = paragraph(in_list(1, 0).replace("</p>", "<r><t>a</t></r></p>"), numbering=lists(levels))
    assert (one.label, one.text, one.label_look) == ("", "a", None)


def test_a_header_counts_for_itself():
    levels = lists({"levels": [["decimal", "%1."]]})
    view = seen(in_list(1, 0), section=with_header("default"), header1=in_list(1, 0) + in_list(1, 0), numbering=levels)
    assert [one.label for one in view.everywhere()] == ["1.", "1.", "2."]


@cases("fields")
def test_a_field_is_known_by_its_name_and_the_look_of_its_result(case):
    field = paragraph(f"<p>{case['xml']}</p>").fields[0]
    assert (field.name, field.look.size_pt) == ("PAGE", 13)


def test_the_result_of_a_field_is_told_from_text():
    runs = paragraph('<p><r><t>Số </t></r><fldSimple instr="PAGE"><r><t>2</t></r></fldSimple></p>').runs
    assert [(run.text, run.field) for run in runs] == [("Số ", ""), ("2", "PAGE")]


@cases("lines")
def test_drawn_lines_have_their_length(case):
    assert list(paragraph(f"<p><r>{case['xml']}</r></p>").lines_mm) == [close(length) for length in case["mm"]]


def table(cells: str, properties: str = "", row: str = "") -> str:
    grid = '<tblGrid><gridCol w="2835"/><gridCol w="5670"/></tblGrid>'
    return f"<tbl><tblPr>{properties}</tblPr>{grid}<tr>{row}{cells}</tr></tbl>"


@cases("boxes")
def test_a_paragraph_knows_how_wide_its_box_is(case):
    cell = f"<tc><tcPr>{case.get('cell', '')}</tcPr><p/></tc>"
    assert paragraph(table(cell, case.get("table", ""), case.get("row", ""))).box_mm == close(case["mm"])


@cases("tables")
def test_the_parts_of_a_table_style_hold_where_they_belong(case):
    cell = "<tc>{}<p>{}<r><rPr>{}</rPr><t>a</t></r></p></tc>"
    style = f'<pPr><pStyle val="{case["style"]}"/></pPr>' if "style" in case else ""
    told = f"<tcPr>{case['cell']}</tcPr>" if "cell" in case else ""
    row = f"<tr>{case.get('row', '')}{cell.format(told, style, case.get('says', '')) * 3}</tr>"
    body = f'<tbl><tblPr><tblStyle val="{case["table"]}"/>{case.get("look", "")}</tblPr>{row * 4}</tbl>'
    cells = seen(body).paragraphs
    for name, rows in case["seen"].items():
        values = [getattr(one.layout if name == "align" else one.runs[0].look, name) for one in cells]
        assert [values[start : start + 3] for start in range(0, 12, 3)] == rows


def test_outside_tables_the_box_is_as_wide_as_the_page_allows():
    assert paragraph("<p/>").box_mm == pytest.approx(165, abs=0.05)


def test_a_paragraph_knows_where_it_stands():
    cell = "<tc><p/><p/></tc>"
    places = [one.place for one in seen(f"<p/>{table(cell + cell)}<p/>{table(cell)}").paragraphs]
    spots = [(place.table, place.row, place.column, place.paragraph) for place in places]
    first = [(0, 0, 0, 1), (1, 1, 1, 1), (1, 1, 1, 2), (1, 1, 2, 1), (1, 1, 2, 2)]
    assert spots == [*first, (0, 0, 0, 2), (2, 1, 1, 1), (2, 1, 1, 2)]


def test_a_table_in_a_table_is_read():
    inner = table("<tc><p><r><t>a</t></r></p></tc>")
    assert [one.text for one in seen(table(f"<tc>{inner}<p/></tc>")).paragraphs] == ["a", ""]


def boxed(content: str, **more: str) -> str:
    """A run with a text box, as Word 2010 writes it, with VML beside it."""
    shape = f"<wps:spPr>{more.get('line', '')}</wps:spPr>{more.get('style', '')}"
    body = f"<wps:bodyPr {more.get('insets', '')}/>"
    drawing = (
        '<drawing><wp:anchor><wp:extent cx="1800000" cy="720000"/><a:graphic><a:graphicData><wps:wsp>'
        f"{shape}<wps:txbx><txbxContent>{content}</txbxContent></wps:txbx>{body}</wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></drawing>"
    )
    return (
        f'<r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback><pict><v:rect>'
        f"<v:textbox><txbxContent>{content}</txbxContent></v:textbox></v:rect></pict></mc:Fallback>"
        "</mc:AlternateContent></r>"
    )


@cases("textboxes")
def test_text_boxes_are_read_once_with_their_size(case):
    view = seen(f"<p><r><t>a</t></r>{case['xml']}</p><p/>")
    assert [one.text for one in view.paragraphs] == ["a", *case["texts"], ""]
    boxes = [(round(box.width_mm, 2), round(box.height_mm, 2), box.outlined) for box in view.boxes.values()]
    assert boxes == [tuple(box) for box in case["boxes"]]
    assert [round(one.box_mm, 2) for one in view.paragraphs if one.place.box] == case["inner_mm"]


@pytest.mark.parametrize(
    ("line", "style", "outlined"),
    [
        ("", "", False),
        ("<a:ln/>", "", False),
        ("<a:ln><a:noFill/></a:ln>", '<wps:style><a:lnRef idx="2"/></wps:style>', False),
        ("<a:ln><a:solidFill><a:srgbClr val='000000'/></a:solidFill></a:ln>", "", True),
        ("<a:ln><a:solidFill><a:srgbClr val='ffffff'/></a:solidFill></a:ln>", "", False),
        ("<a:ln><a:solidFill><a:schemeClr val='tx1'/></a:solidFill></a:ln>", "", True),
        ("", '<wps:style><a:lnRef idx="2"/></wps:style>', True),
        ("", '<wps:style><a:lnRef idx="0"/></wps:style>', False),
    ],
)
def test_a_box_is_outlined_where_its_line_can_be_seen(line, style, outlined):
    view = seen(f"<p>{boxed('<p/>', line=line, style=style)}</p>")
    assert view.boxes[1].outlined is outlined


def test_what_stands_in_a_box_has_its_place_there():
    inner = f"<p/>{table('<tc><p/></tc>')}<p/>"
    body = table(f"<tc><p>{boxed(inner)}</p></tc>") + f"<p/><p>{boxed('<p/>')}</p>"
    view = seen(body)
    spots = [
        (place.box, place.table, place.row, place.column, place.paragraph)
        for place in (one.place for one in view.paragraphs)
    ]
    assert spots == [
        (0, 1, 1, 1, 1),
        (1, 0, 0, 0, 1),
        (1, 2, 1, 1, 1),
        (1, 0, 0, 0, 2),
        (0, 0, 0, 0, 1),
        (0, 0, 0, 0, 2),
        (2, 0, 0, 0, 1),
    ]
    assert [box.at.paragraph for box in view.boxes.values()] == [1, 2]
    assert view.boxes[2].at == view.paragraphs[5].place


def test_boxes_in_a_header_are_read():
    header = f"<p>{boxed('<p><r><t>a</t></r></p>')}</p>"
    view = seen(f"<p>{boxed('<p/>')}</p>", section=with_header("default"), header1=header)
    (story,) = view.stories
    assert [one.text for one in story.paragraphs] == ["", "a"]
    assert (story.paragraphs[1].place.box, view.boxes[2].at.story) == (2, "header")


def test_text_boxes_count_apart_from_the_text():
    body = f"{in_list(1, 0)}<p>{boxed(in_list(1, 0))}</p>{in_list(1, 0)}<p>{boxed(in_list(1, 0))}</p>"
    view = seen(body, numbering=lists({"levels": [["decimal", "%1."]]}))
    assert [one.label for one in view.paragraphs] == ["1.", "", "1.", "2.", "", "2."]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (Place(section=1, box=2, paragraph=3), "text box 2, paragraph 3"),
        (
            Place(section=1, box=2, table=1, row=1, column=2, paragraph=3),
            "text box 2, table 1, row 1, column 2, paragraph 3",
        ),
        (Place(story="header", section=1, box=2, paragraph=3), "text box 2, paragraph 3"),
        (Place(story="footnote", section=1, paragraph=3), "footnotes, paragraph 3"),
        (Place(story="endnote", section=1, paragraph=3), "endnotes, paragraph 3"),
    ],
)
def test_a_finding_in_a_box_or_a_note_says_so(at, words):
    assert Finding("R017", "error", at, "face", {}, "").place == words


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + bytes(4)


def png(color_type: int, *chunks: bytes) -> bytes:
    header = chunk(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, color_type, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def with_picture(xml: str, data: bytes, name: str = "media/image1.png") -> View:
    """The view of a document with this paragraph, whose relationship "p1" is a picture."""
    content = {"document": f"<body><p>{xml}</p>{SECTION}</body>", "styles": STYLES}
    members = docx.members(zipped({kind: part(kind, text) for kind, text in content.items()}))
    ties = f'<Relationship Id="p1" Type="{R}/image" Target="{name}"/></Relationships>'.encode()
    members["word/_rels/document.xml.rels"] = members["word/_rels/document.xml.rels"].replace(b"</Relationships>", ties)
    members[f"word/{name}"] = data
    return read(docx.zipped(members))


PLAIN_PICTURE = (
    '<r><drawing><wp:inline><wp:extent cx="360000" cy="720000"/><a:graphic><a:graphicData><pic:pic>'
    '<pic:blipFill><a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
    "</drawing></r>"
)


@cases("pictures")
def test_pictures_are_seen_with_size_and_place(case):
    (picture,) = with_picture(case["xml"], png(2)).pictures
    expected = {name: close(value) for name, value in case["seen"].items()}
    assert {name: getattr(picture, name) for name in expected} == expected
    assert {name for name in ("x_mm", "y_mm") if getattr(picture, name) is None} == set(case.get("unknown", ()))
    assert (picture.name, picture.kind, picture.at.paragraph) == ("word/media/image1.png", "png", 1)


@pytest.mark.parametrize(
    ("data", "alpha"),
    [
        (png(2), False),
        (png(6), True),
        (png(4), True),
        (png(3, chunk(b"PLTE", bytes(6)), chunk(b"tRNS", b"\0")), True),
        (png(3, chunk(b"PLTE", bytes(6))), False),
        (png(2)[:20], None),
        (png(2)[:40], False),
        (b"\xff\xd8\xff\xe0", None),
        (b"", None),
    ],
)
def test_a_picture_tells_whether_it_lets_through_what_is_behind(data, alpha):
    (picture,) = with_picture(PLAIN_PICTURE, data).pictures
    assert picture.alpha is alpha


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "media/a.png", "jpeg"),
        (b"\x01\0\0\0" + bytes(36) + b" EMF", "media/a.bin", "emf"),
        (b"\xd7\xcd\xc6\x9a", "media/a.wmf", "wmf"),
        (b"?", "media/a.JPG", "jpeg"),
        (b"?", "media/a", ""),
    ],
)
def test_a_picture_is_of_the_kind_that_its_bytes_tell(data, name, kind):
    (picture,) = with_picture(PLAIN_PICTURE, data, name).pictures
    assert picture.kind == kind


def test_a_picture_that_is_nowhere_has_no_name():
    (picture,) = seen(f"<p>{PLAIN_PICTURE}</p>").pictures
    assert (picture.name, picture.kind, picture.alpha, picture.width_mm) == ("", "", None, pytest.approx(10))


def test_sections_have_their_pages():
    first = (
        '<p><pPr><sectPr><pgSz w="16838" h="11906" orient="landscape"/>'
        '<pgMar top="-1134" left="1134" right="1134" gutter="567"/><pgNumType start="1" fmt="lowerRoman"/>'
        "<titlePg/></sectPr></pPr></p>"
    )
    one, two = seen(first + "<p/>").sections
    assert (one.landscape, one.title_page, one.page_start, one.page_format) == (True, True, 1, "lowerRoman")
    assert (one.top_mm, one.left_mm) == (pytest.approx(20, abs=0.01), pytest.approx(30, abs=0.01))
    assert (two.landscape, two.title_page, two.page_start, two.page_format) == (False, False, None, "decimal")
    assert two.text_mm == pytest.approx(165, abs=0.05)


def test_a_paragraph_is_of_the_section_that_it_ends():
    sections = f"<p/><p><pPr>{SECTION}</pPr></p><p/>"
    assert [one.place.section for one in seen(sections).paragraphs] == [1, 1, 2]


def test_sections_know_their_columns_and_how_they_begin():
    first = (
        '<p><pPr><sectPr><pgSz w="11906" h="16838"/><pgMar left="1701" right="851" header="567" footer="284"/>'
        '<cols num="2" space="567"/></sectPr></pPr></p>'
    )
    last = SECTION.replace("<pgSz", '<type val="continuous"/><pgSz')
    one, two = seen(first + "<p/>", section=last).sections
    assert (one.columns, one.continuous, two.columns, two.continuous) == (2, False, 1, True)
    assert (one.column_mm, two.column_mm) == (pytest.approx(77.5, abs=0.05), pytest.approx(165, abs=0.05))
    assert (one.header_mm, one.footer_mm) == (pytest.approx(10, abs=0.01), pytest.approx(5, abs=0.01))


def test_columns_may_differ():
    columns = '<cols equalWidth="0"><col w="5670"/><col w="2835"/></cols></sectPr>'
    view = seen("<p/>", section=SECTION.replace("</sectPr>", columns))
    assert (view.sections[0].columns, view.paragraphs[0].box_mm) == (2, pytest.approx(100, abs=0.02))


def with_header(kind: str, *, title_page: bool = False, identifier: str = "h1") -> str:
    reference = f'<headerReference type="{kind}" r:id="{identifier}"/>'
    first = "<titlePg/>" if title_page else ""
    return SECTION.replace("<pgSz", f"{reference}<pgSz").replace("</sectPr>", f"{first}</sectPr>")


def test_a_section_takes_over_the_headers_of_the_one_before():
    view = seen(f"<p><pPr>{with_header('default')}</pPr></p><p/>", header1="<p><r><t>a</t></r></p>")
    for first in (True, False):
        assert [section.shown("header", first=first)[0].text for section in view.sections] == ["a", "a"]
    assert len(view.stories) == 1


def test_a_first_page_that_differs_shows_its_own_header_or_none():
    (section,) = seen("<p/>", section=with_header("default", title_page=True), header1="<p/>").sections
    assert section.shown("header", first=True) == ()
    assert len(section.shown("header", first=False)) == 1


@pytest.mark.parametrize(
    ("settings", "count"), [("", 0), ("<evenAndOddHeaders/>", 1), ('<evenAndOddHeaders val="0"/>', 0)]
)
def test_headers_of_even_pages_count_only_where_the_document_has_such(settings, count):
    view = seen("<p/>", section=with_header("even"), header1="<p/>", settings=settings)
    assert len(view.stories) == count


def test_even_pages_show_their_own_header():
    view = seen("<p/>", section=with_header("even"), header1="<p/>", settings="<evenAndOddHeaders/>")
    (section,) = view.sections
    assert section.even_and_odd
    counts = [len(section.shown("header", first=False, even=even)) for even in (True, False)]
    assert counts == [1, 0]


def test_without_headers_of_their_own_even_pages_show_the_others():
    (section,) = seen("<p/>", section=with_header("default"), header1="<p/>").sections
    assert len(section.shown("header", first=False, even=True)) == 1


def test_a_kind_of_header_that_a_section_names_twice_is_read_once():
    twice = with_header("default").replace("<pgSz", '<headerReference type="default" r:id="h1"/><pgSz')
    assert len(seen("<p/>", section=twice, header1="<p/>").stories) == 1


NOTES = (
    '<{0} type="separator" id="-1"><p/></{0}><{0} id="1"><p><r><t>một</t></r></p></{0}>'
    '<{0} id="2"><p><r><t>hai</t></r></p><p><r><t>ba</t></r></p></{0}><{0} id="3"><p/></{0}>'
)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_are_a_story_in_the_order_of_their_signs(kind):
    sign = f'<p><r><{kind}Reference id="{{}}"/></r></p>'
    end = f"<p><pPr>{SECTION}</pPr></p>"
    view = seen(sign.format(2) + end + sign.format(1), **{f"{kind}s": NOTES.format(kind)})
    (story,) = view.stories
    assert (story.kind, [one.text for one in story.paragraphs]) == (kind, ["hai", "ba", "một"])
    places = [(one.place.story, one.place.section, one.place.paragraph) for one in story.paragraphs]
    assert places == [(kind, 1, 1), (kind, 1, 2), (kind, 2, 3)]
    assert view.running == ()


def test_a_sign_without_a_note_is_none():
    assert seen('<p><r><footnoteReference id="1"/></r></p>').stories == ()


def with_ties(*ties: str, **parts: str) -> dict[str, bytes]:
    """The members of a document with these further relationships (type and target, external)."""
    content = {"document": f"<body><p/>{SECTION}</body>", "styles": STYLES, **parts}
    members = docx.members(zipped({kind: part(kind, text) for kind, text in content.items()}))
    more = "".join(
        f'<Relationship Id="x{number}" Type="{R}/{tie}" Target="https://example.org/x" TargetMode="External"/>'
        for number, tie in enumerate(ties)
    )
    rels = members["word/_rels/document.xml.rels"]
    members["word/_rels/document.xml.rels"] = rels.replace(b"</Relationships>", f"{more}</Relationships>".encode())
    return members


@cases("traces")
def test_traces_are_counted_with_the_first_place(case):
    found = seen(f"<p/>{case['xml']}", section=case.get("section", SECTION)).traces
    counts = {name: getattr(found, name) for name in TRACES if getattr(found, name)}
    assert {name: trace.count for name, trace in counts.items()} == case["counts"]
    assert {trace.at.paragraph if trace.at else 0 for trace in counts.values()} == set(
        case.get("at", [2] if counts else [])
    )


def test_traces_in_headers_and_boxes_are_found():
    header = f"<p>{boxed('<p><ins><r><t>a</t></r></ins></p>')}</p>"
    found = seen("<p/>", section=with_header("default"), header1=header).traces
    assert (found.insertions.count, found.insertions.at) == (1, Place("header", "default", 1, paragraph=1, box=1))


def test_a_document_without_traces_has_none():
    assert seen(f"<p><r><t>a</t></r>{PLAIN_PICTURE}</p>").traces == Traces()


def test_ties_to_elsewhere_are_told_and_not_followed():
    ties = ("attachedTemplate", "hyperlink", "image", "image")
    assert read(docx.zipped(with_ties(*ties))).traces.external == ("attachedTemplate", "image")


@pytest.mark.parametrize(
    ("kind", "macros"),
    [
        ("application/vnd.ms-word.document.macroEnabled.main+xml", True),
        ("application/vnd.ms-word.template.macroEnabledTemplate.main+xml", True),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", False),
    ],
)
def test_documents_with_macros_and_templates_are_read(kind, macros):
    members = with_ties()
    types = members["[Content_Types].xml"]
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    view = read(docx.zipped(members | {"[Content_Types].xml": types.replace(main, kind.encode())}))
    assert (len(view.paragraphs), view.traces.macros) == (1, macros)


def test_strict_open_xml_is_read_like_the_other():
    paper = sound("letter").docx()
    names = re.compile(rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/")
    members = {
        name: data if name == "[Content_Types].xml" else names.sub(rb"http://purl.oclc.org/ooxml/\1/", data)
        for name, data in docx.members(paper).items()
    }
    assert members["word/document.xml"] != docx.members(paper)["word/document.xml"]
    strict, usual = trace(docx.zipped(members)), trace(paper)
    assert strict.view == usual.view
    assert (strict.parts.strict, usual.parts.strict) == (True, False)


def test_a_document_without_styles_is_read():
    view = read(zipped({"document": part("document", "<body><p><r><t>a</t></r></p></body>")}))
    (run,) = view.paragraphs[0].runs
    assert (view.sections, run.text, run.look) == ((), "a", Look())


def test_a_sound_paper_is_seen_as_it_was_written():
    view = read(sound("letter").docx())
    one, two = view.sections
    sides = {side: round(getattr(one, f"{side}_mm")) for side in PAGE}
    assert sides == PAGE
    assert two.landscape
    motto = next(one for one in view.paragraphs if one.style == "ND30 Tiêu ngữ")
    assert (motto.text, motto.layout.align) == ("Độc lập - Tự do - Hạnh phúc", "center")
    assert motto.box_mm == pytest.approx(100, abs=0.01)


def test_a_file_brings_no_entities_in():
    document = part("document", "<body><p><r><t>&e;</t></r></p></body>")
    with pytest.raises(PackageError):
        read(zipped({"document": f'<!DOCTYPE x [<!ENTITY e "boom">]>{document}'}))


def test_a_header_that_is_missing_is_a_damaged_file():
    with pytest.raises(PackageError):
        seen("<p/>", section=with_header("default", identifier="h9"))


TYPED = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff<>&"), max_size=20)


@given(st.lists(TYPED, max_size=6))
def test_text_is_seen_as_it_was_typed(texts):
    runs = "".join(f'<ins><r><t xml:space="preserve">{text}</t></r></ins>' for text in texts)
    assert paragraph(f"<p>{runs}</p>").text == "".join(texts)


@given(st.text(alphabet="0123456789.-+ptcminx%٣²", max_size=6))
def test_no_measure_however_odd_stops_the_reading(value):
    seen(
        f'<p><pPr><spacing line="{value}" before="{value}"/><ind left="{value}" hanging="{value}"/>'
        f'<jc val="{value}"/></pPr><r><rPr><sz val="{value}"/><b val="{value}"/></rPr></r></p>'
        + table(f'<tc><tcPr><tcW w="{value}"/><gridSpan val="{value}"/></tcPr></tc>'),
        section=f'<sectPr><pgSz w="{value}"/><pgNumType start="{value}"/></sectPr>',
    )


# Every kind of thing that the view knows, in one document to spoil.
RICH = {
    "document": "".join(
        [
            "<body>",
            *(f"<p>{case['xml']}</p>" for case in rows("textboxes").values()),
            *(f"<p>{case['xml']}</p>" for case in rows("pictures").values()),
            *(case["xml"] for case in rows("traces").values()),
            *(f"<p><pPr>{case['says']}</pPr></p>" for case in rows("layouts").values()),
            *(f"<p><r><rPr>{case.get('says', '')}</rPr><t>a</t></r></p>" for case in rows("looks").values()),
            *(in_list(1, level) for level in (0, 1, 1, 0)),
            '<tbl><tblPr><tblStyle val="Bands"/><tblLook val="04A0"/></tblPr><tr><tc><p/></tc></tr></tbl>',
            '<p><r><footnoteReference id="1"/></r></p>',
            with_header("default"),
            "</body>",
        ]
    ),
    "styles": STYLES,
    "theme": THEME,
    "numbering": lists({"levels": [["decimal", "%1."], ["lowerLetter", "%1.%2)", '<pStyle val="Listed"/>']]}),
    "header1": f"<p>{boxed('<p/>')}</p>",
    "footnotes": NOTES.format("footnote"),
    "settings": "<evenAndOddHeaders/>",
}
RICH_MEMBERS = docx.members(zipped({kind: part(kind, content) for kind, content in RICH.items()}))
ODD = st.sampled_from(["", "0", "-1", "9" * 30, "9" * 400, "abc", "1e5", "½", "%1%2", "1.5cm", "nan", "1 2", "Strong"])


@settings(max_examples=examples(1.5))
@given(st.data())
def test_no_spoilt_document_stops_the_reading(data):
    member = data.draw(st.sampled_from(sorted(RICH_MEMBERS)))
    root = etree.fromstring(RICH_MEMBERS[member])
    elements = list(root.iter(etree.Element))
    for _ in range(data.draw(st.integers(1, 4))):
        element, other = (elements[data.draw(st.integers(0, len(elements) - 1))] for _ in range(2))
        how = data.draw(st.sampled_from(["drop", "rename", "copy", "remark", *["change"] * 4]))
        if how == "drop" and element.getparent() is not None:
            element.getparent().remove(element)
        elif how == "rename":
            element.tag = other.tag
        elif how == "copy":
            element.append(deepcopy(other))
        elif how == "remark":
            element.append(etree.Comment("a"))
        elif how == "change" and element.attrib:
            element.attrib[data.draw(st.sampled_from(sorted(element.attrib)))] = data.draw(ODD)
    spoilt = docx.zipped(RICH_MEMBERS | {member: etree.tostring(root)})
    try:
        traced = trace(spoilt)
    except PackageError:
        return
    places = [one.place for one in traced.view.everywhere()]
    assert len(places) == len(set(places))
    assert set(places) == set(traced.elements)


NEEDED = {
    "[Content_Types].xml": "package-no-document",
    "_rels/.rels": "package-no-document",
    "word/document.xml": "package-no-document",
    "word/_rels/document.xml.rels": "package-damaged",
    "word/header1.xml": "package-damaged",
}


@pytest.mark.parametrize("member", sorted(RICH_MEMBERS))
def test_without_a_part_a_document_is_read_or_refused(member):
    rest = docx.zipped({name: data for name, data in RICH_MEMBERS.items() if name != member})
    if member not in NEEDED:
        assert len(read(rest).paragraphs) == len(read(docx.zipped(RICH_MEMBERS)).paragraphs)
        return
    with pytest.raises(PackageError) as raised:
        read(rest)
    assert raised.value.problem.code == NEEDED[member]


@pytest.mark.parametrize("depth", [63, 120])
def test_tables_in_tables_are_read_or_refused_at_any_depth(depth):
    inner = "<p/>"
    for _ in range(depth):
        inner = f"<tbl><tr><tc>{inner}</tc></tr></tbl>"
    if depth < 80:
        assert len(seen(inner).paragraphs) == 1
    else:
        with pytest.raises(PackageError):
            seen(inner)


@pytest.mark.slow
def test_a_document_of_five_hundred_pages_is_read_in_time():
    run = '<r><rPr><rFonts ascii="Times New Roman"/><b/><sz val="28"/></rPr><t>Điều {} quy định việc thực hiện</t></r>'
    one = '<p><pPr><spacing before="120" line="288"/><ind firstLine="720"/><jc val="both"/></pPr>{}</p>'
    body = "".join(one.format(run.format(number) * 4) for number in range(10_000))
    start = time.process_time()
    assert len(seen(body).paragraphs) == 10_000
    assert time.process_time() - start < 30  # of the processor: a second or two where it runs at full speed
