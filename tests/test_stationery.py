"""The Word templates: built from the decree's table, and sound pages once they are filled."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from lxml import etree

from pipeline.decree import decree
from pipeline.documents import kinds
from pipeline.documents.tags import tags_of
from pipeline.metrics import width_mm
from pipeline.rules import check
from pipeline.stationery import FORMS, TEMPLATES, build, snapshot, styles
from pipeline.stationery.tables import CELL_SIDE_MM
from pipeline.template import Template

VALUES = yaml.safe_load((Path(__file__).parent / "cases" / "stationery.yaml").read_text(encoding="utf-8"))
OFFICIAL = ("directive", "plan", "follow_up")
LETTERS = ("directive", "follow_up")

form = pytest.mark.parametrize("name", FORMS)


def parts(content):
    with ZipFile(BytesIO(content)) as package:
        return {part: package.read(part) for part in package.namelist()}


built = cache(build)


@cache
def template(name):
    """The template as python-docx reads it."""
    return Document(BytesIO(built(name)))


def filled(name, **changes):
    """The template filled with the case's values, some of them changed."""
    return Document(BytesIO(Template(built(name)).render(VALUES[name] | changes)))


def everywhere(document):
    """All paragraphs of the body, those of cells too, in order."""
    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for cell in {cell._tc: cell for row in item.rows for cell in row.cells}.values():
                yield from cell.paragraphs
        else:
            yield item


def texts(document, key):
    style = decree().component(key).style
    return [paragraph.text for paragraph in everywhere(document) if paragraph.style.name == style]


def rules_mm(document):
    """The lengths of the drawn rules in the document, by the place where they stand."""
    for item in document.iter_inner_content():
        section = document.sections[0]
        wide = section.page_width - section.left_margin - section.right_margin
        boxes = [(item, wide)]
        if isinstance(item, Table):
            boxes = [(p, cell.width) for row in item.rows for cell in row.cells for p in cell.paragraphs]
        for paragraph, box in boxes:
            if paragraph.style.style_id == styles.RULE[1]:
                look = paragraph.paragraph_format
                yield (box - look.left_indent - look.right_indent) / Mm(1)


# ---- the committed files


@form
def test_the_committed_template_is_what_the_builder_builds(name):
    assert parts((TEMPLATES / f"{name}.docx").read_bytes()) == parts(built(name))


@form
def test_the_committed_text_is_that_of_the_template(name):
    assert (TEMPLATES / "text" / f"{name}.txt").read_text(encoding="utf-8") == snapshot(built(name))


@form
def test_a_template_is_built_twice_to_the_same_bytes(name):
    assert build(name) == built(name)


def test_every_template_is_committed_with_its_text_and_no_other():
    assert {path.stem for path in TEMPLATES.glob("*.docx")} == set(FORMS)
    assert {path.stem for path in (TEMPLATES / "text").glob("*.txt")} == set(FORMS)


def test_the_readme_for_clerks_names_every_template():
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8")
    assert [name for name in FORMS if f"`{name}.docx`" not in readme] == []


def test_every_tag_that_the_readme_shows_stands_in_a_template():
    readme = (TEMPLATES / "README.md").read_text(encoding="utf-8").replace("\\|", "|")
    shown = {tag for tag in re.findall(r"{%.*?%}|{{.*?}}", readme) if "…" not in tag}
    written = "\n".join(paragraph.text for name in FORMS for paragraph in everywhere(template(name)))
    assert len(shown) >= 10
    assert sorted(tag for tag in shown if tag not in written) == []


# ---- the package


@form
def test_the_package_tells_nothing_of_clock_author_or_theme(name):
    content = parts(built(name))
    core = content["docProps/core.xml"].decode()
    assert not re.search("created|modified|creator|python-docx", core)
    assert FORMS[name][0] in core
    assert not [part for part in content if "theme" in part]
    assert b"Theme" not in content["word/styles.xml"]


