"""One signature more in a PDF: PAdES, written behind what is there, seen where the decree wants it."""

import io
from collections.abc import Sequence, Set
from datetime import datetime
from itertools import count
from typing import Any

from pkcs11 import PKCS11Error
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, Margins, SimpleBoxLayoutRule
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle

from pipeline.metrics import MM_PER_POINT
from pipeline.problems import UsageError, VanbanError
from pipeline.signing.keys import Key
from pipeline.signing.looks import Look, look_of
from pipeline.signing.reading import is_turned, opened, pages_of, seen, signatures
from pipeline.signing.values import VIETNAM, Signature, Signed
from pipeline.signing.verifying import Trust, verdict

_FIELDS = {"signer": "NguoiKy", "agency": "CoQuan", "annex": "PhuLuc"}
_COPY = "SaoY"
_BARE = 4096  # bytes: more than a signature without certificates takes


def signed(pdf: bytes, signature: Signature, key: Key, now: datetime) -> Signed:
    """The PDF with one signature more; all that it was is its beginning.

    VanbanError where it is no PDF, encrypted, closed to signatures, has this signature already or a broken one, or
    where the page has no place for it. UsageError where the token fails.
    """
    now = now.astimezone(VIETNAM)
    reader = opened(pdf)
    pages = pages_of(pdf)
    _refuse_signed(signatures(reader), key, now)
    look = look_of(pages, list(seen(reader, pages)), signature, key.name, now)
    if is_turned(reader, look.box.page):
        raise VanbanError("sign-page-turned", page=str(look.box.page))
    height = pages.pages[look.box.page - 1].height
    field = _FIELDS.get(signature.role, _COPY)
    return Signed(_written(pdf, look, height, field, key, now=now), look.notices)


def signed_by(pdf: bytes, key: Key) -> bool:
    """Whether one of the signatures in a PDF is of this key's certificate. VanbanError where it cannot be read."""
    own = key.signer.signing_cert.dump()
    return any(one.signer_cert.dump() == own for one in signatures(opened(pdf)))


def _refuse_signed(present: Sequence[Any], key: Key, now: datetime) -> None:
    for one in present:
        found = verdict(one, Trust(), now)
        if not found.whole:
            raise VanbanError("sign-broken", name=found.name)
        if one.signer_cert.dump() == key.signer.signing_cert.dump():
            raise VanbanError("sign-twice", name=key.name)


class _Signer(PdfSigner):
    """pyHanko's, which takes the time from whoever calls, not from a clock of its own."""

    now: datetime

    def init_signing_session(self, *arguments: Any, **options: Any) -> Any:
        session = super().init_signing_session(*arguments, **options)
        session.system_time = self.now
        return session


def _written(pdf: bytes, look: Look, height: float, field: str, key: Key, *, now: datetime) -> bytes:
    """The PDF with the signature behind it, on a page `height` millimetres high."""
    box = look.box
    corners: Any = tuple(one / MM_PER_POINT for one in (box.left, height - box.bottom, box.right, height - box.top))
    no_margins = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0))
    style = StaticStampStyle(0, background=look.content, background_layout=no_margins, background_opacity=1.0)
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf), strict=False)
        name = _new_field(field, {one[0] for one in enumerate_sig_fields(writer)})
        said = PdfSignatureMetadata(name, name=key.name, subfilter=SigSeedSubFilter.PADES, md_algorithm="sha256")
        place = SigFieldSpec(name, on_page=box.page - 1, box=corners)
        signer = _Signer(said, key.signer, stamp_style=style, new_field_spec=place)
        signer.now = now
        data: bytes = signer.sign_pdf(writer, bytes_reserved=_reserved(key)).getvalue()
    except PKCS11Error as error:
        raise UsageError("token-library", reason=str(error) or type(error).__name__) from error
    except SigningError as error:
        raise VanbanError("sign-closed") from error
    except VanbanError:
        raise
    except Exception as error:
        raise VanbanError("not-pdf") from error
    return data


def _reserved(key: Key) -> int:
    """Room for the signature in hexadecimal digits; to find out by signing once for nothing would cost a sixth more."""
    certificates = {one.dump() for one in (key.signer.signing_cert, *key.signer.cert_registry)}
    return 2 * (_BARE + sum(map(len, certificates)))


def _new_field(name: str, taken: Set[str]) -> str:
    numbered = (f"{name}{number}" for number in count(2))
    return name if name not in taken else next(one for one in numbered if one not in taken)
