"""How text is set: face, colour, and each component as its row of the decree's table has it."""

import re
from collections.abc import Iterator, Sequence

from lxml.etree import _Element

from pipeline.components import RUNNING, Part
from pipeline.decree import Component, decree
from pipeline.mending.draft import Draft, mends, nearest
from pipeline.mending.markup import child, forget, set_align, set_value, switch
from pipeline.rules.checks import Miss
from pipeline.rules.letters import LEGACY
from pipeline.view import Look, Place
from pipeline.view.names import VAL, W

_SLOTS = ("ascii", "hAnsi", "cs", "eastAsia")
_THEMED = ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme")
# Faces of pictures: their letters would turn into others.
_PICTURES = re.compile(r"symbol|wingdings|webdings|zapf|mt extra|marlett", re.IGNORECASE)
_COLOR = re.compile(r"[0-9A-Fa-f]{6}")
_LIGHT, _DARK = 0.85, 0.4
# "Điều 5." and the like, before the text of an article that has no title.
_LABEL = re.compile(r"\s*Điều\s+\d+\w?\s*[.:]?")
_SENTENCE = (".", ";", ":", "/.")


@mends(*dict.fromkeys(component.rule for component in decree().components))
def look(draft: Draft, misses: Sequence[Miss]) -> None:
    """Size, weight, slant, capitals (shown, not typed) and alignment of the component's row."""
    for one in misses:
        for part in draft.at(one.at):
            row = draft.row(part)
            if row is not None and row.rule == one.rule:
                _set(draft, part, row, one.code)


def _set(draft: Draft, part: Part, row: Component, code: str) -> None:
    if code in ("size", "one-size"):
        for piece in draft.pieces(part):
            if not row.size_pt.allows(piece.look.size_pt):
                size = draft.body_size if part.key in RUNNING else nearest(row.size_pt, piece.look.size_pt)
                set_value(child(piece.run, "rPr"), "sz", 2 * size)
    elif code == "not-bold" and row.key == "article":
        _embolden_article(draft, part)
    elif code in ("bold", "not-bold"):
        for piece in draft.pieces(part):
            if piece.look.bold != row.bold:
                switch(child(piece.run, "rPr"), "b", on=row.bold)
    elif code in ("italic", "not-italic"):
        for piece in draft.pieces(part):
            if piece.look.italic != row.italic:
                switch(child(piece.run, "rPr"), "i", on=row.italic)
    elif code == "not-capitals":
        for piece in draft.pieces(part):
            if not piece.look.caps and piece.text.upper() != piece.text:
                switch(child(piece.run, "rPr"), "caps", on=True)
    elif code == f"align-{row.align}":
        _align(draft, part.place, row.align)


def _align(draft: Draft, place: Place, align: str) -> None:
    """Align a paragraph, unless another part in it may not be set so."""
    rows = [row for part in draft.at(place) if part.paragraph.visible and (row := draft.row(part))]
    if all(align in (row.align, *row.align_also) for row in rows):
        set_align(draft.element(place), align)


def _embolden_article(draft: Draft, part: Part) -> None:
    """A title as a whole; where the article's text follows in the same paragraph, "Điều 5." alone."""
    text = "".join(letter.char for letter in draft.letters(part)).rstrip()
    found = _LABEL.match(text)
    sentence = text.endswith(_SENTENCE)
    if part.paragraph.label and sentence:  # Word writes "Điều 5." as the paragraph's mark looks
        switch(child(child(draft.element(part), "pPr"), "rPr"), "b", on=True)
        return
    title = found is None or not sentence or found.end() == len(text)
    for piece in draft.pieces(part) if title else draft.cut(part, found.end() if found else 0):
        switch(child(piece.run, "rPr"), "b", on=True)


@mends("R085")
def one_size(draft: Draft, misses: Sequence[Miss]) -> None:
    """All running text in its commonest size."""
    if any(one.code == "several-sizes" for one in misses):
        for part in draft.running:
            for piece in draft.pieces(part):
                if piece.look.size_pt != draft.body_size:
                    set_value(child(piece.run, "rPr"), "sz", 2 * draft.body_size)


@mends("R037")
def sizes_together(draft: Draft, misses: Sequence[Miss]) -> None:
    """Tiêu ngữ one point larger than Quốc hiệu, as far as the decree allows."""
    row = draft.subject.table.component("motto")
    titles = draft.subject.anatomy.of("national_title")
    for one in misses:
        for part in draft.at(one.at):
            if part.key == "motto" and titles:
                size = nearest(row.size_pt, titles[0].paragraph.visible[0].look.size_pt + 1)
                for piece in draft.pieces(part):
                    set_value(child(piece.run, "rPr"), "sz", 2 * size)


