"""The columns of a heading: which field each holds, and what is wrong with it."""

from collections.abc import Sequence

from pipeline.headings.heading import Fault, HeadingColumn
from pipeline.headings.meaning import STRANGER, Meaning, Unsettled
from pipeline.headings.vocabulary import Vocabulary


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
        elif taken.isdisjoint(found.parts or (found.key,)):
            columns.append(HeadingColumn(of, found.key, parts=found.parts))
        elif found.parts:
            columns.append(
                HeadingColumn(of, "", Fault.MIXED, tuple(key for key in found.parts if key in vocabulary.headers))
            )
        else:
            columns.append(HeadingColumn(of, "", Fault.TWICE, (found.key,)))
        taken |= {columns[-1].key, *columns[-1].parts} - {""}
    return tuple(columns)
