"""Words of the findings about the printed page."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    # the head
    "takes-lines": Text(N_("{name} takes {lines} lines on the page"), N_("widen its cell, or set it smaller")),
    "printed-not-level": Text(
        N_("on the page number and date stand {apart} mm apart in height"),
        N_("put both into one row of the table, with the same spacing before"),
    ),
    "printed-rule-length": Text(
        N_("the line under {name} is {length} mm long on the page, {share}% of the text"),
        N_("make it {least} to {most}% of the longest line"),
    ),
    "printed-rule-as-text": Text(
        N_("the line under {name} is {length} mm long on the page, {share}% of the text"),
        N_("make it as long as the text"),
    ),
    "rule-aside": Text(N_("the line under {name} stands {aside} mm off its middle"), N_("centre it under the text")),
    "rule-through": Text(N_("the line under {name} runs through its letters"), N_("move it below the text")),
    "rule-touches": Text(N_("the line under {name} touches its letters"), N_("move it a little lower")),
    # page numbers
    "number-not-printed": Text(
        N_("no page number is seen at the top of page {pages}"), N_("insert one in the header, in the middle")
    ),
    "number-wrong": Text(
        N_("another number than its own stands on page {pages}"), N_("insert the field of page numbers; type none")
    ),
    "number-aside": Text(
        N_("the number does not stand in the middle of page {pages}"), N_("centre it in the header, without indents")
    ),
    "number-below": Text(
        N_("the number stands at the bottom of page {pages}"), N_("move it into the header, in the middle")
    ),
    "number-on-first": Text(
        N_("the first page shows its number"), N_("choose Different First Page and leave its header empty")
    ),
    "number-on-annex": Text(
        N_("the first page of the annex shows its number"), N_("choose Different First Page in its section")
    ),
    # where pages end
    "signature-split": Text(
        N_("the signature and Nơi nhận begin on page {page} and go on on the next"),
        N_("keep the rows of their table together (Keep with next)"),
    ),
    "signature-alone": Text(
        N_("lines of text above the signature on page {page}: {lines}"),
        N_("keep {least} lines or more of the text with it (Keep with next)"),
    ),
    "annex-on-last-page": Text(
        N_("the annex begins on page {page}, where the document ends"), N_("begin it on a new page, in a new section")
    ),
    "empty-page": Text(N_("page {page} is empty"), N_("delete the empty paragraphs or breaks that make it")),
    # margins
    "beyond-left": Text(
        N_("text stands {beyond} mm inside the left margin"), N_("make the table narrower, or take away the indent")
    ),
    "beyond-right": Text(
        N_("text stands {beyond} mm inside the right margin"), N_("make the table narrower, or take away the indent")
    ),
    "below-bottom": Text(N_("on page {page} text stands in the bottom margin"), N_("make the text or its row shorter")),
    # faces
    "printed-face": Text(
        N_("text is printed in {face}, whose letters are not as wide as those of {wanted}"),
        N_("set it in {wanted}"),
    ),
    "stand-in": Text(
        N_("{wanted} lacks these characters, so they are printed in {face}: {characters}"),
        N_("write them otherwise: a list with hyphens, for instance"),
    ),
    "no-right-face": Text(
        N_("this machine has no face as wide as {wanted}: the page is printed in {face} and was not measured"),
        N_("install {wanted} or Liberation Serif (on Debian: apt-get install fonts-liberation2), then check again"),
    ),
}
