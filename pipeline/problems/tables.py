"""The words of faults and notices about tables as clerks lay them out."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

TABLES: dict[str, Text] = {
    # which files
    "path-outside": Text(
        N_("the pattern {pattern} leads out of the dossier's folder"),
        N_("name files inside of it, such as xa-*/*.xlsx"),
    ),
    "no-file-matches": Text(N_("no table matches {pattern}"), N_("check the pattern and the names of the files")),
    "too-many-parts": Text(N_("the table stands in more than {count} sheets"), N_("put several of them together")),
    # the heading
    "no-heading": Text(
        N_("no row is the heading of this table; the likeliest says: {names}"),
        N_("put the names of the columns into one row, or say under 'columns' in dossier.yaml what yours mean"),
    ),
    "mixed-column": Text(
        N_("the column {name} holds several things: {near}"), N_("part it into a column for each of them")
    ),
    "cell-not-parted": Text(
        N_("'{value}' cannot be parted for sure into what the column {name} holds"),
        N_("write the values in the header's order, parted by semicolons; or give each a column of its own"),
    ),
    "spread-column": Text(
        N_("the header {name} stands above several filled columns"), N_("give each column a header of its own")
    ),
    "unknown-field-of-column": Text(
        N_("the column {name} is to be {field}, which is no field"), N_("the fields are: {known}")
    ),
    "column-passed-over": Text(
        N_("the column {name} is passed over"), N_("if it holds something needed, give it the header of the blank form")
    ),
    "hidden-column": Text(N_("the hidden column {name} is read"), N_("delete it if it is not meant to count")),
    "hidden-sheet": Text(N_("the hidden sheet {sheet} is read"), N_("delete it if it is not meant to count")),
    "commune-of-title": Text(
        N_("all rows are taken for {commune}, as the title says"), N_("add a column of communes if that is not so")
    ),
    # rows
    "second-table": Text(
        N_("a second table with other columns begins here"), N_("move it to a sheet of its own, or delete it")
    ),
    "row-below-end": Text(
        N_("a row of data stands below the signatures"), N_("move it up into the table, or delete it")
    ),
    "passed-over-group": Text(
        N_("{count} rows only name a group; the first is row {first}"), N_("nothing is to be done")
    ),
    "passed-over-total": Text(N_("{count} rows are totals; the first is row {first}"), N_("nothing is to be done")),
    "passed-over-heading": Text(
        N_("{count} rows repeat the heading; the first is row {first}"), N_("nothing is to be done")
    ),
    "passed-over-note": Text(N_("{count} rows are notes; the first is row {first}"), N_("nothing is to be done")),
    "passed-over-end": Text(
        N_("the table ends at row {first}: date, signatures and what follows ({count} rows) are passed over"),
        N_("if there is data below, move it up"),
    ),
    "too-many-faults": Text(
        N_("{count} faults are found in the rows above; what stands from here on was not looked at"),
        N_("mend those first: it is often one thing in a whole column; then look for faults again"),
    ),
    "too-many-rows": Text(
        N_("this table has more than {count} rows; only that of businesses may have more"),
        N_("delete what does not belong here, or split the dossier"),
    ),
    "more-notices": Text(N_("there are {count} notices more, which are not shown"), N_("nothing need be done")),
    "hidden-rows": Text(N_("{count} hidden rows are read too"), N_("delete them if they are not meant to count")),
    "told-twice": Text(
        N_("{name} seems to stand at {first} already"), N_("delete one of the two rows if both are the same")
    ),
    "cells-filled-down": Text(
        N_("{count} cells, the first here, have what a cell says that is merged over them"),
        N_("nothing need be done, if it holds for each of those rows"),
    ),
    "sheet-passed-over": Text(
        N_("the sheet {sheet} is passed over: it has few columns of this table"),
        N_("if it holds records, give it all the columns"),
    ),
    # marks
    "dittos-filled": Text(
        N_("{count} cells say 'as above', the first here, and are read so"), N_("check that none was moved by sorting")
    ),
    "ditto-not-here": Text(
        N_("'{value}' cannot stand here: this is of one person or establishment alone"), N_("type what it stands for")
    ),
    "ditto-of-nothing": Text(N_("'{value}': there is nothing above it to repeat"), N_("type what it stands for")),
    # letters
    "letters-of-old-font": Text(
        N_("'{value}' is written in the old font {font}; it would be: {said}"),
        N_("convert the column to Unicode, or run with --convert-legacy"),
    ),
    "letters-of-two-readings": Text(
        N_("'{value}' may be '{said}', or '{other}' in the old font {font}"), N_("type it anew in Unicode")
    ),
    "letters-converted": Text(
        N_("the column {name} was converted from the old font {font}: '{value}' became '{said}'"),
        N_("look through the names in the documents"),
    ),
    "letters-suspect": Text(
        N_("the column {name} may be in the old font {font}: '{value}'"), N_("look at it, and type it anew if so")
    ),
}
