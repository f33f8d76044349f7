"""The registry of habits: what each does to a Table of tests/tables.py, and the notices that it brings about."""

from collections.abc import Callable
from typing import NamedTuple


class Habit(NamedTuple):
    """A habit: what it does, what it must not meet with, the codes of its notices."""

    change: Callable
    slot: str
    told: frozenset


HABITS: dict[str, Habit] = {}
REST = ("owner_id_place", "residence", "address", "trade", "business_type")
UNITS = "commune"


def habit(name, slot, *told):
    """Put a function that changes a table among the habits."""

    def put(change):
        HABITS[name] = Habit(change, slot, frozenset(told))
        return change

    return put
