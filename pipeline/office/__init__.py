"""The only door to LibreOffice: Word files in, PDF files out.

Nothing of the user's is touched or named: what is converted lies in a folder of our own under names of our own, in a
profile made for the one run and thrown away with it. In that profile macros never run, links are never updated and
nothing is fetched; and only the reader of .docx is offered the file, whatever else it may be.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.office.process import Office, find_office
from pipeline.office.profile import write_profile
from pipeline.problems import PackageError, VanbanError, Where

__all__ = ["Office", "Source", "convert", "find_office"]

# One start takes this many files: enough that starting costs nothing, few enough that their PDFs fit in memory.
BATCH = 200
# Bytes that must be free on the disk for a file without a PDF to be blamed for it.
_ROOM = 1 << 20
# What the last bytes of a whole PDF hold.
_END, _TAIL = b"%%EOF", 64


@dataclass(frozen=True, slots=True)
class Source:
    """A Word file: its bytes or its path, and the name by which messages call it."""

    docx: bytes | Path
    name: str = ""


def convert(
    sources: Sequence[Source], office: Office | None = None, options: str = ""
) -> Iterator[bytes | VanbanError]:
    """The PDF of each source, in their order; an error in the place of one that gave none, or could not be read.

    `options` are those of LibreOffice's PDF export, as JSON.

    The sources must have been read with `pipeline.archive`, which refuses what brings code or outside parts along.
    VanbanError is raised where there is no LibreOffice, OSError where the disk for temporary files is full.
    """
    if not sources:
        return
    office = office or find_office()
    for start in range(0, len(sources), BATCH):
        yield from _batch(sources[start : start + BATCH], office, options)


def _batch(sources: Sequence[Source], office: Office, options: str) -> Iterator[bytes | VanbanError]:
    """As few starts as can be: what a start leaves undone is begun anew, behind the file at which it broke off.

    That file is tried once more alone, so that none suffers for another.
    """
    with tempfile.TemporaryDirectory(prefix="vanban-", ignore_cleanup_errors=True) as folder:
        errors: dict[int, VanbanError] = {}
        waiting: list[int] = []
        for index, source in enumerate(sources):
            try:
                _docx(folder, index).write_bytes(_content(source))
                waiting.append(index)
            except VanbanError as error:
                errors[index] = error
        while waiting:
            whole = _run(folder, waiting, office, options)
            undone = [index for index in waiting if not _done(folder, index)]
            if undone and shutil.disk_usage(folder).free < _ROOM:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            # a run that came to its end has tried them all; one that broke off did so at the first without a PDF
            alone = undone if whole else undone[:1]
            for index in alone:
                if len(waiting) > 1:
                    _run(folder, [index], office, options)
                if not _done(folder, index):
                    errors[index] = VanbanError("office-failed", Where(sources[index].name))
            waiting = [index for index in undone if index not in alone]
        for index in range(len(sources)):
            yield errors[index] if index in errors else _pdf(folder, index).read_bytes()


def _run(folder: str, indexes: Sequence[int], office: Office, options: str) -> bool:
    """Convert these files in one start; whether LibreOffice came to its end."""
    with tempfile.TemporaryDirectory(prefix="profile-", dir=folder, ignore_cleanup_errors=True) as profile:
        write_profile(Path(profile))
        return office.run([_docx(folder, index) for index in indexes], Path(folder), Path(profile), options)


def _docx(folder: str, index: int) -> Path:
    return Path(folder, f"{index + 1:04}.docx")


def _pdf(folder: str, index: int) -> Path:
    return Path(folder, f"{index + 1:04}.pdf")


def _done(folder: str, index: int) -> bool:
    """Whether there is a PDF, and all of it."""
    pdf = _pdf(folder, index)
    return pdf.exists() and _END in pdf.read_bytes()[-_TAIL:]


def _content(source: Source) -> bytes:
    if isinstance(source.docx, bytes):
        return source.docx
    try:
        return source.docx.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise PackageError("unreadable", Where(source.name), path=str(source.docx), reason=reason) from error
