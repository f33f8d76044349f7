"""Words of the findings about reminders."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "directive-not-cited": Text(
        N_("the reminder does not cite the directive by its own number and day: {wanted}"),
        N_("write {{directive}} in the opening, and no number by hand; check the template"),
    ),
    "reminder-not-cited": Text(
        N_("an earlier reminder is not cited: {wanted}"), N_("write {{previous}} in the text of a further reminder")
    ),
    "cited-unknown": Text(
        N_("{cited} is neither the directive nor an earlier reminder"), N_("check the number; issued documents have it")
    ),
    "cited-of-another-day": Text(N_("{cited} has another day"), N_("write {wanted}")),
    "no-cut-off": Text(
        N_("the reminder does not say on which day it counts: {wanted}"), N_("write {{as_of}} in the opening")
    ),
    "no-new-deadline": Text(
        N_("the reminder does not set its new deadline: {wanted}"), N_("write {{deadline}} among the demands")
    ),
    "deadline-is-past": Text(
        N_("the new deadline, {deadline}, is not after the day of the letter"),
        N_("choose a later cut-off day, or more days"),
    ),
    "late-not-addressed": Text(
        N_("{agency} is late, but the reminder is not addressed to it"), N_("check the addressees of the template")
    ),
    "addressed-not-late": Text(N_("somebody is addressed who is not late"), N_("check the addressees of the template")),
    "fact-not-stated": Text(
        N_("a paragraph is missing or changed: {said}"), N_("the template has to print the whole text of the dossier")
    ),
    "other-count": Text(
        N_("a number of tasks that is none of this agency's: {said}"),
        N_("write the counts as places ({{total}}, {{done}}...), not by hand"),
    ),
    "row-missing": Text(N_("a row is missing in the lists: {row}"), N_("check the tables of the template")),
    "row-of-nothing": Text(
        N_("a list has {count} rows too many"), N_("check the tables of the template: a row for each task or business")
    ),
    "other-level": Text(
        N_("the subject does not say which reminder this is: {level}"),
        N_("from the second on it ends with (lần 2), (lần 3); the first says none"),
    ),
    "no-contact": Text(
        N_("the reminder names nobody to ask"), N_("add a name with a telephone or an address to the demands")
    ),
}
