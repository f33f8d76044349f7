"""Words of the findings about authority and signer."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "authority-form": Text(
        N_("the authority is not abbreviated as in the decree"),
        N_("write TM., KT., TL., TUQ. or Q. and a space"),
    ),
    "office-after-tm": Text(N_("TM. goes before a body, not an office"), N_("write: TM. ỦY BAN NHÂN DÂN")),
    "body-after-prefix": Text(
        N_("{prefix} goes before the head's office, not a body"), N_("write the office: {prefix} CHỦ TỊCH")
    ),
    "no-office-below": Text(N_("the signer's own office is missing below {prefix}"), N_("add it on the next line")),
    "no-deputy": Text(N_("KT. is not followed by a deputy's office"), N_("write it below: PHÓ CHỦ TỊCH")),
    "tm-not-first": Text(N_("TM. does not come first"), N_("write TM. ..., then KT. ...")),
    "passed-on": Text(N_("TUQ. cannot be passed on with KT."), N_("let the one who was authorised sign")),
    "honorific": Text(N_("'{title}' stands before the signer's name"), N_("write the name alone")),
    "acting-form": Text(N_("an acting head signs with Q."), N_("write: Q. {office}")),
    "other-deputy": Text(N_("the deputy's office is not that of the head above"), N_("write: {wanted}")),
    "deputy-alone": Text(
        N_("a deputy signs without KT."), N_("write KT. and the head's office on the line above: KT. CHỦ TỊCH")
    ),
    "no-office": Text(N_("this is no office of a leader"), N_("let the head or a deputy sign")),
    "signature-left": Text(N_("the signature does not stand at the right"), N_("put Nơi nhận left and it right")),
    "not-beside": Text(
        N_("Nơi nhận and the signature do not stand side by side"),
        N_("put both into one row of a table without borders"),
    ),
}
