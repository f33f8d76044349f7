"""`vanban template`: the built-in templates, their tags, a new one, a check of one."""

from pathlib import Path

import click

from pipeline.cli import DONE, FAULTS
from pipeline.cli.show import show_problem
from pipeline.documents import kind_named, kinds
from pipeline.documents.tags import Tag, tags_of
from pipeline.messages import text as _
from pipeline.press import open_press
from pipeline.problems import OutputError, Problem, UsageError, Where
from pipeline.publish import write_whole
from pipeline.template import Template


def show_list() -> None:
    """One line a kind: its name, its template, what it is."""
    for name, kind in kinds().items():
        first = (kind.__doc__ or "").strip().splitlines()[0]
        click.echo(f"{name:<12} {kind.template.name:<18} {first}")


def show_tags(name: str) -> None:
    """One line a tag: how it is written, what it means, an example."""
    such_as = _("e.g.")
    for tag in tags_of(kind_named(name)):
        click.echo(f"{tag.name:<28} {tag.meaning}" + (f"; {such_as} {tag.example}" if tag.example else ""))


def write_new(name: str, file: Path) -> None:
    """Write the built-in template of a kind to `file`, which must not exist."""
    if file.exists():
        raise UsageError("exists", Where(file=str(file)), path=str(file))
    source = open_press(kind_named(name), Path()).source
    try:
        write_whole(file, source)
    except OSError as error:
        raise OutputError("cannot-write", Where(file=str(file)), path=str(file), reason=error.strerror or "") from error
    click.echo(str(file))


def lint(file: Path, name: str | None) -> int:
    """Say which tags the kind does not give, and which of its fields the template leaves out."""
    if not file.is_file():
        raise UsageError("not-found", Where(file=str(file)), path=str(file))
    template = Template(file)
    kind = kind_named(name or file.stem.replace("_", "-"))
    given = {tag.name for tag in tags_of(kind)}
    unknown = sorted(tag for tag in template.tags if tag not in given)
    for tag in unknown:
        values = {"tag": tag, "kind": kind.kind}
        show_problem(Problem(Where(file=str(file)), "unknown-tag", tag, values))
    for field in _unused(tags_of(kind), template.tags):
        click.echo(_("not used: {tag}").format(tag=field))
    counts = {"count": len(template.tags), "unknown": len(unknown)}
    click.echo(_("{file}: {count} tags, {unknown} unknown").format(file=file, **counts))
    return FAULTS if unknown else DONE


def _unused(tags: tuple[Tag, ...], used: frozenset[str]) -> list[str]:
    """The fields that the template leaves out; one whose items or parts are used is used."""
    parts = {name[:index] for name in used for index, char in enumerate(name) if char in ".["} | used
    return [tag.name for tag in tags if tag.name not in parts and tag.name.removesuffix("[]") not in used | {"id"}]
