"""The look of every component against its row of the table: size, weight, slant, capitals, alignment."""

from collections.abc import Iterator

from pipeline.components import Part, is_capitals
from pipeline.decree import Component, decree
from pipeline.rules.checks import Miss, Subject, asked, miss, miss_in_document, rule

_HEAD = ("1", "2")  # Quốc hiệu and Tiêu ngữ, the names of the bodies
_ROWS = tuple(component.rule for component in decree().components)


@rule(*dict.fromkeys(_ROWS))
def look(subject: Subject) -> Iterator[Miss]:
    """The component has the size, weight, slant, letter case and alignment of its row in the table."""
    rows = {component.key: component for component in subject.table.components}
    for part in (*subject.anatomy.parts(), *subject.anatomy.stories):
        row = rows.get(part.key)
        if row is not None and part.paragraph.visible:
            yield from _type(part, row)
            if part.paragraph.layout.align not in (row.align, *row.align_also):
                yield miss(row.rule, f"align-{row.align}", part, name=row.name)


@rule(*(component.rule for component in decree().components if component.required))
def present(subject: Subject) -> Iterator[Miss]:
    """What every document of the 29 types has is there (of others: Quốc hiệu and Tiêu ngữ).

    A text issued with another, in a file of its own, has its head alone: no number, date or signature (R178).
    """
    kind = subject.anatomy.kind
    if kind == "annex":
        return
    found = {part.key for part in subject.anatomy.main if part.paragraph.visible}
    official = subject.type is not None and bool(subject.type.template)
    for row in subject.table.components:
        if not row.required or row.key in found or not (official or row.cell == "1"):
            continue
        if subject.anatomy.is_attachment and row.cell not in _HEAD:
            continue
        if row.key == "place_date" and kind == "minutes":  # its time and place stand in the text (R070)
            continue
        yield miss_in_document(row.rule, "missing", name=row.name)


def _type(part: Part, row: Component) -> Iterator[Miss]:
    runs = part.paragraph.visible
    for size in sorted({run.look.size_pt for run in runs}):
        if not row.size_pt.allows(size):
            code = "one-size" if row.size_pt.least == row.size_pt.most else "size"
            yield miss(row.rule, code, part, name=row.name, size=size, **asked(row.size_pt))
    enough = any if row.mixed else all
    looks = [run.look for run in runs]
    if row.mixed and part.paragraph.label_look is not None:
        looks.append(part.paragraph.label_look)
    if not enough(look.bold == row.bold for look in looks):
        yield miss(row.rule, "not-bold" if row.bold else "bold", part, name=row.name)
    if not enough(look.italic == row.italic for look in looks):
        yield miss(row.rule, "not-italic" if row.italic else "italic", part, name=row.name)
    if row.caps and not all(run.look.caps or run.tells(_in_capitals) for run in runs):
        yield miss(row.rule, "not-capitals", part, name=row.name)
    if row.lower and part.tells(is_capitals):
        yield miss(row.rule, "capitals", part, name=row.name)


def _in_capitals(text: str) -> bool:
    return text.upper() == text
