"""Words of the findings about the rules drawn under texts."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "no-rule": Text(N_("there is no line under {name}"), N_("draw a solid line under it, centred")),
    "rule-typed": Text(N_("the line under {name} is typed in characters"), N_("draw it as a line or a border")),
    "rule-underlined": Text(N_("{name} is underlined"), N_("draw a line below it instead")),
    "rule-length": Text(
        N_("the line under {name} is {share}% of the text"),
        N_("make it {least} to {most}% of the longest line"),
    ),
    "rule-as-text": Text(N_("the line under {name} is {share}% of the text"), N_("make it as long as the text")),
}
