"""From documents to paper: the PDFs beside a build's documents, and (`runs`) the files that go to the printer."""

from pipeline.printing.beside import print_documents
from pipeline.printing.place import put_pdf

__all__ = ["print_documents", "put_pdf"]
