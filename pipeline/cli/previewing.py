"""`vanban preview`: a page of a file as a picture, or a whole build as one page to look through."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.termui import progressbar

from pipeline.cli import progress_is_seen
from pipeline.messages import text as _
from pipeline.problems import UsageError, VanbanError, Where
from pipeline.publish import cannot_write, part_name, write_whole, writing

if TYPE_CHECKING:
    from pipeline.gallery import Gallery

NAME = "preview.html"


def picture(file: Path, number: int, target: Path) -> None:
    """Write one page of a Word file or a PDF as a PNG. UsageError where it has no such page, or is no such file."""
    from pipeline.pages import picture_of
    from pipeline.pdf import Source, Wanted, make_pdfs

    if not file.is_file():
        raise UsageError("not-found", path=str(file))
    if file.suffix.lower() == ".pdf":
        pdf = file.read_bytes()
    else:
        ((_number, made),) = make_pdfs([Source(file, str(file))], Wanted())
        if isinstance(made, VanbanError):
            raise made
        pdf = made.pdf
    try:
        png = picture_of(pdf, number)
    except ValueError as error:
        raise VanbanError("not-pdf", Where(str(file))) from error
    except IndexError as error:
        raise UsageError("no-page", Where(str(file)), page=str(number)) from error
    try:
        write_whole(target, png)
    except OSError as error:
        raise cannot_write(target, error) from error


@dataclass(frozen=True, slots=True)
class Request:
    """The build to show and where: `output` is the folder of the documents, `page` the file, beside them by default.

    Of each kind `limit` documents are shown, all where it is 0.
    """

    folder: Path
    output: str
    page: Path | None = None
    kinds: tuple[str, ...] = ()
    as_of: date | None = None
    jobs: int | None = None
    limit: int = 0


def gallery(request: Request, *, today: date) -> int:
    """Build a dossier, write the page that shows it, and give the build's exit code.

    Raises UsageError for a folder without a dossier, for documents in a ZIP; VanbanError where there is no LibreOffice.
    """
    from pipeline.build import Request as Order
    from pipeline.build import build
    from pipeline.cli.building import Told
    from pipeline.dossier import load
    from pipeline.events import Event
    from pipeline.executors import executor_for
    from pipeline.gallery import Gallery, Log, pieces
    from pipeline.office import find_office

    output = Path(request.output)
    if "://" in request.output or output.suffix.lower() == ".zip":
        raise UsageError("preview-elsewhere", output=request.output)
    office = find_office()
    jobs = request.jobs or os.cpu_count() or 1
    loaded = load(request.folder, rows=False)
    page = request.page or output / loaded.id / NAME
    _refuse_foreign(page)
    log, told = Log(), Told(as_json=False)

    def heard(events: Iterable[Event]) -> Iterator[Event]:
        for event in events:
            log.add(event)
            yield event

    order = Order(request.folder, output, request.as_of, request.kinds, jobs)
    told.watch(loaded.id, heard(build(order, today=today)))
    told.finish(request.output)
    if loaded.dossier is None:
        return told.code
    shown = Gallery(
        dossier=loaded.dossier,
        log=log,
        output=output,
        page=page,
        as_of=request.as_of or loaded.dossier.campaign.as_of or today,
        office=office,
        executor=executor_for(jobs),
        jobs=jobs,
        limit=request.limit,
    )
    size = _write(page, pieces(shown), shown)
    line = _("{page}: {shown} of {total} documents shown, {size} MB")
    size_text = f"{size / 1e6:.1f}".replace(".", _("."))
    click.echo(line.format(page=page, shown=shown.done, total=log.total, size=size_text))
    return told.code


def _refuse_foreign(page: Path) -> None:
    """Raises UsageError "exists" for a file that is no such page of ours."""
    from pipeline.gallery import is_ours

    with writing(page):
        if page.exists() and not (page.is_file() and is_ours(page)):
            raise UsageError("exists", path=str(page))


def _write(page: Path, parts: Iterator[str], shown: "Gallery") -> int:
    """Write the page beside its place and rename it; how many bytes it has."""
    beside = page.with_name(part_name())
    try:
        with writing(page):
            page.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
                if progress_is_seen():
                    with progressbar(length=shown.most, label=NAME, file=sys.stderr) as bar:
                        for part in parts:
                            file.write(part)
                            bar.update(shown.done - bar.pos)
                else:
                    file.writelines(parts)
                size = file.tell()
            beside.replace(page)
            return size
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
