"""The Word templates, each composed out of the parts of a page."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from docx.shared import Mm

from pipeline.decree import Decree, decree
from pipeline.stationery import package, parts, styles
from pipeline.stationery.flow import Bold
from pipeline.stationery.page import Page
from pipeline.stationery.tables import Column, data_table, side_by_side


def directive(page: Page) -> None:
    """Công văn (mẫu 1.5) that tells agencies what to do."""
    parts.header(page, letter=True)
    parts.addressees(page)
    parts.blocks(page, "body", closing=True)
    parts.signature(page)
    page.end()


def plan(page: Page) -> None:
    """Kế hoạch (mẫu 1.4), its tasks in an annex that lies sideways."""
    parts.header(page, letter=False)
    parts.title(page, page.table.type("plan").name.upper())
    parts.blocks(page, "body", closing=True)
    parts.signature(page)
    page.turn()
    parts.annex_heading(page)
    columns = (
        Column("STT", 12, "{{ task.number }}"),
        Column("Nội dung nhiệm vụ", 0, "{{ task.content }}", "left"),
        Column("Cơ quan chủ trì", 38, "{{ task.lead }}", "left"),
        Column("Cơ quan phối hợp", 46, "{{ task.coordinators }}", "left"),
        Column("Sản phẩm", 36, "{{ task.product }}", "left"),
        Column("Thời hạn", 27, "{{ task.deadline }}"),
        Column("Ghi chú", 24, "{{ task.note }}" + parts.closing_in_table(page), "left"),
    )
    data_table(page, columns, "task in tasks")
    page.end()


def follow_up(page: Page) -> None:
    """Công văn đôn đốc: what is overdue in a table or, in a letter to all, an annex; who has not signed in another."""
    parts.header(page, letter=True)
    parts.addressees(page)
    parts.blocks(page, "body")
    ordinal = Column("STT", 12, "{{ row.number }}")
    task = Column("Nhiệm vụ", 0, "{{ row.content }}", "left")
    page.tag("{%p if overdue %}")
    overdue = (
        ordinal,
        task,
        Column("Thời hạn", 28, "{{ row.deadline }}"),
        Column("Số ngày quá hạn", 24, "{{ row.days }}"),
    )
    data_table(page, overdue, "row in overdue")
    page.tag("{%p endif %}")
    parts.blocks(page, "demands", closing=True)
    parts.signature(page)
    name = Column("Tên cơ sở", 46, "{{ row.name }}", "left")
    owner = Column("Chủ cơ sở", 34, "{{ row.owner }}", "left")
    address = Column("Địa chỉ", 0, "{{ row.address }}", "left")
    closing = parts.closing_in_table(page)
    agency = Column("Cơ quan, đơn vị", 38, "{{ row.agency }}" + closing, "left")
    page.tag("{%p if late %}")
    page.end_section()
    parts.annex_heading(page, "{% if unsigned %} I{% endif %}", "{{ late_title }}")
    by, days = Column("Thời hạn", 26, "{{ row.deadline }}"), Column("Số ngày quá hạn", 20, "{{ row.days }}")
    data_table(page, (ordinal, task, by, days, agency), "row in late")
    page.tag("{%p if unsigned %}")
    page.end_section()
    parts.annex_heading(page, " II")
    to_all = (ordinal, replace(name, width_mm=38), owner, address, agency)
    data_table(page, to_all, "row in unsigned")
    page.end()
    page.tag("{%p else %}")
    page.end()
    page.tag("{%p endif %}")
    page.tag("{%p elif unsigned %}")
    page.end_section()
    parts.annex_heading(page)
    trade = Column("Loại hình", 28, "{{ row.trade }}" + closing, "left")
    data_table(page, (ordinal, name, owner, address, trade), "row in unsigned")
    page.end()
    page.tag("{%p else %}")
    page.end()
    page.tag("{%p endif %}")


def statistics(page: Page) -> None:
    """Phụ lục thống kê: establishments and signatures, by commune and by trade."""
    _statistics(page)


def report(page: Page) -> None:
    """Báo cáo tình hình thực hiện (mẫu 1.4): tables by agency, by task and of what is late; statistics annexed."""
    parts.header(page, letter=False)
    parts.title(page, page.table.type("report").name.upper())
    parts.addressees(page)
    parts.blocks(page, "body")
    states = (
        Column("Tổng số", 14, "{{ row.total }}"),
        Column("Hoàn thành", 17, "{{ row.done }}"),
        Column("Trong hạn", 17, "{{ row.in_time }}"),
        Column("Quá hạn", 14, "{{ row.overdue }}"),
    )
    ordinal = Column("STT", 12, "{{ row.number }}")
    share = Column("Tỷ lệ hoàn thành\N{NO-BREAK SPACE}(%)", 26, "{{ row.share }}")
    agency = Column("Cơ quan, đơn vị chủ trì", 0, "{{ row.name }}", "left")
    data_table(page, (ordinal, agency, *states, share), "row in by_agency", plain_if='row.style == "plain"')
    parts.blocks(page, "before_tasks")
    deadline = Column("Thời hạn", 25, "{{ row.deadline }}")
    task = Column("Nhiệm vụ", 0, "{{ row.name }}", "left")
    data_table(page, (ordinal, task, deadline, *states), "row in by_task", plain_if='row.style == "plain"')
    parts.blocks(page, "before_late")
    page.tag("{%p if late %}")
    late = (
        ordinal,
        Column("Cơ quan, đơn vị", 42, "{{ row.name }}", "left"),
        Column("Nhiệm vụ", 0, "{{ row.content }}", "left"),
        deadline,
        Column("Số ngày quá hạn", 20, "{{ row.days }}"),
    )
    data_table(page, late, "row in late")
    page.tag("{%p endif %}")
    parts.blocks(page, "conclusion", closing=True)
    parts.signature(page)
    page.tag("{%p if rows %}")
    page.end_section()
    _statistics(page)
    page.tag("{%p else %}")
    page.end()
    page.tag("{%p endif %}")


def _statistics(page: Page) -> None:
    """The annex of the statistics, its heading and its end."""
    parts.annex_heading(page)
    page.styled(styles.AS_OF[0], "{{ as_of }}")
    columns = (
        Column("STT", 12, "{{ row.number }}"),
        Column("Địa bàn, loại hình", 0, "{{ row.name }}", "left"),
        Column("Số cơ\N{NO-BREAK SPACE}sở", 18, "{{ row.establishments }}"),
        Column("Số lao\N{NO-BREAK SPACE}động", 22, "{{ row.workers }}"),
        Column("Đã ký cam\N{NO-BREAK SPACE}kết", 21, "{{ row.signed }}"),
        Column("Chưa ký", 18, "{{ row.unsigned }}"),
        Column("Tỷ lệ đã\N{NO-BREAK SPACE}ký\N{NO-BREAK SPACE}(%)", 24, "{{ row.share }}"),
    )
    data_table(page, columns, "row in rows", plain_if='row.style == "trade"')
    parts.closing_mark(page)


def commitment(page: Page) -> None:
    """Bản cam kết: the undertaking of a business's owner; no document of the agency, so without a number."""
    parts.national_title(page)
    parts.title(page, page.table.words.commitment)
    parts.addressees(page)
    _owner(page)
    _business(page)
    page.write("heading", "III. NỘI DUNG CAM KẾT")
    page.write("body", "{{ lead_in }}")
    with page.each("undertaking in undertakings"):
        page.write("clause", "{{ loop.index }}. {{ undertaking }}")
    with page.each("paragraph in closing"):
        page.write("body", "{{ paragraph }}").paragraph_format.keep_with_next = True
    _undersigned(page)
    page.end()


