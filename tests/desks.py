"""The records desk of the small dossier; `python -m tests.desks FOLDER STEP` is killed at a step of `issue`."""

import os
import signal
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from pipeline.documents import kinds
from pipeline.dossier import load
from pipeline.issuing import Desk, Named
from pipeline.register import Deed, place_of
from pipeline.register.numbers import Numbers
from pipeline.register.store import open_store

DAY = date(2022, 12, 16)
STEPS = ("numbered", "made", "entered", "registered", "written")


def open_desk(folder, *, today=DAY, as_of=date(2022, 12, 15), late="", step=lambda name: None):
    """The desk of the dossier in `folder` on a day; documents go to `output` beside it."""
    loaded = load(folder)
    store = open_store(place_of(folder, {}), create=True)
    deed = Deed(datetime(today.year, today.month, today.day, 8, tzinfo=UTC), "Văn thư", today, late)
    return Desk(loaded.dossier, loaded.unsound, Numbers(store, step), folder.parent / "output", as_of, deed)


def issue(desk, name, day=None):
    """Issue a document by its name, today unless a day is given."""
    return desk.issue(desk.find(name), day or desk.deed.today)


def kill_at(folder, deadly):
    """Issue the directive, and die at a step."""

    def step(name):
        if name == deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    desk = open_desk(folder, step=step)
    desk.issue(Named(kinds()["directive"], "directive"), DAY)


if __name__ == "__main__":
    kill_at(Path(sys.argv[1]), sys.argv[2])
