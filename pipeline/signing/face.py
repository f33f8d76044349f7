"""A line of text set in Times New Roman, or a face of its widths, as part of a PDF."""

import io
import os
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.content import PdfContent, ResourceType
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.layout import BoxConstraints

from pipeline.metrics import MM_PER_POINT, width_mm
from pipeline.problems import VanbanError

# Files of the decree's face and of those with its widths, the best first.
_FILES = ("times.ttf", "Times New Roman.ttf", "Times_New_Roman.ttf", "LiberationSerif-Regular.ttf", "Tinos-Regular.ttf")
_DESCENT = 0.25
_UNITS = 1000


class Lines(PdfContent):
    """Lines of text, one below the other, against the right edge of their box; sizes are points.

    VanbanError "no-face" where the machine has no such face.
    """

    def __init__(self, lines: Sequence[str], size: float, width: float, height: float) -> None:
        super().__init__(box=BoxConstraints(width=width, height=height))
        self.lines, self.size = lines, size

    def render(self) -> bytes:
        """The operators that print the lines."""
        from pyhanko.pdf_utils.font.opentype import GlyphAccumulator

        writer: Any = self._ensure_writer
        letters: Any = GlyphAccumulator(writer, io.BytesIO(_face_of(self.lines)), self.size)
        self.set_resource(ResourceType.FONT, pdf_name("/F1"), letters.as_resource())
        lead = self.box.height / len(self.lines)
        said = []
        for number, line in enumerate(self.lines):
            across = self.box.width - width_mm(line, self.size) / MM_PER_POINT
            down = self.box.height - (number + 1) * lead + self.size * _DESCENT
            said.append(b"1 0 0 1 %.3f %.3f Tm %s" % (across, down, letters.shape(line).graphics_ops))
        letters.prepare_write()
        return b"BT 0 g /F1 %g Tf %s ET" % (self.size, b" ".join(said))


def _face_of(lines: Sequence[str]) -> bytes:
    """The letters of these lines out of the face, without kerning, a thousand units an em.

    pyHanko writes widths in the units of the face, where PDF counts in thousandths.
    """
    from fontTools import subset, ttLib
    from fontTools.ttLib.scaleUpem import scale_upem

    options = subset.Options(layout_features=[], notdef_outline=True)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "FFTM"]
    face = ttLib.TTFont(io.BytesIO(_file()))
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(lines))
    cutter.subset(face)
    scale_upem(face, _UNITS)
    data = io.BytesIO()
    face.save(data)
    return data.getvalue()


@cache
def _file() -> bytes:
    for name in _FILES:
        for folder in _folders():
            for found in folder.rglob("*.[tT][tT][fF]"):
                if found.name.lower() == name.lower():
                    return found.read_bytes()
    raise VanbanError("no-face")


def _folders() -> Iterator[Path]:
    home = Path.home()
    yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts")
    elif sys.platform == "darwin":
        yield from (Path("/Library/Fonts"), Path("/System/Library/Fonts/Supplemental"), home / "Library/Fonts")
