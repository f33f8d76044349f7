"""The only door to pyHanko and to tokens: PDFs signed as PAdES, with pictures at the decree's places, and verified.

What is heavy is imported where it is used; without the extra `sign` UsageError "no-extra" is raised.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.problems import UsageError
from pipeline.signing.keys import Key, Token, opened
from pipeline.signing.pictures import Picture, read_picture
from pipeline.signing.places import SEAL_MM
from pipeline.signing.values import VIETNAM, Signature, Signed

if TYPE_CHECKING:
    from pipeline.signing.verifying import Trust, Verdict

__all__ = [
    "SEAL_MM",
    "VIETNAM",
    "Key",
    "Picture",
    "Signature",
    "Signed",
    "Token",
    "need",
    "opened",
    "read_picture",
    "read_trust",
    "sign",
    "signed_by",
    "verify",
]


def need() -> None:
    """Raise UsageError "no-extra" where what signing needs is not installed."""
    try:
        import pkcs11  # noqa: F401
        import pyhanko.pdf_utils.font.opentype
        import pyhanko.sign.signers  # noqa: F401
    except ImportError as error:
        raise UsageError("no-extra", module=error.name or "pyhanko", extra="sign") from error


def sign(pdf: bytes, signature: Signature, key: Key, now: datetime) -> Signed:
    """The PDF with one signature more (`pipeline.signing.writing.signed`)."""
    from pipeline.signing.writing import signed

    return signed(pdf, signature, key, now)


def signed_by(pdf: bytes, key: Key) -> bool:
    """Whether one of the signatures in a PDF is of this key's certificate (`pipeline.signing.writing.signed_by`)."""
    from pipeline.signing.writing import signed_by

    return signed_by(pdf, key)


def read_trust(roots: Iterable[Path] = (), crls: Iterable[Path] = ()) -> "Trust":
    """Whom to trust: root certificates, and lists of those revoked, in PEM or DER. UsageError for other files."""
    from pipeline.signing.verifying import Trust, read_crls, read_roots

    return Trust(read_roots(roots), read_crls(crls))


def verify(pdf: bytes, trust: "Trust", now: datetime) -> "tuple[Verdict, ...]":
    """What holds of each signature (`pipeline.signing.verifying.verify`)."""
    from pipeline.signing.verifying import verify

    return verify(pdf, trust, now)
