# ruff: noqa: D102, N802
"""A template's syntax tree, woven with what Word's XML needs at each tag and with what a sandbox must measure."""

from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from pipeline.template.finishing import BREAKS
from pipeline.template.generating import called
from pipeline.template.outline import Outline, UnbalancedError
from pipeline.template.sandbox import AS_TEXT, AS_XML

_ESCAPED_DELIMITERS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_TESTS_OF_PRESENCE = ("defined", "none", "undefined")


class Weaver(NodeTransformer):
    """Tells each printed value where it stands, counts loops, bounds texts, and proves the XML's balance.

    `sound` says that every way through the template leaves the elements open that it found open, `nested` that it
    ends none of them on the way; `longest` is the longest literal, in bytes, and `breaks` that one has a line break.
    """

    def __init__(self) -> None:
        self.outline = Outline()
        self.sound = self.nested = True
        self.breaks = False
        self.longest = 0
        self._within = 0  # bodies that are printed elsewhere

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        node.nodes = [self._printed(child) for child in node.nodes]
        return node

    def visit_If(self, node: nodes.If) -> nodes.If:
        start = self.outline.point
        node.test = self.visit(node.test)
        node.body = self._block(node.body)
        end = self.outline.point
        for branch in node.elif_:
            branch.test = self.visit(branch.test)
            self.outline.point = start
            branch.body = self._block(branch.body)
            self._meet(end)
        self.outline.point = start
        node.else_ = self._block(node.else_)
        self._meet(end)
        return node

    def visit_For(self, node: nodes.For) -> nodes.For:
        start = self.outline.point
        node.iter = called("steps", self.visit(node.iter))
        if node.test is not None:
            node.test = self.visit(node.test)
        node.body = self._block(node.body)
        self._meet(start)
        node.else_ = self._block(node.else_)
        self._meet(start)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:
        return self._aside(node)

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> nodes.Node:
        if node.filter is not None:
            node.filter = self._of_block(node.filter)
        return self._aside(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:
        self.sound = False
        return self._aside(node)

    def visit_FilterBlock(self, node: nodes.FilterBlock) -> nodes.Node:
        self.sound = False
        node.filter = self._of_block(node.filter)
        return self._aside(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        self.sound = False
        return self._aside(node)

    def visit_With(self, node: nodes.With) -> nodes.With:
        node.values = [self.visit(value) for value in node.values]
        node.body = self._block(node.body)
        return node

    def visit_EvalContextModifier(self, node: nodes.EvalContextModifier) -> nodes.EvalContextModifier:
        for option in node.options:
            option.value = nodes.Const(True, lineno=node.lineno)
        return node

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier) -> nodes.Node:
        node.body = self._block(node.body)
        return self.visit_EvalContextModifier(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return called("joined", *node.nodes)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        sides: list[nodes.Compare | nodes.Operand] = [node, *node.ops]
        looks_through = any(operand.op in ("in", "notin") for operand in node.ops)
        if looks_through or len(sides) > 2 or not any(map(_is_short, sides)):
            for side in sides:
                if not _is_short(side):
                    side.expr = called("compared", side.expr)
        return node

    def visit_Test(self, node: nodes.Test) -> nodes.Node:
        self.generic_visit(node)
        if node.name not in _TESTS_OF_PRESENCE:
            node.node = called("compared", node.node)
            node.args = [called("compared", value) for value in node.args]
            for pair in node.kwargs:
                pair.value = called("compared", pair.value)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        self.generic_visit(node)
        return called("bounded", node) if isinstance(node.arg, nodes.Slice) else node

    def visit_List(self, node: nodes.List) -> nodes.Node:
        return self._literal(node, node.items)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        return self._literal(node, node.items) if node.ctx == "load" else node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:
        return self._literal(node, [pair.value for pair in node.items])

    def _literal(self, node: nodes.Literal, values: list[nodes.Expr]) -> nodes.Node:
        if all(isinstance(value, nodes.Const) for value in values):
            return node
        self.generic_visit(node)
        return called("bounded", node)

    def _of_block(self, node: nodes.Filter) -> nodes.Filter:
        """The filters of a block, between what makes text of its XML and XML of theirs."""
        self.visit(node)
        first = node
        while isinstance(first.node, nodes.Filter):
            first = first.node
        first.node = nodes.Filter(None, AS_TEXT, [], [], None, None, lineno=node.lineno)
        return nodes.Filter(node, AS_XML, [], [], None, None, lineno=node.lineno)

    def _printed(self, node: nodes.Expr) -> nodes.Expr:
        if isinstance(node, nodes.TemplateData):
            for escaped, plain in _ESCAPED_DELIMITERS:
                node.data = node.data.replace(escaped, plain)
            self.longest = max(self.longest, len(node.data.encode()))
            self.breaks = self.breaks or any(sign in node.data for sign in BREAKS)
            self._feed(node.data)
            return node
        node = self.visit(node)
        if self._within:
            node = called("printed", node)
        if self.outline.level == "block":
            self.outline.tangled = self.outline.tangled or "w:p" in self.outline.point.elements
            return called("in_block", node)
        if self.outline.level == "run":
            return called("in_run", node, nodes.Const(self.outline.look, lineno=node.lineno))
        return called("in_text", node, nodes.Const(self.outline.text_look, lineno=node.lineno))

    def _feed(self, text: str) -> None:
        try:
            self.outline.feed(text)
        except UnbalancedError:
            self.sound = False

    def _block(self, body: list[nodes.Node]) -> list[nodes.Node]:
        """A body that is printed once, or more often, or not at all."""
        outline, lowest, look = self.outline, self.outline.lowest, self.outline.look
        outline.lowest = depth = len(outline.point.elements)
        body = [self.visit(node) for node in body]
        self.nested = self.nested and outline.lowest == depth
        outline.lowest = min(outline.lowest, lowest)
        if outline.look != look:
            outline.look = None
        return body

    def _meet(self, point: Any) -> None:
        """Go on from `point`, where another way through the template has led."""
        self.sound = self.sound and self.outline.point == point
        self.outline.point = point

    def _aside(
        self, node: nodes.Macro | nodes.CallBlock | nodes.FilterBlock | nodes.AssignBlock | nodes.Block
    ) -> nodes.Node:
        """A body that is printed elsewhere, if at all."""
        start = self.outline.point
        self._within += 1
        node.body = self._block(node.body)
        self._within -= 1
        self._meet(start)
        return node


def _is_short(side: nodes.Compare | nodes.Operand) -> bool:
    """Whether a side of a comparison is written out in the template, so that nothing takes long beside it."""
    return isinstance(side.expr, nodes.Const | nodes.List | nodes.Tuple)