@form
def test_the_face_is_the_decrees_for_every_script(name):
    [fonts] = template(name).styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:rFonts")
    scripts = ("ascii", "hAnsi", "cs", "eastAsia")
    assert [fonts.get(qn(f"w:{script}")) for script in scripts] == [decree().face] * len(scripts)


@form
def test_tags_stand_in_text_and_never_in_attributes_so_that_word_opens_the_template(name):
    root = etree.fromstring(parts(built(name))["word/document.xml"])
    attributes = [value for element in root.iter() for value in element.attrib.values()]
    assert not [value for value in attributes if "{{" in value or "{%" in value]
    assert all(cell[-1].tag == qn("w:p") for cell in root.iter(qn("w:tc")))


@form
def test_a_template_asks_only_for_what_its_kind_of_document_gives(name):
    [kind] = [kind for kind in kinds().values() if kind.template.stem == name]
    given = {tag.name for tag in tags_of(kind)}
    assert sorted(Template(built(name)).tags - given) == []


# ---- the decree's look


@pytest.mark.parametrize("component", decree().components, ids=lambda component: component.key)
def test_every_component_has_a_style_with_its_look(component):
    style = template("directive").styles[component.style]
    look = style.paragraph_format
    assert style.style_id == component.style_id
    assert style.font.size.pt == float(component.size_pt.use)
    assert (bool(style.font.bold), bool(style.font.italic)) == (component.bold, component.italic)
    assert look.alignment == styles.ALIGNMENTS[component.align]
    assert look.space_before.pt == float(component.before_pt)
    assert bool(look.keep_with_next) == component.keep_next
    indented = look.first_line_indent is not None and look.first_line_indent > 0
    assert indented == component.first_line


@form
def test_every_page_has_the_decrees_paper_margins_and_header(name):
    page = decree().page
    for section in template(name).sections:
        paper = sorted((section.page_width / Mm(1), section.page_height / Mm(1)))
        assert page.width_mm.allows(paper[0])
        assert page.height_mm.allows(paper[1])
        assert page.header_mm.allows(section.header_distance / Mm(1))
        edges = ("top", "bottom", "left", "right")
        margins = {edge: getattr(section, f"{edge}_margin") / Mm(1) for edge in edges}
        turned = section.page_width > section.page_height
        limits = {edge: page.landscape_margin_mm if turned else getattr(page, f"{edge}_mm") for edge in edges}
        assert [edge for edge in edges if not limits[edge].allows(margins[edge])] == []


@form
def test_every_section_counts_from_1_and_shows_its_number_centred_from_page_2_on(name):
    for section in template(name).sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert [paragraph.text for paragraph in section.first_page_header.paragraphs] == [""]
        [number] = section.header.paragraphs
        assert number.style.name == decree().component("page_number").style
        assert "PAGE" in number._p.xpath("string(.//w:instrText)")


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_national_title_stays_on_one_line_of_its_cell(name):
    cell = template(name).tables[0].cell(0, 1)
    title = decree().component("national_title")
    assert cell.paragraphs[0].text == title.text
    assert width_mm(title.text, float(title.size_pt.use), bold=title.bold) < cell.width / Mm(1)


@pytest.mark.parametrize("name", [*OFFICIAL, "commitment"])
def test_the_rule_under_the_motto_is_as_long_as_it(name):
    motto = decree().component("motto")
    text_mm = width_mm(motto.text, float(motto.size_pt.use), bold=motto.bold)
    assert max(rules_mm(template(name))) == pytest.approx(text_mm, abs=1)


@form
def test_tables_have_one_width_in_grid_and_cells_and_fill_the_page(name):
    document = template(name)
    pages = [s.page_width - s.left_margin - s.right_margin for s in document.sections]
    for table in document.tables:
        widths = [column.width for column in table.columns]
        whole = [row for row in table.rows if len(row._tr.tc_lst) == len(widths)]
        assert all([cell.width for cell in row.cells] == widths for row in whole)
        assert any(abs(sum(widths) - page) < Mm(0.5) for page in pages)


