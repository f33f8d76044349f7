"""Pictures of signatures and seals: PNGs that let the page through, cut to what is drawn (R146, R147)."""

import colorsys
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.problems import UsageError, Where

_MM = 25.4
# What a picture may be: no larger than a sheet at 1,200 dots an inch, kept no finer than is printed.
_PIXELS, _KEPT = 140_000_000, 1200
_LEAST = 8
_HUES = {"blue": (180, 290), "red": (325, 35)}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture cut to its ink: how many times as wide as high, `wide` in millimetres as its file says (None: nothing).

    `color` is "blue", "red" or "" for another; `image` is Pillow's.
    """

    image: Any
    shape: float
    wide: float | None
    color: str


def read_picture(path: Path) -> Picture:
    """The picture in a file. UsageError where it is no PNG, shows nothing, or would hide the page."""
    from PIL import Image

    where = Where(str(path))
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError("not-found", path=str(path)) from error
    except OSError as error:
        raise UsageError("unreadable", where, path=str(path), reason=error.strerror or str(error)) from error
    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as found:
            if found.width * found.height > _PIXELS:
                raise UsageError("not-png", where)
            dots = found.info.get("dpi")
            image = found.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UsageError("not-png", where) from error
    box = image.getchannel("A").point(lambda alpha: 255 if alpha > 16 else 0).getbbox()
    if box is None or min(box[2] - box[0], box[3] - box[1]) < _LEAST:
        raise UsageError("empty-picture", where)
    image = image.crop(box)
    if image.getchannel("A").histogram()[0] == 0:
        raise UsageError("no-transparency", where)
    wide = image.width / float(dots[0]) * _MM if dots and dots[0] > 1 else None
    shape = image.width / image.height
    image.thumbnail((_KEPT, _KEPT))
    return Picture(image, shape, wide, _color(image))


def _color(image: Any) -> str:
    """The colour of the ink: that of its mean."""
    from PIL import ImageStat

    red, green, blue = ImageStat.Stat(
        image.convert("RGB"), image.getchannel("A").point(lambda alpha: alpha > 128 and 255)
    ).mean
    hue, _, saturation = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    if saturation < 0.2:
        return ""
    degrees = hue * 360
    for name, (start, end) in _HUES.items():
        if start <= degrees <= end or (start > end and (degrees >= start or degrees <= end)):
            return name
    return ""
