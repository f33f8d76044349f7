"""Dask loads this into a worker before it begins: whoever is to make the form of CS-003 there dies of it."""

import os

from pipeline.press import Press

make = Press.make


def deadly(press, documents):
    """Make documents, or die."""
    documents = list(documents)
    if any(document.id == "cs-003" for document in documents):
        os._exit(1)
    return make(press, documents)


Press.make = deadly
