"""Workbooks as communes send them, many habits in each; every one holds the records of the small dossier.

A maker is given a fresh Table and changes it; what it returns is done to the workbook once that is written. `told` are
the codes of its notices.
"""

from collections.abc import Callable
from typing import NamedTuple

import openpyxl

from tests.table_habits import HABITS
from tests.tables import Formula, shown


class Sent(NamedTuple):
    """A workbook that was sent: what makes it, the codes of its notices, the ending of its name."""

    make: Callable
    told: frozenset
    suffix: str


SENT = {}


def sent(name, *told, suffix=".xlsx"):
    """Put a maker among the workbooks."""

    def put(make):
        SENT[name] = Sent(make, frozenset(told), suffix)
        return make

    return put


def sort_by_commune(table):
    """The rows of each commune together; the indexes of the first rows."""
    table.rows.sort(key=lambda row: row["commune"])
    communes = [row["commune"] for row in table.rows]
    return {commune: communes.index(commune) for commune in dict.fromkeys(communes)}


def habits(table, *names):
    """Do what habits do."""
    for name in names:
        HABITS[name].change(table)


@sent("cells merged downwards for one commune and one trade", "cells-filled-down")
def _(table):
    starts = [*sort_by_commune(table).values(), len(table.rows)]
    for first, end in zip(starts, starts[1:], strict=False):
        table.joined.append((first, end - 1, "commune"))
    last = 0
    for index in range(1, len(table.rows) + 1):
        if index == len(table.rows) or table.rows[index]["trade"] != table.rows[last]["trade"]:
            table.joined.append((last, index - 1, "trade"))
            last = index
    table.joined.append((0, len(table.rows) - 1, "owner_id_place"))


@sent("communes with a number, their name and a count", "passed-over-group", "passed-over-total")
def _(table):
    starts = sort_by_commune(table)
    counts = {commune: sum(row["commune"] == commune for row in table.rows) for commune in starts}
    table.without("commune", "id")
    table.lead("+stt", "TT", lambda index: index + 1)
    for number, (commune, first) in enumerate(starts.items(), 1):
        table.before[first] = [["I" * number, commune.upper(), *[None] * 6, f"{counts[commune]} cơ sở"]]
    table.before[len(table.rows)] = [[None, "TỔNG CỘNG (I+II)", None, None, f"{len(table.rows)} cơ sở"]]


@sent("villages inside of communes, sums below each", "passed-over-group", "passed-over-total")
def _(table):
    starts = sort_by_commune(table)
    table.without("commune")
    table.lead("+stt", "STT", lambda index: index + 1)
    for index in range(len(table.rows)):
        table.before[index] = [[None, f"Thôn Mẫu {index + 1}"]]
    for number, (commune, first) in enumerate(starts.items()):
        table.before[first].insert(0, ["AB"[number], f"{commune}:"])
        if first:
            table.before[first].insert(0, [None, f"Cộng {list(starts)[0]}", None, first])
    table.before[len(table.rows)] = [[], ["Tổng số:", None, None, len(table.rows)]]


@sent("a title and the heading on every page", "passed-over-heading", "passed-over-note", "passed-over-end")
def _(table):
    table.above = [["ỦY BAN NHÂN DÂN"], ["HUYỆN MẪU"], [], ["DANH SÁCH CƠ SỞ KINH DOANH CÓ ĐIỀU KIỆN NĂM 2022"]]
    table.lead("+stt", "Số\nTT", lambda index: f"{index + 1}.")
    table.before[2] = [[], ["DANH SÁCH CƠ SỞ KINH DOANH CÓ ĐIỀU KIỆN NĂM 2022 (tiếp theo)"], list(table.headers.values())]
    table.before[4] = [list(table.headers.values())]
    table.below = [[f"Danh sách này có {len(table.rows)} cơ sở./."], [None, None, "Mẫu, ngày …. tháng …. năm 2022"]]
    table.below += [["Cán bộ lập biểu", None, None, None, "KT. CHỦ TỊCH"], [None, None, None, None, "PHÓ CHỦ TỊCH"]]
    table.below += [[], [], ["Nguyễn Thị Mẫu", None, None, None, "Trần Văn Mẫu"]]


