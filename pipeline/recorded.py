"""What a dossier's register says of it: the documents issued, as later ones cite them; the series of its numbers."""

from collections.abc import Iterable

from pipeline.decree import decree
from pipeline.decree.rows import DocumentType
from pipeline.dossier import Dossier
from pipeline.records import Issued
from pipeline.register import Entry, Ledger
from pipeline.told import with_facts
from pipeline.typed import record_of

_TYPES = {"directive": "letter", "follow-up": "letter", "plan": "plan", "report": "report"}  # of `issued` in YAML


def type_of(symbol: str) -> DocumentType:
    """The type of a document by its symbol: `KH-UBND` is a plan's; a công văn's names none (R052)."""
    begin = symbol.replace("/", "-").partition("-")[0]
    return next((one for one in decree().types if one.abbreviation == begin), decree().type("letter"))


def series_of(dossier: Dossier, kind: DocumentType) -> str:
    """The series of a type of document: its abbreviation (CV for công văn), or "", the one that all types share."""
    return "" if dossier.campaign.book.numbering == "one" else kind.abbreviation or "CV"


def given_before(dossier: Dossier, series: str) -> tuple[Issued, ...]:
    """The documents of the office in a series that `dossier.yaml` itself says were issued."""
    found = []
    for issue in dossier.campaign.issued:
        kind, _, agency = issue.document.partition("/")
        of_office = kind != "plan" or not agency
        if of_office and kind in _TYPES and series_of(dossier, decree().type(_TYPES[kind])) == series:
            found.append(issue)
    return tuple(found)


def with_register(dossier: Dossier, entries: Iterable[Entry]) -> Dossier:
    """The dossier that knows of what its register holds; cancelled and reserved numbers cite nothing."""
    return dossier.with_issued(
        record_of(Issued, {"document": slip.cited_as, "number": number, "day": day, "symbol": slip.symbol})
        for slip, number, day in (
            (entry.slip, str(entry.number), str(entry.day)) for entry in entries if entry.status == "issued"
        )
        if slip.cited_as
    )


def informed(dossier: Dossier, ledger: Ledger | None) -> Dossier:
    """The dossier as its register goes on from its files: with what was issued, and what came back since.

    Raises RegisterError.
    """
    if ledger is None:
        return dossier
    whose = (dossier.office.name, dossier.id)
    return with_facts(with_register(dossier, ledger.entries(*whose)), ledger.facts(*whose))
