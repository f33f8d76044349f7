"""What a Word file is made of: members, their content types and their relationships."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from pipeline.problems import PackageError, Where

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may unpack to: bytes, except `members` (a count) and `ratio` (unpacked to packed).

    The ratio counts from `free` bytes on: small members of white space may shrink as they like.
    """

    file: int = 64 << 20
    total: int = 256 << 20
    members: int = 4096
    ratio: int = 200
    free: int = 1 << 20


class Member(NamedTuple):
    """One file of the ZIP: `data` and its `crc`; `packed` as it lies (`method` 0 stored, 8 deflated)."""

    name: str
    data: bytes
    packed: bytes
    method: int
    crc: int


class Relationship(NamedTuple):
    """A tie from one part to another: `kind` is the last word of its type, such as "header".

    `target` is a member's name, or the address as it stands where the tie is external.
    """

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, eq=False)
class Package(Mapping[str, bytes]):
    """The members of a file by name, in the file's order. `source` names the file in messages."""

    source: str
    members: Mapping[str, Member]

    def __getitem__(self, name: str) -> bytes:
        return self.members[name].data

    def __iter__(self) -> Iterator[str]:
        return iter(self.members)

    def __len__(self) -> int:
        return len(self.members)

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by part name and by extension, both in lower case."""
        if CONTENT_TYPES not in self.members:
            raise PackageError("package-no-document", Where(self.source))
        root = self.xml(CONTENT_TYPES)
        parts = {row.get("PartName", "").lower(): row for row in root.iter(_TYPES + "Override")}
        extensions = {row.get("Extension", "").lower(): row for row in root.iter(_TYPES + "Default")}
        return _content_types(parts), _content_types(extensions)

    def content_type(self, name: str) -> str:
        """The declared content type of a member; empty where none is."""
        parts, extensions = self._types
        return parts.get("/" + name.lower()) or extensions.get(name.rpartition(".")[2].lower(), "")

    def xml(self, name: str) -> etree._Element:
        """A member's root element. Raises PackageError where it is not sound XML."""
        return parse_xml(self[name], name, self.source)

    def relationships(self, name: str = "") -> tuple[Relationship, ...]:
        """The ties of a part, or of the package itself; none where it has no relationships member."""
        folder, base = posixpath.split(name)
        member = posixpath.join(folder, "_rels", base + ".rels")
        if member not in self.members:
            return ()
        return tuple(_relationship(element, folder) for element in self.xml(member).iter(_RELATIONSHIP))

    @cached_property
    def main(self) -> str:
        """The name of the main document's member. Raises PackageError where there is none."""
        for tie in self.relationships():
            if tie.kind == "officeDocument" and tie.target in self.members:
                return tie.target
        raise PackageError("package-no-document", Where(self.source))


def _content_types(rows: Mapping[str, etree._Element]) -> dict[str, str]:
    return {key: row.get("ContentType", "") for key, row in rows.items()}


def _relationship(element: etree._Element, folder: str) -> Relationship:
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external)


def parse_xml(data: bytes | str, name: str = "", source: str = "") -> etree._Element:
    """The root of an XML text: no document type, no entities, nothing fetched, bounded depth and length.

    Raises PackageError, naming `name` within `source`.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in (data if isinstance(data, bytes) else data.encode("utf-8", "replace")):
            raise PackageError("package-doctype", Where(source), member=name) from error
        raise PackageError("package-xml", Where(source), member=name, reason=str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackageError("package-doctype", Where(source), member=name)
    return root
