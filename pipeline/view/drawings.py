"""What is drawn in a run: lines, text boxes and pictures, with their size and place.

Word stores a shape twice, as DrawingML and, for old readers, as VML; one of the two is read (`blocks.chosen`).
The text of a box is not looked into here: it is read like any other (ECMA-376 part 1, 20.4; part 4, 19 for VML).
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml.etree import _Element

from pipeline.view import vml
from pipeline.view.blocks import ALTERNATIVE, chosen
from pipeline.view.measures import points
from pipeline.view.names import VML, A, R, W
from pipeline.view.shapes import Axis, Image, Shape, TextBox

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_OFFICE = "{http://schemas.microsoft.com/office/word/2010/wordprocessing"
_WPS = _OFFICE + "Shape}"
_FRAMES = frozenset({_WP + "inline", _WP + "anchor"})
_GROUPS = frozenset({_OFFICE + "Group}wgp", _OFFICE + "Group}grpSp"})
_CANVAS = _OFFICE + "Canvas}wpc"
_SHAPES = frozenset({_WPS + "wsp", "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"})
_LINES = frozenset({"line", "straightConnector1"})
_NO_LINE = frozenset({A + "noFill"})
_EMU_MM = 1 / 36000
_INSET_EMU = 91440.0
_RIGHT_ANGLE = 90 * 60000


def drawn(element: _Element) -> Iterator[float | TextBox | Image]:
    """What is drawn in a drawing, a picture, an object or a choice between them.

    A line that lies, not stands, is its length in millimetres.
    """
    return _drawn(element, Shape(), None)


def _drawn(element: _Element, shape: Shape, axes: tuple[Axis, Axis] | None) -> Iterator[float | TextBox | Image]:
    """What is drawn in `element`, which is of this shape; `axes` are those of the group around it."""
    tag = element.tag
    if tag == ALTERNATIVE:
        branch = chosen(element)
        if branch is not None:
            yield from _drawn(branch, shape, axes)
        return
    if isinstance(tag, str) and tag.startswith(VML):
        yield from vml.drawn(element)
        return
    if tag in _FRAMES:
        if _is_hidden(element):
            return
        shape = _framed(element)
    elif tag in _GROUPS:
        shape, axes = _grouped(element, shape, axes)
    elif tag == _CANVAS:
        axes = (Axis(scale=_EMU_MM), Axis(scale=_EMU_MM))
    elif tag in _SHAPES:
        shape = _placed(element, shape, axes)
    elif tag == A + "prstGeom":
        if element.get("prst") in _LINES and shape.width_mm > shape.height_mm:
            yield shape.width_mm
    elif tag == A + "blip":
        yield Image(element.get(R + "embed") or element.get(R + "link") or "", shape)
    elif tag == W + "txbxContent":
        yield _boxed(element, shape)
        return
    for child in element:
        yield from _drawn(child, shape, axes)


def _framed(frame: _Element) -> Shape:
    """The place on the page that an inline or floating drawing takes up."""
    width, height = _pair(frame.find(_WP + "extent"), "cx", "cy")
    shape = Shape(width * _EMU_MM, height * _EMU_MM)
    if frame.tag == _WP + "inline":
        return shape
    sides = [frame.find(f"{_WP}position{axis}") for axis in "HV"]
    relative = [side.get("relativeFrom", "") if side is not None else "" for side in sides]
    x_mm, y_mm = map(_offset_mm, sides)
    return replace(shape, floating=True, x_mm=x_mm, y_mm=y_mm, frame="/".join(relative))


def _offset_mm(side: _Element | None) -> float | None:
    offset = points(side.findtext(_WP + "posOffset")) if side is not None else None
    return None if offset is None else offset * _EMU_MM


def _is_hidden(frame: _Element) -> bool:
    properties = frame.find(_WP + "docPr")
    return properties is not None and properties.get("hidden") in ("1", "true")


def _grouped(group: _Element, shape: Shape, axes: tuple[Axis, Axis] | None) -> tuple[Shape, tuple[Axis, Axis] | None]:
    """The axes on which a group places what it holds; its own place where it is a group's."""
    transform = group.find(f"*/{A}xfrm")
    if transform is None:
        return shape, axes
    outer = axes or (Axis(scale=_EMU_MM), Axis(scale=_EMU_MM))
    places = _pair(transform.find(A + "off"), "x", "y") if axes else (0.0, 0.0)
    sizes = _pair(transform.find(A + "ext"), "cx", "cy")
    starts = _pair(transform.find(A + "chOff"), "x", "y")
    inner = _pair(transform.find(A + "chExt"), "cx", "cy")
    horizontal, vertical = (
        Axis(axis.at(place), axis.scale * size / (own or size or 1), start)
        for axis, place, size, own, start in zip(outer, places, sizes, inner, starts, strict=True)
    )
    return shape, (horizontal, vertical)


def _placed(element: _Element, frame: Shape, axes: tuple[Axis, Axis] | None) -> Shape:
    """The shape as large as its frame, or as the group around it makes it; turned over where it is."""
    transform = element.find(f"*/{A}xfrm")
    if transform is None:
        return frame
    shape = frame
    if axes:
        shape = frame.within(
            axes, _pair(transform.find(A + "off"), "x", "y"), _pair(transform.find(A + "ext"), "cx", "cy")
        )
    turned = abs((points(transform.get("rot")) or 0.0) % (2 * _RIGHT_ANGLE) - _RIGHT_ANGLE) < _RIGHT_ANGLE / 2
    return replace(shape, width_mm=shape.height_mm, height_mm=shape.width_mm) if turned else shape


def _boxed(content: _Element, shape: Shape) -> TextBox:
    holder = next(content.iterancestors(_WPS + "wsp"), None)
    body = holder.find(_WPS + "bodyPr") if holder is not None else None
    insets = [points(body.get(side)) if body is not None else None for side in ("lIns", "rIns")]
    inner_mm = shape.width_mm - sum(_INSET_EMU if inset is None else inset for inset in insets) * _EMU_MM
    return TextBox(content, shape, inner_mm, holder is not None and _is_outlined(holder))


def _is_outlined(holder: _Element) -> bool:
    """Whether a shape has a line around it that can be seen: its own, or one of the theme's."""
    line = holder.find(f"{_WPS}spPr/{A}ln")
    fill = (
        next((child for child in line if child.tag in (A + "noFill", A + "solidFill")), None)
        if line is not None
        else None
    )
    if fill is not None:
        color = fill.find(A + "srgbClr")
        return fill.tag != A + "noFill" and (color is None or color.get("val", "").upper() != "FFFFFF")
    themed = holder.find(f"{_WPS}style/{A}lnRef")
    return themed is not None and themed.get("idx", "0") != "0"


def _pair(source: _Element | None, *names: str) -> tuple[float, float]:
    if source is None:
        return 0.0, 0.0
    first, second = (points(source.get(name)) or 0.0 for name in names)
    return first, second
