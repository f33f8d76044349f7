"""Prose of a dossier with `{places}` to be filled: nothing but names, no code."""

import re
from collections.abc import Mapping

_PLACE = re.compile(r"\{([^{}]*)\}")


def places(text: str) -> tuple[str, ...]:
    """The names of the places in `text`, in order: `"Thực hiện {directive}"` -> `("directive",)`."""
    return tuple(_PLACE.findall(text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """`text` with each `{place}` replaced by its value. KeyError where there is none: the dossier was checked."""
    return _PLACE.sub(lambda found: values[found[1]], text)
