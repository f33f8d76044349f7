"""The names beside the Quốc hiệu: which lines are the superior body's, which the issuer's.

Word says nothing about it, and the weight that the decree asks for (R041, R043) may be the very fault. So the words
decide where they can: a name begins with the kind of body it is, and a superior body outranks the issuer.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.components import patterns
from pipeline.components.folding import fold
from pipeline.view import Paragraph

# How the names of bodies begin, the higher first. A line that begins otherwise goes on with the name above it.
_RANKS = (
    r"(?:ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND) (?:TỈNH|THÀNH PHỐ|TP)|CHÍNH PHỦ|BỘ(?! PHẬN| CHỈ HUY)|QUỐC HỘI",
    r"ỦY BAN NHÂN DÂN|UBND|HỘI ĐỒNG NHÂN DÂN|HĐND|ỦY BAN|TỔNG CỤC|TỔNG CÔNG TY|TẬP ĐOÀN|ĐẠI HỌC",
    r"SỞ|CỤC|BAN QUẢN LÝ|CÔNG AN (?:TỈNH|THÀNH PHỐ)|BỘ CHỈ HUY|THANH TRA TỈNH|HỌC VIỆN|VIỆN",
    r"CHI CỤC|TRUNG TÂM|TRƯỜNG|PHÒNG|VĂN PHÒNG|BAN|CÔNG AN|ĐỘI|TRẠM|HẠT|KHOA|CÔNG TY|TỔ|HỘI",
)
_KINDS = tuple(re.compile(rf"(?:{kinds})\b") for kinds in _RANKS)
_BARE_COMMITTEE = re.compile(r"ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|UBND|HĐND")


def names_a_body(words: str) -> bool:
    """Whether these words begin as the name of a body does."""
    return _rank(words) is not None


def part_issuer(keyed: Sequence[tuple[str, Paragraph]]) -> list[str]:
    """The keys, with the lines above the issuing body's name told apart as the superior's.

    By the words where two bodies of different rank are named. Else, where the lines are of two weights, the bold ones
    are the issuer's (R041, R043); where they are of one, all are: committees show their own name alone (R046).
    """
    lines = [index for index, (key, one) in enumerate(keyed) if key == "issuer" and not patterns.is_ours(one)]
    words = [fold(keyed[index][1].text).upper() for index in lines]
    starts = list(_starts(words))
    if len(starts) > 1:
        above = set(lines[: starts[-1]])
    else:
        bold = {index for index in lines if all(run.look.bold for run in keyed[index][1].visible)}
        broken = bool(words) and _BARE_COMMITTEE.fullmatch(words[0]) is not None
        above = set(lines) - bold if bold and not broken else set()
    return ["superior" if index in above else key for index, (key, _) in enumerate(keyed)]


def _starts(words: Sequence[str]) -> Iterator[int]:
    """Where the names begin: at the first line, and wherever a lower body is named than in the name above."""
    above: int | None = None
    for index, line in enumerate(words):
        rank = _rank(line)
        if index == 0 or (rank is not None and above is not None and rank > above):
            yield index
            above = rank


def _rank(words: str) -> int | None:
    return next((rank for rank, kind in enumerate(_KINDS) if kind.match(words)), None)
