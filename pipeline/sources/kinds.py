"""What a file of a table is, told from its bytes; and what to say of one that is no table."""

import re
import zipfile
from pathlib import Path

from pipeline.problems import Problem, UsageError, Where

_OF_SUFFIX = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".xls": "xls",
    ".ods": "ods",
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
}
SUFFIXES = tuple(_OF_SUFFIX)

MOST_OLE_BYTES = 64 * 1024 * 1024  # of an .xls, which is held whole

_TEXTS = tuple(suffix for suffix, kind in _OF_SUFFIX.items() if kind == "text")
_NAMES = {"xlsx": ".xlsx", "xls": ".xls", "ods": ".ods"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_HEAD = 4096
_WEB = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
# Names in the folder of a compound file, in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ODF_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"


def kind_of(path: Path, shown: str) -> tuple[str, tuple[Problem, ...]]:
    """What the file is ("xlsx", "xls", "ods" or "text"), with a notice where its name says something else.

    Raises UsageError where it is something that no table is read from, in the words for what it is.
    """
    where = Where(file=shown)
    suffix = path.suffix.lower()
    expected = _OF_SUFFIX.get(suffix)
    if expected is None:
        code = "workbook-binary" if suffix == ".xlsb" else "unknown-format"
        raise UsageError(code, where, path=shown, suffix=suffix or path.name)
    try:
        kind = _kind(path)
    except OSError as error:
        raise UsageError("unreadable", where, path=shown, reason=error.strerror or "") from error
    if kind not in (*_NAMES, "text"):  # the code of a fault
        raise UsageError(kind, where, path=shown)
    if kind == "text" and expected != "text":
        raise UsageError("workbook-is-text", where, path=shown)
    if kind == expected:
        return kind, ()
    return kind, (Problem(where, "other-suffix", values={"path": shown, "kind": _NAMES[kind]}),)


def _kind(path: Path) -> str:
    """The kind of a file, or the code of the fault that says what it is."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_OLE):
            if path.stat().st_size > MOST_OLE_BYTES:
                return "workbook-too-large"
            return "workbook-password" if _ENCRYPTED in head + file.read() else "xls"
    if head.startswith(_ZIP):
        return _kind_of_zip(path)
    if head.startswith((b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")):  # BIFF without a container
        return "xls"
    if not head:
        return "text" if path.suffix.lower() in _TEXTS else "table-empty-file"
    if head.startswith(b"%PDF-"):
        return "table-pdf"
    if _XML_2003 in head:
        return "workbook-xml"
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")  # UTF-16, too
    if (start.startswith(b"<") and _WEB.search(start)) or start[:13].lower() == b"mime-version:":
        return "workbook-web"
    if path.suffix.lower() in _TEXTS:
        return "text"  # or not: its reader looks at all of it
    return "not-a-workbook" if head.startswith(b"PK") or _CONTROLS.search(head) else "text"


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            if "mimetype" in names and package.getinfo("mimetype").file_size < _HEAD:
                return _kind_of_odf(package)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, RuntimeError):
        return "not-a-workbook"
    if any(name.startswith("word/") for name in names):
        return "table-word"
    return "workbook-binary" if "xl/workbook.bin" in names else "xlsx"


def _kind_of_odf(package: zipfile.ZipFile) -> str:
    if not package.read("mimetype").startswith(_ODF_SHEET):
        return "not-a-workbook"
    manifest = package.getinfo("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.namelist() else None
    if manifest and manifest.file_size < 1 << 20 and b":encryption-data" in package.read(manifest):
        return "workbook-password"
    return "ods"
