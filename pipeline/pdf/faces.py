"""Whether a PDF is set in the faces that its document asks for, or in ones as wide."""

import re
from collections.abc import Iterable

from pipeline.archive import Package

# A face, and those that are drawn to its widths.
_TWINS = {
    "timesnewroman": ("liberationserif", "tinos", "nimbusroman"),
    "arial": ("liberationsans", "arimo"),
    "couriernew": ("liberationmono", "cousine"),
    "calibri": ("carlito",),
    "cambria": ("caladea",),
}
_ASKED = re.compile(rb'(?:w:(?:ascii|hAnsi|cs|eastAsia)|<a:latin typeface)="([^"]+)"')
# Bullets and other signs that Word's symbol faces hold.
_SIGNS = ("opensymbol", "symbol")
_DEFAULT = "Times New Roman"


def strange_faces(package: Package, faces: Iterable[str]) -> list[str]:
    """The faces that the document does not ask for and that are not as wide as one it does."""
    names = {name.decode("utf-8", "replace") for part in _parts(package) for name in _ASKED.findall(part)}
    asked = {_squeezed(name) for name in names or {_DEFAULT}}
    right = (*asked, *_SIGNS, *(twin for name in asked for twin in _TWINS.get(name, ())))
    return sorted(face for face in faces if not _squeezed(face).startswith(right))


def _parts(package: Package) -> Iterable[bytes]:
    return (package[name] for name in package if name.startswith("word/") and name.endswith(".xml"))


def _squeezed(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower().removesuffix("mt").replace("psmt", ""))
