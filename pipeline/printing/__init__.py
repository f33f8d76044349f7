"""From documents to paper: PDFs `beside` a build's documents, and `runs`, the files that go to the printer."""
