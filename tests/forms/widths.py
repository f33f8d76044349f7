"""How wide a line is in Times New Roman, from the advance widths that Adobe published for Times."""

import unicodedata

POINT = 20  # twips
MM = 1440 / 25.4  # twips
EMU = 635  # a twip
BOLD = dict(zip("abcdefghijklmnopqrstuvwxyz", (500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556,
    500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444), strict=True))  # fmt: skip
BOLD |= dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722,
    778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667), strict=True))  # fmt: skip
BOLD |= dict.fromkeys(" ,.", 250) | {"-": 333, ":": 333, "/": 278}
LETTERS = str.maketrans({"đ": "d", "Đ": "D"})


def bold(text: str, size: float) -> int:
    """The width of a line in twips, bold, at this size in points."""
    letters = (c for c in unicodedata.normalize("NFD", text.translate(LETTERS)) if not unicodedata.combining(c))
    return round(sum(BOLD.get(letter, 500) for letter in letters) * size * POINT / 1000)
