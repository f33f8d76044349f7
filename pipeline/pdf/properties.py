"""What a PDF says of itself: its document properties, and the same as XMP."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from pipeline.archive import Package

if TYPE_CHECKING:
    from pipeline.components import Anatomy, Part

_CORE, _DC = "docProps/core.xml", "{http://purl.org/dc/elements/1.1/}"
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*số\s*:?\s*", re.IGNORECASE)
_ANNEX_SAYS = ("annex_label", "annex_title", "annex_note")
_OF_NOTE, _BY_NOTE = re.compile(r"\bsố:?\s*(\d+\s*/\s*\S+)", re.IGNORECASE), re.compile(r"\bcủa\s+(.+)$")
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # for XML

PRODUCER = "LibreOffice, Vanban"


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of a PDF, empty where there are none; `date` is an ISO date. There is no clock in them."""

    title: str = ""
    subject: str = ""
    author: str = ""
    number: str = ""
    date: str = ""

    def info(self) -> dict[str, str]:
        """The document information dictionary."""
        day = f"D:{self.date.replace('-', '')}000000+07'00'" if self.date else ""
        rows = {
            "/Title": self.title,
            "/Subject": self.subject,
            "/Author": self.author,
            "/Keywords": self.number,
            "/CreationDate": day,
            "/ModDate": day,
            "/Producer": PRODUCER,
        }
        return {key: value for key, value in rows.items() if value}

    def xmp(self, *, archival: bool) -> bytes:
        """The same as an XMP packet, which claims PDF/A-2b where it is `archival`."""
        day = f"{self.date}T00:00:00+07:00" if self.date else ""
        rows = [
            ("dc:format", "application/pdf"),
            (
                "dc:title",
                self.title and f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(self.title)}</rdf:li></rdf:Alt>',
            ),
            (
                "dc:description",
                self.subject and f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(self.subject)}</rdf:li></rdf:Alt>',
            ),
            ("dc:creator", self.author and f"<rdf:Seq><rdf:li>{_text(self.author)}</rdf:li></rdf:Seq>"),
            ("dc:identifier", _text(self.number)),
            ("dc:date", self.date and f"<rdf:Seq><rdf:li>{self.date}</rdf:li></rdf:Seq>"),
            ("pdf:Keywords", _text(self.number)),
            ("pdf:Producer", _text(PRODUCER)),
            ("xmp:CreateDate", day),
            ("xmp:ModifyDate", day),
            ("pdfaid:part", "2" if archival else ""),
            ("pdfaid:conformance", "B" if archival else ""),
        ]
        said = "\n".join(f"<{name}>{value}</{name}>" for name, value in rows if value)
        return _PACKET.format(said=said).encode()


def own_properties(package: Package) -> Properties:
    """What the Word file says of itself."""
    if _CORE not in package:
        return Properties()
    core = package.xml(_CORE)
    title, subject, author = (_clean(core.findtext(_DC + name) or "") for name in ("title", "subject", "creator"))
    return Properties(title, subject, author)


def issued_properties(docx: bytes, name: str = "") -> Properties:
    """What its page says: kind and what it is about, issuer, number, date. PackageError where it cannot be read."""
    from pipeline.components import identify, kind_name
    from pipeline.view import read

    anatomy = identify(read(docx, name=name))
    if anatomy.kind == "annex" and anatomy.annexes:
        return _annex(anatomy.annexes[0])
    about = _said(anatomy, "subject", "letter_subject")
    about = re.sub(r"^v\s*/\s*v\s+", "", about, flags=re.IGNORECASE)
    kind = "" if anatomy.kind == "unknown" else kind_name(anatomy.kind)
    dated = _DATE.search(_said(anatomy, "place_date"))
    number = _NUMBER.sub("", _said(anatomy, "number"))
    return Properties(
        title=" ".join(filter(None, (kind, about))),
        subject=about,
        author=_said(anatomy, "issuer"),
        number=number if re.match(r"\d", number) else "",
        date=_iso(dated),
    )


def _annex(parts: Sequence["Part"]) -> Properties:
    """Its title; number, date and issuer of the document that it says to come with (R174)."""
    said = {key: _clean(" ".join(part.paragraph.text for part in parts if part.key == key)) for key in _ANNEX_SAYS}
    note = said["annex_note"].lstrip("(").partition(")")[0]
    number, dated, issuer = _OF_NOTE.search(note), _DATE.search(note), _BY_NOTE.search(note)
    return Properties(
        title=" ".join(filter(None, (said["annex_label"], said["annex_title"]))),
        subject=said["annex_title"],
        author=issuer[1] if issuer else "",
        number=number[1] if number else "",
        date=_iso(dated),
    )


def _iso(dated: re.Match[str] | None) -> str:
    return f"{dated[3]}-{int(dated[2]):02}-{int(dated[1]):02}" if dated else ""


def _said(anatomy: "Anatomy", *keys: str) -> str:
    return _clean(" ".join(part.paragraph.text for part in anatomy.of(*keys)))


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", _UNFIT.sub("", text)).split())


def _text(text: str) -> str:
    return escape(text, quote=False)


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
{said}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
