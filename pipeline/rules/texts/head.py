"""Words of the findings about Quốc hiệu, names, type and summary."""

from pipeline.messages import marked as N_
from pipeline.problems.texts import Text

TEXTS: dict[str, Text] = {
    "fixed-words": Text(N_("these are not the decree's words"), N_("write: {words}")),
    "repeated-title": Text(N_("Quốc hiệu stands in a header or footer"), N_("leave it on page 1 only")),
    "not-close": Text(N_("it does not stand close under the line above"), N_("single spacing, 0 pt before and after")),
    "smaller-motto": Text(N_("Tiêu ngữ is smaller than Quốc hiệu"), N_("make it as large, or one size larger")),
    "unknown-type": Text(
        N_("this is no type of administrative document"), N_("write the type alone: KẾ HOẠCH, BÁO CÁO, ...")
    ),
    "long-summary": Text(N_("the summary has {letters} characters"), N_("shorten it to {most} at most")),
    "longish-summary": Text(N_("the summary has {letters} characters"), N_("make it one short phrase")),
    "letter-words": Text(N_("V/v belongs to a công văn"), N_("write Về việc ..., or a phrase without these words")),
    "letter-named": Text(N_("a công văn has no name of its type"), N_("delete this line; V/v says what it is about")),
    "letter-opening": Text(N_("the summary of a công văn begins with V/v"), N_("write: V/v ...")),
    "letter-gap": Text(N_("V/v stands {gap} pt below the number"), N_("set {asked} pt before it")),
}
