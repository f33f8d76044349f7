"""The command that makes files for the printer: the forms of each commune in one, in order."""

import click

from pipeline.cli import FILE, vanban
from pipeline.messages import text as _


@vanban.command("print", help=_("Forms for the printer: one PDF a commune, in order, with a list to tick on top."))
@click.argument("dossier", type=FILE)
@click.option("--kind", required=True, metavar="KIND", help=_("Which forms (commitment)."))
@click.option(
    "--by", type=click.Choice(["commune", "all"]), default="commune", help=_("A file a commune, or all in one.")
)
@click.option(
    "--order",
    type=click.Choice(["name", "table"]),
    default="name",
    help=_("By the owners' given names, or as the table stands (default: name)."),
)
@click.option("--copies", type=click.IntRange(1, 20), default=1, metavar="N", help=_("Each form so many times."))
@click.option("--duplex", is_flag=True, help=_("For both sides of the paper: each form begins a new sheet."))
@click.option(
    "--most", type=click.IntRange(1, 2000), default=20, metavar="MB", help=_("No file is larger (default: 20).")
)
@click.option("--output", type=FILE, default="output", metavar="DIR", help=_("Where to (default: output)."))
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    metavar="N",
    help=_("LibreOffices at once (default: the cores)."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def print_(
    ctx: click.Context,
    *,
    dossier: str,
    kind: str,
    by: str,
    order: str,
    copies: int,
    duplex: bool,
    most: int,
    output: str,
    jobs: int | None,
    as_json: bool,
) -> None:
    """Build the forms, and bind them."""
    import os
    from pathlib import Path

    from pipeline.cli.binding import run
    from pipeline.printing.runs import PrintOrder

    wanted = PrintOrder(
        folder=Path(dossier),
        output=Path(output),
        kind=kind,
        by_commune=by == "commune",
        by_name=order == "name",
        copies=copies,
        duplex=duplex,
        most=most << 20,
        jobs=jobs or os.cpu_count() or 1,
    )
    ctx.exit(run(wanted, as_json=as_json))
