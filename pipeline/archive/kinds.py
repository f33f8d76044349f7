"""What a file is that is no .docx, told from its first bytes: in the code of the fault that says so."""

import re

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS = {
    b"{\\rtf": "package-rtf",
    b"\x89PNG": "package-picture",
    b"\xff\xd8\xff": "package-picture",
    b"GIF8": "package-picture",
    b"II*\0": "package-picture",
    b"MM\0*": "package-picture",
}
_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # where readers of PDF look for its sign
_WEB = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b|mime-version:", re.IGNORECASE)
_FLAT = re.compile(rb"wordDocument|schemas\.microsoft\.com/office/2006/xmlPackage")
_HEAD = 4096
_ODF = b"application/vnd.oasis.opendocument."
# Control characters that no text has.
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of_bytes(data: bytes) -> str:
    """The code of the fault for what is no ZIP at all."""
    if not data:
        return "package-empty"
    if data.startswith(_OLE):
        return _kind_of_compound(data)
    if _PDF in data[:_PDF_WITHIN]:
        return "package-pdf"
    if code := next((code for sign, code in _SIGNS.items() if data.startswith(sign)), ""):
        return code
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<?xml") and _FLAT.search(head):
        return "package-flat"
    if _WEB.search(head[:_PDF_WITHIN]):
        return "package-web"
    return "package-plain" if _is_text(data[:_HEAD]) else "package-not-zip"


def kind_of_members(names: frozenset[str], mimetype: bytes) -> str:
    """The code of the fault for a ZIP without the parts of a Word document; "" where it may be one."""
    if mimetype.startswith(_ODF) and "[Content_Types].xml" not in names:
        return "package-odt"
    return ""


def kind_of_main(content_type: str) -> str:
    """The code of the fault for a package whose main part is of this type and no Word document's."""
    if "spreadsheetml" in content_type or "ms-excel" in content_type:
        return "package-workbook"
    if "presentationml" in content_type or "ms-powerpoint" in content_type:
        return "package-slides"
    return "package-no-document"


def _kind_of_compound(data: bytes) -> str:
    """What an OLE file holds, by the names of its streams."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "package-password"
    return "package-doc" if "WordDocument".encode("utf-16-le") in data else "package-ole"


def _is_text(head: bytes) -> bool:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        # What is cut off in the middle of a letter is text all the same.
        return not _NO_TEXT.search(head.decode(encoding, "strict" if len(head) < _HEAD else "ignore"))
    except UnicodeDecodeError:
        return False
