"""The columns of a heading: which field each holds, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipeline.headings.vocabulary import STRANGER, Meaning, Unsettled, Vocabulary


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


def settled(names: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> list[Meaning | Unsettled | None]:
    """What each column means, those that only their neighbours tell included; None for one without a header."""
    found = [vocabulary.meaning(of) if of else None for of in names]
    present = frozenset[str]().union(*(one.about for one in found if isinstance(one, Meaning) and one.key))
    left = frozenset[str]()
    for index, one in enumerate(found):
        meaning = vocabulary.beside(one, left, present) or one if isinstance(one, Unsettled) else one
        found[index] = meaning
        if isinstance(meaning, Unsettled):
            left = meaning.about | {STRANGER}
        elif meaning is not None and meaning != Meaning(""):  # a column that only counts rows parts no neighbours
            left = meaning.about
    return found


def read_columns(names: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> tuple[HeadingColumn, ...]:
    """The columns headed `names`, from the left; of two for one field the first has it."""
    columns: list[HeadingColumn] = []
    taken = set[str]()
    for of, found in zip(names, settled(names, vocabulary), strict=True):
        if isinstance(found, Unsettled):
            fault = Fault.MIXED if found.mixed else Fault.UNKNOWN
            columns.append(HeadingColumn(of, "", fault, vocabulary.suggested(of, found)))
        elif found is None or found.key not in vocabulary.headers:
            columns.append(HeadingColumn(of))
        elif found.key not in taken:
            columns.append(HeadingColumn(of, found.key))
        else:
            columns.append(HeadingColumn(of, "", Fault.TWICE, (found.key,)))
        taken |= {columns[-1].key} - {""}
    return tuple(columns)
