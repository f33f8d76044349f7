"""Dask loads this into a worker before it begins: whoever is to make the form of CS-003 there dies of it."""

import os

from pipeline.press import Press

make = Press.make


def deadly(press, document):
    """Make a document, or die."""
    if document.id == "cs-003":
        os._exit(1)
    return make(press, document)


Press.make = deadly
