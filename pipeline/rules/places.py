"""The place in the line of place and date (R065, R066); police and army follow their own ministries (R067)."""

import re
from collections.abc import Iterator

from pipeline.components import Part, fold
from pipeline.decree import decree
from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.vietnamese import FAMILY_NAMES

_PLACE = re.compile(r"(?P<place>\S.*?),? ngày\b.*")
_COMMUNE = re.compile(r"\b(?:XÃ|PHƯỜNG|ĐẶC KHU|THỊ TRẤN) (?P<name>\S.*)")
_UNIT = re.compile(
    r"(?P<unit>tỉnh|thành phố|tp\.?|xã|phường|đặc khu|thị trấn|huyện|quận)\s*(?P<name>\S.*)", re.IGNORECASE
)
_ARMED = re.compile(r"CÔNG AN|QUÂN SỰ|BỘ TƯ LỆNH|QUÂN KHU|BIÊN PHÒNG|BỘ QUỐC PHÒNG|TRUNG ĐOÀN|SƯ ĐOÀN")


@rule("R065")
def own_commune(subject: Subject) -> Iterator[Miss]:
    """The committee of a commune names its commune."""
    for part, place in _places(subject):
        issuer = " ".join(one.words for one in subject.anatomy.of("issuer")).upper()
        committees = tuple(body.name for body in subject.table.words.committees)
        found = _COMMUNE.search(issuer)
        if found is None or not issuer.startswith(committees):
            continue
        name = found["name"].strip(" .-")
        bare = _UNIT.fullmatch(place)
        said = {fold(one).upper() for one in (place, bare["name"] if bare else place)}
        if name not in said:
            yield miss("R065", "other-place", part, wanted=_spelt(name))


@rule("R066")
def place_name(subject: Subject) -> Iterator[Miss]:
    """A unit called after a person, a number or an event is named in full; of any other stands the bare name."""
    for part, place in _places(subject):
        found = _UNIT.fullmatch(place)
        name = found["name"] if found else place
        full = next((one for one in subject.table.words.full_places if fold(one).endswith(fold(name))), "")
        if full and place != full:
            yield miss("R066", "place-in-full", part, wanted=full)
        elif found is None and name.isdecimal():
            yield miss("R066", "place-number", part)
        elif found is not None and not full and not _commemorates(name):
            wanted = name[:1].upper() + name[1:]
            certain = fold(found["unit"]).lower() in ("tỉnh", "xã", "huyện", "thị trấn", "đặc khu")
            one = miss("R066", "place-bare", part, wanted=wanted)
            yield one if certain else advice(one)


def _places(subject: Subject) -> Iterator[tuple[Part, str]]:
    """The place of each line of place and date that says one, unless the issuer is of the police or the army."""
    names = " ".join(part.words.upper() for part in subject.anatomy.of("superior", "issuer"))
    if _ARMED.search(names):
        return
    for part in subject.anatomy.of("place_date"):
        if (found := _PLACE.fullmatch(part.words)) and not set(found["place"]) <= set(".…_ "):
            yield part, found["place"].strip(" ,")


def _commemorates(name: str) -> bool:
    """Whether a name is a number, or may be a person's or an event's."""
    first, *others = name.split()
    known = any(fold(one).upper() == fold(name).upper() for one in decree().words.commemorated)
    return name[:1].isdigit() or known or bool(others and first.capitalize() in FAMILY_NAMES)


def _spelt(name: str) -> str:
    return " ".join(part.capitalize() for part in name.split())
