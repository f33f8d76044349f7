"""Who has signed a PDF, when, whether it is whole since, and whether the roots given answer for the signer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from pipeline.problems import UsageError, VanbanError, Where
from pipeline.signing.keys import USES, name_in
from pipeline.signing.reading import opened, signatures

_EXPIRED = {
    AdESIndeterminate.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
}
_REVOKED = {
    AdESIndeterminate.REVOKED_NO_POE,
    AdESIndeterminate.REVOKED_CA_NO_POE,
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """One signature: whose (as its certificate says), when (as the signer's clock said; None: not told).

    `fault` is the code of what is wrong with it, "" for nothing.
    """

    field: str
    name: str
    at: datetime | None
    whole: bool
    trusted: bool
    fault: str


def read_roots(paths: Iterable[Path]) -> list[Any]:
    """The certificates in PEM or DER files. UsageError for a file that holds none."""
    from pyhanko.keys import load_certs_from_pemder_data

    roots: list[Any] = []
    for path in paths:
        try:
            found = list(load_certs_from_pemder_data(path.read_bytes()))
            [one.native for one in found]
        except FileNotFoundError as error:
            raise UsageError("not-found", path=str(path)) from error
        except (OSError, ValueError, TypeError) as error:
            raise UsageError("not-certificate", Where(str(path))) from error
        roots += found
    return roots


def verify(pdf: bytes, roots: Iterable[Any], now: datetime) -> tuple[Verdict, ...]:
    """What holds of each signature, the oldest first.

    Nothing is fetched: a revocation is seen only where it lies in the file. VanbanError where it is no PDF, or carries
    no signature.
    """
    found = signatures(opened(pdf))
    if not found:
        raise VanbanError("not-signed")
    trusted = list(roots)
    return tuple(verdict(one, trusted, now) for one in found)


def verdict(one: Any, roots: Sequence[Any], now: datetime) -> Verdict:
    """What holds of one of pyHanko's signatures. VanbanError where it cannot be read."""
    context = ValidationContext(trust_roots=list(roots), allow_fetching=False, revocation_mode="soft-fail", moment=now)
    uses = KeyUsageConstraints(key_usage=set(USES), match_all_key_usages=False)
    try:
        name, at = name_in(one.signer_cert), one.self_reported_timestamp
        status = validate_pdf_signature(one, context, key_usage_settings=uses)
    except Exception as error:
        raise VanbanError("sign-unreadable") from error
    whole = bool(status.intact and status.valid and status.docmdp_ok)
    return Verdict(one.field_name, name, at, whole, whole and status.trusted, _fault(status, whole=whole, roots=roots))


def _fault(status: Any, *, whole: bool, roots: Sequence[Any]) -> str:
    if not whole:
        return "verify-changed"
    if status.trusted:
        return ""
    problem = status.trust_problem_indic
    if not roots:
        return "verify-no-roots"
    if status.revoked or problem in _REVOKED:
        return "verify-revoked"
    return "verify-expired" if problem in _EXPIRED else "verify-untrusted"
