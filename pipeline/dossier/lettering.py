"""The letters of a sheet's cells: Unicode as it should be, or what an old font made of other codes.

Most sheets are clean, which one look at each row says. Where one is not, the sheet is gone through once to hear all
the cells of each column together, since no cell by itself settles how it is written.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.headings.heading import Heading
from pipeline.problems import Problem, VanbanError
from pipeline.sources import RawRow, Sheet

if TYPE_CHECKING:
    from pipeline.letters import Verdict

# Characters of Latin-1 that Vietnamese does not have: old fonts' codes look like them.
_CODES = re.compile(
    "[\xa1-\xaf\xb1-\xbf\xc4-\xc7\xcb\xce-\xd1\xd6-\xd8\xdb\xdc\xde\xdf\xe4-\xe7\xeb\xee-\xf1\xf6-\xf8\xfb\xfc\xfe\xff]"
)
_ODD = re.compile(
    f"[{_CODES.pattern[1:-1]}\xa0\xad\u0189\u0256\u0300-\u036f\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
_FIRST = 200  # rows that are looked at before any is read: a row may look clean that the others tell is not
_FONTS = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI (VNI-Times)"}


class Lettering:
    """How a sheet is written below its heading. `convert` says that codes of old fonts are to become Unicode."""

    def __init__(self, sheet: Sheet, heading: Heading, *, convert: bool) -> None:
        self._sheet = sheet
        self._heading = heading
        self._convert = convert
        self._told: set[int] = set()  # columns

    @cached_property
    def is_suspicious(self) -> bool:
        """Whether the first rows hold codes, or are set in a font, of before Unicode."""
        rows = islice(self._below(), _FIRST)
        return any(raw.fonts or any(map(_CODES.search, raw.texts)) for raw in rows)

    def is_odd(self, row: str) -> bool:
        """Whether a row, its cells joined, must be looked at cell by cell."""
        return self.is_suspicious or _ODD.search(row) is not None or "  " in row

    def read(
        self, raw: RawRow, texts: list[str], tell: Callable[[Problem], None]
    ) -> tuple[list[str], tuple[Problem, ...]]:
        """What the cells of a row say, and the faults of those that only Unicode letters would say for sure."""
        from pipeline.letters import cleaned, is_doubtful

        faults: list[Problem] = []
        read = list(texts)
        if self.is_suspicious or any(map(_CODES.search, texts)):
            for column, text in enumerate(texts):
                if is_doubtful(text):
                    read[column], *fault = self._said(raw, column, text, tell)
                    faults += fault
        return list(map(cleaned, read)), tuple(faults)

    def _said(
        self, raw: RawRow, column: int, text: str, tell: Callable[[Problem], None]
    ) -> tuple[str, *tuple[Problem, ...]]:
        from pipeline.letters import is_capitals_font

        verdict = self._verdicts[column]
        if verdict.kind is None:
            return (text,)
        where = self._sheet.at(raw.number, column)
        name = self._heading.columns[column].name
        values = {"name": name, "font": _FONTS[verdict.kind], "value": text}
        said, *others = verdict.readings(text, capitals=is_capitals_font(raw.fonts.get(column, "")))
        if others:
            return text, Problem(where, "letters-of-two-readings", name, {**values, "said": said, "other": others[0]})
        if verdict.is_legacy and said != text and not self._convert:
            return text, Problem(where, "letters-of-old-font", name, {**values, "said": said})
        if column not in self._told and (said != text or not verdict.is_legacy):
            self._told.add(column)
            code = "letters-converted" if verdict.is_legacy else "letters-suspect"
            tell(Problem(where, code, name, {**values, "said": said}))
        return (said,)

    @cached_property
    def _verdicts(self) -> "list[Verdict]":
        """How each column is written, all its cells heard."""
        from pipeline.letters import Column

        heard = [Column() for _column in self._heading.columns]
        for raw in self._below():
            for index, (column, text) in enumerate(zip(heard, raw.texts, strict=False)):
                if not text.isascii():
                    column.add(text, raw.fonts.get(index, ""))
        alone = [column.verdict() for column in heard]
        return [column.verdict(alone) for column in heard]

    def _below(self) -> Iterator[RawRow]:
        """The rows, as far as the file can be read: who reads them as data tells where it breaks off."""
        with suppress(VanbanError):
            yield from (raw for raw in self._sheet.rows() if raw.number > self._heading.bottom)
