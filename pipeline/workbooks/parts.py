"""A workbook's package while it is being changed (ECMA-376, Part 2): parts come and go, the others stay as they lie."""

import posixpath
import re
from typing import NamedTuple

from lxml import etree

from pipeline.archive import Member, Package, parse_xml, repacked
from pipeline.archive.package import CONTENT_TYPES
from pipeline.problems import PackageError, Where

Element = etree._Element

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TIES = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELS = "application/vnd.openxmlformats-package.relationships+xml"
_GONE = Member("", b"", b"", 0, 0)


class Tie(NamedTuple):
    """A part's tie to another: `kind` is the last word of its type, `target` the member's name."""

    id: str
    kind: str
    target: str


class Parts:
    """The parts of a package by name, to be read, put and dropped; `packed` gives the whole file.

    `main` is the name of the workbook's part. Raises PackageError where a part that is asked for is not there or is
    not sound XML.
    """

    def __init__(self, package: Package) -> None:
        self._members: dict[str, Member] = dict(package.members)
        self._changed: dict[str, bytes] = {}
        self._source = package.source
        self.main = package.main
        start = next(row for row in self.xml("_rels/.rels") if row.get("Type", "").endswith("/officeDocument"))
        self._kinds = start.get("Type", "").rpartition("/")[0]  # Strict workbooks have kinds of their own

    @property
    def relationships(self) -> str:
        """The namespace of ids that elements of the workbook's parts refer to."""
        return self._kinds

    def __contains__(self, name: str) -> bool:
        return name in self._changed or name in self._members

    def __getitem__(self, name: str) -> bytes:
        if name in self._changed:
            return self._changed[name]
        if name not in self._members:
            raise PackageError("package-damaged", Where(self._source))
        return self._members[name].data

    def xml(self, name: str) -> Element:
        """A part's root element."""
        return parse_xml(self[name], name, self._source)

    def put(self, name: str, content: bytes | Element, kind: str = "") -> None:
        """Put a part in its place; `kind` is the content type of a new one, or of one that changes it."""
        if name in self._members:
            self._members[name] = _GONE._replace(name=name)  # it keeps its place in the file
        self._changed[name] = content if isinstance(content, bytes) else serialised(content)
        if kind:
            types = self.xml(CONTENT_TYPES)
            for row in self._overrides(types, name):
                types.remove(row)
            etree.SubElement(types, _TYPES + "Override", PartName=f"/{name}", ContentType=kind)
            self.put(CONTENT_TYPES, types)

    def drop(self, name: str) -> None:
        """Take a part away, and its own ties with it."""
        types = self.xml(CONTENT_TYPES)
        for gone in (name, _rels_of(name)):
            self._members.pop(gone, None)
            self._changed.pop(gone, None)
            for row in self._overrides(types, gone):
                types.remove(row)
        self.put(CONTENT_TYPES, types)

    def kind_of_extension(self, extension: str, kind: str) -> None:
        """Say of what content type the parts with an extension are, unless that is said already."""
        types = self.xml(CONTENT_TYPES)
        if not any(row.get("Extension", "").lower() == extension for row in types.iter(_TYPES + "Default")):
            types.insert(0, etree.Element(_TYPES + "Default", Extension=extension, ContentType=kind))
            self.put(CONTENT_TYPES, types)

    def ties(self, part: str) -> tuple[Tie, ...]:
        """The ties of a part to other parts of the package."""
        if _rels_of(part) not in self:
            return ()
        folder = posixpath.dirname(part)
        return tuple(
            Tie(row.get("Id", ""), row.get("Type", "").rpartition("/")[2], _target(folder, row.get("Target", "")))
            for row in self.xml(_rels_of(part)).iter(_TIES + "Relationship")
            if row.get("TargetMode") != "External"
        )

    def tie(self, part: str, kind: str, target: str) -> str:
        """Tie a part to another, and give the tie's id."""
        name = _rels_of(part)
        rows = self.xml(name) if name in self else new_root(_TIES, "Relationships")
        taken = {row.get("Id") for row in rows}
        id = next(id for id in (f"rId{number}" for number in range(1, len(taken) + 2)) if id not in taken)
        etree.SubElement(rows, _TIES + "Relationship", Id=id, Type=f"{self._kinds}/{kind}", Target=f"/{target}")
        self.put(name, rows)
        self.kind_of_extension("rels", _RELS)
        return id

    def untie(self, part: str, id: str) -> None:
        """Take a tie away; that to which it led stays."""
        rows = self.xml(_rels_of(part))
        for row in [row for row in rows if row.get("Id") == id]:
            rows.remove(row)
        self.put(_rels_of(part), rows)

    def new_name(self, pattern: str) -> str:
        """The first name that no part has, in whatever case: `xl/comments{}.xml` -> `xl/comments3.xml`."""
        taken = {name.lower() for name in (*self._members, *self._changed)}
        number = 1
        while pattern.format(number).lower() in taken:
            number += 1
        return pattern.format(number)

    def packed(self) -> bytes:
        """The whole file; parts that were not put lie as they lay."""
        return repacked(Package(self._source, self._members), self._changed)

    def _overrides(self, types: Element, name: str) -> list[Element]:
        wanted = f"/{name}".lower()
        return [row for row in types.iter(_TYPES + "Override") if row.get("PartName", "").lower() == wanted]


def new_root(main: str, name: str) -> Element:
    """A new root element in the namespace `main`, which needs no prefix there."""
    return etree.fromstring(f'<{name} xmlns="{main[1:-1]}"/>')


def serialised(root: Element) -> bytes:
    """A part of this root element, in UTF-8."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def namespace(root: Element) -> str:
    """The namespace of an element in braces, as the names of its kin begin."""
    found = re.match(r"\{.*?\}", str(root.tag))
    return found[0] if found else ""


def child(parent: Element, name: str) -> Element:
    """The child of that name; a new one, behind the others, where there is none."""
    found = parent.find(name)
    return etree.SubElement(parent, name) if found is None else found


def put_in_order(parent: Element, new: Element, order: str) -> None:
    """Put a child where a sequence of a schema asks for it: before the first that comes later in `order`.

    What is not named in the order is taken to come last.
    """
    places = {name: index for index, name in enumerate(order.split())}
    place = places[etree.QName(new).localname]
    for index, other in enumerate(parent):
        if isinstance(other.tag, str) and places.get(etree.QName(other).localname, len(places)) > place:
            parent.insert(index, new)
            return
    parent.append(new)


def _rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _target(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
