"""`vanban check`: each file against the decree."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from pipeline.cli import BREAKAGE, DONE, FAULTS
from pipeline.cli.sarif import sarif
from pipeline.cli.show import show_json, show_object, show_problem
from pipeline.components import kind_called, kind_name
from pipeline.messages import text as _
from pipeline.problems import Problem, UsageError, VanbanError, Where
from pipeline.rules import Report, examine, registry

# What `build` calls its kinds, in the words of the decree.
OURS = {"directive": "letter", "follow-up": "letter", "statistics": "annex"}


def run(files: tuple[Path, ...], kind: str | None, *, form: str) -> int:
    """Check every file and give the exit code: 2 where one could not be read, else 1 where one has an error.

    `form` is "text", "json" or "sarif".
    """
    if kind:
        kind = kind_called(OURS.get(kind, kind))  # an unknown kind is told once, not for each file
    problems: list[Problem] = []
    reports: list[Report] = []
    code = DONE
    for report in _reports(_documents(files), kind):
        if isinstance(report, Problem):
            code = BREAKAGE
            problems.append(report)
            if form == "text":
                show_problem(report)
            continue
        if report.errors:
            code = max(code, FAULTS)
        if form == "text":
            _show(report)
        else:
            reports.append(report)
    findings = [finding for report in reports for finding in report.findings]
    if form == "json":
        documents = [_as_json(report) for report in reports]
        show_json(documents, problems, (finding.as_json() for finding in findings))
    elif form == "sarif":
        show_object(sarif(registry(), findings, problems))
    return code


def _documents(files: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named; Word's own lock files are none."""
    for file in files:
        if file.is_dir():
            found = sorted(one for one in file.rglob("*.docx") if not one.name.startswith("~$"))
            if not found:
                raise UsageError("no-documents", path=str(file))
            yield from found
        else:
            yield file


def _reports(files: Iterable[Path], kind: str | None) -> Iterator[Report | Problem]:
    for file in files:
        try:
            yield examine(file, kind=kind, name=str(file))
        except VanbanError as error:
            yield error.problem
        except Exception as error:  # a fault of ours in one file leaves the others their answers
            reason = f"{type(error).__name__}: {error}"
            yield Problem(Where(file=str(file)), "check-failed", values={"reason": reason})


def _show(report: Report) -> None:
    """A file's findings under its name, each with its place, what stands there, what is wrong and what to do."""
    line = _("{file} ({kind}): {errors} errors, {warnings} warnings")
    kind = kind_name(report.kind)
    click.echo(line.format(file=report.name, kind=kind, errors=report.errors, warnings=report.warnings))
    for finding in report.findings:
        shown = f" «{finding.excerpt}»" if finding.excerpt else ""
        level = _("error") if finding.level == "error" else _("warning")
        click.echo(f"  {finding.place}{shown}")
        click.echo(f"    {level} {finding.rule}: {finding.message}")
        click.echo(f"    {finding.hint} ({finding.clause})")


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "file": report.name,
        "kind": report.kind,
        "name": kind_name(report.kind),
        "errors": report.errors,
        "warnings": report.warnings,
    }
