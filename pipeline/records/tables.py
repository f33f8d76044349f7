"""The four tables of a dossier: agencies, tasks, reports, businesses."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pipeline.records import habits
from pipeline.records.fields import (
    Birth,
    Day,
    Id,
    Lines,
    PersonalNumber,
    PersonName,
    Phone,
    Required,
    Several,
    TaxCode,
    Whole,
    Words,
    Year,
    Yes,
    count_up_to,
    spelled,
)
from pipeline.typed import Record, UnfitError, Wrong, column, unfit
from pipeline.vietnamese import fold, short_date

MOST_ROOMS, MOST_WORKERS = 5_000, 50_000  # of one establishment

_STATUSES = {"hoan thanh": "done", "da hoan thanh": "done", "xong": "done", "dang thuc hien": "in_progress"}
CAPACITIES = ("chủ hộ kinh doanh", "người đại diện theo pháp luật", "người quản lý")
_CAPACITIES = {fold(said): said for said in CAPACITIES}

_MAY_BE_NOTHING = ("registration", "tax_code", "certificate", "rooms", "workers", "current_residence", "signed_on")

_WOMAN = "nữ"
_SEXES = {"nam": "nam", "trai": "nam", "ong": "nam", "nu": _WOMAN, "gai": _WOMAN, "ba": _WOMAN}


class Agency(Record):
    """An agency: who it is, how its letterhead and signature read, from when to when it exists.

    `letterhead` lists the printed lines of its name; the whole name where empty. `superior` is the printed line above
    (empty for people's committees, R046). `area` is the commune whose businesses it answers for.
    """

    proper_names = frozenset({"signer"})

    id: Id = column("Mã cơ quan")
    name: Required = column("Tên cơ quan")
    short_name: Required = column("Tên gọi tắt")
    groups: Several = column("Nhóm", default=())
    superior: Lines = column("Cơ quan chủ quản", default=())
    letterhead: Lines = column("Tên trên văn bản", default=())
    place: Required = column("Địa danh")
    symbol: Required = column("Ký hiệu")
    unit: Words = column("Đơn vị soạn thảo", default="")
    authority: Lines = column("Quyền hạn", default=())
    position: Required = column("Chức vụ")
    signer: PersonName = column("Người ký")
    area: Words = column("Địa bàn", default="")
    valid_from: Day | None = column("Có hiệu lực từ", default=None)
    valid_to: Day | None = column("Hết hiệu lực", default=None)
    note: Words = column("Ghi chú", default="")

    def _check(self) -> None:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise unfit("ends-before-it-begins")

    def exists_on(self, day: date) -> bool:
        """Whether the agency is in being on `day`, both ends included."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


class Task(Record):
    """A task that the directive assigns to exactly one lead: an agency, or each agency of a group for itself.

    `clause` is the place in the directive, for the office's own use. `own_plan` says that whoever leads makes a
    plan of its own; `commitments` that the task is done when every business of the lead's area has signed.
    """

    ditto = frozenset({"lead", "coordinators", "deadline", "product", "clause"})

    id: Id = column("Mã nhiệm vụ")
    content: Required = column("Nội dung nhiệm vụ")
    lead: Required = column("Cơ quan chủ trì")
    coordinators: Several = column("Cơ quan phối hợp", default=())
    deadline: Day | None = column("Thời hạn", default=None)
    product: Words = column("Sản phẩm", default="")
    own_plan: Yes = column("Lập kế hoạch riêng", default=False)
    commitments: Yes = column("Ký cam kết", default=False)
    summary: Words = column("Tóm tắt nhiệm vụ", default="")
    clause: Words = column("Điểm, mục nguồn", default="")
    note: Words = column("Ghi chú", default="")

    @property
    def title(self) -> str:
        """The task in short, for tables: its summary, or its whole content."""
        return self.summary or self.content


class Report(Record):
    """What an agency said of a task on a day. A task counts as done from the first report that says so."""

    ditto = frozenset({"task", "agency", "day", "status", "result"})

    task: Required = column("Mã nhiệm vụ")
    agency: Required = column("Mã cơ quan")
    day: Day = column("Ngày báo cáo")
    status: Annotated[Literal["done", "in_progress"], spelled(_STATUSES)] = column("Trạng thái")
    result: Words = column("Kết quả", default="")
    note: Words = column("Ghi chú", default="")


class Business(Record):
    """A business and the person who signs for it (nd30 R240). An empty optional field is left to be filled by hand.

    Of a birth the year may be given alone, in a column that asks only for it.
    """

    either = (("owner_birth", "birth_year"), ("registration", "tax_code"))
    alone = (("name", "address", "commune"), ("name", "owner_id"))
    grouped_by = "commune"
    named_by = ("commune", "name")
    told_apart_by = ("address", "owner_name")
    proper_names = frozenset({"name", "owner_name"})
    shared = frozenset(
        {
            "registration",
            "tax_code",
            "certificate",
            "owner_name",
            "owner_sex",
            "owner_birth",
            "birth_year",
            "owner_id",
            "owner_id_date",
            "phone",
            "signed_on",
        }
    )
    ditto = frozenset(
        {
            "business_type",
            "trade",
            "address",
            "commune",
            "owner_id_place",
            "residence",
            "current_residence",
            "capacity",
            "topics",
            "note",
        }
    )

    id: Id = column("Mã cơ sở")
    name: Required = column("Tên cơ sở")
    business_type: Required = column("Loại hình")
    trade: Required = column("Ngành nghề")
    address: Required = column("Địa chỉ cơ sở")
    commune: Required = column("Xã, phường, thị trấn")
    registration: Words = column("Số đăng ký kinh doanh", default="")
    tax_code: TaxCode = column("Mã số thuế", default="")
    certificate: Words = column("Giấy chứng nhận an ninh trật tự", default="")
    rooms: Annotated[Whole, count_up_to(MOST_ROOMS)] | None = column("Số phòng", default=None)
    workers: Annotated[Whole, count_up_to(MOST_WORKERS)] | None = column("Số lao động", default=None)
    owner_name: PersonName = column("Họ và tên chủ cơ sở")
    owner_sex: Annotated[str, spelled(_SEXES)] | None = column("Giới tính", default=None)
    owner_birth: Birth | None = column("Ngày sinh", default=None)
    birth_year: Year | None = column("Năm sinh", default=None)
    owner_id: PersonalNumber = column("Số CCCD")
    owner_id_date: Day = column("Ngày cấp")
    owner_id_place: Required = column("Nơi cấp")
    residence: Required = column("Nơi thường trú")
    current_residence: Words = column("Nơi ở hiện nay", default="")
    phone: Phone = column("Điện thoại")
    capacity: Annotated[str, spelled(_CAPACITIES)] = column("Tư cách ký")
    topics: Several = column("Lĩnh vực cam kết", default=())
    signed_on: Day | None = column("Ngày ký cam kết", default=None)
    note: Words = column("Ghi chú", default="")

    @classmethod
    def mended(cls, values: Mapping[str, Any]) -> tuple[Mapping[str, Any], tuple[Wrong, ...]]:
        """What only says that there is nothing is left out; lost zeros and a birth's century are restored.

        A personal number that Excel took for a number and the century of a birth are told each by the other.
        """
        if nothing := [key for key in _MAY_BE_NOTHING if key in values and habits.is_nothing(values[key])]:
            values = {key: value for key, value in values.items() if key not in nothing}
        if (year := values.get("birth_year")) and "owner_birth" not in values and habits.is_day(year):
            values = {key: value for key, value in values.items() if key != "birth_year"} | {"owner_birth": year}
        number, born = values.get("owner_id", ""), values.get("owner_birth", "")
        if not (isinstance(number, str) and isinstance(born, str)):
            return values, ()
        if len(number) == 12 and len(born) == 10:
            return values, ()
        remarks = list[Wrong]()
        compact = habits.compact(number)
        if habits.lost_zeros(compact) and _fits(compact.zfill(12), values):
            compact = compact.zfill(12)
            values = {**values, "owner_id": compact}
            remarks.append(Wrong(("owner_id",), "zeros-restored", {}))
        if born and compact.isdecimal() and len(compact) == 12:
            values = {**values, "owner_birth": habits.in_century(born, habits.birth_year(compact))}
        return values, tuple(remarks)

    def _check(self) -> None:
        wrongs = []
        if not self.registration and not self.tax_code:
            wrongs.append(Wrong((), "no-registration", {}))
        born = self.owner_birth.year if self.owner_birth else self.birth_year
        if born is None:
            wrongs.append(Wrong(("owner_birth",), "missing-field", {}))
        elif self.birth_year not in (None, born):
            wrongs.append(Wrong(("birth_year",), "other-year-of-birth", {"year": str(born)}))
        elif habits.birth_year(self.owner_id) != born:
            wrongs.append(Wrong(("owner_id",), "number-not-of-birth", {"year": str(born)}))
        if self.owner_sex and (self.owner_sex == _WOMAN) != habits.is_womans(self.owner_id):
            wrongs.append(Wrong(("owner_id",), "number-not-of-sex", {"sex": self.owner_sex}))
        if self.owner_birth and self.owner_id_date < self.owner_birth:
            wrongs.append(Wrong((), "issued-before-birth", {}))
        if wrongs:
            raise UnfitError(*wrongs)

    @property
    def born(self) -> str:
        """The day of birth as documents write it, or the year alone where only that was asked."""
        return short_date(self.owner_birth) if self.owner_birth else str(self.birth_year)

    def age_on(self, day: date) -> int:
        """The age of the owner on `day`, at the most where only the year of birth is known."""
        if self.owner_birth is None:
            return day.year - (self.birth_year or day.year)
        born = self.owner_birth
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _numbered(value: str) -> str:
    if not NUMBERED.fullmatch(value):
        raise unfit("not-number-and-symbol", value=value)
    return value


NUMBERED = re.compile(r"(?:[Ss]ố:?\s*)?(?P<number>\d{1,6})\s*/\s*(?P<symbol>[^\W\d_][^\s/]*(?:/[^\s/]+)?)")
"""Number and symbol as a book has them: `05/KH-UBND`."""


class Registered(Record):
    """A line of an outgoing register that was kept elsewhere: the decree's ten columns (R210), the ninth left out.

    The signer's `position` is in no column of the decree's; a book may have it all the same.
    """

    proper_names = frozenset({"signer"})

    number: Annotated[Required, _numbered] = column("Số, ký hiệu văn bản")
    day: Day = column("Ngày tháng văn bản")
    subject: Required = column("Tên loại và trích yếu nội dung văn bản")
    signer: Words = column("Người ký", default="")
    position: Words = column("Chức vụ người ký", default="")
    recipients: Words = column("Nơi nhận văn bản", default="")
    kept_by: Words = column("Đơn vị, người nhận bản lưu", default="")
    copies: Whole | None = column("Số lượng bản", default=None)
    sent_on: Day | None = column("Ngày chuyển", default=None)
    note: Words = column("Ghi chú", default="")


class Signature(Record):
    """A line of a list of signed commitments: which business, and when it signed; empty where it has not.

    Any table of the businesses is such a list, so that one without ids gives them as that table does.
    """

    grouped_by = Business.grouped_by
    named_by = Business.named_by
    told_apart_by = Business.told_apart_by
    proper_names = Business.proper_names
    ditto = frozenset({"address", "commune", "signed_on"})

    id: Id = column("Mã cơ sở")
    name: Words = column("Tên cơ sở", default="")
    address: Words = column("Địa chỉ cơ sở", default="")
    commune: Words = column("Xã, phường, thị trấn", default="")
    owner_name: Words = column("Họ và tên chủ cơ sở", default="")
    signed_on: Day | None = column("Ngày ký cam kết", default=None)


def _fits(number: str, values: Mapping[str, Any]) -> bool:
    """Whether a personal number is one of a province's, and of somebody of this birth and sex."""
    year = habits.birth_year(number)
    born = values.get("birth_year") or habits.in_century(values.get("owner_birth", ""), year)
    sex = _SEXES.get(fold(values.get("owner_sex", "")), "")
    try:
        same_year = habits.year(born) == year
    except ValueError:
        return False
    return habits.is_of_a_province(number) and same_year and (not sex or (sex == _WOMAN) == habits.is_womans(number))
