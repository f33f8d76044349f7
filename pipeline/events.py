"""What happens in a build, as whoever watches it is told."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.problems import Problem
from pipeline.publish import Entry
from pipeline.rules import Finding


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the data or a document: exit code 1."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Breakage:
    """Something that stops a kind of document altogether, such as a broken template: exit code 2."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know that is no fault."""

    problem: Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """What the decree says of one document."""

    finding: Finding


@dataclass(frozen=True, slots=True)
class Stand:
    """Documents of a kind that nothing has changed of: their lines in the manifest."""

    kind: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Printed:
    """What became of the PDF of a document, with its entry in the manifest of PDFs."""

    entry: Entry


Event = Entry | Stand | Fault | Breakage | Notice | Checked | Printed
