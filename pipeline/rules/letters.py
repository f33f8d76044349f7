"""Face, character set and colour of everything that is printed (R017 to R019)."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.view import Look, Run

# Faces of the time before Unicode: their letters are other characters than they look.
LEGACY = re.compile(r"\.Vn|VNI[- ]|VK |\.TMC|ABC ", re.IGNORECASE)
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_OTHER_SCRIPTS = ("cs", "east_asia")


@rule("R017", "R018")
def face(subject: Subject) -> Iterator[Miss]:
    """All text is in the decree's face; a face from before Unicode breaks the character set as well."""
    asked = {"wanted": subject.table.face}
    wanted = subject.table.face.casefold()
    for paragraph in subject.view.everywhere():
        for run in paragraph.visible:
            if _all_in(run.look, wanted):
                continue
            used = [name for name in _faces_used(run) if name.casefold() != wanted]
            for name in used:
                if LEGACY.match(name):
                    yield miss("R018", "legacy-face", paragraph, face=name, **asked)
                else:
                    yield miss("R017", "face", paragraph, face=name, **asked)
            for name in sorted({getattr(run.look, slot) for slot in _OTHER_SCRIPTS}):
                if name and name.casefold() != wanted and not used:
                    yield advice(miss("R017", "other-face", paragraph, face=name, **asked))


@rule("R018")
def character_set(subject: Subject) -> Iterator[Miss]:
    """Characters are Unicode's own, and letters with their marks are one character each (NFC)."""
    for paragraph in subject.view.everywhere():
        if paragraph.text.isascii():
            continue
        if _PRIVATE_USE.search(paragraph.text):
            yield miss("R018", "private-characters", paragraph)
        elif not unicodedata.is_normalized("NFC", paragraph.text):
            yield advice(miss("R018", "decomposed", paragraph))


@rule("R019")
def color(subject: Subject) -> Iterator[Miss]:
    """Text is black, but for the red stamp of urgency."""
    allowed = {"auto", subject.table.color}
    stamps = {part.paragraph.place for part in subject.anatomy.parts() if part.key == "urgency"}
    for paragraph in subject.view.everywhere():
        for run in paragraph.visible:
            if run.look.color not in allowed and paragraph.place not in stamps:
                yield miss("R019", "color", paragraph, color=run.look.color)


def _all_in(look: Look, wanted: str) -> bool:
    return all(name.casefold() == wanted for name in (look.ascii, look.hansi, look.cs, look.east_asia))


def _faces_used(run: Run) -> Iterator[str]:
    """The faces of the characters in the run: Word has one for ASCII and one for the letters beyond."""
    plain = any(character.isascii() and not character.isspace() for character in run.text)
    faces = {run.look.ascii if plain else "", "" if run.text.isascii() else run.look.hansi}
    yield from sorted(filter(None, faces))
