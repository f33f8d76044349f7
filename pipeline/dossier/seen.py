"""What has been met before, in a few bytes a key."""


class Seen:
    """The keys met so far, each with the number of the row that had it first."""

    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}

    def first(self, key: str, number: int) -> int | None:
        """The number of the row that had `key` first; None, and `number` is that row, where it is new."""
        mark = hash(key)
        if mark in self._numbers:
            return self._numbers[mark]
        self._numbers[mark] = number
        return None

    def __contains__(self, key: str) -> bool:
        return hash(key) in self._numbers