@mends("R019")
def color(draft: Draft, misses: Sequence[Miss]) -> None:
    """Automatic, that is black; not on a dark ground, nor text so light that it must stand on one."""
    for one in misses:
        for part in draft.at(one.at):
            for piece in draft.pieces(part):
                wrong = piece.look.color not in ("auto", draft.subject.table.color)
                if wrong and _light(piece.look.color) < _LIGHT and _ground(piece.run) > _DARK:
                    set_value(child(piece.run, "rPr"), "color", "auto")


def _ground(run: _Element) -> float:
    """How light the ground is on which a run stands: its own, its paragraph's or its cell's; that of paper is 1."""
    shades = [run.find(f"{W}rPr/{W}shd")]
    for holder, properties in (("p", "pPr"), ("tc", "tcPr")):
        shades += [one.find(f"{W}{properties}/{W}shd") for one in run.iterancestors(W + holder)]
    fills = (one.get(W + "fill", "auto") for one in shades if one is not None)
    return min((_light(fill) for fill in fills), default=1.0)


def _light(color: str) -> float:
    """How light a colour is, 0 (black) to 1; what is none counts as paper."""
    if not _COLOR.fullmatch(color):
        return 1.0
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return 0.3 * red + 0.59 * green + 0.11 * blue


@mends("R124")
def underline(draft: Draft, misses: Sequence[Miss]) -> None:
    """No underline below "Nơi nhận:"."""
    for one in misses:
        if one.code == "underlined":
            for part in draft.at(one.at):
                if part.key == "recipients_label":
                    no_underline(draft, part)


def no_underline(draft: Draft, part: Part) -> None:
    """Take the underline away from a part's text."""
    for piece in draft.pieces(part):
        if piece.look.underline:
            set_value(child(piece.run, "rPr"), "u", "none")


# ---- face --------------------------------------------------------------------------------------------------------


@mends("R017")
def face(draft: Draft, misses: Sequence[Miss]) -> None:
    """The decree's face where the wrong one is said: in the run, its styles, the defaults; else in the run.

    Text in a face from before Unicode, or in one of pictures, would need other letters and is left.
    """
    wanted = draft.subject.table.face
    mended: list[_Element] = []
    for one in misses:
        for part in draft.at(one.at):
            for piece in draft.pieces(part):
                faces = _faces(piece.look)
                if all(name.casefold() == wanted.casefold() for name in faces) or any(map(_kept, faces)):
                    continue
                sources = list(_sources(draft, part, piece.run))
                told = [source for source in sources if source in mended or _set_faces(source, wanted)]
                mended += told
                if not told:
                    _set_all(child(piece.run, "rPr"), wanted)


def _faces(look: Look) -> tuple[str, ...]:
    return look.ascii, look.hansi, look.cs, look.east_asia


def _kept(name: str) -> bool:
    return bool(LEGACY.match(name) or _PICTURES.match(name))


def _sources(draft: Draft, part: Part, run: _Element) -> Iterator[_Element]:
    """The `w:rPr` out of which a run has its look: its own, of its styles and theirs, the defaults."""
    own = run.find(W + "rPr")
    if own is not None:
        yield own
    if (styles := draft.styles) is None:
        return
    element = draft.element(part)
    named = [run.find(f"{W}rPr/{W}rStyle"), element.find(f"{W}pPr/{W}pStyle")]
    named += [table.find(f"{W}tblPr/{W}tblStyle") for table in element.iterancestors(W + "tbl")]
    chain = {one.get(VAL, "") for one in named if one is not None}
    by_id = {style.get(W + "styleId", ""): style for style in styles.iterchildren(W + "style")}
    chain |= {name for name, style in by_id.items() if style.get(W + "default", "0") in ("1", "true", "on")}
    seen: set[str] = set()
    while chain - seen:
        name = sorted(chain - seen)[0]
        seen.add(name)
        if (style := by_id.get(name)) is not None:
            if (said := style.find(W + "rPr")) is not None:
                yield said
            if (base := style.find(W + "basedOn")) is not None:
                chain.add(base.get(VAL, ""))
    if (defaults := styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")) is not None:
        yield defaults


def _set_faces(properties: _Element, wanted: str) -> bool:
    """Set the face wherever these properties say another, or ask the theme for one; whether they did."""
    fonts = properties.find(W + "rFonts")
    if fonts is None:
        return False
    changed = False
    for slot, themed in zip(_SLOTS, _THEMED, strict=True):
        said = fonts.get(W + slot, "")
        asks = W + themed in fonts.attrib
        forget(fonts, themed)
        if asks or (said and said.casefold() != wanted.casefold() and not _kept(said)):
            fonts.set(W + slot, wanted)
            changed = True
    return changed


def _set_all(properties: _Element, wanted: str) -> None:
    fonts = child(properties, "rFonts")
    for slot, themed in zip(_SLOTS, _THEMED, strict=True):
        forget(fonts, themed)
        fonts.set(W + slot, wanted)
