"""What kinds of documents are called on the page, one and many of them."""

from pipeline.messages import marked as N_
from pipeline.messages import text as _

_NAMES = {
    "directive": (N_("Directive"), N_("Directives")),
    "plan": (N_("Plan"), N_("Plans")),
    "commitment": (N_("Commitment form"), N_("Commitment forms")),
    "follow-up": (N_("Follow-up"), N_("Follow-ups")),
    "statistics": (N_("Table of statistics"), N_("Tables of statistics")),
    "report": (N_("Report"), N_("Reports")),
}


def kind_title(kind: str) -> str:
    """One document of a kind; the kind's own name where it is none of ours."""
    return _(_NAMES[kind][0]) if kind in _NAMES else kind


def kind_titles(kind: str) -> str:
    """The documents of a kind."""
    return _(_NAMES[kind][1]) if kind in _NAMES else kind
