"""The theme: the faces and colours that styles and runs name instead of saying them."""

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.archive import parse_xml
from pipeline.view.names import A

# What WordprocessingML calls the colours of the scheme (ECMA-376 part 1, 17.18.97).
_SCHEME = {
    **{"dark1": "dk1", "text1": "dk1", "light1": "lt1", "background1": "lt1"},
    **{"dark2": "dk2", "text2": "dk2", "light2": "lt2", "background2": "lt2"},
    **{"hyperlink": "hlink", "followedHyperlink": "folHlink"},
}
_FACES = (("latin", ("Ascii", "HAnsi")), ("ea", ("EastAsia",)), ("cs", ("Bidi",)))


@dataclass(frozen=True)
class Theme:
    """Faces by the names under which styles ask for them ("minorHAnsi"), colours by those of the scheme."""

    faces: Mapping[str, str]
    colors: Mapping[str, str]

    def color(self, name: str, tint: str = "FF", shade: str = "FF") -> str:
        """The colour of this name as "RRGGBB", lightened or darkened (17.3.2.6); "" where there is none."""
        found = self.colors.get(_SCHEME.get(name, name), "")
        lighter, darker = _share(tint), _share(shade)
        if not found or (lighter, darker) == (1, 1):
            return found
        red, green, blue = (int(found[at : at + 2], 16) / 255 for at in (0, 2, 4))
        hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
        light = light * lighter + 1 - lighter if lighter < 1 else light * darker
        return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, saturation))


def _share(text: str) -> float:
    try:
        return min(max(int(text, 16), 0), 255) / 255
    except ValueError:
        return 1


@lru_cache(maxsize=16)
def theme(theme_xml: bytes) -> Theme:
    """The theme in this part; b"" for none. The same bytes give the same object."""
    if not theme_xml:
        return Theme({}, {})
    root = parse_xml(theme_xml, "theme1.xml")
    faces: dict[str, str] = {}
    for major in ("major", "minor"):
        for child, names in _FACES:
            found = root.find(f".//{A}fontScheme/{A}{major}Font/{A}{child}")
            for name in names:
                faces[major + name] = found.get("typeface", "") if found is not None else ""
    colors: dict[str, str] = {}
    for color in root.iterfind(f".//{A}clrScheme/{A}*"):
        for value in color.iterfind(f"{A}*"):
            text = value.get("lastClr" if value.tag == f"{A}sysClr" else "val", "").upper()
            if len(text) == 6 and all(digit in "0123456789ABCDEF" for digit in text):
                colors[str(color.tag).removeprefix(A)] = text
    return Theme(faces, colors)
