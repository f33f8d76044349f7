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
    issuer = " ".join(one.words for one in subject.anatomy.of("issuer")).upper()
    committees = tuple(body.name for body in subject.table.words.committees)
    found = _COMMUNE.search(issuer)
    if found is None or not issuer.startswith(committees):
        return
    name = found["name"].strip(" .-")
    for part in _dated(subject):
        if not part.tells(_may_name, name):
            yield miss("R065", "other-place", part, wanted=_spelt(name))


@rule("R066")
def place_name(subject: Subject) -> Iterator[Miss]:
    """A unit called after a person, a number or an event is named in full; of any other stands the bare name."""
    for part in _dated(subject):
        code, wanted, certain = part.tells(_misplaced)
        if code:
            one = miss("R066", code, part, **({"wanted": wanted} if wanted else {}))
            yield one if certain else advice(one)


def _dated(subject: Subject) -> tuple[Part, ...]:
    """The lines of place and date, unless the issuer is of the police or the army."""
    names = " ".join(part.words.upper() for part in subject.anatomy.of("superior", "issuer"))
    return () if _ARMED.search(names) else subject.anatomy.of("place_date")


def _place(line: str) -> str | None:
    """The place in a line of place and date, None where it does not say one."""
    found = _PLACE.fullmatch(line)
    return found["place"].strip(" ,") if found and not set(found["place"]) <= set(".…_ ") else None


def _may_name(line: str, name: str) -> bool:
    """Whether the place of a line, if it says one, has this name (in capitals), with its unit's noun or without."""
    if (place := _place(line)) is None:
        return True
    bare = _UNIT.fullmatch(place)
    return name in {fold(one).upper() for one in (place, bare["name"] if bare else place)}


def _misplaced(line: str) -> tuple[str, str, bool]:
    """The code of what is wrong with the place of a line ("" for nothing), what is wanted, whether that is certain."""
    if (place := _place(line)) is None:
        return "", "", True
    found = _UNIT.fullmatch(place)
    name = found["name"] if found else place
    full = next((one for one in decree().words.full_places if fold(one).endswith(fold(name))), "")
    if full and place != full:
        return "place-in-full", full, True
    if found is None and name.isdecimal():
        return "place-number", "", True
    if found is not None and not full and not _commemorates(name):
        certain = fold(found["unit"]).lower() in ("tỉnh", "xã", "huyện", "thị trấn", "đặc khu")
        return "place-bare", name[:1].upper() + name[1:], certain
    return "", "", True


def _commemorates(name: str) -> bool:
    """Whether a name is a number, or may be a person's or an event's."""
    first, *others = name.split()
    known = any(fold(one).upper() == fold(name).upper() for one in decree().words.commemorated)
    return name[:1].isdigit() or known or bool(others and first.capitalize() in FAMILY_NAMES)


def _spelt(name: str) -> str:
    return " ".join(part.capitalize() for part in name.split())
