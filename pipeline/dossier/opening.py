"""The files of a table -> its parts: which files, which sheets of them, what their headings say."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.dossier.areas import Areas
from pipeline.dossier.parts import ListPart, Part, SheetPart, names_commune, origin_of, unit_in, units_in
from pipeline.dossier.reading import Records
from pipeline.headings.heading import Fault, Heading
from pipeline.headings.plain import plain_heading
from pipeline.headings.rows import Kind, Sorter
from pipeline.problems import Problem, UsageError, VanbanError, Where
from pipeline.records import Record, columns, key_of
from pipeline.sources import OWN_SHEETS, Layout, RawRow, Sheet, open_sheets, read_table
from pipeline.vietnamese import fold

if TYPE_CHECKING:
    from pipeline.headings.vocabulary import Vocabulary
    from pipeline.letters import Manner

R = TypeVar("R", bound=Record)

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt", ".yaml", ".yml", ".json")
LISTS = (".yaml", ".yml", ".json")
MOST_PARTS = 2000
WITHIN = 40  # rows from the top in which a heading is looked for
NEARLY_WHOLE, SLIGHT = 0.75, 0.5  # shares of the needed columns, by which a table is told from lists beside it
PASSED_OVER = "-"  # in place of a field: the column is not read


@dataclass(frozen=True)
class Opening:
    """How the tables of a dossier are opened: its folder, what the folder is called, what `dossier.yaml` says of them.

    `patterns` are those of a table's files, `headers` an office's own headers of its columns; `at` gives the place of a
    key in `dossier.yaml`.
    """

    folder: Path
    shown: str
    patterns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    convert: bool = False
    tones: "Manner | None" = None
    at: Callable[[tuple[str, ...]], Where] = lambda _place: Where()

    def table(self, name: str, kind: type[R], areas: Areas | None = None) -> Records[R]:
        """The records of a table; where its files cannot be told or read, none of those, and the faults.

        `areas` are the communes that a title may name for all rows below it.
        """
        opened = _Opened(self, name, kind, areas)
        opened.check_headers()
        files, problems = self._files(name)
        for file in files:
            opened.open(file)
        if files and not opened.parts and not opened.problems:
            values = {"path": ", ".join(f"{self.shown}/{file.relative_to(self.folder)}" for file in files)}
            opened.problems.append(Problem(Where(file=f"{self.shown}/{name}"), "empty-table", name, values))
        parts, notices = tuple(opened.parts), tuple(opened.notices)
        return Records(kind, parts, (*problems, *opened.problems), notices, self.tones)

    def _files(self, name: str) -> tuple[list[Path], list[Problem]]:
        if patterns := self.patterns.get(name, ()):
            return self._matching(name, patterns)
        files = [self.folder / (name + suffix) for suffix in SUFFIXES if (self.folder / (name + suffix)).is_file()]
        here = Where(file=f"{self.shown}/{name}")
        if len(files) > 1:
            values = {"files": ", ".join(file.name for file in files)}
            return [], [Problem(here, "table-twice", name, values)]
        if not files:
            values = {"name": name, "suffixes": ", ".join(SUFFIXES)}
            return [], [Problem(here, "no-table", name, values)]
        return files, []

    def _matching(self, name: str, patterns: Sequence[str]) -> tuple[list[Path], list[Problem]]:
        files: dict[Path, None] = {}
        problems = []
        for pattern in patterns:
            path = PurePosixPath(pattern)
            if path.is_absolute() or ".." in path.parts or "\\" in pattern or not path.parts:
                problems.append(Problem(self.at((name,)), "path-outside", name, {"pattern": pattern}))
                continue
            found = sorted(file for file in self.folder.glob(pattern) if self._is_table(file))
            if not found:
                problems.append(Problem(self.at((name,)), "no-file-matches", name, {"pattern": pattern}))
            files |= dict.fromkeys(found)
        return list(files), problems

    def _is_table(self, file: Path) -> bool:
        """Whether a file may hold a table: Excel's own mark of an open file, `~$...`, does not."""
        return file.is_file() and not file.name.startswith(("~$", ".")) and file.suffix.lower() in SUFFIXES


