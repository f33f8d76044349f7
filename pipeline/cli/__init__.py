"""The command line. Only this room prints and exits.

Each command imports what it needs when it runs, `pathlib` too: `vanban --help` loads nothing but Click.
"""

import os
import sys
from typing import TYPE_CHECKING

import click

from pipeline import __version__
from pipeline.messages import LANGUAGES
from pipeline.messages import text as _

if TYPE_CHECKING:
    from datetime import datetime

DONE, FAULTS, BREAKAGE = 0, 1, 2

FILE = click.Path()
DAY = click.DateTime(["%Y-%m-%d"])


class Commands(click.Group):
    """A group that turns breakage into one message and exit code 2, whichever command it came from."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command named."""
        try:
            return super().invoke(ctx)
        except click.ClickException:
            raise
        except Exception as error:
            from pipeline.problems import VanbanError

            if not isinstance(error, VanbanError):
                raise
            from pipeline.cli.show import show_json, show_problem

            if "--json" in sys.argv:
                show_json(problems=[error.problem])
            show_problem(error.problem)
            ctx.exit(BREAKAGE)


def _width() -> int:
    """The width that help is written for: Click would import `shutil` to ask, a tenth of what `--help` takes."""
    try:
        return min(max(os.get_terminal_size(sys.stdout.fileno()).columns - 2, 50), 110)
    except (OSError, ValueError):
        return 110


@click.group(
    cls=Commands,
    context_settings={"terminal_width": _width()},
    help=_("Administrative documents in the layout of Decree 30/2020/NĐ-CP, out of data."),
)
@click.option("--lang", type=click.Choice(LANGUAGES), help=_("Language of messages (default: vi)."))
@click.version_option(__version__)
def vanban(lang: str | None) -> None:
    """The language was chosen before the commands were defined (`pipeline.__main__`)."""


convert_legacy = click.option(
    "--convert-legacy", "convert", is_flag=True, help=_("Turn letters of old fonts (.VnTime, VNI-Times) to Unicode.")
)


