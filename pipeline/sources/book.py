"""An .xlsx as its parts lie in it (ECMA-376, Part 1, 18.2): the sheets by name, and what their cells refer to."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Self

from pipeline.sources.markup import Attributes, SharedTexts, elements
from pipeline.sources.outline import layout_of
from pipeline.sources.rows import STRETCH
from pipeline.sources.serials import EPOCH, EPOCH_1904
from pipeline.sources.sheet import Meanings, sheet_rows
from pipeline.sources.sheets import Layout, RawRow
from pipeline.sources.styles import Styles, styles_of

# What a formula of the workbook may take values from: parts by the kind of their relationship.
_OUTSIDE = ("externalLink", "connections")
_ROW_END, _ENDS = b"</row>", b"row>"
# A cell that says something for sure: a number, or a text of its own that begins with a letter or a digit. A boolean
# may be shown as nothing, and a shared text be empty.
_PLAIN = re.compile(rb'<c(?: r="\w+")?(?: s="\w+")?(?:(?: t="n")?><v>\w| t="inlineStr"><is><t>[^\W_])')


class Book:
    """A workbook that is open: `sheets` gives the part of each worksheet by its name, in the order of their tabs.

    `hidden` names those whose tabs do not show. `macros` and `outside` say whether there are macros, and links to other
    files, programs or databases; neither is followed. Whatever it does may raise one of DAMAGE.
    """

    def __init__(self, path: Path) -> None:
        self._package = zipfile.ZipFile(path)
        # names of parts are alike in either case (ECMA-376, Part 2, 6.2.2); some programs write them with \\
        self._members = {name.replace("\\", "/").lower(): name for name in self._package.namelist()}
        try:
            (workbook,) = (part for kind, part in self._ties("").values() if kind == "officeDocument")
            ties = self._ties(workbook)
            self._parts = dict(ties.values())
            self.macros = "vbaProject" in self._parts
            self.outside = any(kind in self._parts for kind in _OUTSIDE)
            self.sheets: dict[str, str] = {}
            self.hidden: set[str] = set()
            self._epoch = EPOCH
            for name, attributes in self._elements(workbook):
                if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                    self._epoch = EPOCH_1904
                elif name == "sheet":
                    id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                    kind, part = ties.get(id, ("", ""))
                    if kind == "worksheet":  # and not a sheet that is all chart
                        self.sheets[attributes["name"]] = part
                        if attributes.get("state", "visible") != "visible":
                            self.hidden.add(attributes["name"])
        except BaseException:
            self._package.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._package.close()

    def rows(self, sheet: str) -> Iterator[RawRow]:
        """The rows of a sheet that hold something."""
        with ExitStack() as streams:
            texts = None
            if "sharedStrings" in self._parts:
                texts = streams.enter_context(self._open(self._parts["sharedStrings"]))
            cells = streams.enter_context(self._open(self.sheets[sheet]))
            yield from sheet_rows(cells, Meanings(SharedTexts(texts), self._styles(), self._epoch))

    def layout(self, sheet: str) -> Layout:
        """The merged cells of a sheet and its hidden columns."""
        with self._open(self.sheets[sheet]) as cells:
            return layout_of(cells)

    def stretches(self, sheet: str) -> Iterator[tuple[int, int]]:
        """How many rows with something in them each stretch of a sheet has, at least and at most.

        At least: those with a cell that is plain to see in the bytes. At most: as many as there are ends of such
        elements, whatever their prefix.
        """
        with self._open(self.sheets[sheet]) as cells:
            before = rest = b""
            while stretch := cells.read(STRETCH):
                ends = (before + stretch).count(_ENDS)
                before = stretch[1 - len(_ENDS) :]
                *rows, rest = (rest[-STRETCH:] + stretch).split(_ROW_END)
                yield sum(map(bool, map(_PLAIN.search, rows))), ends

    def _open(self, part: str) -> IO[bytes]:
        return self._package.open(self._members.get(part.lower(), part))

    def _styles(self) -> Styles:
        return styles_of(self._elements(self._parts["styles"]) if "styles" in self._parts else ())

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
        with self._open(part) as stream:
            yield from elements(stream)
