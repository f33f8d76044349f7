"""What a heading is: its rows, and its columns with what is wrong with them."""

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What can be wrong with a column's header."""

    UNKNOWN = "unknown-column"
    MIXED = "mixed-column"
    """One column for several fields: "Số CCCD, ngày cấp"."""
    TWICE = "column-twice"
    SPREAD = "spread-column"
    """One header over several filled columns."""


@dataclass(frozen=True, slots=True)
class HeadingColumn:
    """A column by its header.

    `names` are its texts, the outermost first; none where it has no header. `key` is that of its field, "" where it
    holds none. `near` are the keys of fields to suggest; where a header stands twice, the field that it says.
    """

    names: tuple[str, ...] = ()
    key: str = ""
    fault: Fault | None = None
    near: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The header as a message shows it: `Chủ cơ sở: Ngày sinh`."""
        return ": ".join(" ".join(name.split()) for name in self.names)


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a table: its rows (from 1, both included) and its columns from A on.

    `recognised` says whether enough of its columns are known. Where not, it is the row that was probably meant: a
    place for what there is to say.
    """

    top: int
    bottom: int
    columns: tuple[HeadingColumn, ...]
    recognised: bool = True

    @property
    def keys(self) -> tuple[str, ...]:
        """The fields of the columns, "" where a column holds none."""
        return tuple([column.key for column in self.columns])
