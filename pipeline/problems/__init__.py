"""What can be wrong, where, and in which words.

Faults in data and documents are values: a `Problem` says where, which field, what is wrong and what to do. They are
collected, so that one run shows them all. Breakage (a broken template, a folder that cannot be written) is raised as
a `VanbanError`; only the command line turns either into words and an exit code.

Every message stands in `texts`, by its code.
"""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pipeline.messages import text as _
from pipeline.problems.texts import TEXTS

# Citizen numbers, tax codes and telephones have no fewer digits; whatever column they slipped into, nobody sees them.
LONG_NUMBER = re.compile(r"\d{9,}")
_PLACES = ("path", "first", "second", "kept")  # values that name the user's own files


def masked(text: str) -> str:
    """The text with every number of nine digits or more taken out."""
    return LONG_NUMBER.sub("…", text)


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the user's files.

    `file` is the path as the user would find it; `sheet` the worksheet; `row` the 1-based row (line, in a text
    file); `cell` the address such as "C7", empty where there is none; `record` the record's own id.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    cell: str = ""
    record: str = ""

    def __str__(self) -> str:
        spot = self.cell or (_("row {row}").format(row=self.row) if self.row else "")
        return ":".join(part for part in (self.file, self.sheet, spot, masked(self.record)) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in data or in a document: `code` is a key of `TEXTS`, `values` fill the places of its texts."""

    where: Where
    code: str
    field: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in the chosen language."""
        return _(TEXTS[self.code].message).format_map(self._shown)

    @property
    def hint(self) -> str:
        """What to do about it, in the chosen language."""
        return _(TEXTS[self.code].hint).format_map(self._shown)

    @property
    def _shown(self) -> dict[str, str]:
        return {name: value if name in _PLACES else masked(value) for name, value in self.values.items()}

    def as_json(self) -> dict[str, str | None]:
        """The object that `--json` prints (its keys are a contract)."""
        return {
            "file": self.where.file,
            "sheet": self.where.sheet,
            "cell": self.where.cell or (str(self.where.row) if self.where.row else ""),
            "record": masked(self.where.record),
            "field": self.field,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
        }


class VanbanError(Exception):
    """Breakage that stops a command (exit code 2). It carries the same kind of message as a fault does."""

    def __init__(self, code: str, where: Where | None = None, field: str = "", **values: str) -> None:
        self.problem = Problem(where or Where(), code, field, values)
        super().__init__(code, self.problem.where, values)

    @classmethod
    def of(cls, problem: Problem) -> Self:
        """The error that carries a problem found elsewhere."""
        values = dict(problem.values)
        return cls(problem.code, problem.where, problem.field, **values)

    def __str__(self) -> str:
        return self.problem.message


class UsageError(VanbanError):
    """The command cannot be obeyed as given: a missing file, an unknown kind."""


class TemplateError(VanbanError):
    """A template cannot be used, or cannot be filled with this record."""


class PackageError(VanbanError):
    """A file is not a Word document that can be read safely."""


class RegisterError(VanbanError):
    """The register cannot be used, or refuses what is asked of it."""


class OutputError(VanbanError):
    """Something could not be written."""
