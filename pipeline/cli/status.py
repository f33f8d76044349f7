"""`vanban status`: the board of a dossier on the terminal, as JSON and as a workbook."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from pipeline.board import Board, Reminder, Standing
from pipeline.cli import DONE, FAULTS
from pipeline.cli.ledger import recorded
from pipeline.cli.show import in_columns, show_object, show_problem
from pipeline.dossier import load
from pipeline.messages import text as _
from pipeline.problems import UsageError, Where
from pipeline.progress import Count
from pipeline.publish import write_whole, writing
from pipeline.records.campaign import ALL
from pipeline.vietnamese import number_text, share_text, short_date

_SUFFIX = ".xlsx"


def run(folder: Path, as_of: date | None, *, today: date, export: Path | None, as_json: bool) -> int:
    """Show how the dossier in `folder` stands on `as_of`: where none is given, on its cut-off day or `today`.

    Gives the exit code: 1 where the data have faults, whose rows are not counted. Raises UsageError "no-dossier",
    "not-xlsx-name", "exists", OutputError "cannot-write".
    """
    if export and export.suffix.lower() != _SUFFIX:
        raise UsageError("not-xlsx-name", Where(str(export)), path=str(export))
    if export and export.exists():
        raise UsageError("exists", Where(str(export)), path=str(export))
    loaded = load(folder)
    for problem in loaded.problems:
        show_problem(problem)
    if loaded.dossier is None:
        return FAULTS
    board = Board(recorded(loaded.dossier), as_of or loaded.dossier.campaign.as_of or today)
    if as_json:
        show_object(_as_json(board))
    else:
        click.echo("\n".join(_lines(board)))
    if export:
        from pipeline.workbooks.printed import Printed, printed

        note = _as_of(board)
        tables = [
            Printed(name, name.upper(), note, list(zip(headers, widths, strict=True)), rows)
            for name, headers, widths, rows in _tables(board)
        ]
        with writing(export):
            write_whole(export, printed(tables))
        click.echo(_("written: {path}").format(path=export), err=as_json)
    return FAULTS if loaded.problems else DONE


def said(standing: Standing) -> str:
    """How a task stands, in words."""
    item = standing.assignment
    if item.state == "done":
        return _("done")
    if item.state == "overdue":
        return _("overdue by {days} days").format(days=item.days)
    if standing.left == 0:
        return _("due today")
    if standing.due_within:
        return _("due in {left} days (within {days})").format(left=standing.left, days=standing.due_within)
    return _("in time")


Table = tuple[str, Sequence[str], Sequence[int], list[list[str | int]]]


def _tables(board: Board) -> Iterator[Table]:
    """The board's tables: name, headers, widths in characters, rows."""
    rows: list[list[str | int]] = [
        [
            standing.assignment.agency.short_name,
            standing.assignment.task.id,
            standing.assignment.task.title,
            short_date(by) if (by := standing.assignment.task.deadline) else "",
            said(standing),
        ]
        for standing in board.tasks
    ]
    headers = [_("Agency"), _("Task"), _("Content"), _("Deadline"), _("State")]
    yield _("Tasks"), headers, (30, 10, 60, 14, 30), rows
    communes = [*board.communes, (_("Total"), board.commitments)]
    headers = [_("Commune"), _("Establishments"), _("Signed"), _("Unsigned"), _("Share signed (%)")]
    yield _("Commitments"), headers, (30, 14, 14, 14, 18), [_count(name, count) for name, count in communes]
    headers = [_("Agency"), _("Time"), _("Number"), _("Day")]
    yield _("Follow-ups sent"), headers, (40, 8, 24, 14), [_reminder(board, sent) for sent in board.reminders]


def _count(name: str, count: Count) -> list[str | int]:
    return [name, count.establishments, count.signed, count.unsigned, share_text(count.signed, count.establishments)]


def _reminder(board: Board, sent: Reminder) -> list[str | int]:
    name = sent.agency.short_name if sent.agency else _("All late agencies")
    return [name, sent.level, _number(board, sent), short_date(sent.issue.day)]


def _number(board: Board, sent: Reminder) -> str:
    prose = board.dossier.campaign.follow_up
    symbol = sent.issue.symbol or (prose.symbol if prose else "")
    return f"{number_text(sent.issue.number)}/{symbol}"


def _as_of(board: Board) -> str:
    states = {"total": len(board.tasks), **board.states}
    counted = _("{total} tasks: {done} done, {in_time} in time, {overdue} overdue").format_map(states)
    return _("{dossier}, as of {day}").format(dossier=board.dossier.id, day=short_date(board.as_of)) + "; " + counted


def _lines(board: Board) -> Iterator[str]:
    yield _as_of(board)
    for name, headers, _widths, rows in _tables(board):
        yield ""
        yield name if rows else f"{name}: " + _("none")
        if rows:
            yield from in_columns([list(headers), *[[str(value) for value in row] for row in rows]])


def _as_json(board: Board) -> dict[str, Any]:
    return {
        "dossier": board.dossier.id,
        "as_of": str(board.as_of),
        "total": len(board.tasks),
        **board.states,
        "tasks": [
            {
                "task": standing.assignment.task.id,
                "agency": standing.assignment.agency.id,
                "deadline": str(by) if (by := standing.assignment.task.deadline) else None,
                "state": standing.assignment.state,
                "days_overdue": standing.assignment.days,
                "days_left": standing.left,
                "due_within": standing.due_within,
            }
            for standing in board.tasks
        ],
        "commitments": [
            {"commune": name, "establishments": count.establishments, "signed": count.signed}
            for name, count in board.communes
        ],
        "follow_ups": [
            {
                "agency": sent.agency.id if sent.agency else ALL,
                "level": sent.level,
                "number": sent.issue.number,
                "symbol": _number(board, sent).partition("/")[2],
                "day": str(sent.issue.day),
            }
            for sent in board.reminders
        ],
    }
