"""The names beside the Quốc hiệu: in full, with their place, and none too many (R042, R043, R046)."""

from collections.abc import Iterator

from pipeline.decree import Committee, decree
from pipeline.rules.checks import Miss, Subject, miss, rule


@rule("R043")
def in_full(subject: Subject) -> Iterator[Miss]:
    """The issuing body's name is not abbreviated; its superior's may be."""
    for part in subject.anatomy.of("issuer"):
        for body in part.tells(_abbreviated):
            yield miss("R043", "issuer-abbreviated", part, short=body.abbreviation, full=body.name)


@rule("R042")
def superior_place(subject: Subject) -> Iterator[Miss]:
    """A committee above the issuer is named with its place: UBND XÃ A, not UBND alone."""
    parts = subject.anatomy.of("superior")
    name = " ".join(part.words.upper() for part in parts)
    bare = {form for body in subject.table.words.committees for form in (body.name, body.abbreviation)}
    if name in bare:
        yield miss("R042", "superior-without-place", parts[0])


@rule("R046")
def committee_alone(subject: Subject) -> Iterator[Miss]:
    """A committee shows its own name alone, without a superior's above it."""
    above, names = subject.anatomy.of("superior"), subject.anatomy.of("issuer")
    if above and any(part.tells(_is_committee) for part in names[:1]):
        yield miss("R046", "committee-with-superior", above[0])


def _is_committee(words: str) -> bool:
    return words.upper().startswith(tuple(body.name for body in decree().words.committees))


def _abbreviated(words: str) -> list[Committee]:
    """The committees that a line names, none in full; a line that names a unit (VĂN PHÒNG UBND) may do so."""
    name = words.upper()
    short = set(name.split())
    known = decree().words.committees
    return [body for body in known if body.abbreviation in short and name.startswith(body.abbreviation)]
