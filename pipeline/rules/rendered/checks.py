"""The checks of the printed page that there are, each for rules of the decree's table."""

from collections.abc import Callable, Iterator

from pipeline.decree import decree
from pipeline.rules.checks import Miss
from pipeline.rules.rendered.seeing import Seen

PrintedCheck = Callable[[Seen], Iterator[Miss]]
PRINTED: list[PrintedCheck] = []


def printed(*numbers: str) -> Callable[[PrintedCheck], PrintedCheck]:
    """Register a check of the printed page for these rules, each of which the decree's table must cite."""

    def register(check: PrintedCheck) -> PrintedCheck:
        if not check.__doc__ or not set(numbers) <= set(decree().citations):
            raise ValueError(f"{check.__name__} does not say what it checks")
        PRINTED.append(check)
        return check

    return register
