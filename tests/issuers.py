"""Many clerks at once: `python -m tests.issuers PLACE CLERKS DOCUMENTS [same]` has each issue so many documents.

They are each clerk's own, or the same for all.
"""

import os
import sys
from datetime import UTC, date, datetime

from pipeline.register import Deed, Paper, Slip
from pipeline.register.numbers import Numbers
from pipeline.register.store import open_store

DAY = date(2026, 6, 15)
DEED = Deed(datetime(2026, 6, 15, 8, 30, tzinfo=UTC), "Văn thư", DAY)
OFFICE = "Ủy ban nhân dân xã Lục Nam"


def slip(document: str, **more: object) -> Slip:
    """A công văn of the office."""
    return Slip(**{"office": OFFICE, "series": "", "symbol": "UBND-VHXH", "document": document, **more})


def paper(number: int, day: date) -> Paper:
    """The file of a document with its number."""
    return Paper(f"{number}, {day}".encode(), "t" * 64, "d" * 64)


def clerk(place: str, name: str, documents: int) -> None:
    """Issue documents, one after the other."""
    numbers = Numbers(open_store(place, create=True))
    for document in range(documents):
        numbers.give(slip(f"{name}-{document}"), DAY, DEED, paper)


def main(place: str, clerks: int, documents: int, same: str = "") -> int:
    """How many clerks have failed."""
    running = []
    for name in range(clerks):
        if not (child := os.fork()):
            try:
                clerk(place, same or str(name), documents)
            except BaseException as error:
                print(repr(error), file=sys.stderr)
                os._exit(1)
            os._exit(0)
        running.append(child)
    return sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in running)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]))
