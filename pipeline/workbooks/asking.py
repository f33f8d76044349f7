"""What a blank form asks for in each column of the businesses' table: in what form, out of which choices."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, get_args, get_type_hints

from pipeline.messages import marked as N_
from pipeline.messages import text as _
from pipeline.records import Business, Column, columns
from pipeline.records.fields import Birth, Day, Id, PersonalNumber, PersonName, Phone, TaxCode, Whole, Year, Yes
from pipeline.records.tables import CAPACITIES

TEXT, DATE, NUMBER = "@", "dd/mm/yyyy", "0"  # formats of cells
_FIRST_DAY, _LAST_DAY = "1", "73050"  # 1 January 1900, 31 December 2099

# What is common in the table's columns whose words are free, and what alone is allowed in the others.
_TYPES = (
    "Hộ kinh doanh",
    "Doanh nghiệp tư nhân",
    "Công ty trách nhiệm hữu hạn một thành viên",
    "Công ty trách nhiệm hữu hạn hai thành viên trở lên",
    "Công ty cổ phần",
    "Công ty hợp danh",
    "Hợp tác xã",
)
_PLACES = ("Bộ Công an", "Cục Cảnh sát quản lý hành chính về trật tự xã hội")
_COMMON = {"business_type": _TYPES, "owner_id_place": _PLACES}
_ONLY = {"capacity": CAPACITIES, "owner_sex": ("Nam", "Nữ")}
_ANSWERS = ("có", "không")

_EXAMPLES = {
    "id": "CS-001",
    "name": "Cơ sở Mẫu Số 01",
    "business_type": "Hộ kinh doanh",
    "trade": "Dịch vụ lưu trú",
    "address": "Thôn Mẫu 1",
    "registration": "HKD-MẪU-000001",
    "tax_code": "9900000016",
    "certificate": "Số 001/GCN-MẪU ngày 05/01/2026, Công an Mẫu",
    "rooms": "10",
    "workers": "3",
    "owner_name": "Nguyễn Văn Mẫu",
    "owner_birth": "05/03/1971",
    "owner_sex": "Nam",
    "owner_id": "099071000001",
    "owner_id_date": "10/05/2021",
    "owner_id_place": _PLACES[1],
    "residence": "Thôn Mẫu 1",
    "phone": "0100000001",
    "capacity": CAPACITIES[0],
    "note": "DỮ LIỆU MẪU",
}
_WIDTHS = {TEXT: 12, DATE: 12, NUMBER: 7}  # characters
_WIDE = {"id": 9, "name": 18, "address": 20, "residence": 20, "owner_name": 18, "owner_id": 14, "owner_sex": 7}


class Rule(NamedTuple):
    """A rule for what may be typed into a cell; `{cell}` and `{column}` in its formulas stand for the first cell."""

    kind: str
    formula: str
    last: str = ""
    operator: str = ""


class Asked(NamedTuple):
    """A column of the form: `how` says in words what `rule` says in formulas.

    `choices` are offered in a drop-down list, and nothing else is taken where they are `only` ones.
    """

    key: str
    header: str
    required: bool
    format: str
    how: str
    rule: Rule | None
    choices: tuple[str, ...]
    only: bool
    example: str
    width: int


_DAY = Rule("date", _FIRST_DAY, _LAST_DAY, "between")
_COUNT = Rule("whole", "0", "1000000", "between")
_YEAR = Rule("whole", "1900", "2100", "between")
_DIGITS = "SUMPRODUCT(--ISNUMBER(--MID({cell},ROW($1:$12),1)))=12"
_BY_TYPE: tuple[tuple[Any, str, Rule | None, str], ...] = (
    (Day, DATE, _DAY, N_("day/month/year, such as 05/01/2026")),
    (Birth, DATE, _DAY, N_("day/month/year, such as 05/01/2026")),
    (Year, NUMBER, _YEAR, N_("the year alone, such as 1971; empty where the day of birth is given")),
    (Whole, NUMBER, _COUNT, N_("digits only, such as 12; empty where it is not known")),
    (PersonalNumber, TEXT, Rule("custom", f"AND(LEN({{cell}})=12,{_DIGITS})"), N_("all 12 digits, without blanks")),
    (
        Phone,
        TEXT,
        Rule("custom", 'AND(LEN({cell})>=8,OR(LEFT({cell},1)="0",LEFT({cell},3)="+84",LEFT({cell},1)="1"))'),
        N_("one number, with its leading zero"),
    ),
    (
        TaxCode,
        TEXT,
        Rule("custom", "OR(LEN({cell})=10,LEN({cell})=12,LEN({cell})=13,LEN({cell})=14)"),
        N_("10, 12 or 13 digits; empty where there is none"),
    ),
    (
        Id,
        TEXT,
        Rule("custom", "COUNTIF({column},{cell})=1"),
        N_("a number of your own, another one in each row, such as CS-001; no personal number"),
    ),
    (PersonName, TEXT, None, N_("family name first, each word with a capital")),
    (Yes, TEXT, None, N_("có or không; empty is không")),
)


def asked(commune: str, topics: tuple[str, ...] = ()) -> tuple[Asked, ...]:
    """The columns of the businesses' table as a commune's form asks for them; `topics` are the campaign's."""
    hints = get_type_hints(Business, include_extras=True)
    only = {**_ONLY, "commune": (commune,)}
    common = {**_COMMON, "topics": topics}
    return tuple(_asked(column, hints[column.key], only, common) for column in columns(Business))


def _asked(
    column: Column, hint: Any, only: Mapping[str, tuple[str, ...]], common: Mapping[str, tuple[str, ...]]
) -> Asked:
    key, header, required = column
    kinds = (hint, *get_args(hint))
    format, rule, how = next(
        ((format, rule, _(how)) for kind, format, rule, how in _BY_TYPE if _is_of(kind, kinds)), (TEXT, None, "")
    )
    choices = only.get(key) or common.get(key) or (_ANSWERS if _is_of(Yes, kinds) else ())
    if choices and not how:
        how = _("choose from the list") if key in only else _("choose from the list, or type another")
    if key == "topics":
        how = _("one or several, parted by semicolons; empty is the first: {topics}").format(topics="; ".join(choices))
    example = only["commune"][0] if key == "commune" else _EXAMPLES.get(key, "")
    width = _WIDE.get(key, _WIDTHS[format])
    return Asked(key, header, required, format, how, rule, choices, key in only, example, width)


def _is_of(kind: Any, hints: Iterable[Any]) -> bool:
    """Whether one of the hints is a kind of field, or one that lets fewer of its values pass."""
    given = get_args(kind)
    return any(get_args(hint)[: len(given)] == given for hint in hints)
