"""The commands on Word files, whoever made them: held against the decree, as PDF, as pictures."""

import click

from pipeline.cli import FILE, vanban
from pipeline.messages import text as _


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


@vanban.command(help=_("One page of a Word file or a PDF as a picture (PNG)."))
@click.argument("file", type=FILE)
@click.option("--page", type=click.IntRange(1), default=1, metavar="N", help=_("Which page (default: 1)."))
@click.option("--output", type=FILE, required=True, metavar="PNG", help=_("Where to."))
def preview(file: str, page: int, output: str) -> None:
    """Draw a page."""
    from pathlib import Path

    from pipeline.cli.printing import preview

    preview(Path(file), page, Path(output))
