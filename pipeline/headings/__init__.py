"""Tables as people type them: which rows are the heading, which column is which field, which rows are records.

Nothing is guessed: a header that is not surely one field is left unknown, with what it may mean; a row that is not
surely something else is a record. The vocabulary is `headers.toml`, which an office may read and add to.
"""

from pipeline.headings.ditto import is_ditto
from pipeline.headings.finding import Heading, Merge, find_heading
from pipeline.headings.reading import Fault, HeadingColumn, read_columns
from pipeline.headings.sorting import Kind, Skipped, Sorter
from pipeline.headings.vocabulary import Vocabulary

__all__ = [
    "Fault",
    "Heading",
    "HeadingColumn",
    "Kind",
    "Merge",
    "Skipped",
    "Sorter",
    "Vocabulary",
    "find_heading",
    "is_ditto",
    "read_columns",
]
