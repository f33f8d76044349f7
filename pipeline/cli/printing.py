"""`vanban pdf`: Word files to PDF, each put in its place as a whole."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.cli import BREAKAGE, DONE
from pipeline.cli.named import documents
from pipeline.cli.show import pdf_line, show_json, show_notice, show_problem
from pipeline.pdf import Made, Source, Wanted, make_pdfs
from pipeline.printing.place import put_pdf
from pipeline.problems import Problem, VanbanError, Where


def run(
    named: Sequence[Path],
    output: Path | None,
    *,
    jobs: int | None,
    archival: bool = False,
    metadata: bool = False,
    as_json: bool = False,
) -> int:
    """Make a PDF of each file, into `output` or beside it, and give the exit code: 2 where one could not be made.

    UsageError for a folder without Word files; OutputError where nothing can be written.
    """
    files = list(documents(named))
    told: list[dict[str, Any]] = []
    problems: list[Problem] = []
    counts: Counter[str] = Counter()
    tasks = list(_tasks(files, output, problems))
    sources = (Source(file, str(file)) for file, _pdf in tasks)
    counts["failed"] = len(problems)
    for number, made in make_pdfs(sources, Wanted(archival, metadata, jobs or os.cpu_count() or 1)):
        file, pdf = tasks[number]
        status = "failed"
        if isinstance(made, VanbanError):
            problem = made.problem
            problems.append(
                problem if problem.where.file else Problem(Where(str(file)), problem.code, "", problem.values)
            )
        else:
            status = _put(pdf, made, file, as_json=as_json)
        counts[status] += 1
        told.append({"file": str(file), "pdf": str(pdf), "status": status})
    if as_json:
        show_json(sorted(told, key=lambda one: str(one["file"])), problems)
    else:
        for problem in problems:
            show_problem(problem)
        click.echo(pdf_line(counts))
    return BREAKAGE if problems else DONE


def _tasks(files: Sequence[Path], output: Path | None, problems: list[Problem]) -> Iterator[tuple[Path, Path]]:
    """Each file with the place of its PDF; of two with one place the later is a problem."""
    taken: dict[Path, Path] = {}
    for file in files:
        pdf = (output or file.parent) / f"{file.stem}.pdf"
        if (first := taken.setdefault(pdf, file)) is not file:
            problems.append(Problem(Where(str(file)), "pdf-twice", "", {"path": str(pdf), "first": str(first)}))
        else:
            yield file, pdf


def _put(path: Path, made: Made, file: Path, *, as_json: bool) -> str:
    """Write a PDF, and tell of faces that stood in for others and of what was in the way."""
    if made.strange and not as_json:
        show_notice(Problem(Where(str(file)), "face-missing", "", {"faces": ", ".join(made.strange)}))
    status, notice = put_pdf(path, made.pdf)
    if notice:
        show_notice(notice)
    return status