@sent("rows numbered in advance, and formulas in columns of nobody")
def _(table):
    table.lead("+stt", "STT", lambda index: Formula(f"ROW()-{index}"))
    table.headers["+sign"] = "Ký nhận"
    for row in table.rows:
        row["+sign"] = Formula("A1", "#REF!")
    table.below = [[number] for number in range(6, 40)]


@sent("sheets of choices, of sums and of words beside the table", "sheet-passed-over")
def _(table):
    def more(book):
        choices = book.create_sheet("DM")
        for line in (
            ["Loại hình", "Ngành nghề", "Xã, phường", "Nơi cấp"],
            ["Hộ kinh doanh", "Lưu trú", "Xã Mẫu Một", "Bộ Công an"],
            ["Công ty", "Karaoke", "Xã Mẫu Hai"],
        ):
            choices.append(line)
        sums = book.create_sheet("Tổng hợp", 0)
        for line in (
            ["TỔNG HỢP THEO XÃ"],
            ["TT", "Xã", "Số cơ sở", "Số phòng", "Số lao động", "Ghi chú"],
            [1, "Xã Mẫu Một", 3, 6, 10],
            [2, "Xã Mẫu Hai", 2, 9, 8, "DỮ LIỆU MẪU"],
        ):
            sums.append(line)
        book.create_sheet("HD").append(["Điền đủ các cột, không gộp ô."])

    return more


@sent("a heading of three rows with numbers below", "column-passed-over")
def _(table):
    habits(table, "a heading of two rows, merged", "numbers of columns")
    table.headers["+own"] = "Diện tích\n(m2)"
    for row in table.rows:
        row["+own"] = 120.5
    table.above = [["BIỂU SỐ 01"], ["THỐNG KÊ CƠ SỞ"], ["(Kèm theo Công văn số 01/UBND ngày 01/9/2022)"]]
    table.left = 1


@sent("every header with its unit")
def _(table):
    table.renamed(rooms="Số phòng (phòng)", workers="Số LĐ\n(người)", owner_birth="Ngày sinh chủ cơ sở (ngày/tháng/năm)")
    table.renamed(owner_id="Số CCCD (12 số)", signed_on="Ngày ký cam kết (nếu có)", phone="SĐT (di động)")
    habits(table, "counts with a word", "dates as 05.09.2022")


@sent("the establishment in one column with its address below each name", "column-passed-over")
def _(table):
    table.headers["+tick"] = "Đã kiểm tra"
    for row in table.rows:
        row["+tick"] = "x"
    habits(table, "topics in lines", "texts in parts of letters", "headers in capitals")


@sent("numbers of every kind in one column", "zeros-restored")
def _(table):
    for index, row in enumerate(table.rows):
        number = row["owner_id"]
        row["owner_id"] = [f"'{number}", int(number), f"{number[:3]}.{number[3:6]}.{number[6:9]}.{number[9:]}"][index % 3]
        row["phone"] = [f"(ĐT) {row['phone']}", f"{row['phone'][:4]} - {row['phone'][4:]}", f"+84{row['phone'][1:]}"][index % 3]


@sent("communes written in five ways")
def _(table):
    ways = ("xã  MẪU {}", "X.Mẫu {}", "Mẫu {}", " Xã Mẫu {},huyện Mẫu ", "UBND xã Mẫu {}")
    for row, way in zip(table.rows, ways, strict=True):
        row["commune"] = way.format(row["commune"].rpartition(" ")[2])


@sent("a sheet for each commune that only its tab names", "commune-of-title")
def _(table):
    rows = sort_by_commune(table)
    table.without("commune")
    (_one, _zero), (two, cut) = rows.items()

    def apart(book):
        first = book.active
        first.title = "X. Mẫu Một"
        second = book.copy_worksheet(first)
        second.title = two
        head = table.top
        first.delete_rows(head + cut + 1, len(table.rows) - cut)
        second.delete_rows(head + 1, cut)

    return apart


@sent("signatures close to the last row and a date beside", "passed-over-end", "passed-over-total")
def _(table):
    table.lead("+stt", "STT", lambda index: index + 1)
    table.below = [
        [None, "Tổng cộng: 05 cơ sở"],
        [None, *[None] * 9, "Xã Mẫu Một, ngày 30/9/2022"],
        [None, "NGƯỜI LẬP", *[None] * 8, "XÁC NHẬN CỦA CÔNG AN XÃ"],
        [None, "(Ký, họ tên)", *[None] * 8, "(Ký tên, đóng dấu)"],
        [None, "Nguyễn Thị Mẫu", *[None] * 8, "Thiếu tá Trần Văn Mẫu"],
    ]


