"""Automatic numbering: which numbering a paragraph has, and how its number is printed.

A paragraph names a `w:num`, itself or through its style; that names a `w:abstractNum`, the list whose numbers it
counts on, and may change single levels of it (ECMA-376 part 1, 17.9).
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lxml.etree import _Element

from pipeline.vietnamese import roman
from pipeline.view.measures import switch, whole
from pipeline.view.names import VAL, W
from pipeline.view.properties import Properties, paragraph_properties, run_properties

BULLET = "•"
_LEVELS = 9
_PRIVATE = range(0xE000, 0xF900)
_FACES_OF_SIGNS = ("wingdings", "webdings", "zapfdingbats")  # Symbol shows signs such as - and + as they are
_PLACE = re.compile(r"%([1-9])")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_MOST_LETTERS = 30 * len(_ALPHABET)  # Word begins again at "a" after thirty times "z"
_MOST_ROMAN = 3999
_LONGEST = 255  # what Word takes for a level's text


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """A level of a list as written.

    `restart` is the 1-based level whose paragraphs (and those above it) make this one begin anew; None where all
    higher levels do, 0 where none does. `gap` is what stands between the label and the text.
    """

    start: int
    format: str
    text: str
    gap: str
    legal: bool
    restart: int | None
    style: str
    run: Properties
    paragraph: Properties


@dataclass(frozen=True, slots=True, eq=False)
class Num:
    """A `w:num`: the list on whose numbers it counts, its levels, the numbers that it begins anew with."""

    id: str
    list: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]

    def start(self, level: int) -> int:
        """The first number of a level, whenever it begins."""
        return self.starts.get(level, self.levels[level].start)


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """The numbering of a paragraph; `by` is the style that names it, "" where the paragraph itself does."""

    num: Num
    depth: int
    by: str

    @property
    def level(self) -> Level:
        """Its level of the list."""
        return self.num.levels[self.depth]


@dataclass(frozen=True)
class Numbering:
    """The numberings of a document; `numbers_of_style` tells the `w:num` that a list style names ("" for none)."""

    root: _Element | None
    numbers_of_style: Callable[[str], str]
    _found: dict[tuple[object, ...], Numbered | None] = field(default_factory=dict)

    def of(self, style_id: str, said: Properties, line: Iterable[tuple[str, Properties]]) -> Numbered | None:
        """The numbering of a paragraph that says `said`; `line` gives what its styles say, the nearest first.

        The level of a numbering that a style names is the one that names that style (17.9.23); the number 0 takes
        numbering away (17.9.18).
        """
        key = (style_id, said.get("num_id"), said.get("num_level"))
        if key not in self._found:
            self._found[key] = self._sought(said, list(line)) if self.root is not None else None
        return self._found[key]

    def _sought(self, said: Properties, line: list[tuple[str, Properties]]) -> Numbered | None:
        by, number = next(((by, says["num_id"]) for by, says in [("", said), *line] if "num_id" in says), ("", ""))
        num = self._num(str(number))
        if num is None:
            return None
        depth = next((says["num_level"] for says in (said, *(says for _, says in line)) if "num_level" in says), 0)
        if by and "num_level" not in said:
            linked = {level.style: depth for depth, level in num.levels.items() if level.style}
            depth = next((linked[style] for style, _ in line if style in linked), depth)
        direct = not by or "num_level" in said
        depth = int(str(depth))
        return Numbered(num, depth, "" if direct else by) if depth in num.levels else None

    def _num(self, number: str) -> Num | None:
        if number not in self._nums:
            return None
        if isinstance(found := self._nums[number], Num):
            return found
        named = _value(found, "abstractNumId")
        levels, starts = dict(self._levels(named)), {}
        for override in found.iterchildren(W + "lvlOverride"):
            depth = whole(override.get(W + "ilvl"))
            if depth is None:
                continue
            if (level := override.find(W + "lvl")) is not None:
                levels[depth] = _level(level)
            if (start := whole(_value(override, "startOverride"))) is not None and depth in levels:
                starts[depth] = start
        self._nums[number] = num = Num(number, named, levels, starts)
        return num

    def _levels(self, named: str) -> Mapping[int, Level]:
        """The levels of a list, or of the list that its list style names (17.9.21)."""
        source = self._lists.get(named)
        if source is not None and (link := _value(source, "numStyleLink")):
            other = self._nums.get(self.numbers_of_style(link))
            linked = _value(other, "abstractNumId") if isinstance(other, _Element) else getattr(other, "list", "")
            source = self._lists.get(linked)
        found = source.iterchildren(W + "lvl") if source is not None else ()
        depths = ((whole(level.get(W + "ilvl")), level) for level in found)
        return {depth: _level(level) for depth, level in depths if depth is not None and depth < _LEVELS}

    @cached_property
    def _nums(self) -> dict[str, _Element | Num]:
        """Every `w:num` by its id: as it stands, or taken apart once it was asked for."""
        found = self.root.iterchildren(W + "num") if self.root is not None else ()
        return {num.get(W + "numId", ""): num for num in found if num.get(W + "numId") != "0"}

    @cached_property
    def _lists(self) -> dict[str, _Element]:
        found = self.root.iterchildren(W + "abstractNum") if self.root is not None else ()
        return {one.get(W + "abstractNumId", ""): one for one in found}


@dataclass(slots=True)
class Counting:
    """The numbers that one story has come to: by list and level; `begun` are the starts that were obeyed."""

    reached: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, numbered: Numbered) -> tuple[str, str]:
        """The label of the next paragraph of this numbering, and what stands between it and the text."""
        num, depth, level = numbered.num, numbered.depth, numbered.level
        self._count(num, depth)
        counts = self.reached[num.list]

        def shown(found: re.Match[str]) -> str:
            other = int(found[1]) - 1
            if other > depth or other not in num.levels:
                return ""
            number = counts.get(other, num.start(other))
            return _written(number, num.levels[other].format, legal=level.legal)

        text = _PLACE.sub(shown, level.text)
        gap = level.gap or (" " if text[-1:].isspace() else "")
        text = _visible(text.strip(), str(level.run.get("ascii", "")).casefold())
        return (text, gap) if text else ("", "")

    def _count(self, num: Num, depth: int) -> None:
        counts = self.reached.setdefault(num.list, {})
        fresh = depth in num.starts and (num.id, depth) not in self.begun
        self.begun.add((num.id, depth))
        counts[depth] = num.start(depth) if fresh or depth not in counts else counts[depth] + 1
        for deeper in [other for other in counts if other > depth]:
            restart = num.levels[deeper].restart if deeper in num.levels else None
            if restart is None or depth < restart:
                del counts[deeper]


def letters(number: int) -> str:
    """A number in small letters as Word writes it: a to z, aa, bb to zz, aaa ...; "" for 0."""
    if not number:
        return ""
    times, letter = divmod((number - 1) % _MOST_LETTERS, len(_ALPHABET))
    return _ALPHABET[letter] * (times + 1)


def _written(number: int, form: str, *, legal: bool) -> str:
    """The number in its format; a format of Word's own making is its first number ("001")."""
    if form in ("none", "bullet"):
        return ""
    if legal:
        return str(number)
    return _FORMATS[form](number) if form in _FORMATS else str(number).zfill(len(form) if form.isdecimal() else 1)


