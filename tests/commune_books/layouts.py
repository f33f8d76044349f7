"""Workbooks that are laid out in many ways: groups, sums, pages, sheets, signatures."""

from itertools import pairwise

from openpyxl.styles import Border, Side

from tests.commune_books.registry import edited, habits, sent, sort_by_commune
from tests.tables import Formula


@sent("cells merged downwards for one commune and one trade", "cells-filled-down")
def _(table):
    starts = [*sort_by_commune(table).values(), len(table.rows)]
    for first, end in pairwise(starts):
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
            table.before[first].insert(0, [None, f"Cộng {next(iter(starts))}", None, first])
    table.before[len(table.rows)] = [[], ["Tổng số:", None, None, len(table.rows)]]


@sent("a title and the heading on every page", "passed-over-heading", "passed-over-note", "passed-over-end")
def _(table):
    table.above = [["ỦY BAN NHÂN DÂN"], ["HUYỆN MẪU"], [], ["DANH SÁCH CƠ SỞ KINH DOANH CÓ ĐIỀU KIỆN NĂM 2022"]]
    table.lead("+stt", "Số\nTT", lambda index: f"{index + 1}.")
    table.before[2] = [
        [],
        ["DANH SÁCH CƠ SỞ KINH DOANH CÓ ĐIỀU KIỆN NĂM 2022 (tiếp theo)"],
        list(table.headers.values()),
    ]
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
    @edited
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


@sent("a sheet for each commune that only its tab names", "commune-of-title")
def _(table):
    rows = sort_by_commune(table)
    table.without("commune")
    (one, _first), (two, cut) = rows.items()

    @edited
    def apart(book):
        first = book.active
        first.title = one.replace("Xã", "X.")
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


@sent("ditto marks under merged sections", "dittos-filled", "passed-over-group")
def _(table):
    habits(table, "sections by commune", "ditto marks 5", "numbers of rows")


@sent("a filter that hides rows and a helper column", "hidden-rows", "hidden-column", "column-passed-over")
def _(table):
    table.headers["+help"] = "Mã tra"
    for row in table.rows:
        row["+help"] = Formula('B2&"-"&L2', "x")
    table.hidden = {1, 3, "trade"}


@sent("empty rows and columns that only have borders")
def _(table):
    @edited
    def bordered(book):
        sheet = book.active
        for row in range(1, 200):
            for column in range(1, 60):
                sheet.cell(row, column).border = Border(left=Side("thin"))
        sheet.cell(150, 50, " ")
        sheet.cell(151, 1, "\u00a0")

    return bordered


@sent("sums above the rows and in the heading's column of numbers", "passed-over-total")
def _(table):
    table.lead("+stt", "STT", lambda index: index + 1)
    total = [None, "Tổng số", *[None] * 7, Formula("SUM(J3:J7)", 15), Formula("SUM(K3:K7)", 20)]
    table.before[0] = [total]


@sent("a form above the heading and units beside", "column-passed-over")
def _(table):
    table.above = [
        ["Đơn vị báo cáo: UBND xã Mẫu Một", None, "Người lập: Nguyễn Thị Mẫu", None, "Điện thoại: 0100000001"],
        ["Tên biểu", "Số phòng", "Kỳ báo cáo: tháng 9"],
        [*[None] * 8, "Đơn vị tính: cơ sở"],
    ]
    table.headers = {"+n": None} | table.headers | {"+own": "Kết quả kiểm tra năm 2021"}
    for index, row in enumerate(table.rows):
        row |= {"+n": index + 1, "+own": "Đạt"}


@sent("groups by trade, sums on each page", "passed-over-group", "passed-over-total", "passed-over-heading")
def _(table):
    table.lead("+stt", "STT", lambda index: index + 1)
    table.before = {
        0: [["A. DỊCH VỤ LƯU TRÚ"]],
        2: [[None, "Cộng trang 1", None, None, 2], [None, "Mang sang", None, None, 2], list(table.headers.values())],
        3: [["B", "KARAOKE, VŨ TRƯỜNG"]],
        5: [[None, "Cộng trang 2:", None, None, 3], [None, "Lũy kế:", None, None, 5]],
    }


@sent("a footer that says who and when in single cells", "passed-over-end")
def _(table):
    table.below = [
        [],
        [*[None] * 8, "Ngày      tháng      năm 2022"],
        ["Người lập biểu: Nguyễn Thị Mẫu", *[None] * 7, "XÁC NHẬN CỦA UBND XÃ"],
        ["Số điện thoại: 0100000009"],
    ]
