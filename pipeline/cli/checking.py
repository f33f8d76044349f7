"""`vanban check`: each file against the decree; its printed pages too, and a mended copy, where they are asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from pipeline.cli import BREAKAGE, DONE, FAULTS
from pipeline.cli.named import documents
from pipeline.cli.sarif import sarif
from pipeline.cli.show import show_json, show_object, show_problem
from pipeline.components import kind_called, kind_name
from pipeline.messages import text as _
from pipeline.problems import Problem, UsageError, VanbanError, Where
from pipeline.publish import cannot_write, write_whole
from pipeline.rules import Report, examine, registry

# What `build` calls its kinds, in the words of the decree.
OURS = {"directive": "letter", "follow-up": "letter", "statistics": "annex"}
# So many files go through LibreOffice at once, and are held at once.
_TOGETHER = 32


@dataclass(frozen=True, slots=True)
class Request:
    """What to check and how: `kind` as people call it, `fix` where the mended copy goes, `form` of the output.

    `form` is "text", "json" or "sarif".
    """

    files: tuple[Path, ...]
    kind: str | None = None
    rendered: bool = False
    fix: Path | None = None
    form: str = "text"


def run(request: Request) -> int:
    """Check every file and give the exit code: 2 where one could not be read, else 1 where one has an error.

    With `fix`, the errors that count are those left in the mended copy. UsageError for an unknown kind, for a folder
    without Word files, and for a copy that would overwrite a file or be one of several.
    """
    kind = kind_called(OURS.get(request.kind, request.kind)) if request.kind else None
    files = list(documents(request.files))
    if request.fix:
        _refuse_copy(files, request.fix)
    problems: list[Problem] = []
    reports: list[Report] = []
    code = DONE
    for answer in _answers(files, kind, request):
        if isinstance(answer, Problem):
            code = BREAKAGE
            problems.append(answer)
            if request.form == "text":
                show_problem(answer)
            continue
        if answer.errors:
            code = max(code, FAULTS)
        if request.form == "text":
            _show(answer)
        else:
            reports.append(answer)
    findings = [finding for report in reports for finding in report.findings]
    if request.form == "json":
        show_json(map(_as_json, reports), problems, (finding.as_json() for finding in findings))
    elif request.form == "sarif":
        show_object(sarif(registry(), findings, problems))
    return code


def _refuse_copy(files: list[Path], copy: Path) -> None:
    if len(files) != 1:
        raise UsageError("one-file-to-mend")
    if copy.exists():
        raise UsageError("exists", path=str(copy))


def _answers(files: list[Path], kind: str | None, request: Request) -> Iterator[Report | Problem]:
    """What is said of each file, in the order of the files."""
    size = _TOGETHER if request.rendered else 1
    for start in range(0, len(files), size):
        batch = files[start : start + size]
        answers = {file: _guarded(partial(_examined, file, kind, request.fix), file) for file in batch}
        if request.rendered:
            yield from _printed(answers, request.fix)
        else:
            yield from answers.values()


def _guarded(work: Callable[[], Report], file: Path) -> Report | Problem:
    """The report, or the problem in its stead: a fault in one file, even of our making, leaves the others alone."""
    try:
        return work()
    except VanbanError as error:
        problem = error.problem
        return problem if problem.where.file else replace(problem, where=Where(file=str(file)))
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        return Problem(Where(file=str(file)), "check-failed", values={"reason": reason})


def _examined(file: Path, kind: str | None, copy: Path | None) -> Report:
    """The report on a file, or on its mended copy, which is written."""
    if copy is None:
        return examine(file, kind=kind, name=str(file))
    from pipeline.mending import mend

    mended = mend(file, kind=kind, name=str(file))
    left = sum(1 + finding.more for finding in mended.after)
    done = sum(1 + finding.more for finding in mended.before) - left
    _write(copy, mended.docx)
    line = _("{file}: {done} places mended in {copy}, {left} left to a person")
    click.echo(line.format(file=file, done=done, copy=copy, left=left), err=True)
    return examine(copy, kind=kind, name=str(copy))


def _write(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        raise cannot_write(path, error) from error


def _printed(answers: dict[Path, Report | Problem], copy: Path | None) -> Iterator[Report | Problem]:
    """The reports with what the printed pages show beyond them, or with the reason why there are none."""
    from pipeline.rules.rendered import beyond, check_rendered

    reports = {file: answer for file, answer in answers.items() if isinstance(answer, Report)}
    seen = check_rendered([(one.name, copy or file, one.view, one.anatomy) for file, one in reports.items()])
    for answer in answers.values():
        found = seen[answer.name] if isinstance(answer, Report) else ()
        if isinstance(answer, Report) and not isinstance(found, VanbanError):
            yield replace(answer, findings=(*answer.findings, *beyond(answer.findings, found)))
        else:
            yield answer
        if isinstance(found, VanbanError):
            yield found.problem


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
