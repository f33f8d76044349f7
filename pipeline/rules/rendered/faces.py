"""The faces that the page is printed in (R017)."""

from collections.abc import Iterator

from pipeline.pages import Word
from pipeline.rules.checks import Miss, advice, miss, miss_in_document
from pipeline.rules.rendered.checks import printed
from pipeline.rules.rendered.seeing import Placed, Seen, right_face

_SHOWN = 12  # characters that a finding shows


@printed("R017")
def faces(seen: Seen) -> Iterator[Miss]:
    """All text is printed in Times New Roman or a face of its widths; single characters may come from another."""
    wanted = seen.subject.table.face
    if no_right_face(seen):
        yield advice(miss_in_document("R017", "no-right-face", wanted=wanted, face=_main_face(seen)))
        return
    asked = {word: one for one in seen.parts for spot in one.spots for word in spot.line.words}
    whole: dict[str, Placed | None] = {}
    single: dict[str, str] = {}
    for page in seen.pages:
        for word in page.words:
            if right_face(word):
                continue
            one = asked.get(word)
            if _stands_in(word, one, wanted):
                single[_family(word)] = single.get(_family(word), "") + word.text
            else:
                whole.setdefault(_family(word), one)
    for family, one in whole.items():
        values = {"face": family, "wanted": wanted}
        yield (
            miss("R017", "printed-face", one.part, **values)
            if one
            else miss_in_document("R017", "printed-face", **values)
        )
    for family, characters in single.items():
        shown = " ".join(list(dict.fromkeys(characters))[:_SHOWN])
        yield advice(miss_in_document("R017", "stand-in", face=family, wanted=wanted, characters=shown))


def no_right_face(seen: Seen) -> bool:
    """Whether Times New Roman was asked for and the machine has no face of its widths."""
    words = [word for page in seen.pages for word in page.words]
    asked = any(_asks(one, seen.subject.table.face) for one in seen.parts if one.spots)
    return asked and not any(map(right_face, words))


def _stands_in(word: Word, one: Placed | None, wanted: str) -> bool:
    """Whether a word comes from another face only because the right one lacks its characters."""
    if one is None:
        return not any(character.isalnum() for character in word.text)
    return _asks(one, wanted) and all(wanted in (run.look.ascii, run.look.hansi) for run in one.part.paragraph.visible)


def _asks(one: Placed, wanted: str) -> bool:
    return any(wanted in (run.look.ascii, run.look.hansi) for run in one.part.paragraph.visible)


def _main_face(seen: Seen) -> str:
    letters: dict[str, int] = {}
    for page in seen.pages:
        for word in page.words:
            letters[_family(word)] = letters.get(_family(word), 0) + len(word.text)
    return max(letters, key=lambda family: letters[family], default="")


def _family(word: Word) -> str:
    """The face's name without its style."""
    return word.face.partition("-")[0].partition(",")[0]
