"""Pictures, sub-documents and links: what needs new parts or relationships takes docxtpl's own path.

The template is opened anew by docxtpl for each document, so that nothing of one document reaches another.
"""

import copy
import io
import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, unquote

from docx import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate, InlineImage, RichText, RichTextParagraph, Subdoc
from lxml import etree

from pipeline.archive import Package, parse_xml, read_package, write_package
from pipeline.template.faults import FaultError, TagError
from pipeline.template.numbering import W
from pipeline.template.places import Place

_ADDRESS = "vanban:"
_NO_PICTURE = (OSError, InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
_LINK = re.compile(r'r:id="([^"]*)"')
_NOTE = (W + "footnote", W + "endnote")
_SIGNATURE = re.compile(rb'(<w:nsid w:val=")([0-9A-Fa-f]+)')


def link_id(address: str) -> str:
    """A link's id for RichText: it carries the address, and becomes a relationship in each document."""
    return _ADDRESS + quote(address, safe="")


class Workshop:
    """One document's own DocxTemplate, with the sub-documents among `values` attached."""

    def __init__(self, package: Package, docx: bytes, values: Iterable[Any]) -> None:
        self._template = package
        self.door = DocxTemplate(io.BytesIO(docx))
        try:
            self.door.render_init()
        except (KeyError, ValueError, AttributeError) as error:  # python-docx wants more than Word does
            fault = FaultError("template-run", reason=f"{type(error).__name__} in python-docx")
            raise TagError(fault, Place(package.main, "body")) from error
        self._attach(values)

    def _attach(self, values: Iterable[Any]) -> None:
        package = self.door.docx.part.package
        self._parts = {str(part.partname).lstrip("/"): part for part in package.iter_parts()}
        subdocs = {id(value): value for value in values if isinstance(value, Subdoc)}
        self._subdocs = {key: self.door.new_subdoc(_standalone(value)) for key, value in subdocs.items()}
        for part in package.image_parts:
            part._image = None  # docxcompose puts one there that cannot tell its size

    def draw(self, value: Any, name: str, kind: str) -> str:
        """The value as XML, its images and addresses being tied to the part `name`."""
        self.door.current_rendering_part = self._parts.get(name)
        if isinstance(value, Subdoc):
            if kind != "body":
                raise FaultError("template-misplaced", type="Subdoc")
            return str(self._subdocs[id(value)])
        if isinstance(value, InlineImage):
            if not hasattr(self.door.current_rendering_part, "new_pic_inline"):
                raise FaultError("template-misplaced", type="InlineImage")
            return self._pictured(value)
        assert isinstance(value, RichText | RichTextParagraph)
        return _LINK.sub(self._tied, value.xml)

    def _pictured(self, value: InlineImage) -> str:
        image = copy.copy(value)
        image.tpl = self.door
        try:
            return str(image)
        except _NO_PICTURE as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise FaultError("template-picture", path=str(value.image_descriptor), reason=reason) from error

    def _tied(self, link: re.Match[str]) -> str:
        if not link[1].startswith(_ADDRESS):
            raise FaultError("template-link")
        address = unquote(link[1].removeprefix(_ADDRESS))
        part = self.door.current_rendering_part
        return f'r:id="{part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}"'

    def members(self) -> dict[str, bytes]:
        """The document's members with what was tied to them; the parts with tags are still the template's."""
        buffer = io.BytesIO()
        self.door.docx.save(buffer)
        members = dict(read_package(buffer.getvalue(), name=self._template.source))
        for name, data in members.items():
            if self._subdocs and _SIGNATURE.search(data):
                members[name] = _with_fixed_signatures(data, self._template.get(name, b""))
        return members


def with_added_notes(rendered: bytes, live: bytes) -> bytes:
    """A rendered part; if it holds notes, with those that sub-documents have added to the template's."""
    root, others = parse_xml(rendered), parse_xml(live)
    known = {note.get(W + "id") for note in root.iterchildren(*_NOTE)}
    added = [note for note in others.iterchildren(*_NOTE) if note.get(W + "id") not in known]
    if not added:
        return rendered
    root.extend(added)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


class Annex(Subdoc):  # type: ignore[misc]  # docxtpl carries no types
    """A sub-document of a Template. One from a file joins a document where that is rendered, and not before."""

    def __init__(self, template: Any, docpath: str | Path | IO[bytes] | None) -> None:
        if docpath is None:
            super().__init__(template)
        else:
            self.tpl = template
            package = read_package(docpath if isinstance(docpath, str | Path) else docpath.read())
            self.docx = self.subdocx = Document(io.BytesIO(write_package(package)))


def _standalone(subdoc: Subdoc) -> io.BytesIO:
    """A sub-document as a file of its own, whichever template it was made with."""
    whole, alone = io.BytesIO(), io.BytesIO()
    subdoc.docx.save(whole)
    if subdoc.docx is subdoc.subdocx:
        return whole
    document = Document(whole)
    body = document.element.body
    for child in body.iterchildren():
        if child.tag != W + "sectPr":
            body.remove(child)
    blocks = [child for child in subdoc.subdocx.element.body if child.tag != W + "sectPr"]
    for place, child in enumerate(blocks):
        body.insert(place, copy.deepcopy(child))
    document.save(alone)
    alone.seek(0)
    return alone


def _with_fixed_signatures(data: bytes, original: bytes) -> bytes:
    """The lists that sub-documents brought along, with signatures that are counted, not drawn by lot."""
    known = {found[2] for found in _SIGNATURE.finditer(original)}
    free = (signature for number in count(1) if (signature := b"%08X" % number) not in known)
    return _SIGNATURE.sub(lambda found: found[0] if found[2] in known else found[1] + next(free), data)
