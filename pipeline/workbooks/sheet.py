"""A worksheet's part as what stands around its cells, and the cells, whose bytes nobody touches."""

import re

from lxml import etree

from pipeline.archive import parse_xml
from pipeline.problems import PackageError, Where
from pipeline.workbooks.parts import Element, namespace, put_in_order, serialised

_CELLS = re.compile(rb"<((?:[\w.-]+:)?)sheetData(?:\s[^>]*)?>")
_DECLARED = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# ECMA-376, Part 1, 18.3.1.99: the children of a worksheet in their order.
_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls "
    "webPublishItems tableParts extLst"
)


class Sheet:
    """A worksheet: `frame` is its root element with an empty `sheetData`. Raises PackageError where there is none."""

    def __init__(self, data: bytes, name: str = "") -> None:
        if data.startswith(_UTF_16) or _DECLARED.match(data):
            data = serialised(parse_xml(data, name))
        opening = _CELLS.search(data)
        if opening is None:
            raise PackageError("package-damaged", Where(name))
        start, end = opening.span()
        if not opening[0].endswith(b"/>"):
            end = data.rfind(b"</" + opening[1] + b"sheetData")
            if end < start:
                raise PackageError("package-damaged", Where(name))
            end = data.index(b">", end) + 1
        self._cells = memoryview(data)[start:end]
        self._empty = b"<" + opening[1] + b"sheetData/>"
        self.frame = parse_xml(data[:start] + self._empty + data[end:], name)
        self.main = namespace(self.frame)

    def serialised(self) -> bytes:
        """The whole part."""
        before, empty, after = serialised(self.frame).partition(self._empty)
        assert empty
        return b"".join((before, self._cells, after))

    def all(self, name: str) -> list[Element]:
        """The sheet's own children of that name."""
        return self.frame.findall(self.main + name)

    def put(self, child: Element) -> None:
        """Put a child where it belongs."""
        put_in_order(self.frame, child, _ORDER)

    def new(self, name: str, **attributes: str) -> Element:
        """A new child in its place."""
        child = etree.Element(self.main + name, attributes)
        self.put(child)
        return child
