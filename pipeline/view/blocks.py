"""What stands in a body, a cell or a story, whatever is wrapped around it."""

from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.view.names import MC, W

ALTERNATIVE = MC + "AlternateContent"
# What stands around paragraphs and tables without being seen.
_WRAPPERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
# The extensions, by their usual prefixes, that Word 2010 and every later one knows and that are read here.
_KNOWN = frozenset({"wps", "wpg", "wpc", "wp14", "w14", "a14", "pic14", "v", "o"})


def children(holder: _Element, *tags: str) -> Iterator[_Element]:
    """The elements of these tags that stand in `holder`, in order."""
    for child in holder:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, *tags)
        elif child.tag == ALTERNATIVE and (branch := chosen(child)) is not None:
            yield from children(branch, *tags)


def blocks(holder: _Element) -> Iterator[_Element]:
    """The paragraphs and tables that stand in `holder`, in order."""
    return children(holder, W + "p", W + "tbl")


def chosen(alternative: _Element) -> _Element | None:
    """The one of its branches that is read: the first choice that asks for nothing unknown (part 3, 7.5, 7.6).

    Where none is known, the fallback, and the first choice where there is no fallback.
    """
    choices = list(alternative.iterchildren(MC + "Choice"))
    for choice in choices:
        if _KNOWN.issuperset(choice.get("Requires", "").split()):
            return choice
    fallback = alternative.find(MC + "Fallback")
    return fallback if fallback is not None else next(iter(choices), None)
