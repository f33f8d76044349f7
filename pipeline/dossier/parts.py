"""A table's files, part by part, as rows of one shape: the values of a record's fields, in the fields' order.

A part is a sheet with a heading, or a list of YAML or JSON. What clerks leave to the eye is filled in here: marks that
say "as above", the commune that a group of rows or a title names, ids where a table has none.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.dossier.filling import DITTO, Filler, Spans
from pipeline.dossier.lettering import Lettering
from pipeline.headings.heading import Heading
from pipeline.headings.rows import Kind, Sorter
from pipeline.problems import Problem, Where
from pipeline.records import Record, columns
from pipeline.sources import Origin, Range, RawRow, Row, Sheet, Table
from pipeline.vietnamese import fold

if TYPE_CHECKING:
    from pipeline.headings.vocabulary import Vocabulary

Tell = Callable[[Problem], None]
"""What takes the notices of a reading."""

_ORDINAL = re.compile(r"^(?:[IVXLC]+|[0-9]+|[A-Za-zĐđ])\s*[.)/:-]\s*")
_UNITS = re.compile("(?:xa|x|phuong|p|thi tran|tt|dac khu|thon|to dan pho|tdp|khu pho|kp|ban|ap|khom) .+")
_COMMUNES = re.compile("(?:xa|phuong|thi tran|dac khu) ")
_FAULTS = {Kind.STRAY: "row-below-end", Kind.OTHER_HEADING: "second-table"}
_UNTOLD = (Kind.BLANK, Kind.NUMBERING, Kind.OTHER_TABLE)


def unit_in(text: str) -> str:
    """The unit that the title of a group names, `II. Xã Bảo Sơn`; "" where it names none."""
    return next(units_in(text), "")


def units_in(text: str) -> Iterator[str]:
    """The units that a title may name, the likeliest first: `X. Mẫu Một` is no tenth group."""
    whole = text.strip().strip(" :.")
    yield from (name for name in (_ORDINAL.sub("", whole), whole) if _UNITS.fullmatch(fold(name)))


def names_commune(unit: str) -> bool:
    """Whether a unit is a commune, and not a village inside of one, by the kind that it is called."""
    return _COMMUNES.match(fold(unit)) is not None


class Part(Protocol):
    """A table in one place."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def origin(self) -> Origin:
        """Which column holds which field."""

    def rows(self, tell: Tell) -> Iterator[Row | Problem]:
        """The rows from the top, and what is wrong with whole rows; `tell` takes notices."""

    def stretches(self) -> Iterator[tuple[int, int]]:
        """How many rows each stretch of the file has, at least and at most."""


@dataclass(frozen=True)
class ListPart:
    """A list of YAML or JSON."""

    table: Table
    origin: Origin

    @property
    def path(self) -> Path:
        """The file."""
        return self.table.path

    def rows(self, tell: Tell) -> Iterator[Row | Problem]:
        """The items of the list."""
        pick = _picker(self.origin)
        for row in self.table.rows():
            lines = pick((*row.lines, row.number)) if row.lines else ()
            yield Row(self.origin, row.number, pick((*row.values, "")), row.faults, lines)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """One for each item."""
        return ((1, 1) for _row in self.table.rows())


