"""The directive: a công văn (form 1.5) that assigns the campaign's tasks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Self

from pipeline.documents.base import Block, OfficeDocument, citation, letterhead, numbering
from pipeline.dossier import Dossier
from pipeline.problems import Where
from pipeline.prose import fill

ID = "directive"


@dataclass(frozen=True, kw_only=True)
class Directive(OfficeDocument, kind="directive", needs=("directive", "agencies", "tasks")):
    """Công văn chỉ đạo: to every agency that has a task; each task stands in it once, in its own words."""

    addressees: tuple[str, ...]
    body: tuple[Block, ...]

    @property
    def cited_as(self) -> str:
        """It is the only one."""
        return ID

    @classmethod
    def drafts(cls, dossier: Dossier, as_of: date) -> Iterator[Self]:
        """The one directive of a campaign."""
        campaign, prose = dossier.campaign, dossier.campaign.directive
        issue = next(iter(dossier.issued(ID)), None)
        yield cls(
            id=ID,
            record=Where(file=str(dossier.folder / "dossier.yaml")),
            **letterhead(dossier.office),
            **numbering(issue, campaign.day, prose.symbol),
            subject=prose.subject,
            addressees=dossier.names(prose.addressees),
            body=(*(Block("body", text) for text in prose.opening), *_sections(dossier)),
            recipients=prose.recipients,
            archive=prose.archive,
        )


def _sections(dossier: Dossier) -> Iterator[Block]:
    contents = {task.id: task.content for task in dossier.tasks}
    number = 0
    for section in dossier.campaign.directive.sections:
        number += bool(section.title or section.text)  # items alone go on with the section above
        lead = f"{number}. "
        if section.title:
            yield Block("clause_title", lead + fill(section.title, contents))
            lead = ""
        if section.text:
            yield Block("body", lead + fill(section.text, contents))
        for item in section.items:
            yield Block("body", "- " + fill(item, contents))


def cite(dossier: Dossier) -> str:
    """The campaign's directive as later documents cite it, with blanks while it is not issued."""
    issue = next(iter(dossier.issued(ID)), None)
    campaign = dossier.campaign
    return citation("Công văn", issue, campaign.day, campaign.directive.symbol, dossier.office.name)
