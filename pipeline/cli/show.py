"""How problems, findings and counts are printed: data on stdout, all else on stderr."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from pipeline.messages import text as _
from pipeline.problems import Problem

_LONGEST = 50  # characters of a column on the terminal


def show_problem(problem: Problem, mark: str = "") -> None:
    """One fault on stderr: the place, what is wrong, and below it what to do."""
    place = str(problem.where)
    line = f"{place}: {problem.message}" if place else problem.message
    click.echo(f"{mark}{line}", err=True)
    if problem.hint:
        click.echo("    " + _("hint: {hint}").format(hint=problem.hint), err=True)


def show_notice(problem: Problem) -> None:
    """One notice on stderr."""
    show_problem(problem, mark=_("notice: "))


def show_json(
    documents: Iterable[dict[str, Any]] = (),
    problems: Iterable[Problem] = (),
    findings: Iterable[dict[str, Any]] = (),
    notices: Iterable[Problem] | None = None,
) -> None:
    """The one object that `--json` prints; with `notices` where a command tells of any."""
    found: dict[str, Any] = {
        "documents": list(documents),
        "problems": [problem.as_json() for problem in problems],
        "findings": list(findings),
    }
    if notices is not None:
        found["notices"] = [notice.as_json() for notice in notices]
    show_object(found)


def pdf_line(counts: Counter[str]) -> str:
    """How many PDFs were made, unchanged and failed."""
    line = _("{total} PDF files: {made} made, {unchanged} unchanged, {failed} failed")
    return line.format(total=counts.total(), **{s: counts[s] for s in ("made", "unchanged", "failed")})


def show_object(found: dict[str, Any]) -> None:
    """A JSON object on stdout."""
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def in_columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of a table, its columns one below the other; long texts are cut."""
    short = [[text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…" for text in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*short, strict=True)]
    for row in short:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
