"""Where the documents of a dossier stand: what every kind of output has in common.

The build holds the shelf; its `hand` travels with the work to wherever documents are made, and puts them there. Names
are those of the manifest: relative to the output, with forward slashes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import ClassVar, NamedTuple, Protocol, Self

from pipeline.problems import Problem
from pipeline.publish.entry import Status

Put = tuple[Status, Problem | None]


class Parcel(NamedTuple):
    """A document on its way to the shelf: its name there, its bytes, the id of its record.

    `known` says that the last build left these very bytes under this name.
    """

    name: str
    docx: bytes
    record: str
    known: bool = False


class Hand(Protocol):
    """What puts documents on a shelf, from any process; it pickles.

    `carries` says that it cannot reach the shelf: the bytes go back to the build, which gives them to the shelf.
    """

    carries: ClassVar[bool]

    def name_of(self, kind: str, id: str, group: str = "") -> str:
        """What the manifest calls a document; those of one `group` stand together where the shelf has groups."""

    def holds(self, documents: Sequence[tuple[str, str]]) -> list[bool]:
        """Whether each of these, known by name and hash, stands there with these very bytes."""

    def put(self, documents: Sequence[Parcel]) -> list[Put]:
        """Put documents in their places, and say what became of each; a notice or a fault comes with it.

        Raises OutputError where no other document would fare better.
        """


@dataclass(frozen=True, slots=True)
class Grouping:
    """How documents are named below `root`, whatever that is; where they are `grouped`, groups have folders."""

    root: str
    dossier: str
    grouped: bool

    def name_of(self, kind: str, id: str, group: str = "") -> str:
        """See Hand."""
        folder = f"{self.dossier}/{kind}"
        return f"{folder}/{group}/{id}.docx" if group and self.grouped else f"{folder}/{id}.docx"


class Shelf(Protocol):
    """The output of one dossier, held by one build at a time. `desk` is the folder in which its manifest lies.

    Entering raises OutputError "output-locked" where another build holds it, "cannot-write" where it cannot be written;
    the latter also leaving.
    """

    desk: Path

    @property
    def told(self) -> Sequence[Problem]:
        """What there is to say of the shelf itself, once it has been left."""

    def hand(self, *, many: bool, abroad: bool) -> Hand:
        """What puts documents here, from `abroad` too: from other machines and folders.

        Where there are `many` of a kind, each group has a place of its own.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...

    def receive(self, name: str, docx: bytes) -> None:
        """Take a document that the hand could not put."""

    def left_over(self, kind: str, is_known: Callable[[str], bool]) -> Iterator[str]:
        """The paths, as people see them, of documents of a kind whose names are not known."""