@pytest.mark.parametrize("name", ["plan", "follow_up", "statistics", "report"])
def test_the_head_of_a_data_table_stands_again_on_each_page_and_rows_stay_whole(name):
    ruled = [table for table in filled(name).tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
    assert ruled
    for table in ruled:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)


@pytest.mark.parametrize("name", ["plan", "follow_up", "statistics", "report"])
def test_no_word_in_the_head_of_a_data_table_is_wider_than_its_column(name):
    size = float(decree().component("body").size_pt.least)
    for table in template(name).tables:
        for cell in table.rows[0].cells:
            if cell.paragraphs[0].style.name == styles.CELL_HEAD[0]:
                room = cell.width / Mm(1) - 2 * CELL_SIDE_MM
                wide = [word for word in cell.text.split(" ") if width_mm(word, size, bold=True) > room]
                assert wide == []


def test_the_tasks_of_a_plan_lie_sideways_in_a_section_of_their_own():
    upright, sideways = filled("plan").sections
    assert upright.page_width < upright.page_height
    assert sideways.page_width > sideways.page_height


# ---- the page once it is filled


@form
def test_a_filled_template_keeps_to_the_decree(name):
    assert check(Template(built(name)).render(VALUES[name])) == ()


@form
def test_a_filled_template_has_no_tag_left_and_no_empty_paragraph_that_can_be_seen(name):
    paragraphs = list(everywhere(filled(name)))
    assert not [p.text for p in paragraphs if re.search(r"{[{%]|[%}]}", p.text)]
    assert styles.TAG[0] not in {p.style.name for p in paragraphs}
    may_be_empty = {styles.END[0], styles.RULE[0], styles.CELL[0]}
    assert not [p.style.name for p in paragraphs if not p.text and p.style.name not in may_be_empty]


def test_an_office_without_a_superior_leaves_no_room_for_one():
    assert texts(filled("directive"), "superior") == []
    assert texts(filled("directive", superior=["UBND TỈNH BẮC GIANG"]), "superior") == ["UBND TỈNH BẮC GIANG"]


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_rule_under_the_issuer_is_the_decrees_share_of_its_widest_line(name):
    issuer = decree().component("issuer")
    widest = max(width_mm(line, float(issuer.size_pt.use), bold=True) for line in VALUES[name]["issuer"])
    assert any(issuer.share.allows(length / widest) for length in rules_mm(filled(name)))


def test_one_addressee_stands_in_the_line_of_kinh_gui():
    document = filled("directive", addressees=["Bộ Nội vụ"])
    assert texts(document, "addressee") == ["Kính gửi: Bộ Nội vụ"]
    assert texts(document, "addressees") == []


def test_more_addressees_are_a_list_that_ends_with_a_full_stop():
    document = filled("directive", addressees=["Công an huyện", "UBND các xã"])
    assert texts(document, "addressee") == ["Kính gửi:"]
    assert texts(document, "addressees") == ["- Công an huyện;", "- UBND các xã."]


def test_the_hyphens_of_addressees_stand_under_the_colon():
    document = filled("directive")
    label, listed = (decree().component(key) for key in ("addressee", "addressees"))
    above = next(p for p in everywhere(document) if p.style.name == label.style).paragraph_format
    look = document.styles[listed.style].paragraph_format
    colon = above.left_indent / Mm(1) + width_mm("Kính gửi", float(label.size_pt.use))
    assert (look.left_indent + look.first_line_indent) / Mm(1) == pytest.approx(colon, abs=0.1)


@pytest.mark.parametrize("ending", ["", ".", "./."])
@pytest.mark.parametrize("name", OFFICIAL)
def test_the_text_ends_with_the_closing_mark_once(name, ending):
    field = "demands" if name == "follow_up" else "body"
    document = filled(name, **{field: [{"style": "body", "text": f"Báo cáo trước ngày 30/9/2022{ending}"}]})
    closed = [text for text in texts(document, "body") if len(text) > 3 and text.endswith("./.")]
    assert closed == ["Báo cáo trước ngày 30/9/2022./."]


