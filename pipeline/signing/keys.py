"""Keys to sign with: a PKCS#12 file, or a token by its PKCS#11 library.

The PIN is tried once, kept nowhere, told to nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pipeline.problems import UsageError, VanbanError, Where

# What a certificate says its key is for, where it says so.
USES = frozenset({"digital_signature", "non_repudiation"})
_ZONE = "%d/%m/%Y %H:%M"


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its certificate; `name` is whom the certificate names. `signer` is pyHanko's, good for many files."""

    signer: Any
    name: str


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its PKCS#11 library; its label and that of the key, where there are several."""

    library: Path
    label: str = ""
    key: str = ""


@contextmanager
def opened(source: Path | Token, pin: str, now: datetime) -> Iterator[Key]:
    """The key in a PKCS#12 file or on a token, for as long as it is needed.

    VanbanError where the PIN or passphrase is wrong, where key or certificate is missing, or where the certificate is
    not for signing or not valid at `now`.
    """
    if isinstance(source, Path):
        yield _sound(_in_file(source, pin), now, str(source))
    else:
        with _session(source, pin) as session:
            yield _sound(_on_token(session, source), now, str(source.library))


def name_in(certificate: Any) -> str:
    """Whom a certificate names."""
    named = certificate.subject.native
    name = named.get("common_name") or named.get("organization_name") or certificate.subject.human_friendly
    return str(name[0] if isinstance(name, list) else name)


def _sound(signer: Any, now: datetime, place: str) -> Key:
    certificate, where = signer.signing_cert, Where(place)
    name = name_in(certificate)
    if now > certificate.not_valid_after:
        day = certificate.not_valid_after.astimezone(now.tzinfo).strftime(_ZONE)
        raise VanbanError("certificate-expired", where, name=name, day=day)
    if now < certificate.not_valid_before:
        day = certificate.not_valid_before.astimezone(now.tzinfo).strftime(_ZONE)
        raise VanbanError("certificate-early", where, name=name, day=day)
    uses = certificate.key_usage_value
    if uses is not None and not USES & uses.native:
        raise VanbanError("certificate-unfit", where, name=name)
    return Key(signer, name)


def _in_file(path: Path, passphrase: str) -> Any:
    from asn1crypto.pkcs12 import Pfx
    from asn1crypto.x509 import Certificate
    from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from pipeline.signing.quick import QuickSigner

    where = Where(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError("unreadable", where, path=str(path), reason=error.strerror or str(error)) from error
    try:
        Pfx.load(data).native["version"]
    except (ValueError, TypeError) as error:
        raise UsageError("not-pkcs12", where) from error
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, passphrase.encode() or None)
    except ValueError:
        raise UsageError("wrong-pin", where) from None  # what the library says may quote its input
    except Exception as error:
        raise UsageError("not-pkcs12", where) from error
    if key is None:
        raise UsageError("no-key", where)
    if certificate is None or certificate.public_key() != key.public_key():
        raise UsageError("no-certificate", where)
    own, *chain = (Certificate.load(one.public_bytes(Encoding.DER)) for one in (certificate, *others))
    store: Any = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(chain)
    return QuickSigner(key, own, store)


@contextmanager
def _session(token: Token, pin: str) -> Iterator[Any]:
    import pkcs11

    where = Where(str(token.library))
    try:
        library = pkcs11.lib(str(token.library.resolve()))
        found = [slot.get_token() for slot in library.get_slots(token_present=True)]
    except (pkcs11.PKCS11Error, OSError, RuntimeError) as error:
        raise UsageError("token-library", where, reason=_said(error)) from error
    usable = [one for one in found if one.flags & pkcs11.TokenFlag.TOKEN_INITIALIZED]
    named = [one for one in usable if not token.label or one.label.strip() == token.label]
    if len(named) != 1:
        labels = ", ".join(one.label.strip() for one in usable) or "-"
        raise UsageError("token-which", where, labels=labels)
    session = logged_in(named[0], pin, where)
    try:
        yield session
    finally:
        session.close()


def logged_in(token: Any, pin: str, where: Where) -> Any:
    """A session on one of PKCS#11's tokens; the PIN is tried once. UsageError where it does not open."""
    import pkcs11

    try:
        return token.open(user_pin=pin)
    except pkcs11.PinLocked as error:
        raise UsageError("pin-locked", where) from error
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange, pkcs11.ArgumentsBad):
        raise UsageError("wrong-pin", where) from None
    except pkcs11.PKCS11Error as error:
        raise UsageError("token-library", where, reason=_said(error)) from error


def _on_token(session: Any, token: Token) -> Any:
    """The signer of the only key that has a certificate, or of the key named."""
    from asn1crypto.x509 import Certificate
    from pkcs11 import Attribute, ObjectClass, PKCS11Error
    from pyhanko.sign.pkcs11 import PKCS11Signer

    where = Where(str(token.library))
    try:
        keys = [
            (bytes(one[Attribute.ID] or b""), str(one[Attribute.LABEL] or ""))
            for one in session.get_objects({Attribute.CLASS: ObjectClass.PRIVATE_KEY})
        ]
        kept = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
        certificates = {bytes(one[Attribute.ID] or b""): Certificate.load(one[Attribute.VALUE]) for one in kept}
    except (PKCS11Error, ValueError) as error:
        raise UsageError("token-library", where, reason=_said(error)) from error
    named = [one for one in keys if not token.key or one[1] == token.key]
    if not named:
        raise UsageError("no-key", where)
    certified = [one for one in named if one[0] in certificates]
    if not certified:
        raise UsageError("no-certificate", where)
    if len(certified) > 1:
        raise UsageError("token-keys", where, labels=", ".join(label for _, label in certified))
    ((identity, _),) = certified
    own = certificates[identity]
    # few tokens hash for an elliptic curve: what is hashed already, all of them sign
    hashed = own.public_key.algorithm == "ec"
    chain = list(certificates.values())
    return PKCS11Signer(session, signing_cert=own, key_id=identity, ca_chain=chain, use_raw_mechanism=hashed)


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
