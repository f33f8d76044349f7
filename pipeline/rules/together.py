"""What must stay together on the page, as far as it can be told without printing it (R032, R096)."""

from collections.abc import Iterator

from pipeline.components import Part
from pipeline.metrics import width_mm
from pipeline.rules.checks import Miss, Subject, miss, rule
from pipeline.view.facts import blind_to_digits

SIGNATURE = ("authority", "signer", "recipients_label", "recipients", "drafter")
# Letters set closer than usual may save this much of a line; it takes the printed page to tell.
_CLOSER = 1.05
# A cell that is said to be narrower has no width worth believing.
_NARROWEST_MM = 30


@rule("R032")
def on_one_line(subject: Subject) -> Iterator[Miss]:
    """Quốc hiệu and Tiêu ngữ are not wider than the cells that they stand in."""
    for part in subject.anatomy.of("national_title", "motto"):
        room, look = part.paragraph.width_mm, part.paragraph.visible[0].look
        if room < _NARROWEST_MM or subject.table.face not in (look.ascii, look.hansi):
            continue
        text = part.paragraph.text.upper() if look.caps else part.paragraph.text
        lines = (line.strip() for line in text.split("\n"))
        width = max(width_mm(line, look.size_pt, bold=look.bold, italic=look.italic) for line in lines)
        if width > _CLOSER * room:
            name = subject.table.component(part.key).name
            yield miss("R032", "too-wide", part, name=name, width=round(width), room=round(room))


@rule("R096")
def not_broken_off(subject: Subject) -> Iterator[Miss]:
    """No page break parts the signature from the text above it."""
    parts = subject.anatomy.main
    signed = next((index for index, part in enumerate(parts) if part.key in SIGNATURE and part.paragraph.visible), 0)
    if signed and _is_broken(parts[: signed + 1]):
        yield miss("R096", "break-before-signature", parts[signed])


def _is_broken(parts: tuple[Part, ...]) -> bool:
    """Whether a page ends between the words of the last part and those before them."""
    *above, last = (part.paragraph for part in parts)
    if last.tells(_breaks_first):
        return True
    for paragraph in reversed(above):
        if paragraph.tells(_breaks_last):
            return True
        if not paragraph.tells(_is_blank):
            break
    return False


@blind_to_digits
def _breaks_first(text: str) -> bool:
    return "\f" in text[: len(text) - len(text.lstrip())]


@blind_to_digits
def _breaks_last(text: str) -> bool:
    return "\f" in text[len(text.rstrip()) :]


@blind_to_digits
def _is_blank(text: str) -> bool:
    return not text.strip()
