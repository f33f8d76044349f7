# ruff: noqa: N802
"""Which names a template needs, read off its syntax.

Names are dotted, as deep as the template goes: `subject`, `office.name`, `body[].text` (the text of each item
of `body`), `a[].b[].c`. Of a name and what lies under it, only the latter is told. Names that the template
itself or Jinja defines are not among them.
"""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from jinja2 import nodes

from pipeline.template.views import (
    NOTHING,
    Items,
    Known,
    Loop,
    Macro,
    Path,
    Row,
    attribute,
    each,
    item,
    joined,
)

_SAME_LIST = frozenset(
    ("d", "default", "list", "reject", "rejectattr", "reverse", "select", "selectattr", "sort", "unique")
)
_ONE_ITEM = frozenset(("first", "last", "max", "min"))
_ATTRIBUTE_FIRST = frozenset(("groupby", "rejectattr", "selectattr", "sum"))
_METHODS = frozenset(name for kind in (str, dict, list, int, float, datetime) for name in dir(kind))


def needed(trees: Iterable[nodes.Template], defined: Collection[str]) -> frozenset[str]:
    """The names that the templates need; `defined` are Jinja's own."""
    used: set[str] = set()
    for tree in trees:
        reader = _Reader(defined)
        reader.read(tree.body)
        reader.read_uncalled()
        used |= reader.used
    return frozenset(name for name in used if not any(_is_under(other, name) for other in used))


def _is_under(name: str, other: str) -> bool:
    return name.startswith((other + ".", other + "[]"))