@vanban.command(help=_("Make the documents of dossiers: of those given, or of all under data/."))
@click.argument("dossiers", nargs=-1, type=FILE, metavar="[DOSSIER]...")
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help=_("Only this kind of document (repeatable)."))
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("The day on which progress is looked at."))
@click.option(
    "--output",
    type=FILE,
    default="output",
    metavar="DIR",
    help=_("Where to: a folder, a file .zip (and one for each commune), s3://... (default: output)."),
)
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=None, metavar="N", help=_("Processes at once (default: the cores).")
)
@click.option("--scheduler", default="", metavar="ADDRESS", help=_("Work on a Dask cluster: tcp://host:8786."))
@convert_legacy
@click.option(
    "--format", "form", type=click.Choice(["docx", "pdf"]), default="docx", help=_("File format; pdf makes both.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def build(
    ctx: click.Context,
    *,
    dossiers: tuple[str, ...],
    kinds: tuple[str, ...],
    as_of: "datetime | None",
    output: str,
    jobs: int | None,
    scheduler: str,
    convert: bool,
    form: str,
    as_json: bool,
) -> None:
    """Make documents; each dossier in turn."""
    from pathlib import Path

    from pipeline.cli.building import run

    folders = tuple(map(Path, dossiers))
    day = as_of.date() if as_of else None
    code = run(
        folders,
        kinds=kinds,
        as_of=day,
        output=output,
        jobs=jobs,
        scheduler=scheduler,
        convert=convert,
        as_json=as_json,
        pdf=form == "pdf",
    )
    ctx.exit(code)


@vanban.command(help=_("Look for faults in a dossier's data; nothing is changed."))
@click.argument("dossier", type=FILE)
@click.option(
    "--workbook",
    type=FILE,
    default=None,
    metavar="FIXME.xlsx",
    help=_("Write a copy of the faulty workbook: its faults listed, coloured, explained in comments."),
)
@convert_legacy
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def validate(ctx: click.Context, dossier: str, workbook: str | None, *, convert: bool, as_json: bool) -> None:
    """Read everything, relate everything, say what is wrong."""
    from pathlib import Path

    from pipeline.cli.validating import run

    ctx.exit(run(Path(dossier), Path(workbook) if workbook else None, convert=convert, as_json=as_json))


@vanban.command(help=_("How a dossier stands: each task, commitments by commune, follow-ups sent."))
@click.argument("dossier", type=FILE)
@click.option("--as-of", type=DAY, metavar="YYYY-MM-DD", help=_("The day on which progress is looked at."))
@click.option("--export", type=FILE, default=None, metavar="FILE.xlsx", help=_("Write it as a workbook too."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def status(ctx: click.Context, dossier: str, *, as_of: "datetime | None", export: str | None, as_json: bool) -> None:
    """Show the board of one dossier."""
    from datetime import date
    from pathlib import Path

    from pipeline.cli.status import run

    day = as_of.date() if as_of else None
    workbook = Path(export) if export else None
    ctx.exit(run(Path(dossier), day, today=date.today(), export=workbook, as_json=as_json))


@vanban.command(help=_("Make blank forms of the table of businesses, one workbook a commune."))
@click.argument("dossier", type=FILE)
@click.option("--output", type=FILE, default="forms", metavar="DIR", help=_("Where to (default: forms)."))
@click.pass_context
def forms(ctx: click.Context, dossier: str, output: str) -> None:
    """Write a form for each commune of a dossier."""
    from pathlib import Path

    from pipeline.cli.forming import run

    ctx.exit(run(Path(dossier), Path(output)))


@vanban.command(help=_("Fill any Word template with any table: one document a row."))
@click.argument("template", type=FILE)
@click.argument("data", type=FILE)
@click.option("--output", type=FILE, required=True, metavar="DIR", help=_("Where to."))
@click.option("--name", "pattern", default="", metavar="PATTERN", help=_("File names, such as {id}-{name}."))
@click.option("--sheet", default="", metavar="NAME", help=_("The worksheet (default: the first)."))
@click.option(
    "--header",
    type=click.Choice(["vi", "keys"]),
    default="vi",
    help=_("How the header names the tags: vi 'Họ và tên' for ho_va_ten, keys exactly (default: vi)."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object."))
@click.pass_context
def render(
    ctx: click.Context,
    *,
    template: str,
    data: str,
    output: str,
    pattern: str,
    sheet: str,
    header: str,
    as_json: bool,
) -> None:
    """Render a user's own template."""
    from pathlib import Path

    from pipeline.cli.rendering import run

    paths = Path(template), Path(data), Path(output)
    ctx.exit(run(*paths, pattern, sheet, exact=header == "keys", as_json=as_json))


@vanban.group(help=_("Word templates: their tags, a new one, a check of one."))
def template() -> None:
    """Commands about templates."""


@template.command("list", help=_("The kinds of documents, their templates and what they are."))
def template_list() -> None:
    """List the built-in templates."""
    from pipeline.cli.templates import show_list

    show_list()


@template.command("show", help=_("The tags of a kind of document, what each means, an example."))
@click.argument("kind")
def template_show(kind: str) -> None:
    """Show the tags of a kind."""
    from pipeline.cli.templates import show_tags

    show_tags(kind)


@template.command("new", help=_("Write a kind's template to a new file, to be changed in Word."))
@click.argument("kind")
@click.argument("file", type=FILE)
def template_new(kind: str, file: str) -> None:
    """Copy the built-in template of a kind; an existing file is never overwritten."""
    from pathlib import Path

    from pipeline.cli.templates import write_new

    write_new(kind, Path(file))


@template.command("check", help=_("Check a template: can it be used, does it ask for what there is."))
@click.argument("file", type=FILE)
@click.option("--kind", default=None, metavar="KIND", help=_("The kind it is for (default: told by its name)."))
@click.pass_context
def template_check(ctx: click.Context, file: str, kind: str | None) -> None:
    """Lint one template against the fields of its kind."""
    from pathlib import Path

    from pipeline.cli.templates import lint

    ctx.exit(lint(Path(file), kind))


@vanban.command(help=_("A new office's project folder, ready to build."))
@click.argument("folder", metavar="DIR", type=FILE)
def init(folder: str) -> None:
    """Write a project with a sample dossier."""
    from pathlib import Path

    from pipeline.cli.starting import run

    run(Path(folder))


def progress_is_seen() -> bool:
    """Whether somebody watches: progress is shown on a terminal only."""
    return sys.stderr.isatty()


from pipeline.cli import desk, files, paper, returns, signing  # noqa: E402, F401  their commands join the group
