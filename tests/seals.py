"""Keys, certificates, pictures and papers to sign, all made here and plainly invented."""

import math
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw

NOW = datetime.now(UTC)
PASSPHRASE = "bí mật 2026"
SIGNER, AGENCY = "Dương Công Định", "Ủy ban nhân dân huyện Lục Nam (DỮ LIỆU MẪU)"


def named(name):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


class Authority:
    """A root that issues certificates."""

    def __init__(self, name="Gốc thử nghiệm (DỮ LIỆU MẪU)"):
        self.key, self.name = ec.generate_private_key(ec.SECP256R1()), named(name)
        self.certificate = self.issue(name, self.key, root=True)

    def issue(self, name, key, *, root=False, start=NOW - timedelta(days=1), end=NOW + timedelta(days=2), uses=True):
        number = x509.random_serial_number()
        builder = x509.CertificateBuilder(self.name, named(name), key.public_key(), number, start, end)
        builder = builder.add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
        )
        usage |= {"digital_signature": uses and not root, "content_commitment": uses and not root}
        usage |= {"key_cert_sign": root, "crl_sign": root, "key_encipherment": not uses}
        builder = builder.add_extension(x509.KeyUsage(**usage), critical=True)
        skid = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        akid = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = builder.add_extension(skid, critical=False).add_extension(akid, critical=False)
        return builder.sign(self.key, hashes.SHA256())


def rsa_key():
    return rsa.generate_private_key(65537, 2048)


def p12(path, key, certificate, *others, passphrase=PASSPHRASE):
    how = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"mau", key, certificate, others, how))
    return path


def signature_png(path, color=(20, 60, 190), ground=0):
    """A scrawl in blue, with a margin around it that is not part of it."""
    image = Image.new("RGBA", (900, 500), (255, 255, 255, ground))
    points = [(100 + 7 * step, 250 + 130 * math.sin(step / 7) * math.cos(step / 31)) for step in range(100)]
    ImageDraw.Draw(image).line(points, fill=(*color, 255), width=12)
    image.save(path)
    return path


def seal_png(path, millimetres=36, dots=300):
    """A round seal in red, as wide as its file says."""
    side = round(millimetres / 25.4 * dots)
    image = Image.new("RGBA", (side + 80, side + 80), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 40, 39 + side, 39 + side), outline=(220, 20, 30, 255), width=12)
    draw.ellipse((110, 110, side - 30, side - 30), outline=(220, 20, 30, 255), width=6)
    draw.regular_polygon((40 + side / 2, 40 + side / 2, side / 5), 5, fill=(220, 20, 30, 255))
    image.save(path, dpi=(dots, dots))
    return path
