"""Words of the findings about stamps, marks and the address."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "secret": Text(
        N_("the document bears a stamp of secrecy"),
        N_("follow the law on state secrets; this program is not made for secret documents"),
    ),
    "unknown-urgency": Text(N_("the decree has no such stamp of urgency"), N_("use HỎA TỐC, THƯỢNG KHẨN or KHẨN")),
    "second-urgency": Text(N_("there is a second stamp of urgency"), N_("leave one")),
    "stamp-not-red": Text(N_("the stamp of urgency is not red"), N_("set it in bright red")),
    "stamp-unboxed": Text(N_("no box stands around the stamp of urgency"), N_("draw a single-line box around it")),
    "stamp-size": Text(N_("the stamp's box is {width} × {height} mm"), N_("make it {least} × {most} mm")),
    "circulation-place": Text(
        N_("the note on circulation does not stand in the top margin of page 1"),
        N_("move it into the header of the first page, right half"),
    ),
    "circulation-unboxed": Text(N_("no box stands around the note on circulation"), N_("draw a box around it")),
    "drafter-form": Text(
        N_("the drafter's mark is not as the decree has it"), N_("write capitals, a full stop, copies: PL.(300)")
    ),
    "contact-every-page": Text(N_("the address stands on every page"), N_("leave it in the footer of page 1 only")),
    "no-line-above": Text(
        N_("no line parts the address from the text"), N_("draw a solid line across the text above it")
    ),
    "signing-time": Text(
        N_("the time of signing is not written in full"), N_("write day, month, year, hour, minute, second")
    ),
    "signing-zone": Text(N_("the time of signing is not Vietnam's"), N_("write the time with +07:00")),
    "mark-every-page": Text(N_("the mark of signing stands on every page"), N_("leave it on page 1 only")),
}
