"""The names that WordprocessingML gives its elements and attributes."""

import re

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
VAL = f"{W}val"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")


def transitional(source: bytes) -> bytes:
    """The XML with the names of Strict Open XML (ISO/IEC 29500-1) in the form of the transitional kind (-4)."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", source)
