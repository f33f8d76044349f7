"""A signer that reads its key once: pyHanko's own does at every signature, which takes most of the time."""

from typing import Any

from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import CertificateStore

from pipeline.problems import UsageError

_DIGESTS: dict[str, hashes.HashAlgorithm] = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}


class QuickSigner(Signer):
    """Signs with a key held in memory, RSA or on an elliptic curve. UsageError for a key of another kind."""

    def __init__(self, key: Any, certificate: Certificate, others: CertificateStore) -> None:
        super().__init__(signing_cert=certificate, cert_registry=others)
        if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
            raise UsageError("key-kind")
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The bare signature of `data`."""
        digest = _DIGESTS[digest_algorithm]
        if isinstance(self._key, RSAPrivateKey):
            return self._key.sign(data, PKCS1v15(), digest)
        return self._key.sign(data, ECDSA(digest))
