"""The names of sheets that we write into workbooks for people to read, and that are no tables."""

FAULTS_SHEET = "Lỗi cần sửa"
"""The list of faults, in front of a workbook in which they are marked."""
GUIDE_SHEET = "Hướng dẫn điền biểu"
"""How a blank form is to be filled in."""
CHOICES_SHEET = "Danh mục của biểu"
"""What the drop-down lists of a blank form offer; hidden."""
OWN_SHEETS = frozenset({FAULTS_SHEET, GUIDE_SHEET, CHOICES_SHEET})
