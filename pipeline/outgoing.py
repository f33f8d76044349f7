"""The outgoing register as Decree 30 has it: a book of ten columns with its cover (R210), and metadata (R220).

Sources: Decree 30/2020/NĐ-CP, Phụ lục IV, Mục I; Phụ lục VI, Phần II, Mục I.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.decree import decree
from pipeline.messages import text as _
from pipeline.register import Entry
from pipeline.vietnamese import fold, number_text, short_date

_WIDTHS = (18, 13, 44, 18, 34, 15, 9, 12, 11, 24)  # of the columns, in characters
ABOUT = "V/v"  # before the subject of a công văn, which has no name of a type above it


def columns() -> list[tuple[str, int]]:
    """The headers of the book's columns, each with its width in characters."""
    return list(zip(decree().outgoing.columns, _WIDTHS, strict=True))


def number_of(entry: Entry) -> str:
    """Number and symbol: `05/KH-UBND`."""
    return f"{number_text(entry.number)}/{entry.slip.symbol}"


def row_of(entry: Entry) -> list[str | int]:
    """A line of the book."""
    slip = entry.slip
    return [
        number_of(entry),
        short_date(entry.day),
        title_of(entry),
        slip.signer,
        "; ".join(slip.recipients),
        slip.kept_by,
        slip.copies or "",
        short_date(slip.sent_on) if slip.sent_on else "",
        "",
        note_of(entry),
    ]


def title_of(entry: Entry) -> str:
    """Type and subject, as the third column has them."""
    slip = entry.slip
    between = ABOUT if slip.type_name == decree().type("letter").name else ""
    return " ".join(filter(None, (slip.type_name, between, slip.subject)))


def note_of(entry: Entry) -> str:
    """What is to be remarked on an entry: why it was cancelled or came late, that its document is still to come."""
    said = {"cancelled": "Đã hủy số", "reserved": "Giữ số, văn bản chưa phát hành", "issued": ""}[entry.status]
    if entry.reason and not said:
        said = "Đăng ký muộn"
    told = f"{said}: {entry.reason}" if entry.reason and said else said
    return "; ".join(filter(None, (told, entry.slip.note)))


def cover_of(office: str, superior: Sequence[str], entries: Sequence[Entry]) -> list[str]:
    """The lines of a book's cover, from the office above to the number of the volume."""
    words = decree().outgoing
    days = sorted(entry.day for entry in entries)
    first, last = (number_text(entry.number) for entry in (entries[0], entries[-1]))
    return [
        *(line.upper() for line in superior),
        office.upper(),
        "",
        words.title,
        words.year.format(year=days[0].year),
        words.days.format(first=short_date(days[0]), last=short_date(days[-1])),
        words.numbers.format(first=first, last=last),
        words.volume,
    ]


def by_series(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """The entries of each series, in the order of their numbers."""
    books: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.number):
        books.setdefault(entry.slip.series, []).append(entry)
    return dict(sorted(books.items()))


def matches(entry: Entry, search: str, agency: str) -> bool:
    """Whether all words of `search` stand in an entry, and `agency` among its recipients; marks and case aside."""
    row = fold(" ".join((*map(str, row_of(entry)), entry.slip.kind, entry.slip.document, entry.slip.dossier)))
    return all(word in row for word in fold(search).split()) and fold(agency) in fold("; ".join(entry.slip.recipients))


def metadata_of(entry: Entry, ordinal: int, office_code: str, file_code: str) -> dict[str, Any]:
    """The decree's metadata of an entry, by its own names; what nobody has said is None.

    `ordinal` counts the documents of the file. Days are ISO 8601. The last two are ours.
    """
    slip = entry.slip
    return {
        "FileCode": {
            "OrganId": office_code or None,
            "FileCatalog": entry.year,
            "FileNotation": file_code or slip.dossier or None,
        },
        "DocOrdinal": ordinal,
        "TypeName": slip.type_name,
        "CodeNumber": number_text(entry.number),
        "CodeNotation": slip.symbol,
        "IssuedDate": str(entry.day),
        "OrganName": slip.office,
        "Subject": slip.subject,
        "Language": "Tiếng Việt",
        "PageAmount": None,
        "Description": note_of(entry),
        "SignerInfo": {"Position": slip.position, "FullName": slip.signer},
        "To": [{"OrganId": None, "OrganName": name} for name in slip.recipients],
        "Priority": None,
        "IssuedAmount": slip.copies,
        "DueDate": None,
        "Status": entry.status,
        "KeptBy": slip.kept_by,
    }


def state_of(entry: Entry) -> str:
    """How an entry stands, in words."""
    return {"issued": _("issued"), "reserved": _("reserved"), "cancelled": _("cancelled")}[entry.status]
