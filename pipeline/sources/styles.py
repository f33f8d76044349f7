"""What the cell styles of an .xlsx make of its cells (ECMA-376, Part 1, 18.8)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.sources.fonts import legacy_font
from pipeline.sources.markup import Attributes
from pipeline.sources.serials import Shape, shape_of

_CONTAINERS = ("numFmts", "fonts", "fills", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")


class Styles(NamedTuple):
    """By the numbers of cell styles: the `shapes` in which they show numbers, and their `fonts` of before Unicode."""

    shapes: Mapping[str, Shape]
    fonts: Mapping[str, str]


def styles_of(elements: Iterable[tuple[str, Attributes]]) -> Styles:
    """The cell styles that the elements of a part with styles define."""
    codes: dict[str, str] = {}
    fonts: list[str] = []
    cells: list[tuple[str, str]] = []
    container = ""
    for name, attributes in elements:
        if name in _CONTAINERS:
            container = name
        elif name == "numFmt" and container == "numFmts":
            codes[attributes["numFmtId"]] = attributes["formatCode"]
        elif name == "font" and container == "fonts":
            fonts.append("")
        elif name == "name" and container == "fonts":
            fonts[-1] = legacy_font(attributes.get("val", ""))
        elif name == "xf" and container == "cellXfs":
            cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))
    shapes = {str(index): shape_of(int(id), codes.get(id)) for index, (id, _font) in enumerate(cells)}
    faces = {str(index): fonts[int(font)] for index, (_id, font) in enumerate(cells) if int(font) < len(fonts)}
    return Styles(
        {style: shape for style, shape in shapes.items() if shape},
        {style: font for style, font in faces.items() if font},
    )
