"""What the words of a fault consist of."""

from typing import NamedTuple


class Text(NamedTuple):
    """A message and the hint of what to do about it, both with `{named}` places."""

    message: str
    hint: str
