"""What clerks do to a table of businesses that leaves its records as they were, one habit at a time.

Each habit changes a Table of tests/tables.py and names the notices that it brings about; of those with one `slot` a
table can have one at a time.
"""

import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from tests.tables import EPOCH, HEADERS, Formula, shown


class Habit(NamedTuple):
    """A habit: what it does, what it must not meet with, the codes of its notices."""

    change: Callable
    slot: str
    told: frozenset


HABITS: dict[str, Habit] = {}
UNITS = "commune"
REST = ("owner_id_place", "residence", "address", "trade", "business_type")


def habit(name, slot, *told):
    """Put a function that changes a table among the habits."""

    def put(change):
        HABITS[name] = Habit(change, slot, frozenset(told))
        return change

    return put


# --- cells


@habit("personal numbers as numbers", "owner_id", "zeros-restored")
def _(table):
    table.each("owner_id", int)


@habit("personal numbers as fractions", "owner_id", "zeros-restored")
def _(table):
    table.each("owner_id", float)


@habit("personal numbers as numbers of twelve places", "owner_id")
def _(table):
    table.each("owner_id", int)
    table.formats["owner_id"] = "000000000000"


@habit("personal numbers in groups", "owner_id")
def _(table):
    table.each("owner_id", lambda number: f"{number[:3]} {number[3:6]}.{number[6:]}")


@habit("personal numbers behind an apostrophe", "owner_id")
def _(table):
    table.each("owner_id", lambda number: f"'{number}")


@habit("personal numbers in wide digits", "owner_id")
def _(table):
    table.each("owner_id", lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in number))


@habit("tax codes as numbers", "tax_code")
def _(table):
    table.each("tax_code", int)


@habit("tax codes with blanks", "tax_code")
def _(table):
    table.each("tax_code", lambda code: f" {code[:2]} {code[2:]} ")


def _dates(name, text, *told, keys=("owner_birth", "owner_id_date", "signed_on")):
    def change(table):
        for key in keys:
            table.each(key, text)

    habit(name, "dates", *told)(change)


_dates("dates as 5/9/2022", lambda day: f"{day.day}/{day.month}/{day.year}")
_dates("dates as 05.09.2022", lambda day: f"{day:%d.%m.%Y}")
_dates("dates as 5 - 9 - 2022", lambda day: f"{day.day} - {day.month} - {day.year}")
_dates("dates as 2022-09-05", lambda day: day.isoformat())
_dates("dates in words", lambda day: f"ngày {day.day} tháng {day.month} năm {day.year}")
_dates("dates as numbers without a format", lambda day: (day - EPOCH).days, "serial-day")
_dates("dates as 5.9.57", lambda day: f"{day.day}.{day.month}.{day:%y}")
_dates("dates at midnight", lambda day: f"{day:%d/%m/%Y} 00:00:00")


@habit("counts with a word", "counts")
def _(table):
    table.each("rooms", lambda count: f"{count:02} phòng")
    table.each("workers", lambda count: f"{count} người")


@habit("counts as fractions", "counts")
def _(table):
    table.each("rooms", float)
    table.each("workers", lambda count: f"{count},0")


@habit("telephones with points", "phone")
def _(table):
    table.each("phone", lambda phone: f"{phone[:4]}.{phone[4:7]}.{phone[7:]}")


@habit("telephones with words", "phone")
def _(table):
    table.each("phone", lambda phone: f"ĐT: {phone[:4]} {phone[4:]} (Zalo)")


@habit("telephones with a hyphen", "phone")
def _(table):
    table.each("phone", lambda phone: f"{phone[:4]}-{phone[4:]}")


@habit("telephones twice in a cell", "phone")
def _(table):
    table.each("phone", lambda phone: f"{phone[:4]} {phone[4:]}; {phone}")


@habit("telephones that a formula gives", "phone")
def _(table):
    table.each("phone", lambda phone: Formula(f'"{phone[:4]}"&"{phone[4:]}"', phone))


@habit("choices in other words", "choices")
def _(table):
    table.each("capacity", lambda said: said.upper())
    table.each("owner_sex", lambda said: "Ông" if said == "Nam" else "gái")


