# ruff: noqa: N802
"""From a draft to a compiled part: Jinja's syntax tree, woven with what Word's XML needs at each tag."""

from dataclasses import dataclass
from types import CodeType
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

from pipeline.template.drafts import Draft
from pipeline.template.faults import FaultError, TagError
from pipeline.template.outline import Outline, UnbalancedError
from pipeline.template.places import Place
from pipeline.template.sandbox import (
    AS_TEXT,
    AS_XML,
    BOUNDED,
    COMPARED,
    IN_BLOCK,
    IN_RUN,
    JOINED,
    PRINTED,
    STEPS,
    Sandbox,
)

_ESCAPED_DELIMITERS = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_NOT_COMPILED = (TemplateSyntaxError, RecursionError, SyntaxError, ValueError)  # nested too deep, too long a number
_TESTS_OF_PRESENCE = ("defined", "none", "undefined")
_ELSEWHERE = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


@dataclass(frozen=True)
class Part:
    """A part ready to be rendered: `code` is Jinja's, `template` ties it to the sandbox.

    `sound` says that whatever the values are, the XML is well formed as long as they are escaped: each branch
    and each loop leaves the elements open that it found open.
    """

    draft: Draft
    code: CodeType
    template: Template
    sound: bool


def parse(draft: Draft, sandbox: Sandbox) -> nodes.Template:
    """The draft's syntax tree, as its author wrote it. Raises TagError where there is none."""
    try:
        tree = sandbox.parse(draft.source)
    except _NOT_COMPILED as error:
        raise _told(draft, error) from error
    for call in tree.find_all((nodes.Filter, nodes.Test)):
        known = sandbox.filters if isinstance(call, nodes.Filter) else sandbox.tests
        if call.name and call.name not in known:
            raise TagError(FaultError("template-unknown", name=call.name), draft.place(call.lineno))
    for statement in tree.find_all(_ELSEWHERE):
        raise TagError(FaultError("template-elsewhere"), draft.place(statement.lineno))
    return tree


def compile_part(draft: Draft, tree: nodes.Template, sandbox: Sandbox) -> Part:
    """The part; the tree is changed on the way. Raises TagError."""
    weaver = _Weaver()
    try:
        woven = weaver.visit(tree)
        woven.set_environment(sandbox)
        code = sandbox.compile(woven)
    except _NOT_COMPILED as error:
        raise _told(draft, error) from error
    template = Template.from_code(sandbox, code, sandbox.globals)
    return Part(draft, code, template, weaver.sound and not weaver.outline.point.elements)


def _told(draft: Draft, error: Exception) -> TagError:
    if not isinstance(error, TemplateSyntaxError):
        return TagError(FaultError("template-syntax", reason=type(error).__name__), Place(draft.name, draft.kind))
    if draft.unclosed and "unknown tag" not in (error.message or ""):
        return TagError(FaultError("template-unclosed"), draft.unclosed)
    return TagError(FaultError("template-syntax", reason=error.message or ""), draft.place(error.lineno))


class _Weaver(NodeTransformer):
    """Tells each printed value where it stands, counts loops, bounds texts, and proves the XML's balance."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.sound = True
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
        node.iter = _filtered(self.visit(node.iter), STEPS)
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

    def visit_EvalContextModifier(self, node: nodes.EvalContextModifier) -> nodes.EvalContextModifier:
        for option in node.options:
            option.value = nodes.Const(True, lineno=node.lineno)
        return node

    def visit_ScopedEvalContextModifier(self, node: nodes.ScopedEvalContextModifier) -> nodes.Node:
        node.body = self._block(node.body)
        return self.visit_EvalContextModifier(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        values = node.nodes
        return nodes.Filter(values[0], JOINED, values[1:], [], None, None, lineno=node.lineno)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        sides: list[nodes.Compare | nodes.Operand] = [node, *node.ops]
        looks_through = any(operand.op in ("in", "notin") for operand in node.ops)
        if looks_through or len(sides) > 2 or not any(map(_is_short, sides)):
            for side in sides:
                if not _is_short(side):
                    side.expr = _filtered(side.expr, COMPARED)
        return node

    def visit_Test(self, node: nodes.Test) -> nodes.Node:
        self.generic_visit(node)
        if node.name not in _TESTS_OF_PRESENCE:
            node.node = _filtered(node.node, COMPARED)
            node.args = [_filtered(value, COMPARED) for value in node.args]
            for pair in node.kwargs:
                pair.value = _filtered(pair.value, COMPARED)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        self.generic_visit(node)
        return _filtered(node, BOUNDED) if isinstance(node.arg, nodes.Slice) else node

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
        return _filtered(node, BOUNDED)

    def _of_block(self, node: nodes.Filter) -> nodes.Filter:
        """The filters of a block, between what makes text of its XML and XML of theirs."""
        self.visit(node)
        first = node
        while isinstance(first.node, nodes.Filter):
            first = first.node
        first.node = nodes.Filter(None, AS_TEXT, [], [], None, None, lineno=node.lineno)
        return _filtered(node, AS_XML)

    def _printed(self, node: nodes.Expr) -> nodes.Expr:
        if isinstance(node, nodes.TemplateData):
            for escaped, plain in _ESCAPED_DELIMITERS:
                node.data = node.data.replace(escaped, plain)
            self._feed(node.data)
            return node
        node = self.visit(node)
        if self._within:
            node = _filtered(node, PRINTED)
        level = self.outline.level
        if level == "run":
            return _filtered(node, IN_RUN, self.outline.run_look)
        return _filtered(node, IN_BLOCK) if level == "block" else node

    def _feed(self, text: str) -> None:
        try:
            self.outline.feed(text)
        except UnbalancedError:
            self.sound = False

    def _block(self, body: list[nodes.Node]) -> list[nodes.Node]:
        return [self.visit(node) for node in body]

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


def _filtered(node: nodes.Expr, name: str, *values: str) -> nodes.Filter:
    line = node.lineno
    arguments = [nodes.Const(value, lineno=line) for value in values]
    return nodes.Filter(node, name, arguments, [], None, None, lineno=line)
