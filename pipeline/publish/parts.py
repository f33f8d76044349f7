"""Names of files that are being written: each tells who writes it, so that none is taken for another's.

Several machines may write to one folder. A name holds the machine, the process and the thread; what a process has left
that was killed is known by them.
"""

import os
import re
import socket
import time
from threading import get_ident

PART = ".part"
STALE = 600  # seconds, in which every document is written
_HOST = re.sub(r"\W", "-", socket.gethostname(), flags=re.ASCII)[:64]
_OURS = re.compile(rf"\.{re.escape(_HOST)}-(\d+)-\w+{re.escape(PART)}")


def part_name(what: str = "") -> str:
    """A name for what this thread writes just now, or for `what` this process keeps beside it."""
    return f".{_HOST}-{os.getpid()}-{what or get_ident()}{PART}"


def is_left(entry: os.DirEntry[str]) -> bool:
    """Whether such a file is one that nobody will put in its place any more."""
    if os.name == "posix" and (ours := _OURS.fullmatch(entry.name)) and not _runs(int(ours[1])):
        return True
    return entry.stat().st_mtime < time.time() - STALE


def _runs(process: int) -> bool:
    """Whether a process of this machine runs. Not to be asked on Windows, where asking may end it."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True
