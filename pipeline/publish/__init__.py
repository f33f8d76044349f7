"""Where documents go: whole files in folders, ZIPs, object stores; and the manifest, which says what became of each."""

from collections.abc import Iterator
from pathlib import Path

from pipeline.publish.entry import STATUSES, Entry, Status
from pipeline.publish.manifest import MANIFEST, Line, Manifest, id_in, lines_of, path_in
from pipeline.publish.parts import part_name
from pipeline.publish.settled import Settled
from pipeline.publish.shelf import Hand, Parcel, Shelf
from pipeline.publish.whole import cannot_write, keep_aside, put_whole, write_whole, writing

__all__ = [
    "STATUSES",
    "Entry",
    "Hand",
    "Line",
    "Manifest",
    "Parcel",
    "Settled",
    "Shelf",
    "Status",
    "cannot_write",
    "document_lines",
    "id_in",
    "keep_aside",
    "open_shelf",
    "part_name",
    "path_in",
    "put_whole",
    "write_whole",
    "writing",
]


def document_lines(desk: Path) -> Iterator[Line]:
    """The lines of the manifest on a desk, in their order. Raises OutputError where it cannot be read."""
    return lines_of(desk / MANIFEST)


def open_shelf(output: str | Path, dossier: str) -> Shelf:
    """The shelf of a dossier in an output: a folder, a file `*.zip`, or an address such as `s3://bucket/folder`.

    Raises UsageError "no-extra" where what the address needs is not installed.
    """
    if "://" in str(output):
        from pipeline.publish.remote import RemoteShelf

        return RemoteShelf(str(output), dossier)
    if str(output).lower().endswith(".zip"):
        from pipeline.publish.zipped import ZipShelf

        return ZipShelf(Path(output), dossier)
    from pipeline.publish.folder import FolderShelf

    return FolderShelf(Path(output), dossier)
