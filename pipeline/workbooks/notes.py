"""Comments of cells (ECMA-376, Part 1, 18.7): ours are put in, below those of others, and taken away again.

Our part of a comment begins with a line of its own, so that it is known whichever program has saved the file since.
"""

import re
from collections.abc import Mapping

from lxml import etree

from pipeline.workbooks.boxes import add_boxes, has_boxes, new_boxes, without_boxes
from pipeline.workbooks.parts import Element, Parts, child, namespace, new_root
from pipeline.workbooks.sheet import Sheet
from pipeline.workbooks.texts import put_text

AUTHOR = "Vanban"
_HEADING = "▼ Vanban"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BOXES_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)")


class Notes:
    """The comments of one sheet. Changes are put into the package by `put`."""

    def __init__(self, parts: Parts, part: str, sheet: Sheet) -> None:
        self._parts, self._part, self._sheet = parts, part, sheet
        ties = parts.ties(part)
        self._tie = next((tie for tie in ties if tie.kind == "comments" and tie.target in parts), None)
        drawing = sheet.frame.find(sheet.main + "legacyDrawing")
        id = "" if drawing is None else drawing.get(f"{{{parts.relationships}}}id", "")
        self._boxes_tie = next((tie for tie in ties if tie.id == id and tie.target in parts), None)
        self._boxes = parts[self._boxes_tie.target] if self._boxes_tie else b""
        self._root = parts.xml(self._tie.target) if self._tie else new_root(sheet.main, "comments")
        self._main = namespace(self._root)
        self._authors, self._list = (child(self._root, self._main + name) for name in ("authors", "commentList"))

    def take_away(self) -> bool:
        """Take our words away, and the comments that say nothing else; whether there were any."""
        gone: set[str] = set()
        found = False
        for comment in self._comments():
            if not _without_ours(comment, self._main):
                continue
            found = True
            if not any(str(said).strip() for text in comment.iter(f"{self._main}text") for said in text.itertext()):
                self._list.remove(comment)
                gone.add(comment.get("ref", ""))
        if gone:
            self._boxes = without_boxes(self._boxes, {_place(address) for address in gone})
        return found

    def add(self, texts: Mapping[str, str]) -> None:
        """Put our words to cells, by their addresses."""
        there = {comment.get("ref", ""): comment for comment in self._comments()}
        new = {address: text for address, text in texts.items() if address not in there}
        for address, text in texts.items():
            comment = there[address] if address in there else self._new(address)
            _write(comment, text, self._main, below=address in there)
        self._boxes = add_boxes(
            self._boxes or new_boxes(), {_place(address): text for address, text in new.items()}, _widths(self._sheet)
        )

    def put(self) -> None:
        """Put the comments into the package; parts that have become empty are dropped."""
        if self._comments():
            self._keep(_KIND)
        elif self._tie:
            self._parts.drop(self._tie.target)
            self._parts.untie(self._part, self._tie.id)
        if has_boxes(self._boxes):
            self._keep_boxes()
        elif self._boxes_tie:
            self._parts.drop(self._boxes_tie.target)
            self._parts.untie(self._part, self._boxes_tie.id)
            for drawing in self._sheet.all("legacyDrawing"):
                self._sheet.frame.remove(drawing)

    def _keep(self, kind: str) -> None:
        if self._tie:
            self._parts.put(self._tie.target, self._root)
            return
        name = self._parts.new_name("xl/comments{}.xml")
        self._parts.put(name, self._root, kind)
        self._parts.tie(self._part, "comments", name)

    def _keep_boxes(self) -> None:
        if self._boxes_tie:
            self._parts.put(self._boxes_tie.target, self._boxes)
            return
        name = self._parts.new_name("xl/drawings/vmlDrawing{}.vml")
        self._parts.put(name, self._boxes)
        self._parts.kind_of_extension("vml", _BOXES_KIND)
        for drawing in self._sheet.all("legacyDrawing"):  # it led nowhere
            self._sheet.frame.remove(drawing)
        drawing = self._sheet.new("legacyDrawing")
        drawing.set(f"{{{self._parts.relationships}}}id", self._parts.tie(self._part, "vmlDrawing", name))

    def _comments(self) -> list[Element]:
        return list(self._root.iter(f"{self._main}comment"))

    def _new(self, address: str) -> Element:
        names = [author.text for author in self._authors]
        if AUTHOR not in names:
            etree.SubElement(self._authors, f"{self._main}author").text = AUTHOR
            names.append(AUTHOR)
        return etree.SubElement(self._list, f"{self._main}comment", ref=address, authorId=str(names.index(AUTHOR)))


def _write(comment: Element, words: str, main: str, *, below: bool) -> None:
    """Put our heading and our words behind what the comment says."""
    text = comment.find(f"{main}text")
    if text is None:
        text = etree.SubElement(comment, f"{main}text")
    plain = text.find(f"{main}t")
    if plain is not None:  # a text without runs takes none behind it
        run = etree.Element(f"{main}r")
        run.append(plain)
        text.insert(0, run)
    start = "\n" if below else ""
    for said, bold in ((f"{start}{_HEADING}\n", True), (words, False)):
        run = etree.SubElement(text, f"{main}r")
        looks = etree.SubElement(run, f"{main}rPr")
        if bold:
            etree.SubElement(looks, f"{main}b")
        etree.SubElement(looks, f"{main}sz", val="11")
        etree.SubElement(looks, f"{main}rFont", val="Times New Roman")
        put_text(etree.SubElement(run, f"{main}t"), said)


def _without_ours(comment: Element, main: str) -> bool:
    """Cut a comment where our words begin; whether there are any."""
    found = False
    for text in comment.findall(f"{main}text"):
        for part in list(text):
            holder = part.find(f"{main}t") if part.tag == f"{main}r" else part
            said = "" if holder is None else holder.text or ""
            if holder is not None and not found and _HEADING in said:
                found = True
                put_text(holder, said.partition(_HEADING)[0].rstrip())
                if not holder.text:
                    text.remove(part)
            elif found:
                text.remove(part)
    return found


def _place(address: str) -> tuple[int, int]:
    """A cell's row and column, both counted from 0."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return -1, -1
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _widths(sheet: Sheet) -> dict[int, float]:
    """The widths of the columns, counted from 0, that have one of their own: in characters."""
    widths: dict[int, float] = {}
    for column in sheet.frame.iter(f"{sheet.main}col"):
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        hidden = column.get("hidden") in ("1", "true")
        width = 0.0 if hidden else float(column.get("width", "9"))
        widths |= dict.fromkeys(range(first - 1, min(last, first + 256)), width)
    return widths
