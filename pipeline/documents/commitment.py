"""The commitment form: a private undertaking that a business's owner signs (nd30 13.1); it takes no number."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from pipeline.documents.base import PerBusiness
from pipeline.dossier import Dossier, Found
from pipeline.records import Business, filled
from pipeline.records.campaign import CommitmentProse
from pipeline.vietnamese import count_text, day_text, initial_small, open_day_text, short_date, slug

DOTS = "." * 40  # to be filled by hand


@dataclass(frozen=True, kw_only=True)
class Commitment(PerBusiness, kind="commitment", needs=("commitment",)):
    """Bản cam kết: one per business, addressed to its commune. What the row leaves open is dotted."""

    subject: str
    addressees: tuple[str, ...]
    owner_name: str
    owner_birth: str
    owner_id: str
    owner_id_date: str
    owner_id_place: str
    residence: str
    current_residence: str
    phone: str
    capacity: str
    business_name: str
    business_type: str
    trade: str
    address: str
    registration: str
    tax_code: str
    certificate: str
    rooms: str
    workers: str
    lead_in: str
    undertakings: tuple[str, ...]
    closing: tuple[str, ...]
    place: str
    date: str
    signer_label: str
    signer_note: str
    confirmation: tuple[str, ...]

    @classmethod
    def are_asked_for(cls, dossier: Dossier) -> bool:
        """Whether the campaign has the words of a commitment."""
        return dossier.campaign.commitment is not None

    @classmethod
    def of(cls, dossier: Dossier, found: Found[Business]) -> Self:
        """The form of one business."""
        business, prose = found.record, dossier.campaign.commitment
        assert prose is not None
        agency = dossier.answers_for(business)
        topics = business.topics or (prose.topics[0].key,)
        prose, undertakings = _filled(prose, agency.area, dossier.office.name, topics)
        return cls(
            id=slug(business.id),
            record=found.where,
            subject=prose.subject,
            addressees=prose.addressees,
            owner_name=business.owner_name,
            owner_birth=business.born,
            owner_id=business.owner_id,
            owner_id_date=short_date(business.owner_id_date),
            owner_id_place=business.owner_id_place,
            residence=business.residence,
            current_residence=business.current_residence or DOTS,
            phone=business.phone,
            capacity=business.capacity,
            business_name=business.name,
            business_type=business.business_type,
            trade=business.trade,
            address=business.address,
            registration=business.registration or DOTS,
            tax_code=business.tax_code or DOTS,
            certificate=business.certificate or DOTS,
            rooms=DOTS if business.rooms is None else count_text(business.rooms),
            workers=DOTS if business.workers is None else count_text(business.workers),
            lead_in=prose.lead_in,
            undertakings=undertakings,
            closing=prose.closing,
            place=agency.place,
            date=day_text(business.signed_on) if business.signed_on else open_day_text(),
            signer_label=prose.signer_label,
            signer_note=prose.signer_note,
            confirmation=prose.confirmation,
        )


@lru_cache(maxsize=4096)
def _filled(
    prose: CommitmentProse, area: str, office: str, topics: tuple[str, ...]
) -> tuple[CommitmentProse, tuple[str, ...]]:
    """The prose for a commune and some topics, and the undertakings of these; most businesses share theirs."""
    commune = initial_small(area)  # as the office spells it, whatever the row does
    names = "; ".join(topic.name for topic in prose.topics if topic.key in topics)
    values = {"commune": commune, "COMMUNE": commune.upper(), "office": office, "topics": names}
    prose = filled(prose, values)
    return prose, tuple(text for topic in prose.topics if topic.key in topics for text in topic.undertakings)
