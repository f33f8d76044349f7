"""Face, character set and colour of everything that is printed (R017 to R019)."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline.rules.checks import Miss, Subject, advice, miss, rule
from pipeline.view import Look, Run
from pipeline.view.facts import blind_to_digits

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
        if code := paragraph.tells(_odd_characters):
            one = miss("R018", code, paragraph)
            yield advice(one) if code == "decomposed" else one


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
    faces = {run.look.ascii if run.tells(_has_plain) else "", "" if run.tells(str.isascii) else run.look.hansi}
    yield from sorted(filter(None, faces))


@blind_to_digits
def _has_plain(text: str) -> bool:
    """Whether some of the characters are in ASCII, and more than blanks."""
    return any(character.isascii() and not character.isspace() for character in text)


@blind_to_digits
def _odd_characters(text: str) -> str:
    """The code of what is wrong with the characters, "" for nothing."""
    if text.isascii():
        return ""
    if _PRIVATE_USE.search(text):
        return "private-characters"
    return "" if unicodedata.is_normalized("NFC", text) else "decomposed"
