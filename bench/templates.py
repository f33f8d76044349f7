"""Templates for measuring, made from the built-in ones, with a styles part as large as Word's; and their data."""

import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from textwrap import shorten
from typing import Any

from bench.businesses import SETTINGS, TITLE, businesses
from bench.sheets import write_table
from bench.word_saving import as_word_saves, with_word_styles
from pipeline.documents import Document, kinds
from pipeline.dossier import Dossier, load
from pipeline.press import template_folder
from pipeline.records import Business, columns
from pipeline.template import Template

DOSSIER = Path(__file__).parent.parent / "data" / "luc-nam-2022"
AS_OF = date(2022, 12, 15)
FORMS = 1000  # of different businesses: 6,000 texts, more than our renderer remembers
AGENCIES, TASKS = 12, 4  # of a directive
DIRECTIVES = 100
SHORTEST, LENGTHS = 72, 17  # letters of a task, for four pages; how many lengths there are
TYPED = ("subject", "lead_in", "signer_label", "signer_note")  # what an office's own form says for every business
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


def samples(forms: int = FORMS) -> list[Sample]:
    """An office's form, the built-in one with its lists, a directive in nested loops, the form with our own page."""
    dossier = load(DOSSIER).dossier
    assert dossier is not None
    listed = Sample("commitment with lists", built_in("commitment"), _forms(forms))
    form = _typed(listed)
    directive = Sample("directive", rewritten(built_in("directive"), {PAGE: _looped}), _directives(dossier))
    return [form, listed, directive, replace(form, name="compact", compact=True)]


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


def _forms(count: int) -> list[Context]:
    """What the commitments of generated businesses say, each of another."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / DOSSIER.name
        shutil.copytree(DOSSIER, folder, ignore=shutil.ignore_patterns("businesses.*"))
        table = folder / "businesses.csv"
        write_table(table, TITLE, tuple(columns(Business)), businesses(SETTINGS[DOSSIER.name], count))
        dossier = load(folder).dossier
        assert dossier is not None
        return _contexts("commitment", dossier)


def _typed(form: Sample) -> Sample:
    """The form with its lists and its prose typed into the Word file: what is left are the fields of a business."""
    first = form.records[0]
    fields = [key for key, value in first.items() if isinstance(value, str) and key not in TYPED]
    docx = Template(form.docx).render(first | {field: f"{{{{ {field} }}}}" for field in fields})
    records = [{field: record[field] for field in fields} for record in form.records]
    return Sample("commitment", docx, records)


def _paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def _contexts(kind: str, dossier: Dossier) -> list[Context]:
    drafts = kinds()[kind].drafts(dossier, AS_OF)
    return [
        {key: value for key, value in draft.context().items() if key not in ("id", "record", "body")}
        for draft in drafts
        if isinstance(draft, Document)
    ]


def _cut(words: list[str], number: int) -> str:
    return shorten(" ".join(words), SHORTEST + number % LENGTHS, placeholder=" ...")


def _directives(dossier: Dossier) -> list[Context]:
    """Directives of different tasks: each is cut out of the prose of the campaign's own, at another place."""
    (head,) = _contexts("directive", dossier)
    names = [agency.name for agency in dossier.agencies.values()]
    words = " ".join(task.content for task in dossier.tasks).split() * 2
    every = len(words) // 2 // (AGENCIES * TASKS)
    made = []
    for number in range(DIRECTIVES):
        tasks = [
            {
                "number": str(place % TASKS + 1),
                "content": _cut(words[number + every * place :][:SHORTEST], number * TASKS + place),
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