@dataclass(frozen=True)
class SheetPart:
    """A sheet with a heading.

    `commune` is what its title says of all its rows, where they do not say it themselves; `area_in` tells which commune
    the title of a group names, "" for none. `merges` are the cells below the heading that are merged downwards.
    """

    sheet: Sheet
    heading: Heading
    kind: type[Record]
    origin: Origin
    vocabulary: "Callable[[], Vocabulary]" = field(repr=False)
    convert: bool = False
    commune: str = ""
    area_in: Callable[[str], str] = unit_in
    merges: tuple[Range, ...] = ()

    @property
    def path(self) -> Path:
        """The file."""
        return self.sheet.path

    @cached_property
    def _lettering(self) -> Lettering:
        return Lettering(self.sheet, self.heading, convert=self.convert)

    def __getstate__(self) -> dict[str, object]:
        return {key: value for key, value in vars(self).items() if key != "_lettering"}

    def rows(self, tell: Tell) -> Iterator[Row | Problem]:
        """The records below the heading; of what else stands there, a notice says how much was passed over."""
        sorter = Sorter(self.heading, self.vocabulary)
        filler = Filler(self.kind, self.origin, self.commune, self.area_in, tell)
        width, bottom = len(self.heading.columns), self.heading.bottom
        blanks = [""] * (width + 1)
        pick, names = _picker(self.origin), self.heading.keys
        spans = Spans(self.merges, names, self.kind) if self.merges else None
        several = [(column.name, column.parts) for column in self.heading.columns if column.parts]
        lettering, hidden, outside = self._lettering, 0, dict[int, int]()
        for raw in self.sheet.rows():
            if raw.number <= bottom:
                continue
            kind = sorter.kind(raw.number, raw.texts)
            if kind is not Kind.RECORD:
                filler.enter(sorter.group)
                if kind in _FAULTS:
                    yield Problem(self.sheet.at(raw.number), _FAULTS[kind])
                continue
            hidden += raw.hidden
            texts = spans.filled(raw) if spans else raw.texts
            faults = self.sheet.faults(raw, names)
            if raw.outside:
                linked = (column for column, code in raw.outside.items() if code == "formula-outside")
                outside = {**dict.fromkeys(linked, raw.number), **outside}
            if len(texts) > width:
                faults += self._beyond(raw, width)
                texts = texts[:width]
            joined = "\x1f" + "\x1f".join(texts)
            if raw.fonts or lettering.is_odd(joined):
                texts, odd = lettering.read(raw, texts, tell)
                faults += odd
            values = pick(texts + blanks[len(texts) :])
            row = Row(self.origin, raw.number, values, faults)
            if several:
                row = _parted(row, several)
            yield filler.filled(row, marked=DITTO.search(joined) is not None)
        filler.tell()
        if spans and spans.first:
            number, column = spans.first
            tell(
                Problem(self.sheet.at(number, column), "cells-filled-down", names[column], {"count": str(spans.count)})
            )
        self._tell_of(sorter, hidden, tell)
        for column, number in outside.items():
            if column < width and names[column]:
                said = {"name": self.heading.columns[column].name}
                tell(Problem(self.sheet.at(number, column), "formula-outside", names[column], said))

    def stretches(self) -> Iterator[tuple[int, int]]:
        """As the sheet has them, without the heading; totals and the like are few."""
        yield -self.heading.bottom, -1
        yield from self.sheet.stretches()

    def _beyond(self, raw: RawRow, width: int) -> tuple[Problem, ...]:
        """Cells that no header stands above: in a text file, a separator is to blame."""
        if self.sheet.lettered or not any(raw.texts[width:]):
            return ()
        return (Problem(self.sheet.at(raw.number), "row-too-long"),)

    def _tell_of(self, sorter: Sorter, hidden: int, tell: Tell) -> None:
        for kind, skipped in sorter.skipped.items():
            if kind not in _UNTOLD and kind not in _FAULTS:
                values = {"count": str(skipped.rows), "first": str(skipped.first)}
                tell(Problem(self.sheet.at(skipped.first), f"passed-over-{kind.value}", "", values))
        if hidden:
            tell(Problem(Where(self.origin.file, self.origin.sheet), "hidden-rows", "", {"count": str(hidden)}))


def _parted(row: Row, several: Sequence[tuple[str, tuple[str, ...]]]) -> Row:
    """The row with the values of columns that hold several fields each in their own places."""
    from pipeline.headings.cells import parted

    names, values, faults = row.origin.names, list(row.values), list(row.faults)
    for name, keys in several:
        fields = [key for key in keys if key in names]
        text = str(values[names.index(fields[0])])
        found = parted(text, keys) if text else {}
        if found is None:
            faults.append(
                Problem(row.at(fields[0]), "cell-not-parted", ", ".join(fields), {"name": name, "value": text})
            )
            found = {}
        for key in fields:
            values[names.index(key)] = found.get(key, "")
    return row._replace(values=tuple(values), faults=tuple(faults))


def _picker(origin: Origin) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """What takes the values of the fields out of a row's cells, behind which stands one that is empty."""
    return itemgetter(*origin.columns)  # -1, of a field that has no column, is the last


def origin_of(
    kind: type[Record], file: str, sheet: str, places: Mapping[str, int], *, lettered: bool, part: int
) -> Origin:
    """The shape of a part's rows: the fields of the record, each with the index of its column, -1 where it has none."""
    names = tuple(column.key for column in columns(kind))
    where = tuple(places.get(name, -1) for name in names)
    return Origin(file, sheet, names, lettered, where, part)
