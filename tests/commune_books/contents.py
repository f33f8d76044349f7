"""Workbooks whose cells and headers are typed in many ways."""

from tests import tables
from tests.commune_books.registry import habits, sent


@sent("every header with its unit")
def _(table):
    table.renamed(
        rooms="Số phòng (phòng)", workers="Số LĐ\n(người)", owner_birth="Ngày sinh chủ cơ sở (ngày/tháng/năm)"
    )
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
        row["owner_id"] = [f"'{number}", int(number), f"{number[:3]}.{number[3:6]}.{number[6:9]}.{number[9:]}"][
            index % 3
        ]
        row["phone"] = [f"(ĐT) {row['phone']}", f"{row['phone'][:4]} - {row['phone'][4:]}", f"+84{row['phone'][1:]}"][
            index % 3
        ]


@sent("communes written in five ways")
def _(table):
    ways = ("xã  MẪU {}", "X.Mẫu {}", "Mẫu {}", " Xã Mẫu {},huyện Mẫu ", "UBND xã Mẫu {}")
    for row, way in zip(table.rows, ways, strict=True):
        row["commune"] = way.format(row["commune"].rpartition(" ")[2])


@sent("text in UTF-16 with a line that names the separator", suffix=".csv")
def _(table):
    def saved_by_excel(path):
        tables.write_text(path, table, separator=";")
        path.write_bytes(("sep=;\r\n" + path.read_bytes().decode()).encode("utf-16"))

    return saved_by_excel


@sent("two kinds of days in one column, half of them texts", "serial-day")
def _(table):
    for index, row in enumerate(table.rows):
        day = row["owner_id_date"]
        row["owner_id_date"] = [
            f" {day:%d/%m/%Y}\u00a0",
            day,
            f"{day.day}.{day.month}.{day.year}",
            (day - day.replace(year=1899, month=12, day=30)).days,
            f"Ngày {day:%d/%m/%Y}",
        ][index]


@sent("identity cards in one cell and the owner under one header")
def _(table):
    for row in table.rows:
        row["owner_id"] = f"{row['owner_id']} cấp ngày {row['owner_id_date']:%d/%m/%Y}\ntại {row['owner_id_place']}"
        row["owner_name"] = f"{row['owner_name']}\n(SĐT: {row['phone']})"
    table.without("owner_id_date", "owner_id_place", "phone")
    table.renamed(owner_id="Số CCCD, ngày cấp, nơi cấp", owner_name="Họ tên chủ cơ sở, SĐT")


@sent("the tax code and its day in one cell, the day of birth with the name")
def _(table):
    table.renamed(tax_code="Mã số thuế, ngày cấp")
    for index, row in enumerate(table.rows):
        row["tax_code"] = f"{row['tax_code']}; ngày cấp 01/0{index + 1}/2020"
        row["owner_name"] = f"{row['owner_name']} - SN {row['owner_birth']:%d/%m/%Y}"
    table.without("owner_birth")
    table.renamed(owner_name="Họ và tên, ngày sinh chủ hộ")


@sent("words for nothing in the columns that may be empty")
def _(table):
    for row, word in zip(table.rows, ("-", "Không", "chưa có", "Không có", "–"), strict=True):
        row |= {key: word for key in ("signed_on", "current_residence", "registration") if row.get(key) in (None, "")}
    table.headers |= {"registration": "Số ĐKKD", "current_residence": "Chỗ ở hiện nay"}


@sent("headers letter by letter and with doubled words")
def _(table):
    table.lead("+stt", "S\nT\nT", lambda index: index + 1)
    table.renamed(owner_name="HỌ  VÀ  TÊN\nCHỦ CƠ SỞ\n(ghi chữ in hoa)", residence="Nơi đăng ký\nHKTT\n(theo CCCD)")
    table.renamed(address="Địa chỉ cơ sở kinh doanh", trade="Ngành, nghề kinh doanh có điều kiện về ANTT")


@sent("every telephone with somebody's name")
def _(table):
    ways = ("{} (chồng)", "Zalo: {}", "{} - {}", "{}\n{}", "DĐ {}.")
    for row, way in zip(table.rows, ways, strict=True):
        row["phone"] = way.format(row["phone"], row["phone"])
