"""The Word files that people name on the command line."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.problems import UsageError


def documents(files: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named; Word's own lock files are none."""
    for file in files:
        if file.is_dir():
            found = sorted(one for one in file.rglob("*.docx") if not one.name.startswith("~$"))
            if not found:
                raise UsageError("no-documents", path=str(file))
            yield from found
        else:
            yield file
