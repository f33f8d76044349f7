"""Whether a PDF is set in the faces that its document asks for, or in ones as wide."""

import re
from collections.abc import Iterable
from functools import lru_cache

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


def asked_faces(package: Package) -> frozenset[str]:
    """The faces that a document asks for."""
    found = frozenset(name.decode("utf-8", "replace") for part in _parts(package) for name in _asked_in(part))
    return found or frozenset({_DEFAULT})


def strange_faces(names: Iterable[str], faces: Iterable[str]) -> list[str]:
    """The faces of a PDF that its document does not ask for by these names, and that are not as wide as one it does."""
    asked = {_squeezed(name) for name in names}
    right = (*asked, *_SIGNS, *(twin for name in asked for twin in _TWINS.get(name, ())))
    return sorted(face for face in faces if not _squeezed(face).startswith(right))


@lru_cache(maxsize=256)
def _asked_in(part: bytes) -> frozenset[bytes]:
    return frozenset(_ASKED.findall(part))


def _parts(package: Package) -> Iterable[bytes]:
    return (package[name] for name in package if name.startswith("word/") and name.endswith(".xml"))


def _squeezed(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower().removesuffix("mt").replace("psmt", ""))
