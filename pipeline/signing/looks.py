"""What of a signature is seen on the page, and where: a picture above the name, or a line at the top."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.layout import BoxConstraints

from pipeline.decree import decree
from pipeline.metrics import MM_PER_POINT, width_mm
from pipeline.pages import Pages
from pipeline.problems import Problem, VanbanError, Where
from pipeline.signing.face import Lines
from pipeline.signing.pictures import Picture
from pipeline.signing.places import (
    Block,
    Box,
    at_top_right,
    block_of,
    is_numbered,
    number_of_main,
    over_left_third,
    over_name,
    signature_in,
)
from pipeline.signing.values import Signature
from pipeline.vietnamese import bare

_LINE_MM = 95.0  # longer lines at the top of a page are broken: ô 14 is in its right half


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen, in which place; and what should be told of it."""

    content: PdfContent
    box: Box
    notices: tuple[Problem, ...] = ()


def look_of(pages: Pages, taken: Sequence[Box], signature: Signature, holder: str, now: datetime) -> Look:
    """How the signature of `holder`, made at `now`, is seen among those that have their places already.

    VanbanError where the page has no place for it.
    """
    if signature.picture is None:
        return _line(pages, taken, _said(pages, signature, holder, now))
    block = block_of(pages)
    if signature.role == "signer":
        look = _above_name(block, taken, signature.picture, signature.wide, holder)
    else:
        assert signature.wide is not None
        look = _seal(block, taken, signature.picture, signature.wide)
    unnumbered = Problem(Where(), "sign-not-numbered")
    return look if is_numbered(pages) else replace(look, notices=(*look.notices, unnumbered))


def _above_name(block: Block, taken: Sequence[Box], picture: Picture, wide: float | None, holder: str) -> Look:
    box = over_name(block, picture.shape, wide)
    _refuse_taken(box, taken)
    named = block.name.text
    other = Problem(Where(), "sign-other-name", values={"name": named, "holder": holder})
    return Look(_image(picture, box), box, () if _is_of(named, holder) else (other,))


def _seal(block: Block, taken: Sequence[Box], picture: Picture, wide: float) -> Look:
    present = signature_in(block, taken)
    if present is None:
        raise VanbanError("sign-not-yet", name=block.name.text, page=str(block.page.number))
    box = over_left_third(present, picture.shape, wide)
    _refuse_taken(box, [one for one in taken if one != present])
    return Look(_image(picture, box), box)


def _line(pages: Pages, taken: Sequence[Box], said: Sequence[str]) -> Look:
    size = float(decree().component("signature_info").size_pt.use)
    lines = _broken(said, size)
    box = at_top_right(pages.pages[0], lines)
    _refuse_taken(box, taken)
    return Look(Lines(lines, size, box.width / MM_PER_POINT, box.height / MM_PER_POINT), box)


def _said(pages: Pages, signature: Signature, holder: str, now: datetime) -> list[str]:
    """What stands at the top of an annex in its own file (R176), of an e-copy (R190); the zone as ISO 8601 has it."""
    zone = now.strftime("%z")
    time = [now.strftime("%d/%m/%Y"), now.strftime("%H:%M:%S ") + f"{zone[:3]}:{zone[3:]}"]
    if signature.role != "annex":
        return [decree().signatures.copies[signature.role], holder, *time]
    number = signature.number or number_of_main(pages)
    if not number:
        raise VanbanError("sign-no-number")
    return [f"Số: {number}", *time]


def _broken(said: Sequence[str], size: float) -> list[str]:
    lines = [said[0]]
    for part in said[1:]:
        longer = f"{lines[-1]}; {part}"
        if width_mm(longer, size) > _LINE_MM:
            lines[-1] += ";"
            lines.append(part)
        else:
            lines[-1] = longer
    return lines


def _image(picture: Picture, box: Box) -> PdfContent:
    own = BoxConstraints(width=box.width / MM_PER_POINT, height=box.height / MM_PER_POINT)
    return PdfImage(picture.image, box=own)


def _refuse_taken(box: Box, taken: Sequence[Box]) -> None:
    if box.left < 0 or any(box.overlaps(one) for one in taken):
        raise VanbanError("sign-place-taken", page=str(box.page))


def _is_of(printed: str, holder: str) -> bool:
    """Whether the name on the page, with a title or without, is the certificate's, which may do without marks."""
    return bare(holder.partition("(")[0]).casefold().strip() in bare(printed).casefold()
