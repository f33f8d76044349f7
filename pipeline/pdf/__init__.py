"""The only door to pikepdf: Word files in, finished PDFs out, the same bytes for the same files."""

from pipeline.office import Source
from pipeline.pdf.making import WAVE, Made, Wanted, make_leaves, make_pdfs
from pipeline.pdf.properties import Properties
from pipeline.pdf.splitting import Leaves, bound, is_ours, leaves_of

__all__ = [
    "WAVE",
    "Leaves",
    "Made",
    "Properties",
    "Source",
    "Wanted",
    "bound",
    "is_ours",
    "leaves_of",
    "make_leaves",
    "make_pdfs",
]
