# ruff: noqa: D102, N802
"""Jinja's code generator, made to yield bytes: literals are encoded once, a printed value is one call.

The hooks are those that `jinja2.nativetypes` overrides. Nothing of the language changes, and what macros, calls and
blocks print stays text until it is printed itself.

The compiler's own calls are those of the sandbox's attributes, which no template can spell: they are not sandboxed.
"""

from collections.abc import Iterable, Sequence
from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

_AS_BYTES = {"in_text": "text", "in_run": "run", "in_block": "blocks"}


def called(name: str, *values: nodes.Expr) -> nodes.Call:
    """A call of one of the sandbox's own functions."""
    line = values[0].lineno
    return nodes.Call(nodes.EnvironmentAttribute(name, lineno=line), list(values), [], None, None, lineno=line)


class BytesGenerator(CodeGenerator):
    """Every value of an Output must be a call of `in_text`, `in_run` or `in_block`.

    An item of a dict, or an attribute of a class that the sandbox has in `fields`, is taken without asking it.
    """

    _yields = False

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        names = {attribute.attr for attribute in node.find_all(nodes.Getattr)}
        self._fields = {name: f"fields_{number}" for number, name in enumerate(sorted(names))}
        for name, variable in self._fields.items():
            self.writeline(f"{variable} = environment.fields[{name!r}]")
        self.writeline("text, known = environment.text, environment.known.get")
        super().visit_Template(node, frame)

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        self._yields = frame.buffer is None
        super().visit_Output(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        owner, name = self.temporary_identifier(), repr(node.attr)
        self.write(f"({owner}.{node.attr} if ({owner} := ")
        self.visit(node.node, frame)
        self.write(f").__class__ in {self._fields[node.attr]} else ")
        self.write(f"{owner}[{name}] if {owner}.__class__ is dict and {name} in {owner} else ")
        self.write(f"environment.getattr({owner}, {name}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if not isinstance(node.node, nodes.EnvironmentAttribute):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        name = node.node.name
        if frame.buffer is None:
            name = _AS_BYTES.get(name, name)
        if name == "text":
            self._write_text(node.args, frame)
            return
        self.write(f"environment.{name}(")
        for value in node.args:
            self.visit(value, frame)
            self.write(", ")
        self.write(")")

    def _write_text(self, args: Sequence[nodes.Expr], frame: Frame) -> None:
        """The bytes of a value in a text: those known for this very text, or what `text` makes of the value."""
        value, look = args
        name = self.temporary_identifier()
        self.write(f"(known({name}) or text({name}, ")
        self.visit(look, frame)
        self.write(f") if ({name} := ")
        self.visit(value, frame)
        self.write(f").__class__ is str else text({name}, ")
        self.visit(look, frame)
        self.write("))")

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        super().start_write(frame, node)
        if frame.buffer is None:
            self.write("environment.encoded(")

    def end_write(self, frame: Frame) -> None:
        if frame.buffer is None:
            self.write(")")
        super().end_write(frame)

    def _output_const_repr(self, group: Iterable[Any]) -> str:
        text = "".join(map(str, group))
        return repr(text.encode() if self._yields else text)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._yields:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._yields:
            super()._output_child_post(node, frame, finalize)
