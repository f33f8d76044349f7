"""Words of the findings about size, weight, slant, capitals, alignment."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "missing": Text(N_("there is no {name}"), N_("add it in its place")),
    "size": Text(N_("{name} has size {size}"), N_("set it to {least} to {most}")),
    "one-size": Text(N_("{name} has size {size}"), N_("set it to {least}")),
    "bold": Text(N_("{name} is bold"), N_("set it regular")),
    "not-bold": Text(N_("{name} is not bold"), N_("set it bold")),
    "italic": Text(N_("{name} is italic"), N_("set it upright")),
    "not-italic": Text(N_("{name} is not italic"), N_("set it italic")),
    "capitals": Text(N_("{name} is all in capitals"), N_("write it in small letters, with capitals at its names")),
    "not-capitals": Text(N_("{name} is not in capitals"), N_("write it in capitals")),
    "align-left": Text(N_("{name} does not begin at the left"), N_("align it left")),
    "align-center": Text(N_("{name} is not centred"), N_("centre it")),
    "align-both": Text(N_("{name} is not justified"), N_("justify it to both margins")),
}