def _visible(text: str, face: str) -> str:
    """The label as a reader names it: what has a meaning in a face of symbols only is a bullet."""
    if text and face.startswith(_FACES_OF_SIGNS):
        return BULLET
    if face == "symbol" or any(ord(character) in _PRIVATE for character in text):
        signs = (chr(ord(one) & 0xFF) if ord(one) in _PRIVATE else one for one in text)
        return "".join(sign if sign.isascii() and not sign.isalpha() else BULLET for sign in signs)
    return text


def _roman(number: int) -> str:
    return roman(number) if number <= _MOST_ROMAN else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "numberInDash": lambda number: f"- {number} -",
}


def _level(source: _Element) -> Level:
    text, legal, suffix = source.find(W + "lvlText"), source.find(W + "isLgl"), _value(source, "suff")
    return Level(
        start=whole(_value(source, "start")) or 0,
        format=_format(source.find(f".//{W}numFmt")),
        text=text.get(VAL, "")[:_LONGEST] if text is not None else "",
        gap="" if suffix == "nothing" else " ",
        legal=legal is not None and switch(legal),
        restart=whole(_value(source, "lvlRestart")),
        style=_value(source, "pStyle"),
        run=run_properties(source.find(W + "rPr")),
        paragraph=paragraph_properties(source.find(W + "pPr")),
    )


def _format(source: _Element | None) -> str:
    """The name of a format; of one that is written out ("001, 002, ..."), the first number (17.18.59)."""
    if source is None:
        return "decimal"
    written = source.get(W + "format", "").partition(",")[0].strip()
    return written if source.get(VAL) == "custom" else source.get(VAL, "decimal")


def _value(source: _Element, tag: str) -> str:
    child = source.find(W + tag)
    return child.get(VAL, "") if child is not None else ""
