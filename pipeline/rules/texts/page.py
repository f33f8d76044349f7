"""Words of the findings about paper, margins, page numbers."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "paper": Text(N_("the page is {width} × {height} mm"), N_("set the paper to A4 ({least} × {most} mm)")),
    "landscape": Text(
        N_("the page lies on its side and holds no table"), N_("turn it upright; only wide tables may lie")
    ),
    "landscape-first": Text(
        N_("the first page lies on its side"), N_("turn it upright; put the wide table into an annex that lies")
    ),
    "top_mm": Text(N_("the top margin is {value} mm"), N_("set it to {least} to {most} mm")),
    "bottom_mm": Text(N_("the bottom margin is {value} mm"), N_("set it to {least} to {most} mm")),
    "left_mm": Text(N_("the left margin is {value} mm"), N_("set it to {least} to {most} mm")),
    "right_mm": Text(N_("the right margin is {value} mm"), N_("set it to {least} to {most} mm")),
    "lying-top_mm": Text(N_("the top margin of the landscape page is {value} mm"), N_("set it to {least} mm or more")),
    "lying-bottom_mm": Text(
        N_("the bottom margin of the landscape page is {value} mm"), N_("set it to {least} mm or more")
    ),
    "lying-left_mm": Text(
        N_("the left margin of the landscape page is {value} mm"), N_("set it to {least} mm or more")
    ),
    "lying-right_mm": Text(
        N_("the right margin of the landscape page is {value} mm"), N_("set it to {least} mm or more")
    ),
    "page-number-size": Text(N_("the page number has size {size}"), N_("set it to {least} to {most}")),
    "page-number-style": Text(N_("the page number is bold or italic"), N_("set it upright and regular")),
    "page-number-format": Text(N_("pages are not numbered in Arabic digits"), N_("choose the format 1, 2, 3")),
    "no-page-number": Text(
        N_("there is no page number"), N_("insert one in the header, unless the document has a single page")
    ),
    "page-number-below": Text(N_("the page number stands in the footer"), N_("move it into the header, in the middle")),
    "page-number-aside": Text(N_("the page number is not centred"), N_("centre it in the header")),
    "first-page-number": Text(
        N_("the first page shows its number"), N_("choose Different First Page and leave its header empty")
    ),
    "first-page-start": Text(N_("pages are numbered from {start}"), N_("begin with 1")),
    "annex-numbering": Text(
        N_("the pages of the annex are not numbered on their own"),
        N_("begin the annex in a new section whose page numbers start at 1"),
    ),
    "annex-first-page": Text(
        N_("the first page of the annex shows its number"), N_("choose Different First Page in its section")
    ),
    "text-in-header": Text(
        N_("the header holds more than the page number"),
        N_("keep the bare number: no words, no running title"),
    ),
    "text-in-footer": Text(N_("the footer holds text"), N_("empty it; the agency's address may stand on page 1 only")),
}
