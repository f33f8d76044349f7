"""The four tables of a dossier: agencies, tasks, reports, businesses."""

from datetime import date
from typing import Annotated, Literal

from pipeline.records.fields import (
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
    Yes,
    spelled,
)
from pipeline.typed import Record, column, unfit
from pipeline.vietnamese import fold

_STATUSES = {"hoan thanh": "done", "da hoan thanh": "done", "xong": "done", "dang thuc hien": "in_progress"}
CAPACITIES = ("chủ hộ kinh doanh", "người đại diện theo pháp luật", "người quản lý")
_CAPACITIES = {fold(said): said for said in CAPACITIES}


class Agency(Record):
    """An agency: who it is, how its letterhead and signature read, from when to when it exists.

    `letterhead` lists the printed lines of its name; the whole name where empty. `superior` is the printed line above
    (empty for people's committees, R046). `area` is the commune whose businesses it answers for.
    """

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

    task: Required = column("Mã nhiệm vụ")
    agency: Required = column("Mã cơ quan")
    day: Day = column("Ngày báo cáo")
    status: Annotated[Literal["done", "in_progress"], spelled(_STATUSES)] = column("Trạng thái")
    result: Words = column("Kết quả", default="")
    note: Words = column("Ghi chú", default="")


class Business(Record):
    """A business and the person who signs for it (nd30 R240). An empty optional field is left to be filled by hand."""

    id: Id = column("Mã cơ sở")
    name: Required = column("Tên cơ sở")
    business_type: Required = column("Loại hình")
    trade: Required = column("Ngành nghề")
    address: Required = column("Địa chỉ cơ sở")
    commune: Required = column("Xã, phường, thị trấn")
    registration: Words = column("Số đăng ký kinh doanh", default="")
    tax_code: TaxCode = column("Mã số thuế", default="")
    certificate: Words = column("Giấy chứng nhận an ninh trật tự", default="")
    rooms: Whole | None = column("Số phòng", default=None)
    workers: Whole | None = column("Số lao động", default=None)
    owner_name: PersonName = column("Họ và tên chủ cơ sở")
    owner_birth: Day = column("Ngày sinh")
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

    def _check(self) -> None:
        if not self.registration and not self.tax_code:
            raise unfit("no-registration")
        if self.owner_id_date < self.owner_birth:
            raise unfit("issued-before-birth")
