"""Traces of work in a document: tracked changes, comments, hidden text, controls, ties to elsewhere, macros."""

from collections.abc import Iterable, Iterator, Mapping

from lxml.etree import _Element

from pipeline.archive import Package
from pipeline.view.blocks import chosen
from pipeline.view.document import Trace, Traces
from pipeline.view.measures import switch
from pipeline.view.names import MC, W
from pipeline.view.values import Place

_CHANGES = ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr")
_KINDS: Mapping[object, str] = {
    **{W + tag: "insertions" for tag in ("ins", "cellIns")},
    **{W + tag: "deletions" for tag in ("del", "cellDel")},
    **{f"{W}{tag}Change": "format_changes" for tag in _CHANGES},
    W + "moveFrom": "moved_away",
    W + "moveTo": "moves",
    W + "commentReference": "comments",
    W + "sdt": "controls",
}
_ROWS = (W + "tc", W + "tr", W + "tbl")
_BRANCHES = (MC + "Choice", MC + "Fallback")


def traces(package: Package, roots: Iterable[_Element], places: Mapping[Place, _Element], hidden: Trace) -> Traces:
    """The traces in a package: in the trees of its stories, whose paragraphs stand at these places."""
    by_element: dict[_Element, Place] = {}
    counts: dict[str, int] = {}
    first: dict[str, Place | None] = {}
    for kind, element in _found(roots):
        counts[kind] = counts.get(kind, 0) + 1
        if kind not in first:
            by_element = by_element or {paragraph: place for place, paragraph in reversed([*places.items()])}
            first[kind] = _place(element, by_element)
    for kind in ("moves", "moved_away"):  # a move leaves both, unless one of them is lost
        if counts.get(kind, 0) > counts.get("moves", 0):
            counts["moves"], first["moves"] = counts[kind], first[kind]
    told = {kind: Trace(count, first[kind]) for kind, count in counts.items() if kind != "moved_away"}
    return Traces(**told, hidden=hidden, external=tuple(_external(package)), macros=_has_macros(package))


def _found(roots: Iterable[_Element]) -> Iterator[tuple[str, _Element]]:
    """What leaves a trace in the branches that are read, with its kind."""
    for root in roots:
        for element in root.iter(*map(str, _KINDS)):
            if not all(map(_is_read, element.iterancestors(*_BRANCHES))):
                continue
            kind = _KINDS[element.tag]
            if kind != "controls":
                yield kind, element
            elif not _is_gallery(element):
                yield kind, element
                showing = element.find(f"{W}sdtPr/{W}showingPlcHdr")
                if showing is not None and switch(showing):
                    yield "placeholders", element


def _is_read(branch: _Element) -> bool:
    alternative = branch.getparent()
    return alternative is not None and chosen(alternative) is branch


def _is_gallery(control: _Element) -> bool:
    """Whether a control is what Word puts around page numbers, tables of contents and its other building blocks."""
    properties = control.find(W + "sdtPr")
    return properties is not None and any(properties.find(W + tag) is not None for tag in ("docPartObj", "docPartList"))


def _place(element: _Element, places: Mapping[_Element, Place]) -> Place | None:
    """The paragraph in which an element stands; else the first in it, or in its row or table."""
    for paragraph in element.iterancestors(W + "p"):
        if paragraph in places:
            return places[paragraph]
    for holder in (element, *element.iterancestors(*_ROWS)):
        for paragraph in holder.iter(W + "p"):
            if paragraph in places:
                return places[paragraph]
    return None


def _external(package: Package) -> list[str]:
    kinds: set[str] = set()
    for member in package:
        if member.endswith(".rels"):
            folder, _, base = member.rpartition("_rels/")
            ties = package.relationships(folder + base.removesuffix(".rels"))
            kinds.update(tie.kind for tie in ties if tie.external and tie.kind != "hyperlink")
    return sorted(kinds)


def _has_macros(package: Package) -> bool:
    return any("vbaproject" in name.lower() or "macroenabled" in package.content_type(name).lower() for name in package)