class _Reader:
    """A walk through a template that knows what each of its names stands for."""

    def __init__(self, defined: Collection[str]) -> None:
        self.used: set[str] = set()
        self._defined = defined
        self._scopes: tuple[dict[str, Known], ...] = ({},)
        self._macros: list[Macro] = []
        self._called: set[Macro] = set()
        self._running: tuple[Macro, ...] = ()

    def read(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self._value(node)

    def read_uncalled(self) -> None:
        """Read macros that nothing calls as if something did."""
        for macro in self._macros:
            if macro not in self._called:
                self._run(macro, ())

    def _value(self, node: nodes.Node) -> Known:
        """What a node may be; the names that it uses are noted."""
        reader: Callable[[Any], Known | None] = getattr(self, "_" + type(node).__name__, self._other)
        return self._noted(reader(node) or NOTHING)

    def _noted(self, known: Known) -> Known:
        self.used.update(view.name for view in known if isinstance(view, Path))
        return known

    def _other(self, node: nodes.Node) -> None:
        self.read(node.iter_child_nodes())

    def _each(self, known: Known) -> Known:
        return self._noted(each(known))

    def _attribute(self, known: Known, path: str) -> Known:
        for name in path.split("."):
            known = self._noted(attribute(known, name))
        return known

    # expressions

    def _Name(self, node: nodes.Name) -> Known:
        for scope in reversed(self._scopes):
            if node.name in scope:
                return scope[node.name]
        return NOTHING if node.name in self._defined else frozenset((Path(node.name),))

    def _Getattr(self, node: nodes.Getattr) -> Known:
        return self._attribute(self._value(node.node), node.attr)

    def _Getitem(self, node: nodes.Getitem) -> Known:
        known = self._value(node.node)
        key = node.arg.value if isinstance(node.arg, nodes.Const) else None
        self._value(node.arg)
        return known if isinstance(node.arg, nodes.Slice) else item(known, key)

    def _Call(self, node: nodes.Call) -> Known:
        arguments = [self._value(argument) for argument in node.args]
        named = {pair.key: self._value(pair.value) for pair in node.kwargs}
        self.read(extra for extra in (node.dyn_args, node.dyn_kwargs) if extra is not None)
        if isinstance(node.node, nodes.Getattr):
            return self._method(self._value(node.node.node), node.node.attr, node)
        for view in self._value(node.node):
            if isinstance(view, Macro):
                self._run(view, arguments, named)
        return NOTHING

    def _method(self, owner: Known, name: str, node: nodes.Call) -> Known:
        first = node.args[0].value if node.args and isinstance(node.args[0], nodes.Const) else None
        if name == "get" and isinstance(first, str):
            return self._attribute(owner, first)
        if name == "items":
            return frozenset((Items(frozenset((Row((NOTHING, self._each(owner))),))),))
        if name == "values":
            return frozenset((Items(self._each(owner)),))
        return NOTHING if name in _METHODS else self._attribute(owner, name)

    def _Filter(self, node: nodes.Filter) -> Known:
        known = self._value(node.node) if node.node is not None else NOTHING
        self.read(node.args)
        self.read(pair.value for pair in node.kwargs)
        attributes = _attributes(node)
        under = [self._attribute(self._each(known), path) for path in attributes]
        if node.name in _SAME_LIST:
            return known
        if node.name in _ONE_ITEM:
            return self._each(known)
        if node.name == "map":
            return frozenset((Items(joined(under)),))
        if node.name == "groupby":
            return frozenset((Items(frozenset((Row((joined(under), known)),))),))
        if node.name in ("batch", "slice"):
            return frozenset((Items(frozenset((Items(self._each(known)),))),))
        if node.name == "attr" and node.args and isinstance(node.args[0], nodes.Const):
            return self._attribute(known, str(node.args[0].value))
        return NOTHING

    def _CondExpr(self, node: nodes.CondExpr) -> Known:
        self._value(node.test)
        return self._value(node.expr1) | (self._value(node.expr2) if node.expr2 is not None else NOTHING)

    def _And(self, node: nodes.BinExpr) -> Known:
        return self._value(node.left) | self._value(node.right)

    _Or = _And

    def _List(self, node: nodes.List) -> Known:
        return frozenset((Items(joined([self._value(part) for part in node.items])),))

    def _Tuple(self, node: nodes.Tuple) -> Known:
        return frozenset((Row(tuple([self._value(part) for part in node.items])),))

    # statements

    def _For(self, node: nodes.For) -> None:
        items = self._each(self._value(node.iter))
        with_items: dict[str, Known] = {"loop": frozenset((Loop(items),))}
        self._within(with_items, lambda: self._loop(node, items))
        self.read(node.else_)

    def _loop(self, node: nodes.For, items: Known) -> None:
        self._bind(node.target, items)
        if node.test is not None:
            self._value(node.test)
        self.read(node.body)

    def _Assign(self, node: nodes.Assign) -> None:
        self._bind(node.target, self._value(node.node))

    def _AssignBlock(self, node: nodes.AssignBlock) -> None:
        self._within({}, lambda: self.read(node.body))
        if node.filter is not None:
            self._value(node.filter)
        self._bind(node.target, NOTHING)

    def _With(self, node: nodes.With) -> None:
        values = [self._value(value) for value in node.values]
        scope: dict[str, Known] = {}

        def body() -> None:
            for target, value in zip(node.targets, values, strict=True):
                self._bind(target, value)
            self.read(node.body)

        self._within(scope, body)

    def _Scope(self, node: nodes.Scope) -> None:
        self._within({}, lambda: self.read(node.body))

    def _Macro(self, node: nodes.Macro) -> None:
        macro = Macro(node, self._scopes)
        self._macros.append(macro)
        self._scopes[-1][node.name] = frozenset((macro,))

    def _CallBlock(self, node: nodes.CallBlock) -> None:
        self._value(node.call)
        names = {argument.name: NOTHING for argument in node.args}
        self._within(names, lambda: self.read(node.body))

    def _run(self, macro: Macro, values: Iterable[Known], named: dict[str, Known] | None = None) -> None:
        self._called.add(macro)
        if macro in self._running:  # it calls itself
            return
        names = [argument.name for argument in macro.node.args]
        scope = dict.fromkeys((*names, "caller", "varargs", "kwargs"), NOTHING)
        scope |= dict(zip(names, values, strict=False)) | (named or {})
        before = self._scopes, self._running
        self._scopes, self._running = macro.scopes, (*self._running, macro)
        self.read(macro.node.defaults)
        self._within(scope, lambda: self.read(macro.node.body))
        self._scopes, self._running = before

    def _within(self, scope: dict[str, Known], action: Callable[[], None]) -> None:
        outside = self._scopes
        self._scopes = (*outside, scope)
        action()
        self._scopes = outside

    def _bind(self, target: nodes.Node, known: Known) -> None:
        if isinstance(target, nodes.Name):
            self._scopes[-1][target.name] = known
        elif isinstance(target, nodes.Tuple):
            for count, name in enumerate(target.items):
                self._bind(name, self._noted(item(known, count)))


def _attributes(node: nodes.Filter) -> list[str]:
    """The dotted attributes of the items that a filter looks at."""
    values = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    if node.name in _ATTRIBUTE_FIRST:
        values += node.args[:1]
    elif node.name == "join":
        values += node.args[1:2]
    texts = [value.value for value in values if isinstance(value, nodes.Const)]
    return [path.strip() for text in texts if isinstance(text, str) for path in text.split(",")]
