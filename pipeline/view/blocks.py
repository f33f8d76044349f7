"""What stands in a body, a cell or a story, whatever is wrapped around it."""

from collections.abc import Iterator

from lxml.etree import _Element

from pipeline.view.names import W

# What stands around paragraphs and tables without being seen.
_WRAPPERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


def children(holder: _Element, *tags: str) -> Iterator[_Element]:
    """The elements of these tags that stand in `holder`, in order."""
    for child in holder:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, *tags)


def blocks(holder: _Element) -> Iterator[_Element]:
    """The paragraphs and tables that stand in `holder`, in order."""
    return children(holder, W + "p", W + "tbl")
