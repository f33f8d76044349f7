"""Words of the findings about numbering."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "skipped": Text(N_("{label} comes too early"), N_("the next number is {wanted}: renumber, or add what is missing")),
    "repeated": Text(N_("{label} stands twice"), N_("the next number is {wanted}: renumber what follows")),
    "runs-on": Text(N_("{label} runs on from the level above"), N_("begin each part anew with {wanted}")),
    "foreign-letter": Text(
        N_("{label} is not the next letter of the Vietnamese alphabet"),
        N_("write {wanted}: a, b, c, d, đ, e, g, h, i, k, l, ..."),
    ),
    "label-mark": Text(N_("the labels {label} have the wrong mark"), N_("write {wanted}, and so on")),
    "no-title": Text(N_("{label} has no title"), N_("give it one: a quy chế or quy định has titles throughout")),
}
