"""The same pages in the tags of peers that do not take docxtpl's: {braces}, and Word's merge fields.

What depends on no record is decided here instead of by the peer: its conditions are taken as they stand for
every record of ours, and rules have a fixed length. So a peer has less to do, never more.
"""

import re
from dataclasses import replace
from typing import Any

from bench.templates import PAGE, Context, Sample, page, rewritten, with_fixed_rules

HOLD = {"if addressees|length == 1": False, "if confirmation": True}
LAST = "{% if loop.last %}.{% else %};{% endif %}"
PARAGRAPH = re.compile(r"(<w:p>.*?</w:p>)")
WITHIN = r"(?:(?!</w:p>).)*"  # of one paragraph
LOOP = re.compile(rf"<w:p>{WITHIN}\{{#(\w+)\}}{WITHIN}</w:p>(<w:p>{WITHIN}</w:p>)<w:p>{WITHIN}\{{/\1\}}{WITHIN}</w:p>")
RUN = re.compile(r"<w:r>(<w:rPr>.*?</w:rPr>)?<w:t(?: xml:space=\"preserve\")?>([^<]*)</w:t></w:r>")


ROW = r"<w:tr>(?:(?!</w:tr>).)*"
ROWS = re.compile(
    rf"{ROW}\{{%tr for (\w+) in \w+\.(\w+) %\}}.*?</w:tr>({ROW}</w:tr>){ROW}\{{%tr endfor %\}}.*?</w:tr>"
)


def in_braces(sample: Sample) -> Sample:
    """The sample for docxtemplater and easy-template-x: {name}, {#list} ... {/list}."""
    kept, open_, variables = [], [], {}
    for piece in PARAGRAPH.split(ROWS.sub(_row, with_fixed_rules(page(sample.docx)))):
        tag = re.search(r"\{%p (.*?) %\}", piece)
        said = tag[1] if tag else ""
        if said.startswith("for "):
            variable, path = said.removeprefix("for ").split(" in ")
            open_.append(path.rpartition(".")[2])
            variables[open_[-1]] = variable
            piece = piece.replace(tag[0], f"{{#{open_[-1]}}}")
        elif said == "endfor":
            piece = piece.replace(tag[0], f"{{/{open_.pop()}}}")
        elif said == "else":
            open_[-1] = not open_[-1]
        elif said == "endif":
            open_.pop()
        elif said:
            open_.append(HOLD[said])
        if False not in open_ and not said.startswith(("if", "else", "endif")):
            kept.append(re.sub(r"\{\{ (?:\w+\.)?(\w+) \}\}", r"{\1}", piece.replace(LAST, "{end}")))
    docx = rewritten(sample.docx, {PAGE: lambda _page: "".join(kept)})
    return replace(sample, docx=docx, records=[_items(record, variables) for record in sample.records])


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
