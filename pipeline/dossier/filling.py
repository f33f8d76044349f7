"""What a row of a table leaves to the eye, filled in: marks that say "as above", merged cells, titles of groups."""

import re
from collections.abc import Callable, Sequence
from hashlib import blake2b

from pipeline.problems import Problem, Where
from pipeline.records import Record
from pipeline.sources import Origin, Range, RawRow, Row
from pipeline.vietnamese import fold, slug

DITTO = re.compile(r"\x1f[\s(\[.*_–—-]*(?:[nN][tT/.]|[nN][hH][ưƯ]|[\"'“”„‟″‴〃＂«»`´‘’,/\\])")
"""What a row, its cells behind a sign each, must hold for one of them to be a mark."""
_LONGEST_NAME = 60  # letters of a name in an id


class Spans:
    """Cells that are merged over several rows: what they say holds for each of them, in fields that can be shared.

    `keys` are the fields of the columns. `count` says how many cells were filled, `first` row and column of the first.
    """

    def __init__(self, merges: Sequence[Range], keys: Sequence[str], kind: type[Record]) -> None:
        self.count = 0
        self.first: tuple[int, int] | None = None
        self._tops: dict[int, list[Range]] = {}
        self._open: list[tuple[Range, str]] = []
        shared = kind.ditto | kind.shared | {kind.grouped_by}
        for one in merges:
            if one.bottom > one.top and one.left < len(keys) and keys[one.left] in shared:
                self._tops.setdefault(one.top, []).append(one)

    def filled(self, raw: RawRow) -> list[str]:
        """The texts of a row, those of merged cells that began above it among them."""
        texts = raw.texts
        self._open = [(one, text) for one, text in self._open if raw.number <= one.bottom]
        for one, text in self._open:
            if one.left >= len(texts) or not texts[one.left]:
                texts = [*texts, *[""] * (one.left + 1 - len(texts))]
                texts[one.left] = text
                self.count += 1
                self.first = self.first or (raw.number, one.left)
        for one in self._tops.get(raw.number, ()):
            if one.left < len(texts) and texts[one.left]:
                self._open.append((one, texts[one.left]))
        return texts


class Filler:
    """Fills in what a row leaves to the eye, from the rows above it and the part as a whole."""

    def __init__(
        self,
        kind: type[Record],
        origin: Origin,
        commune: str,
        area_in: Callable[[str], str],
        tell: Callable[[Problem], None],
    ) -> None:
        self._kind = kind
        self._keys = origin.names
        self._commune, self._area_in = commune, area_in
        self._group = ""
        self._last: Row | None = None
        self._dittos = 0
        self._first: Where | None = None
        self._tell = tell
        self._grouped = self._keys.index(kind.grouped_by) if kind.grouped_by else -1
        self._id = self._keys.index("id") if kind.named_by and origin.columns[self._keys.index("id")] < 0 else -1

    def enter(self, group: str) -> None:
        """Hear the text of the group that the next rows stand in: a commune, or a village inside of it."""
        if group != self._group:
            self._group, self._last = group, None
            self._commune = self._area_in(group) or self._commune

    def filled(self, row: Row, *, marked: bool) -> Row:
        """The row with what it leaves out."""
        if marked:
            row = self._without_dittos(row)
        if self._grouped >= 0 and not row.values[self._grouped] and self._commune:
            row = _with(row, {self._grouped: self._commune})
        if self._id >= 0:
            row = _with(row, {self._id: _id_of(self._kind, self._keys, row)})
        self._last = row
        return row

    def tell(self) -> None:
        """Tell how many marks were filled in."""
        if self._first:
            self._tell(Problem(self._first, "dittos-filled", "", {"count": str(self._dittos)}))

    def _without_dittos(self, row: Row) -> Row:
        from pipeline.headings.ditto import is_ditto

        given: dict[int, str] = {}
        faults = list(row.faults)
        for index, value in enumerate(row.values):
            if not (isinstance(value, str) and is_ditto(value)):
                continue
            key = self._keys[index]
            given[index] = ""
            if key not in self._kind.ditto:
                faults.append(Problem(row.at(key), "ditto-not-here", key, {"value": value}))
            elif self._last is None:
                faults.append(Problem(row.at(key), "ditto-of-nothing", key, {"value": value}))
            else:
                given[index] = str(self._last.values[index])
                self._dittos += 1
                self._first = self._first or row.at(key)
        return _with(row, given)._replace(faults=tuple(faults))


def _with(row: Row, given: dict[int, str]) -> Row:
    values = list(row.values)
    for index, value in given.items():
        values[index] = value
    return row._replace(values=tuple(values))


def _id_of(kind: type[Record], keys: Sequence[str], row: Row) -> str:
    """An id of what a record is called, and a mark of what tells it from its namesakes; it stays when rows move."""
    said = dict(zip(keys, map(str, row.values), strict=True))
    name = slug(" ".join(said[key] for key in kind.named_by))[:_LONGEST_NAME].strip("-")
    if not name:
        return ""
    rest = "\x1f".join(fold(said[key]) for key in kind.told_apart_by)
    return f"{name}-{blake2b(rest.encode(), digest_size=2).hexdigest()}"
