"""The letters of Vietnam's old fonts, which Excel and Word show as Latin-1 characters.

A text typed for .VnTime or VNI-Times holds the codes of those fonts, not letters: `NguyÔn V¨n H¶i` and `Nguyeãn Vaên
Haûi` are both Nguyễn Văn Hải. No code of either stands in 0x80-0x9F, the only range where Latin-1 and Windows-1252
part, so both views of a file read alike.

TCVN3 (fonts named `.Vn...`): 74 codes; no capital letter has a tone, because capitals are small letters in a font
whose name ends with H. Source: the columns of TCVN 5712:1993 that these fonts fill (VN3).
VNI-Windows (fonts named `VNI-...`): a letter is its base and a mark after it, the longest match wins.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Kind = Literal["tcvn3", "vni"]
KINDS: tuple[Kind, ...] = ("tcvn3", "vni")

_TCVN3 = """
A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ
CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ
EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ
"""

# VNI: what a base letter becomes with each mark, and the letters that are one character.
_VNI_MARKS = {
    "a": "ùá øà ûả õã ïạ ââ áấ àầ åẩ ãẫ äậ êă éắ èằ úẳ üẵ ëặ",
    "e": "ùé øè ûẻ õẽ ïẹ âê áế àề åể ãễ äệ",
    "o": "ùó øò ûỏ õõ ïọ âô áố àồ åổ ãỗ äộ",
    "ô": "ùớ øờ ûở õỡ ïợ",
    "u": "ùú øù ûủ õũ ïụ",
    "ö": "ùứ øừ ûử õữ ïự",
    "y": "ùý øỳ ûỷ õỹ",
}
_VNI_ALONE = "ôơ öư ñđ íí ìì æỉ óĩ òị îỵ"


def _vni() -> dict[str, str]:
    pairs = {base + entry[0]: entry[1] for base, row in _VNI_MARKS.items() for entry in row.split()}
    small = pairs | {entry[0]: entry[1] for entry in _VNI_ALONE.split()}
    # Excel's PROPER leaves a capital before a small mark: `Aùnh`.
    proper = {code[0].upper() + code[1:]: letter.upper() for code, letter in small.items()}
    return small | proper | {code.upper(): letter.upper() for code, letter in small.items()}


TABLES: Mapping[Kind, Mapping[str, str]] = MappingProxyType(
    {
        "tcvn3": MappingProxyType({chr(int(entry[:2], 16)): entry[2] for entry in _TCVN3.split()}),
        "vni": MappingProxyType(_vni()),
    }
)

_TCVN3_LETTERS = str.maketrans(dict(TABLES["tcvn3"]))
_VNI_LETTER = re.compile("|".join(sorted(TABLES["vni"], key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+")
_CAPITALS = re.compile("[A-Z]")
_SMALL_ASCII = re.compile("[a-z]")


def decode(text: str, kind: Kind, *, capitals: bool = False) -> str:
    """The text in Unicode; what is no code of `kind` stays.

    TCVN3 keeps small what was typed in a capital font: `capitals` says that the font was one (`is_capitals_font`).
    Without that, words whose other letters are all capitals (`NGUYÔN`) become capitals throughout.
    """
    if kind == "vni":
        return _VNI_LETTER.sub(lambda found: TABLES["vni"][found[0]], text)
    decoded = text.translate(_TCVN3_LETTERS)
    return decoded.upper() if capitals or _is_in_capitals(decoded) else decoded


def _is_in_capitals(text: str) -> bool:
    """Whether TCVN3 text was typed with the capitals locked: no small ASCII letter, and a word such as `NGUYễN`."""
    if _SMALL_ASCII.search(text):
        return False
    return any(len(_CAPITALS.findall(word)) > 1 and not word.isupper() for word in _WORD.findall(text))


def font_kind(font: str) -> Kind | None:
    """The encoding that a font's name stands for: `.VnTime` TCVN3, `VNI-Times` VNI; None for every other font."""
    name = font.lower()
    if name.startswith(".vn"):
        return "tcvn3"
    return "vni" if name.startswith(("vni-", "vni ")) else None


def is_capitals_font(font: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals: `.VnTimeH`."""
    return font.lower().startswith(".vn") and font.endswith("H")
