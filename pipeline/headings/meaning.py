"""What a header can mean: a field, or several things as long as nothing beside it says more."""

from collections.abc import Mapping
from typing import NamedTuple

FILLER = "…"  # the key of words that add nothing
STRANGER = "?"  # the subject of columns that are unknown, or that an office leaves out


class Meaning(NamedTuple):
    """What a header says: the key of a field, "" for a column that is known and not read; and whom it is about.

    The key may be of a field that the record has not; such a column is not read either. `parts` are the keys of all
    fields that each cell holds, in their order, where there are several (see `cells`); `key` is the first of them.
    """

    key: str
    about: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()


Said = Meaning | Mapping[str, Meaning]
"""What a text says by itself: a field, or fields by subject."""


class Unsettled(NamedTuple):
    """A header that gives no field by itself.

    `leaves` are the fields that it may be, by subject ("Ngày cấp": of whose card?); `near` the keys of fields to
    suggest; `mixed` says that the column holds several fields, `parts` which, as far as each is known by
    itself; `about` whom it is about, as far as it says.
    """

    leaves: Mapping[str, Meaning]
    near: tuple[str, ...] = ()
    mixed: bool = False
    about: frozenset[str] = frozenset()
    parts: tuple[tuple[str, Said], ...] = ()
