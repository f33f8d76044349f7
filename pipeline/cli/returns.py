"""The commands for what comes back to the office: agencies' reports, signed commitments."""

from typing import TYPE_CHECKING

import click

from pipeline.cli import DAY, FILE, vanban
from pipeline.messages import text as _

if TYPE_CHECKING:
    from datetime import datetime

from_list = click.option("--from", "source", type=FILE, default=None, metavar="LIST", help=_("A table of them."))
correct = click.option("--correct", is_flag=True, help=_("Take the place of what was recorded before."))
withdraw = click.option("--withdraw", is_flag=True, help=_("It was recorded in error: it has not happened."))
on_day = click.option("--date", "day", type=DAY, metavar="YYYY-MM-DD", help=_("The day on which it happened."))
json = click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))


@vanban.command(help=_("Record what an agency has reported of a task, or a table of reports."))
@click.argument("dossier", type=FILE)
@click.argument("task", default="")
@click.argument("agency", default="")
@on_day
@click.option("--result", default="", metavar="TEXT", help=_("What was reported."))
@click.option("--in-progress", is_flag=True, help=_("The task is not done yet."))
@from_list
@correct
@withdraw
@json
@click.pass_context
def report(
    ctx: click.Context,
    *,
    dossier: str,
    task: str,
    agency: str,
    day: "datetime | None",
    result: str,
    in_progress: bool,
    source: str | None,
    correct: bool,
    withdraw: bool,
    as_json: bool,
) -> None:
    """Record reports."""
    from pathlib import Path

    from pipeline.cli.returning import Asked, record, report_list, report_one, withdraw_report

    asked = Asked(Path(dossier), day.date() if day else None, correct=correct or withdraw)
    if bool(source) == bool(task and agency) or (task and not agency):
        raise click.UsageError(_("Name a task and an agency, or a table with --from."))
    if source:
        _refuse_with_a_table(day, result, in_progress, withdraw)
        ctx.exit(record(asked, report_list(Path(source)), as_json=as_json))
    if withdraw:
        ctx.exit(record(asked, withdraw_report(task, agency), as_json=as_json))
    if not day:
        raise click.UsageError(_("Say when it was reported with --date."))
    status = "in_progress" if in_progress else "done"
    ctx.exit(record(asked, report_one(task, agency, status, result), as_json=as_json))


@vanban.command(help=_("Record which businesses have signed their commitments, by their ids or from a table."))
@click.argument("dossier", type=FILE)
@click.argument("ids", nargs=-1, metavar="[BUSINESS-ID]...")
@on_day
@from_list
@correct
@withdraw
@json
@click.pass_context
def signed(
    ctx: click.Context,
    *,
    dossier: str,
    ids: tuple[str, ...],
    day: "datetime | None",
    source: str | None,
    correct: bool,
    withdraw: bool,
    as_json: bool,
) -> None:
    """Record signatures."""
    from pathlib import Path

    from pipeline.cli.returning import Asked, record, sign_each, sign_list

    asked = Asked(Path(dossier), None if withdraw else day and day.date(), correct=correct or withdraw)
    if bool(source) == bool(ids):
        raise click.UsageError(_("Name businesses by their ids, or a table with --from."))
    if source:
        _refuse_with_a_table(day, withdraw)
        ctx.exit(record(asked, sign_list(Path(source)), as_json=as_json))
    if not day and not withdraw:
        raise click.UsageError(_("Say when they signed with --date."))
    ctx.exit(record(asked, sign_each(ids), as_json=as_json))


def _refuse_with_a_table(*said: object) -> None:
    if any(said):
        raise click.UsageError(_("A table says the days and the results itself: only --correct goes with --from."))
