"""What the register holds, as plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

FactKind = Literal["report", "signed"]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that came back to the office, as it was told: never changed, only corrected by a later fact.

    Of a "report", `subject` is the task's id and `agency` who reports; of a "signed", `subject` is the business's id.
    `day` is when it happened (None: it did not, or not any more), `status` and `text` what was told. `corrects` is the
    `id` of the fact that this one takes the place of. `id`, 0 until it is recorded, grows with each fact;
    `recorded_at` is in UTC.
    """

    kind: FactKind
    subject: str
    day: date | None
    agency: str = ""
    status: str = ""
    text: str = ""
    corrects: int | None = None
    id: int = 0
    recorded_at: datetime | None = None
    recorded_by: str = ""


def current(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that no later one corrects, in the order in which they were recorded."""
    known = tuple(facts)
    corrected = {fact.corrects for fact in known}
    return tuple(fact for fact in known if fact.id not in corrected)


Status = Literal["reserved", "issued", "cancelled"]


@dataclass(frozen=True, slots=True)
class Slip:
    """A document that asks for a number: whose, of which series, and what the book says of it.

    `office` is the issuing office's name; `series` the type's abbreviation, "" where all types share one series.
    `kind` and `document` say which document of the dossier it is; `cited_as` what later documents find it by.
    `numbered` and `numbered_on` are the highest number of each year, and the last day, that were given before the
    register was kept.
    """

    office: str
    series: str
    symbol: str
    dossier: str = ""
    kind: str = ""
    document: str = ""
    cited_as: str = ""
    type_name: str = ""
    subject: str = ""
    signer: str = ""
    position: str = ""
    recipients: tuple[str, ...] = ()
    kept_by: str = ""
    copies: int | None = None
    sent_on: date | None = None
    note: str = ""
    numbered: Mapping[int, int] = field(default_factory=dict)
    numbered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """An issued document's file, and the SHA-256 of the template and of the words that it was made of."""

    docx: bytes
    template_sha256: str
    data_sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the register. The hashes are empty unless it was issued here.

    `reason` says why it was cancelled, or given late.
    """

    id: int
    number: int
    day: date
    status: Status
    slip: Slip
    template_sha256: str = ""
    data_sha256: str = ""
    output_sha256: str = ""
    reason: str = ""

    @property
    def year(self) -> int:
        """The year of the number."""
        return self.day.year


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does something in the register, and when; `late` is why a day may lie before the last one."""

    now: datetime
    by: str
    today: date
    late: str = ""


class Ledger(Protocol):
    """What is asked of a register by those who only read it. Raises RegisterError where it cannot be used."""

    def entries(self, office: str, dossier: str, *, live: bool = True) -> tuple[Entry, ...]:
        """What stands in it of a dossier: without the cancelled numbers, where `live`."""

    def docx(self, entry: Entry) -> bytes:
        """The file of an issued document, as it was issued."""

    def facts(self, office: str, dossier: str) -> tuple[Fact, ...]:
        """What was told of a dossier, in the order in which it was recorded."""
