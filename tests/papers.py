"""Papers made of text: a document written down as lines, turned into a .docx with nothing but zipfile.

A line is `<cell> <component> | <text>`. The cell is "." outside tables, else table, row and column: "H1L" is
the left cell of row 1 of the head. `=== key = value, ...` ends a section and begins the next one, with these
properties. Files in cases/papers hold sound papers; a case says how it changes one of them (see `changed`).

A paper is written in one of two dialects: "styled" uses the styles of our templates, "plain" knows none of
them and formats every run and paragraph directly, as documents from elsewhere do.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

Dialect = Literal["styled", "plain"]
CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Line:
    """One paragraph to be: its cell, component and text, and how it differs from its row of the table."""

    cell: str
    key: str
    text: str
    look: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """Sections of lines with their pages; `number` describes the page number, `extra` other text there.

    `file`: "template" for a tie to a template elsewhere, "macros" for a part with macros.
    """

    sections: tuple[tuple[dict[str, Any], tuple[Line, ...]], ...]
    number: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    file: dict[str, Any] = field(default_factory=dict)

    def docx(self, dialect: Dialect = "styled") -> bytes:
        """The paper as a Word file."""
        from tests.paper_docx import package

        return package(self, dialect)


@cache
def sound(name: str) -> Paper:
    """The sound paper of this name."""
    sections: list[tuple[dict[str, Any], list[Line]]] = [({}, [])]
    for text in (CASES / "papers" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if text.startswith("==="):
            sections.append((tomllib.loads(text.strip("= ").replace(", ", "\n")), []))
        elif text.strip():
            head, _, words = text.partition("|")
            cell, key = head.split()
            sections[-1][1].append(Line(cell, key, words.removeprefix(" ")))
    return Paper(tuple((page, tuple(lines)) for page, lines in sections))


def changed(paper: Paper, case: dict[str, Any]) -> Paper:
    """The paper with the changes of a case.

    `page`, `annex_page`: properties of the first section, of the others. `drop`: components left out. `set`:
    what is different about all lines of a component ("body") or one of them ("body 2"). `add`: lines put `at`
    "after <key>" (the last of its lines) or "before <key>" (the first). `number`, `extra`, `file`: see `Paper`.
    """
    sections = []
    for index, (page, lines) in enumerate(paper.sections):
        kept = [line for line in lines if line.key not in case.get("drop", ())]
        kept = list(_set(kept, case.get("set", {})))
        for line in case.get("add", ()):
            _add(kept, dict(line))
        sections.append((page | case.get("annex_page" if index else "page", {}), tuple(kept)))
    rest = {name: case.get(name, {}) for name in ("number", "extra", "file")}
    return replace(paper, sections=tuple(sections), **rest)


def _set(lines: list[Line], wanted: dict[str, dict[str, Any]]) -> Iterator[Line]:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.key] = counts.get(line.key, 0) + 1
        look = {**wanted.get(line.key, {}), **wanted.get(f"{line.key} {counts[line.key]}", {})}
        yield Line(look.pop("cell", line.cell), line.key, look.pop("text", line.text), {**line.look, **look})


def _add(lines: list[Line], new: dict[str, Any]) -> None:
    side, anchor = new.pop("at").split()
    found = [index for index, line in enumerate(lines) if line.key == anchor]
    if found:
        index = found[-1] + 1 if side == "after" else found[0]
        cell = new.pop("cell", lines[found[0]].cell)
        lines.insert(index, Line(cell, new.pop("key"), new.pop("text", ""), new))
