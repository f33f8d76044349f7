"""Templates for measuring, made from the built-in ones, with a styles part as large as Word's; and their data."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any

from bench.word_saving import as_word_saves, with_word_styles
from pipeline.documents import Document, kinds
from pipeline.dossier import Dossier, load
from pipeline.press import template_folder

DOSSIER = Path(__file__).parent.parent / "data" / "luc-nam-2022"
AS_OF = date(2022, 12, 15)
AGENCIES, TASKS = 12, 4  # of a directive
DIRECTIVES = 20
WORDS = 80  # letters of a task, for four pages
PAGE, STYLES = "word/document.xml", "word/styles.xml"

Context = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """A template and the records that are put into it, each of them plain enough for JSON."""

    name: str
    docx: bytes
    records: list[Context]
    compact: bool = False  # whether its page stays as we write it, and only its styles become as large as Word's

    def file(self) -> bytes:
        """The template to be measured."""
        return rewritten(self.docx, {STYLES: with_word_styles}) if self.compact else as_word_saves(self.docx)


def samples() -> list[Sample]:
    """The commitment, a directive of four pages in nested loops, and the commitment with its page as we write it."""
    dossier = load(DOSSIER).dossier
    assert dossier is not None
    form = Sample("commitment", built_in("commitment"), _contexts("commitment", dossier))
    directive = rewritten(built_in("directive"), {PAGE: _looped})
    return [form, Sample("directive", directive, _directives(dossier)), replace(form, name="compact", compact=True)]


def built_in(name: str) -> bytes:
    """A built-in template."""
    return (template_folder() / f"{name}.docx").read_bytes()


def rewritten(docx: bytes, changes: dict[str, Callable[[str], str]]) -> bytes:
    """A Word file with some of its parts changed, packed as Word packs."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, changes.get(name, str)(source.read(name).decode()))
    return made.getvalue()


def page(docx: bytes) -> str:
    """The XML of a Word file's page."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(PAGE).decode()


def with_fixed_rules(page: str) -> str:
    """The page with the rule of the motto in place of those that our filter draws: what every engine can take."""
    motto = re.search(r'<w:p><w:pPr><w:pStyle w:val="ND30Rule"/>.*?</w:p>', page)
    assert motto, "no motto"
    return re.sub(r"<w:p>(?:(?!</w:p>).)*\{\{p .*?</w:p>", motto[0], page)


def _looped(directive: str) -> str:
    """The directive's page with a table of tasks for each agency, as the follow-up has one, and no filter of ours."""
    (tasks,) = (table for table in re.findall(r"<w:tbl>.*?</w:tbl>", page(built_in("follow_up"))) if "overdue" in table)
    opening, end = (_paragraph("ND30Tag", f"{{%p {tag} %}}") for tag in ("for agency in agencies", "endfor"))
    title = _paragraph("ND30ClauseTitle", "{{ loop.index }}. {{ agency.name }}")
    before, _, after = directive.partition(_paragraph("ND30Tag", "{%p for block in body %}"))
    _, _, after = after.partition(end)
    body = (opening, title, tasks.replace("overdue", "agency.tasks"), end)
    return with_fixed_rules(before + "".join(body) + after)


def _paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def _contexts(kind: str, dossier: Dossier) -> list[Context]:
    drafts = kinds()[kind].drafts(dossier, AS_OF)
    return [
        {key: value for key, value in draft.context().items() if key not in ("id", "record", "body")}
        for draft in drafts
        if isinstance(draft, Document)
    ]


def _directives(dossier: Dossier) -> list[Context]:
    """Directives that differ in which agency has which tasks."""
    (head,) = _contexts("directive", dossier)
    names = [agency.name for agency in dossier.agencies.values()]
    contents = [shorten(task.content, WORDS, placeholder=" ...") for task in dossier.tasks]
    made = []
    for number in range(DIRECTIVES):
        tasks = [
            {
                "number": str(place % TASKS + 1),
                "content": contents[(number + place) % len(contents)],
                "deadline": f"{place % 28 + 1:02d}/11/2022",
                "days": str(number + place),
            }
            for place in range(AGENCIES * TASKS)
        ]
        agencies = [
            {"name": names[(number + place) % len(names)], "tasks": tasks[place * TASKS : (place + 1) * TASKS]}
            for place in range(AGENCIES)
        ]
        made.append({**head, "agencies": agencies})
    return made