def _owner(page: Page) -> None:
    page.write("heading", "I. NGƯỜI CAM KẾT")
    page.write("body", "Họ và tên: ", Bold("{{ owner_name }}"), "; ngày sinh: {{ owner_birth }}.")
    page.write(
        "body",
        "Số định danh cá nhân/Căn cước công dân: {{ owner_id }}; ngày cấp: {{ owner_id_date }}; "
        "nơi cấp: {{ owner_id_place }}.",
    )
    page.write("body", "Nơi thường trú: {{ residence }}.")
    page.write("body", "Nơi ở hiện nay: {{ current_residence }}.")
    page.write("body", "Tư cách ký cam kết: {{ capacity }}; điện thoại: {{ phone }}.")


def _business(page: Page) -> None:
    page.write("heading", "II. CƠ SỞ KINH DOANH, DỊCH VỤ")
    page.write("body", "Tên cơ sở: ", Bold("{{ business_name }}"), ".")
    page.write("body", "Loại hình: {{ business_type }}; ngành, nghề kinh doanh: {{ trade }}.")
    page.write("body", "Địa chỉ: {{ address }}.")
    page.write("body", "Giấy đăng ký kinh doanh: {{ registration }}; mã số thuế: {{ tax_code }}.")
    page.write("body", "Giấy chứng nhận đủ điều kiện về an ninh, trật tự: {{ certificate }}.")
    page.write("body", "Số phòng: {{ rooms }}; số lao động: {{ workers }}.")


def _undersigned(page: Page) -> None:
    half = page.width_mm / 2
    dated = page.write("place_date", "{{ place }}, {{ date }}").paragraph_format
    dated.left_indent, dated.first_line_indent, dated.keep_with_next = Mm(half), Mm(0), True
    [[confirmation, owner]] = side_by_side(page, half, half)
    confirmation.tag("{%p if confirmation %}")
    with confirmation.each("line in confirmation"):
        confirmation.write("authority", "{{ line }}")
    confirmation.tag("{%p else %}")
    confirmation.end()
    confirmation.tag("{%p endif %}")
    owner.write("authority", "{{ signer_label }}")
    owner.styled(styles.SIGNER_NOTE[0], "{{ signer_note }}")
    parts.signed(owner, "{{ owner_name }}")


FORMS: Mapping[str, tuple[str, Callable[[Page], None]]] = MappingProxyType(
    {
        "directive": ("Công văn chỉ đạo", directive),
        "plan": ("Kế hoạch", plan),
        "commitment": ("Bản cam kết", commitment),
        "follow_up": ("Công văn đôn đốc", follow_up),
        "statistics": ("Phụ lục thống kê", statistics),
        "report": ("Báo cáo tình hình thực hiện", report),
    }
)


def build(name: str, table: Decree | None = None) -> bytes:
    """The .docx of the template `name`, by the decree's table or the one given; KeyError if unknown."""
    title, write = FORMS[name]
    table = table or decree()
    document = package.blank(title)
    styles.add_styles(document, table)
    write(Page(document, table))
    return package.packed(document)
