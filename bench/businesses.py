"""Invented businesses, any number of them, the same ones each time: for the examples and for measuring.

    python -m bench.businesses luc-nam-2022 data/luc-nam-2022/businesses.xlsx
    python -m bench.businesses luc-nam-2026 businesses.csv --count 300000

Nothing in them is anybody's: citizen numbers begin with 099, which no province has; telephone numbers with
0100 000 0; tax codes with 99; names of persons and firms say that they are samples.
"""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from bench.sheets import Value, write_table
from pipeline.records import Business, columns
from pipeline.vietnamese import initial_small, short_date

T = TypeVar("T")

TITLE = "DANH SÁCH CƠ SỞ KINH DOANH DỊCH VỤ (DỮ LIỆU MẪU)"
COLUMNS = tuple(column for column in columns(Business) if column.key not in ("owner_sex", "birth_year"))
MARK = "DỮ LIỆU MẪU"
MOST = 999_999  # serial numbers that a citizen number has room for

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Đào", "Phan")
MIDDLES = {"male": ("Văn", "Đức", "Hữu", "Công"), "female": ("Thị", "Thị Ngọc", "Thị Thu")}
GIVEN = ("Mẫu", "Ví Dụ", "Thí Dụ", "Thử Nghiệm", "Giả Định", "Minh Họa")
WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)  # of a tax code's first nine digits


@dataclass(frozen=True, slots=True)
class Trade:
    """A trade: what its houses are called, whether police certify it, its ranges of rooms and workers."""

    name: str
    house: str
    certified: bool
    rooms: tuple[int, int] | None
    workers: tuple[int, int]
    topics: str = "pc-mai-dam; pccc"


