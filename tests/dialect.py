"""Templates that use docxtpl's dialect, each with a context: one for each tag and each kind of value."""

from docx.enum.section import WD_SECTION
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docxtpl import Listing

CASES = {}


def case(build):
    """A template under test: adds to a python-docx document, returns a context, or what makes one of a template."""
    CASES[build.__name__.replace("_", " ")] = build
    return build


def table(made, *rows):
    grid = made.add_table(len(rows), len(rows[0]))
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return grid


@case
def text_in_tags(made):
    made.add_paragraph("{{ a }}, {{ b.c }}, {{ b['c'] }}, {{ items[0] }}, {{ n + 1 }}, {{ a ~ n }}, {{ a|upper }}")
    return {"a": "Bắc Giang", "b": {"c": "R&D <\"'>"}, "items": ["x"], "n": 41}


@case
def tags_split_over_runs(made):
    line = made.add_paragraph("Kính gửi: {")
    for text in ("{ na", "me ", "}", "} và {", "% if yes %}có{% en", "dif %}"):
        line.add_run(text).bold = True
    return {"name": "Sở Xây dựng", "yes": True}


@case
def signs_that_word_makes_of_others(made):
    made.add_paragraph("{{ “a” if n < 2 and n > 0 else ‘b’ }} {{ x['y'] }}{% if n <= 1 %}một{% endif %}")
    return {"n": 1, "x": {"y": "z"}}


@case
def paragraphs_by_condition_and_loop(made):
    for text in ("{%p for b in body %}", "- {{ b }}", "{%p if loop.last %}", "hết", "{%p else %}", "còn nữa"):
        made.add_paragraph(text)
    for text in ("{%p endif %}", "{%p endfor %}", "cuối"):
        made.add_paragraph(text)
    return {"body": ["một", "hai", "ba & bốn"]}


@case
def runs_by_condition(made):
    line = made.add_paragraph("trước ")
    line.add_run("{%r if yes %}").bold = True
    line.add_run("đậm").bold = True
    line.add_run("{%r endif %}")
    line.add_run(" sau")
    return {"yes": True}


@case
def rows_in_loops_within_loops(made):
    rows = [["TT", "Tên"], ["{%tr for g in groups %}", ""], ["{{ g.name }}", ""], ["{%tr for x in g.rows %}", ""]]
    table(made, *rows, ["{{ loop.index }}", "{{ x }}"], ["{%tr endfor %}", ""], ["{%tr endfor %}", ""])
    return {"groups": [{"name": "A", "rows": ["x", "y"]}, {"name": "B", "rows": ["z"]}]}


@case
def rows_of_which_none_is_left_but_the_heading(made):
    table(made, ["TT", "Tên"], ["{%tr for x in rows %}", ""], ["{{ x }}", ""], ["{%tr endfor %}", ""])
    return {"rows": []}


@case
def more_columns_than_drawn(made):
    table(made, ["{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"])
    return {"columns": ["a", "b", "c", "d", "e"]}


@case
def fewer_columns_than_drawn(made):
    table(made, ["đầu", "{%tc for c in columns %}", "{{ c }}", "{%tc endfor %}"], ["x", "", "", ""])
    return {"columns": ["a"]}


@case
def a_table_whose_grid_is_wrong_from_the_start(made):
    grid = table(made, ["a", "b"], ["{{ x }}", "d"])
    for row in grid.rows:
        row._tr.remove(row._tr.tc_lst[1])
    return {"x": "1"}


@case
def cells_merged_downwards(made):
    rows = ["{%tr for x in rows %}", ""], ["{% vm %}{{ x.group }}", "{{ x.name }}"], ["{%tr endfor %}", ""]
    table(made, *rows)
    return {"rows": [{"group": "g", "name": "a"}, {"group": "g", "name": "b"}]}


@case
def cells_merged_sideways(made):
    table(made, ["{%tc for c in range(3) %}", "{% hm %}Chung", "{%tc endfor %}"])
    return {}


