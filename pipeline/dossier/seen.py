"""Which keys have been met before, and where first, in 15 to 20 bytes a key."""

from array import array
from bisect import bisect_left
from hashlib import blake2b

_SHELVES = 256  # of sorted marks: few enough to cost nothing, enough for an insertion to move only some kilobytes


class Seen:
    """The keys met so far, each with the number of the row that had it first (0 to 4,294,967,295).

    Keys are known by marks of 64 bits: of a million keys, two differ and pass for the same once in 30 million times.
    """

    def __init__(self) -> None:
        self._shelves = [(array("Q"), array("I")) for _ in range(_SHELVES)]

    def first(self, key: str, number: int) -> int | None:
        """The number of the row that had `key` before; None where none had, and `number` is then the first."""
        marks, numbers, mark, place = self._find(key)
        if place < len(marks) and marks[place] == mark:
            return numbers[place]
        marks.insert(place, mark)
        numbers.insert(place, number)
        return None

    def get(self, key: str) -> int | None:
        """The number of the row that had `key` first; None where none had."""
        marks, numbers, mark, place = self._find(key)
        return numbers[place] if place < len(marks) and marks[place] == mark else None

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def _find(self, key: str) -> tuple["array[int]", "array[int]", int, int]:
        """The shelf of a key, its mark, and where on the shelf that stands or would stand."""
        mark = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        marks, numbers = self._shelves[mark % _SHELVES]
        return marks, numbers, mark, bisect_left(marks, mark)
