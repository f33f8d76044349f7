"""Words of the findings about the content."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "several-sizes": Text(N_("the text has size {size} here, {usual} elsewhere"), N_("set all of it in one size")),
    "first-line": Text(N_("the first line is indented by {indent} mm"), N_("indent it by {least} or {most} mm")),
    "first-lines-differ": Text(
        N_("first lines are indented differently"), N_("choose {least} or {most} mm throughout")
    ),
    "gap": Text(N_("paragraphs are {gap} pt apart"), N_("set {least} pt or more before each")),
    "spacer": Text(N_("an empty paragraph keeps paragraphs apart"), N_("delete it and set {least} pt before each")),
    "lines": Text(N_("the line spacing is {line} lines"), N_("set the spacing to {least} to {most} lines")),
    "exact-lines": Text(
        N_("lines have an exact height, which cuts the marks of letters"),
        N_("set the spacing in lines, {least} to {most}"),
    ),
    "part-number": Text(N_("the number is not Roman"), N_("write: Chương I, Chương II")),
    "section-number": Text(N_("the number is not in Arabic digits"), N_("write: Mục 1, Mục 2")),
    "heading-number": Text(N_("the heading has no Roman number with a full stop"), N_("write: I. MỤC ĐÍCH, YÊU CẦU")),
    "article-number": Text(N_("the article does not begin as in the decree"), N_("write: Điều 1. and a space")),
    "basis-item": Text(N_("this item does not end with a semicolon"), N_("end it with ;")),
    "basis-end": Text(N_("the last item does not end with a full stop"), N_("end it with .")),
    "no-closing": Text(N_("the content does not end with ./."), N_("end the last paragraph with ./.")),
    "early-closing": Text(N_("./. stands before the end of the content"), N_("leave it at the very end only")),
}
