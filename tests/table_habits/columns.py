"""What clerks do to headers and columns."""

from tests.table_habits.registry import habit
from tests.tables import HEADERS


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


@habit("columns the other way round", "alone")
def _(table):
    table.headers = dict(reversed(table.headers.items()))


@habit("columns without a value left out", "order")
def _(table):
    needless = ("rooms", "workers", "signed_on", "certificate", "note", "current_residence", "owner_sex")
    table.without(*(key for key in needless if all(row.get(key) in (None, "") for row in table.rows)))


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
