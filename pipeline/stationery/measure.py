"""Take the advance widths out of the four Liberation Serif files.

`python -m pipeline.stationery.measure FOLDER`, where the folder holds the font files.

A tool for developers (it needs fonttools); the package itself reads only the table that it writes.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from fontTools.ttLib import TTFont

from pipeline.metrics import UNITS_PER_EM, WEIGHTLESS

FILES = {
    "regular": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
}
# Latin with every Vietnamese letter, punctuation, currency, letter-like signs, arrows, mathematics, bullets.
BLOCKS = (
    range(0x0020, 0x0250),
    range(0x1E00, 0x1F00),
    range(0x2000, 0x2070),
    range(0x2070, 0x20D0),
    range(0x2100, 0x2270),
    range(0x25A0, 0x2640),
)
TABLE = Path(__file__).parents[1] / "liberation_serif.json"


def measured(font: Path) -> dict[str, int]:
    """Character -> advance width, for the characters of `BLOCKS` that the font has and that take up room."""
    with TTFont(font) as opened:
        if opened["head"].unitsPerEm != UNITS_PER_EM:
            raise ValueError(f"{font}: {opened['head'].unitsPerEm} units per em, expected {UNITS_PER_EM}")
        glyphs, widths = opened.getBestCmap(), opened["hmtx"].metrics
        return {
            chr(code): widths[glyphs[code]][0]
            for block in BLOCKS
            for code in block
            if code in glyphs and unicodedata.category(chr(code)) not in (*WEIGHTLESS, "Zl", "Zp")
        }


def table(folder: Path) -> str:
    """The text of `liberation_serif.json` for the font files in `folder`."""
    faces = {}
    for name, file in FILES.items():
        by_width: dict[int, str] = defaultdict(str)
        for character, width in measured(folder / file).items():
            by_width[width] += character
        faces[name] = {str(width): by_width[width] for width in sorted(by_width)}
    content = {"font": "Liberation Serif", "units_per_em": UNITS_PER_EM, "faces": faces}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TABLE.write_text(table(Path(sys.argv[1])), encoding="utf-8")
