"""What clerks do to a table of businesses that leaves its records as they were, one habit at a time.

Of those with one `slot` a table can have one at a time.
"""

from tests.table_habits import cells, columns, rows
from tests.table_habits.registry import HABITS

__all__ = ["HABITS", "cells", "columns", "rows"]
