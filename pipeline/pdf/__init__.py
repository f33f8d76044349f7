"""The only door to pikepdf: Word files in, finished PDFs out, the same bytes for the same files."""

from pipeline.office import Source
from pipeline.pdf.making import Made, Wanted, make_pdfs
from pipeline.pdf.splitting import is_ours

__all__ = ["Made", "Source", "Wanted", "is_ours", "make_pdfs"]
