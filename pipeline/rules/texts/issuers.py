"""Words of the findings about the names of the bodies and the place."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "issuer-abbreviated": Text(N_("the issuer's name is abbreviated: {short}"), N_("write: {full}")),
    "superior-without-place": Text(N_("the superior body has no place"), N_("add the unit's name: UBND XÃ A")),
    "committee-with-superior": Text(
        N_("a body stands above the committee's name"), N_("leave the committee's own name, in two bold lines")
    ),
    "other-place": Text(N_("the place is not the issuer's commune"), N_("write: {wanted}, ngày ...")),
    "place-in-full": Text(N_("the place is not written in full"), N_("write: {wanted}, ngày ...")),
    "place-number": Text(N_("the place is a mere number"), N_("write the unit too: Phường 1, ngày ...")),
    "place-bare": Text(N_("the unit's kind stands before the place"), N_("write the name alone: {wanted}, ngày ...")),
}
