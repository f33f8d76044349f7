"""Where an office's register is: a file in the project's folder, or the database that the environment names."""

from collections.abc import Mapping
from pathlib import Path

FILE = "register.db"
VARIABLE = "VANBAN_DATABASE"


def place_of(folder: Path, environment: Mapping[str, str]) -> str:
    """The database's address for the dossier, or the project, in `folder`.

    That is what `VANBAN_DATABASE` names (an address, or a path of a SQLite file), else `register.db` beside the
    folder `data` that the dossier lies in, or beside the dossier itself where there is none.
    """
    if named := environment.get(VARIABLE, "").strip():
        return named if "://" in named else at_place(Path(named))
    folder = folder.resolve()
    if (folder / "dossier.yaml").is_file():
        folder = folder.parent.parent if folder.parent.name == "data" else folder.parent
    return at_place(folder / FILE)


def at_place(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path}"


def file_of(place: str) -> Path | None:
    """The file of a SQLite address; None for any other."""
    kind, _, path = place.partition(":///")
    return Path(path) if kind.startswith("sqlite") and not path.startswith("file:") else None
