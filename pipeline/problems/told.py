"""The words for what is wrong with what agencies and owners are said to have told."""

from pipeline.messages import marked as N_
from pipeline.problems.text import Text

TOLD: dict[str, Text] = {
    "told-of-to-come": Text(
        N_("{day} is still to come: today is {today}"), N_("record what has happened, on the day it happened")
    ),
    "reported-otherwise": Text(
        N_("{agency} has reported otherwise of {task} on {day}"),
        N_("compare the two; to put this one in its place, use --correct"),
    ),
    "reported-in-table": Text(
        N_("the dossier's table says otherwise of the report of {agency} of {task} on {day}"),
        N_("compare the two; correct the table of reports where it is wrong"),
    ),
    "signed-otherwise": Text(
        N_("{business} is said to have signed on {day}"),
        N_("compare the two; to put this day in its place, use --correct"),
    ),
    "unknown-business": Text(
        N_("there is no business {business} in the dossier"), N_("check the id against the table of businesses")
    ),
    "nothing-to-correct": Text(
        N_("nothing is recorded of {document} that could be corrected"),
        N_("check what it is; record it without --correct"),
    ),
}
