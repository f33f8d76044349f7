"""Makes old.xls beside this file, with xlwt 1.3.0 (`pip install xlwt`): an .xls as Excel 2003 leaves it."""

from datetime import date
from pathlib import Path

import xlwt

book = xlwt.Workbook()
sheet = book.add_sheet("Danh sách")
legacy = xlwt.easyxf("font: name .VnTime")
sheet.write_merge(0, 0, 0, 5, "DANH SÁCH MẪU")
for column, name in enumerate(["Tên", "Số định danh", "Ngày", "Ký", "Số", "Ghi chú"]):
    sheet.write(1, column, name)
sheet.write(2, 0, "NguyÔn V¨n MÉu", legacy)
sheet.write(2, 1, 99071000001, xlwt.easyxf(num_format_str="000000000000"))
sheet.write(2, 2, date(2022, 9, 5), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
sheet.write(2, 3, True)
sheet.write(2, 4, 12.0)
sheet.write_rich_text(2, 5, ["một ", ("hai", xlwt.easyfont("name VNI-Times"))])
sheet.row(2).hidden = True
sheet.row(3).set_cell_error(0, "#DIV/0!")
sheet.write(3, 4, 1.5)
sheet.col(3).hidden = True
hidden = book.add_sheet("Ẩn")
hidden.visibility = 1
hidden.write(0, 0, 1234567890123456789)
book.save(str(Path(__file__).with_name("old.xls")))
