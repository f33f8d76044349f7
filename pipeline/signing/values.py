"""What is signed as, and what comes of it."""

from dataclasses import dataclass
from datetime import timedelta, timezone

from pipeline.problems import Problem
from pipeline.signing.pictures import Picture

VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Signature:
    """As what a document is signed: `role` is "signer", "agency", "annex", or a form of copies ("SY", "TrS", "SL").

    `picture` is that of the signer's signature or of the agency's seal (the others show none), `wide` its width in
    millimetres; None: the signer's fills its room. `number` is that of the document which an annex comes with, where
    it does not say it itself.
    """

    role: str
    picture: Picture | None = None
    wide: float | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed PDF, and what should be told of it."""

    pdf: bytes
    notices: tuple[Problem, ...] = ()
