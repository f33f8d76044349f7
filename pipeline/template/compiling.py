"""From a draft to a compiled part: Jinja's code for it, and what of a document's finishing it can ever need."""

from dataclasses import dataclass
from types import CodeType

from jinja2 import Template, TemplateSyntaxError, nodes

from pipeline.archive import Known
from pipeline.template.drafts import Draft
from pipeline.template.faults import FaultError, TagError
from pipeline.template.finishing import is_empty_story, least_texts, literals, losses, number_drawings
from pipeline.template.places import Place
from pipeline.template.sandbox import Sandbox
from pipeline.template.weaving import Weaver

_NOT_COMPILED = (TemplateSyntaxError, RecursionError, SyntaxError, ValueError)  # nested too deep, too long a number
_ELSEWHERE = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Part:
    """A part ready to be rendered: `code` is Jinja's, `template` ties it to the sandbox.

    A document's part is `head`, what `template` yields, `tail`; of that, `known` is known beforehand. It is finished as
    a whole if `whole` says so, or if one of the `losses` is found in what `template` yields, from the byte on that goes
    with it. `sound` says that whatever the values are, the XML is well formed as long as they are escaped: each branch
    and each loop leaves the elements open that it found open. `longest` is the longest literal, in bytes; `drawings`
    says that there are drawings to number.
    """

    draft: Draft
    code: CodeType
    template: Template
    head: bytes
    tail: bytes
    sound: bool
    whole: bool
    drawings: bool
    losses: tuple[tuple[bytes, int], ...]
    longest: int
    known: Known


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
    weaver = Weaver()
    try:
        woven = weaver.visit(tree)
        drawings = draft.drawings and not number_drawings(woven, draft.source)
        woven.set_environment(sandbox)
        code = sandbox.compile(woven)
    except _NOT_COMPILED as error:
        raise _told(draft, error) from error
    template = Template.from_code(sandbox, code, sandbox.globals)
    sound = weaver.sound and not weaver.outline.point.elements
    texts = least_texts(woven)
    breaks = weaver.breaks and draft.kind != "properties"
    head = DECLARATION + draft.head.encode()
    return Part(
        draft,
        code,
        template,
        head,
        draft.tail.encode(),
        sound,
        whole=not sound or draft.grid or drawings or breaks or is_empty_story(texts[0]),
        drawings=drawings,
        losses=losses(texts if weaver.nested else None),
        longest=weaver.longest,
        known=_known(head, woven, texts[0]),
    )


def _known(head: bytes, woven: nodes.Template, least: str) -> Known:
    """What the part says beforehand: of a part with loops, no more than its beginning."""
    first, *others = literals(woven)
    start = head + first.encode()
    if woven.find(nodes.For):
        return Known(start)
    return Known(start, head + least.encode(), [text.encode() for text in others])


def _told(draft: Draft, error: Exception) -> TagError:
    if not isinstance(error, TemplateSyntaxError):
        return TagError(FaultError("template-syntax", reason=type(error).__name__), Place(draft.name, draft.kind))
    if draft.unclosed and "unknown tag" not in (error.message or ""):
        return TagError(FaultError("template-unclosed"), draft.unclosed)
    return TagError(FaultError("template-syntax", reason=error.message or ""), draft.place(error.lineno))
