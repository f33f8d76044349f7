"""The words of every fault: what is wrong, and what to do about it, by code.

A code is never used again for something else.
"""

from pipeline.messages import marked as N_
from pipeline.problems.building import BUILDING
from pipeline.problems.fields import FIELDS
from pipeline.problems.not_word import NOT_WORD
from pipeline.problems.register import REGISTER
from pipeline.problems.sheets import SHEETS
from pipeline.problems.signatures import SIGNATURES
from pipeline.problems.tables import TABLES
from pipeline.problems.text import Text
from pipeline.problems.told import TOLD

__all__ = ["TEXTS", "Text"]

TEXTS: dict[str, Text] = {
    # files
    **SHEETS,
    **TABLES,
    **SIGNATURES,
    "not-found": Text(N_("there is no file {path}"), N_("check the spelling of the path")),
    "no-documents": Text(N_("there is no Word file in {path}"), N_("name .docx files, or a folder that holds some")),
    "one-file-to-mend": Text(N_("--fix mends one file at a time"), N_("name one file, and one copy")),
    "check-failed": Text(N_("the file could not be checked ({reason})"), N_("this is a fault of Vanban: report it")),
    "unreadable": Text(N_("{path} cannot be read: {reason}"), N_("check the file's permissions")),
    "number-twice": Text(N_("the number {number} was given to another document"), N_("check the numbers given")),
    "cited-before-issued": Text(
        N_("{document} is dated before the directive that it cites"), N_("check both dates; day comes first")
    ),
    "lead-coordinates": Text(N_("the lead {agency} stands among those who co-ordinate"), N_("name it once")),
    "day-out-of-range": Text(N_("{day} is no day to look at progress"), N_("give a day between 1945 and 2999")),
    "not-json": Text(N_("this is not sound JSON: {reason}"), N_("look at the commas and quotes of this line")),
    "not-yaml": Text(
        N_("this is not sound YAML: {reason}"),
        N_("look at the indentation and the quotes of this line and the one above"),
    ),
    "yaml-alias": Text(
        N_("anchors and aliases (& and *) are not allowed"), N_("write the value out, or put it in quotes")
    ),
    "yaml-twice": Text(N_("the key {key} stands here twice"), N_("remove one of the two")),
    "not-a-list": Text(N_("{path} does not hold a list of records"), N_("write one '- key: value' block a record")),
    "macros-left-out": Text(
        N_("the copy has no macros; the workbook itself has kept them"),
        N_("type what you mend into the workbook itself if its macros are needed"),
    ),
    "not-xlsx-name": Text(N_("{path} does not end in .xlsx"), N_("give the copy a name such as FIXME.xlsx")),
    "no-communes": Text(
        N_("no agency answers for an area on {day}, so there is no form to make"),
        N_("fill in the column Địa bàn of the agencies of communes"),
    ),
    # a dossier's folder
    "no-dossier": Text(
        N_("there is no dossier in {path}"), N_("a dossier is a folder with dossier.yaml; vanban init makes a sample")
    ),
    "no-table": Text(N_("there is no table {name}"), N_("add {name} as one of {suffixes}")),
    "table-twice": Text(N_("the table stands in several files: {files}"), N_("keep one of them")),
    "same-folder-name": Text(
        N_("{first} and {second} would write to the same output folder"), N_("rename one, or give another --output")
    ),
    "folder-not-empty": Text(N_("{path} is not empty"), N_("give the name of a new folder")),
    "exists": Text(N_("{path} exists"), N_("give another name; nothing is overwritten")),
    # columns
    "unknown-column": Text(N_("the column {name} is not known"), N_("did you mean: {near}? else delete the column")),
    "column-twice": Text(N_("a second column means the same: {name}"), N_("delete or rename one of them")),
    "missing-column": Text(N_("the column {header} ({key}) is missing"), N_("add it to the header row")),
    **FIELDS,
    # relations
    "id-twice": Text(N_("the id {id} stands at {first} already"), N_("give every record an id of its own")),
    "unknown-agency": Text(
        N_("there is no agency or group {agency}"), N_("check the spelling, or add it to the table of agencies")
    ),
    "unknown-lead": Text(
        N_("the lead {lead} of task {task} is no agency and no group with members"),
        N_("check the spelling, or add it to the table of agencies"),
    ),
    "unknown-group": Text(N_("there is no group {group}"), N_("the groups of dossier.yaml are: {known}")),
    "agency-is-group": Text(N_("{id} names both an agency and a group"), N_("give one of them another id")),
    "area-twice": Text(N_("two agencies answer for {area}"), N_("leave the area with one of them")),
    "unknown-task": Text(N_("there is no task {task}"), N_("the tasks are: {known}")),
    "not-its-task": Text(N_("{agency} does not lead task {task}"), N_("check the agency and the task")),
    "agency-not-valid": Text(
        N_("{agency} does not exist on {day}"), N_("name its successor, or check the dates of validity")
    ),
    "lead-not-addressed": Text(
        N_("{agency} has a task but the directive is not addressed to it"), N_("add it, or its group, to addressees")
    ),
    "deadline-before-directive": Text(
        N_("the deadline {deadline} is before the directive of {day}"), N_("check both dates; day comes first")
    ),
    "report-before-directive": Text(
        N_("the report of {reported} is before the directive of {day}"), N_("check both dates; day comes first")
    ),
    "issued-before-directive": Text(
        N_("the issue of {day} is before the day of the directive"), N_("check both dates; day comes first")
    ),
    "unknown-document": Text(
        N_("{document} is no document of this dossier"),
        N_("write directive, plan, plan/<agency>, follow-up/<agency>, report/<day>"),
    ),
    "unknown-place": Text(N_("there is nothing to fill {{{place}}} with"), N_("known here: {known}")),
    "task-placed-twice": Text(N_("task {task} stands in the directive twice"), N_("keep one of the places")),
    "task-not-placed": Text(
        N_("task {task} does not stand in the directive"), N_("put {{{task}}} into a section of the directive")
    ),
    "commune-merged": Text(
        N_("'{commune}' is part of '{area}' now, and stands so in the documents"), N_("write the present name")
    ),
    "commune-of-the-past": Text(
        N_("'{commune}' is no more on the day of the directive, and nothing says what it became"),
        N_("write the present name, or put it under 'successors' in dossier.yaml"),
    ),
    "unknown-commune": Text(N_("no agency answers for '{commune}'"), N_("known areas: {known}")),
    "unknown-topic": Text(N_("there is no field of commitment {topic}"), N_("known: {known}")),
    "under-age": Text(N_("the owner is {age} years old on {day}"), N_("check the date of birth; day comes first")),
    **BUILDING,
    **REGISTER,
    **TOLD,
    # a Word file's package
    **NOT_WORD,
    "package-not-zip": Text(N_("this is not a Word document (.docx)"), N_("open it in Word and save it as .docx")),
    "package-ole": Text(
        N_("this is a file of an old Office program, not a Word document (.docx)"),
        N_("open it in Word and save it as .docx"),
    ),
    "package-damaged": Text(
        N_("this file is damaged or was cut short"), N_("fetch it again, or open it in Word and save it anew")
    ),
    "package-too-large": Text(N_("this file is larger than {limit}"), N_("shrink the pictures in it")),
    "package-bomb": Text(
        N_("this file unpacks to far more than a document holds"), N_("do not open it; ask its sender what it is")
    ),
    "package-size": Text(N_("the document would pass 4 GB or 65,535 parts"), N_("split it into several documents")),
    "package-name": Text(
        N_("this file holds a part with an unsafe name: {member}"), N_("open it in Word and save it anew as .docx")
    ),
    "package-twice": Text(
        N_("this file holds the part {member} twice"), N_("open it in Word and save it anew as .docx")
    ),
    "package-macros": Text(N_("this file holds macros"), N_("save it in Word as .docx, which has none")),
    "package-no-document": Text(
        N_("this file holds no Word document"), N_("open it in Word and save it as .docx (not .dotx or .docm)")
    ),
    "package-external": Text(
        N_("this file takes a part from elsewhere ({kind}): {target}"),
        N_("put the picture or object into the document itself, or unlink the attached template"),
    ),
    "package-doctype": Text(
        N_("the part {member} holds a DOCTYPE, which Word never writes"),
        N_("open it in Word and save it anew as .docx"),
    ),
    "package-xml": Text(
        N_("the part {member} is not sound XML: {reason}"), N_("open it in Word and save it anew as .docx")
    ),
    # printing
    "office-missing": Text(
        N_("LibreOffice is not on this machine, so nothing can be printed"),
        N_("install LibreOffice Writer (on Debian: apt-get install libreoffice-writer-nogui fonts-liberation2)"),
    ),
    "office-failed": Text(
        N_("LibreOffice cannot print this file"), N_("open it in Word and save it anew as .docx, then try again")
    ),
    "pdf-twice": Text(
        N_("{first} and this file would both become {path}"), N_("rename one, or make their PDFs in two runs")
    ),
    "pdf-kept": Text(
        N_("this PDF was not made here, or is signed; it is kept as {kept}"),
        N_("move what you want to keep out of the folder"),
    ),
    "face-missing": Text(
        N_("it is set in {faces}, which it does not ask for and which is not as wide: lines may break elsewhere"),
        N_("install a face of the same widths (on Debian: apt-get install fonts-liberation2), or the face itself"),
    ),
    "not-pdf": Text(N_("this is no PDF that can be read"), N_("make it anew with `vanban pdf`")),
    "no-page": Text(N_("there is no page {page}"), N_("give a smaller --page")),
    # a template: what it holds
    "template-lost-text": Text(
        N_("{place}: “{lost}” would be lost, since it stands beside {tag}"),
        N_("put {tag} into a paragraph, a row or a cell of its own"),
    ),
    "template-syntax": Text(
        N_("{place}: {tag} cannot be understood: {reason}"), N_("compare its spelling with a tag that works")
    ),
    "template-unclosed": Text(
        N_("{place}: nothing ends {tag}"), N_("close the braces, or add the endfor, endif or other end of the block")
    ),
    "template-unknown": Text(
        N_("{place}: there is no filter or test {name} for {tag}"), N_("check its spelling, or take it away")
    ),
    "template-elsewhere": Text(
        N_("{place}: {tag} takes a text from another file"), N_("put that text into the template itself")
    ),
    # a template: what it is given
    "template-missing": Text(
        N_("{template}, {place}: nothing is given for {name}"),
        N_("check the spelling in the template; vanban template show lists what there is"),
    ),
    "template-empty": Text(
        N_("{template}, {place}: {name} is empty"), N_("fill it in, or write {{{{ {name} or '' }}}} where it may be")
    ),
    "template-character": Text(
        N_("{template}, {place}: {name} holds a character that no document can hold ({code_point})"),
        N_("delete it from the data and type it anew"),
    ),
    "template-no-text": Text(
        N_("{template}, {place}: {name} is a {type}, which is no text"),
        N_("name one of its fields, or loop over its items"),
    ),
    "template-misplaced": Text(
        N_("{template}, {place}: {name} is a {type}, which cannot stand at {tag}"),
        N_(
            "{{{{ name }}}} takes texts and pictures, {{{{r name }}}} takes RichText, {{{{p name }}}} takes paragraphs "
            "and sub-documents"
        ),
    ),
    "template-picture": Text(
        N_("{template}, {place}: the picture {path} cannot be used: {reason}"), N_("check the file; PNG and JPEG work")
    ),
    "template-link": Text(
        N_("{template}, {place}: {name} holds a link made for another document"),
        N_("make it with build_url_id of this template"),
    ),
    "template-run": Text(
        N_("{template}, {place}: {tag} fails: {reason}"), N_("check the tag, and the kind of value that it is given")
    ),
    "template-unsafe": Text(
        N_("{template}, {place}: {tag} asks for what no template may have: {reason}"), N_("take the tag away")
    ),
    "template-endless": Text(
        N_("{template}, {place}: {tag} makes too long a text, or goes on too long"), N_("check its loops and numbers")
    ),
    "template-xml": Text(
        N_("{template}, {place}: the document would be damaged: {reason}"),
        N_("let each if and for end in the paragraph, cell or row in which it begins"),
    ),
}
