"""The words for the files of tables: what cannot be read of them, and what was passed over."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

_IN_EXCEL = N_("open it in Excel and save it as Excel Workbook (.xlsx)")

SHEETS: dict[str, Text] = {
    "unknown-format": Text(
        N_("{path}: tables cannot be read from {suffix} files"),
        N_("save it as .xlsx, .csv (UTF-8), .yaml or .json"),
    ),
    "not-text": Text(
        N_("{path} is neither UTF-8 nor any other text that is read"),
        N_("save it again as UTF-8 (in Excel: CSV UTF-8), or as .xlsx"),
    ),
    "not-csv": Text(
        N_("from here on {path} is not sound CSV"), N_("a quote is opened and not closed, or a cell is too long")
    ),
    "row-too-long": Text(
        N_("the row has more cells than the header"), N_("put a cell that holds the separator into quotes")
    ),
    "empty-table": Text(N_("{path} holds no table"), N_("put the column names in the first row")),
    "no-such-sheet": Text(N_("there is no sheet {sheet}"), N_("the sheets are: {names}")),
    # cells
    "cell-error": Text(N_("the cell shows the error {value}"), N_("mend its formula, or type the value")),
    "formula-without-value": Text(
        N_("the cell holds a formula whose value was never saved"),
        N_("open the file in Excel, let it calculate, and save it; or type the value"),
    ),
    "formula-calls-out": Text(
        N_("the formula of this cell calls another program or the web, which was not done"),
        N_("type the value itself; ask where the file came from"),
    ),
    "formula-outside": Text(
        N_("the column {name} takes values from other files; those saved last were read"),
        N_("open the file in Excel and bring it up to date, if they have changed"),
    ),
    "number-too-long": Text(
        N_("the cell holds a number of more than 15 digits, of which a workbook loses the last ones"),
        N_("format the column as text and type the number anew"),
    ),
    "cell-formula": Text(
        N_("the text is a formula to any program that opens the file: {value}"),
        N_("type the value itself; a text that begins with = does not belong here"),
    ),
    # files that are something else
    "not-a-workbook": Text(
        N_("{path} is not a sound workbook"),
        N_("open it in Excel and save it as Excel Workbook (.xlsx), without a password"),
    ),
    "table-empty-file": Text(N_("{path} is empty"), N_("fetch it again, or save it anew in Excel")),
    "workbook-password": Text(
        N_("{path} is protected by a password"), N_("open it in Excel, take the password away and save it as .xlsx")
    ),
    "workbook-web": Text(N_("{path} is a web page that bears the name of a workbook"), _IN_EXCEL),
    "workbook-xml": Text(N_("{path} is a workbook saved as one XML file"), _IN_EXCEL),
    "workbook-binary": Text(N_("{path} is a binary workbook (.xlsb)"), _IN_EXCEL),
    "workbook-is-text": Text(
        N_("{path} is plain text that bears the name of a workbook"), N_("name it .csv, or save it in Excel as .xlsx")
    ),
    "table-pdf": Text(N_("{path} is a PDF, not a table"), N_("give the workbook from which it was made")),
    "table-word": Text(N_("{path} is a Word document, not a table"), N_("copy its table into a workbook (.xlsx)")),
    # too much
    "file-too-large": Text(N_("{path} is larger than 64 MB"), N_("split it, or keep the table as .csv")),
    "table-too-large": Text(
        N_("{path} has more than 1,048,576 rows or 1,000 columns, or a text without end"),
        N_("delete what stands far to the right or below, or split it into several tables"),
    ),
    "workbook-too-large": Text(
        N_("{path} unpacks to more than 512 MB, or is an .xls of more than 64 MB"),
        N_("delete empty rows and columns, or save the sheet as .csv"),
    ),
    # notices
    "other-suffix": Text(N_("{path} is really a workbook of kind {kind}"), N_("give it its own name, if you can")),
    "workbook-macros": Text(
        N_("{path} holds macros, which were passed over"), N_("nothing need be done: only cells are read")
    ),
    "workbook-outside": Text(
        N_("{path} takes values from other files, programs or databases; those saved last were read"),
        N_("open it in Excel and bring it up to date, if they have changed"),
    ),
    "text-windows-1258": Text(
        N_("{path} was read as Windows-1258"), N_("look whether the letters came out right; UTF-8 is safer")
    ),
}
