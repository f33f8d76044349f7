"""Pictures: of what kind they are, and whether one can see through them."""

import struct

_PNG = b"\x89PNG\r\n\x1a\n"
_SIGNS = (
    (_PNG, 0, "png"),
    (b"\xff\xd8\xff", 0, "jpeg"),
    (b"GIF8", 0, "gif"),
    (b"BM", 0, "bmp"),
    (b"II*\0", 0, "tiff"),
    (b"MM\0*", 0, "tiff"),
    (b" EMF", 40, "emf"),
    (b"\xd7\xcd\xc6\x9a", 0, "wmf"),
    (b"\x01\0\x09\0", 0, "wmf"),
    (b"WEBP", 8, "webp"),
)
_ALSO = {"jpg": "jpeg", "jpe": "jpeg", "tif": "tiff"}
_COLOR_TYPE = 25  # where a PNG's header tells its type of colour
_WITH_ALPHA = frozenset({4, 6})


def kind(data: bytes, name: str) -> str:
    """What the bytes are; what the name ends with where they do not tell ("jpeg" for ".jpg")."""
    for sign, at, found in _SIGNS:
        if data[at : at + len(sign)] == sign:
            return found
    stem, dot, ending = name.rpartition("/")[2].lower().rpartition(".")
    return _ALSO.get(ending, ending) if dot and stem and ending.isalnum() else ""


def alpha(data: bytes) -> bool | None:
    """Whether a PNG has an alpha channel, or colours that are let through; None for what is no PNG."""
    if not data.startswith(_PNG) or len(data) <= _COLOR_TYPE:
        return None
    return data[_COLOR_TYPE] in _WITH_ALPHA or any(chunk == b"tRNS" for chunk in _chunks(data))


def _chunks(data: bytes) -> list[bytes]:
    """The names of a PNG's chunks before its pixels."""
    names: list[bytes] = []
    at = len(_PNG)
    while at + 8 <= len(data) and data[at + 4 : at + 8] not in (b"IDAT", b"IEND"):
        names.append(data[at + 4 : at + 8])
        at += 12 + struct.unpack_from(">L", data, at)[0]
    return names
