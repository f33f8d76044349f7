"""The rows of one worksheet, while its XML comes in."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, NamedTuple

from pipeline.sources.fonts import legacy_font
from pipeline.sources.markup import (
    CHUNK,
    DAMAGE,
    MOST_PIECES,
    Attributes,
    SharedTexts,
    TooLargeError,
    cleaned,
    parser_of,
)
from pipeline.sources.rows import MOST_COLUMNS, MOST_ROWS
from pipeline.sources.serials import Shape, iso_text, number_text, shown_text
from pipeline.sources.sheets import NOT_RECKONED, RawRow, asked_outside
from pipeline.sources.styles import Styles


class Meanings(NamedTuple):
    """What cells refer to: the shared texts, the styles, the day that dates count from."""

    texts: SharedTexts
    styles: Styles
    epoch: date


def sheet_rows(stream: IO[bytes], meanings: Meanings) -> Iterator[RawRow]:
    """The rows that hold something.

    Raises one of DAMAGE where the sheet breaks off, once the rows above have come out.
    """
    reader = _Reader(meanings)
    damage: Exception | None = None
    piece = b"-"
    try:
        while piece and not damage:
            try:
                piece = stream.read(CHUNK)
                reader.parser.Parse(piece, not piece)
                reader.stay_within_bounds()
            except DAMAGE as error:
                damage = error
            if not (piece or damage):
                reader.end_row()
            yield from reader.rows
            reader.rows.clear()
    finally:
        del reader.parser  # the two hold each other, and all shared texts with them
    if damage:
        raise damage


class _Columns(dict[str, int]):
    """The columns by their letters, counted from 0."""

    def __missing__(self, letters: str) -> int:
        if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
            raise ValueError(f"{letters} is no column")
        index = 0
        for letter in letters.upper():
            index = 26 * index + ord(letter) - ord("A") + 1
        self[letters] = index - 1
        return index - 1


class _Reader:
    """The handlers of the parser, which hears of no end: a cell ends where the next one, or a row, begins.

    Every call from the parser costs as much as all the rest of a cell, so there are as few as can be.
    """

    def __init__(self, meanings: Meanings) -> None:
        self.rows: list[RawRow] = []
        self.parser = parser_of(self._start, text=self._text)
        self._texts = meanings.texts
        self._epoch = meanings.epoch
        self._shapes: Mapping[str, Shape] = meanings.styles.shapes
        self._legacy: Mapping[str, str] = meanings.styles.fonts
        self._texts_of = {
            "inlineStr": cleaned,
            "str": cleaned,
            "s": self._shared,
            "n": self._number_or_date,
            "b": _yes,
            "d": iso_text,
        }
        self._columns = _Columns()
        self._number = 0
        self._values: list[str] = []
        self._column = -1
        self._kind = ""  # of the present cell: its attribute t
        self._style = ""
        self._holder = ""  # the element that holds its text
        self._inside = False  # of that element
        self._pieces: list[str] = []  # of that text
        self._formula = False  # or whatever else of the cell is passed over, is a formula
        self._hidden = False
        self._fonts: dict[int, str] = {}  # of the present row
        self._outside: dict[int, str] = {}

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == self._holder:
            self._inside = True
            return
        self._inside = False
        if name == "c":
            if self._pieces:
                self._end_cell()
            place = attributes.get("r")
            self._column = self._columns[place.rstrip("0123456789")] if place else self._column + 1
            self._kind = kind = attributes.get("t", "n")
            self._style = attributes.get("s", "0")
            self._holder = "t" if kind == "inlineStr" else "v"
        elif name == "row":
            self.end_row()
            number = int(float(attributes["r"])) if "r" in attributes else self._number + 1
            if not self._number < number <= MOST_ROWS:
                raise ValueError(f"row {number} follows {self._number}")
            self._number = number
            self._column = -1
            self._hidden = attributes.get("hidden") in _TRUE
        elif name == "f":
            self._formula = True
            self._pieces.append("")  # so that the cell ends as one that holds something
        elif name == "r":
            self.parser.EndElementHandler = self._end
        elif name == "rFont":
            self._note_font(legacy_font(attributes.get("val", "")))
        elif name == "rPh":
            self._holder = ""  # how to pronounce the text is none of it

    def _text(self, data: str) -> None:
        if self._inside:
            self._pieces.append(data)
        elif self._formula and (code := asked_outside(data)):
            self._outside[self._column] = code

    def _end(self, _name: str) -> None:
        """Between the runs of a formatted text may stand blanks that are none of it."""
        self._inside = False

    def end_row(self) -> None:
        """Put the present row with the others."""
        if self._pieces:
            self._end_cell()
        if self._values:
            self.rows.append(RawRow(self._number, self._values))
            self._values = []
            if self._hidden or self._fonts or self._outside:
                self._remark()

    def _remark(self) -> None:
        """Say with the present row what is remarkable about it."""
        fonts = {column: font for column, font in self._fonts.items() if column < len(self.rows[-1].texts)}
        self.rows[-1] = self.rows[-1]._replace(hidden=self._hidden, fonts=fonts, outside=self._outside)
        self._fonts = {}
        self._outside = {}

    def stay_within_bounds(self) -> None:
        """Raises TooLargeError where a text goes on and on."""
        if len(self._pieces) > MOST_PIECES:
            raise TooLargeError("a text without end")

    def _end_cell(self) -> None:
        value = "".join(self._pieces).strip()  # of blanks behind the element, too
        self._pieces.clear()
        if value:
            text = self._texts_of[self._kind](value) if self._kind in self._texts_of else value
        elif self._formula and self._kind != "str":  # an empty text is a value, too
            text = NOT_RECKONED
        else:
            text = ""
        self._formula = False
        if not text:
            return
        if self._legacy and self._style in self._legacy:
            self._note_font(self._legacy[self._style])
        values = self._values
        gap = self._column - len(values)
        if gap < 0:
            values[self._column] = text
        elif self._column < MOST_COLUMNS:
            if gap:
                values += [""] * gap
            values.append(text)
        else:
            raise TooLargeError(f"column {self._column + 1}")

    def _note_font(self, font: str) -> None:
        if font:
            self._fonts[self._column] = font

    def _shared(self, value: str) -> str:
        number = int(value)
        text = self._texts[number]
        if self._texts.fonts:
            self._note_font(self._texts.fonts.get(number, ""))
        return text

    def _number_or_date(self, value: str) -> str:
        shape = self._shapes.get(self._style)
        return shown_text(value, self._epoch, shape) if shape else number_text(value)


_TRUE = ("1", "true")


def _yes(value: str) -> str:
    return "x" if int(value) else ""
