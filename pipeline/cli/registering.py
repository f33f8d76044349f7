"""`vanban register`: the outgoing register of an office listed, searched, written as the decree's book."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from pipeline.cli import DONE, FAULTS
from pipeline.cli.show import in_columns, show_notice, show_object, show_problem
from pipeline.decree import decree
from pipeline.dossier import Dossier, load
from pipeline.messages import text as _
from pipeline.outgoing import (
    by_series,
    columns,
    cover_of,
    matches,
    metadata_of,
    number_of,
    row_of,
    state_of,
    title_of,
)
from pipeline.problems import UsageError, Where
from pipeline.publish import write_whole, writing
from pipeline.register import Entry, place_of
from pipeline.register.reading import Wanted, find_entries
from pipeline.register.store import Store, open_store
from pipeline.vietnamese import short_date

_SUFFIXES = (".xlsx", ".json")


class Asked(NamedTuple):
    """Which entries are asked for: of a year; of a kind, to an agency, with some words, where they are given."""

    year: int
    kind: str
    agency: str
    search: str


def run(folder: Path, asked: Asked, export: Path | None, *, as_json: bool) -> int:
    """Show the register of the office whose dossier, or project, `folder` is, and write it to `export`.

    Raises UsageError "no-register", "which-office", "not-register-name", "exists"; RegisterError, OutputError.
    """
    if export and export.suffix.lower() not in _SUFFIXES:
        raise UsageError("not-register-name", Where(str(export)), path=str(export))
    if export and export.exists():
        raise UsageError("exists", Where(str(export)), path=str(export))
    store = _store(folder)
    dossier = _dossier(folder)
    wanted = Wanted(office=dossier.office.name if dossier else "", year=asked.year, kind=asked.kind)
    entries = find_entries(store, wanted, lambda entry: matches(entry, asked.search, asked.agency))
    offices = sorted({entry.slip.office for entry in entries})
    if (as_json or export) and len(offices) > 1:
        raise UsageError("which-office", known=", ".join(offices))
    if as_json:
        show_object(_as_json(entries, dossier, asked.year))
    else:
        click.echo("\n".join(_lines(entries, offices, asked.year)))
    if export and not entries:
        raise UsageError("nothing-to-export", Where(str(export)), year=str(asked.year))
    if export:
        with writing(export):
            write_whole(export, _exported(export, entries, dossier, asked.year))
        click.echo(_("written: {path}").format(path=export), err=as_json)
    return DONE


def _store(folder: Path) -> Store:
    place = place_of(folder, os.environ)
    store = open_store(place)
    if store is None:
        raise UsageError("no-register", path=place.partition("///")[2])
    return store


def _dossier(folder: Path) -> Dossier | None:
    """The one dossier that `folder` is; None where it is a project."""
    return load(folder, rows=False).dossier if (folder / "dossier.yaml").is_file() else None


def _lines(entries: Sequence[Entry], offices: Sequence[str], year: int) -> Iterator[str]:
    for office in offices:
        own = [entry for entry in entries if entry.slip.office == office]
        yield _("{office}, {year}: {count} entries").format(office=office, year=year, count=len(own))
        rows = [
            [
                number_of(entry),
                short_date(entry.day),
                state_of(entry),
                title_of(entry),
                "; ".join(entry.slip.recipients),
            ]
            for book in by_series(own).values()
            for entry in book
        ]
        yield from in_columns([[_("Number"), _("Day"), _("State"), _("Content"), _("Recipients")], *rows])
    if not offices:
        yield _("{year}: no entry").format(year=year)


def _as_json(entries: Sequence[Entry], dossier: Dossier | None, year: int) -> dict[str, Any]:
    book = dossier.campaign.book if dossier else None
    codes = (book.office_code, book.file_code) if book else ("", "")
    counted: dict[str, int] = {}
    found = []
    for entry in entries:
        ordinal = counted[entry.slip.dossier] = counted.get(entry.slip.dossier, 0) + 1
        found.append(metadata_of(entry, ordinal, *codes))
    return {"office": entries[0].slip.office if entries else None, "year": year, "documents": found}


def _exported(export: Path, entries: Sequence[Entry], dossier: Dossier | None, year: int) -> bytes:
    if export.suffix.lower() == ".json":
        said = json.dumps(_as_json(entries, dossier, year), ensure_ascii=False, indent=2)
        return f"{said}\n".encode()
    from pipeline.workbooks.printed import Cover, Printed, printed

    office, title = entries[0].slip.office, decree().outgoing.title
    superior = dossier.office.superior if dossier else ()
    sheets: list[Printed | Cover] = []
    for series, own in by_series(entries).items():
        name, note = f" {series}".rstrip(), f"{office}, năm {year}"
        sheets.append(Cover(f"Bìa{name}", cover_of(office, superior, own), title))
        sheets.append(Printed(f"Sổ{name}", title, note, columns(), [row_of(entry) for entry in own], counted=True))
    return printed(sheets)


def take_over(folder: Path, book: Path) -> int:
    """Enter the lines of a book that was kept elsewhere, all or none, and give the exit code: 1 where it has faults.

    Raises UsageError "not-found", "other-office", "which-dossier", "not-a-book"; RegisterError "number-taken".
    """
    from pipeline.cli.issuing import deed, loaded_of
    from pipeline.register.numbers import Numbers
    from pipeline.taking_over import lines_of

    loaded = loaded_of(folder)
    dossier = loaded.dossier
    if dossier is None:
        for problem in loaded.problems:
            show_problem(problem)
        return FAULTS
    now = deed()
    lines, problems, notices = lines_of(dossier, book, now.today)
    for notice in notices:
        show_notice(notice)
    for problem in problems:
        show_problem(problem)
    if problems:
        click.echo(_("nothing was taken over"), err=True)
        return FAULTS
    store = open_store(place_of(dossier.folder, os.environ), create=True)
    assert store
    taken = Numbers(store).take_over(lines, now)
    said = _("{taken} entries taken over, {known} stood here already")
    click.echo(said.format(taken=len(taken), known=len(lines) - len(taken)))
    return DONE
