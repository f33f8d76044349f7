"""Small Word files for tests: built with python-docx, changed member by member, compared as canonical XML."""

import io
import zipfile
from functools import cache

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


SELDOM = ("Heading 4", "Heading 5", "Heading 6", "Heading 7", "Heading 8", "Heading 9", "Intense", "Subtle", "TOC")
HEAVY = (
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
    RELATIONSHIP_TYPE.CUSTOM_XML,
)


@cache
def light():
    """python-docx's own blank document without most of its styles, which it has twice: 0.9 MB of XML.

    What is under 32 kB is soon packed.
    """
    made = Document()
    for style in list(made.styles):
        if (style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table") or style.name.startswith(SELDOM):
            style.delete()
    for name in [name for name, tie in made.part.rels.items() if tie.reltype in HEAVY]:
        del made.part.rels[name]
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def document(*paragraphs, header="", footer="", properties=None, build=None, base=None):
    """The bytes of a .docx with these paragraphs; `build` gets the python-docx document, `base` has its styles."""
    made = Document(io.BytesIO(base or light()))
    for text in paragraphs:
        made.add_paragraph(text)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    if footer:
        made.sections[0].footer.paragraphs[0].text = footer
    for name, value in (properties or {}).items():
        setattr(made.core_properties, name, value)
    if build:
        build(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def members(data):
    """The members of a ZIP, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content):
    """A ZIP of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def paragraphs(data):
    """The texts of the body's paragraphs, as python-docx reads them."""
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]


def canonical(data):
    """XML as C14N text, without the blanks between elements."""
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, method="c14n", exclusive=True).decode()
