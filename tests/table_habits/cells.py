"""What clerks type into cells."""

import unicodedata

from tests.table_habits.registry import REST, UNITS, habit
from tests.tables import EPOCH, Formula


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
