"""The workbooks that we write: a clerk's own with its faults marked, blank forms for a table, tables to be printed.

A workbook that somebody else made is changed part by part: what we do not understand stays as it lies. The others are
made with openpyxl, for which this room is the only door.
"""

from pipeline.workbooks.asking import asked
from pipeline.workbooks.forms import form
from pipeline.workbooks.marking import MOST_MARKS, Marked, asks_a_look, cleared, marked

__all__ = ["MOST_MARKS", "Marked", "asked", "asks_a_look", "cleared", "form", "marked"]
