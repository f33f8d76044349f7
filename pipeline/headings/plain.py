"""The heading of a table that has our own headers, found without the vocabulary: so are the tables that we write."""

from collections.abc import Iterable, Sequence

from pipeline.headings.heading import Heading, HeadingColumn
from pipeline.records import Record, key_of
from pipeline.vietnamese import fold

_FEWEST = 3  # columns: a title is one text, a letterhead two
_ROW_NUMBERS = ("stt", "tt", "so thu tu")


def plain_heading(kind: type[Record], rows: Iterable[tuple[int, Sequence[str]]]) -> Heading | None:
    """The first row of which each text is the header, or the key, of another column; None where there is none."""
    for number, texts in rows:
        columns = [_column(kind, text) for text in texts]
        keys = [column.key for column in columns if column.key]
        if len(keys) >= _FEWEST and len(set(keys)) == len(keys) and all(map(_is_plain, columns)):
            return Heading(number, number, tuple(columns))
    return None


def _column(kind: type[Record], text: str) -> HeadingColumn:
    return HeadingColumn((text,), key_of(kind, text) or "") if text else HeadingColumn()


def _is_plain(column: HeadingColumn) -> bool:
    return bool(column.key) or not column.names or fold(column.name) in _ROW_NUMBERS