@habit("topics in lines", "topics")
def _(table):
    table.each("topics", lambda said: "\n".join(f" {topic.strip()} " for topic in said.split(";")))


@habit("topics with commas", "topics")
def _(table):
    table.each("topics", lambda said: ",".join(topic.strip() for topic in said.split(";")))


@habit("texts with stray blanks", "texts")
def _(table):
    for key in (*REST, "name", "owner_name"):
        table.each(key, lambda text: f"\u00a0{text.replace(' ', '  ', 1)}\u200b ")


@habit("texts in parts of letters", "texts")
def _(table):
    for key in (*REST, "name", "owner_name"):
        table.each(key, lambda text: unicodedata.normalize("NFD", text))


@habit("communes in capitals", UNITS)
def _(table):
    table.each("commune", str.upper)


@habit("communes in short, with their district", UNITS)
def _(table):
    table.each("commune", lambda text: text.replace("Xã", "X.") + ", H. Mẫu")


@habit("communes without their kind", UNITS)
def _(table):
    table.each("commune", lambda text: text.removeprefix("Xã "))


def _dittos(name, mark):
    @habit(name, "dittos", "dittos-filled")
    def change(table):
        last = {}
        for row in table.rows:
            said = {key: shown(row[key]) for key in REST if row.get(key)}
            row |= {key: mark for key, text in said.items() if last.get(key) == text}
            last |= said
        if not any(row[key] == mark for row in table.rows for key in REST):  # somebody must have the habit
            table.rows[0] = table.rows[0]


for number, mark in enumerate(("nt", "-nt-", "″", "như trên", '"', "//", "(nt)"), 1):
    _dittos(f"ditto marks {number}", mark)


# --- columns


@habit("headers in capitals", "headers")
def _(table):
    table.headers = {key: header.upper() for key, header in table.headers.items()}


@habit("headers without marks", "headers")
def _(table):
    from pipeline.vietnamese import bare

    table.headers = {key: bare(header) for key, header in table.headers.items()}


@habit("headers in lines", "headers")
def _(table):
    table.headers = {key: f" {header.replace(' ', chr(10), 1)}  " for key, header in table.headers.items()}


@habit("headers with numbers and stars", "headers")
def _(table):
    named = enumerate(table.headers.items(), 1)
    table.headers = {key: f"{number}. {header} (*)" for number, (key, header) in named}


@habit("headers in short", "headers")
def _(table):
    table.renamed(name="Tên CSKD", address="Đ/c cơ sở", commune="Xã, TT", tax_code="MST", owner_name="Chủ hộ KD")
    table.renamed(owner_id="CCCD", phone="SĐT", residence="HKTT", workers="Số LĐ", trade="Ngành nghề KD")


@habit("headers in other words", "headers")
def _(table):
    table.renamed(name="Tên biển hiệu", address="Địa điểm kinh doanh", commune="Địa bàn xã", owner_name="Chủ cơ sở")
    table.renamed(owner_birth="Ngày tháng năm sinh", owner_id="Số định danh cá nhân", owner_id_place="Cơ quan cấp")
    table.renamed(residence="Hộ khẩu thường trú", phone="Số ĐT liên lạc", capacity="Chức vụ", signed_on="Ngày cam kết")


OWNER = {
    "owner_name": "Họ và tên",
    "owner_birth": "Ngày sinh",
    "owner_id": "Số CCCD",
    "owner_id_date": "Ngày cấp",
    "owner_id_place": "Nơi cấp",
    "residence": "Nơi thường trú",
    "phone": "Điện thoại",
}


def _over(table, *, merged):
    table.renamed(**OWNER)
    apart = [key for key in table.headers if key not in OWNER]
    place = len([key for key in apart if list(table.headers).index(key) < list(table.headers).index("owner_name")])
    order = [*apart[:place], *(key for key in table.headers if key in OWNER), *apart[place:]]
    table.headers = {key: table.headers[key] for key in order}
    table.over = {key: "Chủ cơ sở" for key in table.headers if key in OWNER}
    table.merged = merged


@habit("a heading of two rows, merged", "headers")
def _(table):
    _over(table, merged=True)


@habit("a heading of two rows, not merged", "headers")
def _(table):
    _over(table, merged=False)


