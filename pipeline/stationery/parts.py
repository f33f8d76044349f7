"""The components of a page, composed into the parts that every document shares.

Sizes come from the styles, that is from the decree's table; the geometry here is ours.
"""

from docx.shared import Mm

from pipeline.stationery.flow import Flow
from pipeline.stationery.page import Page
from pipeline.stationery.styles import ADDRESSEE_MM, ALIGNMENTS
from pipeline.stationery.tables import side_by_side
from pipeline.stationery.units import mm, pt

# Quốc hiệu is 95.7 mm wide at 13 pt and must stay on one line (R032); the agency's names take the rest.
NATIONAL_MM = 100
# Above the signatures, besides the gap below the last paragraph of the text.
SIGNATURE_TOP_PT = 6


def header(page: Page, *, letter: bool) -> None:
    """Ô 1 to 4: the agency's names, Quốc hiệu, number, place and date; in a `letter` also V/v (ô 5b) below the number.

    Read row by row, the words come in the order in which people read them: number, date, V/v.
    """
    rows = side_by_side(page, page.width_mm - NATIONAL_MM, NATIONAL_MM, rows=3 if letter else 2)
    (agency, national), (number, dated), *below = rows

    _heads(agency, national)
    number.write("number", f"{page.words('number')} {{{{ number }}}}/{{{{ symbol }}}}")
    dated.write("place_date", "{{ place }}, {{ date }}")
    for subject, beside in below:
        subject.write("letter_subject", f"{page.words('letter_subject')} {{{{ subject }}}}")
        beside.end()


def letterhead(page: Page) -> None:
    """Ô 1 and 2 alone: the agency's names beside Quốc hiệu, on papers that take no number."""
    [[agency, national]] = side_by_side(page, page.width_mm - NATIONAL_MM, NATIONAL_MM)
    _heads(agency, national)


def _heads(agency: Flow, national: Flow) -> None:
    with agency.each("line in superior"):
        agency.write("superior", "{{ line }}")
    with agency.each("line in issuer"):
        agency.write("issuer", "{{ line }}")
    agency.rule_tag("issuer", "issuer")
    national_title(national)


def national_title(flow: Flow) -> None:
    """Ô 1: Quốc hiệu, Tiêu ngữ and the rule as long as it."""
    flow.fixed("national_title")
    flow.fixed("motto")
    flow.rule("motto", flow.words("motto"))


def title(page: Page, type_name: str) -> None:
    """Ô 5a: the name of the type, what the document is about, and the rule."""
    page.write("type_name", type_name)
    page.write("subject", "{{ subject }}")
    page.rule_tag("subject", "subject")


def addressees(page: Page) -> None:
    """Ô 9a: one addressee in the line of "Kính gửi:", more of them in a list under its colon."""
    label = page.words("addressee")
    page.tag("{%p if addressees|length == 1 %}")
    page.write("addressee", f"{label} {{{{ addressees[0] }}}}")
    page.tag("{%p else %}")
    above = page.write("addressee", label).paragraph_format
    above.alignment, above.left_indent, above.space_after = ALIGNMENTS["left"], Mm(ADDRESSEE_MM), Mm(0)
    above.first_line_indent = Mm(0)  # LibreOffice takes that of Normal where an indent is silent on it
    with page.each("addressee in addressees"):
        page.write("addressees", "- {{ addressee }}{% if loop.last %}.{% else %};{% endif %}")
    page.tag("{%p endif %}")


def blocks(page: Page, name: str, *, closing: bool = False) -> None:
    """Ô 6: the paragraphs of `name`, the last one kept with what follows it.

    `closing` ends the last one with the closing mark, in place of its own full stop; the one before is kept with it.
    """
    text = "{{ block.text }}"
    end = "{{ block.text|closed }}" if closing else text
    with page.each(f"block in {name}"):
        page.tag('{%p if block.style == "heading" %}')
        page.write("heading", text)
        page.tag('{%p elif block.style == "clause_title" %}')
        page.write("clause_title", text)
        page.tag('{%p elif block.style == "basis" %}')
        page.write("basis", text)
        page.tag("{%p elif loop.last %}")
        last = page.write("body", end).paragraph_format
        last.keep_with_next, last.space_after = True, pt(page.table.paragraphs.gap_pt.use)
        if closing:  # a last paragraph of one line would leave the signature a single line of text (R096)
            page.tag("{%p elif loop.revindex == 2 %}")
            page.write("body", text).paragraph_format.keep_with_next = True
        page.tag("{%p else %}")
        page.write("body", text)
        page.tag("{%p endif %}")


def signature(page: Page) -> None:
    """Ô 7 to 9b: who gets the document on the left, who signs it on the right; one height, never split."""
    half = page.width_mm / 2
    [[recipients, signer]] = side_by_side(page, half, half, top_pt=SIGNATURE_TOP_PT)

    recipients.fixed("recipients_label")
    with recipients.each("recipient in recipients"):
        recipients.write("recipients", "- {{ recipient }};")
    recipients.write("recipients", f"- {page.table.words.archive} {{{{ archive }}}}.")

    with signer.each("line in authority"):
        signer.write("authority", "{{ line }}")
    signer.write("authority", "{{ position }}")
    signed(signer, "{{ signer }}")


def signed(flow: Flow, name: str) -> None:
    """The signer's name, below the room for the signature."""
    flow.write("signer", name).paragraph_format.space_before = mm(flow.table.page.signature_mm.use)


def closing_in_table(page: Page) -> str:
    """The closing mark in the last cell of a table that ends an annex: below it, it could stand alone on a page."""
    return f"{{% if loop.last %}}{page.table.words.closing}{{% endif %}}"


def closing_mark(page: Page) -> None:
    """The end of an annex that closes with a table."""
    page.write("body", page.table.words.closing)


def annex_heading(page: Page, number: str = "", title: str = "{{ annex_title }}") -> None:
    """An annex: "Phụ lục" with its number, none where it is the only one; its title, and what it is annexed to."""
    page.write("annex_label", page.words("annex_label") + number)
    page.write("annex_title", title)
    note = page.write("annex_note", "{{ annex_note }}").paragraph_format
    note.space_after = pt(page.table.paragraphs.gap_pt.use)
