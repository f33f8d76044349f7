"""A document gets its number: looked up, made with it, checked, registered with its file, put in its place.

    draft -> number expected -> made and checked -> registered with its file -> written, read-only
                                                    (one transaction)

The register holds the file itself, so that a crash leaves either nothing at all, or a registered document whose file
is written by the next command (`mend`). A document that is not sound costs no number.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pipeline.archive import is_ours
from pipeline.cabinet import Cabinet
from pipeline.decree import decree
from pipeline.documents import Document, OfficeDocument, directive, kinds
from pipeline.documents.base import letterhead
from pipeline.dossier import Dossier
from pipeline.making import sha256_of, words_of
from pipeline.press import find_press
from pipeline.problems import Problem, RegisterError, UsageError, VanbanError, Where
from pipeline.recorded import given_before, informed, series_of, type_of
from pipeline.register import Deed, Entry, Paper, Slip
from pipeline.register.numbers import Numbers
from pipeline.rules import Finding
from pipeline.vietnamese import fold, number_text, short_date, slug


class NotIssuedError(VanbanError):
    """A document that gets no number: what is wrong with it, and what the decree says of it."""

    findings: tuple[Finding, ...] = ()


class Outcome(NamedTuple):
    """What became of a document: its entry, where its file is, whether it was issued just now."""

    entry: Entry
    path: Path
    new: bool


class Named(NamedTuple):
    """A document to be issued, by kind and id; its draft, where that is known."""

    kind: type[Document]
    id: str
    draft: OfficeDocument | None = None


@dataclass(frozen=True)
class Desk:
    """The records desk of a dossier's office. `unsound` are the tables with faults; `output` is where documents go."""

    dossier: Dossier
    unsound: frozenset[str]
    numbers: Numbers
    output: Path
    as_of: date
    deed: Deed

    @property
    def office(self) -> str:
        """What the register knows the office by."""
        return self.dossier.office.name

    @cached_property
    def cabinet(self) -> Cabinet:
        """The files of the documents that it has issued."""
        return Cabinet(self.numbers, self.output, self.office, self.dossier.id)

    def find(self, wanted: str) -> Named:
        """A document by its id, `kind/id`, or as others cite it; one that has a number, or a draft.

        Raises UsageError "no-such-document"; "which-document" where several have the name; NotIssuedError where the
        data of its kind have faults.
        """
        known = {(entry.slip.kind, entry.slip.document): entry.slip.cited_as for entry in self.cabinet.entries()}
        named = {at: Named(kinds()[at[0]], at[1]) for at in known if at[0] in kinds()}
        if tuple(wanted.split("/", 1)) not in known:
            for draft in self._drafts(kinds().get(wanted.partition("/")[0])):
                one = Named(type(draft), slug(draft.id), draft)
                known.setdefault((draft.kind, one.id), draft.cited_as)
                named.setdefault((draft.kind, one.id), one)
        for names in ("/".join, lambda at: at[1], lambda at: known[at]):
            found = [at for at in named if names(at) == wanted]
            if len(found) == 1:
                return named[found[0]]
            if found:
                raise UsageError("which-document", document=wanted, known=", ".join(map("/".join, found)))
        if (kind := kinds().get(wanted.partition("/")[0])) and self._faults(kind):
            raise self._unsound(kind)
        day, there = short_date(self.as_of), ", ".join(map("/".join, named))
        raise UsageError("no-such-document", document=wanted, day=day, known=there)

    def _drafts(self, kind: type[Document] | None) -> Iterator[OfficeDocument]:
        """The drafts of a kind, or of all kinds that the dossier asks for."""
        asked = self.dossier.campaign.documents
        known = informed(self.dossier, self.numbers)
        for name, one in kinds().items():
            if (one is kind if kind else not asked or name in asked) and not self._faults(one):
                yield from self._own(one, known)

    def drafts(self, kind: type[Document]) -> Iterator[Named]:
        """The documents of a kind that the office issues itself, as they are before any of them is issued."""
        for draft in self._own(kind, informed(self.dossier, self.numbers)):
            yield Named(kind, slug(draft.id), draft)

    def _own(self, kind: type[Document], known: Dossier) -> Iterator[OfficeDocument]:
        head = letterhead(self.dossier.office)
        for draft in kind.drafts(known, self.as_of):
            if isinstance(draft, OfficeDocument) and draft.issuer == head["issuer"]:
                yield draft

    def _faults(self, kind: type[Document]) -> list[str]:
        return sorted(self.unsound & {"campaign", *kind.needs})

    def _unsound(self, kind: type[Document]) -> NotIssuedError:
        return self._not_issued("kind-not-sound", "", kind=kind.kind, tables=", ".join(self._faults(kind)))

    def issue(self, named: Named, day: date) -> Outcome:
        """Give a document its number; one that has a number keeps it.

        Raises NotIssuedError where the document cannot be issued, RegisterError where the register refuses.
        """
        known = self._entry(named)
        if known and known.status == "issued":
            return Outcome(known, self.cabinet.put(known), new=False)
        draft = self._fit(named)
        day = self._day(draft, named.id, day, known)
        slip = self.slip(draft, named.id)
        entry = self.numbers.give(slip, day, self.deed, lambda *given: self._made(draft, *given))
        path = self.cabinet.put(entry)
        self.numbers.step("written")
        return Outcome(entry, path, new=True)

    def reserve(self, named: Named, day: date) -> Outcome:
        """Give a document its number and day before it is issued. Raises as `issue` does."""
        draft = self._fit(named)
        slip = self.slip(draft, named.id)
        entry = self.numbers.reserve(slip, self._day(draft, named.id, day, None), self.deed)
        return Outcome(entry, self.cabinet.path_of(entry), new=True)

    def cancel(self, named: Named, reason: str) -> Outcome | None:
        """Cancel the number of a document; None where it has none."""
        entry = self.numbers.cancel(self._slip(named), reason, self.deed)
        return Outcome(entry, self.cabinet.put(entry), new=False) if entry else None

    def _slip(self, named: Named) -> Slip:
        """What the register finds a document by."""
        return Slip(self.office, "", "", self.dossier.id, named.kind.kind, named.id)

    def _entry(self, named: Named) -> Entry | None:
        return self.numbers.find(self._slip(named))

    def look_over(self) -> Iterator[Problem]:
        """Put right what earlier commands have left, and tell it.

        Raises RegisterError "register-behind" where documents were issued that the register does not know.
        """
        yield from self.cabinet.mend()
        if strangers := self.cabinet.strangers():
            raise RegisterError("register-behind", Where(file=str(strangers[0])), count=str(len(strangers)))

    def _fit(self, named: Named) -> OfficeDocument:
        """The draft of a document that may be issued."""
        kind, id, draft = named
        if self._faults(kind):
            raise self._unsound(kind)
        drafts = (one.draft for one in self.drafts(kind) if one.id == id)
        draft = draft or next(drafts, None)
        if draft is None:
            raise self._not_issued("takes-no-number", f"{kind.kind}/{id}", document=f"{kind.kind}/{id}")
        path = self.output / self.dossier.id / kind.kind / f"{id}.docx"
        if path.is_file() and not is_ours(path):
            raise self._not_issued("draft-edited", str(path), path=str(path))
        given = self.dossier.issued(draft.cited_as)
        if any(issue.day >= self.as_of or not draft.of_a_day for issue in given):
            number = f"{number_text(given[-1].number)}/{given[-1].symbol or draft.symbol}"
            raise self._not_issued("numbered-in-yaml", id, number=number, day=short_date(given[-1].day))
        return draft

    def _day(self, draft: OfficeDocument, id: str, day: date, known: Entry | None) -> date:
        """The day that a document may bear."""
        if known and known.day != day:
            values = {"number": f"{number_text(known.number)}/{known.slip.symbol}", "day": short_date(known.day)}
            raise self._not_issued("reserved-for-day", id, **values)
        if draft.of_a_day and day < self.as_of:
            raise self._not_issued("day-before-data", id, day=short_date(day), as_of=short_date(self.as_of))
        if draft.cited_as == directive.ID:
            return day
        begun = self._begun()
        if begun and day < begun:
            raise self._not_issued("cited-before-issued", id, document=id)
        if not begun and directive.cite(self.dossier) in words_of(draft):
            raise self._not_issued("cites-a-draft", id, document=id)
        return day

    def _begun(self) -> date | None:
        """The day of the directive; None while it is not issued."""
        entry = self._entry(Named(kinds()[directive.ID], directive.ID))
        given = [issue.day for issue in self.dossier.issued(directive.ID)]
        return entry.day if entry and entry.status == "issued" else next(iter(given), None)

    def _not_issued(self, code: str, record: str, **values: str) -> NotIssuedError:
        return NotIssuedError(code, Where(file=str(self.dossier.folder), record=record), **values)

    def slip(self, draft: OfficeDocument, id: str) -> Slip:
        """What the book says of a draft."""
        kind = type_of(draft.symbol)
        series = series_of(self.dossier, kind)
        before = given_before(self.dossier, series)
        numbered: dict[int, int] = {}
        for issue in before:
            numbered[issue.day.year] = max(issue.number, numbered.get(issue.day.year, 0))
        return Slip(
            office=self.office,
            series=series,
            symbol=draft.symbol,
            dossier=self.dossier.id,
            kind=draft.kind,
            document=id,
            cited_as=draft.cited_as,
            type_name=kind.name,
            subject=draft.subject,
            signer=draft.signer,
            position=draft.position,
            recipients=_recipients(draft),
            kept_by=draft.archive,
            numbered=numbered,
            numbered_on=max((issue.day for issue in before), default=None),
        )

    def _made(self, draft: OfficeDocument, number: int, day: date) -> Paper:
        """The document with its number and day, held against the decree."""
        self.numbers.step("numbered")
        press = find_press(type(draft), self.dossier.folder)
        document = draft.numbered(number, day)
        (pressed,) = press.make([document])
        if pressed.problem or pressed.docx is None:
            problem = pressed.problem or Problem(Where(record=draft.id), "not-as-decreed", "", {"document": draft.id})
            error = NotIssuedError.of(problem)
            error.findings = tuple(
                replace(one, file=f"{draft.kind}/{draft.id}") for one in pressed.findings if one.level == "error"
            )
            raise error
        self.numbers.step("made")
        return Paper(pressed.docx, hashlib.sha256(press.source).hexdigest(), sha256_of(document))

    def waiting(self) -> tuple[Entry, ...]:
        """The numbers reserved for documents that have not been issued yet."""
        return tuple(entry for entry in self.cabinet.entries() if entry.status == "reserved")


def _recipients(draft: OfficeDocument) -> tuple[str, ...]:
    """Who a document goes to, each once: those above the text by name, not "as above"."""
    addressees = tuple(getattr(draft, "addressees", ()))
    as_above = fold(decree().words.as_above) if addressees else None
    return tuple(dict.fromkeys((*addressees, *(one for one in draft.recipients if fold(one) != as_above))))
