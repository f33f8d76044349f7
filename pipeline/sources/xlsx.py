"""The sheets of an .xlsx or .xlsm; macros and links to other files stay where they are."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EINVAL
from pathlib import Path

from pipeline.problems import Problem, UsageError, Where
from pipeline.sources.book import Book
from pipeline.sources.markup import DAMAGE, TooLargeError, elements
from pipeline.sources.rows import MOST_BYTES
from pipeline.sources.sheets import Layout, RawRow, Sheet, Sheets

MOST_PARTS = 4096
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # others unpack without bounds


def xlsx_sheets(path: Path, shown: str) -> Sheets:
    """The worksheets of a workbook.

    Raises UsageError "not-a-workbook", "workbook-password", "workbook-too-large", "empty-table".
    """
    where = Where(file=shown)
    with reading(where):
        with zipfile.ZipFile(path) as package:
            refuse_what_is_too_large(package, where)
            _refuse_document_types(package)
        with Book(path) as book:
            sheets = tuple(XlsxSheet(path, shown, name, name in book.hidden) for name in book.sheets)
            codes = {"workbook-macros": book.macros, "workbook-outside": book.outside}
    if not sheets:
        raise UsageError("empty-table", where, path=shown)
    return Sheets(sheets, tuple(Problem(where, code, values={"path": shown}) for code, is_so in codes.items() if is_so))


@dataclass(frozen=True, slots=True)
class XlsxSheet(Sheet):
    """A worksheet."""

    def rows(self) -> Iterator[RawRow]:
        """The rows from the top."""
        number = 0
        try:
            with Book(self.path) as book:
                for row in book.rows(self.name):
                    number = row.number
                    yield row
        except DAMAGE as error:
            raise refusal(error, self.at(number + 1)) from error

    def layout(self) -> Layout:
        """Merged cells and hidden columns."""
        with reading(Where(self.shown_as, self.name)), Book(self.path) as book:
            return book.layout(self.name)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """What the bytes of the sheet's XML say."""
        with reading(Where(self.shown_as, self.name)), Book(self.path) as book:
            yield from book.stretches(self.name)


def refusal(error: Exception, where: Where) -> UsageError:
    """What to say of a workbook that raised one of DAMAGE."""
    if isinstance(error, TooLargeError):
        return UsageError("table-too-large", where, path=where.file)
    if isinstance(error, OSError) and error.errno != EINVAL:  # zipfile seeks to wherever a damaged archive says
        return UsageError("unreadable", where, path=where.file, reason=error.strerror or "")
    return UsageError("not-a-workbook", where, path=where.file)


@contextmanager
def reading(where: Where) -> Iterator[None]:
    """Turn what reading may raise into a UsageError."""
    try:
        yield
    except DAMAGE as error:
        raise refusal(error, where) from error


def refuse_what_is_too_large(package: zipfile.ZipFile, where: Where) -> None:
    """Look at the sizes that are declared: of no part does more come out. Raises UsageError or one of DAMAGE."""
    members = package.infolist()
    if sum(member.file_size for member in members) > MOST_BYTES or len(members) > MOST_PARTS:
        raise UsageError("workbook-too-large", where, path=where.file)
    if any(member.flag_bits & 1 for member in members):
        raise UsageError("workbook-password", where, path=where.file)
    if any(member.compress_type not in _METHODS for member in members):
        raise NotImplementedError("a method of packing that no spreadsheet uses")


def _refuse_document_types(package: zipfile.ZipFile) -> None:
    """Look at every part as far as its first element. Raises one of DAMAGE where a document type comes before it."""
    for member in package.infolist():
        if member.filename.endswith((".xml", ".rels")):
            with package.open(member) as part:
                next(elements(part), None)