@dataclass
class _Opened:
    """What the files of one table have given so far."""

    opening: Opening
    name: str
    kind: type[Record]
    areas: Areas | None
    parts: list[Part] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def open(self, file: Path) -> None:
        """Add what a file holds."""
        shown = f"{self.opening.shown}/{file.relative_to(self.opening.folder).as_posix()}"
        try:
            if len(self.parts) >= MOST_PARTS:
                raise UsageError("too-many-parts", Where(file=shown), count=str(MOST_PARTS))
            if file.suffix.lower() in LISTS:
                self._list(file, shown)
            else:
                self._workbook(file, shown)
        except VanbanError as error:
            self.problems.append(error.problem)

    def _list(self, file: Path, shown: str) -> None:
        table = read_table(file, shown_as=shown)
        keys = []
        for name, where in table.header:
            key = key_of(self.kind, name) or ""
            if not key:
                values = {"name": name, "near": ", ".join(c.key for c in columns(self.kind))}
                self.problems.append(Problem(where, "unknown-column", name, values))
            elif key in keys:
                self.problems.append(Problem(where, "column-twice", key, {"name": name}))
                key = ""
            keys.append(key)
        places = {key: index for index, key in enumerate(keys) if key}
        origin = origin_of(self.kind, shown, "", places, lettered=False, part=len(self.parts))
        self._tell_missing(keys, table.header[0][1] if table.header else Where(file=shown), ())
        self.parts.append(ListPart(table, origin))

    def check_headers(self) -> None:
        """Leave out what the office's own headers name that is no field, and tell it."""
        for header, key in list(self.headers.items()):
            if key and not key_of(self.kind, key):
                values = {"name": header, "field": key, "known": ", ".join(c.key for c in columns(self.kind))}
                where = self.opening.at(("columns", self.name, header))
                self.problems.append(Problem(where, "unknown-field-of-column", f"columns.{self.name}", values))
                del self.headers[header]

    @cached_property
    def headers(self) -> dict[str, str]:
        """What the office's own headers mean."""
        said = self.opening.headers.get(self.name, {})
        return {header: "" if key == PASSED_OVER else key for header, key in said.items()}

    @cached_property
    def _vocabulary(self) -> "Callable[[], Vocabulary]":
        kind: Any = self.kind  # a class is hashed as such, whatever its records' hash
        return partial(_vocabulary, kind, tuple(self.headers.items()))

    def _workbook(self, file: Path, shown: str) -> None:
        opened = open_sheets(file, shown_as=shown)
        self.notices += opened.notices
        sheets = [sheet for sheet in opened.sheets if sheet.name not in OWN_SHEETS]
        read = [(sheet, self._heading(sheet)) for sheet in sheets]
        known = [(sheet, found) for sheet, found in read if found and found[0].recognised]
        shares = [self._share(heading) for _sheet, (heading, _layout, _top) in known]
        for share, (sheet, (heading, layout, top)) in zip(shares, known, strict=True):
            if share < SLIGHT and max(shares) >= NEARLY_WHOLE:  # a list of choices, sums by commune
                where = Where(sheet.shown_as, sheet.name)
                self.notices.append(Problem(where, "sheet-passed-over", "", {"sheet": sheet.name}))
            else:
                self._sheet(sheet, heading, layout, top)
        if not known:
            self._tell_unknown([(sheet, found[0] if found else None) for sheet, found in read], shown)

    def _share(self, heading: Heading) -> float:
        """How many of the columns that the table must have a heading has."""
        needed = {column.key for column in columns(self.kind) if column.required}
        return len(needed & heading.places.keys()) / len(needed)

    def _heading(self, sheet: Sheet) -> tuple[Heading, Layout, list[RawRow]] | None:
        top = list[RawRow]()
        try:
            top += takewhile(lambda row: row.number <= WITHIN, sheet.rows())
        except VanbanError:
            if not top:
                raise
        rows = [(row.number, row.texts) for row in top]
        layout = sheet.layout() if sheet.lettered else Layout()
        heading = None if self.headers else plain_heading(self.kind, rows)
        if heading is None or any(one.top <= heading.bottom < one.bottom for one in layout.merges):
            from pipeline.headings.finding import find_heading

            heading = find_heading(rows, self._vocabulary(), layout.merges)
        return (heading, layout, top) if heading else None

    def _sheet(self, sheet: Sheet, heading: Heading, layout: Layout, top: Sequence[RawRow]) -> None:
        places = heading.places
        self._tell_columns(sheet, heading)
        commune, given = "", set[str]()
        if (group := self.kind.grouped_by) and group not in places:
            if not (grouped := self._is_grouped(heading, top)):
                commune = self._named_above(sheet, heading, top)
            given = {group} if grouped or commune else given
        self._tell_missing(places, sheet.at(heading.bottom), given)
        if sheet.hidden:
            self.notices.append(Problem(Where(sheet.shown_as, sheet.name), "hidden-sheet", "", {"sheet": sheet.name}))
        for column in layout.hidden_columns:
            if column < len(heading.columns) and (key := heading.columns[column].key):
                values = {"name": heading.columns[column].name}
                self.notices.append(Problem(sheet.at(heading.bottom, column), "hidden-column", key, values))
        origin = origin_of(self.kind, sheet.shown_as, sheet.name, places, lettered=sheet.lettered, part=len(self.parts))
        convert = self.opening.convert
        merges = tuple(one for one in layout.merges if heading.bottom < one.top < one.bottom)
        self.parts.append(
            SheetPart(sheet, heading, self.kind, origin, self._vocabulary, convert, commune, self._area_in, merges)
        )

    def _tell_columns(self, sheet: Sheet, heading: Heading) -> None:
        """What is wrong with the headers; one that is not known and like none that is missing is passed over."""
        headers = {column.key: column.header for column in columns(self.kind)}
        for index, column in enumerate(heading.columns):
            where = sheet.at(heading.bottom, index)
            near = [key for key in column.near if key not in heading.places or column.fault is not Fault.UNKNOWN]
            values = {"name": column.name, "near": ", ".join(headers.get(key, key) for key in near)}
            if column.fault is Fault.UNKNOWN and not near:
                self.notices.append(Problem(where, "column-passed-over", column.name, values))
            elif column.fault:
                about = column.near[0] if column.fault is Fault.TWICE and column.near else column.name
                self.problems.append(Problem(where, column.fault.value, about, values))

    def _tell_missing(self, keys: Collection[str], header: Where, given: Collection[str]) -> None:
        """The columns that a table must have and has not, but for what is `given` otherwise."""
        either = {group[0] for group in self.kind.either if not set(group) & set(keys)}
        made = {"id"} if self.kind.named_by else set[str]()
        for column in columns(self.kind):
            wanted = column.required or column.key in either
            if wanted and column.key not in {*keys, *given, *made}:
                values = {"header": column.header, "key": column.key}
                where = Where(header.file, header.sheet, header.row)
                self.problems.append(Problem(where, "missing-column", column.key, values))

    def _is_grouped(self, heading: Heading, top: Sequence[RawRow]) -> bool:
        """Whether the title of a group stands above the first record."""
        sorter = Sorter(heading, self._vocabulary)
        for row in top:
            if row.number > heading.bottom:
                if sorter.kind(row.number, row.texts) is Kind.RECORD:
                    return False
                if self._area_in(sorter.group):
                    return True
        return False

    @property
    def _area_in(self) -> Callable[[str], str]:
        return partial(area_in, self.areas) if self.areas else unit_in

    def _named_above(self, sheet: Sheet, heading: Heading, top: Sequence[RawRow]) -> str:
        """The one commune that the title above the heading, or else the sheet or the file, names; "" for none."""
        title = [text for row in top if row.number < heading.top for text in row.texts]
        for texts in (title, [sheet.name], [sheet.shown_as]):
            words = f" {' '.join(map(fold, texts))} "
            areas = self.areas.names if self.areas else ()
            if len(named := [area for area in areas if f" {fold(area)} " in words]) == 1:
                return self._told_of(sheet, named[0])
        tab = self._area_in(sheet.name)  # "X. Mẫu Một"
        return self._told_of(sheet, tab) if tab else ""

    def _told_of(self, sheet: Sheet, commune: str) -> str:
        where = Where(sheet.shown_as, sheet.name)
        self.notices.append(Problem(where, "commune-of-title", self.kind.grouped_by, {"commune": commune}))
        return commune

    def _tell_unknown(self, read: Iterable[tuple[Sheet, Heading | None]], shown: str) -> None:
        """A file of which no sheet has a heading that can be read."""
        for sheet, heading in read:
            if heading:
                where = sheet.at(heading.top)
                names = ", ".join(column.name for column in heading.columns if column.name)
                self.problems.append(Problem(where, "no-heading", self.name, {"names": names}))
                return
        self.problems.append(Problem(Where(file=shown), "empty-table", self.name, {"path": shown}))


def area_in(areas: Areas, title: str) -> str:
    """The commune that the title of a group names, as it stands there; "" for a village, a trade or nothing.

    One of which nobody knows is a commune all the same: the rows below it are not those of the one before.
    """
    units = list(units_in(title))
    return next((unit for unit in units if areas.find(unit)), next(filter(names_commune, units), ""))


@lru_cache(maxsize=32)
def _vocabulary(kind: Any, extra: tuple[tuple[str, str], ...]) -> "Vocabulary":
    from pipeline.headings.vocabulary import Vocabulary

    return Vocabulary(kind, dict(extra))
