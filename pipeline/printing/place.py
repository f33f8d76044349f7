"""A PDF put in its place as a whole; one that is not ours to lose, a signed one say, is kept."""

import hashlib
from pathlib import Path

from pipeline.pdf import is_ours
from pipeline.problems import Problem, Where
from pipeline.publish import Status, cannot_write, keep_aside, write_whole


def put_pdf(path: Path, pdf: bytes) -> tuple[Status, Problem | None]:
    """Write a PDF unless it stands there already, and say what became of it, with a notice where one was in the way.

    Raises OutputError where it cannot be written.
    """
    notice: Problem | None = None
    try:
        if path.exists():
            present = path.read_bytes()
            if present == pdf:
                return "unchanged", None
            if not is_ours(present):
                kept = keep_aside(path, hashlib.sha256(present).hexdigest())
                notice = Problem(Where(str(path)), "pdf-kept", "", {"kept": kept})
        write_whole(path, pdf)
    except OSError as error:
        raise cannot_write(path, error) from error
    return "made", notice
