"""A document gets its number: looked up, made with it, checked, registered with its file, put in its place.

    draft -> number expected -> made and checked -> registered with its file -> written, read-only
                                                    (one transaction)

The register holds the file itself, so that a crash leaves either nothing at all, or a registered document whose file
is written by the next command (`mend`). A document that is not sound costs no number.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline.archive import is_ours
from pipeline.documents import Document, OfficeDocument, directive, kinds
from pipeline.documents.base import letterhead
from pipeline.dossier import Dossier, Faulty
from pipeline.press import find_press
from pipeline.problems import Problem, UsageError, VanbanError, Where
from pipeline.publish import keep_aside, write_whole, writing
from pipeline.recorded import given_before, series_of, type_of, with_register
from pipeline.register import Deed, Entry, Paper, Slip
from pipeline.register.numbers import Numbers
from pipeline.register.reading import Wanted, find_entries
from pipeline.rules import Finding
from pipeline.vietnamese import number_text, short_date, slug

FOLDER = "issued"
READ_ONLY = 0o444


class NotIssuedError(VanbanError):
    """A document that gets no number: what is wrong with it, and what the decree says of it."""

    findings: tuple[Finding, ...] = ()


class Outcome(NamedTuple):
    """What became of a document: its entry, where its file is, whether it was issued just now."""

    entry: Entry
    path: Path
    new: bool


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

    def entries(self, *, live: bool = True) -> tuple[Entry, ...]:
        """What the register holds of the dossier."""
        return find_entries(self.numbers.store, Wanted(office=self.office, dossier=self.dossier.id, live=live))

    def find(self, wanted: str) -> tuple[type[Document], str]:
        """The kind and the id of a document: named by its id, `kind/id`, or as others cite it.

        Raises UsageError "no-such-document"; "which-document" where several have the name.
        """
        known = {(entry.slip.kind, entry.slip.document): entry.slip.cited_as for entry in self.entries()}
        known = {**{(kind.kind, id): cited for kind, id, cited in self._drafts()}, **known}
        for names in (lambda at: f"{at[0]}/{at[1]}", lambda at: at[1], lambda at: known[at]):
            found = [at for at in known if names(at) == wanted]
            if len(found) == 1:
                return kinds()[found[0][0]], found[0][1]
            if found:
                raise UsageError("which-document", document=wanted, known=", ".join(map("/".join, found)))
        day, there = short_date(self.as_of), ", ".join(map("/".join, known))
        raise UsageError("no-such-document", document=wanted, day=day, known=there)

    def _drafts(self) -> Iterator[tuple[type[Document], str, str]]:
        asked = self.dossier.campaign.documents
        for name, kind in kinds().items():
            if issubclass(kind, OfficeDocument) and (not asked or name in asked) and not self._faults(kind):
                for draft in self.drafts(kind):
                    yield kind, slug(draft.id), draft.cited_as

    def drafts(self, kind: type[Document]) -> Iterator[OfficeDocument]:
        """The documents of a kind that the office issues itself."""
        head = letterhead(self.dossier.office)
        for draft in kind.drafts(self._known, self.as_of):
            if isinstance(draft, Faulty):
                continue
            if isinstance(draft, OfficeDocument) and (draft.issuer, draft.superior) == (
                head["issuer"],
                head["superior"],
            ):
                yield draft

    @property
    def _known(self) -> Dossier:
        return with_register(self.dossier, self.entries())

    def _faults(self, kind: type[Document]) -> list[str]:
        return sorted(self.unsound & {"campaign", *kind.needs})

    def issue(self, kind: type[Document], id: str, day: date) -> Outcome:
        """Give a document its number; one that has a number keeps it.

        Raises NotIssuedError where the document cannot be issued, RegisterError where the register refuses.
        """
        known = next((e for e in self.entries() if (e.slip.kind, e.slip.document) == (kind.kind, id)), None)
        if known and known.status == "issued":
            return Outcome(known, self.put(known), new=False)
        draft = self._draft(kind, id)
        day = self._day(draft, id, day, known)
        entry = self.numbers.give(self.slip(draft, id), day, self.deed, lambda *given: self._made(draft, *given))
        return Outcome(entry, self.put(entry), new=True)

    def reserve(self, kind: type[Document], id: str, day: date) -> Outcome:
        """Give a document its number and day before it is issued. Raises as `issue` does."""
        draft = self._draft(kind, id)
        entry = self.numbers.reserve(self.slip(draft, id), self._day(draft, id, day, None), self.deed)
        return Outcome(entry, self.path_of(entry), new=True)

    def cancel(self, kind: type[Document], id: str, reason: str) -> Outcome | None:
        """Cancel the number of a document; None where it has none."""
        slip = Slip(self.office, "", "", self.dossier.id, kind.kind, id)
        entry = self.numbers.cancel(slip, reason, self.deed)
        return Outcome(entry, self.put(entry), new=False) if entry else None

    def _draft(self, kind: type[Document], id: str) -> OfficeDocument:
        if faults := self._faults(kind):
            raise self._not_issued("kind-not-sound", id, kind=kind.kind, tables=", ".join(faults))
        draft = next((one for one in self.drafts(kind) if slug(one.id) == id), None)
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
        first = next(iter(self._known.issued(directive.ID)), None)
        if first and day < first.day:
            raise self._not_issued("cited-before-issued", id, document=id)
        if not first and directive.cite(self.dossier) in json.dumps(_words(draft), ensure_ascii=False):
            raise self._not_issued("cites-a-draft", id, document=id)
        return day

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
            position=" ".join((*draft.authority, draft.position)),
            recipients=tuple(dict.fromkeys((*getattr(draft, "addressees", ()), *draft.recipients))),
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
        return Paper(pressed.docx, hashlib.sha256(press.source).hexdigest(), words_sha256(document))

    def path_of(self, entry: Entry) -> Path:
        """Where an issued document's file is, or that of one whose number was cancelled since."""
        cancelled = "-huy" if entry.status == "cancelled" else ""
        name = f"{entry.slip.document}-{entry.year}-{number_text(entry.number)}{cancelled}.docx"
        return self.output / self.dossier.id / FOLDER / entry.slip.kind / name

    def put(self, entry: Entry) -> Path:
        """Write an issued document's file, read-only, unless it stands there as it was issued."""
        path = self.path_of(entry)
        if entry.output_sha256 and _sha256(path) != entry.output_sha256:
            with writing(path):
                if path.exists():
                    keep_aside(path, _sha256(path))
                write_whole(path, self.numbers.docx(entry), mode=READ_ONLY)
            self.numbers.step("written")
        if entry.status == "cancelled":
            before = self.path_of(replace(entry, status="issued"))
            if _sha256(before) == entry.output_sha256:
                with writing(before):
                    before.unlink()
        return path

    def mend(self) -> Iterator[Problem]:
        """Write every issued document's file that is not there as it was issued; what was done is told."""
        for entry in self.entries(live=False):
            path = self.path_of(entry)
            present = _sha256(path)
            if not entry.output_sha256 or present == entry.output_sha256:
                continue
            self.put(entry)
            yield Problem(Where(file=str(path)), "issued-changed" if present else "issued-restored", "", {})

    def waiting(self) -> tuple[Entry, ...]:
        """The numbers reserved for documents that have not been issued yet."""
        return tuple(entry for entry in self.entries() if entry.status == "reserved")


def _words(document: Document) -> dict[str, object]:
    words = asdict(document)
    del words["record"]
    return words


def words_sha256(document: Document) -> str:
    """The hash of a document's words, wherever its record stands."""
    said = json.dumps(_words(document), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _sha256(path: Path) -> str:
    """The hash of a file; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
