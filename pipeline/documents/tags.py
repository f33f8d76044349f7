"""What each tag of a template means, with an example: the fields of a kind of document, nested ones too."""

from dataclasses import dataclass, fields, is_dataclass
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.documents.base import TAG, Document
from pipeline.messages import marked as N_
from pipeline.messages import text as _


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its dotted name as `Template.tags` gives it, its meaning in the chosen language, an example."""

    name: str
    meaning: str
    example: str


def tags_of(kind: type[Document]) -> tuple[Tag, ...]:
    """The tags that a kind gives to its template, in the order of its fields."""
    return tuple(
        Tag(name, _(meaning), example)
        for name in _names(kind, "")
        for meaning, example in [MEANINGS.get(name.rpartition(".")[2].removesuffix("[]"), ("", ""))]
    )


def _names(kind: Any, before: str) -> list[str]:
    hints = get_type_hints(kind)
    names = []
    for field in fields(kind):
        if not before and (field.name == "record" or not field.metadata.get(TAG, True)):
            continue
        name = before + field.name
        names.append(name)
        inner = _item(hints[field.name])
        if inner is not None:
            names += _names(inner, f"{name}[].") if is_dataclass(inner) else [f"{name}[]"]
    return names


def _item(hint: Any) -> Any:
    """The type of the items of a tuple; None where the hint is no tuple."""
    if get_origin(hint) is not tuple:
        return None
    return next((arg for arg in get_args(hint) if arg not in (Ellipsis, NoneType)), None)


MEANINGS: dict[str, tuple[str, str]] = {
    "id": (N_("the document's id, which names its file"), "ubnd-xa-bao-son"),
    "superior": (N_("the superior body, line by line, in capitals; may be empty"), "UBND HUYỆN LỤC NAM"),
    "issuer": (N_("the issuing agency, line by line, in capitals"), "ỦY BAN NHÂN DÂN"),
    "number": (N_("the number; blank while the document is a draft"), "05"),
    "symbol": (N_("the symbol behind the number"), "KH-UBND"),
    "place": (N_("the place name of the place and date line"), "Lục Nam"),
    "date": (N_("the date in words; the day is blank while the document is a draft"), "ngày 05 tháng 3 năm 2026"),
    "subject": (N_("the subject in short (trích yếu), without V/v"), "triển khai công tác phòng, chống mại dâm"),
    "recipients": (N_("recipients, one a line, without dash or mark"), "Như trên"),
    "archive": (N_("what follows Lưu:"), "VT, VHXH"),
    "authority": (N_("the lines above the position, in capitals; may be empty"), "TM. ỦY BAN NHÂN DÂN"),
    "position": (N_("the signer's position, in capitals"), "CHỦ TỊCH"),
    "signer": (N_("the signer's full name"), "Nguyễn Văn Mẫu"),
    "addressees": (N_("who is addressed, one a line"), "UBND các xã, thị trấn"),
    "body": (N_("the paragraphs of the text"), ""),
    "demands": (N_("the paragraphs after the table of overdue tasks"), ""),
    "style": (N_("what the line is: body, heading, clause_title, basis; commune, trade, plain, total"), "body"),
    "text": (N_("the paragraph's words"), "1. Tổ chức tuyên truyền ..."),
    "annex_title": (N_("the annex's title, in capitals"), "DANH MỤC NHIỆM VỤ"),
    "late_title": (N_("the title of the annex of overdue tasks, in capitals"), "DANH SÁCH NHIỆM VỤ QUÁ THỜI HẠN"),
    "agency": (N_("the agency that leads the task or answers for the business"), "UBND xã Mẫu Một"),
    "annex_note": (N_("the note below the annex's title"), "(Kèm theo Kế hoạch số 05/KH-UBND ...)"),
    "tasks": (N_("the rows of the table of tasks"), ""),
    "content": (N_("what the task is"), "Tổ chức tuyên truyền"),
    "lead": (N_("the agency that leads the task"), "Công an xã"),
    "coordinators": (N_("the agencies that co-ordinate, parted by semicolons"), "UBND các xã, thị trấn"),
    "product": (N_("what the task brings forth"), "Báo cáo"),
    "deadline": (N_("the deadline"), "30/11/2022"),
    "note": (N_("a note"), ""),
    "overdue": (N_("the rows of the table of overdue tasks; or how many (a number)"), ""),
    "days": (N_("how many days overdue"), "15"),
    "unsigned": (N_("the businesses that have not signed (rows); or how many (a number)"), "3"),
    "owner": (N_("the business owner's name"), "Trần Thị Mẫu"),
    "name": (N_("the name of the business, commune, trade, agency or task"), "Nhà nghỉ Mẫu Số 01"),
    "address": (N_("the address of the business"), "Thôn Mẫu 1, xã Bảo Sơn"),
    "trade": (N_("the trade of the business"), "Dịch vụ lưu trú"),
    "as_of": (N_("the cut-off day as a sentence"), "Số liệu tính đến hết ngày 15 tháng 12 năm 2022"),
    "rows": (N_("the rows of the statistics"), ""),
    "by_agency": (N_("the rows of the table by agency, the total last"), ""),
    "before_tasks": (N_("the paragraphs before the table by task"), ""),
    "by_task": (N_("the rows of the table by task, the total last"), ""),
    "before_late": (N_("the paragraphs before the table of what is late"), ""),
    "late": (N_("the rows of the table of what is late, the longest first; may be empty"), ""),
    "conclusion": (N_("the paragraphs after the tables"), ""),
    "total": (N_("how many tasks, once for each agency that leads them"), "8"),
    "done": (N_("how many are done"), "5"),
    "in_time": (N_("how many are not done and not overdue"), "2"),
    "establishments": (N_("how many businesses"), "12"),
    "workers": (N_("how many workers"), "34"),
    "signed": (N_("how many have signed"), "9"),
    "share": (N_("the share that has signed or is done, in percent"), "75"),
    "owner_name": (N_("the full name of who signs"), "Nguyễn Văn Mẫu"),
    "owner_birth": (N_("the date of birth of who signs"), "02/9/1980"),
    "owner_id": (N_("the citizen number of who signs"), "099080000001"),
    "owner_id_date": (N_("when the citizen card was issued"), "10/5/2021"),
    "owner_id_place": (N_("who issued the citizen card"), "Cục Cảnh sát QLHC về TTXH"),
    "residence": (N_("permanent residence"), "Thôn Mẫu 1, xã Bảo Sơn"),
    "current_residence": (N_("present residence; dots to be filled by hand where not known"), "Thôn Mẫu 2"),
    "phone": (N_("telephone"), "0100000001"),
    "capacity": (N_("in which capacity the owner signs"), "chủ hộ kinh doanh"),
    "business_name": (N_("the name of the business"), "Nhà nghỉ Mẫu Số 01"),
    "business_type": (N_("the type of the business"), "Hộ kinh doanh"),
    "registration": (N_("the business registration number; dots where not known"), "20A8000001"),
    "tax_code": (N_("the tax code; dots where not known"), "9900000016"),
    "certificate": (N_("the security certificate; dots where not known"), "01/GCN"),
    "rooms": (N_("how many rooms; dots where not known"), "10"),
    "lead_in": (N_("the sentence before the undertakings"), "Tôi xin cam kết:"),
    "undertakings": (N_("what is undertaken, one a paragraph, without number"), "Chấp hành nghiêm ..."),
    "closing": (N_("the paragraphs after the undertakings"), "Bản cam kết được lập thành 02 bản ..."),
    "signer_label": (N_("the words above the signature"), "NGƯỜI CAM KẾT"),
    "signer_note": (N_("the note below them"), "(Ký, ghi rõ họ tên)"),
    "confirmation": (N_("the lines of the confirming body at the left, in capitals; may be empty"), "XÁC NHẬN CỦA"),
}
