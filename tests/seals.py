"""Keys, certificates, pictures and papers to sign, all made here and plainly invented."""

import html
import io
import math
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
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

    def revoke(self, number):
        """A list of revoked certificates with this number."""
        since = NOW - timedelta(hours=2)
        gone = x509.RevokedCertificateBuilder(number, since, []).build()
        akid = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = x509.CertificateRevocationListBuilder(self.name, since, NOW + timedelta(days=1), [], [gone])
        builder = builder.add_extension(x509.CRLNumber(1), critical=False).add_extension(akid, critical=False)
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


MM = 72 / 25.4
HEAD = ((30, 25, "ỦY BAN NHÂN DÂN"), (120, 25, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (35, 38, "Số: 15/KH-UBND"))
FOOT = (
    (30, 200, "Nơi nhận:"),
    (30, 206, "- Như trên;"),
    (138, 200, "KT. CHỦ TỊCH"),
    (136, 206, "PHÓ CHỦ TỊCH"),
    (135, 236, SIGNER),
)


def paper(*pages, turned=0, encryption=False, padding=0):
    """A PDF of pages of texts, each (millimetres from the left, from the top to its baseline, words), in 14 points."""
    pdf = pikepdf.new()
    letters = sorted({letter for page in pages for *_, text in page for letter in text})
    assert len(letters) < 200
    codes = {letter: code for code, letter in enumerate(letters, 33)}
    map_ = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for letter, code in codes.items())
    said = (
        f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(codes)} beginbfchar {map_} endbfchar endcmap"
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/Times-Roman"),
        FirstChar=0,
        LastChar=255,
        Widths=pikepdf.Array([500] * 256),
        ToUnicode=pdf.make_stream(said.encode()),
    )
    for page in pages:
        set_ = " ".join(
            f"1 0 0 1 {x * MM:.2f} {(297 - y) * MM:.2f} Tm <{bytes(codes[c] for c in text).hex()}> Tj"
            for x, y, text in page
        )
        one = pdf.add_blank_page(page_size=(210 * MM, 297 * MM))
        one.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
        one.Contents = pdf.make_stream(f"BT /F1 14 Tf {set_} ET".encode())
        if turned:
            one.Rotate = turned
    pdf.Root.Padding = pdf.make_stream(b" " * padding)
    data = io.BytesIO()
    pdf.save(data, compress_streams=False, encryption=pikepdf.Encryption(owner="o", user="u") if encryption else False)
    return data.getvalue()


def hybrid(pdf):
    """The PDF with its cross-references in two forms at once, as Word writes them."""
    root = re.search(rb"/Root (\d+ 0 R)", pdf)[1]
    size = int(re.findall(rb"/Size (\d+)", pdf)[-1])
    before, at = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1]), len(pdf)
    row = b"\1" + at.to_bytes(4, "big") + b"\0"
    keys = b"<< /Type /XRef /Size %d /W [1 4 1] /Index [%d 1] /Root %s /Length %d >>" % (size + 1, size, root, len(row))
    stream = b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (size, keys, row)
    trailer = b"trailer\n<< /Size %d /Root %s /Prev %d /XRefStm %d >>" % (size + 1, root, before, at)
    end = b"xref\n0 1\n0000000000 65535 f \n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, at + len(stream))
    return pdf + stream + end


def widgets(pdf):
    """Where signatures are seen, by the names of their fields: page, left, top, right, bottom in millimetres."""
    found = {}
    with pikepdf.open(io.BytesIO(pdf)) as whole:
        for number, page in enumerate(whole.pages, 1):
            high = float(page.MediaBox[3])
            for one in page.get("/Annots", ()):
                left, low, right, top = map(float, one.Rect)
                sides = left, high - top, right, high - low
                found[str(one.T)] = (number, *(side / MM for side in sides))
    return found


def seen_words(pdf, folder):
    """The words of page 1 as poppler sees them, signatures too: text, left, top, right, bottom in millimetres."""
    (folder / "seen.pdf").write_bytes(pdf)
    command = ["pdftotext", "-l", "1", "-bbox", folder / "seen.pdf", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.+?)</word>', said)
    return [(html.unescape(text), *(float(one) / MM for one in sides)) for *sides, text in found]


PIN = "246813"
_STORE = """
import pathlib, pkcs11, sys
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate
library, der, label, identity, pin = sys.argv[1:]
with pkcs11.lib(library).get_token(token_label="DU LIEU MAU").open(rw=True, user_pin=pin) as session:
    row = decode_x509_certificate(pathlib.Path(der).read_bytes())
    session.create_object({**row, Attribute.TOKEN: True, Attribute.LABEL: label, Attribute.ID: bytes.fromhex(identity)})
"""


def soft_token():
    """The library of SoftHSM, a token in software; None where it is not installed."""
    places = ("/usr/lib/softhsm", "/usr/lib/x86_64-linux-gnu/softhsm", "/usr/lib64/softhsm", "/usr/local/lib/softhsm")
    found = (Path(one, "libsofthsm2.so") for one in places)
    return next((one for one in found if one.exists() and shutil.which("softhsm2-util")), None)


def token(folder, *kept):
    """A token with these keys and certificates (label, key or None, certificate or None); what its environment is."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    env = {**os.environ, "SOFTHSM2_CONF": str(folder / "softhsm2.conf")}

    def call(*command):
        subprocess.run([*map(str, command)], env=env, check=True, capture_output=True)

    label = ("--token", "DU LIEU MAU", "--pin", PIN)
    call("softhsm2-util", "--init-token", "--free", "--label", label[1], "--pin", PIN, "--so-pin", "135790")
    for number, (name, key, certificate) in enumerate(kept, 1):
        if key:
            (folder / "key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            call("softhsm2-util", "--import", folder / "key", *label, "--label", name, "--id", f"{number:02}")
        if certificate:
            (folder / "der").write_bytes(certificate.public_bytes(Encoding.DER))
            call(sys.executable, "-c", _STORE, soft_token(), folder / "der", name, f"{number:02}", PIN)
    return {"SOFTHSM2_CONF": env["SOFTHSM2_CONF"], "VANBAN_PIN": PIN}
