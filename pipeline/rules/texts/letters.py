"""Words of the findings about face, character set, colour."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "face": Text(N_("text is set in {face}"), N_("set it in {wanted}")),
    "other-face": Text(
        N_("the face for other scripts is {face}"),
        N_("choose {wanted} for all text, in the style too"),
    ),
    "legacy-face": Text(
        N_("text is set in {face}, a face from before Unicode"),
        N_("convert the text to Unicode, in {wanted}"),
    ),
    "private-characters": Text(
        N_("there are characters that are not Unicode's own"), N_("delete them and type them anew")
    ),
    "decomposed": Text(
        N_("letters and their marks are separate characters"),
        N_("type them anew with composed Unicode (Unicode dựng sẵn)"),
    ),
    "color": Text(N_("text has the colour {color}"), N_("set it to black")),
}
