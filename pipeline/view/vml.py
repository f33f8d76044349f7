"""Lines, text boxes and pictures in VML, as Word wrote them before 2010 and still writes them for old readers."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from lxml.etree import _Element

from pipeline.view.measures import points
from pipeline.view.names import VML, R, W
from pipeline.view.shapes import Axis, Image, Shape, TextBox

_O = "{urn:schemas-microsoft-com:office:office}"
_POINT_MM = 25.4 / 72
_INSET_PT = 7.2
_OFF = frozenset({"f", "false", "0"})
_WHITE = re.compile(r"white|#fff(?:fff)?", re.IGNORECASE)
_POINTS = (Axis(scale=_POINT_MM), Axis(scale=_POINT_MM))


def drawn(
    element: _Element, frame: Shape | None = None, axes: tuple[Axis, Axis] = _POINTS
) -> Iterator[float | TextBox | Image]:
    """What is drawn in a VML element; `frame` is the group around it, which places it on these axes."""
    if element.tag == VML + "shapetype":
        return
    style = _style(element)
    if style.get("visibility") == "hidden":
        return
    shape = _shape(element, style, frame, axes)
    if element.tag == VML + "group":
        starts, sizes = _pair(element.get("coordorigin"), 0), _pair(element.get("coordsize"), 1000)
        whole = (shape.width_mm, shape.height_mm)
        inner = [Axis(0, length / (size or 1), start) for length, size, start in zip(whole, sizes, starts, strict=True)]
        for child in element:
            if isinstance(child.tag, str) and child.tag.startswith(VML):
                yield from drawn(child, shape, (inner[0], inner[1]))
        return
    if _is_line(element) and shape.width_mm > shape.height_mm:
        yield shape.width_mm
    for child in element:
        if child.tag == VML + "textbox":
            yield from _boxes(element, child, shape)
        elif child.tag == VML + "imagedata":
            yield Image(child.get(R + "id") or child.get(R + "href") or "", shape)


def _shape(element: _Element, style: Mapping[str, str], frame: Shape | None, axes: tuple[Axis, Axis]) -> Shape:
    ends = [_pair(element.get(end), None) for end in ("from", "to")] if element.tag == VML + "line" else []
    if ends:
        (left, top), (right, bottom) = ends
        size, place = (abs(right - left), abs(bottom - top)), (min(left, right), min(top, bottom))
    else:
        size = (_length(style, "width") or 0.0, _length(style, "height") or 0.0)
        place = (_length(style, "left") or 0.0, _length(style, "top") or 0.0)
    if frame is not None:
        return frame.within(axes, place, size)
    shape = Shape(size[0] * _POINT_MM, size[1] * _POINT_MM)
    if style.get("position") != "absolute":
        return shape
    offsets = []
    for side, axis, own in zip(("left", "top"), ("horizontal", "vertical"), place, strict=True):
        told = style.get(f"mso-position-{axis}", "absolute") == "absolute"
        offsets.append((own + (_length(style, f"margin-{side}") or 0.0)) * _POINT_MM if told else None)
    relative = [style.get(f"mso-position-{axis}-relative", "text") for axis in ("horizontal", "vertical")]
    return replace(shape, floating=True, x_mm=offsets[0], y_mm=offsets[1], frame="/".join(relative))


def _boxes(holder: _Element, box: _Element, shape: Shape) -> Iterator[TextBox]:
    content = box.find(W + "txbxContent")
    if content is None:
        return
    sides = (box.get("inset", "").split(",") + [""] * 3)[:3:2]
    insets = [_INSET_PT if (inset := points(side.strip())) is None else inset for side in sides]
    yield TextBox(content, shape, shape.width_mm - sum(insets) * _POINT_MM, _is_outlined(holder))


def _is_outlined(holder: _Element) -> bool:
    stroke = holder.find(VML + "stroke")
    off = holder.get("stroked") in _OFF or (stroke is not None and stroke.get("on") in _OFF)
    return not off and not _WHITE.match(holder.get("strokecolor", ""))


def _is_line(element: _Element) -> bool:
    straight = element.get(_O + "connectortype") == "straight" or element.get("type") == "#_x0000_t32"
    return element.tag == VML + "line" or (element.tag == VML + "shape" and straight)


def _style(element: _Element) -> Mapping[str, str]:
    rows = (row.partition(":") for row in element.get("style", "").split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in rows}


def _length(style: Mapping[str, str], name: str) -> float | None:
    return points(style.get(name))


def _pair(text: str | None, standard: float | None) -> tuple[float, float]:
    first, _, second = (text or "").partition(",")
    values = [points(value.strip()) for value in (first, second)]
    one, other = (standard or 0.0 if value is None else value for value in values)
    return one, other
