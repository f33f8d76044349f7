"""What work has left in a file and no reader of the paper sees: good practice beyond the decree (V001 and on)."""

from collections.abc import Iterator

from pipeline.rules.checks import Miss, Subject, miss, rule
from pipeline.view import Place


@rule("V001")
def changes(subject: Subject) -> Iterator[Miss]:
    """No tracked change waits to be accepted or rejected."""
    traces = subject.view.traces
    kinds = (traces.insertions, traces.deletions, traces.moves, traces.format_changes)
    if count := sum(kind.count for kind in kinds):
        at = next((kind.at for kind in kinds if kind.at), None)
        yield Miss("V001", "tracked", at or Place(), values={"count": str(count)})


@rule("V002")
def comments(subject: Subject) -> Iterator[Miss]:
    """No comment is left."""
    if found := subject.view.traces.comments:
        yield Miss("V002", "commented", found.at or Place(), values={"count": str(found.count)})


@rule("V003")
def hidden(subject: Subject) -> Iterator[Miss]:
    """No text is hidden."""
    if found := subject.view.traces.hidden:
        yield Miss("V003", "hidden", found.at or Place(), values={"count": str(found.count)})


@rule("V004")
def placeholders(subject: Subject) -> Iterator[Miss]:
    """No content control still shows what should be filled in."""
    if found := subject.view.traces.placeholders:
        yield Miss("V004", "placeholder", found.at or Place(), values={"count": str(found.count)})


@rule("V005")
def direction(subject: Subject) -> Iterator[Miss]:
    """No text runs from right to left."""
    for paragraph in subject.view.everywhere():
        if paragraph.visible and (paragraph.layout.rtl or any(run.look.rtl for run in paragraph.visible)):
            yield miss("V005", "right-to-left", paragraph)


@rule("V006")
def ties(subject: Subject) -> Iterator[Miss]:
    """Nothing is taken from outside the file; nothing of it was fetched."""
    if found := subject.view.traces.external:
        yield Miss("V006", "external", Place(), values={"kinds": ", ".join(found)})


@rule("V007")
def macros(subject: Subject) -> Iterator[Miss]:
    """The file holds no macros; none was run."""
    if subject.view.traces.macros:
        yield Miss("V007", "macros", Place())
