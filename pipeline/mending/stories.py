"""Headers and footers: found as Word finds them, and made, with their content type and their tie."""

import posixpath
import re
from copy import deepcopy

from lxml import etree
from lxml.etree import _Element

from pipeline.archive import parse_xml
from pipeline.mending.draft import Draft
from pipeline.mending.letters import fields, letters
from pipeline.mending.markup import insert, paragraphs
from pipeline.view.names import R, W
from pipeline.view.values import StoryKind, Variant

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_TIES = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOTS = {"header": "hdr", "footer": "ftr"}
# Marks that may stand once in a document.
_MARKS = tuple(W + tag for tag in ("bookmarkStart", "bookmarkEnd"))
_SHAPES = (f"{W}drawing", f"{W}pict", f"{W}object")
_PARA_ID = re.compile(r"\{http://schemas\.microsoft\.com/office/word/20\d\d/wordml\}(?:paraId|textId)")


def story(draft: Draft, section: int, kind: StoryKind, variant: Variant) -> str:
    """The member that a section shows: its own or the one that it takes over; "" where there is none."""
    ties = _ties(draft)
    for end in reversed(draft.traced.ends[:section]):
        for reference in end.iterchildren(f"{W}{kind}Reference"):
            if reference.get(W + "type", "default") == variant:
                return ties.get(reference.get(R + "id", ""), "")
    return ""


def has_content(root: _Element) -> bool:
    """Whether a header or footer shows something besides the page number."""
    for paragraph in paragraphs(root):
        numbers = {one for span in fields(paragraph) if span.name == "PAGE" for one in span.elements}
        inner = {part for one in numbers for part in one.iter()}
        if any(not letter.char.isspace() and letter.node not in inner for letter in letters(paragraph)):
            return True
    return next(root.iter(*_SHAPES), None) is not None


def add_story(draft: Draft, section: int, kind: StoryKind, variant: Variant, like: str = "") -> _Element:
    """A new header or footer for a section: empty, or a copy of the member `like` with what that is tied to."""
    package = draft.traced.parts.package
    folder = posixpath.dirname(package.main)
    taken = {name.lower() for name in (*package, *draft.trees)}
    number = next(n for n in range(1, len(taken) + 2) if posixpath.join(folder, f"{kind}{n}.xml").lower() not in taken)
    name = posixpath.join(folder, f"{kind}{number}.xml")
    source = draft.tree(like) if like else None
    if source is None:
        root = etree.Element(W + _ROOTS[kind], nsmap={"w": W[1:-1], "r": R[1:-1]})
        etree.SubElement(root, W + "p")
    else:
        root = deepcopy(source)
        _forget_marks(root)
        if (ties := draft.tree(_rels(like))) is not None:
            draft.trees[_rels(name)] = deepcopy(ties)
    draft.trees[name] = root
    types = draft.tree("[Content_Types].xml")
    assert types is not None
    etree.SubElement(types, _TYPES + "Override", PartName=f"/{name}", ContentType=f"{_WORD}.{kind}+xml")
    identifier = _tie(draft, kind, posixpath.relpath(name, folder or "."))
    reference = etree.Element(f"{W}{kind}Reference")
    reference.set(W + "type", variant)
    reference.set(R + "id", identifier)
    insert(draft.end(section), reference)
    return root


def _tie(draft: Draft, kind: StoryKind, target: str) -> str:
    """A new tie of the main part; its id."""
    name = _rels(draft.traced.parts.package.main)
    ties = draft.tree(name)
    if ties is None:
        ties = draft.trees[name] = parse_xml(f'<Relationships xmlns="{_TIES[1:-1]}"/>')
    taken = {one.get("Id", "").lower() for one in ties}
    identifier = next(f"rId{n}" for n in range(1, len(taken) + 2) if f"rid{n}" not in taken)
    etree.SubElement(ties, _TIES + "Relationship", Id=identifier, Type=f"{R[1:-1]}/{kind}", Target=target)
    return identifier


def _ties(draft: Draft) -> dict[str, str]:
    """The members that the main part is tied to, by id, those made just now among them."""
    main = draft.traced.parts.package.main
    found = {tie.id: tie.target for tie in draft.traced.parts.package.relationships(main) if not tie.external}
    ties = draft.tree(_rels(main))
    for one in ties if ties is not None else ():
        if (identifier := one.get("Id", "")) not in found and one.get("TargetMode") != "External":
            found[identifier] = posixpath.join(posixpath.dirname(main), one.get("Target", ""))
    return found


def _rels(name: str) -> str:
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _forget_marks(root: _Element) -> None:
    for mark in list(root.iter(*_MARKS)):
        if (holder := mark.getparent()) is not None:
            holder.remove(mark)
    for one in root.iter():
        for name in [key for key in one.attrib if _PARA_ID.fullmatch(str(key))]:
            del one.attrib[name]
