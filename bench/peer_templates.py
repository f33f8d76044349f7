"""The same pages in the tags of peers that do not take docxtpl's: {braces}, and Word's merge fields.

What depends on no record is decided here instead of by the peer: its conditions are taken as they stand for
every record of ours, and rules have a fixed length. So a peer has less to do, never more.
"""

import re
from dataclasses import replace
from typing import Any

from bench.templates import PAGE, Context, Sample, rewritten, with_fixed_rules

HOLD = {"if addressees|length == 1": False, "if confirmation": True}
LAST = "{% if loop.last %}.{% else %};{% endif %}"
FIELD = re.compile(r"\{\{ (?:\w+\.)?(\w+) \}\}")
PARAGRAPH = re.compile(r"(<w:p>.*?</w:p>)")
WITHIN = r"(?:(?!</w:p>).)*"  # of one paragraph
LOOP = re.compile(rf"<w:p>{WITHIN}\{{#(\w+)\}}{WITHIN}</w:p>(<w:p>{WITHIN}</w:p>)<w:p>{WITHIN}\{{/\1\}}{WITHIN}</w:p>")
RUN = re.compile(r"<w:r>(<w:rPr>.*?</w:rPr>)?<w:t(?: xml:space=\"preserve\")?>([^<]*)</w:t></w:r>")
ROW = r"<w:tr>(?:(?!</w:tr>).)*"
ROWS = re.compile(rf"{ROW}\{{%tr for (\w+) in \w+\.(\w+) %\}}.*?</w:tr>({ROW}</w:tr>){ROW}\{{%tr endfor %\}}.*?</w:tr>")


def without_filters(sample: Sample) -> Sample:
    """The sample for engines that take docxtpl's tags but not our filter."""
    return replace(sample, docx=rewritten(sample.docx, {PAGE: with_fixed_rules}))


def in_braces(sample: Sample) -> Sample:
    """The sample for docxtemplater and easy-template-x: {name}, {#list} ... {/list}."""
    braces = _Braces()

    def translated(page: str) -> str:
        pieces = PARAGRAPH.split(ROWS.sub(_row, with_fixed_rules(page)))
        return "".join(braces.paragraph(piece) if piece.startswith("<w:p>") else piece for piece in pieces)

    docx = rewritten(sample.docx, {PAGE: translated})
    return replace(sample, docx=docx, records=[_items(record, braces.variables) for record in sample.records])


class _Braces:
    """A page under translation: the loops (by name) and conditions (whether they hold) that are open."""

    def __init__(self) -> None:
        self.open: list[str | bool] = []
        self.variables: dict[str, str] = {}

    def paragraph(self, text: str) -> str:
        """A paragraph in braces; nothing for a condition, and for what stands in a branch that is not taken."""
        tag = re.search(r"\{%p (.*?) %\}", text)
        translated = self._tag(tag[1]) if tag else ""
        if False in self.open or (tag and not translated):
            return ""
        return text.replace(tag[0], translated) if tag else FIELD.sub(r"{\1}", text.replace(LAST, "{end}"))

    def _tag(self, said: str) -> str:
        match said.split():
            case ["for", variable, "in", path]:
                name = path.rpartition(".")[2]
                self.variables[name] = variable
                self.open.append(name)
                return f"{{#{name}}}"
            case ["endfor"]:
                return f"{{/{self.open.pop()}}}"
            case ["else"]:
                self.open[-1] = not self.open[-1]
            case ["endif"]:
                self.open.pop()
            case _:
                self.open.append(HOLD[said])
        return ""


def _row(loop: re.Match[str]) -> str:
    """A row that is repeated bears the loop's ends in its first and its last cell."""
    before, _, rest = loop[3].partition("<w:t>")
    inner, _, after = rest.rpartition("</w:t>")
    return f"{before}<w:t>{{#{loop[2]}}}{inner}{{/{loop[2]}}}</w:t>{after}"


def _items(context: Context, variables: dict[str, str]) -> Context:
    """The context with every item of a list as an object, which knows its number and what ends its line."""
    return {key: _listed(value, variables.get(key, ""), variables) for key, value in context.items()}


def _listed(value: Any, variable: str, variables: dict[str, str]) -> Any:
    if isinstance(value, str):
        return value
    items = [_items(item, variables) if isinstance(item, dict) else {variable: item} for item in value]
    return [{**item, "index": n, "end": "." if n == len(items) else ";"} for n, item in enumerate(items, 1)]


def in_merge_fields(sample: Sample) -> Sample:
    """The sample for docx-mailmerge2, whose fields know no loops: a list is one field of several lines."""
    braces = in_braces(sample)
    lines = {}

    def unlooped(match: re.Match[str]) -> str:
        before, text, after = re.fullmatch(r"(.*<w:t[^>]*>)(.*)(</w:t>.*)", match[2]).groups()
        lines[match[1]] = text
        return f"{before}{{{match[1]}}}{after}"

    def fielded(page: str) -> str:
        return RUN.sub(_merge_fields, LOOP.sub(unlooped, page))

    docx = rewritten(braces.docx, {PAGE: fielded})
    return replace(sample, docx=docx, records=[_merged(record, lines) for record in braces.records])


def _merge_fields(run: re.Match[str]) -> str:
    look = run[1] or ""
    literals_and_names = re.split(r"\{(\w+)\}", run[2])
    pieces = []
    for place, text in enumerate(literals_and_names):
        inner = f'<w:r>{look}<w:t xml:space="preserve">{text if place % 2 == 0 else f"«{text}»"}</w:t></w:r>'
        if place % 2:
            pieces.append(f'<w:fldSimple w:instr=" MERGEFIELD {text} ">{inner}</w:fldSimple>')
        elif text:
            pieces.append(inner)
    return "".join(pieces)


def _merged(context: Context, lines: dict[str, str]) -> Context:
    return {
        key: value if isinstance(value, str) else "\n".join(lines[key].format_map(item) for item in value)
        for key, value in context.items()
        if isinstance(value, str) or key in lines
    }
