"""Words of the findings about resolutions and decisions."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "no-resolution": Text(N_("the line '{words}' is missing"), N_("write it below the legal basis: {words}")),
    "resolution-order": Text(
        N_("who decides, the basis and the word of decision are not in order"),
        N_("first who decides, then the basis, then QUYẾT ĐỊNH:, then the articles"),
    ),
}
