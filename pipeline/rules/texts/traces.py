"""Words of the findings about what work has left in a file."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "tracked": Text(
        N_("there are {count} tracked changes; the text was read as if they were accepted"),
        N_("accept or reject each (Review, Accept)"),
    ),
    "commented": Text(N_("there are {count} comments"), N_("deal with them and delete them (Review, Delete)")),
    "hidden": Text(N_("there is hidden text ({count} pieces), which was not read"), N_("delete it, or show it")),
    "placeholder": Text(N_("{count} fields still show what should be filled in"), N_("fill them in or delete them")),
    "right-to-left": Text(N_("the text runs from right to left"), N_("set its direction from left to right")),
    "external": Text(
        N_("the file is tied to something outside it: {kinds}"), N_("break the ties; nothing was fetched")
    ),
    "macros": Text(N_("the file holds macros"), N_("save it as .docx; nothing was run")),
}
