"""`vanban print`: the forms are built, bound, and each file told with what is in it."""

from dataclasses import asdict
from datetime import date
from itertools import chain

import click

from pipeline.build import Request, build
from pipeline.cli.building import Told
from pipeline.cli.show import show_json
from pipeline.dossier import id_of
from pipeline.messages import text as _
from pipeline.printing.runs import PrintFile, PrintOrder, print_forms


def run(order: PrintOrder, *, as_json: bool) -> int:
    """Build what changed of the forms, bind them all, and give the exit code. Raises as `print_forms` does."""
    told, name = Told(as_json), id_of(order.folder)
    files: list[PrintFile] = []
    request = Request(order.folder, order.output, kinds=(order.kind,), jobs=order.jobs)
    for event in chain(build(request, today=date.today()), print_forms(order)):
        if isinstance(event, PrintFile):
            files.append(event)
        else:
            told.add(name, event)
    if as_json:
        show_json([asdict(file) for file in files], told.problems)
        return told.code
    for file in files:
        click.echo(_("{path}: {forms} forms, {pages} pages").format(path=file.path, forms=file.forms, pages=file.pages))
    total = _("{total} files: {forms} forms, {pages} pages")
    sums = {"forms": sum(file.forms for file in files), "pages": sum(file.pages for file in files)}
    click.echo(total.format(total=len(files), **sums))
    return told.code
