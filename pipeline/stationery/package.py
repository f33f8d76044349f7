"""A Word package of our own to start from, and its way back to bytes.

The blank package stands as text under `blank/`: defaults of the face and the language, two headers (empty on
the first page, the page number on the next ones), and nothing of the builder's or the clock's.
"""

from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument

from pipeline.archive import read_package, write_package

BLANK = Path(__file__).parent / "blank"


def blank(title: str) -> WordDocument:
    """An empty document called `title`, ready to be written into."""
    found = [path for path in BLANK.rglob("*") if path.is_file()]
    parts = {path.relative_to(BLANK).as_posix(): path.read_bytes() for path in found}
    document = Document(BytesIO(write_package(parts)))
    document.core_properties.title = title
    return document


def packed(document: WordDocument) -> bytes:
    """The document's file; the same document gives the same bytes."""
    saved = BytesIO()
    document.save(saved)
    members = read_package(saved.getvalue())
    return write_package({name: members[name] for name in sorted(members)})
