"""The words for files that are something else than a Word document (.docx): what they are, and what to do."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

_IN_WORD = N_("open it in Word and save it as Word Document (.docx)")

NOT_WORD: dict[str, Text] = {
    "package-strict": Text(
        N_("this is a Strict Open XML document, which is checked but not mended"),
        N_("save it in Word as Word Document (.docx), without 'Strict'"),
    ),
    "package-empty": Text(N_("this file is empty"), N_("fetch it again, or save it anew in Word")),
    "package-doc": Text(N_("this is a Word document of the old kind (.doc)"), _IN_WORD),
    "package-password": Text(
        N_("this file is protected by a password"), N_("open it in Word, take the password away and save it as .docx")
    ),
    "package-pdf": Text(N_("this is a PDF, not a Word document"), N_("check the Word document from which it was made")),
    "package-rtf": Text(N_("this is an RTF document, not a .docx"), _IN_WORD),
    "package-odt": Text(N_("this is an OpenDocument file (.odt), not a .docx"), N_("save it as .docx in its program")),
    "package-web": Text(N_("this is a web page that bears the name of a Word document"), _IN_WORD),
    "package-flat": Text(N_("this is a Word document saved as one XML file"), _IN_WORD),
    "package-plain": Text(N_("this is plain text, not a Word document"), _IN_WORD),
    "package-picture": Text(
        N_("this is a picture, such as a scan, not a Word document"), N_("check the Word document that was printed")
    ),
    "package-workbook": Text(N_("this is an Excel workbook, not a Word document"), N_("give the Word document")),
    "package-slides": Text(N_("these are PowerPoint slides, not a Word document"), N_("give the Word document")),
}
