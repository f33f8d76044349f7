"""Words of the findings about what must stay together."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "too-wide": Text(
        N_("{name} is {width} mm wide and its cell {room} mm, so it takes two lines"),
        N_("widen the cell, or set it one size smaller"),
    ),
    "break-before-signature": Text(
        N_("a page break parts the signature from the text"), N_("delete the break; keep two lines of text with it")
    ),
}
