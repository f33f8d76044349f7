"""Which agency answers for a commune, as clerks write it: abbreviated, without its kind, by a name of the past."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline.records import Agency
from pipeline.vietnamese import fold

# Kinds of units as they are abbreviated (Nghị định 30/2020 asks for the whole word in a document).
_KINDS = {
    "x": "xa",
    "p": "phuong",
    "tt": "thi tran",
    "ttr": "thi tran",
    "tdp": "to dan pho",
    "kp": "khu pho",
    "dk": "dac khu",
}
_WHOLE_KINDS = ("xa", "phuong", "thi tran", "thon", "to dan pho", "khu pho", "dac khu", "ban", "ap", "khom")
_BEHIND = re.compile(r"\s*(?:[,(]|\s-\s).*", re.DOTALL)  # the district and province behind a commune


class Place(NamedTuple):
    """The agency that answers for a commune; `merged` says that the commune has become part of its area."""

    agency: Agency
    merged: bool = False


class Areas:
    """The areas that agencies answer for on a day; `successors` gives the present name of former communes."""

    def __init__(self, agencies: Iterable[Agency], day: date | None, successors: Mapping[str, str]) -> None:
        with_area = [agency for agency in agencies if agency.area]
        self.names = tuple(agency.area for agency in with_area if not day or agency.exists_on(day))
        self._known: dict[str, Place | None] = {}
        for agency in with_area:
            if day and not agency.exists_on(day):
                self._known.setdefault(_key(agency.area), None)
            else:
                self._known[_key(agency.area)] = Place(agency)
        shipped = _shipped(day) if day else {}
        for former, present in {**shipped, **{_key(old): _key(new) for old, new in successors.items()}}.items():
            place = self._known.get(present)
            if place and not self._known.get(former):
                self._known[former] = Place(place.agency, merged=True)
        self._by_bare_name = _told_apart(self._known)
        self._met: dict[str, Place | None] = {}

    def find(self, commune: str) -> Place | None:
        """The place that a commune's name stands for, in whatever spelling; None where there is none, or several."""
        try:
            return self._met[commune]
        except KeyError:
            pass
        key = _key(commune)
        place = self._known[key] if key in self._known else self._by_bare_name.get(key)
        if len(self._met) < 10_000:
            self._met[commune] = place
        return place

    def is_past(self, commune: str) -> bool:
        """Whether a commune is known, but no agency answers for it on the day."""
        return self._known.get(_key(commune), ...) is None


def _key(commune: str) -> str:
    """What spellings of a commune have in common: `TT. Đồi Ngô, H. Lục Nam` -> `thi tran doi ngo`."""
    first, _, rest = fold(_BEHIND.sub("", commune)).removeprefix("ubnd ").partition(" ")
    return f"{_KINDS.get(first, first)} {rest}".strip() if rest else first


def _told_apart(known: Mapping[str, Place | None]) -> dict[str, Place | None]:
    """The places by their names without the kind, where no two have the same."""
    bare: dict[str, Place | None] = {}
    for key, place in known.items():
        name = next((key.removeprefix(f"{kind} ") for kind in _WHOLE_KINDS if key.startswith(f"{kind} ")), key)
        bare[name] = None if name in bare else place
    return bare


@cache
def _shipped(day: date) -> dict[str, str]:
    """What became of former communes by the resolutions in force on a day."""
    table = tomllib.loads((Path(__file__).parent / "successors.toml").read_text(encoding="utf-8"))
    return {
        _key(former): _key(present)
        for resolution in table["resolution"]
        if resolution["since"] <= day
        for present, formers in resolution["units"].items()
        for former in formers
        if _key(former) != _key(present)
    }
