"""What a value in a template may be, as far as it matters which fields of the context it reaches."""

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import nodes


@dataclass(frozen=True)
class Path:
    """A value of the context, or a part of one: "office.name", "body[]"."""

    name: str


@dataclass(frozen=True)
class Items:
    """A list that the template made: `of` is what each of its items may be."""

    of: "Known"


@dataclass(frozen=True)
class Row:
    """A tuple that the template made."""

    fields: tuple["Known", ...]


@dataclass(frozen=True)
class Loop:
    """The variable `loop` of a loop over values that may be `of`."""

    of: "Known"


@dataclass(frozen=True, eq=False)
class Macro:
    """A macro, and the scopes in which it was defined."""

    node: nodes.Macro
    scopes: "tuple[dict[str, Known], ...]"


View = Path | Items | Row | Loop | Macro
Known = frozenset[View]
"""All that a value may be; nothing where it has no part in the context."""

NOTHING: Known = frozenset()


def joined(values: Iterable[Known]) -> Known:
    """What a value may be that is one of these."""
    return NOTHING.union(*values)


def attribute(known: Known, name: str) -> Known:
    """What the value's attribute may be."""
    return joined(_attribute(view, name) for view in known)


def each(known: Known) -> Known:
    """What each item of the value may be."""
    return joined(map(_each, known))


def item(known: Known, key: object) -> Known:
    """What the item under a key may be; the key is None where it is not known."""
    return joined(_item(view, key) for view in known)


def _attribute(view: View, name: str) -> Known:
    if isinstance(view, Path):
        return frozenset((Path(f"{view.name}.{name}"),))
    return view.of if isinstance(view, Loop) and name in ("previtem", "nextitem") else NOTHING


def _each(view: View) -> Known:
    if isinstance(view, Path):
        return frozenset((Path(view.name + "[]"),))
    if isinstance(view, Items):
        return view.of
    return joined(view.fields) if isinstance(view, Row) else NOTHING


def _item(view: View, key: object) -> Known:
    if isinstance(key, str):
        return _attribute(view, key)
    if isinstance(view, Row) and isinstance(key, int) and -len(view.fields) <= key < len(view.fields):
        return view.fields[key]
    return _each(view)
