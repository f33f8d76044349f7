"""The kinds of documents: one module each for what it says. Other packages add theirs by an entry point.

A distribution that names a module under the entry point group `vanban.kinds` has it imported (`outside`); the kinds
that the module defines are then built like our own.
"""

from functools import cache

from pipeline.documents.base import Block, Document, OfficeDocument, PerBusiness, registered
from pipeline.documents.outside import import_kinds
from pipeline.problems import UsageError

__all__ = ["Block", "Document", "OfficeDocument", "PerBusiness", "kind_named", "kinds"]


@cache
def kinds() -> dict[str, type[Document]]:
    """Every kind by its name, in the order in which a campaign makes them."""
    from pipeline.documents import directive, plan, commitment, follow_up, statistics  # noqa: F401, I001

    import_kinds()
    return registered()


def kind_named(name: str) -> type[Document]:
    """The kind called `name`. Raises UsageError "unknown-kind", which names those that there are."""
    known = kinds()
    if name not in known:
        raise UsageError("unknown-kind", kind=name, known=", ".join(known))
    return known[name]
