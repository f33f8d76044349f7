"""The words for what goes wrong with the register of numbers."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

REGISTER: dict[str, Text] = {
    "register-locked": Text(
        N_("the register {path} has been in use by somebody else for too long"),
        N_("wait a moment and try again; several machines at once need a PostgreSQL database (VANBAN_DATABASE)"),
    ),
    "register-read-only": Text(
        N_("the register {path} cannot be written"), N_("ask for the right to write the file and its folder")
    ),
    "register-not-opened": Text(
        N_("the register {path} cannot be opened"), N_("check that its folder is there, and your rights on it")
    ),
    "register-damaged": Text(
        N_("the register {path} is damaged: {reason}"),
        N_("fetch the newest sound copy of it; give no number before the numbers in both agree"),
    ),
    "register-behind": Text(
        N_("{count} issued documents, this one first, are not in the register: it is an old copy, or another register"),
        N_("fetch the register that they stand in, or their numbers are given again; what is void is to be moved away"),
    ),
    "register-newer": Text(
        N_("the register {path} was written by a newer Vanban"), N_("install the newest version of Vanban")
    ),
    "not-a-register": Text(
        N_("{path} is a database, but no register of Vanban"), N_("name another file or database (VANBAN_DATABASE)")
    ),
    "register-not-reached": Text(
        N_("the database {path} cannot be reached: {reason}"),
        N_("check the address in VANBAN_DATABASE, and that the server runs"),
    ),
    "register-failed": Text(
        N_("the database {path} has refused: {reason}"), N_("try again; if it stays so, tell whoever runs the database")
    ),
    "no-database-address": Text(
        N_("VANBAN_DATABASE is no address of a database ({reason})"),
        N_("write the path of a file .db, or postgresql://user:password@host/database"),
    ),
    # numbers
    "day-to-come": Text(
        N_("{day} is still to come: today is {today}"),
        N_("a document is numbered on the day that it is signed; if today is another day, set the machine's clock"),
    ),
    "day-before-last": Text(
        N_("{day} is before {last}, the day of the last number given"),
        N_("give --date; a document that is registered late takes --late with the reason"),
    ),
    "series-changed": Text(
        N_("numbers of {year} have been given the other way: one series for all types, or one a type"),
        N_("leave 'numbering' in dossier.yaml as it was until the year ends"),
    ),
    "number-taken": Text(
        N_("the number {number} of {day} stands in the register for another document"),
        N_("compare the two books; nothing has been taken over"),
    ),
    # a document that is to be issued
    "which-dossier": Text(N_("there are several dossiers here"), N_("name one of: {known}")),
    "no-such-document": Text(
        N_("as of {day} there is no document {document} to be issued"), N_("those of this dossier are: {known}")
    ),
    "which-document": Text(N_("several documents are called {document}"), N_("name one of: {known}")),
    "takes-no-number": Text(
        N_("{document} takes no number of this office"),
        N_("only the office's own documents do; commitments and other agencies' plans have none, or their own"),
    ),
    "draft-edited": Text(
        N_("somebody has edited the draft {path} in Word; what is issued is made of the data"),
        N_("put the change into the data, then build again: the edited draft is kept aside, and the new one is issued"),
    ),
    "numbered-in-yaml": Text(
        N_("this document has the number {number} of {day} in dossier.yaml"),
        N_("nothing is done; to let the register give it a number, take it out of 'issued' in dossier.yaml"),
    ),
    "reserved-for-day": Text(
        N_("the number {number} is reserved for this document, and the day {day} with it"),
        N_("issue it with that --date, or cancel the number"),
    ),
    "day-before-data": Text(
        N_("the document tells how things stood on {as_of}, and is to be dated {day}"),
        N_("give a --date no earlier than --as-of"),
    ),
    "cites-a-draft": Text(
        N_("{document} cites the directive, which has no number yet"), N_("issue the directive first")
    ),
    "not-as-decreed": Text(
        N_("{document} has errors against the decree, so it is given no number"), N_("mend what is listed")
    ),
    "already-issued": Text(
        N_("it was issued as {number} on {day}; nothing is changed"),
        N_("a document with faults is replaced by a new one, or its number is cancelled (--cancel REASON)"),
    ),
    "issued-restored": Text(
        N_("this issued document was not in its place; it is written again as it was issued"),
        N_("nothing needs to be done"),
    ),
    "issued-changed": Text(
        N_("this issued document had been changed; it stands again as it was issued, the changed one beside it"),
        N_("an issued document is never changed; correct it by a new one"),
    ),
    "number-waits": Text(
        N_("the number {number} of {day} is reserved for {document}, which is not issued yet"),
        N_("issue the document, or cancel the number"),
    ),
    "nothing-to-cancel": Text(N_("{document} has no number"), N_("vanban register lists the numbers given")),
    "issued-data-changed": Text(
        N_("it was issued as {number} on {day} and stays as it was; made of the present data it would be another"),
        N_("if the change matters, issue a document that amends it"),
    ),
    # the register as a book
    "no-register": Text(
        N_("there is no register {path} yet"), N_("vanban issue begins one with the first number; so does --import")
    ),
    "which-office": Text(N_("several offices have numbers here: {known}"), N_("name a dossier of one of them")),
    "not-register-name": Text(
        N_("{path} ends neither in .xlsx nor in .json"), N_("a book to be printed is .xlsx, metadata are .json")
    ),
    "nothing-to-export": Text(N_("there is nothing of {year} to be written"), N_("give another --year or fewer words")),
    # a book that was kept elsewhere
    "not-number-and-symbol": Text(
        N_("'{value}' is no number with its symbol"), N_("write both, as on the document: 05/KH-UBND")
    ),
    "other-office": Text(
        N_("this is the register of {other}, and not of {office}"), N_("name a dossier of that office, or another file")
    ),
    "not-a-book": Text(
        N_("this JSON is no register: {reason}"), N_("write it with vanban register --export FILE.json")
    ),
}
