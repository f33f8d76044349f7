"""The useful floor: the bytes of our documents, cut into pieces beforehand, joined, deflated and framed as a ZIP."""

from collections.abc import Callable
from typing import Any


def ready(template: bytes, records: list[dict[str, Any]]) -> Callable[[int], bytes]:
    """What packs the document of a record as our renderer does; all that a template's language takes is done here."""
    from pipeline.archive import Frame, read_package, tightened
    from pipeline.template import Template

    ours = Template(template)
    documents = [ours.fill(record).pieces for record in records]
    same: dict[bytes, bytes] = {}  # so that pieces that documents share lie in memory once, as they do in a template
    parts = [[[same.setdefault(piece, piece) for piece in pieces] for pieces in document] for document in documents]
    members = read_package(template).members.items()
    shared = [tightened(member) for name, member in members if name not in ours.part_names]
    frame = Frame(shared, ours.part_names, known=ours.known)

    def pack(number: int) -> bytes:
        pieces = parts[number]
        return frame.pack([b"".join(each) for each in pieces], pieces)

    return pack
