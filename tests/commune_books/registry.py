"""The registry of workbooks that communes send.

A maker is given a fresh Table and changes it; what it returns is done to the workbook once that is written. `told` are
the codes of its notices.
"""

from collections.abc import Callable
from typing import NamedTuple

import openpyxl

from tests.table_habits import HABITS


class Sent(NamedTuple):
    """A workbook that was sent: what makes it, the codes of its notices, the ending of its name."""

    make: Callable
    told: frozenset
    suffix: str


SENT = {}


def sent(name, *told, suffix=".xlsx"):
    """Put a maker among the workbooks."""

    def put(make):
        SENT[name] = Sent(make, frozenset(told), suffix)
        return make

    return put


def edited(change):
    """What does something to a workbook that is written already."""

    def edit(path):
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)

    return edit


def sort_by_commune(table):
    """The rows of each commune together; the indexes of the first rows."""
    table.rows.sort(key=lambda row: row["commune"])
    communes = [row["commune"] for row in table.rows]
    return {commune: communes.index(commune) for commune in dict.fromkeys(communes)}


def habits(table, *names):
    """Do what habits do."""
    for name in names:
        HABITS[name].change(table)
