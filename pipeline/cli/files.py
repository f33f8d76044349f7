"""The commands on Word files, whoever made them: held against the decree, as PDF, as pictures."""

from typing import TYPE_CHECKING

import click

from pipeline.cli import DAY, FILE, vanban
from pipeline.messages import text as _

if TYPE_CHECKING:
    from datetime import datetime


@vanban.command(help=_("Hold Word files against Decree 30."))
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--kind", default=None, metavar="KIND", help=_("What the files are, where it cannot be told."))
@click.option("--rendered", is_flag=True, help=_("Look at the printed pages too (needs LibreOffice)."))
@click.option("--fix", type=FILE, default=None, metavar="OUT.docx", help=_("Write a mended copy; list what is left."))
@click.option("--json", "form", flag_value="json", help=_("Print one JSON object."))
@click.option("--sarif", "form", flag_value="sarif", help=_("Print a SARIF 2.1.0 log."))
@click.pass_context
def check(
    ctx: click.Context, *, files: tuple[str, ...], kind: str | None, rendered: bool, fix: str | None, form: str | None
) -> None:
    """Check each file; a file that cannot be read does not stop the others."""
    from pathlib import Path

    from pipeline.cli.checking import Request, run

    copy = Path(fix) if fix else None
    ctx.exit(run(Request(tuple(map(Path, files)), kind, rendered, copy, form or "text")))


@vanban.command(help=_("Make PDFs of Word files (needs LibreOffice)."))
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--output", type=FILE, default=None, metavar="DIR", help=_("Where to (default: beside each file)."))
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    metavar="N",
    help=_("LibreOffices at once (default: the cores)."),
)
@click.option("--pdfa", is_flag=True, help=_("As PDF/A-2b, for the archive."))
@click.option("--metadata", is_flag=True, help=_("With kind, subject, issuer, number and date as the page tells them."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def pdf(
    ctx: click.Context,
    *,
    files: tuple[str, ...],
    output: str | None,
    jobs: int | None,
    pdfa: bool,
    metadata: bool,
    as_json: bool,
) -> None:
    """Print to PDF; a file that cannot be printed does not stop the others."""
    from pathlib import Path

    from pipeline.cli.printing import run

    folder = Path(output) if output else None
    named = tuple(map(Path, files))
    ctx.exit(run(named, folder, jobs=jobs, archival=pdfa, metadata=metadata, as_json=as_json))


@vanban.command(help=_("A page of a Word file or a PDF as a picture (PNG), or a whole build as one page (--html)."))
@click.argument("file", type=FILE)
@click.option("--page", type=click.IntRange(1), default=1, metavar="N", help=_("Which page (default: 1)."))
@click.option("--html", is_flag=True, help=_("FILE is a dossier: build it, show every document on one page."))
@click.option(
    "--output",
    type=FILE,
    default=None,
    metavar="FILE",
    help=_("Where to: a .png; with --html a .html (default: preview.html beside the documents)."),
)
@click.option(
    "--documents",
    type=FILE,
    default="output",
    metavar="DIR",
    help=_("With --html: the folder that the documents are built into (default: output)."),
)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help=_("Only this kind of document (repeatable)."))
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("The day on which progress is looked at."))
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=300,
    metavar="N",
    help=_("Show so many of each kind, and all that need a look (default: 300; 0: all)."),
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    metavar="N",
    help=_("LibreOffices at once (default: the cores)."),
)
@click.pass_context
def preview(
    ctx: click.Context,
    *,
    file: str,
    page: int,
    html: bool,
    output: str | None,
    documents: str,
    kinds: tuple[str, ...],
    as_of: "datetime | None",
    limit: int,
    jobs: int | None,
) -> None:
    """Draw a page, or a whole build."""
    from datetime import date
    from pathlib import Path

    from pipeline.cli import previewing

    if html:
        day = as_of.date() if as_of else None
        target = Path(output) if output else None
        request = previewing.Request(Path(file), documents, target, kinds, day, jobs, limit)
        ctx.exit(previewing.gallery(request, today=date.today()))
    if output is None:
        raise click.UsageError(_("--output is needed, or --html."), ctx)
    previewing.picture(Path(file), page, Path(output))