@case
def cells_merged_sideways_that_span_already(made):
    grid = table(made, ["{%tc for c in range(2) %}", "{% hm %}Chung", "", "{%tc endfor %}"], ["a", "b", "c", "d"])
    grid.cell(0, 1).merge(grid.cell(0, 2))
    return {}


@case
def cells_that_span_and_shade_by_value(made):
    table(made, ["{% colspan n %}{{ title }}", ""], ["{% cellbg colour %}x", "y"])
    return {"n": 2, "title": "Đầu đề", "colour": "FFEE00"}


@case
def comments(made):
    for text in ("{#p cả đoạn này #}", "trước{# trong dòng #} sau", "{{ a }}"):
        made.add_paragraph(text)
    table(made, ["{#tr bỏ dòng này #}", "cùng ô này"], ["giữ", "{{ a }}"])
    return {"a": "x"}


@case
def paragraphs_joined_by_signs(made):
    for text in ("đầu ", "{%- if yes %} giữa {%- endif %}", "{% if yes -%}", "cuối", "{%- endif %}"):
        made.add_paragraph(text)
    return {"yes": True}


@case
def delimiters_written_out(made):
    made.add_paragraph("{_{ tên }_} {_% nếu %_} {{ a }}{% raw %} {{ nguyên }} {% endraw %}")
    return {"a": "x"}


@case
def definitions_within_the_template(made):
    made.add_paragraph("{% set n = 2 %}{% with m = n * 2 %}{{ m }}{% endwith %}{% set t %}<{{ a }}>{% endset %}{{ t }}")
    made.add_paragraph("{% macro twice(x) %}{{ x }}, {{ x }}{% endmacro %}{{ twice(a) }}{{ [a, a]|join('; ') }}")
    made.add_paragraph("{% filter upper %}{{ a[:2] }}{% endfilter %}{% call(x) each() %}{{ x }}{% endcall %}")
    made.paragraphs[0].insert_paragraph_before("{% macro each() %}{{ caller('y') }}{% endmacro %}")
    return {"a": "Vũ & Cộng sự"}


@case
def lines_and_tabs_in_values(made):
    line = made.add_paragraph("trước ")
    line.add_run("{{ a }}").italic = True
    line.add_run(" sau")
    return {"a": "một\nhai\tba\n\nbốn & năm"}


@case
def listings(made):
    made.add_paragraph("trước {{ a }} sau", style="List Bullet")
    return {"a": Listing("một\nhai\tba\aĐoạn mới <&>\fTrang mới")}


@case
def headers_and_footers(made):
    made.add_paragraph("{{ a }}")
    first = made.sections[0]
    first.different_first_page_header_footer = True
    first.header.paragraphs[0].text = "Số: {{ a }}"
    first.first_page_header.paragraphs[0].text = "{% if yes %}{{ a }}{% endif %}\tTrang đầu"
    first.footer.paragraphs[0].text = "không có thẻ"
    second = made.add_section(WD_SECTION.NEW_PAGE)
    second.footer.is_linked_to_previous = False
    second.footer.paragraphs[0].text = "{%p for x in rows %}"
    second.footer.add_paragraph("{{ x }}")
    second.footer.add_paragraph("{%p endfor %}")
    return {"a": "R&D\n2", "yes": True, "rows": ["x", "y"]}


@case
def tags_in_a_header_alone(made):
    made.add_paragraph("không có thẻ")
    made.sections[0].header.paragraphs[0].text = "{{ a }}"
    return {"a": "x"}


@case
def footnotes(made):
    made.add_paragraph("{{ a }}")
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?>\r\n<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r>'
        "<w:t>Xem {</w:t></w:r><w:r><w:t>{ a }} {% if yes %}và {{ b }}{% endif %}</w:t></w:r></w:p></w:footnote>"
        "</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return {"a": "điều 1 & 2", "b": "khoản\t3", "yes": True}


@case
def properties(made):
    made.add_paragraph("{{ a }}")
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        setattr(made.core_properties, name, name + " {{ a }}{% if n < 2 %}!{% endif %}")
    return {"a": "Công văn", "n": 1}
