"""What is drawn on a page beside its text: straight lines, and how much else."""

import ctypes
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.pages.values import Stroke

_MM = 25.4 / 72
# A filled area narrower than this is a line; what is shorter is a dot.
_NARROW_MM, _SHORT_MM = 1.0, 1.0
# Lines that lie on each other, or go on from each other, are one.
_LEVEL_MM, _GAP_MM = 0.15, 0.6
_WHITE = 250
_DEEPEST = 8

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """The straight lines of a page, joined, and the number of other drawings."""

    strokes: tuple[Stroke, ...]
    pictures: int


def read_drawing(raw: Any, page: Any, height: float) -> Drawing:
    """What is drawn on a page `height` points high; white is not seen."""
    pieces: list[Stroke] = []
    pictures = 0
    for one, matrix in _objects(raw, page.raw, _AS_IT_IS):
        kind = raw.FPDFPageObj_GetType(one)
        if kind != raw.FPDF_PAGEOBJ_PATH:
            pictures += kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING)
            continue
        whole = _times(_matrix(raw, one), matrix)
        filled, width = _drawn(raw, one)
        width *= math.sqrt(abs(whole[0] * whole[3] - whole[1] * whole[2])) * _MM
        points = [(x * _MM, (height - y) * _MM) for x, y in _points(raw, one, whole)]
        found = list(_filled(points)) if filled else list(_stroked(points, width))
        pieces += found
        pictures += bool((filled or width) and not found)
    return Drawing(tuple(_joined(pieces)), pictures)


def _objects(raw: Any, holder: Any, matrix: Matrix, depth: int = 0) -> Iterator[tuple[Any, Matrix]]:
    """Every object of a page (depth 0) or of a group, with the matrix of what it stands in; groups are opened."""
    count, get = (
        (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
        if depth
        else (raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    )
    for index in range(count(holder)):
        one = get(holder, index)
        if raw.FPDFPageObj_GetType(one) != raw.FPDF_PAGEOBJ_FORM:
            yield one, matrix
        elif depth < _DEEPEST:
            yield from _objects(raw, one, _times(_matrix(raw, one), matrix), depth + 1)


def _matrix(raw: Any, one: Any) -> Matrix:
    found = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(one, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    return (*_placed(a, b, (*then[:4], 0, 0)), *_placed(c, d, (*then[:4], 0, 0)), *_placed(e, f, then))


def _placed(x: float, y: float, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _drawn(raw: Any, one: Any) -> tuple[bool, float]:
    """Whether a path is filled so that it is seen, and how thick it is drawn in points (0: not at all)."""
    mode, stroked, width = ctypes.c_int(), ctypes.c_int(), ctypes.c_float()
    raw.FPDFPath_GetDrawMode(one, mode, stroked)
    raw.FPDFPageObj_GetStrokeWidth(one, width)
    filled = bool(mode.value) and _seen(raw.FPDFPageObj_GetFillColor, one)
    drawn = bool(stroked.value) and _seen(raw.FPDFPageObj_GetStrokeColor, one)
    # a line of no width is drawn as thin as can be
    return filled, max(width.value, 0.1) if drawn else 0.0


def _seen(color_of: Any, one: Any) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    color_of(one, red, green, blue, alpha)
    return alpha.value > 0 and min(red.value, green.value, blue.value) < _WHITE


def _points(raw: Any, one: Any, matrix: Matrix) -> list[Point]:
    points = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(one)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(one, index), x, y)
        points.append(_placed(x.value, y.value, matrix))
    return points


def _filled(points: list[Point]) -> Iterator[Stroke]:
    """The line that a narrow area is."""
    if points:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Stroke(min(xs), min(ys), max(xs), max(ys))
        if min(box.right - box.left, box.bottom - box.top) < _NARROW_MM and box.length > _SHORT_MM:
            yield box


def _stroked(points: list[Point], width: float) -> Iterator[Stroke]:
    """The lines along a path that run across or down."""
    for (x, y), (to_x, to_y) in itertools.pairwise(points):
        across, down = abs(to_x - x), abs(to_y - y)
        if width and min(across, down) < _LEVEL_MM and max(across, down) > _SHORT_MM:
            thick = (0, width / 2) if across > down else (width / 2, 0)
            yield Stroke(
                min(x, to_x) - thick[0], min(y, to_y) - thick[1], max(x, to_x) + thick[0], max(y, to_y) + thick[1]
            )


def _joined(pieces: list[Stroke]) -> Iterator[Stroke]:
    for lying in (True, False):
        level = sorted({one for one in pieces if one.lying is lying}, key=_spot)
        current: Stroke | None = None
        for one in level:
            if current is not None and _goes_on(current, one):
                current = Stroke(
                    min(current.left, one.left),
                    min(current.top, one.top),
                    max(current.right, one.right),
                    max(current.bottom, one.bottom),
                )
            else:
                if current is not None:
                    yield current
                current = one
        if current is not None:
            yield current


def _spot(one: Stroke) -> Point:
    """The level of a line and where it begins there."""
    if one.lying:
        return round((one.top + one.bottom) / 2, 1), one.left
    return round(one.middle, 1), one.top


def _goes_on(one: Stroke, other: Stroke) -> bool:
    if one.lying:
        apart = abs(one.top + one.bottom - other.top - other.bottom) / 2
        return apart < _LEVEL_MM and other.left - one.right < _GAP_MM
    return abs(one.middle - other.middle) < _LEVEL_MM and other.top - one.bottom < _GAP_MM
