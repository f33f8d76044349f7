"""What clerks put above, between and below the rows."""

from tests.table_habits.registry import REST, UNITS, habit
from tests.tables import shown


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
    for index in range(0, len(table.rows) + 1, 2):
        table.before.setdefault(index, []).extend([[], [" "]])


@habit("totals", "between", "passed-over-total")
def _(table):
    table.before[len(table.rows)] = [["Tổng cộng", *[None] * (len(table.headers) - 2), len(table.rows)]]


@habit("the heading on each page", "between", "passed-over-heading")
def _(table):
    if len(table.rows) > 1 and not table.over:
        table.before.setdefault(len(table.rows) // 2, []).append(list(table.headers.values()))


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


def _dittos(name, mark):
    @habit(name, "dittos", "dittos-filled")
    def change(table):
        last = {}
        for index, row in enumerate(table.rows):
            said = {key: shown(row[key]) for key in REST if row.get(key)}
            if index in table.before:  # a mark stands for nothing that is beyond the title of a group
                last = {}
            row |= {key: mark for key, text in said.items() if last.get(key) == text}
            last |= said


for number, mark in enumerate(("nt", "-nt-", "″", "như trên", '"', "//", "(nt)"), 1):
    _dittos(f"ditto marks {number}", mark)
