"""`vanban build`: run the flow, show its events, add them up."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import click
from click.termui import progressbar

from pipeline.build import Request, build
from pipeline.cli import BREAKAGE, DONE, FAULTS, progress_is_seen
from pipeline.cli.ledger import ledger_of
from pipeline.cli.show import pdf_line, show_json, show_notice, show_problem
from pipeline.dossier import find, id_of
from pipeline.events import Breakage, Checked, Event, Fault, Notice, Printed, Stand
from pipeline.messages import text as _
from pipeline.problems import Problem, UsageError, VanbanError
from pipeline.publish import Entry


def run(
    folders: tuple[Path, ...],
    *,
    kinds: tuple[str, ...],
    as_of: date | None,
    output: str,
    jobs: int | None,
    scheduler: str,
    convert: bool,
    as_json: bool,
    pdf: bool = False,
) -> int:
    """Build every dossier that `folders` stand for and give the exit code."""
    dossiers = [dossier for folder in folders or (Path(),) for dossier in find(folder)]
    _refuse_same_names(dossiers)
    if output.lower().endswith(".zip") and len(dossiers) > 1:
        raise UsageError("zip-of-several", count=str(len(dossiers)))
    if pdf and ("://" in output or output.lower().endswith(".zip")):
        raise UsageError("pdf-elsewhere", output=output)
    told = Told(as_json)
    for dossier in dossiers:
        try:
            ledger = ledger_of(dossier)
            request = Request(dossier, output, as_of, kinds, jobs or os.cpu_count() or 1, scheduler, convert, ledger)
            events = build(request, today=date.today())
            told.watch(id_of(dossier), chain(events, _pdfs(request)) if pdf else events)
        except UsageError:
            raise
        except VanbanError as error:
            told.add(id_of(dossier), Breakage(error.problem))
    told.finish(output)
    return told.code


def _pdfs(request: Request) -> Iterator[Event]:
    from pipeline.pdf import Wanted
    from pipeline.printing.beside import print_documents

    yield from print_documents(request.output, id_of(request.folder), request.kinds, Wanted(jobs=request.jobs))


def _refuse_same_names(dossiers: list[Path]) -> None:
    names: dict[str, Path] = {}
    for dossier in dossiers:
        other = names.setdefault(id_of(dossier), dossier)
        if other != dossier:
            raise UsageError("same-folder-name", first=str(other), second=str(dossier))


class Told:
    """What the builds have told so far: counts always, and the rest only for `--json`."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self.code = DONE
        self.counts: Counter[tuple[str, str, str]] = Counter()
        self.pdfs: Counter[str] = Counter()
        self.documents: list[dict[str, Any]] = []
        self.problems: list[Problem] = []
        self.not_made: list[tuple[str, str]] = []
        self.findings: list[dict[str, Any]] = []

    def watch(self, dossier: str, events: Iterator[Event]) -> None:
        """Add up a build as it runs, under a bar where somebody watches."""
        if not progress_is_seen():
            for event in events:
                self.add(dossier, event)
            return
        with progressbar(events, label=dossier, file=sys.stderr) as bar:
            for event in bar:
                if not isinstance(event, Entry | Stand | Printed):
                    click.echo("\r\x1b[K", nl=False, err=True)  # what is told stands on a line of its own
                self.add(dossier, event)

    def add(self, dossier: str, event: Event) -> None:
        """Count one event, and show it unless JSON is to come."""
        match event:
            case Entry():
                self.counts[dossier, event.kind, event.status] += 1
                if event.status == "failed":
                    self.code = max(self.code, FAULTS)
                if self.as_json:
                    self.documents.append(event.as_json())
            case Stand(kind, lines):
                self.counts[dossier, kind, "unchanged"] += len(lines)
                if self.as_json:
                    self.documents += ({**json.loads(line), "status": "unchanged"} for line in lines)
            case Printed(entry):
                self.pdfs[entry.status] += 1
                if entry.status == "failed":
                    self.code = max(self.code, FAULTS)
                if self.as_json:
                    self.documents.append(entry.as_json())
            case Fault(problem) | Breakage(problem):
                if problem.code == "kind-not-sound":
                    self.not_made.append((dossier, problem.values["kind"]))
                self.code = max(self.code, BREAKAGE if isinstance(event, Breakage) else FAULTS)
                if self.as_json:
                    self.problems.append(problem)
                else:
                    show_problem(problem)
            case Notice(problem):
                show_notice(problem)
            case Checked(finding):
                if self.as_json:
                    self.findings.append(finding.as_json())
                elif finding.level == "error":
                    click.echo(str(finding), err=True)

    def finish(self, output: str) -> None:
        """The summary, or the one JSON object."""
        if self.as_json:
            show_json(self.documents, self.problems, self.findings)
            return
        for dossier, kind in dict.fromkeys((dossier, kind) for dossier, kind, _status in self.counts):
            numbers = {s: self.counts[dossier, kind, s] for s in ("made", "unchanged", "failed")}
            line = _("{made} made, {unchanged} unchanged, {failed} failed").format_map(numbers)
            click.echo(f"{dossier:<16} {kind:<12} {line}")
        for name, kind in self.not_made:
            click.echo(f"{name:<16} {kind:<12} " + _("none made: faults in the data"))
        statuses: Counter[str] = Counter()
        for (_dossier, _kind, status), number in self.counts.items():
            statuses[status] += number
        total = _("{total} documents: {made} made, {unchanged} unchanged, {failed} failed, in {output}")
        values = {s: statuses[s] for s in ("made", "unchanged", "failed")}
        click.echo(total.format(total=statuses.total(), output=output, **values))
        if self.pdfs:
            click.echo(pdf_line(self.pdfs))
