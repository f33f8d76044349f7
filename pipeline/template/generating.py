# ruff: noqa: D102, N802
"""Jinja's code generator, made to yield bytes: literals are encoded once, a printed value is one call.

Nothing of the language changes, and what macros, calls and blocks print stays text until it is printed itself. What
stands between two statements is yielded at once, as a tuple: a step of a generator costs more than most values do.

The compiler's own calls are those of the sandbox's attributes, which no template can spell: they are not sandboxed.
"""

from collections.abc import Sequence
from itertools import groupby
from keyword import iskeyword

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

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        names = {attribute.attr for attribute in node.find_all(nodes.Getattr)}
        self._fields = {name: f"fields_{number}" for number, name in enumerate(sorted(names))}
        for name, variable in self._fields.items():
            self.writeline(f"{variable} = environment.fields[{name!r}]")
        self.writeline("text, known = environment.text, environment.known.get")
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("LoopContext = environment.loop")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        if frame.buffer is not None:
            super().visit_Output(node, frame)
            return
        self.writeline("yield (", node)
        self.indent()
        for _, group in groupby(node.nodes, key=type):
            children = list(group)
            literals = [child.data for child in children if isinstance(child, nodes.TemplateData)]
            if literals:
                self.writeline(repr("".join(literals).encode()) + ",")
                continue
            for child in children:
                self.newline(child)
                self.visit(child, frame)
                self.write(",")
        self.outdent()
        self.writeline(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        owner, name = self.temporary_identifier(), repr(node.attr)
        self.write(f"({owner}[{name}] if ({owner} := ")
        self.visit(node.node, frame)
        self.write(f").__class__ is dict and {name} in {owner} else ")
        self.write(f"{owner}.{node.attr} if {owner}.__class__ in {self._fields[node.attr]} else ")
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
        if isinstance(value, nodes.Getattr) and not iskeyword(value.attr):
            owner = self._write_field(value, frame)
            name = f"{name} if {name} is not None else environment.getattr({owner}, {value.attr!r})"
        else:
            self.visit(value, frame)
        self.write(f").__class__ is str else text({name}, ")
        self.visit(look, frame)
        self.write("))")

    def _write_field(self, node: nodes.Getattr, frame: Frame) -> str:
        """An attribute, or None where it is not there, or is None; the name of what it is an attribute of."""
        owner = self.temporary_identifier()
        self.write(f"({owner}.get({node.attr!r}) if ({owner} := ")
        self.visit(node.node, frame)
        self.write(").__class__ is dict else ")
        self.write(f"{owner}.{node.attr} if {owner}.__class__ in {self._fields[node.attr]} else None)")
        return owner

    def start_write(self, frame: Frame, node: nodes.Node | None = None) -> None:
        super().start_write(frame, node)
        if frame.buffer is None:
            self.write("(environment.encoded(")

    def end_write(self, frame: Frame) -> None:
        if frame.buffer is None:
            self.write("),)")
        super().end_write(frame)
