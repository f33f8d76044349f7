"""Any .docx as plain values with effective formatting: `read` gives a `View`, `trace` also where it comes from."""

from pipeline.view.document import Box, Picture, Section, Story, Trace, Traces, View
from pipeline.view.reader import Traced, read, trace
from pipeline.view.values import Align, Field, Layout, Look, Paragraph, Place, Run

__all__ = [
    "Align",
    "Box",
    "Field",
    "Layout",
    "Look",
    "Paragraph",
    "Picture",
    "Place",
    "Run",
    "Section",
    "Story",
    "Trace",
    "Traced",
    "Traces",
    "View",
    "read",
    "trace",
]
