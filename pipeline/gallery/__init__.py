"""A build as one page to look through: every document as pictures of its pages, with its record and what is said of it.

    log = Log()
    for event in build(request, today=today):
        log.add(event)
    for piece in pieces(Gallery(dossier, log, ...)):
        file.write(piece)

The page asks for nothing outside itself. It comes out in pieces, and a few documents at most are held.
"""

from pipeline.gallery.documents import Gallery
from pipeline.gallery.log import Log
from pipeline.gallery.page import is_ours, pieces

__all__ = ["Gallery", "Log", "is_ours", "pieces"]