@sent("explanations in many lines below", "passed-over-note", "passed-over-end")
def _(table):
    table.lead("+stt", "STT", lambda index: index + 1)
    table.below = [
        [],
        ["Ghi chú:"],
        ["- Cột 3: ghi theo giấy phép kinh doanh;"],
        ["- Cột 10: ghi đủ 12 số."],
        ["* Số liệu tính đến ngày 30/9/2022"],
        ["Nơi nhận:"],
        ["- UBND huyện;"],
        ["- Lưu: VT."],
    ]


@sent("text with a line that names the separator", suffix=".csv")
def _(table):
    def resave(path):
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\r\n".join(["sep=;", *(line.replace(",", ";") for line in lines)]), encoding="utf-16")

    table.each("address", lambda text: text.partition(",")[0] + ", " + text.rpartition(" ")[0].partition(",")[2].strip() if False else text)
    table.each("topics", lambda text: text)
    return resave


@sent("two kinds of days in one column, half of them texts", "serial-day")
def _(table):
    for index, row in enumerate(table.rows):
        day = row["owner_id_date"]
        row["owner_id_date"] = [f" {day:%d/%m/%Y}\u00a0", day, f"{day.day}.{day.month}.{day.year}", (day - day.replace(year=1899, month=12, day=30)).days, f"Ngày {day:%d/%m/%Y}"][index]


@sent("ditto marks under merged sections", "dittos-filled", "passed-over-group")
def _(table):
    habits(table, "sections by commune", "ditto marks 5", "numbers of rows")


@sent("identity cards in one cell and the owner under one header")
def _(table):
    for row in table.rows:
        row["owner_id"] = f"{row['owner_id']} cấp ngày {row['owner_id_date']:%d/%m/%Y}\ntại {row['owner_id_place']}"
        row["owner_name"] = f"{row['owner_name']}\n(SĐT: {row['phone']})"
    table.without("owner_id_date", "owner_id_place", "phone")
    table.renamed(owner_id="Số CCCD, ngày cấp, nơi cấp", owner_name="Họ tên chủ cơ sở, SĐT")


@sent("the licence and its day in one cell, the day of birth with the name")
def _(table):
    table.headers["registration"] = "Số GPKD, ngày cấp"
    for index, row in enumerate(table.rows):
        row["registration"] = f"20A8.{index:06}; ngày cấp 01/0{index + 1}/2020"
        row["owner_name"] = f"{row['owner_name']} - SN {row['owner_birth']:%d/%m/%Y}"
    table.without("owner_birth")
    table.renamed(owner_name="Họ và tên, ngày sinh chủ hộ")


@sent("a filter that hides rows and a helper column", "hidden-rows", "hidden-column", "column-passed-over")
def _(table):
    table.headers["+help"] = "Mã tra"
    for row in table.rows:
        row["+help"] = Formula('B2&"-"&L2', "x")
    table.hidden = {1, 3, "trade"}


@sent("empty rows and columns that only have borders")
def _(table):
    def bordered(book):
        sheet = book.active
        for row in range(1, 200):
            for column in range(1, 60):
                cell = sheet.cell(row, column)
                cell.number_format = "@"
        sheet.cell(150, 50, " ")
        sheet.cell(151, 1, "\u00a0")

    table.between = 1
    return bordered


@sent("sums above the rows and in the heading's column of numbers", "passed-over-total")
def _(table):
    table.lead("+stt", "STT", lambda index: index + 1)
    total = [None, "Tổng số", *[None] * 7, Formula("SUM(J3:J7)", 15), Formula("SUM(K3:K7)", 20)]
    table.before[0] = [total]


@sent("the sex in two columns to be ticked", "sex-of-columns")
def _(table):
    table.headers = {k: v for key, header in table.headers.items() for k, v in (
        [("+nam", "Nam"), ("+nu", "Nữ"), (key, header)] if key == "owner_birth" else [(key, header)])}
    table.over = {"+nam": "Giới tính", "+nu": "Giới tính"}
    for row in table.rows:
        row["+nam"] = "x"
