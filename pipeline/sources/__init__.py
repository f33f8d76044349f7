"""Files -> rows of text cells, each with its address. The only room that knows file formats."""

from pipeline.sources.rows import Row, Table, read_table
from pipeline.sources.tree import Tree, read_tree, read_values

__all__ = ["Row", "Table", "Tree", "read_table", "read_tree", "read_values"]
