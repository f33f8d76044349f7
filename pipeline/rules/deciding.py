"""Resolutions and decisions: who decides, on what basis, and the word of decision (R093, R114)."""

from collections.abc import Iterator

from pipeline.rules.checks import Miss, Subject, miss, miss_in_document, rule


@rule("R093")
def has_basis(subject: Subject) -> Iterator[Miss]:
    """A resolution and a decision say on what basis they are issued."""
    if subject.type and subject.type.resolves and not subject.anatomy.of("basis"):
        yield miss_in_document("R093", "missing", name=subject.table.component("basis").name)


@rule("R114")
def authority_and_word(subject: Subject) -> Iterator[Miss]:
    """Who decides stands above the basis, "QUYẾT ĐỊNH:" between it and the first article."""
    if not (subject.type and subject.type.resolves):
        return
    table = subject.table
    decider, word = subject.anatomy.of("decider"), subject.anatomy.of("resolution")
    if not decider:
        yield miss_in_document("R114", "missing", name=table.component("decider").name)
    if not word:
        yield miss_in_document("R114", "no-resolution", words=subject.type.resolves)
        return
    if word[0].words != subject.type.resolves:
        yield miss("R114", "fixed-words", word[0], words=subject.type.resolves)
    order = [decider[:1], subject.anatomy.of("basis")[:1], subject.anatomy.of("basis")[-1:], word[:1]]
    order.append(subject.anatomy.of("article")[:1])
    at = {id(part): index for index, part in enumerate(subject.anatomy.main)}
    places = [at[id(part)] for parts in order for part in parts]
    if places != sorted(places):
        yield miss("R114", "resolution-order", word[0])
