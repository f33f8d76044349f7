"""Tables as people type them: which rows are the heading, which column is which field, which rows are records.

Nothing is guessed: a header that is not surely one field is left unknown, with what it may mean; a row that is not
surely something else is a record. The vocabulary is `headers.toml`, which an office may read and add to.

What is asked for here is imported then: a table with our own headers and nothing but records needs little of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.headings.ditto import is_ditto
    from pipeline.headings.finding import Merge, find_heading
    from pipeline.headings.heading import Fault, Heading, HeadingColumn
    from pipeline.headings.plain import plain_heading
    from pipeline.headings.reading import read_columns
    from pipeline.headings.rows import Kind, Skipped, Sorter
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
    "plain_heading",
    "read_columns",
]

_WHERE = {
    "ditto": ("is_ditto",),
    "finding": ("Merge", "find_heading"),
    "heading": ("Fault", "Heading", "HeadingColumn"),
    "plain": ("plain_heading",),
    "reading": ("read_columns",),
    "rows": ("Kind", "Skipped", "Sorter"),
    "vocabulary": ("Vocabulary",),
}


def __getattr__(name: str) -> Any:
    for module, names in _WHERE.items():
        if name in names:
            return getattr(import_module(f"pipeline.headings.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
