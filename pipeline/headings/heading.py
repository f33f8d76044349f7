"""What a heading is: its rows, and its columns with what is wrong with them."""

from collections.abc import Mapping
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
    `parts` are the fields of a column whose cells hold several, `key` among them.
    """

    names: tuple[str, ...] = ()
    key: str = ""
    fault: Fault | None = None
    near: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

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
        """The fields of the columns, the first one where there are several, "" where a column holds none."""
        return tuple([column.key for column in self.columns])

    @property
    def places(self) -> Mapping[str, int]:
        """The index of the column that holds each field."""
        return {key: index for index, column in enumerate(self.columns) for key in column.parts or (column.key,) if key}
