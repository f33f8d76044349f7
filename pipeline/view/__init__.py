"""Any .docx as plain values with effective formatting: `read(source)` gives a `View`."""

from pipeline.view.reader import read
from pipeline.view.values import Field, Layout, Look, Paragraph, Place, Run, Section, Story, View

__all__ = ["Field", "Layout", "Look", "Paragraph", "Place", "Run", "Section", "Story", "View", "read"]
