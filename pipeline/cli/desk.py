"""The records desk's commands: numbers given, and the register they stand in."""

from typing import TYPE_CHECKING

import click

from pipeline.cli import DAY, FILE, vanban
from pipeline.messages import text as _

if TYPE_CHECKING:
    from datetime import datetime


@vanban.command(help=_("Give a document its number and date, write it as issued, register it."))
@click.argument("dossier", type=FILE)
@click.argument("document", default="", metavar="[DOCUMENT-ID]")
@click.option("--all", "kind", default="", metavar="KIND", help=_("Every document of a kind that has no number yet."))
@click.option("--date", "day", type=DAY, metavar="YYYY-MM-DD", help=_("The document's date (default: today)."))
@click.option("--late", default="", metavar="REASON", help=_("Why its date may lie before that of the last number."))
@click.option("--reserve", is_flag=True, help=_("Only give the number and the date; issue the document later."))
@click.option("--cancel", default="", metavar="REASON", help=_("Cancel its number, which stays on record."))
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("The day on which progress is looked at."))
@click.option("--output", type=FILE, default="output", metavar="DIR", help=_("Where to (default: output)."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def issue(
    ctx: click.Context,
    *,
    dossier: str,
    document: str,
    kind: str,
    day: "datetime | None",
    late: str,
    reserve: bool,
    cancel: str,
    as_of: "datetime | None",
    output: str,
    as_json: bool,
) -> None:
    """Issue one document, or all of a kind."""
    from pathlib import Path

    from pipeline.cli.issuing import Asked, run

    if bool(document) == bool(kind):
        raise click.UsageError(_("Name one document, or a kind with --all."))
    if cancel and (reserve or kind):
        raise click.UsageError(_("--cancel takes one document, and goes with no other deed."))
    asked = Asked(
        folder=Path(dossier),
        document=document,
        kind=kind,
        day=day.date() if day else None,
        as_of=as_of.date() if as_of else None,
        late=late,
        reserve=reserve,
        cancel=cancel,
        output=Path(output),
    )
    ctx.exit(run(asked, as_json=as_json))


@vanban.command(help=_("The register of outgoing documents: list, search, print, take over an existing book."))
@click.argument("dossier", default=".", type=FILE)
@click.option("--year", type=click.IntRange(1945, 2999), default=None, metavar="Y", help=_("The year (default: this)."))
@click.option("--kind", default="", metavar="KIND", help=_("Only this kind of document."))
@click.option("--agency", default="", metavar="NAME", help=_("Only what was sent to this agency."))
@click.option("--search", default="", metavar="TEXT", help=_("Only what has these words; tone marks may be left out."))
@click.option(
    "--export", type=FILE, default=None, metavar="FILE", help=_("The decree's book (.xlsx), or metadata (.json).")
)
@click.option(
    "--import", "book", type=FILE, default=None, metavar="FILE", help=_("Take over a book that was kept elsewhere.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def register(
    ctx: click.Context,
    *,
    dossier: str,
    year: int | None,
    kind: str,
    agency: str,
    search: str,
    export: str | None,
    book: str | None,
    as_json: bool,
) -> None:
    """Show the register of an office."""
    from datetime import date
    from pathlib import Path

    from pipeline.cli.registering import Asked, run, take_over

    if book:
        ctx.exit(take_over(Path(dossier), Path(book)))
    asked = Asked(year or date.today().year, kind, agency, search)
    ctx.exit(run(Path(dossier), asked, Path(export) if export else None, as_json=as_json))
