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
