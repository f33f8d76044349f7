"""The register that commands read, where there is one; SQLAlchemy is imported only then."""

import os
from pathlib import Path

from pipeline.dossier import Dossier
from pipeline.recorded import informed
from pipeline.register import Ledger, file_of, place_of


def ledger_of(folder: Path) -> Ledger | None:
    """The register of a dossier's office, where it has one. Raises as `open_store` does."""
    place = place_of(folder, os.environ)
    if (file := file_of(place)) and not file.exists():
        return None
    from pipeline.register.numbers import Numbers
    from pipeline.register.store import open_store

    store = open_store(place)
    return Numbers(store) if store else None


def recorded(dossier: Dossier) -> Dossier:
    """The dossier as its register goes on from its files. Raises RegisterError."""
    return informed(dossier, ledger_of(dossier.folder))
