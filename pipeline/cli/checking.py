"""`vanban check`: each file against the decree."""

from pathlib import Path
from typing import Any

import click

from pipeline.cli import BREAKAGE, DONE, FAULTS
from pipeline.cli.show import show_json, show_problem
from pipeline.components import kind_called
from pipeline.messages import text as _
from pipeline.problems import Problem, VanbanError
from pipeline.rules import check

# What `build` calls its kinds, in the words of the decree.
OURS = {"directive": "letter", "follow-up": "letter", "statistics": "annex"}


def run(files: tuple[Path, ...], kind: str | None, *, as_json: bool) -> int:
    """Check every file and give the exit code: 2 where one could not be read, else 1 where one has an error."""
    code = DONE
    if kind:
        kind_called(OURS.get(kind, kind))  # an unknown kind is told once, not for each file
    problems: list[Problem] = []
    found: list[dict[str, Any]] = []
    for file in files:
        try:
            findings = check(file, kind=OURS.get(kind or "", kind), name=str(file))
        except VanbanError as error:
            code = BREAKAGE
            problems.append(error.problem)
            if not as_json:
                show_problem(error.problem)
            continue
        if any(finding.level == "error" for finding in findings):
            code = max(code, FAULTS)
        if as_json:
            found += (finding.as_json() for finding in findings)
            continue
        for finding in findings:
            click.echo(str(finding))
        errors = sum(finding.level == "error" for finding in findings)
        line = _("{file}: {errors} errors, {warnings} warnings")
        click.echo(line.format(file=file, errors=errors, warnings=len(findings) - errors))
    if as_json:
        show_json(problems=problems, findings=found)
    return code
