"""The statistics table: businesses, workers and signed commitments by commune and trade, as an annex."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from pipeline.documents import directive, follow_up, plan
from pipeline.documents.base import Document
from pipeline.dossier import Dossier
from pipeline.progress import Count, tally
from pipeline.records import filled
from pipeline.vietnamese import alphabetical, count_text, day_text, share_text


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """A line of the table: `style` is commune, trade (within the commune above it) or total."""

    style: str
    number: str
    name: str
    establishments: str
    workers: str
    signed: str
    unsigned: str
    share: str


@dataclass(frozen=True, kw_only=True)
class Statistics(Document, kind="statistics", needs=("statistics", "agencies", "businesses")):
    """Phụ lục thống kê: the sums of the trades are the commune's, the sums of the communes are the total."""

    official: ClassVar[bool] = True

    annex_title: str
    annex_note: str
    as_of: str
    rows: tuple[StatisticsRow, ...]

    @classmethod
    def drafts(cls, dossier: Dossier, as_of: date) -> Iterator[Self]:
        """The one table of a campaign, as it stood on `as_of`."""
        prose = dossier.campaign.statistics
        if prose is None:
            return
        values = {"office": dossier.office.name, "year": str(as_of.year)}
        yield cls(
            id="statistics",
            record=dossier.where[dossier.office.id],
            annex_title=filled(prose, values).title,
            annex_note=f"(Kèm theo {_annexed_to(dossier, as_of)})",
            as_of=as_of_text(as_of),
            rows=tuple(statistics_rows(dossier, as_of)),
        )


def _annexed_to(dossier: Dossier, as_of: date) -> str:
    """The document that the table goes with: the day's follow-ups where there are any, else the plan or directive."""
    prose = dossier.campaign.follow_up
    if prose and follow_up.is_due(dossier, as_of):
        return follow_up.cite(dossier, prose, as_of)
    return plan.cite(dossier) if dossier.campaign.plan else directive.cite(dossier)


def as_of_text(as_of: date) -> str:
    """The line above the table that says of which day it is."""
    return f"Số liệu tính đến hết {day_text(as_of)}"


def statistics_rows(dossier: Dossier, as_of: date) -> Iterator[StatisticsRow]:
    """The lines of the table: communes in alphabetical order, the trades of each below it, the total."""
    counts = tally(dossier, as_of)
    areas = sorted((a for a in dossier.agencies.values() if a.area), key=lambda a: alphabetical(a.area))
    for number, agency in enumerate(areas, 1):
        yield _row("commune", str(number), agency.area, counts.by_agency.get(agency.id, Count()))
        trades = counts.by_trade.get(agency.id, {})
        for trade in sorted(trades, key=alphabetical):
            yield _row("trade", "", trade, trades[trade])
    yield _row("total", "", "Tổng cộng", counts.total)


def _row(style: str, number: str, name: str, count: Count) -> StatisticsRow:
    return StatisticsRow(
        style=style,
        number=number,
        name=name,
        establishments=count_text(count.establishments),
        workers=count_text(count.workers),
        signed=count_text(count.signed),
        unsigned=count_text(count.unsigned),
        share=share_text(count.signed, count.establishments),
    )
