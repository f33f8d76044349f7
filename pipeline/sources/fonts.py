"""Fonts made for the encodings that Vietnamese had before Unicode."""

import re
from functools import lru_cache

_LEGACY = re.compile(r"\.Vn|VNI[- ]|VPS |VISC", re.IGNORECASE)


@lru_cache(maxsize=256)
def legacy_font(name: str) -> str:
    """The name of a font whose letters are no Unicode (.VnTime of TCVN3, VNI-Times); empty for any other font."""
    return name.strip() if _LEGACY.match(name.strip()) else ""
