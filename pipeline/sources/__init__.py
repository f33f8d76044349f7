"""Files -> rows of text cells, each with its address. The only room that knows file formats."""

from pipeline.sources.own import CHOICES_SHEET, FAULTS_SHEET, GUIDE_SHEET, OWN_SHEETS
from pipeline.sources.rows import Row, Table, letters, read_table
from pipeline.sources.tree import Tree, read_tree, read_values

__all__ = [
    "CHOICES_SHEET",
    "FAULTS_SHEET",
    "GUIDE_SHEET",
    "OWN_SHEETS",
    "Row",
    "Table",
    "Tree",
    "letters",
    "read_table",
    "read_tree",
    "read_values",
]
