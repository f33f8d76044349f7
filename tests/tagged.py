"""Templates out of finished documents: every text of the body becomes a tag, and the texts a record for it."""

from lxml import etree

from pipeline.template import Template
from tests import docx

BODY = "word/document.xml"


def _texts(root):
    return [text for text in root.iter(f"{docx.W}t") if text.text]


def skeleton(data):
    """The document without the texts of its body: those of one skeleton are made from one template."""
    members = docx.members(data)
    root = etree.fromstring(members[BODY])
    for text in _texts(root):
        text.text = "x"
    return {**members, BODY: etree.tostring(root)}


def record(data):
    """The texts of a document by the names of their tags."""
    texts = _texts(etree.fromstring(docx.members(data)[BODY]))
    return {f"t{number}": text.text for number, text in enumerate(texts)}


def template(data):
    """The document as a template."""
    members = docx.members(data)
    root = etree.fromstring(members[BODY])
    for number, text in enumerate(_texts(root)):
        text.text = f"{{{{ t{number} }}}}"
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return Template(docx.zipped({**members, BODY: etree.tostring(root)}))
