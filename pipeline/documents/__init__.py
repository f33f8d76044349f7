"""The kinds of documents: one module each for what it says. Other packages add theirs by an entry point.

A distribution that names a module under the entry point group `vanban.kinds` has it imported (`outside`); the kinds
that the module defines are then built like our own.
"""

from collections.abc import Collection
from functools import cache
from importlib import import_module

from pipeline.documents.base import Block, Document, OfficeDocument, PerBusiness, registered
from pipeline.documents.outside import import_kinds
from pipeline.problems import UsageError

__all__ = ["Block", "Document", "OfficeDocument", "PerBusiness", "kind_named", "kinds", "kinds_named"]

OWN = (
    "directive",
    "plan",
    "commitment",
    "follow-up",
    "statistics",
    "report",
)  # in the order in which a campaign makes them


@cache
def kinds() -> dict[str, type[Document]]:
    """Every kind by its name, in the order in which a campaign makes them."""
    own = {name: _own(name) for name in OWN}
    import_kinds()
    return own | registered()


def kind_named(name: str) -> type[Document]:
    """The kind called `name`. Raises UsageError "unknown-kind", which names those that there are."""
    if name in OWN:  # the others are not imported
        return _own(name)
    known = kinds()
    if name not in known:
        raise UsageError("unknown-kind", kind=name, known=", ".join(known))
    return known[name]


def kinds_named(names: Collection[str]) -> dict[str, type[Document]]:
    """The kinds of these names in the order of `kinds`; all of them where none is named. Raises as `kind_named`."""
    found = {name: kind_named(name) for name in names}
    order = OWN if found.keys() <= set(OWN) else kinds()
    return {name: found[name] for name in order if name in found} or kinds()


def _own(name: str) -> type[Document]:
    import_module(f"{__name__}.{name.replace('-', '_')}")
    return registered()[name]