@pytest.mark.parametrize("name", OFFICIAL)
def test_the_last_paragraph_is_kept_with_the_signature_which_is_never_split(name):
    items = list(filled(name).iter_inner_content())
    tables = [at for at, item in enumerate(items) if isinstance(item, Table)]
    [at] = [at for at in tables if items[at].cell(0, 0).text.startswith("Nơi nhận:")]
    assert items[at - 1].paragraph_format.keep_with_next
    assert items[at].rows[0]._tr.xpath("w:trPr/w:cantSplit")


@pytest.mark.parametrize("name", [*OFFICIAL, "commitment"])
def test_there_is_room_for_the_signature_and_the_seal(name):
    style = decree().component("signer").style
    [signer] = [p for p in everywhere(filled(name)) if p.style.name == style]
    assert decree().page.signature_mm.allows(signer.paragraph_format.space_before / Mm(1))


@pytest.mark.parametrize("name", OFFICIAL)
def test_recipients_end_with_the_records_desk(name):
    lines = texts(filled(name), "recipients")
    assert lines == [*(f"- {one};" for one in VALUES[name]["recipients"]), "- Lưu: VT, LĐTBXH."]


@pytest.mark.parametrize(
    ("to_all", "unsigned", "labels"),
    [
        (False, True, ["Phụ lục"]),
        (False, False, []),
        (True, True, ["Phụ lục I", "Phụ lục II"]),
        (True, False, ["Phụ lục"]),
    ],
)
def test_a_follow_up_annexes_who_has_not_signed_and_in_one_to_all_what_is_late(to_all, unsigned, labels):
    rows = VALUES["follow_up"]["overdue"]
    changes = ({"overdue": [], "late": rows} if to_all else {}) | ({} if unsigned else {"unsigned": []})
    document = filled("follow_up", **changes)
    assert texts(document, "annex_label") == labels
    assert len({etree.tostring(section._sectPr) for section in document.sections}) == 1
    assert len(document.sections) == 1 + len(labels)
    ruled = [table for table in document.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
    assert len(ruled) == 1 + unsigned
    assert check(Template(built("follow_up")).render(VALUES["follow_up"] | changes)) == ()


@pytest.mark.parametrize(("empty", "tables", "sections"), [("late", 2, 2), ("rows", 3, 1), ("", 3, 2)])
def test_a_report_has_a_table_of_what_is_late_and_an_annex_only_where_they_say_something(empty, tables, sections):
    document = filled("report", **({empty: []} if empty else {}))
    ruled = [table for table in document.tables if table._tbl.tblPr.find(qn("w:tblBorders")) is not None]
    assert len(ruled) == tables + (sections == 2)
    assert len(document.sections) == sections


def test_an_annex_ends_with_the_closing_mark():
    assert texts(filled("statistics"), "body")[-1] == "./."


@pytest.mark.parametrize("name", ["plan", "follow_up"])
def test_a_table_that_ends_an_annex_closes_in_its_last_cell_and_nowhere_else(name):
    rows = filled(name).tables[-1].rows
    assert [row.cells[-1].text.endswith("./.") for row in rows] == [False] * (len(rows) - 1) + [True]


def test_only_trades_are_plain_rows_of_the_statistics():
    rows = filled("statistics").tables[0].rows
    bold = [all(run.bold for run in row.cells[1].paragraphs[0].runs) for row in rows[1:]]
    assert bold == [row["style"] != "trade" for row in VALUES["statistics"]["rows"]]


def test_a_commitment_names_person_and_business_in_bold_and_counts_its_undertakings():
    document = filled("commitment")
    bold = {run.text for paragraph in everywhere(document) for run in paragraph.runs if run.bold}
    assert {VALUES["commitment"]["owner_name"], VALUES["commitment"]["business_name"]} <= bold
    assert [text[:3] for text in texts(document, "clause")] == ["1. ", "2. "]


def test_a_commitment_has_a_confirmation_only_where_one_is_asked_for():
    assert "XÁC NHẬN CỦA" in texts(filled("commitment"), "authority")
    assert texts(filled("commitment", confirmation=[]), "authority") == ["NGƯỜI CAM KẾT"]
