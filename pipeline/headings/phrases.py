"""What rows below a heading say that are no records: totals, groups, numbers of columns, signatures, notes."""

import re
from collections.abc import Iterable, Sequence

from pipeline.headings.folding import folded
from pipeline.vietnamese import bare, compose

_NUMBER = re.compile(r"(?:[\d.,\s]*\d\s*[%.)]?)?")
_ROMAN = re.compile(r"\s*[(]?(?=[IVXL])(?:X{0,3})(?:IX|IV|V?I{0,3}|L)\s*[.)/-]?\s*")
_LETTER = re.compile(r"\s*[(]?[A-ZĐ]\s*[.)/-]?\s*")
_ORDINAL_AND_TEXT = re.compile(r"\s*(?:(?=[IVXL])X{0,3}(?:IX|IV|V?I{0,3})|[A-ZĐ])\s*[.)/-]\s*\S.*", re.DOTALL)
_UNIT = re.compile(
    r"(?:xa|phuong|thi tran|tt|dac khu|thon|to dan pho|tdp|khu pho|khu dan cu|khu|ban|xom|ap|lang|cum|huyen|tieu khu"
    r"|p|x)\b(?=.*\w)[ .:].*"
)
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:([0-9]{1,2})|([A-Za-z]))\s*\)?(?:\s*=.*)?")
_COUNTED = (
    r"(?: (?:cong|so|co so|ho|ho kinh doanh|doanh nghiep|toan|xa|phuong|huyen|tinh|bo|danh sach|trang|nay|thon|muc|"
)
_COUNTED += r"phan|nhom|co|la|gom|truong hop|nguoi|nhiem vu|co quan|[0-9]+|[ivx]+))*"
_TOTAL = re.compile(
    r"(?:tong cong|tong so|cong|tong|cong tong|cong don|luy ke"
    r"|(?:cong |trang truoc )?(?:mang|chuyen) sang(?: trang sau)?)"
    rf"(?:{_COUNTED}| (?:xa|phuong|thi tran|tt|thon|to|khu|ban)\b.*)"
)
_SUM = re.compile(r"[0-9]+ (?:co so|ho|ho kinh doanh|doanh nghiep|don vi|nguoi|phong|truong hop|quan|lao dong)")
_NOTE = re.compile(r"\s*(?:ghi chu|chu thich|luu y|nguon)\s*[:：].*|\s*[*+•–-]+\s*\S.*|\s*\(\*+\).*", re.DOTALL)
_CLOSING = re.compile(r"\(?\s*(?:danh sach|bang|bieu)\b.*\b(?:gom|co|an dinh|tong cong)\b.*\d.*", re.DOTALL)
_DATE_LINE = re.compile(
    r"(?:.{0,60},\s*)?ngay\b[\s.…_\d/]*thang\b[\s.…_\d/]*nam\b[\s.…_\d]*|\D{2,60},\s*ngay\b[\s.…_\d/\-]*", re.DOTALL
)
_SIGNATURE = re.compile(
    r"(?:(?:tm|kt|tl|tuq)\s*\.\s*.*|q\s*\.\s*(?:chu tich|truong|giam doc).*"
    r"|(?:nguoi|can bo|cong chuc|don vi|bo phan) (?:lap|tong hop|thong ke|ra soat|kiem tra|bao cao)\b.{0,40}"
    r"|lap (?:bieu|bang)|xac nhan(?: cua)?\b.{0,60}|thu truong.{0,40}|(?:pho )?chu tich.{0,40}"
    r"|(?:pho )?truong (?:phong|ban).{0,40}|truong cong an.{0,40}|ke toan.{0,20}|noi nhan\s*:?.{0,40}"
    r"|\(?\s*(?:da )?ky\b[\s,;(]*(?:va )?(?:ghi|dong|ten|ho ten).{0,40})",
    re.DOTALL,
)
_LONGEST = 120  # a sentence that only begins like a signature is none


def _plain(text: str) -> str:
    return " ".join(bare(compose(text)).casefold().split())


def holds_long_numbers(texts: Iterable[str]) -> bool:
    """Whether two cells or more are dates, telephones or the like, as in a record and in no heading."""
    return sum(len(text) > 5 and text[0].isdigit() and text[-1].isdigit() for text in texts) > 1


def counts(text: str) -> bool:
    """Whether a cell holds a number or nothing."""
    return _NUMBER.fullmatch(text) is not None


def is_ordinal(text: str) -> bool:
    """Whether a cell holds a Roman numeral or a capital letter, as groups are numbered."""
    return _ROMAN.fullmatch(text) is not None or _LETTER.fullmatch(text) is not None


def is_group_title(text: str) -> bool:
    """Whether a text alone names a group: `I. Thị trấn Đồi Ngô`, `Xã Bảo Sơn`, `Thôn 3`."""
    return _ORDINAL_AND_TEXT.fullmatch(text) is not None or is_unit(text)


def is_unit(text: str) -> bool:
    """Whether a text is the name of a commune, a village and the like."""
    return _UNIT.fullmatch(_plain(text)) is not None


def are_column_numbers(texts: Sequence[str]) -> bool:
    """Whether the texts number the columns: `(1) (2) (3)`, `A B 1 2`: letters, then numbers, one after the other."""
    found = [_COLUMN_NUMBER.fullmatch(text.strip()) for text in texts]
    if not all(found):
        return False
    numbers = [int(one[1]) for one in found if one and one[1]]
    letters = [ord(one[2].upper()) for one in found if one and one[2]]
    runs = [numbers, letters]
    return all(run == list(range(run[0], run[0] + len(run))) for run in runs if run) and (
        numbers[:1] in ([1], []) and letters[:1] in ([ord("A")], [])
    )


def is_total(texts: Sequence[str]) -> bool:
    """Whether the first text announces a total and the others are numbers, alone or of something: `12 cơ sở`."""
    return _TOTAL.fullmatch(folded(texts[0])) is not None and are_sums(texts[1:])


def are_sums(texts: Iterable[str]) -> bool:
    """Whether the cells only count: numbers, alone or of something."""
    return all(counts(one) or _is_sum(one) for one in texts)


def _is_sum(text: str) -> bool:
    return _SUM.fullmatch(folded(text)) is not None


def is_note(text: str) -> bool:
    """Whether the text is a note or a closing line below a table."""
    plain = _plain(text)
    return _NOTE.fullmatch(plain) is not None or _CLOSING.fullmatch(plain) is not None


def is_signature(text: str) -> bool:
    """Whether the text belongs to what stands below a table: date line, authority, position, `Người lập biểu`."""
    if len(text) > _LONGEST:
        return False
    plain = _plain(text)
    return _DATE_LINE.fullmatch(plain) is not None or _SIGNATURE.fullmatch(plain) is not None
