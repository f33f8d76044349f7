"""What every document has, and the registry of kinds.

A kind of document is one data class and one template. The class's fields are the template's tags; its `drafts` makes
the documents of that kind out of a dossier. Defining the class registers the kind:

    @dataclass(frozen=True, kw_only=True)
    class Invitation(Document, kind="invitation", template=Path("invitation.docx"), needs=("agencies",)):
        time: str

        @classmethod
        def drafts(cls, dossier, as_of):
            yield cls(id="meeting", record=Where(), time="14 giờ 00")
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, ClassVar, Self

from pipeline.dossier import Dossier, Faulty, Found
from pipeline.problems import Problem, Where
from pipeline.records import Agency, Business, Issued
from pipeline.rules.finding import Finding
from pipeline.vietnamese import BLANK, day_text, number_text, open_day_text, slug

Day = date  # in a class that has a `date` of its own
TAG = "tag"
"""What the metadata of a field say False of that is no tag of the template."""
_KINDS: dict[str, type["Document"]] = {}


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document's words: no layout, no file. `id` names its file; `record` is the row that it comes from.

    `template` is the template's path, or the name of a file in the folder of templates; `needs` are the tables (and
    keys of dossier.yaml) that must be without fault for any document of the kind to be sound. An `official` document
    is one that the decree binds: an error against it fails the document; others are only told of it.
    """

    kind: ClassVar[str] = ""
    template: ClassVar[Path] = Path()
    needs: ClassVar[tuple[str, ...]] = ()
    official: ClassVar[bool] = False

    id: str
    record: Where

    def __init_subclass__(cls, *, kind: str = "", template: Path | None = None, needs: tuple[str, ...] = ()) -> None:
        if not kind:
            return
        there = _KINDS.get(kind)
        if there and (there.__module__, there.__qualname__) != (cls.__module__, cls.__qualname__):
            raise ValueError(f"the kind {kind!r} is there already: {there}")
        cls.kind = kind
        cls.template = template or Path(f"{kind.replace('-', '_')}.docx")
        cls.needs = needs
        _KINDS[kind] = cls

    @classmethod
    def drafts(cls, dossier: Dossier, as_of: date) -> Iterator[Self | Faulty]:
        """The documents of this kind as of a day; a record that gives none comes out with its faults."""
        raise NotImplementedError(f"{cls.__name__} does not say which documents there are")

    @classmethod
    def notices(cls, dossier: Dossier, as_of: date) -> Iterator[Problem]:
        """What is to be told of documents of this kind that might be looked for and are not made."""
        return iter(())

    def context(self) -> dict[str, Any]:
        """The fields by name: what the template's tags mean."""
        names, values = _fields(type(self))  # type: ignore[arg-type]  # mypy takes the class for one of its objects
        return dict(zip(names, values(self), strict=True))

    def held(self, docx: bytes, name: str) -> tuple[Finding, ...]:
        """What the finished file says otherwise than the dossier, where a kind is held against that."""
        return ()


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a kind's fields, and what reads them all at once."""
    names = tuple(field.name for field in fields(kind) if field.metadata.get(TAG, True))
    return names, attrgetter(*names)


class PerBusiness(Document):
    """A kind of document of which each business has one: it is made of the business's row and of the dossier only."""

    @classmethod
    def are_asked_for(cls, dossier: Dossier) -> bool:
        """Whether the campaign has such documents."""
        return True

    @classmethod
    def group_of(cls, dossier: Dossier, business: Business) -> str:
        """What the document is put away with, in ASCII, where there are many: its commune."""
        return slug(dossier.answers_for(business).area)

    @classmethod
    def of(cls, dossier: Dossier, found: Found[Business]) -> Self:
        """The document of one business."""
        raise NotImplementedError(f"{cls.__name__} does not say what a business's document is")

    @classmethod
    def drafts(cls, dossier: Dossier, as_of: date) -> Iterator[Self | Faulty]:
        """One document a business, in the order of the table; a faulty row comes out as it is."""
        if cls.are_asked_for(dossier):
            for found in dossier.businesses():
                yield found if isinstance(found, Faulty) else cls.of(dossier, found)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a body: `style` is a component of the decree's table (body, heading, clause_title, basis)."""

    style: str
    text: str


@dataclass(frozen=True, kw_only=True)
class OfficeDocument(Document):
    """What an agency's own documents share: letterhead, number, date, recipients, signature.

    Names in `superior`, `issuer`, `authority` and `position` are printed as they are here, in capitals. `number` and
    the day in `date` are blanks of no-break spaces while the document is a draft (R060).
    """

    official: ClassVar[bool] = True
    of_a_day: ClassVar[bool] = False
    """Whether it tells how things stand on a day: then its own date is no earlier."""

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    symbol: str
    place: str
    date: str
    subject: str
    recipients: tuple[str, ...]
    archive: str
    authority: tuple[str, ...]
    position: str
    signer: str

    @property
    def cited_as(self) -> str:
        """What `Dossier.issued` finds it by, and other documents with it."""
        return f"{self.kind}/{self.id}"

    def numbered(self, number: int, day: Day) -> Self:
        """The document with the number and the date of its issue, also where its annex names it."""
        values = {"number": number_text(number), "date": day_text(day)}
        if note := getattr(self, "annex_note", ""):
            before, after = (f"{at['number']}/{self.symbol} {at['date']}" for at in (vars(self), values))
            values["annex_note"] = note.replace(before, after)
        return replace(self, **values)  # type: ignore[arg-type]  # all of them are texts


def letterhead(agency: Agency) -> dict[str, Any]:
    """The fields of an `OfficeDocument` that the issuing agency gives."""
    return {
        "superior": tuple(line.upper() for line in agency.superior),
        "issuer": tuple(line.upper() for line in agency.letterhead or (agency.name,)),
        "place": agency.place,
        "authority": tuple(line.upper() for line in agency.authority),
        "position": agency.position.upper(),
        "signer": agency.signer,
    }


def numbering(issue: Issued | None, month: date, symbol: str) -> dict[str, Any]:
    """Number, symbol and date: of the issue where there is one, else a draft's blanks in the month given."""
    if issue is None:
        return {"number": BLANK, "symbol": symbol, "date": open_day_text(month)}
    return {"number": number_text(issue.number), "symbol": issue.symbol or symbol, "date": day_text(issue.day)}


def citation(type_name: str, issue: Issued | None, month: date, symbol: str, issuer: str) -> str:
    """A document as others cite it: `Công văn số 15/UBND-VHXH ngày 05 tháng 3 năm 2026 của ...` (R092)."""
    parts = numbering(issue, month, symbol)
    return f"{type_name} số {parts['number']}/{parts['symbol']} {parts['date']} của {issuer}"


def registered() -> dict[str, type[Document]]:
    """The kinds defined so far, in the order of their definition."""
    return dict(_KINDS)
