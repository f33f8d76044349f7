"""The list that lies on top of printed forms: whose they are, with boxes to tick as they go out and come back."""

from pipeline.decree import decree
from pipeline.stationery import package, parts, styles
from pipeline.stationery.page import Page
from pipeline.stationery.tables import Column, data_table


def cover_template() -> bytes:
    """Its template, in the look of an office's own papers; it is no document that the decree knows, so has no number.

    Tags: `superior`, `issuer`, `subject`, `note`, and `forms` with `number`, `owner`, `business` and `place`.
    """
    table = decree()
    document = package.blank("Danh sách kèm bản in")
    styles.add_styles(document, table)
    page = Page(document, table)
    parts.letterhead(page)
    parts.title(page, "DANH SÁCH")
    page.styled(styles.AS_OF[0], "{{ note }}")
    columns = (
        Column("STT", 12, "{{ form.number }}"),
        Column("Chủ cơ sở", 40, "{{ form.owner }}", "left"),
        Column("Tên cơ sở, địa chỉ", 0, "{{ form.business }}; {{ form.place }}", "left"),
        Column("Đã giao", 13, ""),
        Column("Đã ký", 13, ""),
        Column("Đã thu", 13, ""),
    )
    data_table(page, columns, "form in forms")
    page.end()
    return package.packed(document)
