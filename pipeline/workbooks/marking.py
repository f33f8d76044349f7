"""A clerk's workbook with its faults and notices marked: a list in front, their cells coloured, a comment in each."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.archive import Limits, read_members
from pipeline.problems import PackageError, Problem, UsageError, Where
from pipeline.records import Record, columns
from pipeline.sources import FAULTS_SHEET, OWN_SHEETS
from pipeline.workbooks.book import Book
from pipeline.workbooks.colour import colour, uncolour
from pipeline.workbooks.listing import Mark, listing
from pipeline.workbooks.notes import Notes
from pipeline.workbooks.parts import Parts
from pipeline.workbooks.sheet import Sheet
from pipeline.workbooks.standing import StandIn, stand_in
from pipeline.workbooks.styles import Styles, add_styles

MOST_MARKS = 10_000  # in one workbook: with more comments than that Excel opens it in minutes
_WORKBOOKS = (".xlsx", ".xlsm")
_LIMITS = Limits(file=256 << 20, total=512 << 20, members=65_000, ratio=1_000)


class Marked(NamedTuple):
    """A workbook with marks, or cleared of ours: `notices` say what of the file could not be kept."""

    content: bytes
    notices: tuple[Problem, ...] = ()


def marked(
    path: Path, problems: Sequence[Problem], kind: type[Record] | None = None, told: Sequence[Problem] = ()
) -> Marked:
    """A copy of the workbook in `path` that shows these faults, cleared of the marks of an earlier copy.

    `told` are notices: they stand below the faults, and their cells have a milder colour, unless something is wrong.
    Everything else stays as it is, except that macros are left out. In place of a file of another format stands a
    new workbook of its rows. `kind` gives the headers of columns. No file is written.
    """
    parts = _opened(path)
    stand = StandIn(parts, "") if parts else stand_in(path, kind)
    book = Book(stand.parts)
    clear(book)
    notices = (Problem(Where(str(path)), "macros-left-out"),) if book.drop_macros() else ()
    sheets = book.sheets()
    usual = stand.sheet or next((name for name in sheets if name not in OWN_SHEETS), "")
    marks = [_mark(problem, usual, sheets, stand, kind) for problem in problems]
    styles = add_styles(stand.parts, book.main)
    listed = marks[:MOST_MARKS]
    noted = [_mark(notice, usual, sheets, stand, kind) for notice in told[: MOST_MARKS - len(listed)]]
    wrong = {(mark.sheet, mark.address) for mark in listed}
    for name, texts in _by_sheet((*listed, *(mark for mark in noted if asks_a_look(mark.problem)))).items():
        _write(stand.parts, sheets[name], texts, {cell for sheet, cell in wrong if sheet == name}, styles)
    content = listing(book.main, listed, len(marks) - len(listed), noted, styles)
    book.add_first(FAULTS_SHEET, stand.parts.new_name("xl/worksheets/sheet{}.xml"), content)
    book.put()
    return Marked(stand.parts.packed(), notices)


def asks_a_look(notice: Problem) -> bool:
    """Whether a notice is of a cell that somebody should look at; rows that are passed over are none."""
    return bool(notice.where.cell or notice.where.row) and not notice.code.startswith("passed-over")


def cleared(path: Path) -> bytes | None:
    """The workbook in `path` without our marks; None where it has none, or is no workbook."""
    parts = _opened(path)
    if parts is None:
        return None
    book = Book(parts)
    if not clear(book):
        return None
    book.put()
    return parts.packed()


def clear(book: Book) -> bool:
    """Take away the list, the colour and the comments that we made; whether there were any."""
    found = book.remove(FAULTS_SHEET)
    for part in book.sheets().values():
        sheet = Sheet(book.parts[part], part)
        notes = Notes(book.parts, part, sheet)
        uncoloured, silenced = uncolour(sheet), notes.take_away()
        if silenced:
            notes.put()
        if uncoloured or silenced:
            book.parts.put(part, sheet.serialised())
        found = found or uncoloured or silenced
    return found


def _opened(path: Path) -> Parts | None:
    """The parts of a workbook; None where the file is another one, or cannot be read."""
    if path.suffix.lower() not in _WORKBOOKS:
        return None
    try:
        return Parts(read_members(path, _LIMITS))
    except (PackageError, UsageError):  # which is among the faults already
        return None


def _mark(problem: Problem, usual: str, sheets: Mapping[str, str], stand: StandIn, kind: type[Record] | None) -> Mark:
    headers = {column.key: column.header for column in columns(kind)} if kind else {}
    sheet = problem.where.sheet if problem.where.sheet in sheets else usual
    address = stand.address(problem) if sheet in sheets else ""
    return Mark(sheet, address, headers.get(problem.field, problem.field), problem)


def _by_sheet(marks: Sequence[Mark]) -> dict[str, dict[str, str]]:
    """What the comments say, by sheet and cell."""
    said: dict[str, dict[str, list[str]]] = {}
    for mark in marks:
        if mark.address:
            said.setdefault(mark.sheet, {}).setdefault(mark.address, []).extend(_words(mark.problem))
    return {sheet: {cell: "\n".join(words) for cell, words in cells.items()} for sheet, cells in said.items()}


def _words(problem: Problem) -> Iterator[str]:
    yield problem.message
    if problem.hint:
        yield "→ " + problem.hint


def _write(parts: Parts, part: str, texts: Mapping[str, str], wrong: Collection[str], styles: Styles) -> None:
    sheet = Sheet(parts[part], part)
    colour(sheet, [cell for cell in texts if cell not in wrong], styles.noted)
    colour(sheet, [cell for cell in texts if cell in wrong], styles.wrong)
    notes = Notes(parts, part, sheet)
    notes.add(texts)
    notes.put()
    parts.put(part, sheet.serialised())