KARAOKE = Trade("Karaoke", "Quán karaoke", True, (3, 12), (3, 10), "pc-mai-dam; pccc; attp")
LODGING = Trade("Dịch vụ lưu trú", "Nhà nghỉ", True, (6, 24), (2, 8))
HOTEL = Trade("Dịch vụ lưu trú", "Khách sạn", True, (20, 60), (8, 30), "pc-mai-dam; pccc; attp")
MASSAGE = Trade("Dịch vụ xoa bóp (massage)", "Cơ sở massage", True, (4, 15), (3, 12))
BAR = Trade("Quán bar", "Quán bar", False, None, (4, 15), "pc-mai-dam; pccc; attp")
COFFEE = Trade("Quán cà phê, giải khát", "Quán cà phê", False, None, (1, 6), "pc-mai-dam; pccc; attp")
FOOD = Trade("Dịch vụ ăn uống", "Nhà hàng", False, None, (2, 20), "pc-mai-dam; pccc; attp")
TRADES = (*[LODGING] * 5, *[KARAOKE] * 4, *[COFFEE] * 4, *[FOOD] * 4, *[MASSAGE] * 2, HOTEL, BAR)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when: `communes` gives each commune a sign per business, used again when there are more.

    A sign says between which days of `signed` the commitment was signed: `+` within the deadline, `~` after
    it, `>` after the cut-off day; `-` is not signed. `quarters` are a commune's villages by its first word;
    `cards` and `certificates` the first and last day of issue of citizens' cards and police certificates.
    """

    seed: int
    communes: Mapping[str, str]
    beyond: str
    quarters: Mapping[str, tuple[str, ...]]
    police: str
    youngest: date
    cards: tuple[date, date]
    certificates: tuple[date, date]
    signed: Mapping[str, tuple[date, date]]
    households_by_owner: bool  # a household's tax code is its owner's citizen number, as from 01/7/2025

    @property
    def count(self) -> int:
        """How many businesses the committed workbook has."""
        return sum(map(len, self.communes.values()))


VILLAGES = tuple(f"Thôn Mẫu {number}" for number in range(1, 7))
BLOCKS = tuple(f"Tổ dân phố Mẫu {number}" for number in range(1, 7))

SETTINGS = {
    "luc-nam-2022": Setting(
        seed=2022,
        communes={
            "Thị trấn Đồi Ngô": "++-+--+-++----",
            "Thị trấn Phương Sơn": "+++++++++",
            "Xã Bảo Đài": "+++++",
            "Xã Bảo Sơn": "++~~~",
            "Xã Bắc Lũng": "+--+-",
            "Xã Bình Sơn": "---",
            "Xã Cẩm Lý": "++++++",
            "Xã Chu Điện": "+++++++",
            "Xã Cương Sơn": "+++>>>",
            "Xã Đan Hội": "++++",
            "Xã Đông Hưng": "++++",
            "Xã Đông Phú": "+++++",
            "Xã Huyền Sơn": "+---",
            "Xã Khám Lạng": "+++++",
            "Xã Lan Mẫu": "++++",
            "Xã Lục Sơn": "----",
            "Xã Nghĩa Phương": "-+----",
            "Xã Tam Dị": "++-----",
            "Xã Thanh Lâm": "+++++",
            "Xã Tiên Nha": "++++",
            "Xã Trường Giang": "~~~",
            "Xã Trường Sơn": "+---",
            "Xã Vô Tranh": "+++++",
            "Xã Vũ Xá": "+++",
            "Xã Yên Sơn": "+-->-",
        },
        beyond="huyện Lục Nam, tỉnh Bắc Giang",
        quarters={"Xã": VILLAGES, "Thị": BLOCKS},
        police="Công an huyện Lục Nam",
        youngest=date(2001, 9, 1),
        cards=(date(2021, 4, 1), date(2022, 8, 31)),
        certificates=(date(2019, 1, 2), date(2022, 8, 31)),
        signed={
            "+": (date(2022, 10, 3), date(2022, 11, 25)),
            "~": (date(2022, 12, 1), date(2022, 12, 9)),
            ">": (date(2022, 12, 16), date(2022, 12, 20)),
        },
        households_by_owner=False,
    ),
    "luc-nam-2026": Setting(
        seed=2026,
        communes={"Xã Lục Nam": "++-+~+-++-+-" * 4},
        beyond="tỉnh Bắc Ninh",
        quarters={"Xã": VILLAGES[:4] + BLOCKS[:2]},
        police="Công an tỉnh Bắc Ninh",
        youngest=date(2005, 3, 1),
        cards=(date(2021, 4, 1), date(2026, 2, 27)),
        certificates=(date(2025, 7, 1), date(2026, 2, 27)),
        signed={
            "+": (date(2026, 3, 16), date(2026, 4, 29)),
            "~": (date(2026, 5, 4), date(2026, 6, 12)),
        },
        households_by_owner=True,
    ),
}


def businesses(setting: Setting, count: int) -> Iterator[dict[str, Value]]:
    """`count` businesses by the fields of `Business`, commune by commune in the setting's order.

    Raises ValueError for more than citizen numbers have room for.
    """
    if count > MOST:
        raise ValueError(f"no more than {MOST} businesses can be told apart")
    chance = Random(setting.seed)
    index = 0
    for commune, signs in _spread(setting.communes, count):
        for sign in signs:
            yield _business(setting, chance, commune, sign, index)
            index += 1


def _spread(communes: Mapping[str, str], count: int) -> Iterator[tuple[str, str]]:
    """Each commune with the signs of its share of `count`; what whole rounds leave goes one apiece."""
    rounds, left = divmod(count, sum(map(len, communes.values())))
    turns = [name for turn in range(left) for name, signs in communes.items() if turn < len(signs)][:left]
    for name, signs in communes.items():
        yield name, signs * rounds + signs[: turns.count(name)]


def _business(setting: Setting, chance: Random, commune: str, sign: str, index: int) -> dict[str, Value]:
    trade = _pick(chance, TRADES)
    firm = chance.random() < (0.8 if trade is HOTEL else 0.15)
    sex = _pick(chance, ("male", "female"))
    birth = _between(chance, date(1955, 1, 1), setting.youngest)
    owner_id = f"099{2 * (birth.year >= 2000) + (sex == 'female')}{birth.year % 100:02d}{index + 1:06d}"
    card = _between(chance, *setting.cards)
    home = f"{initial_small(commune)}, {setting.beyond}"
    quarters = setting.quarters[commune.partition(" ")[0]]
    own_code = owner_id if setting.households_by_owner and not firm else _tax_code(index)
    household_number = f"HKD-MẪU-{index + 1:06d}"
    bare = chance.random() < 0.1  # of two numbers a household may have only the one
    manager = chance.random() < 0.1
    return {
        "id": f"CS{index + 1:03d}",
        "name": f"{trade.house} Mẫu Số {index + 1:02d} ({MARK})",
        "business_type": _pick(chance, ("Doanh nghiệp tư nhân", "Công ty TNHH")) if firm else "Hộ kinh doanh",
        "trade": trade.name,
        "address": f"{_pick(chance, quarters)}, {home}",
        "commune": commune,
        "registration": own_code if firm else household_number,
        "tax_code": None if bare and not firm else own_code,
        "certificate": _certificate(setting, chance, index) if trade.certified else None,
        "rooms": _number(chance, trade.rooms) if trade.rooms else None,
        "workers": None if chance.random() < 0.05 else _number(chance, trade.workers),
        "owner_name": " ".join((_pick(chance, FAMILIES), _pick(chance, MIDDLES[sex]), _pick(chance, GIVEN))),
        "owner_birth": birth,
        "owner_id": owner_id,
        "owner_id_date": card,
        "owner_id_place": _issuer_of(card),
        "residence": f"{_pick(chance, quarters)}, {home}",
        "current_residence": f"{_pick(chance, quarters)}, {home}" if chance.random() < 0.15 else None,
        "phone": f"01000000{index % 100:02d}",
        "capacity": _capacity(firm=firm, manager=manager),
        "topics": trade.topics,
        "signed_on": _between(chance, *setting.signed[sign]) if sign in setting.signed else None,
        "note": MARK,
    }


def _pick(chance: Random, items: Sequence[T]) -> T:
    return items[int(chance.random() * len(items))]  # random() alone is promised to stay as it is


def _number(chance: Random, span: tuple[int, int]) -> int:
    return span[0] + int(chance.random() * (span[1] - span[0] + 1))


def _between(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=_number(chance, (0, (last - first).days)))


def _tax_code(index: int) -> str:
    """A code with its check digit; a number whose digit would be 10 is passed over for the next one."""
    for number in (990_000_000 + 2 * index, 990_000_001 + 2 * index):
        check = 10 - sum(int(d) * w for d, w in zip(str(number), WEIGHTS, strict=True)) % 11
        if check < 10:
            break
    return f"{number}{check}"


def _certificate(setting: Setting, chance: Random, index: int) -> str | None:
    if chance.random() < 0.1:
        return None
    day = _between(chance, *setting.certificates)
    return f"Số {index + 1:03d}/GCN-MẪU ngày {short_date(day)}, {setting.police}"


def _issuer_of(card: date) -> str:
    """Who signs a citizen's card: the ministry itself from 01/7/2024, its police department before."""
    if card >= date(2024, 7, 1):
        return "Bộ Công an"
    return "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


def _capacity(*, firm: bool, manager: bool) -> str:
    if manager:
        return "người quản lý"
    return "người đại diện theo pháp luật" if firm else "chủ hộ kinh doanh"


def main() -> None:
    """Write the businesses of a setting to a file."""
    parser = argparse.ArgumentParser(description="Write a table of invented businesses.")
    parser.add_argument("setting", choices=SETTINGS)
    parser.add_argument("file", type=Path, help=".xlsx or .csv")
    parser.add_argument("--count", type=int, help="how many; as the committed workbook, unless given")
    given = parser.parse_args()
    setting: Setting = SETTINGS[given.setting]
    count = setting.count if given.count is None else given.count
    write_table(given.file, TITLE, COLUMNS, businesses(setting, count))


if __name__ == "__main__":
    main()
