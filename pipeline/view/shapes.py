"""What drawings come to: shapes with their size and place, and what is in them."""

from dataclasses import dataclass, replace

from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis of a group: where what it measures begins, how many millimetres a unit has, the first unit."""

    origin_mm: float = 0
    scale: float = 1
    start: float = 0

    def at(self, value: float) -> float:
        """Where a place on this axis is, in millimetres."""
        return self.origin_mm + self.scale * (value - self.start)


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a drawing, and its place: None where it is not given as a distance from `frame`."""

    width_mm: float = 0
    height_mm: float = 0
    floating: bool = False
    x_mm: float | None = None
    y_mm: float | None = None
    frame: str = ""

    def within(self, axes: tuple[Axis, Axis], place: tuple[float, float], size: tuple[float, float]) -> "Shape":
        """A shape of a group that takes up this one, where the axes of the group put it."""
        x_mm, y_mm = (
            None if own is None else own + axis.at(value)
            for own, axis, value in zip((self.x_mm, self.y_mm), axes, place, strict=True)
        )
        width_mm, height_mm = (abs(axis.scale * value) for axis, value in zip(axes, size, strict=True))
        return replace(self, width_mm=width_mm, height_mm=height_mm, x_mm=x_mm, y_mm=y_mm)


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box with text in it, `inner_mm` wide inside."""

    content: _Element
    shape: Shape
    inner_mm: float
    outlined: bool


@dataclass(frozen=True, slots=True)
class Image:
    """A picture; `tie` is the id of its relationship."""

    tie: str
    shape: Shape
