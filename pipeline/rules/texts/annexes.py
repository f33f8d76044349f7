"""Words of the findings about annexes."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "annex-not-named": Text(N_("the text does not speak of the annex"), N_("refer to it: (Phụ lục kèm theo)")),
    "annex-label": Text(N_("the label is not written 'Phụ lục'"), N_("write Phụ lục, in small letters")),
    "annex-alone": Text(N_("the only annex has a number"), N_("write Phụ lục without a number")),
    "annex-roman": Text(N_("the annex is not numbered in order"), N_("write the Roman number: {wanted}")),
    "no-annex-note": Text(
        N_("no note says what the annex belongs to"), N_("add: (Kèm theo Kế hoạch số ... ngày ... của ...)")
    ),
    "annex-note": Text(
        N_("the note is not as the decree has it"),
        N_("write: (Kèm theo Kế hoạch số ... ngày ... tháng ... năm ... của ...)"),
    ),
    "annex-note-number": Text(
        N_("the note names another number than the document's"), N_("write the document's own: {wanted}")
    ),
    "alien-in-attached": Text(
        N_("a text issued with another document has no {name} of its own"), N_("delete it; the document has one")
    ),
    "annex-closing": Text(N_("the annex does not end with ./."), N_("end its last paragraph with ./.")),
    "alien-in-annex": Text(N_("an annex has no {name}"), N_("delete it, or make it a document of its own")),
}