@habit("columns the other way round", "order")
def _(table):
    table.headers = dict(reversed(table.headers.items()))


@habit("columns without a value left out", "order")
def _(table):
    needless = ("rooms", "workers", "signed_on", "certificate", "note", "current_residence", "owner_sex")
    table.without(*(key for key in needless if not any(row.get(key) for row in table.rows)))


@habit("no column of ids", "id")
def _(table):
    table.without("id")


@habit("numbers of rows", "lead")
def _(table):
    table.lead("+stt", "STT", lambda index: index + 1)


@habit("numbers of rows as text", "lead")
def _(table):
    table.lead("+stt", "TT", lambda index: f"{index + 1:02}.")


@habit("a column to sign in", "beside")
def _(table):
    table.headers["+sign"] = "Ký, ghi rõ họ tên"


@habit("a column of the clerk's own", "beside", "column-passed-over")
def _(table):
    table.headers["+own"] = "Trình độ học vấn"
    for row in table.rows:
        row["+own"] = "12/12"


@habit("a column of notes", "notes")
def _(table):
    if "note" not in table.headers:
        table.headers["note"] = HEADERS["note"]


@habit("hidden columns", "hidden", "hidden-column")
def _(table):
    table.hidden |= {"business_type"}


@habit("hidden rows", "hidden", "hidden-rows")
def _(table):
    table.hidden |= {0}


@habit("the table begins at column C", "left")
def _(table):
    table.left = 2


# --- rows


@habit("a title", "above")
def _(table):
    table.above = [["DANH SÁCH CƠ SỞ KINH DOANH"], ["(Kèm theo Báo cáo số 12/BC-UBND ngày 05/9/2022)"], []]


@habit("a letterhead in two halves", "above")
def _(table):
    nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    half = [None] * 5
    table.above = [["UBND HUYỆN MẪU", *half, nation], ["PHÒNG MẪU", *half, "Độc lập - Tự do - Hạnh phúc"], [], []]
    table.above += [["BIỂU TỔNG HỢP CƠ SỞ"], [None, None, "Số liệu đến ngày 05/9/2022"]]


@habit("numbers of columns", "under")
def _(table):
    table.under = [[f"({number})" for number in range(1, len(table.headers) + 1)]]


@habit("letters and numbers of columns", "under")
def _(table):
    table.under = [["A", "B", *range(1, len(table.headers) - 1)]]


@habit("blank rows", "between")
def _(table):
    table.before = {index: [[], [" "]] for index in range(0, len(table.rows) + 1, 2)}


@habit("totals", "between", "passed-over-total")
def _(table):
    table.before = {len(table.rows): [["Tổng cộng", *[None] * (len(table.headers) - 2), len(table.rows)]]}


@habit("the heading on each page", "between", "passed-over-heading")
def _(table):
    if len(table.rows) > 1 and not table.over:
        table.before = {len(table.rows) // 2: [list(table.headers.values())]}


def _sections(name, title):
    @habit(name, UNITS, "passed-over-group")
    def change(table):
        table.rows.sort(key=lambda row: row["commune"])
        table.without("commune")
        communes = [row["commune"] for row in table.rows]
        for number, commune in enumerate(dict.fromkeys(communes)):
            table.before[communes.index(commune)] = [title("I" * (number + 1), commune)]


_sections("sections by commune", lambda _number, commune: [commune])
_sections("numbered sections by commune", lambda number, commune: [f"{number}. {commune}"])
_sections("sections in capitals", lambda number, commune: [f"{number}. {commune.upper()}"])


@habit("notes below", "below", "passed-over-note")
def _(table):
    table.below = [["Ghi chú: số liệu do các xã báo cáo"]]


@habit("signatures below", "below", "passed-over-end")
def _(table):
    half = [None] * 4
    table.below = [[], [None, *half, "Mẫu, ngày 05 tháng 9 năm 2022"], ["NGƯỜI LẬP BIỂU", *half, "TM. ỦY BAN NHÂN DÂN"]]
    table.below += [["(Ký, ghi rõ họ tên)", *half, "CHỦ TỊCH"], [], ["Nguyễn Văn Mẫu", *half, "Lê Thử Nghiệm"]]
