"""What the register holds, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

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
