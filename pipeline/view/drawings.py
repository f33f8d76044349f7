"""Lines drawn over the text: how long they are.

Clerks draw the rules of a page as shapes. Word stores a shape twice, as DrawingML and, for old readers, as
VML; what is read here is the first that is there.
"""

import re
from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.view.measures import points
from pipeline.view.names import A

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_LINES = frozenset({"line", "straightConnector1"})
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([^;]+)")
_EMU_MM = 1 / 36000
_POINT_MM = 25.4 / 72


def drawn_lines_mm(element: _Element) -> Iterator[float]:
    """The lengths of the lines that lie, not stand, in a drawing, a picture or a choice between the two."""
    if element.tag == _MC + "AlternateContent":
        choice = element.find(_MC + "Choice")
        element = choice if choice is not None else element
    for extent in element.iter(_WP + "extent"):
        box = extent.getparent()
        shape = box.find(f".//{A}prstGeom") if box is not None else None
        if shape is not None and shape.get("prst") in _LINES:
            width, height = (points(extent.get(side)) or 0.0 for side in ("cx", "cy"))
            if width > height:
                yield width * _EMU_MM
    for line in element.iter(_V + "line", _V + "shape"):
        if line.tag == _V + "line" or line.get(_O + "connectortype") == "straight":
            width = _vml_width_pt(line)
            if width:
                yield width * _POINT_MM


def _vml_width_pt(line: _Element) -> float:
    ends = [points(line.get(end, "").split(",")[0]) for end in ("from", "to")]
    if ends[0] is not None and ends[1] is not None:
        return abs(ends[1] - ends[0])
    found = _WIDTH.search(line.get("style", ""))
    return (points(found[1]) or 0.0) if found else 0.0
