"""The only door to the PDF library: a PDF as plain values, measured in millimetres from the top left of its page."""

from pipeline.pages.picture import picture_of
from pipeline.pages.reading import read_pages
from pipeline.pages.sketching import Sketch, hidden, sketches_of
from pipeline.pages.values import Line, Page, Pages, Stroke, Word, lines_of

__all__ = [
    "Line",
    "Page",
    "Pages",
    "Sketch",
    "Stroke",
    "Word",
    "hidden",
    "lines_of",
    "picture_of",
    "read_pages",
    "sketches_of",
]
