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
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy, RevocationCheckingRule

from pipeline.problems import UsageError, VanbanError, Where
from pipeline.signing.keys import USES, name_in
from pipeline.signing.reading import opened, signatures

_EXPIRED = {
    AdESIndeterminate.EXPIRED,
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE,
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED,
}
_UNLISTED = {AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE, AdESIndeterminate.TRY_LATER}
_REVOKED = {
    AdESIndeterminate.REVOKED_NO_POE,
    AdESIndeterminate.REVOKED_CA_NO_POE,
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE,
}


@dataclass(frozen=True, slots=True)
class Trust:
    """The root certificates that are trusted, and the lists of certificates revoked, as asn1crypto's."""

    roots: Sequence[Any] = ()
    crls: Sequence[Any] = ()


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


def read_crls(paths: Iterable[Path]) -> list[Any]:
    """The lists of revoked certificates in PEM or DER files. UsageError for a file that holds none."""
    from asn1crypto import crl, pem

    lists: list[Any] = []
    for path in paths:
        try:
            data = path.read_bytes()
            found = crl.CertificateList.load(pem.unarmor(data)[2] if pem.detect(data) else data)
            found.native["tbs_cert_list"]
        except FileNotFoundError as error:
            raise UsageError("not-found", path=str(path)) from error
        except (OSError, ValueError, TypeError) as error:
            raise UsageError("not-crl", Where(str(path))) from error
        lists.append(found)
    return lists


def verify(pdf: bytes, trust: Trust, now: datetime) -> tuple[Verdict, ...]:
    """What holds of each signature at `now`, the oldest first; nothing is fetched.

    VanbanError where it is no PDF, or carries no signature.
    """
    found = signatures(opened(pdf))
    if not found:
        raise VanbanError("not-signed")
    return tuple(verdict(one, trust, now) for one in found)


def verdict(one: Any, trust: Trust, now: datetime) -> Verdict:
    """What holds of one of pyHanko's signatures. VanbanError where it cannot be read."""
    listed = RevocationCheckingRule.CRL_REQUIRED if trust.crls else RevocationCheckingRule.CHECK_IF_DECLARED_SOFT
    policy = CertRevTrustPolicy(RevocationCheckingPolicy(listed, RevocationCheckingRule.CHECK_IF_DECLARED_SOFT))
    context = ValidationContext(list(trust.roots), crls=trust.crls, revinfo_policy=policy, moment=now)
    uses = KeyUsageConstraints(key_usage=set(USES), match_all_key_usages=False)
    try:
        name, at = name_in(one.signer_cert), one.self_reported_timestamp
        status = validate_pdf_signature(one, context, key_usage_settings=uses)
    except Exception as error:
        raise VanbanError("sign-unreadable") from error
    whole = bool(status.intact and status.valid and status.docmdp_ok)
    return Verdict(one.field_name, name, at, whole, whole and status.trusted, _fault(status, trust, whole=whole))


def _fault(status: Any, trust: Trust, *, whole: bool) -> str:
    if not whole:
        return "verify-changed"
    if status.trusted:
        return ""
    problem = status.trust_problem_indic
    if not trust.roots:
        return "verify-no-roots"
    if status.revoked or problem in _REVOKED:
        return "verify-revoked"
    if trust.crls and problem in _UNLISTED:
        return "verify-not-listed"
    return "verify-expired" if problem in _EXPIRED else "verify-untrusted"
