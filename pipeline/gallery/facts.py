"""What a document was made from, as labels and values to be read beside it; personal numbers are hidden."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pipeline.documents import PerBusiness, kinds
from pipeline.dossier import Dossier, Faulty, Found
from pipeline.messages import text as _
from pipeline.pages import hidden
from pipeline.problems import Where
from pipeline.publish import Line
from pipeline.records import Business, Campaign, Record, columns
from pipeline.sources import Row
from pipeline.vietnamese import short_date

Facts = tuple[tuple[str, str], ...]


class Told(NamedTuple):
    """What is told of a document: what people call it, where its record stands, what that says."""

    title: str
    where: Where
    facts: Facts


def told(dossier: Dossier, kind: str, lines: Iterator[Line]) -> Iterator[tuple[Line, Told]]:
    """Each line of the manifest, all of one kind, with what is told of its document.

    The rows of businesses are read once, beside the lines, which stand in the same order.
    """
    rows = iter(dossier.business_rows()) if issubclass(kinds()[kind], PerBusiness) else iter(())
    agencies = {_key(where): dossier.agencies[id] for id, where in dossier.where.items() if id in dossier.agencies}
    for line in lines:
        record = line["record"]
        key = record["file"], record["sheet"], record["row"]
        where = Where(*key)
        row = next((row for row in rows if _key(row.where) == key), None)
        if row is not None:
            yield line, _of_row(dossier, where, row)
        elif key in agencies:
            yield line, Told(agencies[key].name, where, _facts(agencies[key]))
        else:
            campaign = dossier.campaign
            title = capital(campaign.directive.subject) if kind == "directive" else line["id"]
            yield line, Told(title, where, tuple(_of_campaign(dossier, campaign)))


def _key(where: Where) -> tuple[str, str, int | None]:
    return where.file, where.sheet, where.row


def _of_row(dossier: Dossier, where: Where, row: Row | Faulty) -> Told:
    found = dossier.business(row)
    if isinstance(found, Found):
        return Told(found.record.name, where, _facts(found.record))
    if isinstance(row, Faulty):
        return Told(row.id, where, ())
    headers = {column.key: column.header for column in columns(Business)}
    cells = row.cells
    said = ((headers.get(key, key), hidden(_text(value))) for key, value in cells.items())
    return Told(hidden(_text(cells.get("name", found.id))), where, tuple(said))


def _facts(record: Record) -> Facts:
    said = ((column.header, getattr(record, column.key)) for column in columns(type(record)))
    return tuple((header, hidden(text)) for header, value in said if (text := _text(value)))


def _of_campaign(dossier: Dossier, campaign: Campaign) -> Iterator[tuple[str, str]]:
    directive = campaign.directive
    yield _("Issuer"), dossier.office.name
    yield _("Subject"), directive.subject
    yield _("Symbol"), directive.symbol
    yield _("Month of the directive"), f"{campaign.day.month}/{campaign.day.year}"
    yield _("Addressed to"), "; ".join(dossier.names(directive.addressees))
    yield _("Tasks"), str(len(dossier.tasks))


def capital(text: str) -> str:
    """The text with a capital at its head, as a title has it."""
    return text[:1].upper() + text[1:]


def _text(value: Any) -> str:
    """A value as a table shows it; nothing for what is left open."""
    match value:
        case None | False:
            return ""
        case True:
            return "x"
        case date():
            return short_date(value)
        case tuple() | list():
            return "; ".join(map(_text, value))
        case _:
            return str(value)
