"""Files -> rows of text cells, each with its address. The only room that knows file formats."""

from pipeline.sources.own import CHOICES_SHEET, FAULTS_SHEET, GUIDE_SHEET, OWN_SHEETS
from pipeline.sources.rows import Origin, Row, Table, are_enough, letters, read_table
from pipeline.sources.sheets import Layout, Range, RawRow, Sheet, Sheets, open_sheets
from pipeline.sources.tree import Tree, read_tree, read_values

__all__ = [
    "CHOICES_SHEET",
    "FAULTS_SHEET",
    "GUIDE_SHEET",
    "OWN_SHEETS",
    "Layout",
    "Origin",
    "Range",
    "RawRow",
    "Row",
    "Sheet",
    "Sheets",
    "Table",
    "Tree",
    "are_enough",
    "letters",
    "open_sheets",
    "read_table",
    "read_tree",
    "read_values",
]
