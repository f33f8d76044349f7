"""An .xlsx as its parts lie in it (ECMA-376, Part 1, 18.2): the sheets by name, and what their cells refer to."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from pipeline.sources.markup import Attributes, SharedTexts, elements, shared_texts
from pipeline.sources.rows import STRETCH
from pipeline.sources.serials import EPOCH, EPOCH_1904, Shape, shape_of
from pipeline.sources.sheet import Meanings, sheet_rows

_ROW_END, _ENDS = b"</row>", b"row>"
# A cell that says something for sure: a number, or a text of its own that begins with a letter or a digit. A boolean
# may be shown as nothing, and a shared text be empty.
_PLAIN = re.compile(rb'<c(?: r="\w+")?(?: s="\w+")?(?:(?: t="n")?><v>\w| t="inlineStr"><is><t>[^\W_])')
_CONTAINERS = ("numFmts", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")  # of a part with styles


class Book:
    """A workbook that is open: `sheets` gives the part of each worksheet by its name, in the order of their tabs.

    Whatever it does may raise one of DAMAGE.
    """

    def __init__(self, path: Path) -> None:
        self._package = zipfile.ZipFile(path)
        try:
            (workbook,) = (part for kind, part in self._ties("").values() if kind == "officeDocument")
            ties = self._ties(workbook)
            self._parts = dict(ties.values())
            self.sheets: dict[str, str] = {}
            self._epoch = EPOCH
            for name, attributes in self._elements(workbook):
                if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                    self._epoch = EPOCH_1904
                elif name == "sheet":
                    id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                    kind, part = ties.get(id, ("", ""))
                    if kind == "worksheet":  # and not a sheet that is all chart
                        self.sheets[attributes["name"]] = part
        except BaseException:
            self._package.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._package.close()

    def rows(self, sheet: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of a sheet that hold something: the number of each, and its texts from column A on."""
        with ExitStack() as streams:
            texts: Iterator[str] = iter(())
            if "sharedStrings" in self._parts:
                texts = shared_texts(streams.enter_context(self._package.open(self._parts["sharedStrings"])))
            cells = streams.enter_context(self._package.open(self.sheets[sheet]))
            yield from sheet_rows(cells, Meanings(SharedTexts(texts), self._shapes(), self._epoch))

    def stretches(self, sheet: str) -> Iterator[tuple[int, int]]:
        """How many rows with something in them each stretch of a sheet has, at least and at most.

        At least: those with a cell that is plain to see in the bytes. At most: as many as there are ends of such
        elements, whatever their prefix.
        """
        with self._package.open(self.sheets[sheet]) as cells:
            before = rest = b""
            while stretch := cells.read(STRETCH):
                ends = (before + stretch).count(_ENDS)
                before = stretch[1 - len(_ENDS) :]
                *rows, rest = (rest[-STRETCH:] + stretch).split(_ROW_END)
                yield sum(map(bool, map(_PLAIN.search, rows))), ends

    def _shapes(self) -> dict[str, Shape]:
        """The numbers of the cell styles that show a number as a date or a duration."""
        codes: dict[str, str] = {}
        styles: list[str] = []
        container = ""
        if "styles" in self._parts:
            for name, attributes in self._elements(self._parts["styles"]):
                if name in _CONTAINERS:
                    container = name
                elif name == "numFmt" and container == "numFmts":
                    codes[attributes["numFmtId"]] = attributes["formatCode"]
                elif name == "xf" and container == "cellXfs":
                    styles.append(attributes.get("numFmtId", "0"))
        shapes = {str(index): shape_of(int(id), codes.get(id)) for index, id in enumerate(styles)}
        return {style: shape for style, shape in shapes.items() if shape}

    def _ties(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to by id: the kind of each relationship and the part that it leads to."""
        folder, _, name = part.rpartition("/")
        ties: dict[str, tuple[str, str]] = {}
        for element, tie in self._elements(posixpath.join(folder, "_rels", f"{name}.rels")):
            if element == "Relationship" and tie.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, tie["Target"]))
                ties[tie["Id"]] = (posixpath.basename(tie["Type"]), target.removeprefix("/"))
        return ties

    def _elements(self, part: str) -> Iterator[tuple[str, Attributes]]:
        with self._package.open(part) as stream:
            yield from elements(stream)
